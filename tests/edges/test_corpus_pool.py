"""The cores of one machine share items; each process has a worker that can be killed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsdigest.edges import corpus_pool
from newsdigest.edges.corpus_pool import PoolEngine
from newsdigest.errors import StoreError
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


def leave(item: int, guard: MapFn) -> int:
    """End the process that does an item, as who is short of memory ends one."""
    del guard
    if item:
        os._exit(9)
    return item


def test_every_result_comes_once_from_processes_with_a_worker_each() -> None:
    found = [*PoolEngine(2)(double, range(8))]
    assert [twice for twice, _, _ in found] == [0, 2, 4, 6, 8, 10, 12, 14]
    processes = {process for _, process, _ in found}
    workers = {worker for _, _, worker in found}
    assert len(processes) == len(workers) == 2
    assert not processes & workers
    assert os.getpid() not in processes


def test_an_item_that_takes_its_time_holds_no_other_up(tmp_path: Path) -> None:
    items = [(str(tmp_path), number, 12) for number in range(12)]
    assert [*PoolEngine(2)(last_of_all, items)] == [*range(12)]


def test_an_item_that_ends_its_worker_costs_itself() -> None:
    assert [twice for twice, _, _ in PoolEngine(1)(double, (3, -1, 4))] == [6, -1, 8]


def test_one_item_alone_is_done_here() -> None:
    assert [*PoolEngine(2)(double, ())] == []
    ((twice, process, worker),) = PoolEngine(2)(double, (4,))
    assert (twice, process) == (8, os.getpid())
    assert worker != process


def test_a_process_that_is_ended_from_outside_ends_the_run_and_says_how_to_go_on() -> None:
    with pytest.raises(StoreError, match=r"cannot go on: .*its worker died") as raised:
        [*PoolEngine(1)(leave, (0, 1, 0))]
    assert raised.value.hint == "the same command goes on where it ended"


def test_a_process_ends_with_the_run_that_it_works_for(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    parents = iter([7, 7, 1])
    monkeypatch.setattr(corpus_pool, "WATCH_S", 0)
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    monkeypatch.setattr(os, "_exit", ended.append)
    corpus_pool.end_with(7)
    assert ended == [1]


def test_neither_daft_nor_pyarrow_is_loaded_for_lines_on_one_machine(tmp_path: Path) -> None:
    line = '{"url": "https://elm.test/a", "text": "The ferry runs again. It had been in dock."}\n'
    (tmp_path / "in.jsonl").write_text(line, "utf-8")
    code = (
        "import sys\n"
        "from newsdigest.cli.run import run\n"
        "run(['corpus', 'in.jsonl', '-f', 'jsonl', '-o', 'out'])\n"
        "print(*sorted({'daft', 'ray', 'pyarrow', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.stdout.splitlines()[1:] == [""], done.stderr
