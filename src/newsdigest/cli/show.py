"""newsdigest show: a saved digest again, or a search in all of them."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from newsdigest.cli import options as opt
from newsdigest.cli import screens, stored, streams
from newsdigest.cli.intents import WHAT_TO_PRINT, WHERE_AND_HOW
from newsdigest.errors import StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from newsdigest.keys import Settings
    from newsdigest.models import Digest, Hit
    from newsdigest.ports import Store
    from newsdigest.stages.render.view import View

MOST_HITS = 20

DayArg = Annotated[
    str,
    typer.Argument(
        metavar="[DAY]", help="today, yesterday or 2026-11-21. Default: the latest.",
        show_default=False,
    ),
]  # fmt: skip
SearchOpt = Annotated[
    str,
    typer.Option(
        "-g", "--grep", metavar="WORDS", help="Search all digests for stories with these words.",
        show_default=False, rich_help_panel=WHAT_TO_PRINT,
    ),
]  # fmt: skip

WhyOpt = Annotated[
    str,
    typer.Option(
        "--why", metavar="STORY", help="Say what joined the articles of stories with these words.",
        show_default=False, rich_help_panel=WHAT_TO_PRINT,
    ),
]  # fmt: skip

StoryOpt = Annotated[
    str,
    typer.Option(
        "--story", metavar="WORDS|ID", help="Follow one story over its days, oldest first.",
        show_default=False, rich_help_panel=WHAT_TO_PRINT,
    ),
]  # fmt: skip

NoPagerOpt = Annotated[
    bool,
    typer.Option(
        "--no-pager", help="Print at once instead of through $PAGER.",
        rich_help_panel=WHERE_AND_HOW,
    ),
]  # fmt: skip


def show(
    day: DayArg = "",
    grep: SearchOpt = "",
    why: WhyOpt = "",
    story: StoryOpt = "",
    output: opt.OutputOpt = "-",
    format_: opt.FormatOpt = None,
    json: opt.JsonOpt = False,
    to: opt.ToOpt = "",
    sender: opt.FromOpt = "",
    copy: opt.CopyOpt = False,
    no_pager: NoPagerOpt = False,
    color: opt.ColourOpt = opt.Colour.AUTO,
    config: opt.ConfigOpt = "",
    debug: opt.DebugOpt = False,
) -> int:
    """Print a saved digest again, or find stories in all of them.

    Examples:
      newsdigest show
      newsdigest show yesterday -f html -o yesterday.html
      newsdigest show -g 'river bridge'
      newsdigest open 3
      newsdigest show --why 'river bridge'
      newsdigest show --story 'river bridge'
    """
    del debug
    from newsdigest import wiring
    from newsdigest.config import load
    from newsdigest.stages.render.view import View

    name = opt.chosen(format_, json, output)
    settings = load(config, os.environ, opt.mail_flags(to, sender, name))
    tty = sys.stdout is not None and sys.stdout.isatty() and output == "-"
    view = View(
        width=streams.width(os.environ, tty=tty),
        colours=streams.colours(color.value, os.environ, tty=tty),
        links=streams.has_links(os.environ, tty=tty),
        zone=wiring.local_zone(settings.digest.timezone),
        numbers=tty and not why,
        why=bool(why),
    )
    view = wiring.heading(settings, view)
    with stored.opened(settings, day) as store:
        if story:
            drawn: str | bytes = _followed(store, story, view, name)
        elif grep:
            drawn = _hits(store.search(grep, MOST_HITS), grep, view, name)
        else:
            drawn = _day(store, settings, (stored.wanted(day, settings), why), view, name)
    if copy:
        screens.copy(drawn)
    if tty and not no_pager:
        screens.page(drawn)
    else:
        streams.put(drawn, output)
    return 0


def _followed(store: Store, asked: str, view: View, name: str) -> str:
    from newsdigest.pipeline.show import followed
    from newsdigest.stages.render.formats import FORMATS, course_renderer

    if not FORMATS[name].course:
        drawn = ", ".join(one for one, row in FORMATS.items() if row.course)
        why = f"a story over its days is not drawn as {name}"
        raise UsageError("wrong usage", "--format", why, f"one of {drawn}")
    return course_renderer(name)(followed(store, asked), view)


def _hits(hits: Sequence[Hit], words: str, view: View, name: str) -> str:
    from newsdigest.stages.render.formats import FORMATS, hits_renderer

    row = FORMATS[name]
    if not row.hits:
        drawn = ", ".join(one for one, other in FORMATS.items() if other.hits)
        why = f"what -g finds is not drawn as {name}"
        raise UsageError("wrong usage", "--format", why, f"one of {drawn}")
    if not (hits or row.even_empty):
        raise StoreError(
            "nothing found", words, "no digest has these words", "fewer words", kind="absent"
        )
    return hits_renderer(name)(hits, view)


def _day(
    store: Store, settings: Settings, asked: tuple[date | None, str], view: View, name: str
) -> str | bytes:
    from newsdigest import wiring
    from newsdigest.pipeline.show import all_saved, saved
    from newsdigest.stages.render.dayfile import day_name
    from newsdigest.stages.render.formats import FORMATS, days_renderer, renderer

    day, words = asked
    row = FORMATS[name]
    if row.days and day is None and not words:
        return days_renderer(name)(all_saved(store), view)
    found, digest = saved(store, day)
    if digest is not None and row.linked:
        view = replace(view, near=frozenset())  # what is printed has no files beside it
    if digest is not None:
        if words:
            digest = _with_words(digest, words)
        return renderer(name)(digest, view)
    text = wiring.shelf(settings).read(day_name(view.day_name, found))
    if text is None or not row.text:
        why = "its texts are no longer kept, and its day file is not where it was"
        raise StoreError("cannot show", str(found), why, kind="forgotten")
    return text


def _with_words(digest: Digest, words: str) -> Digest:
    """Keep the stories that have all the words in one of their headlines, and nothing else."""
    from newsdigest.models import Digest

    asked = words.casefold().split()
    tellings = tuple(
        telling
        for telling in digest.tellings
        if any(
            all(word in article.title.casefold() for word in asked)
            for article in telling.story.articles
        )
    )
    if not tellings:
        why = f"no story of {digest.day} has these words in a headline"
        raise StoreError("nothing found", words, why, "fewer words", kind="absent")
    return Digest(digest.title, tellings, digest.day)
