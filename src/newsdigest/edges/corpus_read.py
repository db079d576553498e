"""Files of many records -> rows, whatever is broken in them.

WARC, JSON lines and Parquet give the same rows: {"url", "html" or "text", ...}. What cannot be
read is a row too, {"damage": why}, so that what was read is counted whole.
"""

from __future__ import annotations

import itertools
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsdigest.archive import Part, Shard
from newsdigest.edges.corpus_tables import json_lines, packed_json_lines, parquet
from newsdigest.edges.corpus_warc import warc
from newsdigest.errors import ExtractError, UsageError
from newsdigest.text.normal import stable_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newsdigest.archive import Row

PART_RECORDS = 25
"""Records done at once: what a killed run loses, and what one core does while others finish."""
COARSER = 4
"""Times as many in a large file, where evenness is no concern and the number of parts is."""
MOST_PARTS = 64
"""Parts of a file before they get coarser; and where it can only be entered at its beginning, so
that each part skips what stands before it, at all."""

Numbered = tuple[int, "Row"]
"""The byte at which a record starts (0 where that is no use), and its row."""
READERS: dict[str, Callable[[Path, int], Iterator[Numbered]]] = {
    ".warc.gz": warc,
    ".warc": warc,
    ".jsonl.gz": packed_json_lines,
    ".jsonl.zst": packed_json_lines,
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".parquet": parquet,
}
HINT = f"a file or folder of {', '.join(READERS)}"


@dataclass(frozen=True, slots=True)
class FileArchive:
    """Read archives of files; picklable, so that a worker anywhere reads its own part."""

    part_records: int = PART_RECORDS

    def shards(self, names: Sequence[str]) -> tuple[Shard, ...]:
        """Find the files that names and folders stand for, in the order given, folders sorted.

        Raises UsageError for what is not there and for files of another kind.
        """
        paths = [path for name in names for path in _files(Path(name).expanduser())]
        stems = [_stem(path) for path in paths]
        return tuple(
            Shard(
                stem if stems.count(stem) == 1 else f"{stem}-{stable_id(str(path.resolve()))}",
                str(path.resolve()),
                path.stat().st_size,
            )
            for stem, path in zip(stems, paths, strict=True)
        )

    def cut(self, shard: Shard) -> tuple[Part, ...]:
        """Cut a file into parts of equal length; costs one reading of it, without its pages.

        A large file gets longer parts, by what it holds alone.

        Raises ExtractError where the file cannot be read at all.
        """
        starts: list[tuple[int, int]] = []
        before = array("Q", [0])  # bytes of pages before each record
        for number, (offset, row) in enumerate(_rows(shard, 0)):
            before.append(before[-1] + _page_size(row))
            due = number >= (starts[-1][0] + self.part_records if starts else 0)
            if due and (offset or not number) and "damage" not in row:
                starts.append((number, offset))
        total = len(before) - 1
        entered = len(starts) > 1 or total <= self.part_records
        if entered:
            starts = starts[:: min(COARSER, -(-len(starts) // MOST_PARTS)) or 1]
            starts[:1] = [(0, 0)]
        else:
            step = max(COARSER * self.part_records, -(-total // MOST_PARTS))
            starts = [(first, 0) for first in range(0, total, step)]
        ends = [first for first, _ in starts[1:]] + [total]
        return tuple(
            Part(
                shard, at, first, end - first, offset, first if entered else 0,
                before[end] - before[first],
            )
            for at, ((first, offset), end) in enumerate(zip(starts, ends, strict=True))
            if end > first
        )  # fmt: skip

    def rows(self, part: Part) -> Iterator[Row]:
        """Yield the rows of a part, in the file's order."""
        rows = _rows(part.shard, part.offset)
        skip = part.first - part.base
        return (row for _, row in itertools.islice(rows, skip, skip + part.count))


# ---------------------------------------------------------------- which files
def kinds(names: Sequence[str]) -> frozenset[str]:
    """Name the kinds of files that names and folders stand for, by their endings; as `shards`."""
    paths = (path for name in names for path in _files(Path(name).expanduser()))
    return frozenset(_suffix(path) for path in paths)


def _files(path: Path) -> Iterable[Path]:
    if path.is_dir():
        found = sorted(one for one in path.rglob("*") if one.is_file() and _reader(one))
        if not found:
            raise UsageError("nothing to read", str(path), "no archive in it", HINT)
        return found
    if not path.is_file():
        raise UsageError("cannot read", str(path), "no such file", HINT)
    if not _reader(path):
        raise UsageError("cannot read", str(path), "not a name we know an archive by", HINT)
    return (path,)


def _stem(path: Path) -> str:
    name = path.name
    return name[: -len(_suffix(path))] or name


def _suffix(path: Path) -> str:
    return next((end for end in READERS if path.name.lower().endswith(end)), "")


def _reader(path: Path) -> Callable[[Path, int], Iterator[Numbered]] | None:
    return READERS.get(_suffix(path))


def _page_size(row: Row) -> int:
    page = row.get("html") or row.get("body") or row.get("text")
    return len(page) if isinstance(page, bytes | str) else 0


def _rows(shard: Shard, offset: int) -> Iterator[Numbered]:
    path = Path(shard.path)
    reader = _reader(path)
    assert reader is not None  # noqa: S101 `shards` refuses other names
    try:
        yield from reader(path, offset)
    except OSError as error:
        why = (error.strerror or str(error) or "it failed").lower()
        raise ExtractError("cannot read", shard.path, why, kind="unreadable file") from error
