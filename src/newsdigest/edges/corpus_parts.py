"""What became of each record of a part, between the runs of an archive: packed lines of JSON.

The first line says what the part is, each other one is a record: its window, its key, its address,
its signature, its digest, why it failed. Digests and signatures stand packed in it, so that who
wants one cell unpacks one, and the window stands first, so that a line is known by its beginning.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.edges.corpus_rows import packed, placing
from newsdigest.edges.zstd import zstd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from newsdigest.archive import Row

LEVEL = 3
"""Of packing: a third of the size, at a hundredth of what reading a page costs."""


class Record(NamedTuple):
    """A record and what became of it.

    `key` is the time and then the article's own key; `digest` holds the article whole, so that its
    stories are told from there. A record that failed has neither.
    """

    window: str | None
    key: str | None
    url: str
    signature: str | None = None
    digest: str | None = None
    failure: str | None = None


def record_of(row: Row) -> Record:
    """Pack what became of one record."""
    signature = row.get("signature")
    key = None
    if isinstance(signature, dict):
        key = f"{signature.get('published') or ''} {signature['key']}"
    window = row.get("window")
    cells = (packed(row[name]) if name in row else None for name in PACKED)
    return Record(None if window is None else str(window), key, str(row.get("url") or ""), *cells)


PACKED = ("signature", "digest", "failure")


def write_part(path: Path, rows: Iterable[Row], done: str) -> None:
    """Write the records of a part under a line that says what it is."""
    with (
        placing(path) as beside,
        zstd.open(beside, "wt", level=LEVEL, encoding="utf-8", newline="\n") as file,
    ):
        file.write(f"{done}\n")
        file.writelines(f"{packed(record_of(row))}\n" for row in rows)


def done_of(path: Path) -> str:
    """Read what a file of a part says it is; empty where there is none, or it says nothing."""
    try:
        with zstd.open(path, "rt", encoding="utf-8", newline="\n") as file:
            return file.readline().rstrip("\n")
    except (FileNotFoundError, EOFError, zstd.ZstdError):
        return ""


def records(path: Path, window: str | None = None) -> Iterator[Record]:
    """Yield the records of a part, in order; only those of a window where one is given."""
    begins = "[" if window is None else f"{packed([window])[:-1]},"
    with zstd.open(path, "rt", encoding="utf-8", newline="\n") as file:
        file.readline()
        for line in file:
            if line.startswith(begins):
                yield Record(*json.loads(line))
