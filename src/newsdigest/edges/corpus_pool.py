"""Work, items -> results, over the cores of one machine.

One process a core takes items as it gets free. In each of them one worker of our own does what may
never end: none survives a page that kills its process.
"""

from __future__ import annotations

import contextlib
import functools
import os
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from newsdigest.edges.pool import WorkerPool
from newsdigest.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any, Self

    from newsdigest.ports import MapFn

T = TypeVar("T")
R = TypeVar("R")

WATCH_S = 0.5
"""Seconds between two looks at whether the run that a process works for is still there."""


@dataclass(frozen=True, slots=True)
class PoolEngine:
    """Spread work over `workers` processes of this machine."""

    workers: int

    def __call__(
        self, work: Callable[[T, MapFn], R], items: Sequence[T], preload: tuple[str, ...] = ()
    ) -> Iterator[R]:
        """Yield one result per item; an item is the unit that is handed out.

        One item alone is done here. Raises StoreError where a process is ended from outside.
        """
        if len(items) <= 1:
            with Guard(preload) as guard:
                yield from (work(item, guard) for item in items)
            return
        jobs = (_Job(work, item, preload) for item in items)
        with WorkerPool(min(self.workers, len(items)), preload=(), bounded=False) as pool:
            for result in pool(_done, jobs, _ended):
                yield cast("R", result)


class _Job(NamedTuple):
    """One item on its way to a process; untyped, as what crosses it is pickled."""

    work: Any
    item: Any
    preload: tuple[str, ...]


def _done(job: _Job) -> object:
    """Do one item in this process, with the guard that it keeps."""
    done: object = job.work(job.item, _kept(job.preload))
    return done


def _ended(job: _Job, why: str) -> object:
    del job
    hint = "the same command goes on where it ended"
    raise StoreError("cannot go on", "a process of this run", why, hint)


@functools.cache
def _kept(preload: tuple[str, ...]) -> Guard:
    """Give the guard of this process, which ends with it, as the process does with its run."""
    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    return Guard(preload)


class Guard:
    """One worker that can be killed, started when it is first needed; a `MapFn`."""

    def __init__(self, preload: tuple[str, ...]) -> None:
        self._pool = WorkerPool(1, preload=preload)
        self._running = contextlib.ExitStack()
        self._over: MapFn | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    def __call__(
        self, work: Callable[[T], R], items: Iterable[T], lost: Callable[[T, str], R]
    ) -> Iterator[R]:
        """Yield one result per item, in order."""
        if self._over is None:
            self._over = self._running.enter_context(self._pool)
        return self._over(work, items, lost)


def end_with(parent: int) -> None:
    """End this process when its parent has ended: it would go on for nobody."""
    while os.getppid() == parent:
        time.sleep(WATCH_S)
    os._exit(1)
