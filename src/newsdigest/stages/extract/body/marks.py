"""Names and tags of the elements around a block -> what kind of furniture it is."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.stages.extract.wordlist import alternatives, load_entries

if TYPE_CHECKING:
    from newsdigest.stages.extract.body.blocks import Block

_CAMEL = regex(r"(?<=[a-z])(?=[A-Z])")
_CAPTION_TAGS = frozenset({"figcaption", "figure"})
_ASIDE_TAGS = frozenset({"aside", "nav", "footer", "form", "button", "label"})
# The order in which kinds are tried: a newsletter box among related links is a promotion.
_KINDS = (
    "promotion", "related links", "site furniture", "advertisement", "bio", "caption", "byline",
    "fact box",
)  # fmt: skip


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    stems = alternatives(load_entries("marks")[kind])
    return re.compile(rf"(?:^|[^a-z0-9])(?:{stems})", re.IGNORECASE)


def furniture_kind(block: Block) -> str:
    """Name the kind of furniture that the elements around a block say it is; empty for none."""
    if block.tags & _CAPTION_TAGS:
        return "caption"
    if block.tags & _ASIDE_TAGS:
        return "site furniture"
    names = _CAMEL.sub("-", block.marks)
    return next((kind for kind in _KINDS if _pattern(kind).search(names)), "") if names else ""


def marks_standfirst(names: str) -> bool:
    """Say whether the names of an element mark a standfirst."""
    return bool(_standfirst().search(_CAMEL.sub("-", names)))


@cache
def _standfirst() -> re.Pattern[str]:
    """Match a stem that a word ends with, but for a plural or the like: "deck", no "deckchair"."""
    stems = alternatives(load_entries("marks")["standfirst"])
    return re.compile(rf"(?:^|[^a-z])(?:{stems})(?![a-z]{{3}})", re.IGNORECASE)


def marks_hidden(names: str) -> bool:
    """Say whether the names of an element say that it is not shown."""
    return any(_hidden().fullmatch(name) for name in names.split())


@cache
def _hidden() -> re.Pattern[str]:
    return re.compile(alternatives(load_entries("marks")["hidden"]), re.IGNORECASE)
