"""WARC -> rows.

fastwarc reads records one after another and stops at the first that is broken; an archive of a
million pages has some. So reading goes on at the next record that can be found behind the damage.
"""

from __future__ import annotations

import mmap
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastwarc.warc import WarcRecord

    from newsdigest.archive import Row

LARGEST_BODY = 10 << 20
"""Bytes of one page kept, packed or unpacked; extraction refuses a longer one by its length."""
DAMAGE = "damaged records"

_GZIP = b"\x1f\x8b\x08"
_WARC = b"WARC/"
_AFTER_RECORD = b"\r\n\r\nWARC/"


def warc(path: Path, offset: int) -> Iterator[tuple[int, Row]]:
    """Read the records of a WARC file from the byte `offset`, where one starts.

    A run of damaged records is one row; nothing behind it is lost where records are gzip members
    of their own (as the standard asks), or are not compressed.
    """
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 an optional package

    start: int | None = offset
    while start is not None:
        last, sound = start, False
        with path.open("rb") as file:
            file.seek(start)
            try:
                # Its own unpacking of contents ends the iteration without a word at an odd one.
                for record in ArchiveIterator(file, auto_decode="transfer"):
                    last = record.stream_pos
                    row = _row(record)
                    sound = True
                    yield last, row
            except OSError:
                if sound or start == offset:
                    yield 0, {"damage": DAMAGE}
            else:
                return
        start = _next_record(path, last + 1)


def _row(record: WarcRecord) -> Row:
    headers = record.headers
    body = record.reader.read(LARGEST_BODY + 1)
    record.reader.consume()
    row: Row = {
        "url": headers.get("WARC-Target-URI") or "",
        "kind": headers.get("WARC-Type") or "",
        "fetched": headers.get("WARC-Date") or "",
        "content_type": headers.get("Content-Type") or "",
        "html": body,
    }
    answer = record.http_headers
    if answer is not None:
        row["status"] = answer.status_code
        row["content_type"] = answer.get("Content-Type") or ""
        row["html"] = _unpacked(body, answer.get("Content-Encoding") or "")
    return row


def _unpacked(body: bytes, encoding: str) -> bytes:
    """Undo a content encoding; archives often name one that their crawler has already undone."""
    if encoding.strip().lower() not in {"gzip", "x-gzip", "deflate"}:
        return _unpacked_brotli(body) if encoding.strip().lower() == "br" else body
    for window in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(window).decompress(body, LARGEST_BODY + 1) or body
        except zlib.error:
            continue
    return body


def _unpacked_brotli(body: bytes) -> bytes:
    import brotli  # noqa: PLC0415 rare

    try:
        unpacked: bytes = brotli.Decompressor().process(body, output_buffer_limit=LARGEST_BODY)
    except brotli.error:
        return body
    return unpacked


def _next_record(path: Path, start: int) -> int | None:
    """Find the byte at or after `start` where a record can be read again; None where none can."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        if not whole[:2].startswith(_GZIP[:2]):
            found = whole.find(_AFTER_RECORD, start)
            return None if found < 0 else found + len(_AFTER_RECORD) - len(_WARC)
        at = whole.find(_GZIP, start)
        while at >= 0:
            try:
                if zlib.decompressobj(31).decompress(whole[at : at + 512], 5) == _WARC:
                    return at
            except zlib.error:
                pass  # the three bytes stand in the middle of something
            at = whole.find(_GZIP, at + 1)
    return None
