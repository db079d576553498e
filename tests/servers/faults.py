"""What the world does to a fetcher, acted out: a path per fault, and what must come of each.

`FAULTS` is the table that tests walk: a new row is tested for its message class, its time, and as
one of the crowd. Rows of kind "" are odd answers out of which a page must still come.
"""

import asyncio
import contextlib
import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from pathlib import Path

import brotli
from backports.zstd import ZstdCompressor
from tests.servers.loopback import Asked, Handler, Loopback, reply, serving

HERE = Path(__file__).parent
MIB = 1024 * 1024
ARTICLE = (
    "<!doctype html><html lang=en><head><title>Ferry returns to the Elm</title></head><body><article>"
    "<h1>Ferry returns to the Elm</h1>"
    "<p>The ferry across the Elm river began to run again on Tuesday after two years in the dock.</p>"
    "<p>“We missed it more than we had thought,” said Ana Ruiz, the mayor of Harbour Town.</p>"
    "<p>The boat carries sixty people and twelve cars, and it crosses the river in nine minutes.</p>"
    "<p>Repairs cost two million crowns, which the province and the town paid in equal parts.</p>"
    "</article></body></html>"
).encode()
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
_BOMB_BYTES = 256 * MIB
_FOREVER_S = 60.0


@dataclass(frozen=True)
class Fault:
    """One path: what it does, the kind of failure it must become ("" for a page), and words.

    `words` must stand in the message. `tries` is how often the server must have been asked.
    `slow` marks what lasts until the time is up.
    """

    path: str
    kind: str
    words: str
    act: Handler
    tries: int = 1
    slow: bool = False


