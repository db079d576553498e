"""Product -> where the user wants it: a file at once, a pipe or a device as it is."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from newsdigest.edges.atomic import write_atomically
from newsdigest.errors import StoreError


def write_output(path: str, product: str | bytes) -> None:
    """Write a product. What is no regular file is written through and never replaced.

    To rename over a pipe or a device would put a file in its place: as root over /dev/null too. A
    reader that went away has what it wanted, as with stdout. Text is UTF-8. StoreError as
    `write_atomically`; a pipe without a reader is waited for, as any program does.
    """
    target = Path(path).expanduser()
    if not _is_special(target):
        write_atomically(path, product)
        return
    data = product.encode("utf-8", "replace") if isinstance(product, str) else product
    try:
        with contextlib.suppress(BrokenPipeError), target.open("wb", buffering=0) as sink:
            _write_all(sink.fileno(), data)
    except OSError as error:
        why = (error.strerror or "it failed").lower()
        raise StoreError("could not write", path, why, "a file, a pipe or a device") from error


def _is_special(target: Path) -> bool:
    """Tell what exists and is neither a file nor a folder; links are followed."""
    try:
        mode = target.stat().st_mode
    except OSError:  # what is not there, or cannot be looked at: the write says why
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _write_all(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]
