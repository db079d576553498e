"""The reader's command after a digest: what it gets, and what is said when it fails."""

import subprocess
from pathlib import Path

import pytest

from newsdigest.edges import hook


def test_a_command_gets_the_path_as_its_argument_and_in_its_environment(tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = hook.run_hook(f'echo "$1 $DIGEST_FILE" > {out}', "/news/a b.md")
    assert said == ""
    assert out.read_text() == "/news/a b.md /news/a b.md\n"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("exit 7", "it ended with exit code 7"),
        ("kill -9 $$", "signal 9 ended it"),
        ("/no/such/command", "it ended with exit code 127"),
    ],
)
def test_a_command_that_fails_says_how(command: str, said: str) -> None:
    assert hook.run_hook(command, "x") == said


def test_a_command_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "HOOK_MAX_S", 0.2)
    assert "was stopped" in hook.run_hook("exec sleep 20", "x")


def test_a_shell_that_cannot_start_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise OSError(8, "Exec format error")

    monkeypatch.setattr(subprocess, "run", none)
    assert hook.run_hook("x", "y") == "exec format error"


def test_a_command_cannot_read_from_the_keyboard(tmp_path: Path) -> None:
    assert hook.run_hook(f"cat > {tmp_path}/in", "x") == ""
    assert (tmp_path / "in").stat().st_size == 0
