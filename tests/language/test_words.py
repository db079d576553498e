"""Text -> words, stems and stop words."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.language import words as rules
from newsdigest.language.words import (
    content_stems,
    is_unspaced,
    stems,
    stop_words,
    words,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Don't stop: U.S. 3-2!", ["don", "t", "stop", "u", "s", "3", "2"]),
        ("L’Été à Zürich", ["l", "été", "à", "zürich"]),
        ("e\u0301te\u0301", ["été"]),
        ("परिषद की बैठक", ["परिषद", "की", "बैठक"]),
        ("市議会", ["市議", "議会"]),
        ("市 A 議会", ["市", "a", "議会"]),
        ("2026年", ["2026", "年"]),
        ("ประชุม", ["ปร", "ระ", "ะช", "ชุ", "ุม"]),
        ("", []),
    ],
)
def test_words_are_lower_case_composed_and_in_order(text: str, found: list[str]) -> None:
    assert words(text) == found


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_words_are_runs_of_letters_digits_and_underscores(text: str) -> None:
    assert words(text) == re.findall("[a-z0-9_]+", text.lower())


@given(st.text(max_size=60))
def test_words_do_not_depend_on_how_letters_are_composed(text: str) -> None:
    import unicodedata

    assert words(unicodedata.normalize("NFD", text)) == words(unicodedata.normalize("NFC", text))


def test_words_of_one_family_share_a_stem() -> None:
    assert len(set(stems(["bridge", "bridges", "bridged"], "en"))) == 1
    assert len(set(stems(["brücke", "brücken"], "de"))) == 1


def test_stems_are_the_same_where_those_kept_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "_STEMS_KEPT", 1)
    rules._stems_of.cache_clear()  # words that other tests stemmed
    assert stems(["bridges", "ferries", "bridges"], "en") == ["bridg", "ferri", "bridg"]


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert stems(["cầu", "đường"], "vi") == ["cầu", "đường"]


def test_stop_words_are_left_out_of_the_content() -> None:
    assert content_stems("The bridge is on the river", "en") == ["bridg", "river"]
    assert content_stems("Die Brücke ist über dem Fluss", "de") == ["bruck", "fluss"]


@pytest.mark.parametrize("language", ["xx", "", "../en", "a.b", "en/../../x"])
def test_a_language_without_a_list_has_single_letters_alone(language: str) -> None:
    assert stop_words(language) == frozenset("abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize(
    ("text", "unspaced"),
    [
        ("plain", False),
        ("Zürich ist schön", False),
        ("市議会は開かれた", True),
        ("市 in Zürich", False),
    ],
)
def test_a_text_mostly_in_a_script_without_spaces_is_told(text: str, *, unspaced: bool) -> None:
    assert is_unspaced(text) is unspaced


def test_importing_words_and_sentences_loads_nothing_heavy() -> None:
    code = (
        "import sys, newsdigest.language.words, newsdigest.language.sentences;"
        "print([m for m in ('numpy', 'sumy', 'nltk', 'lxml', 'trafilatura') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
