"""Digest -> the day file, or a stream: the last step that the reader sees."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsdigest.models import DayTitles
from newsdigest.stages.render.dayfile import (
    day_name,
    front_matter,
    neighbours,
    place,
    with_following,
)
from newsdigest.stages.render.formats import (
    FALLBACK,
    FORMATS,
    days_renderer,
    index_renderer,
    renderer,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from datetime import date

    from newsdigest.models import Digest
    from newsdigest.ports import Past, Shelf
    from newsdigest.stages.render.view import View

NOTES_SUFFIX = ".md"
MANY_DAYS, INDEX = "news", "index"
"""What a file of many days and a list of all days are called, before their suffix."""
FEED_DAYS = 14
"""Days in a file of many: readers of feeds look daily or weekly, and a fortnight stays small."""


@dataclass(frozen=True, slots=True)
class DayDesk:
    """Where digests are laid: a file a day on a shelf, in one format or several.

    A format with `notes` shares its file with the reader's; any other has its file to itself, and
    one with `days` has one file for all days. `also` are formats beside the first. `front_matter`
    begins new Markdown files with YAML. `warn` says where an edit was set aside. `links_back`
    gives the days around their links to this one, which they could not have known. `past` is what
    earlier days told: without it, files of many days hold this one alone. `keep` hears where a
    digest was set aside because the store had forgotten what it held; without it none is.
    """

    shelf: Shelf
    view: View
    warn: Callable[[str], None]
    format: str = FALLBACK
    also: tuple[str, ...] = ()
    front_matter: bool = True
    dry: bool = False
    links_back: bool = True
    past: Past | None = None
    keep: Callable[[str], None] | None = None

    @property
    def files(self) -> bool:
        """Tell that day files come of it, unless the run is dry."""
        return not self.dry

    @property
    def formats(self) -> tuple[str, ...]:
        """Name the formats of a day's files, each once, the one whose path is told first."""
        return tuple(dict.fromkeys((self.format, *self.also)))

    def name(self, day: date, format_: str = "") -> str:
        """Name the file of a day in a format, the first one's where none is given."""
        name, row = day_name(self.view.day_name, day), FORMATS[format_ or self.format]
        if row.days:
            return MANY_DAYS + row.suffix
        return name if row.notes else name.removesuffix(NOTES_SUFFIX) + row.suffix

    def standing(self, day: date) -> str:
        """Give the path of a day's file, empty where it or one beside it is gone."""
        names = [self.name(day, one) for one in self.formats]
        return self.shelf.path(names[0]) if all(map(self.shelf.stands, names)) else ""

    def deliver(self, digest: Digest, known: Collection[str] = ()) -> tuple[str, bool]:
        """Write a day's files; return the first one's path, and whether any changed.

        `known` are the addresses that the store knows of the day.

        A file that would stay the same is not touched. An edited block is set aside first, so that
        no crash can lose it. All are drawn before the first is put in place: a day that cannot be
        drawn in one format changes in none.
        """
        assert digest.day is not None  # noqa: S101 only days have files
        files: dict[str, str | bytes] = {}
        for format_ in self.formats:
            files |= self._drawn(format_, digest, digest.day, known)
        changed = () if self.dry else self.shelf.put(files)
        return self.shelf.path(self.name(digest.day)), bool(changed)

    # ------------------------------------------------------------ one format
    def _drawn(
        self, format_: str, digest: Digest, day: date, known: Collection[str]
    ) -> dict[str, str | bytes]:
        """Draw all files that a digest changes in one format, by name."""
        row, name = FORMATS[format_], self.name(day, format_)
        if row.days:
            return {name: days_renderer(format_)(self._days(digest), self.view)}
        if row.notes:
            return self._with_notes(format_, digest, day, known)
        if not row.linked:
            return {name: renderer(format_)(digest, self.view)}
        files = {name: self._linked(format_, digest, day)}
        for other in (digest.previous, digest.following):
            if other and self.links_back and self.shelf.stands(self.name(other, format_)):
                files |= self._beside(format_, other, day)
        titles = self._titles(digest, day)
        near = self._there(format_, (one.day for one in titles), day)
        index = index_renderer(format_)(titles, replace(self.view, near=near))
        return {**files, INDEX + row.suffix: index}

    def _with_notes(
        self, format_: str, digest: Digest, day: date, known: Collection[str]
    ) -> dict[str, str | bytes]:
        name = self.name(day, format_)
        drawn = renderer(format_)(digest, self.view)
        assert isinstance(drawn, str)  # noqa: S101 notes stand in text
        front = front_matter(digest) if self.front_matter else ""
        linked = bool(neighbours(digest, self.view.day_name))
        old = self.shelf.read(name)
        placed = place(old, drawn, front, linked=linked, known=known if self.keep else None)
        if placed.set_aside and placed.text != old and not self.dry:
            path = self._set_aside(name, placed.set_aside, "edited")
            if path:
                why = f"the text between the marks of {name} was edited"
                self.warn(f"{why}; your version is now {path}")
        forgotten = placed.unknown if self.keep and not self.dry else ""
        if self.keep and forgotten and (path := self._set_aside(name, forgotten, "kept")):
            self.keep(path)
        files: dict[str, str | bytes] = {name: placed.text}
        if placed.text != old and digest.previous and self.links_back:
            before = self.name(digest.previous, format_)
            if (kept := self.shelf.read(before)) is not None:
                files[before] = with_following(kept, digest.previous, day, self.view.day_name)
        return files

    def _linked(self, format_: str, digest: Digest, day: date) -> str | bytes:
        """Draw a page with links to the days that have one."""
        told = (one.story.update_of for one in digest.tellings)
        others = {one.first_told for one in told if one}
        others |= {one for one in (digest.previous, digest.following) if one}
        near = self._there(format_, others, day)
        index = INDEX + FORMATS[format_].suffix
        return renderer(format_)(digest, replace(self.view, near=near, index=index))

    def _beside(self, format_: str, other: date, day: date) -> dict[str, str | bytes]:
        """Draw the page of a day before or after again, now that it has this one beside it."""
        digest = self.past.digest(other) if self.past else None
        if digest is None or self.past is None:
            return {}
        days = sorted({*self.past.days(), day})
        at = days.index(other)
        digest = replace(
            digest,
            previous=days[at - 1] if at else None,
            following=days[at + 1] if at + 1 < len(days) else None,
        )
        near = self._there(format_, {one for one in days if abs(days.index(one) - at) == 1}, day)
        told = {one.story.update_of.first_told for one in digest.tellings if one.story.update_of}
        near |= self._there(format_, told, day)
        view = replace(self.view, near=near, index=INDEX + FORMATS[format_].suffix)
        return {self.name(other, format_): renderer(format_)(digest, view)}

    def _there(self, format_: str, days: Iterable[date], day: date) -> frozenset[date]:
        """Keep the days that have a file in a format, or are about to."""
        kept = (one for one in days if one == day or self.shelf.stands(self.name(one, format_)))
        return frozenset(kept)

    # ------------------------------------------------------------ many days
    def _days(self, digest: Digest) -> Iterator[Digest]:
        """Give the latest days whose texts are kept, this one as it now is, the newest first."""
        days = {*(self.past.days() if self.past else ()), digest.day}
        for day in sorted((one for one in days if one), reverse=True)[:FEED_DAYS]:
            kept = digest if day == digest.day or not self.past else self.past.digest(day)
            if kept:
                yield kept

    def _titles(self, digest: Digest, day: date) -> list[DayTitles]:
        kept = [one for one in self.past.headlines() if one.day != day] if self.past else []
        return [*kept, DayTitles(day, tuple(one.story.title for one in digest.tellings))]

    def _set_aside(self, name: str, block: str, label: str) -> str:
        """Keep a block in a file of its own; return its path, empty where it is kept already."""
        stem = name.removesuffix(NOTES_SUFFIX)
        number = 1
        while (
            taken := self.shelf.read(goal := f"{stem}.{label}-{number}{NOTES_SUFFIX}")
        ) is not None:
            if taken == block:
                return ""
            number += 1
        return self.shelf.write(goal, block)


@dataclass(frozen=True, slots=True)
class StreamDesk:
    """Where digests go that share no file with notes: standard output for mail, or one file.

    `place` names it. `stands` tells whether what was sent is still there: then nothing new sends
    nothing. `dry` writes no file.
    """

    write: Callable[[str | bytes], None]
    view: View
    format: str = FALLBACK
    place: str = "-"
    stands: Callable[[], bool] = bool
    dry: bool = False

    @property
    def files(self) -> bool:
        """Tell that no day file comes of it."""
        return False

    def standing(self, day: date) -> str:
        """Give the place where it holds what was sent before."""
        del day
        return self.place if self.place == "-" or self.stands() else ""

    def deliver(self, digest: Digest, known: Collection[str] = ()) -> tuple[str, bool]:
        """Send a digest."""
        del known
        if self.dry:
            return self.place, False
        self.write(renderer(self.format)(digest, self.view))
        return self.place, True
