"""A run killed at any moment: the file is old or new, the next run repairs, nothing doubles."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.cli.newsroom import BATTERY, BRIDGE, STORM, STRIKE, Newsroom
from tests.cli.terminal import Terminal, environment
from tests.servers.loopback import Loopback

from newsdigest.stages.render.dayfile import END, place

KILLS = int(os.environ.get("NEWSDIGEST_KILLS", "6"))
"""Fifty in a long run; a few each time, at moments that differ from run to run of the suite."""

# Reading happens in the killed process itself, so that a kill leaves no orphan to wait for, and
# hosts need no gap: fifty runs are to end.
RUN = """
import contextlib, sys
from dataclasses import replace
from newsdigest import wiring
patient = wiring.fetch_options
wiring.fetch_options = lambda *a, **k: replace(patient(*a, **k), gap_s=0.0)
wiring.workers = lambda: contextlib.nullcontext(wiring.in_process)
from newsdigest.cli.run import run
sys.exit(run(["daily"]))
"""


def start(room: Newsroom) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", RUN],
        env=environment(room.user.home, {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def whole(path: Path) -> str:
    """Return a day file's text, having seen that it is whole."""
    if not path.exists():
        return ""
    text = path.read_text("utf-8")
    assert text.endswith(f"{END}\n")
    assert place(text, "# Day\n", "").set_aside == ""
    return text


@pytest.mark.parametrize("chance", range(KILLS))
def test_a_run_killed_at_a_random_moment_loses_and_doubles_nothing(
    user: Terminal, server: Loopback, chance: int
) -> None:
    moment = random.Random(f"{chance} {time.time_ns() // 10**11}")  # noqa: S311 any moment will do
    room = Newsroom(user, server)
    now = datetime.now(UTC)
    stories = {"City opens bridge": BRIDGE, "Harbour strike": STRIKE, "Volta lists": BATTERY}
    for number, (title, lines) in enumerate(stories.items()):
        room.found(f"Paper {number}").publish(title, now - timedelta(minutes=9), *lines)
    room.follow()
    first = start(room)
    out, err = first.communicate(timeout=60)
    assert first.returncode == 0, err
    path = Path(out.decode().strip())
    before = whole(path)

    room.publishers[0].publish("Storm crosses the hills", now, *STORM)
    killed = start(room)
    time.sleep(moment.uniform(0.05, 1.6))
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    between = whole(path)
    assert between == before or "Storm crosses" in between
    with sqlite3.connect(room.state / "state.sqlite3") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()

    last = start(room)
    _, err = last.communicate(timeout=60)
    assert last.returncode == 0, err
    after = whole(path)
    for title in (*stories, "Storm crosses the hills"):
        assert after.count(f"\n### {title}\n") == 1
    assert os.listdir(path.parent) == [path.name]  # noqa: PTH208 names alone
