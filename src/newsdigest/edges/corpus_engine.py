"""Work, items -> results, spread by Daft over a Ray cluster.

Daft hands items to processes that it keeps, one a core, and takes what comes back as it comes. In
each of them one worker of our own does what may never end, as on one machine (`corpus_pool`).
"""

from __future__ import annotations

import functools
import os
import pickle
import signal
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from newsdigest.edges.corpus_pool import Guard, end_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import ModuleType

    from newsdigest.ports import MapFn

T = TypeVar("T")
R = TypeVar("R")

QUIET = {"DO_NOT_TRACK": "1", "RAY_USAGE_STATS_ENABLED": "0", "DAFT_PROGRESS_BAR": "0"}
"""Both libraries report their use over the network unless told not to."""


@dataclass(frozen=True, slots=True)
class DaftEngine:
    """Spread work over `workers` processes of a Ray cluster."""

    workers: int

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
            with Guard(preload) as guard:
                yield work(item, guard)

    def _spread(
        self, work: Callable[[T, MapFn], R], items: Sequence[T], preload: tuple[str, ...]
    ) -> Iterator[R]:
        daft = _daft()
        worker = daft.cls(_Worker, max_concurrency=min(self.workers, len(items)), use_process=True)
        task = worker(pickle.dumps((work, preload)))
        given = daft.from_pydict({"item": [pickle.dumps(item) for item in items]}).into_batches(1)
        done = 0
        for row in given.select(task(given["item"]).alias("result")).iter_rows():
            done += 1
            yield cast("R", pickle.loads(row["result"]))  # noqa: S301 our own processes wrote it
        if done < len(items):
            raise KeyboardInterrupt


class _Worker:
    """What one process of the engine keeps from item to item; its guard ends with the process."""

    def __init__(self, work: bytes) -> None:
        # Ctrl-C reaches every process of a terminal: this one is to end with the run.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
        self._work, preload = pickle.loads(work)  # noqa: S301 the process that started us wrote it
        self.guard = Guard(preload)

    def __call__(self, item: bytes) -> bytes:
        return pickle.dumps(self._work(pickle.loads(item), self.guard))  # noqa: S301 as above


@functools.cache
def _daft() -> ModuleType:
    """Load Daft, silent and off the network, with Ray as its runner; it takes one a process."""
    os.environ.update(QUIET)
    import daft  # noqa: PLC0415 an optional package

    daft.set_runner_ray(noop_if_initialized=True)
    # In order, an item that takes its time keeps the next ones from every process.
    daft.context.set_execution_config(maintain_order=False)
    return daft


def cluster_cores() -> int:
    """Count the cores of the Ray cluster, at least one."""
    _daft()
    import ray  # noqa: PLC0415 an optional package of an optional package

    return max(1, int(ray.cluster_resources().get("CPU", 1)))
