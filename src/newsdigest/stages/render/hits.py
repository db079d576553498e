"""Hit -> the pieces that every format draws a search from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.text.days import short_day, weekday

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsdigest.models import Hit

FOUND, FOUND_END = "\x02", "\x03"
"""Marks of a snippet around the words that were found."""


class Part(NamedTuple):
    """A piece of a snippet; `found` where it is what was looked for."""

    words: str
    found: bool


def parts(hit: Hit) -> Iterator[Part]:
    """Cut a snippet at the marks around the words that were found."""
    for at, piece in enumerate(" ".join(hit.snippet.split()).split(FOUND)):
        words, _, rest = piece.partition(FOUND_END) if at else ("", "", piece)
        if words:
            yield Part(words, found=True)
        if rest:
            yield Part(rest, found=False)


def facts(hit: Hit) -> str:
    """Say when a story was told, and on which other days."""
    return f"{weekday(hit.day)} {short_day(hit.day, date.min)}{course(hit)}"


def course(hit: Hit) -> str:
    """List all days that told a story, where there are several."""
    days: Sequence[date] = hit.course
    return " · told " + ", ".join(short_day(day, hit.day) for day in days) if len(days) > 1 else ""
