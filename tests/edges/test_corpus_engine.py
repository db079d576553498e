"""Daft hands items to processes of a cluster; each has a worker of its own that can be killed."""

import os
import pickle
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from tests.edges.test_corpus_pool import double

from newsdigest.edges import corpus_engine, corpus_pool
from newsdigest.edges.corpus_engine import DaftEngine, _Worker
from newsdigest.edges.pool import WorkerPool


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

    monkeypatch.setattr(corpus_engine, "_daft", Daft)
    results = DaftEngine(1)(double, (1, 2))
    first: object = next(results)
    assert first == "one"
    with pytest.raises(KeyboardInterrupt):
        next(results)


def test_a_process_of_the_engine_outlives_an_item_that_ends_its_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(corpus_pool, "WorkerPool", lambda *_, **__: WorkerPool(1, 60, ()))
    monkeypatch.setattr(corpus_engine, "end_with", lambda _: None)
    before = signal.getsignal(signal.SIGINT)
    try:
        worker = _Worker(pickle.dumps((double, ())))
        found = [pickle.loads(worker(pickle.dumps(item))) for item in (3, -1, 4)]  # noqa: S301 our own
    finally:
        signal.signal(signal.SIGINT, before)
        worker.guard.__exit__()
    assert [twice for twice, _, _ in found] == [6, -1, 8]
