"""A command of the reader's own, run when a digest is written."""

from __future__ import annotations

import os
import subprocess
import sys

HOOK_MAX_S = 300
"""Seconds for the command: cron starts the next run, and a hook that hangs must not pile up."""


def run_hook(command: str, path: str) -> str:
    """Run a command with the system's shell; say what went wrong, nothing where all went well.

    The digest's path is `$1` and stands in `DIGEST_FILE` too. What the command prints goes to our
    stderr: stdout carries the product alone. It reads nothing, so it cannot wait for a keyboard.
    """
    shell = ["/bin/sh", "-c", command, "newsdigest", path]
    try:
        done = subprocess.run(  # noqa: S603 the reader's own command, from their own file
            command if os.name == "nt" else shell,
            shell=os.name == "nt",
            env={**os.environ, "DIGEST_FILE": path},
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr.fileno() if _has_descriptor() else subprocess.DEVNULL,
            timeout=HOOK_MAX_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"it took more than {HOOK_MAX_S} s and was stopped"
    except OSError as error:
        return (error.strerror or "it could not be started").lower()
    if done.returncode < 0:
        return f"signal {-done.returncode} ended it"
    return f"it ended with exit code {done.returncode}" if done.returncode else ""


def _has_descriptor() -> bool:
    try:
        return sys.stderr is not None and sys.stderr.fileno() >= 0
    except (OSError, ValueError):
        return False
