"""Rows of a corpus <-> Parquet and JSON lines, put in place at once."""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from newsdigest.archive import Row

UNFINISHED = ".tmp"
"""End of the name of a file that is being written."""
GROUP_ROWS = 500
"""Rows of one group of a Parquet file, and lines written at once."""
BATCH_ROWS = 64
"""Rows of a Parquet file read at once."""
DONE = b"newsdigest.done"
"""Key in a file's metadata of what it holds, as JSON."""

_TEXT = pa.string()
_QUOTES = pa.list_(pa.struct([("text", _TEXT), ("speaker", _TEXT), ("description", _TEXT)]))

PART = pa.schema(
    [
        ("url", _TEXT),
        ("window", _TEXT),
        ("key", _TEXT),
        ("signature", _TEXT),
        ("digest", _TEXT),
        ("failure", _TEXT),
    ]
)
"""A record and what became of it. "key" is the time and then the article's own key; "digest" holds
the article whole, so that its stories are told from there."""
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


def packed(plain: object) -> str:
    """Write JSON: one line, its keys in their order, every character a UTF-8 file can hold."""
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8")


def part_row(row: Row) -> Row:
    """Flatten what became of a record."""
    signature = row.get("signature")
    key = None
    if isinstance(signature, dict):
        key = f"{signature.get('published', '')} {signature['key']}"
    cells = {name: packed(row[name]) for name in PACKED if name in row}
    return {"url": row.get("url") or "", "window": row.get("window"), "key": key, **cells}


PACKED = ("signature", "digest", "failure")


def digest_row(digest: str) -> Row:
    """Flatten a digest of one page for a table."""
    story = json.loads(digest)["stories"][0]
    article = story["articles"][0]
    return {
        "url": article["url"],
        "title": story["title"],
        "site": article["site"],
        "published": article["published"],
        "language": article["language"],
        **_told(story),
        "digest": digest,
    }


def story_row(story: Row) -> Row:
    """Flatten a story for a table."""
    articles = story["articles"]
    urls = [article["url"] for article in articles] if isinstance(articles, list) else []
    return {
        "id": story["id"],
        "title": story["title"],
        "urls": urls,
        **_told(story),
        "story": packed(story),
    }


def _told(story: Row) -> Row:
    points, quotes = story["key_points"], story["quotes"]
    assert isinstance(points, list)  # noqa: S101 the published shape
    assert isinstance(quotes, list)  # noqa: S101 as above
    return {
        "key_points": [point["text"] for point in points],
        "quotes": [{name: quote[name] for name in QUOTE_COLUMNS} for quote in quotes],
    }


QUOTE_COLUMNS = ("text", "speaker", "description")


# ---------------------------------------------------------------- files
def write_parquet(path: Path, schema: pa.Schema, rows: Iterable[Row], done: str = "") -> None:
    """Write rows as one Parquet file; `done` stands in its metadata."""
    schema = schema.with_metadata({DONE: done.encode()}) if done else schema
    with placing(path) as beside, pq.ParquetWriter(beside, schema, compression="zstd") as writer:
        for batch in batches(rows):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))


def parquet_column(path: Path, name: str) -> Iterator[str]:
    """Yield the texts of one column of a Parquet file."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=BATCH_ROWS, columns=[name]):
            yield from batch.column(0).to_pylist()


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines of text as one file."""
    with placing(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


def done_of(path: Path) -> str:
    """Read what a Parquet file says it holds; empty where it is not there or says nothing."""
    try:
        metadata = pq.read_schema(path).metadata or {}
    except (FileNotFoundError, pa.ArrowInvalid):
        return ""
    return str(metadata.get(DONE, b"").decode())


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


@contextlib.contextmanager
def placing(path: Path) -> Iterator[Path]:
    """Lend a file beside `path` to write to; put it in place, synced, when the block ends well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        yield beside
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
