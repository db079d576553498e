"""Day files on a disk, and the lock that lets one run in at a time."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsdigest.edges.files import DayShelf, RunLock
from newsdigest.errors import LockedError, StoreError


def test_a_file_is_written_below_its_directory_and_read_back(tmp_path: Path) -> None:
    shelf = DayShelf(str(tmp_path / "news"))
    assert shelf.read("a.md") is None
    written = shelf.write("2026/a.md", "é\n")
    assert written == str(tmp_path / "news/2026/a.md") == shelf.path("2026/a.md")
    assert Path(written).read_bytes() == b"\xc3\xa9\n"
    assert shelf.read("2026/a.md") == "é\n"


def test_what_a_killed_run_left_behind_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".newsdigest-a.md.x1y2z3").write_text("half")
    mine = [".other", ".a.md.swp", ".a.md.Xa81bQ", ".a.md.kate-swp", ".a.md.icloud", ".a.md.x1y2z3"]
    for name in mine:
        (tmp_path / name).write_text("mine")
    DayShelf(str(tmp_path)).write("a.md", "x")
    assert sorted(os.listdir(tmp_path)) == sorted([*mine, "a.md"])  # noqa: PTH208 names alone


def test_a_file_that_is_not_text_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StoreError, match="not UTF-8"):
        DayShelf(str(tmp_path)).read("a.md")


def test_a_directory_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(StoreError, match=r"a\.md: is a directory"):
        DayShelf(str(tmp_path)).read("a.md")
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="could not make the directory"):
        DayShelf(str(tmp_path / "file")).write("b/a.md", "x")


HOLD = """
import sys, time
from newsdigest.edges.files import RunLock
with RunLock(sys.argv[1], "06:30")():
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_is_refused_at_once_and_told_who_holds_the_lock(tmp_path: Path) -> None:
    path = str(tmp_path / "state" / "run.lock")
    holder = subprocess.Popen([sys.executable, "-c", HOLD, path], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    begun = time.monotonic()
    with pytest.raises(LockedError, match=f"process {holder.pid} since 06:30"), RunLock(path, "")():
        pass
    assert time.monotonic() - begun < 1
    holder.kill()
    holder.communicate()
    with RunLock(path, "06:31")():
        assert (
            tmp_path / "state" / "run.holder"
        ).read_text() == f"process {os.getpid()} since 06:31"
    assert not (tmp_path / "state" / "run.holder").exists()


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    lock = RunLock(str(tmp_path / "run.lock"), "now")
    with pytest.raises(ZeroDivisionError), lock():
        _ = 1 / 0
    with lock():
        pass


def test_a_holder_that_left_no_name_is_still_a_holder(tmp_path: Path) -> None:
    lock = RunLock(str(tmp_path / "run.lock"), "now")
    with lock():
        (tmp_path / "run.holder").unlink()
        with pytest.raises(LockedError, match="another run holds the lock"), lock():
            pass


def test_a_lock_that_cannot_be_made_names_its_path(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with (
        pytest.raises(StoreError, match=r"run\.lock"),
        RunLock(str(tmp_path / "file/run.lock"), "")(),
    ):
        pass
