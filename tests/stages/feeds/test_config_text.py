"""Configuration text -> the same with a feed more or less."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.errors import ConfigError
from newsdigest.models import FeedSource
from newsdigest.stages.feeds.config_text import with_feeds, without_feed

TEXT = """\
# mine
[digest]
points = 4 # four

[[feeds]]
url = "https://a.test/"
# about a

# about b
[[ feeds ]] # second
url = "https://b.test/"
section = "B"

[mute]
words = ["x"]
"""


def test_a_feed_is_added_and_everything_else_stays() -> None:
    added = with_feeds(TEXT, [FeedSource("https://c.test/", name='say "c"', limit=3)], "f")
    assert added.startswith(TEXT.rstrip("\n"))
    feeds = tomllib.loads(added)["feeds"]
    assert feeds[2] == {"url": "https://c.test/", "name": 'say "c"', "limit": 3}


def test_a_feed_is_added_to_an_empty_text() -> None:
    source = FeedSource("https://c.test/", mute=("a", "/b/i"), full_text=False)
    assert with_feeds("", [source], "f") == (
        '[[feeds]]\nurl = "https://c.test/"\nmute = ["a", "/b/i"]\nfull_text = false\n'
    )


def test_a_feed_is_taken_out_and_the_comment_of_the_next_stays() -> None:
    left = without_feed(TEXT, "https://a.test/", "f")
    assert "a.test" not in left
    assert "# about b\n[[ feeds ]] # second" in left
    assert 'words = ["x"]' in left
    last = without_feed(left, "https://b.test/", "f")
    assert "feeds" not in last
    assert tomllib.loads(last) == {"digest": {"points": 4}, "mute": {"words": ["x"]}}


@pytest.mark.parametrize(
    "text",
    [
        'feeds = [{url = "https://a.test/"}]\n',
        '[[feeds]]\nurl = "https://b.test/"\n',
        '[[feeds]]\nurl = "https://a.test/"\nname = """\n[[feeds]]\n"""\n',
        '["feeds"]\n',
    ],
)
def test_a_form_that_only_its_writer_understands_is_left_alone(text: str) -> None:
    with pytest.raises(ConfigError, match=r"cfg\.toml"):
        without_feed(text, "https://a.test/", "cfg.toml")


@pytest.mark.parametrize("text", ['feeds = [{url = "https://b.test/"}]\n', "feeds = []\n"])
def test_feeds_of_another_form_are_not_added_to(text: str) -> None:
    with pytest.raises(ConfigError, match="only you can edit"):
        with_feeds(text, [FeedSource("https://a.test/")], "cfg.toml")


@given(st.text(max_size=20), st.text(max_size=20))
def test_what_is_added_reads_back_and_can_be_taken_out(name: str, section: str) -> None:
    try:
        source = FeedSource("https://c.test/", name=name, section=section)
        name.encode()
        section.encode()
    except UnicodeEncodeError:
        return
    added = with_feeds(TEXT, [source], "f")
    assert tomllib.loads(added)["feeds"][2].get("name", "") == name
    assert tomllib.loads(without_feed(added, source.url, "f")) == tomllib.loads(TEXT)
