"""What a journey asks of the world: a fetcher, a store, a way to map over cores.

Each protocol has a real edge and a fake in the tests. Known errors travel as values; an unknown
one is a bug and rises.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date
    from types import TracebackType

    from newsdigest.archive import Part, PartDone, Row, Shard, Tally, Window, WindowDone
    from newsdigest.models import DayTitles, Digest, Failure, Hit, Memory, Page, Request, Run
    from newsdigest.models.choice import Prompt
    from newsdigest.models.reader import Subscription, Unread

T = TypeVar("T")
R = TypeVar("R")


class Fetcher(Protocol):
    """Get many pages at once, politely."""

    def fetch(self, requests: Sequence[Request]) -> Iterator[tuple[int, Page | Failure]]:
        """Yield (position in `requests`, result) once per request, as each is done, any order."""
        ...


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """One request sent, or one page taken from the cache.

    `url` is safe to print. `status` is 0 where no answer came; `size` counts bytes after
    decompression; `note` names a cache hit, a redirect's goal or what went wrong.
    """

    url: str
    status: int
    size: int
    elapsed_ms: int
    from_cache: bool = False
    note: str = ""


class ReaderServer(Protocol):
    """Ask a reader on a server what its user has not read; FetchError where it does not answer."""

    def subscriptions(self) -> Sequence[Subscription]:
        """List the feeds that it reads."""
        ...

    def unread(self, most: int) -> Sequence[Unread]:
        """List the newest entries that are not read, at most so many."""
        ...

    def mark_read(self, ids: Sequence[str]) -> None:
        """Mark entries as read."""
        ...


class MapFn(Protocol):
    """Apply a module-level function to many values, as `map` does, perhaps over cores."""

    def __call__(
        self, work: Callable[[T], R], items: Iterable[T], lost: Callable[[T, str], R]
    ) -> Iterator[R]:
        """Yield one result per item, in the order of `items`, drawing on `items` as it goes.

        `lost(item, why)` makes the result of an item whose worker was killed or died.
        """
        ...


class SavedDays(Protocol):
    """Look up what earlier days told."""

    def digest(self, day: date) -> Digest | None:
        """Return a saved digest with its texts, None where none is kept."""
        ...

    def days(self) -> Sequence[date]:
        """List the days that have a digest, oldest first."""
        ...


class Past(SavedDays, Protocol):
    """Look up what earlier days told, and list all of them."""

    def headlines(self) -> Sequence[DayTitles]:
        """List the headlines of every day that has a digest, oldest first."""
        ...


class Store(Past, Protocol):
    """Remember between runs: read once at the start, written once at the end.

    Open within a `with`; StoreError where what is kept cannot be read or written.
    """

    def __enter__(self) -> Self:
        """Open it."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        ...

    def check(self) -> None:
        """Read all that is kept; StoreError where it is damaged."""
        ...

    def has_filed(self) -> bool:
        """Tell whether a digest ever went into the directory of day files."""
        ...

    def recall(self, day: date) -> Memory:
        """Return what is known, with the book of `day`."""
        ...

    def commit(self, run: Run) -> None:
        """Keep what a run leaves behind, all or nothing, and forget what is past its time."""
        ...

    def search(self, words: str, limit: int) -> Sequence[Hit]:
        """Find told stories by words, best first."""
        ...


class Shelf(Protocol):
    """Keep the day files where the reader wants them."""

    def path(self, name: str) -> str:
        """Give the path of a file, whether it exists or not."""
        ...

    def read(self, name: str) -> str | None:
        """Return a file's text, or None where there is none."""
        ...

    def stands(self, name: str) -> bool:
        """Tell whether a file is there."""
        ...

    def write(self, name: str, text: str) -> str:
        """Put a whole file in place of the old one at once; return its path."""
        ...

    def put(self, files: Mapping[str, str | bytes]) -> Sequence[str]:
        """Put files in place, each at once, and all as nearly at once as can be.

        Those that are the same already are not touched; the names of the others are returned.
        """
        ...


class Desk(Protocol):
    """Lay a day's digest where the reader wants it."""

    @property
    def files(self) -> bool:
        """Tell whether what it delivers goes into the directory of day files."""
        ...

    def standing(self, day: date) -> str:
        """Give the path of what was delivered for a day, empty where it is gone."""
        ...

    def deliver(self, digest: Digest, known: Collection[str] = ()) -> tuple[str, bool]:
        """Deliver a digest; return its path, and whether anything changed.

        `known` are the addresses of all that the store knows of the day, as `url_key` gives them.
        """
        ...


