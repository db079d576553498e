"""Ranked Stories -> those to be told in full."""

from newsdigest.models import Article, Story
from newsdigest.stages.choose.fit import fit


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
