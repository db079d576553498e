"""Daft spreads items over processes; each has a worker of its own that can be killed."""

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsdigest.edges import corpus_engine
from newsdigest.edges.corpus_engine import DaftEngine, _Worker, cores
from newsdigest.edges.pool import WorkerPool
from newsdigest.ports import MapFn


def double(item: int, guard: MapFn) -> tuple[int, int, int]:
    """Say what twice an item is, in which process, and in which worker of it."""
    ((twice, worker),) = guard(twice_here, (item,), lost)
    return twice, os.getpid(), worker


def twice_here(item: int) -> tuple[int, int]:
    if item < 0:
        os._exit(1)
    return 2 * item, os.getpid()


def lost(item: int, why: str) -> tuple[int, int]:
    del why
    return item, 0


def last_of_all(item: tuple[str, int, int], guard: MapFn) -> int:
    """End the first item when all the others have ended; -1 where they waited for it instead."""
    del guard
    folder, number, count = item
    if number:
        Path(folder, str(number)).touch()
        return number
    until = time.monotonic() + PATIENCE_S
    while len([*Path(folder).iterdir()]) < count - 1 and time.monotonic() < until:
        time.sleep(0.02)
    return 0 if len([*Path(folder).iterdir()]) == count - 1 else -1


PATIENCE_S = 20
SPREAD = """
import json, tempfile
from newsdigest.edges.corpus_engine import DaftEngine, cores
from tests.edges.test_corpus_engine import double, last_of_all
found = [*DaftEngine(2)(double, range(8))]
with tempfile.TemporaryDirectory() as folder:
    freed = [*DaftEngine(2)(last_of_all, [(folder, number, 12) for number in range(12)])]
print(json.dumps([cores("native"), found, freed]))
"""


def test_daft_gives_every_result_once_from_processes_of_its_own() -> None:
    """On Ray as well: tests/cli/test_corpus_command.py starts one, and that is enough of them."""
    ran = subprocess.run(
        [sys.executable, "-c", SPREAD],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    machine, found, freed = json.loads(ran.stdout.splitlines()[-1])
    assert machine >= 1
    assert sorted(twice for twice, _, _ in found) == [0, 2, 4, 6, 8, 10, 12, 14]
    processes = {process for _, process, _ in found}
    workers = {worker for _, _, worker in found}
    assert len(processes) == len(workers) == 2
    assert not processes & workers
    assert sorted(freed) == [*range(12)], "an item that takes its time holds the others up"


def test_one_item_alone_needs_no_daft(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus_engine, "_daft", None)
    assert [*DaftEngine(2)(double, ())] == []
    ((twice, process, worker),) = DaftEngine(2)(double, (4,))
    assert (twice, process) == (8, os.getpid())
    assert worker != process


def test_rows_that_end_early_are_an_interruption_and_not_an_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Frame:
        def into_batches(self, size: int) -> "Frame":
            assert size == 1
            return self

        def select(self, task: object) -> "Frame":
            del task
            return self

        def __getitem__(self, name: str) -> object:
            return name

        def iter_rows(self) -> Iterator[dict[str, bytes]]:
            yield {"result": pickle.dumps("one")}

    class Column:
        def alias(self, name: str) -> "Column":
            del name
            return self

    class Daft:
        def cls(self, *_: Any, **__: Any) -> Any:
            return lambda _: lambda _: Column()

        def from_pydict(self, _: object) -> Frame:
            return Frame()

    monkeypatch.setattr(corpus_engine, "_daft", lambda _: Daft())
    results = DaftEngine(1)(double, (1, 2))
    first: object = next(results)
    assert first == "one"
    with pytest.raises(KeyboardInterrupt):
        next(results)


def test_a_process_of_the_engine_outlives_an_item_that_ends_its_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(corpus_engine, "WorkerPool", lambda *_, **__: WorkerPool(1, 60, ()))
    monkeypatch.setattr(corpus_engine, "_end_with", lambda _: None)
    before = signal.getsignal(signal.SIGINT)
    try:
        worker = _Worker(pickle.dumps((double, ())))
        found = [pickle.loads(worker(pickle.dumps(item))) for item in (3, -1, 4)]  # noqa: S301 our own
    finally:
        signal.signal(signal.SIGINT, before)
        worker.guard.__exit__()
    assert [twice for twice, _, _ in found] == [6, -1, 8]


def test_a_process_ends_with_the_run_that_it_works_for(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    parents = iter([7, 7, 1])
    monkeypatch.setattr(corpus_engine, "WATCH_S", 0)
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    monkeypatch.setattr(os, "_exit", ended.append)
    corpus_engine._end_with(7)
    assert ended == [1]


def test_the_native_runner_has_the_cores_this_process_may_use() -> None:
    assert cores("native") == len(os.sched_getaffinity(0))
