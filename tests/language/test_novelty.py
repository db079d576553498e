from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.language.novelty import Told, is_new

CASES = Path(__file__).parents[1] / "data" / "novelty" / "cases.txt"


def cases() -> list[tuple[tuple[str, ...], str, str, bool]]:
    found: list[tuple[tuple[str, ...], str, str, bool]] = []
    for block in CASES.read_text(encoding="utf-8").split("\n\n")[1:]:
        told: list[str] = []
        language = ""
        for line in block.splitlines():
            kind, _, sentence = line.partition(" ")
            if kind == "told":
                language, _, sentence = sentence.partition(" ")
                told.append(sentence)
            else:
                found.append((tuple(told), language, sentence, kind == "new"))
    return found


@pytest.mark.parametrize(("told", "language", "sentence", "new"), cases())
def test_what_was_told_is_old_and_what_was_not_is_new(
    told: tuple[str, ...], language: str, sentence: str, new: object
) -> None:
    assert is_new(sentence, told, language) is new


@given(st.lists(st.text(), max_size=5), st.text(), st.sampled_from(["en", "de", "", "zh-Hans"]))
def test_a_told_sentence_is_never_new(told: list[str], sentence: str, language: str) -> None:
    assert not Told([*told, sentence], language).is_new(sentence)


def test_with_nothing_told_everything_is_new() -> None:
    assert Told([]).is_new("Rain is expected.")
    assert not Told([])
    assert Told(["Rain is expected."])


def test_content_spread_over_told_sentences_is_old_when_one_holds_half_of_it() -> None:
    told = ["The mayor opened the bridge.", "The bridge links harbour and market."]
    assert not is_new("The mayor opened the bridge to the market.", told)
    assert is_new("The mayor left the market.", told)


@pytest.mark.parametrize(
    ("language", "told", "again", "denied"),
    [
        (
            "pl",
            "Rada otworzyła dwa mosty w Elmowie",
            "Rada otworzyła 2 mosty w Elmowie",
            "Rada nie otworzyła 2 mostów w Elmowie",
        ),
        (
            "sv",
            "Rådet öppnade tre broar i Elmstad",
            "Rådet öppnade 3 broar i Elmstad",
            "Rådet öppnade inte 3 broar i Elmstad",
        ),
        (
            "ru",
            "Совет открыл пять мостов в Эльмске",
            "Совет открыл 5 мостов в Эльмске",
            "Совет не открыл 5 мостов в Эльмске",
        ),
        (
            "el",
            "Το συμβούλιο άνοιξε δύο γέφυρες στην Έλμα",
            "Το συμβούλιο άνοιξε 2 γέφυρες στην Έλμα",
            "Το συμβούλιο δεν άνοιξε 2 γέφυρες στην Έλμα",
        ),
    ],
)
def test_figures_in_words_and_denials_are_read_in_many_languages(
    language: str, told: str, again: str, denied: str
) -> None:
    assert not is_new(again, [told], language)
    assert is_new(denied, [told], language)
