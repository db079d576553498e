"""JSON lines, Parquet -> rows."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from newsdigest.edges.zstd import zstd

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsdigest.archive import Row

LONGEST_LINE = 64 << 20
"""Bytes of one line of JSON; a longer one is damage, and is not held."""
BATCH_ROWS = 64
"""Rows of Parquet held at once: pages are large."""
READ_BYTES = 1 << 20
"""Bytes unpacked at once."""

NOT_JSON = "not a JSON object"
TOO_LONG = "a line too long"
CUT_OFF = "the file is damaged from here on"


def json_lines(path: Path, offset: int) -> Iterator[tuple[int, Row]]:
    """Read lines of JSON from the byte `offset`, where a line starts."""
    with path.open("rb") as file:
        file.seek(offset)
        yield from _lines(file, offset)


def packed_json_lines(path: Path, offset: int) -> Iterator[tuple[int, Row]]:
    """Read compressed lines of JSON, always from the beginning; what is cut off is damage."""
    del offset
    unpack = zstd.open if path.name.endswith(".zst") else gzip.open
    with unpack(path, "rb") as packed:
        file = io.BufferedReader(cast("io.RawIOBase", packed), READ_BYTES)
        try:
            for _, row in _lines(cast("BinaryIO", file), 0):
                yield 0, row
        except (EOFError, OSError, zlib.error, zstd.ZstdError):
            yield 0, {"damage": CUT_OFF}


def parquet(path: Path, offset: int) -> Iterator[tuple[int, Row]]:
    """Read the rows of a Parquet file, always from the beginning."""
    del offset
    import pyarrow as pa  # noqa: PLC0415 an optional package
    import pyarrow.parquet as pq  # noqa: PLC0415 as above

    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=BATCH_ROWS):
                for row in batch.to_pylist():
                    yield 0, row
    except pa.ArrowInvalid as error:
        raise OSError(str(error)) from error


def _lines(file: BinaryIO, offset: int) -> Iterator[tuple[int, Row]]:
    at = offset
    while line := file.readline(LONGEST_LINE):
        start, at = at, at + len(line)
        if not line.strip():
            continue
        row = _parsed(line)
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            row = {"damage": TOO_LONG}
            while (more := file.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
                at += len(more)
            at += len(more)
        yield start, row


def _parsed(line: bytes) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return {"damage": NOT_JSON}
    return row if isinstance(row, dict) else {"damage": NOT_JSON}
