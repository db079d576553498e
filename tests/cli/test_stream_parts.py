"""What the streams do when they are gone, and what a screen is believed to be able to do."""

import io
import os
import sys
from pathlib import Path
from typing import IO

import pytest

from newsdigest.cli import run, streams
from newsdigest.errors import StoreError


def pipe_without_reader() -> IO[str]:
    ours, theirs = os.pipe()
    os.close(ours)
    return os.fdopen(theirs, "w", encoding="utf-8")


def test_a_closed_stdout_is_an_error_and_a_closed_stderr_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    with pytest.raises(StoreError, match="standard output: it is closed"):
        streams.write_out("x")
    streams.warn("x")


def test_a_warning_tells_no_secret_of_an_address(capsys: pytest.CaptureFixture[str]) -> None:
    streams.warn("could not fetch: https://ana:hunter2@elm.example/a?token=t0k3n&page=2: gone")
    assert capsys.readouterr().err == (
        "could not fetch: https://elm.example/a?token=***&page=2: gone\n"
    )


def test_a_reader_that_left_is_hushed(monkeypatch: pytest.MonkeyPatch) -> None:
    with pipe_without_reader() as out, pipe_without_reader() as err:
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        streams.write_out("x")
        streams.warn("x")
        streams.write_out("again")  # the descriptor leads nowhere now, and nobody minds


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_stdout_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(StoreError, match="no space left on device"):
            streams.write_out("x")


def test_a_stream_without_a_descriptor_cannot_be_hushed_and_need_not() -> None:
    streams._hush(io.StringIO())


def test_width_falls_back_where_nobody_knows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert streams.width({}, tty=True) == 80
    assert streams.width({"COLUMNS": "0"}, tty=False) == 80
    assert streams.width({"COLUMNS": "99999"}, tty=False) == streams.WIDEST


@pytest.mark.parametrize(
    ("environ", "has"),
    [
        ({"TERM": "xterm"}, False),
        ({"TERM": "linux", "VTE_VERSION": "7000"}, False),
        ({"TERM": "xterm", "VTE_VERSION": "7000"}, True),
        ({"TERM": "xterm", "VTE_VERSION": "4600"}, False),
        ({"TERM": "xterm", "TERM_PROGRAM": "vscode"}, True),
        ({"TERM": "xterm", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, True),
    ],
)
def test_links_are_drawn_only_where_they_are_known_to_show(
    environ: dict[str, str], *, has: bool
) -> None:
    assert streams.has_links(environ, tty=True) is has
    assert not streams.has_links(environ, tty=False)


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"TERM": "xterm"}, "standard"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "truecolor"),
        ({"TERM": "xterm", "FORCE_COLOR": "0"}, "standard"),
    ],
)
def test_colours_are_those_the_terminal_names(environ: dict[str, str], colours: str) -> None:
    assert streams.colours("auto", environ, tty=True) == colours


@pytest.mark.parametrize(
    ("raised", "code"), [(KeyboardInterrupt, 130), (run.Terminated, 143), (EOFError, 1)]
)
def test_each_way_to_end_has_its_code(
    monkeypatch: pytest.MonkeyPatch, raised: type[BaseException], code: int
) -> None:
    def end(_arguments: object) -> int:
        raise raised

    monkeypatch.setattr("newsdigest.cli.app.invoke", end)
    assert run.run(["text"]) == code


def test_an_early_ctrl_c_is_answered_before_there_is_a_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from newsdigest.__main__ import main

    def end(_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "run", end)
    monkeypatch.setattr(sys, "argv", ["newsdigest", "text"])
    assert main() == 130


def test_sigterm_is_an_end_that_unwinds() -> None:
    with pytest.raises(run.Terminated):
        run._terminate(15, None)
