"""Ranked Stories -> those to be told in full."""

from dataclasses import replace
from datetime import date

from newsdigest.models import Article, KeyPoint, Quote, Story, Telling, ToldStory
from newsdigest.models.story import OPINION
from newsdigest.stages.choose.fit import fit, within, words_of


def story(name: str, *sites: str) -> Story:
    return Story(name, name, tuple(Article(name, "t", site=site) for site in sites))


def test_stories_of_several_outlets_come_first_then_outlets_take_turns() -> None:
    stories = [
        *(story("a1", "A"), story("a2", "A"), story("a3", "A")),
        *(story("b1", "B"), story("both", "A", "B")),
    ]
    assert [one.id for one in fit(stories, 3)] == ["a1", "b1", "both"]
    assert [one.id for one in fit(stories, 4)] == ["a1", "a2", "b1", "both"]
    assert fit(stories, 9) == tuple(stories)


def test_what_the_reader_asked_for_is_told_and_opinion_comes_last() -> None:
    stories = [
        replace(story("column", "C"), section=OPINION),
        replace(story("both say", "C", "D"), section=OPINION),
        *(story("a1", "A"), story("a2", "A"), story("wanted", "A")),
    ]

    def wanted(one: Story) -> bool:
        return one.id == "wanted"

    assert [one.id for one in fit(stories, 2, wanted)] == ["a1", "wanted"]
    assert [one.id for one in fit(stories, 0, wanted)] == ["wanted"]
    assert [one.id for one in fit(stories, 4, wanted)] == ["column", "a1", "a2", "wanted"]


def told(name: str, words: int, *sites: str) -> Telling:
    text = "word " * (words - len(name.split()))
    return Telling(story(name, *sites), (KeyPoint(text, 0, len(text)),))


def test_a_day_ends_when_the_readers_time_is_up() -> None:
    tellings = [told("first", 200, "A"), told("second", 100, "B"), told("short", 25, "C")]
    assert [one.story.id for one in within(tellings, 1)] == ["first", "short"]
    assert within(tellings, 2) == tuple(tellings)
    assert [one.story.id for one in within([told("long", 900, "A")], 1)] == ["long"]
    asked = [*tellings, told("asked", 300, "C")]
    kept = within(asked, 1, lambda one: one.id == "asked")
    assert [one.story.id for one in kept] == ["asked"]


def test_titles_take_of_the_readers_time_but_a_third_at_most() -> None:
    tellings = [told("first", 100, "A"), told("second", 60, "B"), told("short", 20, "C")]
    assert within(tellings, 1, titles=["six words stand in this title"]) == tuple(tellings)
    kept = within(tellings, 1, titles=["six words stand in this title"] * 90)
    assert [one.story.id for one in kept] == ["first", "short"]


def test_words_are_those_that_are_read() -> None:
    quote = Quote("three more words", 0, 1)
    telling = replace(told("two words", 5, "A"), quotes=(quote,))
    assert words_of(telling) == 8
    day = date(2026, 11, 21)
    again = replace(telling.story, update_of=ToldStory("x", "x", day))
    assert words_of(Telling(again)) == 0
