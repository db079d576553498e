"""Progress on a terminal's stderr, gone at the end; nothing in a pipe."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsdigest.ports import Progress


@contextlib.contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """Lend something to report progress to."""
    dumb = os.environ.get("TERM", "") in ("dumb", "")
    if quiet or dumb or sys.stderr is None or not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True, no_color=bool(os.environ.get("NO_COLOR")))
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("working", total=None)

        def show(act: str, done: int, total: int) -> None:
            bar.update(task, description=act, completed=done, total=total)

        yield show


def _silent(act: str, done: int, total: int) -> None:
    del act, done, total
