"""Progress on a terminal's stderr, gone at the end; nothing in a pipe."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from newsdigest.cli.streams import DEFAULT_WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsdigest.ports import Progress


@contextlib.contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """Lend something to report progress to."""
    plain = os.environ.get("TERM", "") in ("dumb", "") or os.environ.get("NO_COLOR")
    if quiet or plain or sys.stderr is None or not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
    from rich.progress import Progress as Bar

    # rich asks the first of the three streams that is a terminal, which may be another one.
    columns = os.get_terminal_size(sys.stderr.fileno()).columns or DEFAULT_WIDTH
    console = Console(stderr=True, width=columns)
    parts = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*parts, console=console, transient=True) as bar:
        task = bar.add_task("working", total=None)

        def show(act: str, done: int, total: int) -> None:
            bar.update(task, description=act, completed=done, total=total)

        yield show


def _silent(act: str, done: int, total: int) -> None:
    del act, done, total
