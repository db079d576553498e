"""Workers load while the command line is read, where it names a page and nowhere else."""

import os
from pathlib import Path

import pytest

from newsdigest import wiring
from newsdigest.cli import app
from newsdigest.cli.ahead import reads_a_page
from newsdigest.cli.run import run
from newsdigest.edges import machine
from newsdigest.edges.pool import WorkerPool, start_ahead

PAGE = b"\xef\xbb\xbf\n <!DOCTYPE html><p>The bridge is open.</p>"
TEXT = b"The bridge is open. 3 < 4."


def paths(folder: Path, **bodies: bytes) -> dict[str, str]:
    for name, body in bodies.items():
        (folder / name).write_bytes(body)
    return {name: str(folder / name) for name in bodies}


def test_a_page_is_known_by_its_first_character(tmp_path: Path) -> None:
    at = paths(tmp_path, page=PAGE, text=TEXT, empty=b"")
    assert reads_a_page(["text", at["page"]])
    assert reads_a_page(["text", "-q", at["text"], at["page"], "-o", "x"])
    assert not reads_a_page(["text", at["text"], at["empty"], "-"])
    assert not reads_a_page(["show", at["page"]])
    assert not reads_a_page([])


def test_what_cannot_be_read_is_left_to_the_command(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")  # opened, it would wait for a writer
    words = [str(tmp_path / "pipe"), str(tmp_path), str(tmp_path / "none"), "a\0b", "x" * 5000, ""]
    assert not reads_a_page(["text", *words])


@pytest.mark.parametrize(("name", "order"), [("page", ["workers", "typer"]), ("text", ["typer"])])
def test_workers_come_before_the_command_line_is_read(
    name: str, order: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def invoke(_arguments: list[str]) -> int:
        seen.append("typer")
        return 0

    monkeypatch.setattr(app, "invoke", invoke)
    monkeypatch.setattr(wiring, "workers_ahead", lambda: seen.append("workers"))
    run(["text", paths(tmp_path, page=PAGE, text=TEXT)[name]])
    assert seen == order


def test_one_that_cannot_start_is_the_pool_s_to_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> None:
        raise BlockingIOError

    monkeypatch.setattr(machine, "start_fork_server", refused)
    start_ahead()
    with pytest.raises(BlockingIOError), WorkerPool(1):
        pass


def test_nothing_is_started_where_workers_are_spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    monkeypatch.setattr(machine, "start_fork_server", lambda: started.append("server"))
    monkeypatch.setattr(machine, "start_method", lambda: "spawn")
    start_ahead()
    monkeypatch.setattr(machine, "start_method", lambda: "forkserver")
    start_ahead()
    assert started == ["server"]
