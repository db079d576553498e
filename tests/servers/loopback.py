"""A web server on 127.0.0.0/8 whose every byte a test decides, with a log of what was asked.

It runs an event loop in a thread of its own. Distinct hosts are distinct loopback addresses on
one port: `server.url("/a", host=7)` is http://127.0.0.7:PORT/a.
"""

import asyncio
import contextlib
import http.client
import mimetypes
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "samples"


@dataclass(frozen=True)
class Asked:
    """One request as it came: `at` is monotonic seconds, header names are lower case."""

    at: float
    method: str
    path: str
    address: str
    headers: Mapping[str, str]


Handler = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


def reply(
    body: bytes,
    content_type: str = "text/html; charset=utf-8",
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """Return a whole, well-formed HTTP/1.1 answer."""
    phrase = http.client.responses.get(status, "Odd")
    lines = [f"HTTP/1.1 {status} {phrase}", f"Content-Length: {len(body)}"]
    if content_type:
        lines.append(f"Content-Type: {content_type}")
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


TLS_HELLO = b"\x16"
"""What TLS begins with: most servers of HTTP answer it with 400, some wait for the rest."""


@dataclass
class Loopback:
    """Serve `samples/` and the paths a test registers."""

    port: int = 0
    tls: ssl.SSLContext | None = None
    latency_s: float = 0.0
    refuses_tls: bool = False
    requests: list[Asked] = field(default_factory=list)
    handlers: dict[str, Handler] = field(default_factory=dict)
    open_now: int = 0
    open_most: int = 0
    served: int = 0  # connections

    def __post_init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._listening: dict[str, asyncio.Server] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.listen("127.0.0.1")

    def listen(self, address: str) -> None:
        """Answer on one more loopback address."""
        if address in self._listening:
            return
        starting = asyncio.start_server(self._serve, address, self.port, ssl=self.tls, backlog=512)
        server = asyncio.run_coroutine_threadsafe(starting, self._loop).result(5)
        self.port = self.port or server.sockets[0].getsockname()[1]
        self._listening[address] = server

    def url(self, path: str, host: int = 1) -> str:
        """Return the address of a path on one of 254 hosts."""
        address = f"127.0.0.{host}"
        self.listen(address)
        return f"{'https' if self.tls else 'http'}://{address}:{self.port}{path}"

    def page(
        self,
        path: str,
        body: bytes | str,
        content_type: str = "text/html; charset=utf-8",
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answer a path with a fixed page."""
        raw = body.encode() if isinstance(body, str) else body
        answer = reply(raw, content_type, status, headers)

        async def send(_asked: Asked, writer: asyncio.StreamWriter) -> None:
            writer.write(answer)
            await writer.drain()

        self.handlers[path] = send

    def asked(self, path: str) -> list[Asked]:
        """Return the requests for one path, in order."""
        return [one for one in self.requests if one.path == path]

    def close(self) -> None:
        """Drop every connection and stop."""

        async def stop() -> None:
            # A connection just accepted has yet to begin, in several steps, and those fail on a
            # closed server without closing the socket.
            for _ in range(20):
                await asyncio.sleep(0)
            for server in self._listening.values():
                server.close()
            tasks = list(self._tasks)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.sleep(0)  # transports close a step after they are told to

        asyncio.run_coroutine_threadsafe(stop(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.open_now += 1
        self.served += 1
        self.open_most = max(self.open_most, self.open_now)
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
                while not writer.is_closing():
                    first = await reader.readexactly(1)
                    if first == TLS_HELLO and self.refuses_tls:
                        writer.write(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
                        break
                    await self._answer(first + await reader.readuntil(b"\r\n\r\n"), writer)
        except asyncio.CancelledError:
            # The server is closing. A stream task that ends cancelled is logged as an error.
            writer.transport.abort()
        finally:
            self.open_now -= 1
            self._tasks.discard(task)
            writer.close()

    async def _answer(self, head: bytes, writer: asyncio.StreamWriter) -> None:
        first, *rest = head.decode("latin-1").rstrip("\r\n").split("\r\n")
        method, path, _ = first.split(" ", 2)
        pairs = (line.partition(":") for line in rest)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        address = writer.get_extra_info("sockname")[0]
        asked = Asked(time.monotonic(), method, path, address, headers)
        self.requests.append(asked)
        if self.latency_s:
            await asyncio.sleep(self.latency_s)
        handler = self.handlers.get(path) or self.handlers.get(path.partition("?")[0])
        if handler is not None:
            await handler(asked, writer)
            return
        writer.write(_sample(path))
        await writer.drain()


def _sample(path: str) -> bytes:
    file = SAMPLES / path.partition("?")[0].lstrip("/")
    if ".." in path or not file.is_file():
        return reply(b"<!doctype html><title>Not here</title>", status=404)
    return reply(file.read_bytes(), mimetypes.guess_type(file.name)[0] or "")


@contextlib.contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Loopback]:
    """Run a server for the length of a block."""
    server = Loopback(tls=tls)
    try:
        yield server
    finally:
        server.close()
