"""WorkerPool: one result per item, in order, whatever becomes of the workers."""

import functools
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.edges.chores import act, level, lost, lost_page, pid, read

from newsdigest.edges import pool as pools
from newsdigest.edges.pool import DIED, TOO_BIG, WorkerPool
from newsdigest.models import Article, Page

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pools, "PATIENCE", 2)
        with WorkerPool(2, 0.6, preload=()) as running:
            yield running


# ---------------------------------------------------------------- tests
def test_results_come_in_the_order_of_the_items(pool: WorkerPool) -> None:
    items = [str(number) for number in range(20)]
    assert list(pool(act, items, lost)) == [f"{item} done" for item in items]


def test_no_items_give_no_results(pool: WorkerPool) -> None:
    assert list(pool(act, [], lost)) == []


def test_items_are_drawn_only_as_workers_are_free(pool: WorkerPool) -> None:
    at_work: list[int] = []

    def source() -> Iterator[str]:
        for number in range(30):
            at_work.append(len(pool._busy))
            yield str(number)

    assert [*pool(act, source(), lost)] == [f"{number} done" for number in range(30)]
    assert len(at_work) == 30
    assert max(at_work) < 2  # of two workers


def test_libraries_are_silenced_in_workers_and_left_alone_here(pool: WorkerPool) -> None:
    here = [logging.getLogger(name).level for name in pools.LOUD]
    assert list(pool(level, pools.LOUD, lost)) == [logging.CRITICAL] * len(pools.LOUD)
    assert [logging.getLogger(name).level for name in pools.LOUD] == here


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("sleep", "it took longer than 0.6 s"),
        ("spin", "it took longer than 0.6 s"),
        ("abort", DIED),
        ("leave", DIED),
        ("grow", TOO_BIG),
    ],
)
def test_one_bad_item_is_lost_and_the_next_is_served(pool: WorkerPool, what: str, why: str) -> None:
    start = time.monotonic()
    got = list(pool(act, ["a", what, "b", what, "c"], lost))
    assert got == ["a done", f"{what} lost: {why}", "b done", f"{what} lost: {why}", "c done"]
    assert time.monotonic() - start < 10


def test_a_slow_worker_ends_by_itself_while_the_parent_waits(pool: WorkerPool) -> None:
    def source() -> Iterator[str]:
        yield "spin"
        time.sleep(1.5)
        yield "a"

    assert list(pool(act, source(), lost)) == ["spin lost: it took longer than 0.6 s", "a done"]


def test_an_item_that_waits_for_the_processor_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "PATIENCE", 10)
    with WorkerPool(1, 0.4, preload=()) as running:
        assert list(running(act, ["nap"], lost)) == ["nap done"]


def test_an_unknown_error_rises_with_the_workers_trace(pool: WorkerPool) -> None:
    with pytest.raises(LookupError, match="raise") as caught:
        list(pool(act, ["a", "raise", "b"], lost))
    assert "in act" in caught.value.__notes__[0]
    assert list(pool(act, ["a"], lost)) == ["a done"]


def test_a_worker_is_used_again_and_one_that_grew_is_replaced() -> None:
    with WorkerPool(1, 20, preload=()) as running:
        seen = set(running(pid, range(6), lambda *_: 0))
        assert len(seen) == 1
        assert list(running(act, ["fatten"], lost)) == ["fatten done"]
        assert not set(running(pid, range(2), lambda *_: 0)) & seen


def test_work_left_halfway_does_not_reach_the_next_call(pool: WorkerPool) -> None:
    results = pool(act, ["a", "sleep", "b", "c"], lost)
    assert next(results) == "a done"
    results.close()  # type: ignore[attr-defined]
    assert list(pool(act, ["x", "y"], lost)) == ["x done", "y done"]


def test_a_worker_that_died_between_two_items_loses_neither(pool: WorkerPool) -> None:
    for worker in pool._idle:
        os.kill(worker.process.pid or 0, signal.SIGKILL)
        worker.process.join()
    assert list(pool(act, ["a", "b", "c"], lost)) == ["a done", "b done", "c done"]


def test_no_process_is_left_when_the_pool_closes() -> None:
    with WorkerPool(2, 5, preload=()) as running:
        pids = set(running(pid, range(6), lambda *_: 0))
        assert list(running(functools.partial(act), ["a"], lost)) == ["a done"]
    for number in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_a_worker_that_does_not_stop_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "JOIN_S", 0.05)
    with WorkerPool(1, 30, preload=()) as running:
        assert [*running(act, ["ready"], lost)]
        worker = running._idle[0]
        assert worker.give(act, "sleep", 0, (30, 30))
        time.sleep(0.3)
    with pytest.raises(ValueError, match="closed"):
        worker.process.is_alive()


def test_a_script_that_workers_cannot_import_is_told_of_and_loses_no_items(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(
        "from newsdigest.edges.pool import WorkerPool\n"
        "import tests.edges.chores as t\n"
        "with WorkerPool(1, 5, preload=()) as p:\n"
        "    print([*p(t.act, ['a', 'b'], t.lost)])\n",
        "utf-8",
    )
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONPATH": f"{root}:{root / 'src'}"}
    ran = subprocess.run(
        [sys.executable, str(script)],
        env=env, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr.rstrip().endswith(f"RuntimeError: {pools.NEVER_BEGAN}")


def test_ctrl_c_is_the_parents_to_answer_and_workers_die_with_it() -> None:
    script = (
        "import os, sys, time\n"
        "from newsdigest.edges.pool import WorkerPool\n"
        "import tests.edges.chores as t\n"
        "if __name__ == '__main__':\n"
        "    with WorkerPool(1, 0.5, preload=()) as p:\n"
        "        print(*p(t.pid, [1], lambda *_: 0), flush=True)\n"
        "        list(p(t.act, ['sleep'], t.lost))\n"
    )
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONPATH": f"{root}:{root / 'src'}"}
    with subprocess.Popen(
        [sys.executable, "-c", script], env=env, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 8
    while time.monotonic() < deadline:
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("the worker outlived its parent")


def test_pages_that_take_minutes_are_lost_in_time_and_the_next_is_served() -> None:
    others = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    good = (SAMPLES / "bridge.html").read_bytes()
    pages = [
        Page("unclosed", b"<p>a" * 200_000),
        Page("attributes", b"<p " + b" ".join(b'a%d="x"' % n for n in range(200_000)) + b">t"),
        Page("huge", b"<p>a b c</p>" * 900_000),
        Page("deep", b"<div>" * 600 + b"<p>words"),
        Page("good", good),
    ]
    with WorkerPool(2, 4) as running:
        start = time.monotonic()
        *bad, last = running(read, pages, lost_page)
        assert time.monotonic() - start < 12 * others
    assert bad == [
        "unclosed lost: it took longer than 4 s",
        "attributes lost: it took longer than 4 s",
        "too big",
        "too deep",
    ]
    assert isinstance(last, Article)
    assert last.title == "City opens new river bridge"
