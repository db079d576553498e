"""Text -> a file that is old or new, never half."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from newsdigest.errors import StoreError

PRIVATE = 0o600
SHARED = 0o666


def write_atomically(path: str, text: str | bytes, *, private: bool = False) -> None:
    """Put `text` in place of a file at once: temporary file beside it, fsync, rename.

    Text is UTF-8, line ends as they are. A new file gets the user's umask (0600 if `private`), an
    old one keeps its mode; a link is followed, so that what it points at changes and not the link.
    Raises StoreError, and leaves the old file as it was.
    """
    target = Path(path).expanduser()
    try:
        target = target.resolve()
        mode = _mode(target, private=private)
        data = text.encode("utf-8", "replace") if isinstance(text, str) else text
        _replace(target, data, mode)
    except OSError as error:
        why = (error.strerror or "it failed").lower()
        hint = "a directory that exists and may be written to"
        raise StoreError("could not write", str(path), why, hint) from error


def _replace(target: Path, data: bytes, mode: int) -> None:
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 a descriptor, not a path
            file.write(data)
            file.flush()
            os.fchmod(handle, mode)
            os.fsync(handle)
        Path(temporary).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    _sync_directory(target.parent)


def _mode(target: Path, *, private: bool) -> int:
    if private:
        return PRIVATE
    with contextlib.suppress(FileNotFoundError):
        return target.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return SHARED & ~umask


def _sync_directory(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the file system lets a folder be synced."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
