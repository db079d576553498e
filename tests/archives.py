"""Archives to test on: pages of our own, as WARC, JSON lines and Parquet."""

import gzip
import json
import zlib
from collections.abc import Sequence
from pathlib import Path

TOWNS = ("Elm", "Ferny", "Harlow", "Quill", "Marsh", "Tarn", "Wick", "Yarrow")
SLOW_MARK = b"this page takes for ever"


def page(number: int, day: int | None = None) -> bytes:
    """Give a news page of its own, dated a day of November 2026."""
    town = TOWNS[number % len(TOWNS)]
    date = f"2026-11-{day or 1 + number % 3:02}"
    return f"""<!doctype html><html lang="en"><head><title>{town} bridge {number} opens</title>
<meta property="article:published_time" content="{date}T08:00:00+00:00"></head><body><article>
<h1>{town} bridge {number} opens</h1>
<p>{town} opened bridge number {number} on Monday after four years of work on the river bank.</p>
<p>The crossing cost {number + 3} million crowns, about a tenth more than the council of {town} had
agreed with its builders two years ago.</p>
<p>“We promised it would open before winter, and it has,” said Ana Ruiz, mayor of {town}.</p>
</article></body></html>""".encode()


OTHER_PAGE = b"""<!doctype html><html lang="en"><head>
<title>Grid battery firm files for listing</title>
<meta property="article:published_time" content="2026-11-02T09:00:00+00:00"></head><body><article>
<h1>Grid battery firm files for listing</h1>
<p>Volta Cells filed for a stock market listing on Thursday, its second attempt since spring.</p>
<p>Shares would be sold to small savers first, according to papers lodged with the regulator.</p>
<p>Analysts expect a valuation near nine billion, far below what investors paid last year.</p>
</article></body></html>"""


def url(number: int) -> str:
    return f"https://outlet{number % 5}.example/news/{number}"


def member(kind: str, address: str, payload: bytes) -> bytes:
    """Give one WARC record, not packed."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2026-11-21T10:30:00Z\r\nWARC-Record-ID: <urn:record:{zlib.crc32(payload)}>\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def answer(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    """Give an HTTP answer as an archive holds it."""
    lines = [f"HTTP/1.1 {status}", *(headers or ("Content-Type: text/html; charset=utf-8",))]
    return "\r\n".join([*lines, "", ""]).encode() + body


def response(number: int) -> bytes:
    return member("response", url(number), answer(page(number)))


def write_warc(path: Path, members: Sequence[bytes]) -> Path:
    packed = path.suffix == ".gz"
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) if packed else one for one in members))
    return path


def write_lines(path: Path, numbers: Sequence[int]) -> Path:
    rows = [{"url": url(number), "html": page(number).decode()} for number in numbers]
    data = "".join(f"{json.dumps(row)}\n" for row in rows).encode()
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
    return path


def write_texts(path: Path, numbers: Sequence[int]) -> Path:
    """Write plain texts, which are read much faster than pages."""
    rows = [
        {
            "url": url(number),
            "title": f"{TOWNS[number % len(TOWNS)]} bridge {number} opens",
            "text": f"Bridge number {number} opened on Monday. It cost {number + 3} million.",
            "published": f"2026-11-{1 + number % 3:02}",
        }
        for number in numbers
    ]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    return path
