"""Pages kept on disk, so that a second look and a look offline cost nothing.

One file a page: a line of JSON, then the body, compressed. A file's time of change is when its
server last vouched for it. Files are replaced whole, so two runs may share a cache; a file that
cannot be read is a page that is not there.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import time
import zlib
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from newsdigest.models import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SUFFIX: Final = ".page"
_FORMAT: Final = 1  # raised when older files can no longer be read
_LEVEL: Final = 1  # zlib: HTML to a fourth in 4 ms per MB; level 6 takes 4 times as long for 10 %
_KEPT_FIELDS: Final = (
    *("url", "content_type", "status", "final_url", "moved_to", "etag", "last_modified"),
)


class PageCache:
    """Keep pages by address, bounded in bytes on disk and in age.

    Pages fetched with different headers (cookies, a login) are different pages; of the headers
    only a hash is written.
    """

    def __init__(self, folder: str, *, max_bytes: int, max_age_s: float, fresh_s: float) -> None:
        self._folder = Path(folder)
        self._max_bytes = max_bytes
        self._max_age_s = max_age_s
        self._fresh_s = fresh_s
        self._has_grown = False

    def get(self, url: str, headers: Sequence[tuple[str, str]]) -> tuple[Page, bool] | None:
        """Return a page and whether it may be used unasked; None where there is none."""
        file = self._file(url, headers)
        try:
            age_s = time.time() - file.stat().st_mtime
            head, _, packed = file.read_bytes().partition(b"\n")
            fields = json.loads(head)
            if age_s > self._max_age_s or fields.pop("format") != _FORMAT:
                return None
            page = Page(body=zlib.decompress(packed), from_cache=True, **fields)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, zlib.error):
            return None
        return page, 0 <= age_s < self._fresh_s

    def put(self, url: str, headers: Sequence[tuple[str, str]], page: Page) -> None:
        """Keep a page. A disk that is full or read-only costs the copy, not the run."""
        fields: dict[str, object] = {name: getattr(page, name) for name in _KEPT_FIELDS}
        head = json.dumps(fields | {"format": _FORMAT}).encode()
        file = self._file(url, headers)
        with contextlib.suppress(OSError):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(file, head + b"\n" + zlib.compress(page.body, _LEVEL))
            self._has_grown = True

    def touch(self, url: str, headers: Sequence[tuple[str, str]]) -> None:
        """Note that the server vouched for a page again."""
        with contextlib.suppress(OSError):
            os.utime(self._file(url, headers))

    def prune(self) -> None:
        """Delete pages past their age, then the oldest until the rest fits. Reads the folder."""
        if not self._has_grown:
            return
        self._has_grown = False
        oldest_kept = time.time() - self._max_age_s
        total = 0
        for changed, size, file in sorted(
            _measured(self._folder.glob(f"??/*{_SUFFIX}")), reverse=True
        ):
            total += size
            if changed < oldest_kept or total > self._max_bytes:
                file.unlink(missing_ok=True)

    def _file(self, url: str, headers: Sequence[tuple[str, str]]) -> Path:
        named = "\n".join([url, *sorted(f"{name.lower()}:{value}" for name, value in headers)])
        key = sha256(named.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / key[:2] / f"{key[2:]}{_SUFFIX}"


def _measured(files: Iterable[Path]) -> Iterable[tuple[float, int, Path]]:
    for file in files:
        with contextlib.suppress(OSError):
            facts = file.stat()
            if file.is_file():
                yield facts.st_mtime, facts.st_size, file


def _replace(file: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
