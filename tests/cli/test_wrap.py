"""Lines broken between words: nothing is lost, nothing is torn, columns stay columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.screen import cells

from newsdigest.cli.wrap import wrapped

WORDS = st.lists(st.text("abc河é-/", min_size=1, max_size=12), min_size=1, max_size=20)


@given(WORDS, st.integers(10, 60), st.integers(0, 4))
def test_every_word_stays_whole_in_its_order_and_no_line_is_too_wide(
    words: list[str], width: int, indent: int
) -> None:
    lines = wrapped(" " * indent + " ".join(words), width)
    assert [word for line in lines for word in line.split()] == words
    for line in lines:
        assert cells(line) <= width or len(line.split()) == 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("short", ["short"]),
        ("one two three four.", ["one two", "three", "four."]),
        ("  one two three", ["  one two", "    three"]),
        ("a   bb cc dd ee", ["a   bb cc", "    dd ee"]),
        ("  a word   bb cc", ["  a word", "    bb cc"]),
        ("label: https://example.org/a", ["label:", "  https://example.org/a"]),
    ],
)
def test_what_follows_hangs_under_what_it_belongs_to(line: str, expected: list[str]) -> None:
    assert wrapped(line, 10) == expected
