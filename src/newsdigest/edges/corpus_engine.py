"""Work, items -> results, spread by Daft over the cores of a machine or over a Ray cluster.

Daft hands items to processes that it keeps, one a core, and takes what comes back as it comes. In
each of them one worker of our own does what may never end (`edges.pool`): no engine survives a
page that kills its process.
"""

from __future__ import annotations

import contextlib
import functools
import os
import pickle
import signal
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from newsdigest.edges import machine
from newsdigest.edges.pool import WorkerPool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import ModuleType
    from typing import Self

    from newsdigest.ports import MapFn

T = TypeVar("T")
R = TypeVar("R")

Runner = Literal["native", "ray"]

WATCH_S = 0.5
"""Seconds between two looks at whether the run that a process works for is still there."""
QUIET = {"DO_NOT_TRACK": "1", "RAY_USAGE_STATS_ENABLED": "0", "DAFT_PROGRESS_BAR": "0"}
"""Both libraries report their use over the network unless told not to."""


@dataclass(frozen=True, slots=True)
class DaftEngine:
    """Spread work over `workers` processes of the native runner or of a Ray cluster."""

    workers: int
    runner: Runner = "native"

    def __call__(
        self, work: Callable[[T, MapFn], R], items: Sequence[T], preload: tuple[str, ...] = ()
    ) -> Iterator[R]:
        """Yield one result per item, as each is done; an item is the unit that is handed out.

        One item alone is done here. Raises KeyboardInterrupt where Daft stops early: on Ctrl-C it
        ends its rows without a word.
        """
        if len(items) > 1:
            yield from self._spread(work, items, preload)
            return
        for item in items:
            with _Guard(preload) as guard:
                yield work(item, guard)

    def _spread(
        self, work: Callable[[T, MapFn], R], items: Sequence[T], preload: tuple[str, ...]
    ) -> Iterator[R]:
        daft = _daft(self.runner)
        worker = daft.cls(_Worker, max_concurrency=min(self.workers, len(items)), use_process=True)
        task = worker(pickle.dumps((work, preload)))
        given = daft.from_pydict({"item": [pickle.dumps(item) for item in items]}).into_batches(1)
        done = 0
        for row in given.select(task(given["item"]).alias("result")).iter_rows():
            done += 1
            yield cast("R", pickle.loads(row["result"]))  # noqa: S301 our own processes wrote it
        if done < len(items):
            raise KeyboardInterrupt


class _Guard:
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


class _Worker:
    """What one process of the engine keeps from item to item; its guard ends with the process."""

    def __init__(self, work: bytes) -> None:
        # Ctrl-C reaches every process of a terminal: this one is to end with the run.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
        self._work, preload = pickle.loads(work)  # noqa: S301 the process that started us wrote it
        self.guard = _Guard(preload)

    def __call__(self, item: bytes) -> bytes:
        return pickle.dumps(self._work(pickle.loads(item), self.guard))  # noqa: S301 as above


def _end_with(parent: int) -> None:
    """End this process when its parent has ended: Daft would let it go on for nobody."""
    while os.getppid() == parent:
        time.sleep(WATCH_S)
    os._exit(1)


@functools.cache
def _daft(runner: Runner) -> ModuleType:
    """Load Daft, silent and off the network, with the runner asked for; it takes one a process."""
    os.environ.update(QUIET)
    import daft  # noqa: PLC0415 an optional package

    if runner == "ray":
        daft.set_runner_ray(noop_if_initialized=True)
    else:
        daft.set_runner_native()
    # In order, an item that takes its time keeps the next ones from every process.
    daft.context.set_execution_config(maintain_order=False)
    return daft


def cores(runner: Runner) -> int:
    """Count the cores that the runner may use."""
    if runner == "native":
        return machine.cores()
    _daft(runner)
    import ray  # noqa: PLC0415 an optional package of an optional package

    return max(1, int(ray.cluster_resources().get("CPU", 1)))
