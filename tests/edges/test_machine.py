"""The main job runs on systems that lack what this one has: names are taken away, one at a time.

A `sitecustomize` takes them from every process, the workers too.
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.terminal import SOURCES, environment

from newsdigest.edges import machine
from newsdigest.edges.pool import TOO_SLOW, WorkerPool

SAMPLES = Path(__file__).parents[2] / "samples"
# Where a name is gone, so is what Python itself makes of it.
WITHOUT = {
    "sched_getaffinity": "import os; del os.sched_getaffinity",
    "fork": "import multiprocessing as m; m.get_all_start_methods = lambda: ['spawn']",
    "forkserver": "import multiprocessing as m; m.get_all_start_methods = lambda: ['fork']",
    "resource": "import sys; sys.modules['resource'] = None",
    "ITIMER_PROF": "import signal; del signal.ITIMER_PROF",
    "setitimer": "import signal; del signal.setitimer, signal.ITIMER_PROF, signal.ITIMER_REAL",
    "fchmod": "import os; del os.fchmod",
    "all of Windows": (
        "import os, sys, signal, multiprocessing as m\n"
        "m.get_all_start_methods = lambda: ['spawn']\n"
        "sys.modules['resource'] = None\n"
        "del signal.setitimer, signal.ITIMER_PROF, signal.ITIMER_REAL\n"
        "del os.sched_getaffinity, os.fchmod"
    ),
}


def ran(tmp_path: Path, taken: str, *words: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "sitecustomize.py").write_text(taken)
    path = os.pathsep.join([str(tmp_path), SOURCES])
    return subprocess.run(
        [sys.executable, "-m", "newsdigest", *words],
        env=environment(tmp_path, {"PYTHONPATH": path}),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("taken", WITHOUT.values(), ids=WITHOUT)
def test_a_page_is_digested_without(tmp_path: Path, taken: str) -> None:
    goal = tmp_path / "out.md"
    done = ran(tmp_path, taken, "text", str(SAMPLES / "bridge.html"), "-o", str(goal))
    assert (done.returncode, done.stderr) == (0, "")
    assert "- The city opened" in goal.read_text("utf-8") or "bridge" in goal.read_text("utf-8")


def test_doctor_names_the_limits_that_are_lacking(tmp_path: Path) -> None:
    whole = ran(tmp_path, "", "doctor").stdout
    assert "pages are read by" in whole
    assert "without a limit" not in whole
    lacking = ran(tmp_path, WITHOUT["all of Windows"], "doctor").stdout
    assert "without a limit of CPU time (a page is stopped by the clock), memory" in lacking


def test_nothing_else_asks_for_what_is_not_everywhere() -> None:
    rare = re.compile(
        r"os\.(uname|fchmod|fork|sched_getaffinity)\b|signal\.(setitimer|ITIMER)|import resource"
    )
    found = {
        path.name
        for path in Path(SOURCES, "newsdigest").rglob("*.py")
        if rare.search(path.read_text("utf-8"))
    }
    assert found == set()


def stay(item: int) -> int:
    time.sleep(item)  # at no cost of CPU time: a spawned worker has alarms where the system does
    return item


def test_without_alarms_the_parents_clock_ends_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "alarms", dict)
    monkeypatch.setattr("newsdigest.edges.pool._ALARMS", {})
    monkeypatch.setattr(machine, "start_method", lambda: "spawn")
    with WorkerPool(1, timeout_s=1.0) as pool:
        results = list(pool(stay, [0, 60, 0], lambda _, why: why))
    assert results == [0, TOO_SLOW.format(1.0), 0]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_ctrl_c_is_blocked_in_the_process_that_workers_are_forked_from() -> None:
    code = (
        "import signal, multiprocessing.forkserver as f\n"
        "from newsdigest.edges.machine import start_fork_server\n"
        "start_fork_server(); pid = f._forkserver._forkserver_pid\n"
        "rows = [row.split(':') for row in open(f'/proc/{pid}/status')]\n"
        "print(int(dict(rows)['SigBlk'], 16) >> signal.SIGINT - 1 & 1)\n"
        "print(len(signal.pthread_sigmask(signal.SIG_BLOCK, ())))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": SOURCES}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (done.stdout.split(), done.stderr) == (["1", "0"], "")
