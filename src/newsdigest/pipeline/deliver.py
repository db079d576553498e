"""Digest -> the day file, or a stream: the last step that the reader sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.stages.render.dayfile import (
    day_name,
    front_matter,
    neighbours,
    place,
    with_following,
)
from newsdigest.stages.render.formats import FORMATS, Format, renderer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from newsdigest.models import Digest
    from newsdigest.ports import Shelf
    from newsdigest.stages.render.view import View

NOTES_SUFFIX = ".md"


@dataclass(frozen=True, slots=True)
class DayDesk:
    """Where digests are laid: one file a day on a shelf.

    A format with `notes` shares its file with the reader's; any other has its file to itself.
    `front_matter` begins new Markdown files with YAML. `warn` says where an edit was set aside.
    `links_back` gives the day before its link to this one, which it could not have known.
    """

    shelf: Shelf
    view: View
    warn: Callable[[str], None]
    format: str = "markdown"
    front_matter: bool = True
    dry: bool = False
    links_back: bool = True

    @property
    def files(self) -> bool:
        """Tell that day files come of it, unless the run is dry."""
        return not self.dry

    def name(self, day: date) -> str:
        """Name the file of a day."""
        name, row = day_name(self.view.day_name, day), self._row
        return name if row.notes else name.removesuffix(NOTES_SUFFIX) + row.suffix

    @property
    def _row(self) -> Format:
        return FORMATS[self.format]

    def standing(self, day: date) -> str:
        """Give the path of a day's file, empty where there is none."""
        name = self.name(day)
        return self.shelf.path(name) if self.shelf.read(name) is not None else ""

    def deliver(self, digest: Digest) -> tuple[str, bool]:
        """Write a day's file; return its path, and whether it changed.

        A file that would stay the same is not touched. An edited block is set aside first, so that
        no crash can lose it.
        """
        assert digest.day is not None  # noqa: S101 only days have files
        name = self.name(digest.day)
        old = self.shelf.read(name)
        drawn = renderer(self.format)(digest, self.view)
        assert isinstance(drawn, str)  # noqa: S101 no row of a day's file is binary yet
        if not self._row.notes:
            new, set_aside = drawn, ""
        else:
            front = front_matter(digest) if self.front_matter else ""
            linked = bool(neighbours(digest, self.view.day_name))
            placed = place(old, drawn, front, linked=linked)
            new, set_aside = placed.text, placed.set_aside
        if new == old or self.dry:
            return self.shelf.path(name), False
        if set_aside:
            self._set_aside(name, set_aside)
        path = self.shelf.write(name, new)
        if digest.previous and self.links_back and self._row.notes:
            self._link(digest.previous, digest.day)
        return path, True

    def _set_aside(self, name: str, edited: str) -> None:
        """Keep what the reader changed between the marks in a file of its own."""
        stem = name.removesuffix(NOTES_SUFFIX)
        number = 1
        while (
            taken := self.shelf.read(goal := f"{stem}.edited-{number}{NOTES_SUFFIX}")
        ) is not None:
            if taken == edited:
                return
            number += 1
        path = self.shelf.write(goal, edited)
        self.warn(f"the text between the marks of {name} was edited; your version is now {path}")

    def _link(self, day: date, following: date) -> None:
        """Let the day before link to this one."""
        name = self.name(day)
        old = self.shelf.read(name)
        if old is None:
            return
        new = with_following(old, day, following, self.view.day_name)
        if new != old:
            self.shelf.write(name, new)


@dataclass(frozen=True, slots=True)
class StreamDesk:
    """Where digests go that share no file with notes: standard output for mail, or one file.

    `place` names it. `stands` tells whether what was sent is still there: then nothing new sends
    nothing. `dry` writes no file.
    """

    write: Callable[[str | bytes], None]
    view: View
    format: str = "markdown"
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

    def deliver(self, digest: Digest) -> tuple[str, bool]:
        """Send a digest."""
        if self.dry:
            return self.place, False
        self.write(renderer(self.format)(digest, self.view))
        return self.place, True