def say(raw: bytes | Callable[[], bytes], *, then_close: bool = False) -> Handler:
    """Send fixed bytes, whatever was asked."""

    async def act(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(raw if isinstance(raw, bytes) else raw())
        await writer.drain()
        if then_close:
            writer.close()

    return act


def _status(status: int, **headers: str) -> Handler:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return say(reply(b"<!doctype html><p>No.</p>", status=status, headers=named))


def _redirect(location: str, status: int = 302) -> Handler:
    return say(reply(b"", status=status, headers={"Location": location}))


def _drip(first: bytes, each: bytes) -> Handler:
    async def act(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        until = time.monotonic() + _FOREVER_S
        while time.monotonic() < until:
            writer.write(each)
            await writer.drain()
            await asyncio.sleep(0.05)

    return act


async def _hang(_asked: Asked, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(_FOREVER_S)


async def _endless(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    chunk = b"10000\r\n" + b"<p>word </p>    " * 4096 + b"\r\n"
    while True:
        writer.write(chunk)
        await writer.drain()


async def _slow_but_well(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(_HEAD + b"Content-Length: %d\r\n\r\n" % len(ARTICLE))
    for start in range(0, len(ARTICLE), 200):
        writer.write(ARTICLE[start : start + 200])
        await writer.drain()
        await asyncio.sleep(0.02)


async def _reset(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(_HEAD + b"Content-Length: 5000\r\n\r\n" + ARTICLE[:100])
    await writer.drain()
    await asyncio.sleep(0.05)
    _abort(writer)


async def _reset_at_once(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    _abort(writer)


def _abort(writer: asyncio.StreamWriter) -> None:
    """Close with RST: what was not read is thrown away."""
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    writer.transport.abort()


def _then_well(*first: Handler) -> Handler:
    """Act the given ways for the first requests, then send the article."""
    waiting = list(first)
    well = say(reply(ARTICLE))

    async def act(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await (waiting.pop(0) if waiting else well)(asked, writer)

    return act


def _packed(body: bytes, coding: str) -> bytes:
    return reply(body, headers={"Content-Encoding": coding})


async def _endless_nothing(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Send packed blocks that hold nothing, more than a page may have."""
    writer.write(_HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"", mtime=0)[:10])
    for _ in range(200):
        writer.write(b"\x00\x00\x00\xff\xff" * 16_384)
        await writer.drain()
    await asyncio.sleep(_FOREVER_S)


@cache
def gzip_bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(bytes(MIB)) for _ in range(_BOMB_BYTES // MIB)]
    return b"".join([*pieces, packer.flush()])


@cache
def brotli_bomb() -> bytes:
    packer = brotli.Compressor(quality=1)
    pieces = [packer.process(bytes(MIB)) for _ in range(_BOMB_BYTES // MIB)]
    return b"".join([*pieces, packer.finish()])


@cache
def zstd_bomb() -> bytes:
    packer = ZstdCompressor()
    pieces = [packer.compress(bytes(MIB)) for _ in range(_BOMB_BYTES // MIB)]
    return b"".join([*pieces, packer.flush()])


def _later(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


_PNG = b"\x89PNG\r\n\x1a\n" + bytes(3000)
_FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Elm</title></channel></rss>'
_CHALLENGE = b"<!doctype html><title>Just a moment...</title><script>window._cf_chl_opt={}</script>"

FAULTS: tuple[Fault, ...] = (
    # time
    Fault("/hang", "timeout", "waiting for its answer", _hang, slow=True),
    Fault("/drip-headers", "timeout", "waiting", _drip(_HEAD, b"X-A: b\r\n"), slow=True),
    Fault(
        "/drip-body",
        "timeout",
        "reading its body",
        _drip(_HEAD + b"Content-Length: 100000\r\n\r\n", b"<p>a"),
        slow=True,
    ),
    Fault("/slow-but-well", "", "", _slow_but_well),
    # size
    Fault("/endless", "too big", "more than 10 MiB", _endless),
    Fault(
        "/announced-huge",
        "too big",
        "more than 10 MiB",
        say(_HEAD + b"Content-Length: 99999999999\r\n\r\n<p>"),
    ),
    Fault("/bomb/gzip", "too big", "10 MiB", say(lambda: _packed(gzip_bomb(), "gzip"))),
    Fault("/bomb/br", "too big", "10 MiB", say(lambda: _packed(brotli_bomb(), "br"))),
    Fault("/bomb/nothing", "too big", "10 MiB", _endless_nothing),
    Fault("/bomb/zstd", "too big", "10 MiB", say(lambda: _packed(zstd_bomb(), "zstd"))),
    Fault(
        "/bomb/twice",
        "too big",
        "10 MiB",
        say(lambda: _packed(gzip.compress(gzip_bomb(), mtime=0), "gzip, gzip")),
    ),
    Fault("/header-bomb", "garbled", "rules of HTTP", _drip(_HEAD, b"X: " + b"a" * 9000 + b"\r\n")),
    # coding
    Fault("/packed/gzip", "", "", say(_packed(gzip.compress(ARTICLE, mtime=0), "gzip"))),
    Fault("/packed/members", "", "", say(_packed(gzip.compress(ARTICLE[:300], mtime=0) + gzip.compress(ARTICLE[300:], mtime=0), "x-gzip"))),
    Fault("/packed/deflate", "", "", say(_packed(zlib.compress(ARTICLE), "deflate"))),
    Fault("/packed/raw-deflate", "", "", say(_packed(zlib.compress(ARTICLE)[2:-4], "deflate"))),
    Fault("/packed/br", "", "", say(_packed(brotli.compress(ARTICLE), "br"))),
    Fault("/packed/zstd", "", "", say(lambda: _packed(ZstdCompressor().compress(ARTICLE, 2), "zstd"))),
    Fault("/packed/lie", "", "", say(_packed(ARTICLE, "gzip"))),
    Fault("/packed/untold", "", "", say(reply(gzip.compress(ARTICLE, mtime=0), "application/gzip"))),
    Fault("/packed/cut", "cut off", "in the middle", say(_packed(gzip.compress(ARTICLE, mtime=0)[:-40], "gzip")), tries=3),
    Fault("/packed/broken", "garbled", "does not unpack", say(_packed(gzip.compress(ARTICLE, mtime=0)[:60] + b"\xff" * 200, "gzip"))),
    Fault("/packed/unknown", "garbled", "unknown way", say(_packed(ARTICLE, "rot13"))),
    # redirects
    Fault("/redirect/loop", "redirects", "circle", _redirect("/redirect/loop")),
    Fault("/redirect/file", "redirects", "file:", _redirect("file:///etc/passwd")),
    Fault("/redirect/data", "redirects", "data:", _redirect("data:text/html,<p>x")),
    Fault("/redirect/javascript", "redirects", "javascript:", _redirect("javascript:alert(1)")),
    Fault("/redirect/private", "private address", "inside a network", _redirect("http://10.0.0.1/")),
    Fault("/redirect/mapped", "private address", "inside a network", _redirect("http://[::ffff:10.0.0.1]/")),
    Fault("/redirect/decimal", "private address", "10.0.0.1", _redirect("http://167772161/")),
    Fault("/redirect/octal", "private address", "10.0.0.1", _redirect("http://012.0.0.1/")),
    Fault("/redirect/name", "private address", "127.0.0.1", _redirect("http://localhost/")),
    Fault("/redirect/nowhere", "redirects", "to nowhere", _status(302)),
    Fault("/redirect/broken", "redirects", "invalid", _redirect("http://[::1")),
    Fault("/redirect/home", "", "", _redirect("/article", 301)),
    # types
    Fault("/type/png", "not a page", "an image", say(reply(_PNG))),
    Fault("/type/pdf", "not a page", "a PDF", say(reply(b"%PDF-1.7\n" + bytes(9000)))),
    Fault("/type/zip", "not a page", "an archive", say(reply(b"PK\x03\x04" + bytes(900)))),
    Fault("/type/noise", "not a page", "binary", say(reply(bytes(range(256)) * 20))),
    Fault("/type/feed-as-png", "", "", say(reply(_FEED, "image/png"))),
    Fault("/type/html-as-octets", "", "", say(reply(ARTICLE, "application/octet-stream"))),
    Fault("/type/none", "", "", say(reply(ARTICLE, ""))),
    # bodies that lie
    Fault("/body/short", "cut off", "in the middle", say(_HEAD + b"Content-Length: 9000\r\n\r\n" + ARTICLE, then_close=True), tries=3),
    Fault("/body/long", "cut off", "announced", say(_HEAD + b"Content-Length: 300\r\n\r\n" + ARTICLE)),
    Fault("/body/cut-chunk", "cut off", "in the middle", say(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n400\r\n" + ARTICLE[:200], then_close=True), tries=3),
    Fault("/body/no-last-chunk", "cut off", "in the middle", say(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(ARTICLE) + ARTICLE + b"\r\n", then_close=True), tries=3),
    Fault("/body/bad-chunk", "garbled", "rules of HTTP", say(_HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nx", then_close=True)),
    Fault("/body/reset", "cut off", "broke off", _reset, tries=3),
    Fault("/body/reset-at-once", "cut off", "", _reset_at_once, tries=3),
    Fault("/body/none", "cut off", "hung up", say(b"", then_close=True), tries=3),
    Fault("/body/empty", "empty", "empty", say(reply(b"")), tries=3),
    Fault("/body/blank", "empty", "empty", say(reply(b" \n\t ")), tries=3),
    Fault("/body/until-close", "", "", say(b"HTTP/1.0 200 OK\r\n\r\n" + ARTICLE, then_close=True)),
    Fault("/body/reset-then-well", "", "", _then_well(_reset, _reset_at_once), tries=3),
    Fault("/not-http", "garbled", "rules of HTTP", say(b"220 mail.test ESMTP\r\n\r\n", then_close=True)),
    Fault("/early-hints", "", "", say(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + reply(ARTICLE))),
    # statuses
    Fault("/status/304", "server error", "304", say(b"HTTP/1.1 304 Not Modified\r\n\r\n")),
    Fault("/status/204", "empty", "204", say(b"HTTP/1.1 204 No Content\r\n\r\n"), tries=3),
    Fault("/status/206", "cut off", "206", _status(206)),
    Fault("/status/400", "rejected", "HTTP 400", _status(400)),
    Fault("/status/401", "login", "HTTP 401", _status(401)),
    Fault("/status/402", "subscription", "subscription", _status(402)),
    Fault("/status/403", "blocked", "HTTP 403", _status(403)),
    Fault("/status/404", "not found", "HTTP 404", _status(404)),
    Fault("/status/410", "gone", "HTTP 410", _status(410)),
    Fault("/status/418", "rejected", "HTTP 418", _status(418)),
    Fault("/status/451", "blocked", "legal", _status(451)),
    Fault("/status/999", "rejected", "HTTP 999", _status(999)),
    Fault("/status/429", "blocked", "too often", _status(429)),
    Fault("/status/500", "server error", "3 tries", _status(500), tries=3),
    Fault("/status/501", "server error", "HTTP 501", _status(501)),
    Fault("/status/503-then-well", "", "", _then_well(_status(503), _status(502)), tries=3),
    Fault("/wait/429-seconds", "blocked", "too often", _status(429, Retry_After="3600")),
    Fault("/wait/429-date", "blocked", "too often", _status(429, Retry_After=_later(7200))),
    Fault("/wait/503-days", "server error", "HTTP 503", _status(503, Retry_After="99999999")),
    Fault("/wait/503-one-second-then-well", "", "", _then_well(_status(503, Retry_After="1")), tries=2),
    Fault("/challenge/403", "blocked", "Cloudflare", say(reply(_CHALLENGE, status=403))),
    Fault("/challenge/200", "blocked", "tests for humans", say(reply(_CHALLENGE))),
    Fault("/challenge/header", "blocked", "Cloudflare", _status(503, cf_mitigated="challenge")),
)  # fmt: skip


def _chain(server: Loopback, hops: int) -> None:
    """Register /chain/N, which reaches the article over N redirects."""
    server.handlers["/chain/0"] = say(reply(ARTICLE))
    for hop in range(1, hops + 1):
        server.handlers[f"/chain/{hop}"] = _redirect(f"/chain/{hop - 1}")


@contextlib.contextmanager
def fault_server() -> Iterator[Loopback]:
    """Serve every fault, /article, and chains of up to 11 redirects."""
    for bomb in (gzip_bomb, brotli_bomb, zstd_bomb):
        bomb()  # made now: a second of work would hold up the server's other answers
    with serving() as server:
        server.handlers["/article"] = say(reply(ARTICLE))
        server.handlers |= {fault.path: fault.act for fault in FAULTS}
        _chain(server, 11)
        yield server


@contextlib.contextmanager
def tls_server(certificate: str = "self_signed.pem") -> Iterator[Loopback]:
    """Serve the article over TLS with a certificate that nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(HERE / certificate)
    with serving(context) as server:
        server.handlers["/article"] = say(reply(ARTICLE))
        yield server


@contextlib.contextmanager
def deaf_server() -> Iterator[str]:
    """Listen with a full queue: a new connection is never answered, like a host behind a wall."""
    with socket.socket() as listener, contextlib.ExitStack() as held:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(3):
            filler = held.enter_context(socket.socket())
            filler.settimeout(0)
            with contextlib.suppress(BlockingIOError):
                filler.connect(listener.getsockname())
        time.sleep(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


@contextlib.contextmanager
def blunt_server(said: bytes) -> Iterator[int]:
    """Say the same to whoever connects, whatever they say, and hang up."""

    def talk() -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = listener.accept()
                with caller:
                    caller.recv(65536)
                    caller.sendall(said)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)
