"""zsh completes at the first Tab, wherever it found the script and whenever compinit runs."""

import contextlib
import os
import pty
import select
import shutil
import sys
import time
from pathlib import Path

import pytest
from tests.cli.terminal import environment

from newsdigest.cli.shells import Shell, completion_script

SCRIPT = completion_script(Shell.ZSH)
COMPINIT = "autoload -Uz compinit\ncompinit -u -D\n"
PATIENCE_S = 30.0
pytestmark = pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")


def read(terminal: int, until: bytes) -> bytes:
    """Read what the terminal shows until something stands there, or time is up."""
    seen, end = b"", time.monotonic() + PATIENCE_S
    while until not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            seen += os.read(terminal, 65536)
    return seen


@pytest.mark.parametrize(
    "rc",
    [
        pytest.param(COMPINIT + SCRIPT, id="after compinit"),
        pytest.param(SCRIPT + COMPINIT, id="before compinit"),
        pytest.param(SCRIPT, id="without compinit"),
        pytest.param(f"fpath=(~/.zfunc $fpath)\n{COMPINIT}", id="on the path of functions"),
    ],
)
def test_the_first_tab_completes(tmp_path: Path, rc: str) -> None:
    program = tmp_path / "bin/newsdigest"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m newsdigest "$@"\n', "utf-8")
    program.chmod(0o755)
    (tmp_path / ".zfunc").mkdir()
    (tmp_path / ".zfunc/_newsdigest").write_text(SCRIPT, "utf-8")
    (tmp_path / ".zshrc").write_text(f"PS1='READY> '\n{rc}", "utf-8")
    env = environment(tmp_path, {"ZDOTDIR": str(tmp_path), "TERM": "dumb"})
    env["PATH"] = f"{program.parent}:{env['PATH']}"
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe("zsh", ["zsh", "-d", "-i"], env)  # noqa: S606 a shell is what is tested
    try:
        read(terminal, b"READY> ")
        os.write(terminal, b"newsdigest do\t")
        assert b"newsdigest doctor" in read(terminal, b"doctor")
    finally:
        with contextlib.suppress(OSError):
            os.write(terminal, b"\x03exit\n")
        os.close(terminal)
        os.waitpid(child, 0)
