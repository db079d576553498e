"""What this machine and its system offer: asked by name, since none of it is there everywhere.

macOS has no `sched_getaffinity`, Windows no fork, no `resource`, no interval timers.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import sys
import tempfile
from typing import Any, Final

# A fork server listens at a path below the temporary directory, and such a path holds so many
# bytes at most (sun_path); the names that multiprocessing adds take some forty.
_LONGEST_TEMPORARY: Final = 60


CPU_CLOCK: Final[int | None] = getattr(signal, "ITIMER_PROF", None)


def cores() -> int:
    """Count the cores that this process may use, at least one."""
    asked = getattr(os, "sched_getaffinity", None)
    return len(asked(0)) if asked else os.cpu_count() or 1


def start_method() -> str:
    """Name how a worker process is started: from a fork server where there can be one."""
    can_fork = "forkserver" in multiprocessing.get_all_start_methods()
    short = len(os.fsencode(tempfile.gettempdir())) <= _LONGEST_TEMPORARY
    return "forkserver" if can_fork and short else "spawn"


def start_fork_server() -> None:
    """Start the process that workers are forked from; it loads what it is to load meanwhile.

    Ctrl-C reaches every process of a terminal and is the parent's to answer: it is blocked while
    the process starts, which inherits that, so that no traceback comes from within its imports.
    """
    server = importlib.import_module("multiprocessing.forkserver")
    # It starts this one first where it is missing, and that lets Ctrl-C through again.
    importlib.import_module("multiprocessing.resource_tracker").ensure_running()
    mask: Any = getattr(signal, "pthread_sigmask")  # noqa: B009 no such name on Windows
    before = mask(getattr(signal, "SIG_BLOCK"), {signal.SIGINT})  # noqa: B009 as above
    try:
        server.ensure_running()
    finally:
        mask(getattr(signal, "SIG_SETMASK"), before)  # noqa: B009 as above


def alarms() -> dict[int, int]:
    """Give the clocks by which a process can end itself, CPU and wall, and their signals."""
    pairs = (("ITIMER_PROF", "SIGPROF"), ("ITIMER_REAL", "SIGALRM"))
    found = ((getattr(signal, clock, None), getattr(signal, sign, None)) for clock, sign in pairs)
    known = {clock: sign for clock, sign in found if clock is not None and sign is not None}
    return known if hasattr(signal, "setitimer") else {}


def set_alarm(clock: int, seconds: float) -> None:
    """Let a clock of `alarms` end this process after so many seconds, 0: not at all."""
    set_timer: Any = getattr(signal, "setitimer")  # noqa: B009 no such name on Windows
    set_timer(clock, seconds)


def resources() -> Any:  # noqa: ANN401 a module that is not there everywhere
    """Give the module `resource`; None where the system has none."""
    try:
        return importlib.import_module("resource")
    except ImportError:
        return None


def lacking() -> tuple[str, ...]:
    """Name the limits that this system cannot set for a worker, in words for `doctor`."""
    clocks = alarms()
    lacks = []
    if CPU_CLOCK not in clocks:
        lacks.append("CPU time (a page is stopped by the clock)")
    if not hasattr(resources(), "RLIMIT_AS"):
        lacks.append("memory")
    return tuple(lacks)


def peak_bytes() -> int:
    """Give the most memory that this process has held; 0 where the system does not tell."""
    resource = resources()
    if resource is None:
        return 0
    peak = int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return peak * (1 if sys.platform == "darwin" else 1024)
