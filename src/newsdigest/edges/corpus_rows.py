"""Rows of a corpus, flat for tables, and JSON lines, put in place at once."""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from newsdigest.archive import Row

UNFINISHED = ".tmp"
"""End of the name of a file that is being written."""


def packed(plain: object) -> str:
    """Write JSON: one line, its keys in their order, every character a UTF-8 file can hold."""
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8")


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
def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines of text as one file."""
    with placing(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


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
