"""Rows of a corpus <-> Parquet: the one place that wants pyarrow to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from newsdigest.edges.corpus_rows import placing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from newsdigest.archive import Row

GROUP_ROWS = 500
"""Rows of one group of a file, written at once."""
BATCH_ROWS = 64
"""Rows read at once."""

_TEXT = pa.string()
_QUOTES = pa.list_(pa.struct([("text", _TEXT), ("speaker", _TEXT), ("description", _TEXT)]))

DIGEST = pa.schema(
    [
        ("url", _TEXT),
        ("title", _TEXT),
        ("site", _TEXT),
        ("published", _TEXT),
        ("language", _TEXT),
        ("key_points", pa.list_(_TEXT)),
        ("quotes", _QUOTES),
        ("digest", _TEXT),
    ]
)
"""What one page says; "digest" is the published shape, as JSON."""
STORY = pa.schema(
    [
        ("id", _TEXT),
        ("title", _TEXT),
        ("urls", pa.list_(_TEXT)),
        ("key_points", pa.list_(_TEXT)),
        ("quotes", _QUOTES),
        ("story", _TEXT),
    ]
)
"""One story; "story" is its published shape, as JSON."""


def write_parquet(path: Path, schema: pa.Schema, rows: Iterable[Row]) -> None:
    """Write rows as one Parquet file."""
    with placing(path) as beside, pq.ParquetWriter(beside, schema, compression="zstd") as writer:
        for batch in batches(rows):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))


def parquet_column(path: Path, name: str) -> Iterator[str]:
    """Yield the texts of one column of a Parquet file."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=BATCH_ROWS, columns=[name]):
            yield from batch.column(0).to_pylist()


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Gather rows into groups."""
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == GROUP_ROWS:
            yield batch
            batch = []
    if batch:
        yield batch
