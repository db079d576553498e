"""The program's own first and last lines: the version at once, and an end without a trace."""

import gc
import os
import runpy
import sys
from collections.abc import Iterator

import pytest

import newsdigest.cli.run
from newsdigest import __main__, __version__


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """The program freezes what the collector would look at; a test's process goes on."""
    usual = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*usual)


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_one_line(
    option: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["newsdigest", option])
    assert __main__.main() == 0
    assert capsys.readouterr().out == f"newsdigest {__version__}\n"


def test_python_m_newsdigest_is_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["newsdigest", "--version"])
    monkeypatch.delitem(sys.modules, "newsdigest.__main__")
    with pytest.raises(SystemExit) as left:
        runpy.run_module("newsdigest", run_name="__main__")
    assert left.value.code == 0
    assert capsys.readouterr().out == f"newsdigest {__version__}\n"


def test_an_interruption_before_the_command_line_is_read_is_an_exit_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(_arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(newsdigest.cli.run, "run", interrupted)
    monkeypatch.setattr(sys, "argv", ["newsdigest", "daily"])
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    assert __main__.entry() == __main__.EXIT_INTERRUPTED
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"


def test_a_version_that_cannot_be_written_is_left_to_the_command_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[list[str]] = []

    def run(arguments: list[str]) -> int:
        seen.append(arguments)
        return 1

    monkeypatch.setattr(newsdigest.cli.run, "run", run)
    monkeypatch.setattr(sys, "argv", ["newsdigest", "--version"])
    monkeypatch.setattr(sys, "stdout", None)
    assert __main__.main() == 1
    assert seen == [["--version"]]