class Lock(Protocol):
    """Let one run in at a time."""

    def __call__(self) -> AbstractContextManager[None]:
        """Hold the lock for the length of a `with`; raise LockedError where another run has it."""
        ...


class Progress(Protocol):
    """Tell the reader how far a journey is; the silent one does nothing."""

    def __call__(self, act: str, done: int, total: int) -> None:
        """Say that `done` of `total` things of an act ("fetching") are done."""
        ...


class Model(Protocol):
    """Ask a model of the reader's; what it writes is text that nobody has judged yet."""

    @property
    def tokens(self) -> int:
        """Tell what all answers cost so far."""
        ...

    def ask(self, prompts: Sequence[Prompt]) -> Sequence[str | Failure]:
        """Return one answer per prompt, in their order, or the reason why there is none."""
        ...


class Answers(Protocol):
    """Keep what was taken of a model's answers, by the hash of question and model."""

    def recall(self, key: str) -> str | None:
        """Return a kept outcome, None where there is none."""
        ...

    def keep(self, key: str, outcome: str) -> None:
        """Keep an outcome."""
        ...


# ---------------------------------------------------------------- of a corpus
class Engine(Protocol):
    """Spread work over the cores of a machine, or over machines."""

    def __call__(
        self, work: Callable[[T, MapFn], R], items: Sequence[T], preload: tuple[str, ...] = ()
    ) -> Iterator[R]:
        """Yield `work(item, guard)` once per item, as each is done, any order.

        `work` is a module-level function; it, the items and the results pickle. `guard` runs one
        thing at a time in a worker that can be killed; `preload` names modules that it will need.
        """
        ...


class Archive(Protocol):
    """Read files of many records."""

    def cut(self, shard: Shard) -> tuple[Part, ...]:
        """Cut a file into parts, always the same; ExtractError where it cannot be read."""
        ...

    def rows(self, part: Part) -> Iterator[Row]:
        """Yield the rows of a part, in order; what cannot be read is {"damage": why}."""
        ...


class Gathered(Protocol):
    """The articles of one window, in an order that depends on them alone."""

    @property
    def signatures(self) -> Iterator[Row]:
        """Give each article's signature, plain."""
        ...

    def article(self, at: int) -> Row:
        """Give one article, in its published shape."""
        ...

    def story(self, at: int) -> Row:
        """Give the story of one article alone, in its published shape."""
        ...


class Folder(Protocol):
    """Keep what becomes of an archive; everything kept is there whole or not at all."""

    def open(self, settings: Row) -> None:
        """Begin, or go on where a run with the same settings ended; UsageError for any other."""
        ...

    def sweep(self) -> None:
        """Clear what a run that was killed left half written."""
        ...

    def parts(self, shard: Shard) -> tuple[Part, ...] | None:
        """Return a shard's parts as kept, None where they were not, or the shard has changed."""
        ...

    def keep_parts(self, shard: Shard, parts: Sequence[Part]) -> None:
        """Keep how a shard was cut."""
        ...

    def part(self, part: Part) -> PartDone | None:
        """Return a part that is done, None where it is not."""
        ...

    def keep_part(self, done: PartDone, rows: Sequence[Row]) -> None:
        """Keep what became of each record of a part."""
        ...

    def close(self, shard: Shard, parts: Sequence[PartDone]) -> None:
        """Put the digests of a shard, and its log, in place from its parts."""
        ...

    def window(self, window: Window) -> WindowDone | None:
        """Return a window whose stories are told, None where they are not, or its parts changed."""
        ...

    def gather(self, window: Window) -> Gathered:
        """Return the articles of a window."""
        ...

    def keep_window(self, window: Window, done: WindowDone, stories: Iterable[Row]) -> None:
        """Keep the stories of a window."""
        ...

    def stories(self, window: str) -> Iterator[Row]:
        """Yield the stories of a window that is told, in their published shape, in order."""
        ...

    def count(self, tally: Tally, windows: Sequence[WindowDone]) -> None:
        """Put the counts of the whole in place."""
        ...
