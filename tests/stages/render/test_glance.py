"""What a long day begins with, in every view."""

from dataclasses import replace
from datetime import date

from newsdigest.models import Article, Digest, KeyPoint, Story, Telling, ToldStory
from newsdigest.stages.render import html, markdown, terminal
from newsdigest.stages.render.anchors import anchors
from newsdigest.stages.render.view import View

DAY = date(2026, 11, 21)


def told(name: str, *sites: str, section: str = "", teaser: bool = False) -> Telling:
    articles = tuple(Article(name, "Text.", url="https://a.test/", site=site) for site in sites)
    story = Story(name, name, tuple(replace(one, teaser=teaser) for one in articles), section)
    return Telling(story, (KeyPoint("Text.", 0, 5),))


TOLD = (
    told("City opens #1 bridge", "A", "B", section="World"),
    told("Bridge", "A", section="World", teaser=True),
    told("World", "A", section="World"),
)
DIGEST = Digest("t", TOLD, DAY, glance=("City opens #1 bridge", "World", "gone"))


def test_each_line_leads_to_its_place_and_counts_outlets() -> None:
    drawn = markdown.render(DIGEST, View())
    assert (
        "## At a glance\n"
        "- [City opens \\#1 bridge](#city-opens-1-bridge) · 2 outlets\n"
        "- [World](#world-1)\n"
    ) in drawn
    page = html.render(DIGEST, View())
    assert '<a href="#s1">City opens #1 bridge</a> · 2 outlets' in page
    screen = terminal.render(DIGEST, View())
    assert "At a glance" in screen
    assert "City opens #1 bridge · 2 outlets" in screen


def test_places_are_those_that_readers_give_headings() -> None:
    day = date(2026, 11, 19)
    update = replace(TOLD[2].story, update_of=ToldStory("x", "x", day))
    digest = replace(DIGEST, tellings=(*TOLD[:2], Telling(update)))
    assert anchors(digest) == ["city-opens-1-bridge", "bridge--teaser-only", "update-world"]
    assert anchors(replace(digest, day=None)) == anchors(digest)
    assert anchors(replace(digest, tellings=(told("Rain", "A"),))) == ["rain"]
