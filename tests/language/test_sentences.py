"""Text -> Sentences: golden cases by language, exact offsets on anything."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.language.sentences import split_sentences

DATA = Path(__file__).parent.parent / "data" / "sentences"
UNSPACED = {"ja", "zh"}


def golden() -> list[tuple[str, str, list[str]]]:
    """Read (language, name, sentences) of every case: a line a sentence, a blank line between."""
    cases = []
    for path in sorted(DATA.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            name, *sentences = block.split("\n")
            cases.append((path.stem, name.removeprefix("# "), [s.strip() for s in sentences]))
    return cases


def split(text: str, language: str = "en") -> list[str]:
    return [text[found.start : found.end] for found in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [pytest.param(code, wanted, id=f"{code}: {name}") for code, name, wanted in golden()],
)
def test_sentences_of_a_paragraph_are_parted_as_a_reader_would(
    language: str, sentences: list[str]
) -> None:
    between = "" if language in UNSPACED else " "
    assert split(between.join(sentences), language) == sentences


PIECES = st.sampled_from(
    [
        "The mayor spoke. ",
        "“We wait. We hope,” she said. ",
        '"No." ',
        "Dr. ",
        "e\u0301te\u0301\u00a0\u00a0ici. ",
        "👩‍👩‍👧 came! ",
        "Is it? ",
        "\r\n",
        "\n\n",
        "\u2028",
        "„Ja. Nein.“ ",
        "“open ",
        "close.” ",
        "5 p.m. Sunday ",
        "... ",
        "— ",
        "市議会。",
        "\t",
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=12).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
)
LANGUAGES = st.sampled_from(["en", "de", "ja", "", "xx", "pt-BR", "zh_Hans"])


@given(TEXTS, LANGUAGES)
def test_only_white_space_lies_between_sentences(text: str, language: str) -> None:
    found = split_sentences(text, language)
    edges = [0, *(edge for s in found for edge in (s.start, s.end)), len(text)]
    assert edges == sorted(edges)
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        assert not text[start:end].strip()


@given(TEXTS, LANGUAGES)
def test_a_sentence_has_words_on_one_line_and_no_space_round_it(text: str, language: str) -> None:
    for found in split_sentences(text, language):
        body = text[found.start : found.end]
        assert body
        assert body == body.strip()
        assert not set(body) & set("\r\n\u2028\u2029\x85\v\f")


@given(TEXTS)
def test_paragraphs_are_counted_from_nought_and_never_go_back(text: str) -> None:
    numbers = [found.paragraph for found in split_sentences(text)]
    assert numbers == sorted(numbers)
    assert all(after - before <= 1 for before, after in pairwise([0, *numbers]))


@given(st.lists(PIECES.filter(lambda piece: "\r" not in piece), max_size=12).map("".join))
def test_line_ends_of_either_kind_part_alike(text: str) -> None:
    assert split(text) == split(text.replace("\n", "\r\n"))


def test_a_straight_mark_closes_what_a_curved_one_opened() -> None:
    text = '“Russia is active. Turkey has worries." The talks go on.'
    assert split(text) == ['“Russia is active. Turkey has worries."', "The talks go on."]


def test_a_quotation_that_never_closes_keeps_nothing_together() -> None:
    assert split("“We wait. We hope. We go.") == ["“We wait.", "We hope.", "We go."]


def test_a_quotation_longer_than_anyone_speaks_is_parted() -> None:
    said = "We wait for a bridge. " * 80
    assert len(split(f"“{said}And so.” They left.")) > 80


def test_a_quotation_within_a_quotation_stays_in_it() -> None:
    text = "“He said „Run. Now.“ to us. We ran.” They left."
    assert split(text) == ["“He said „Run. Now.“ to us. We ran.”", "They left."]


def test_a_nested_quotation_of_other_marks_ends_with_the_outer() -> None:
    text = "«Il a dit “Oui. Non.” hier. Voilà.» Rien."
    assert split(text, "fr") == ["«Il a dit “Oui. Non.” hier. Voilà.»", "Rien."]


def test_fifty_thousand_words_cost_little_more_a_word_than_five_hundred() -> None:
    text = "“We wait. We hope,” said Dr. Cole on Feb. 14. The vote is at 5 p.m. Sunday. " * 3000
    assert len(split_sentences(text)) == 6000
