"""What a journey asks of the world: a fetcher, a clock, a way to map over cores.

Each protocol has a real edge and a fake in the tests. Known errors travel as values; an unknown
one is a bug and rises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from newsdigest.models import Failure, Page, Request

T = TypeVar("T")
R = TypeVar("R")


class Fetcher(Protocol):
    """Get many pages at once, politely."""

    def fetch(self, requests: Sequence[Request]) -> Iterator[tuple[int, Page | Failure]]:
        """Yield (position in `requests`, result) once per request, as each is done, any order."""
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


class Clock(Protocol):
    """Tell the time."""

    def __call__(self) -> datetime:
        """Return now, aware UTC."""
        ...
