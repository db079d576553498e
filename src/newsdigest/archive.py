"""The nouns of a corpus: files of many records, cut into parts that can be done one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

Row = dict[str, object]
"""One record, or what became of it: JSON-able but for "body", which may be bytes."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One input file. `name` is unique within a run and names its outputs; `size` is in bytes."""

    name: str
    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Part:
    """Records `first` to `first + count` of a shard, counted from 0.

    `offset` is the byte where record `base` starts, so that a reader need not begin at the
    beginning; both are 0 where the file cannot be entered in its middle. `size` is how many bytes
    (or characters) of pages there are in it, a guess at its work.
    """

    shard: Shard
    number: int
    first: int
    count: int
    offset: int = 0
    base: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records were read, kept, and refused for which reason: they add up."""

    kept: int = 0
    refused: tuple[tuple[str, int], ...] = ()

    @property
    def read(self) -> int:
        """Count everything read."""
        return self.kept + sum(count for _, count in self.refused)


@dataclass(frozen=True, slots=True)
class PartDone:
    """A part whose rows are in place. `windows` says how many articles fall in which window."""

    part: Part
    tally: Tally
    windows: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """Articles that may tell one story, those of a day and a language: the parts that hold them."""

    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class WindowDone:
    """A window whose stories are in place."""

    window: str
    articles: int
    stories: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the archive: the windows that are its, and the nearest days that have stories."""

    day: date
    windows: tuple[str, ...]
    previous: date | None = None
    following: date | None = None


@dataclass(frozen=True, slots=True)
class DayDone:
    """A day whose file is in place; `warnings` say what was set aside for it."""

    day: date
    path: str
    warnings: tuple[str, ...] = ()


def add_up(tallies: Iterable[Tally]) -> Tally:
    """Add tallies; reasons stand by count, then by name."""
    kept = 0
    refused: Counter[str] = Counter()
    for tally in tallies:
        kept += tally.kept
        refused.update(dict(tally.refused))
    return Tally(kept, ranked(refused))


def ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Give counts as pairs, the largest first, ties by name."""
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
