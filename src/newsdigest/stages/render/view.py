"""How a digest is to be drawn: what a renderer may know of the reader's screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from typing import Literal

Colours = Literal["none", "standard", "256", "truecolor"]

PROSE_WIDTH = 100
"""Prose is wrapped at this many cells at most: longer lines tire the eye (CLI.md, 7)."""


@dataclass(frozen=True, slots=True)
class View:
    """Width in cells, colours the screen has, the reader's zone, and what to show.

    `links` allows OSC 8 hyperlinks; `numbers` shows those that `open N` means; `full` shows the
    cleaned articles instead of a digest; `explain` adds each point's paragraph and score parts;
    `why` adds what joined each story.
    `day_name` names day files, for links from one to another; `near` are the days that have such a
    file beside this one, None for all of them, and `index` names the list of all days. `mail_to`
    and `mail_from` head a mail; a feed has an entry a day, or one a story where `feed_stories`,
    and says that it is at `feed_url`.
    """

    width: int = 80
    colours: Colours = "none"
    links: bool = False
    numbers: bool = False
    zone: tzinfo = UTC
    full: bool = False
    explain: bool = False
    why: bool = False
    day_name: str = "{date}.md"
    near: frozenset[date] | None = None
    index: str = ""
    mail_to: str = ""
    mail_from: str = ""
    feed_stories: bool = False
    feed_url: str = ""
