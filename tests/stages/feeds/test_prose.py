"""Markup of a feed's fields -> plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.stages.feeds.prose import line, prose, without_furniture


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("plain", "plain"),
        ("two\nlines", "two lines"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("a &amp; b &lt; c", "a & b < c"),
        ("a &amp; b\n\nc", "a & b\n\nc"),
        ("2 < 3 and 5 > 4", "2 < 3 and 5 > 4"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("one<br>two", "one\n\ntwo"),
        ("<b>in</b><i>line</i>", "inline"),
        ("<script>x</script>seen<style>y</style>", "seen"),
        ("<svg><text>x</text></svg>seen", "seen"),
        ("<object>fallback</object>", "fallback"),
        ("<!-- no -->seen", "seen"),
        ("<p></p>", ""),
        ("<>", "<>"),
        ("<p>\x1b[31mred</p>", "red"),
    ],
)
def test_markup_becomes_paragraphs(markup: str, text: str) -> None:
    assert prose(markup) == text


def test_a_line_of_markup_is_one_line() -> None:
    assert line("<p>one</p><p>two</p>", markup=True) == "one two"
    assert line("1 < 2\n<b>", markup=False) == "1 < 2 <b>"


def test_depth_is_the_writers_choice() -> None:
    assert prose("<div>" * 5000 + "deep") in ("deep", "")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("News.\n\nThe post News appeared first on Elm Herald.", "News."),
        ("News. The post News first appeared on Elm Herald.", "News."),
        ("News …\n\nContinue reading “News”", "News …"),
        ("News.\n\nRead more", "News."),
        ("News.\n\n[link]\n\n[comments]", "News."),
        ("Read more", ""),
        ("They read more than others", "They read more than others"),
        ("Nothing to add.", "Nothing to add."),
    ],
)
def test_what_publishing_software_adds_goes(text: str, left: str) -> None:
    assert without_furniture(text) == left


@given(st.text(alphabet="<>/!-&;pabr \n\x00", max_size=60))
def test_no_markup_breaks_it_and_nothing_hidden_comes_through(markup: str) -> None:
    text = prose(markup)
    assert "\x00" not in text
    assert text == text.strip()
