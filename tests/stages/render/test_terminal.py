"""The terminal's view: panes at three widths, colours, links, and digests nobody foresaw."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from rich.cells import cell_len
from tests.cli.screen import screen
from tests.golden import check
from tests.nouns import digests
from tests.stages.render import stories

from newsdigest.models import Digest, Paragraph, Story, Telling
from newsdigest.stages.render import plain, terminal
from newsdigest.stages.render.view import View

PANES = Path(__file__).parent / "panes"
SGR = re.compile(r"\x1b\[[0-9;]*m")
DIGESTS = {"one": stories.alone, "several": stories.several, "day": stories.day}
OPTIONS: dict[str, dict[str, Any]] = {
    "": {},
    "explained": {"explain": True, "why": True},
    "full": {"full": True},
}


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("name", DIGESTS)
def test_a_pane_looks_as_it_did_when_somebody_last_looked(
    name: str, option: str, columns: int
) -> None:
    view = replace(View(width=columns, colours="standard"), **OPTIONS[option])
    drawn = terminal.render(DIGESTS[name](), view)
    check(PANES / f"{name}{option and '-'}{option}@{columns}.txt", screen(drawn, columns))


def test_colours_are_few_and_of_the_old_eight() -> None:
    drawn = terminal.render(stories.day(), View(colours="standard"))
    assert set(SGR.findall(drawn)) == {
        *("\x1b[1m", "\x1b[2m", "\x1b[3m", "\x1b[35m", "\x1b[31m", "\x1b[0m")
    }


@pytest.mark.parametrize("colours", ["standard", "256", "truecolor"])
def test_what_is_said_does_not_depend_on_colour(colours: str) -> None:
    drawn = terminal.render(stories.day(), View(colours=colours))  # type: ignore[arg-type]
    bare = terminal.render(stories.day(), View())
    assert "\x1b" not in bare
    assert SGR.sub("", drawn) == bare


def test_hyperlinks_lead_to_the_web_alone_and_are_the_same_each_time() -> None:
    view = View(colours="standard", links=True)
    drawn = terminal.render(stories.day(), view)
    assert drawn == terminal.render(stories.day(), view)
    assert "\x1b]8;;https://herald.test/n/881\x1b\\" in drawn
    assert "https://herald.test/n/881" not in SGR.sub(
        "", re.sub(r"\x1b]8;[^\x1b]*\x1b.", "", drawn)
    )
    for url in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"):
        evil = replace(stories.TIMES, url=url, canonical_url="")
        digest = Digest("x", (Telling(Story("a", "x", (evil,))),))
        assert "\x1b]8" not in terminal.render(digest, view)


def test_an_address_stays_whole_where_the_screen_is_narrower() -> None:
    drawn = terminal.render(stories.several(), View(width=20))
    assert "\n https://herald.test/n/881\n" in drawn
    roomy = terminal.render(stories.several(), View(width=80))
    assert "\n Elm Herald     https://herald.test/n/881\n" in roomy


def test_an_article_without_anything_is_drawn_as_its_headline() -> None:
    digest = Digest("x", (Telling(Story("a", "Bare", (stories.article("One line."),))),))
    assert terminal.render(digest, View()) == " Bare\n 2 words, 1 min\n"
    assert terminal.render(Digest("0 stories"), View()) == "\n"


def test_a_teaser_says_why_it_is_one() -> None:
    shown = terminal.render(Digest("x", (stories.TEASER,)), View(width=200))
    said = " ".join(shown.split())
    assert "teaser only: the page shows 60 words and asks for a subscription" in said
    bare = replace(stories.BATTERY, teaser_why="")
    shown = terminal.render(Digest("x", (Telling(Story("a", "x", (bare,))),)), View())
    assert shown.endswith("· teaser only\n\n https://tech.test/p/77\n")


def test_more_titles_of_links_stand_at_the_end() -> None:
    digest = replace(stories.alone(), more_titles=stories.day().more_titles)
    drawn = terminal.render(digest, View())
    assert drawn.endswith(
        " More titles\n -----------\n\n"
        " • Elm Herald: Cup final moved to Sunday\n   https://herald.test/n/899\n"
        " • Elm Herald: Snow expected\n   https://herald.test/n/897\n"
        " • Radio 4N: Council meets\n   https://4n.test/c\n"
    )
    linked = terminal.render(digest, View(colours="standard", links=True))
    assert "   https://" not in linked
    assert "\x1b]8;;https://4n.test/c\x1b\\" in linked


def test_stories_bear_their_numbers_where_asked() -> None:
    drawn = terminal.render(stories.day(), View(numbers=True))
    assert " 1 City opens new river bridge\n" in drawn
    assert " 3 Grid battery firm files for listing\n" in drawn
    assert " 1 City" not in plain.render(stories.day(), View())


def test_a_day_of_nothing_is_a_day() -> None:
    bare = Digest("x", day=stories.day().day, notes=("nothing new",))
    assert "nothing new" in terminal.render(bare, View())
    assert "→" not in terminal.render(bare, View())
    assert "Sources with trouble" not in terminal.render(bare, View())


def test_the_whole_article_keeps_its_headings_lists_and_quotations() -> None:
    kinds = ("standfirst", "heading", "paragraph", "list item", "quotation")
    words = ("The bill is in.", "Costs", "They rose.", "steel", "It will do.")
    read = stories.article(*words)
    spans = tuple(
        Paragraph(span.start, span.end, kind)  # type: ignore[arg-type]
        for span, kind in zip(read.paragraphs, kinds, strict=True)
    )
    digest = Digest("x", (Telling(Story("a", "Costs", (replace(read, paragraphs=spans),))),))
    drawn = terminal.render(digest, View(full=True))
    assert drawn.endswith(
        "\n The bill is in.\n\n Costs\n\n They rose.\n\n • steel\n\n │ It will do.\n"
    )


@settings(max_examples=40, deadline=None)
@given(digests())
def test_any_digest_is_drawn_within_its_width(digest: Digest) -> None:
    for width in (20, 80):
        drawn = plain.render(digest, View(width=width, colours="truecolor", links=True))
        assert "\x1b" not in drawn
        for line in drawn.splitlines():
            assert cell_len(line) <= width or "://" in line
