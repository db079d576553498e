"""An engine and a guard for tests: in this process, in turns, without a wait."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from tests import archives


def guard(work: Callable[[Any], Any], items: Iterable[Any], lost: Any) -> Iterator[Any]:
    """A guard that loses what is marked as slow, without the wait."""
    for item in items:
        slow = isinstance(item, dict) and item.get("html") == archives.SLOW_MARK
        yield lost(item, "it took longer than 10 s") if slow else work(item)


class Turns:
    """An engine that does items in turns, as several workers would finish them."""

    def __init__(self, workers: int = 1, most: int | None = None) -> None:
        self.workers, self.most = workers, most
        self.done: list[str] = []

    def __call__(
        self, work: Callable[[Any, Any], Any], items: Sequence[Any], preload: tuple[str, ...] = ()
    ) -> Iterator[Any]:
        del preload
        for turn in range(self.workers):
            for item in itertools.islice(items, turn, None, self.workers):
                if len(self.done) == self.most:
                    raise KeyboardInterrupt
                result = work(item, guard)
                self.done.append(work.__name__)
                yield result
