"""clean_text: no remote byte steers a terminal."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.text.clean import clean_line, clean_text

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
