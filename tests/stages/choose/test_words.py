"""What a reader writes to mute or lift -> the rule that fits an entry."""

import time

import pytest

from newsdigest.errors import ConfigError
from newsdigest.models import Entry
from newsdigest.stages.choose.words import Words


@pytest.mark.parametrize(
    ("rule", "title", "caught"),
    [
        ("horoscope", "Your Horoscope today", True),
        ("horoscope", "Horoscopes", False),
        ("elm river", "The Elm  River rises", True),
        ("c++", "What C++ is", True),
        ("/sponsor(ed)?/i", "SPONSORED: buy", True),
        ("/sponsor/", "SPONSOR", False),
        ("/^a.b$/ms", "x\na\nb", True),
        ("é", "Café", False),
    ],
)
def test_words_match_whole_words_and_expressions_what_they_say(
    rule: str, title: str, *, caught: bool
) -> None:
    assert bool(Words([rule, " "]).found(Entry("u", title))) is caught


def test_words_look_at_authors_and_summary_too() -> None:
    assert Words(["ruiz"]).found(Entry("u", "t", authors=("Ana Ruiz",))) == "ruiz"
    assert Words(["bridge"]).found(Entry("u", "t", summary="A bridge.")) == "bridge"


def test_an_expression_that_does_not_compile_is_named() -> None:
    with pytest.raises(ConfigError, match=r"/\(/"):
        Words(["/(/"])


def test_a_feeds_own_rules_look_at_title_address_and_authors_alone() -> None:
    rules = Words(["ruiz", "elm"])
    assert rules
    assert not Words([" "])
    assert rules.names(Entry("https://a.test/elm/1", "t")) == "elm"
    assert rules.names(Entry("u", "t", authors=("Ana Ruiz",))) == "ruiz"
    assert rules.names(Entry("u", "t", summary="Elm")) == ""


def test_an_expression_that_takes_for_ever_fits_nothing_and_holds_up_nobody() -> None:
    slow = "/(a|aa)+$/"
    words = Words([slow, "bridge"])
    began = time.monotonic()
    for number in range(50):
        entry = Entry("u", f"{'a' * 200}! bridge {number}")
        assert words.found(entry) == "bridge"
    assert time.monotonic() - began < 2
    assert Words([slow]).found(Entry("u", "aaa")) == slow
