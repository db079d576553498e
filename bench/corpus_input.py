"""Make an archive to measure ``newsdigest corpus`` on, from pages given by path.

    python bench/corpus_input.py pages/*.html.gz --records 1000 -o archive.warc.gz
    python bench/corpus_input.py pages/*.html.gz --records 1000 --repeat 10 -o large.warc.gz

Pages are repeated under new addresses until there are enough; `--repeat` writes so many times
`--records`, the same odd ones at the same places. Every twentieth record is what an
archive holds beside pages: requests, redirects, images, records cut off, damaged gzip members,
pages that take minutes to parse (one in five hundred).
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SLOW_EVERY = 500
ODD_EVERY = 20
SLOW_PAGE = b"<html><body>" + b"<p>" * 1_000_000 + b"</body></html>"


def record(kind: str, url: str, payload: bytes, *, length: int | None = None) -> bytes:
    """Give one WARC record, gzipped as a member of its own; `length` lies about its size."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2026-11-21T10:30:00Z\r\nWARC-Record-ID: <urn:record:{zlib.crc32(payload)}>\r\n"
        f"Content-Type: application/http;msgtype={kind}\r\n"
        f"Content-Length: {len(payload) if length is None else length}\r\n\r\n"
    )
    return gzip.compress(head.encode() + payload + b"\r\n\r\n", 6, mtime=0)


def answer(body: bytes, status: str = "200 OK", kind: str = "text/html") -> bytes:
    """Give an HTTP answer as it stands in an archive."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body


def chunked(body: bytes) -> bytes:
    """Give an answer sent in chunks and compressed, as most servers send it."""
    packed = gzip.compress(body, 6, mtime=0)
    parts = [packed[at : at + 4096] for at in range(0, len(packed), 4096)]
    framed = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    head = (
        b"Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    return b"HTTP/1.1 200 OK\r\n" + head + framed


def records(pages: Sequence[bytes], wanted: int, turn: int) -> Iterator[bytes]:
    """Yield the records of an archive: `wanted` of them, odd ones among them."""
    yield record("warcinfo", "", b"software: bench\r\n")
    for number in range(1, wanted):
        url = f"https://outlet{number % 7}.test/news/{turn * wanted + number}"
        page = pages[number % len(pages)]
        if number % SLOW_EVERY == 0:
            yield record("response", url, answer(SLOW_PAGE))
        elif number % ODD_EVERY:
            yield record("response", url, chunked(page) if number % 3 else answer(page))
        else:
            yield odd(number // ODD_EVERY, url, page)


def odd(turn: int, url: str, page: bytes) -> bytes:
    """Give one of the things that archives hold beside pages."""
    whole = record("response", url, answer(page))
    kinds = (
        record("request", url, b"GET / HTTP/1.1\r\n\r\n"),
        record("response", url, answer(b"gone", "404 Not Found")),
        record("response", url, answer(b"\x89PNG\r\n\x1a\n\0\0", kind="image/png")),
        record("response", url, b""),
        record("response", url, answer(page), length=len(page) // 2),
        whole[: len(whole) // 2],
        whole[:200] + bytes(64) + whole[264:],
    )
    return kinds[turn % len(kinds)]


def main(arguments: Sequence[str]) -> None:
    """Write the archive; a name that ends in .jsonl gets the same good pages as JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args(arguments)
    pages = [
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for path in given.pages
    ]
    with given.output.open("wb") as file:
        if given.output.suffix == ".jsonl":
            for number in range(given.records * given.repeat):
                row = {
                    "url": f"https://outlet{number % 7}.test/news/{number}",
                    "html": pages[number % len(pages)].decode("utf-8", "replace"),
                }
                file.write(json.dumps(row).encode() + b"\n")
            return
        for turn in range(given.repeat):
            for one in records(pages, given.records, turn):
                file.write(one)


if __name__ == "__main__":
    main(sys.argv[1:])
