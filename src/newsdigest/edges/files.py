"""Day files on a disk, and the lock that lets one run in at a time."""

from __future__ import annotations

import contextlib
import os
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from newsdigest.edges.atomic import prefix_of, write_atomically, write_together
from newsdigest.errors import LockedError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class DayShelf:
    """Keep day files below one directory; a file is old or new, never in between.

    `make` lets a missing directory be made. Where it held digests before it must not be: a disk
    that is not mounted is no reason to write elsewhere.
    """

    def __init__(self, root: str, *, make: bool = True) -> None:
        self._root = Path(root).expanduser()
        self._make = make

    def path(self, name: str) -> str:
        """Give the path of a file, whether it exists or not."""
        return str(self._root / name)

    def read(self, name: str) -> str | None:
        """Return a file's text, or None where there is none. StoreError where it cannot be read."""
        path = self._root / name
        try:
            return path.read_bytes().decode("utf-8")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            hint = "convert it to UTF-8, or move it away"
            raise StoreError("could not read", str(path), "it is not UTF-8 text", hint) from error
        except OSError as error:
            raise _failed("could not read", path, error) from error

    def stands(self, name: str) -> bool:
        """Tell whether a file is there."""
        return (self._root / name).exists()

    def write(self, name: str, text: str) -> str:
        """Put a whole file in place of the old one at once; return its path."""
        write_atomically(self._ready(name), text)
        return self.path(name)

    def put(self, files: Mapping[str, str | bytes]) -> tuple[str, ...]:
        """Put files in place, each at once, those that differ; return their names."""
        new = {name: data for name, data in files.items() if self._differs(name, data)}
        write_together({self._ready(name): data for name, data in new.items()})
        return tuple(new)

    def _differs(self, name: str, data: str | bytes) -> bool:
        path = self._root / name
        try:
            return path.read_bytes() != (data.encode() if isinstance(data, str) else data)
        except FileNotFoundError:
            return True
        except OSError as error:
            raise _failed("could not read", path, error) from error

    def _ready(self, name: str) -> str:
        """Make a file's directory, and clear what a killed run left of it there; give its path."""
        path = self._root / name
        if not (self._make or self._root.exists()):
            why, hint = "its directory is gone", f"mkdir -p {self._root}, or set digest.dir"
            raise StoreError("could not write", str(path), why, hint)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _sweep(path)
        except OSError as error:
            raise _failed("could not make the directory", path.parent, error) from error
        return str(path)


def _sweep(path: Path) -> None:
    """Remove temporary files of this day that a killed run left; the lock keeps others out."""
    for left in path.parent.glob(f"{escape(prefix_of(path.name))}*"):
        left.unlink(missing_ok=True)


def _failed(what: str, path: Path, error: OSError) -> StoreError:
    why = (error.strerror or "it failed").lower()
    return StoreError(what, str(path), why, "digest.dir names the directory")


class RunLock:
    """Let one run in at a time, by flock: a lock left behind by a killed run is no lock.

    Who holds it and since when stands in a file beside it, for the message of whoever is refused.
    """

    def __init__(self, path: str, since: str) -> None:
        self._path = Path(path)
        self._since = since

    @contextlib.contextmanager
    def __call__(self) -> Iterator[None]:
        """Hold the lock for the length of a `with`; LockedError where another run has it."""
        from filelock import FileLock, Timeout  # noqa: PLC0415 -- only a run locks

        holder = self._path.with_suffix(".holder")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = FileLock(self._path, timeout=0, mode=0o600)
            lock.acquire()
        except Timeout as error:
            raise LockedError("cannot run", str(self._path), _who(holder), _WAIT) from error
        except OSError as error:
            raise _failed_lock(self._path, error) from error
        try:
            with contextlib.suppress(OSError):  # a full disk: the lock holds, nobody learns whose
                holder.write_text(f"process {os.getpid()} since {self._since}", "utf-8")
            yield
        finally:
            with contextlib.suppress(OSError):
                holder.unlink(missing_ok=True)
            lock.release()


_WAIT = "wait until it has ended"


def _who(holder: Path) -> str:
    try:
        return f"another run holds the lock: {holder.read_text('utf-8')}"
    except OSError:
        return "another run holds the lock"


def _failed_lock(path: Path, error: OSError) -> StoreError:
    why = (error.strerror or "it failed").lower()
    return StoreError("could not lock", str(path), why, "newsdigest doctor")
