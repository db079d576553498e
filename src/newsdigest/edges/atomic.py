"""Text -> a file that is old or new, never half."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from newsdigest.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

PRIVATE = 0o600
SHARED = 0o666


def prefix_of(name: str) -> str:
    """Give what the names of our temporary files for a file begin with: nobody else's do.

    `.NAME.` alone is how vim, rsync and others name theirs, which are not ours to remove.
    """
    return f".newsdigest-{name[:_LONGEST_NAME]}."


_LONGEST_NAME = 150  # characters, of at most 255 bytes with what stands around them


def write_atomically(path: str, text: str | bytes, *, private: bool = False) -> None:
    """Put `text` in place of a file at once: temporary file beside it, fsync, rename.

    Text is UTF-8, line ends as they are. A new file gets the user's umask (0600 if `private`), an
    old one keeps its mode; a link is followed, so that what it points at changes and not the link.
    Raises StoreError, and leaves the old file as it was.
    """
    write_together({path: text}, private=private)


def write_together(files: Mapping[str, str | bytes], *, private: bool = False) -> None:
    """Put several files in place, each as `write_atomically` does: all are written beside first.

    Only renames stand between the first file's change and the last one's: a kill before them
    changes none, and a full disk neither.
    """
    made: list[tuple[Path, Path]] = []
    path = ""
    try:
        for path, text in files.items():
            target = Path(path).expanduser().resolve()
            _must_be_file(target)
            data = text.encode("utf-8", "replace") if isinstance(text, str) else text
            made.append((_written(target, data, _mode(target, private=private)), target))
        for temporary, target in made:
            path = str(target)
            temporary.replace(target)
    except OSError as error:
        why = (error.strerror or "it failed").lower()
        hint = "a directory that exists and may be written to"
        raise StoreError("could not write", str(path), why, hint) from error
    finally:
        for temporary, _ in made:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    for folder in {target.parent for _, target in made}:
        _sync_directory(folder)


def _must_be_file(target: Path) -> None:
    """Refuse to rename over a pipe or a device: a file in place of /dev/null stops a machine."""
    with contextlib.suppress(FileNotFoundError):
        mode = target.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            raise OSError(errno.EINVAL, "it is no regular file")


def _written(target: Path, data: bytes, mode: int) -> Path:
    """Write a file beside its goal, down to the disk; leave nothing where that fails."""
    handle, temporary = tempfile.mkstemp(prefix=prefix_of(target.name), dir=target.parent)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 a descriptor, not a path
            file.write(data)
            file.flush()
            Path(temporary).chmod(mode)
            os.fsync(handle)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    return Path(temporary)


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
