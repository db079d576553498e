"""Run newsdigest as a user does: words in, bytes and an exit code out, on a pipe or a terminal.

`called` runs it in this process, with real descriptors in place of the three streams, which is
fast and counts for coverage; `spawned` starts it for what only a process of its own shows.
"""

import multiprocessing.resource_tracker
import os
import pty
import signal
import subprocess
import sys
import termios
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from unittest import mock

import newsdigest
from newsdigest.__main__ import main

SOURCES = str(Path(newsdigest.__file__).parents[1])
COMMAND = (sys.executable, "-m", "newsdigest")
KEYBOARD = None  # standard input is a terminal where nobody types
PIPE = 0  # standard output is no terminal


@dataclass(frozen=True)
class Ran:
    """What came of a run: exit code and what the two streams carried."""

    code: int
    out: str
    err: str


# It keeps the stderr it is started under open for good: it must not be one of ours.
multiprocessing.resource_tracker.ensure_running()


class Drain:
    """Collect what arrives at one end of a pipe or of a terminal."""

    def __init__(self, columns: int) -> None:
        if columns:
            self._end, self.theirs = pty.openpty()
            termios.tcsetwinsize(self.theirs, (50, columns))
            quiet = termios.tcgetattr(self.theirs)
            quiet[1] &= ~termios.OPOST  # bytes arrive as they were written: \n stays \n
            termios.tcsetattr(self.theirs, termios.TCSANOW, quiet)
        else:
            self._end, self.theirs = os.pipe()
        self._got = bytearray()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while True:
            try:
                some = os.read(self._end, 65536)
            except OSError:  # a terminal says so when its last writer is gone
                return
            if not some:
                return
            self._got += some

    @property
    def so_far(self) -> bytes:
        """Give what has come by now."""
        return bytes(self._got)

    def text(self) -> str:
        """Close our copy of the writing end and give all that came."""
        os.close(self.theirs)
        self._thread.join(20)
        assert not self._thread.is_alive(), "a process that was left behind holds the stream open"
        os.close(self._end)
        return self._got.decode("utf-8")


def environment(home: Path, extra: Mapping[str, str]) -> dict[str, str]:
    """Give a small environment: a home of one's own and nothing of the tester's."""
    plain = {
        "HOME": str(home),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "PYTHONPATH": SOURCES,
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        "PAGER": "cat",
        "TZ": "UTC",
    }
    return {**plain, **extra}


class Terminal:
    """A user's place: a home directory, and ways to run newsdigest in it."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def called(
        self,
        *words: str,
        stdin: bytes | None = b"",
        columns: int = PIPE,
        env: Mapping[str, str] | None = None,
    ) -> Ran:
        """Run a command line here; `columns` makes stdout and stderr terminals that wide."""
        out, err = Drain(columns), Drain(columns)
        with ExitStack() as stack:
            stack.enter_context(
                mock.patch.dict(os.environ, environment(self.home, env or {}), clear=True)
            )
            # The zone of the last run is kept for the next: not between users.
            stack.enter_context(mock.patch("tzlocal.unix._cache_tz", None))
            stack.enter_context(mock.patch.object(sys, "argv", ["newsdigest", *words]))
            stack.enter_context(mock.patch.object(sys, "stdin", self._stdin(stack, stdin)))
            stack.enter_context(redirect_stdout(self._stream(stack, out)))
            stack.enter_context(redirect_stderr(self._stream(stack, err)))
            code = main()
        return Ran(code, out.text(), err.text())

    def spawned(
        self,
        *words: str,
        stdin: bytes | None = b"",
        columns: int = PIPE,
        env: Mapping[str, str] | None = None,
        **how: Any,
    ) -> Ran:
        """Run a command line in a process of its own."""
        out, err = Drain(columns), Drain(columns)
        with ExitStack() as stack:
            process = subprocess.run(
                [*COMMAND, *words],
                stdin=self._stdin(stack, stdin),
                stdout=out.theirs,
                stderr=err.theirs,
                env=environment(self.home, env or {}),
                cwd=how.pop("cwd", self.home),
                check=False,
                timeout=60,
                **how,
            )
        return Ran(process.returncode, out.text(), err.text())

    def begun(self, *words: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start a command line and hand its process over, to be interrupted."""
        return subprocess.Popen(
            [*COMMAND, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(self.home, env or {}),
            cwd=self.home,
            preexec_fn=_answer_ctrl_c,  # noqa: PLW1509 it only resets one handler
            start_new_session=True,
        )

    def _stdin(self, stack: ExitStack, given: bytes | None) -> IO[str]:
        if given is KEYBOARD:
            end, theirs = pty.openpty()
            stack.callback(os.close, end)
            return stack.enter_context(os.fdopen(theirs, "r", encoding="utf-8"))
        path = self.home / ".stdin"
        path.write_bytes(given or b"")
        return stack.enter_context(path.open("r", encoding="utf-8"))

    def _stream(self, stack: ExitStack, drain: Drain) -> IO[str]:
        return stack.enter_context(os.fdopen(os.dup(drain.theirs), "w", encoding="utf-8"))


def _answer_ctrl_c() -> None:
    """Undo what a background job inherits: an ignored Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


Run = Callable[..., Ran]
