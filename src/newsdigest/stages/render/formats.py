"""The table of output formats: one row each, and nothing outside asks which row it got."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from newsdigest.stages.render.hits import FOUND, FOUND_END
from newsdigest.text.clean import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsdigest.models import Course, DayTitles, Digest, Hit
    from newsdigest.stages.render.view import View


class Format(NamedTuple):
    """All that is asked about a format; what a row says of itself holds for every command.

    `module` holds `render(digest, view)`, text that ends with one newline, or bytes where `binary`.
    It is imported when its format is asked for: rich and html wait until then.

    `suffix` ends the name of a day's file; a file of `-o` that ends in one of `endings` is written
    in this format. `hits`: the module holds `render_hits(hits, view)` too, for a search.
    `notes`: a day's file is shared with the reader's notes, between marks. `text`: where a day's
    texts are past their time, its Markdown file may stand in. `even_empty`: read by programs, so
    drawn also where nothing was told or found. `days`: one file holds many days, drawn by
    `render_days(digests, view)`. `linked`: a day's file leads to those of other days, and
    `render_index(days, view)` draws a list of all. `mail`: it has a head, with addresses.
    `course`: the module holds `render_course(course, view)`, for a story over its days.
    """

    module: str
    suffix: str
    endings: tuple[str, ...] = ()
    hits: bool = False
    binary: bool = False
    notes: bool = False
    text: bool = False
    even_empty: bool = False
    days: bool = False
    linked: bool = False
    mail: bool = False
    course: bool = False


_HERE = "newsdigest.stages.render"

FORMATS: dict[str, Format] = {
    "terminal": Format(f"{_HERE}.terminal", ".txt", hits=True, course=True, text=True),
    "markdown": Format(
        f"{_HERE}.markdown",
        ".md",
        ("md", "markdown"),
        hits=True,
        course=True,
        notes=True,
        text=True,
    ),
    "plain": Format(f"{_HERE}.plain", ".txt", ("txt",), hits=True, course=True, text=True),
    "json": Format(f"{_HERE}.json", ".json", ("json",), hits=True, course=True, even_empty=True),
    "html": Format(f"{_HERE}.html", ".html", ("html", "htm"), hits=True, course=True, linked=True),
    "eml": Format(f"{_HERE}.eml", ".eml", ("eml",), mail=True),
    "atom": Format(f"{_HERE}.atom", ".atom", ("atom",), days=True),
    "epub": Format(f"{_HERE}.epub", ".epub", ("epub",), binary=True),
}
FALLBACK = "markdown"
"""What a pipe gets, and a file whose ending says nothing."""


class Renderer(Protocol):
    """Draw a digest: text that ends with one newline, or bytes where its row says so."""

    def __call__(self, digest: Digest, view: View) -> str | bytes:
        """Return the whole output."""
        ...


class HitsRenderer(Protocol):
    """Draw what a search found, best first."""

    def __call__(self, hits: Sequence[Hit], view: View) -> str:
        """Return the whole output."""
        ...


class CourseRenderer(Protocol):
    """Draw a story over its days, oldest first, each line with its outlet."""

    def __call__(self, course: Course, view: View) -> str:
        """Return the whole output."""
        ...


class DaysRenderer(Protocol):
    """Draw many days, in any order, into one file."""

    def __call__(self, digests: Iterable[Digest], view: View) -> str:
        """Return the whole output."""
        ...


class IndexRenderer(Protocol):
    """Draw a list of all days, in any order."""

    def __call__(self, days: Sequence[DayTitles], view: View) -> str:
        """Return the whole output."""
        ...


def renderer(name: str) -> Renderer:
    """Load the renderer of a format; KeyError for a name that has no row.

    It draws what `shown` lets out: no format has to fear a character of its nouns.
    """
    render = cast("Renderer", import_module(FORMATS[name].module).render)
    return lambda digest, view: render(shown(digest), view)


def hits_renderer(name: str) -> HitsRenderer:
    """Load what draws hits in a format whose row says that it does."""
    render = cast("HitsRenderer", import_module(FORMATS[name].module).render_hits)
    return lambda hits, view: render(shown(tuple(hits), FOUND + FOUND_END), view)


def course_renderer(name: str) -> CourseRenderer:
    """Load what draws a story over its days in a format whose row says that it does."""
    render = cast("CourseRenderer", import_module(FORMATS[name].module).render_course)
    return lambda course, view: render(shown(course), view)


def days_renderer(name: str) -> DaysRenderer:
    """Load what draws many days in a format whose row says that its file holds them."""
    render = cast("DaysRenderer", import_module(FORMATS[name].module).render_days)
    return lambda digests, view: render(map(shown, digests), view)


def index_renderer(name: str) -> IndexRenderer:
    """Load what draws a list of all days in a format whose row says that its files are linked."""
    render = cast("IndexRenderer", import_module(FORMATS[name].module).render_index)
    return lambda days, view: render(shown(tuple(days)), view)


def own_format(place: str) -> Format:
    """Make the row of a format that another package holds in the module at `place`.

    The module has `render(digest, view)`, text or, where it sets `BINARY`, bytes; `SUFFIX` ends
    the name of a day's file, ".txt" where it says nothing.
    """
    module = import_module(place)
    suffix = str(getattr(module, "SUFFIX", ".txt"))
    return Format(place, suffix, binary=bool(getattr(module, "BINARY", False)))


def by_name(name: str) -> str:
    """Give a format's own name for any of its names, "md" for Markdown; empty for an unknown."""
    short = name.lower()
    return (
        short
        if short in FORMATS
        else next((one for one, row in FORMATS.items() if short in row.endings), "")
    )


def by_ending(file: str) -> str:
    """Name the format of a file by its ending, in any case; Markdown for an unknown one."""
    ending = file.rpartition(".")[2].lower()
    return next((name for name, row in FORMATS.items() if ending in row.endings), FALLBACK)
