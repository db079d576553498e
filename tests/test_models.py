"""What the nouns that travel say of themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.models import Article, FeedSource

SPACED = st.text("abc é“”’—", max_size=12)
UNSPACED = st.text("字カ中ไทยລາວ", max_size=12)


def of_each_run(text: str) -> int:
    """Count as the docstring says it: run by run, character by character."""
    spaced = unspaced = 0
    for run in text.split():
        wide = sum("\u3040" <= c <= "\u9fff" or "\u0e00" <= c <= "\u0eff" for c in run)
        unspaced += wide
        spaced += wide < len(run)
    return spaced + (unspaced + 1) // 2


@given(st.lists(SPACED | UNSPACED | st.text(max_size=8), max_size=12).map("".join))
def test_words_are_counted_as_if_run_by_run(text: str) -> None:
    assert Article("", text).words == of_each_run(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Nine “words” — with marks — stand\n\nin two paragraphs", 10),
        ("市が橋を開いた", 4),
        ("iPhone17が発売 today", 4),
    ],
)
def test_a_script_without_spaces_has_two_characters_a_word(text: str, words: int) -> None:
    assert Article("", text).words == words


def test_a_server_of_feeds_is_told_from_a_feed() -> None:
    assert not FeedSource("https://a.test/feed.xml").is_reader
    assert FeedSource(miniflux="https://feeds.test").is_reader
    assert FeedSource(freshrss="https://feeds.test").is_reader
