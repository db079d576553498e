"""Names and tags of the elements around a block -> what kind of furniture it is."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.stages.extract.body.draft import is_sentence
from newsdigest.stages.extract.page.visible import says_over
from newsdigest.stages.extract.wordlist import alternatives, load_entries

if TYPE_CHECKING:
    from newsdigest.stages.extract.body.blocks import Block

_CAMEL = regex(r"(?<=[a-z])(?=[A-Z])")
# Characters of a paragraph that no name of an element makes furniture. An offer speaks in whole
# sentences; a poll, a rating, a row of buttons do not.
_LONG_PROSE = 80
_LONG_OFFER = 120
_OFFERS = frozenset({"promotion", "advertisement"})
_ROUND_PROSE = frozenset({"site furniture", "promotion", "advertisement", "related links"})
_LONG_CAPTION = 150
_BOX_LEVELS = 4
_NAMES_KEPT = 4096
_BOXED = regex(r"widget|(?:^|[^a-z])(?:box|form|banner|prompt|modal|popup)(?![a-z])")
_ASIDE_TAGS = frozenset({"aside", "nav", "footer", "form", "button", "label"})
_READ_ALOUD = regex(r"sr-only|(?:visually|u)-?hidden|screen-?reader\S*", re.IGNORECASE)
# The order in which kinds are tried: a newsletter box among related links is a promotion.
_KINDS = (
    "reader comments", "paywall offer", "promotion", "related links",
    "site furniture",
    "advertisement", "bio", "caption", "byline", "fact box",
)  # fmt: skip


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    stems = alternatives(load_entries("marks")[kind])
    return re.compile(rf"(?:^|[^a-z0-9])(?:{stems})", re.IGNORECASE)


def furniture_kind(block: Block) -> str:
    """Name the kind of furniture that the elements around a block say it is; empty for none."""
    if "figcaption" in block.tags or ("figure" in block.tags and not _is_told(block)):
        return "caption"
    if block.tags & _ASIDE_TAGS:
        return "site furniture"
    return _kind_of(block.marks) if block.marks else ""


@lru_cache(maxsize=_NAMES_KEPT)
def _kind_of(marks: str) -> str:
    """Name the kind that names say; a page repeats a few of them hundreds of times."""
    names = _CAMEL.sub("-", marks)
    return next((kind for kind in _KINDS if _pattern(kind).search(names)), "")


def named_kind(block: Block) -> str:
    """Name the kind as `furniture_kind` does, but for long plain prose that soft names are round.

    A name counts for prose too where something is to be filled in or pressed beside it.
    """
    kind = furniture_kind(block)
    if kind not in _ROUND_PROSE or block.tags & _ASIDE_TAGS or block.link_share:
        return kind
    least = _LONG_OFFER if kind in _OFFERS else _LONG_PROSE
    long = len(block.text) >= least and is_sentence(block.text)
    boxed = _BOXED.search(block.marks) or _is_asked(block)
    return "" if long and not boxed else kind


def _is_asked(block: Block) -> bool:
    element = block.spot.element if block.spot else None
    for _ in range(_BOX_LEVELS):
        if element is None or says_over(element, 2 * len(block.text)):
            return False
        if next(element.iter("input", "button", "form"), None) is not None:
            return True
        element = element.getparent()
    return False


def _is_told(block: Block) -> bool:
    """Say whether a paragraph in a figure is text that the figure is wrapped round."""
    return len(block.text) >= _LONG_CAPTION and is_sentence(block.text) and not block.pictured


def marks_standfirst(names: str) -> bool:
    """Say whether the names of an element mark a standfirst."""
    return bool(_standfirst().search(_CAMEL.sub("-", names)))


@cache
def _standfirst() -> re.Pattern[str]:
    """Match a stem that a word ends with, but for a plural or the like: "deck", no "deckchair"."""
    stems = alternatives(load_entries("marks")["standfirst"])
    return re.compile(rf"(?:^|[^a-z])(?:{stems})(?![a-z]{{3}})", re.IGNORECASE)


def for_readers(names: str) -> bool:
    """Say whether the names say that the text is for programs that read a page aloud."""
    return any(_READ_ALOUD.fullmatch(name) for name in names.split())


def marks_hidden(names: str) -> bool:
    """Say whether the names of an element say that it is not shown."""
    return any(_hidden().fullmatch(name) for name in names.split())


@cache
def _hidden() -> re.Pattern[str]:
    return re.compile(alternatives(load_entries("marks")["hidden"]), re.IGNORECASE)
