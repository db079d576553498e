"""clean_text: no remote byte steers a terminal."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.text.clean import clean_line, clean_text, shown, without_references

STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("a\x1b]8;;http://x.test\x07link\x1b]8;;\x07", "alink"),
        ("a\x1b]0;title\x1b\\b", "ab"),
        ("a\x9b31mb", "ab"),
        ("\u202eevil\u202c", "evil"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ("👩\u200d🚀 می\u200cخواهم", "👩\u200d🚀 می\u200cخواهم"),
        ("\ud800x\x00", "x"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_each_kind_of_control_goes_and_text_stays(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


@given(st.text(st.characters(codec=None), max_size=200))
def test_nothing_that_steers_is_left_and_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert not STEERS.search(once)
    assert clean_text(once) == once
    assert len(once) <= len(text)


def test_a_line_has_no_break() -> None:
    assert clean_line(" two\r\n  words \x1b[1m") == "two words"


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ("a&#8;b", "ab"),
        ("a&#xFFFE;b", "ab"),
        ("a&#x1b]52;c;x&#7;", "a]52;c;x"),
        ("a&#0000000000000000000000000000000000000027b", "ab"),
        ("a&#X202E;b", "ab"),
        ("a&#xD800;b&#x110000;c&#0;", "abc"),
        ("&#147;Yes&#x94;", "“Yes”"),
        ("&#129;", ""),
        ("&#65;&#x41;&#9;&#10;&amp;#27;", "&#65;&#x41;&#9;&#10;&amp;#27;"),
        ("&#27abc", "abc"),
        ("&#12345678;", "&#12345678;"),
    ],
)
def test_references_to_what_nobody_sees_are_dropped_from_markup(markup: str, left: str) -> None:
    assert without_references(markup) == left


def test_a_million_openings_of_a_sequence_take_no_longer_than_their_length() -> None:
    assert clean_text("\x9d" * 1_000_000) == ""
    assert clean_text("\x1b]" * 500_000) == "]" * 500_000


def test_a_dictionary_is_shown_with_every_value_gone_through() -> None:
    assert shown({"title": "a\x1b[31mb", "n": 1}) == {"title": "a\ufffd[31mb", "n": 1}
