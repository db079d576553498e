"""What a page gave -> whether it is an article, and if not, what it seems to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.errors import ExtractError
from newsdigest.patterns import regex
from newsdigest.stages.extract.wordlist import load_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.stages.extract.body.blocks import Block

WHAT = "could not read an article"

# An article this long is one, whatever else the page says.
_CLEAR_CHARS = 700
# A short item on a page that says it is an article.
_SHORT_CHARS = 200
_TINY_CHARS = 60
_MIN_LISTED = 8  # linked headlines that make a section page
_LINKED = 0.6
_TEASER_CHARS = 160
_LONG_CHARS = 200
_MIN_CARDS = 0.25  # linked headlines a block
_WALL_CHARS = 2000
_SURE = 2  # phrases
_NUMBER = regex(r"\s?\d+")
_MENU_SHARE = 0.5

_WHY = {
    "consent page": (
        "the page asks for consent to cookies instead",
        "open it in a browser, accept, and save the page to a file",
    ),
    "sign-in wall": (
        "the page asks to sign in",
        "pass the text on stdin, or give the feed a cookie file",
    ),
    "robot check": (
        "the page checks for robots instead",
        "open it in a browser and save the page to a file",
    ),
    "missing page": ("the site says that the page is not there", "check the link"),
    "section page": ("it is a list of stories, not one", "newsdigest feeds add {address}"),
    "menu": ("the page is mostly menu", "check the link"),
    "empty": (
        "the page holds no text; it may be built by scripts",
        "open it in a browser and save the page to a file",
    ),
    "too deep": ("its elements are nested too deeply to read", "save the text to a file"),
    "too big": ("the page is too big to read safely", "save the text to a file"),
}


def refuse(which: str, kind: str) -> ExtractError:
    """Make the error for a page that is no article."""
    why, hint = _WHY[kind]
    address = which if which.startswith(("http://", "https://")) else "the site's address"
    return ExtractError(WHAT, which, why, hint.format(address=address), kind)


@dataclass(frozen=True, slots=True)
class Remains:
    """What is left of a page: its blocks, and what the page is like as a whole.

    `text` is all the text the page shows, `listed` how many linked headlines it has, `teased` how
    many characters of such lines stood in the text and were left out, `password` whether it has a
    password field, `claims` whether it says of itself that it is an article, `site` that it is a
    site; `front` whether its address is that of a whole site, `canonical_front` whether the one it
    gives is; `title` what it is called.
    """

    blocks: Sequence[Block]
    text: str
    linked: float
    listed: int
    teased: int = 0
    password: bool = False
    claims: bool = False
    front: bool = False
    title: str = ""
    site: bool = False
    canonical_front: bool = False


def what_else(page: Remains) -> str:
    """Say what a page is that is no article; empty for an article.

    Claims first: how much prose there is, how much of the page is links, a password field. Only
    what is short of prose is judged by its words.
    """
    sizes = [len(block.text) for block in page.blocks if block.link_share < _LINKED]
    prose, longest = sum(sizes), max(sizes, default=0)
    cards = len(page.blocks) >= _MIN_LISTED and page.listed >= _MIN_CARDS * len(page.blocks)
    short = page.site and cards and longest < _TEASER_CHARS
    front = page.front or (page.canonical_front and longest < _LONG_CHARS)
    stories = page.listed >= _MIN_LISTED and (front or page.teased > prose or short)
    if stories and not page.claims:
        return "section page"
    body = "\n".join(block.text for block in page.blocks)
    if prose < _WALL_CHARS and not page.claims and (wall := _said(f"{page.title}\n{body}", _SURE)):
        return wall
    if prose >= _CLEAR_CHARS or (prose >= _SHORT_CHARS and page.claims and not page.password):
        return ""
    if said := _said(body) or (_said(page.text) if prose < _TINY_CHARS else ""):
        return said
    linked = page.listed >= _MIN_LISTED and page.linked >= _MENU_SHARE
    if linked and not page.claims and prose < _SHORT_CHARS:
        return "section page"
    if prose >= _TINY_CHARS:
        return ""
    return "menu" if page.listed and page.linked >= _MENU_SHARE else "empty"


def _said(text: str, least: int = 1) -> str:
    """Name what the page's words say it is: the kind with the most phrases, the first of equals.

    At least so many phrases; numbers do not count, for a wall names that of its partners.
    """
    low = _NUMBER.sub("", text.casefold().replace("’", "'"))
    counts: dict[str, int] = {}
    for kind, phrases in load_entries("gate").items():
        if (said := sum(phrase in low for phrase in phrases)) >= least:
            counts[kind] = said
    return max(counts, key=lambda kind: counts[kind]) if counts else ""
