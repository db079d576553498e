"""One connection's bytes, with a tally of what came after the headers.

h11 stops at the announced Content-Length and does not tell whether more was sent; the tally
does, and an answer longer than it says is as broken as a shorter one.
"""

from __future__ import annotations

import asyncio
import ssl
from typing import Any, Final

import httpcore2

from newsdigest.edges.http.failures import TroubleError
from newsdigest.patterns import regex

_HIGH_WATER: Final = 256 * 1024  # bytes held before the sender is made to wait
_LONGEST_HEAD: Final = 100 * 1024  # h11's own bound; beyond it h11 says what is wrong
_HEAD_END: Final = regex(rb"\n\r?\n")
_INTERIM: Final = regex(rb"HTTP/1\.\d 1\d\d")
_HANDSHAKE: Final = "agreeing on a secure connection"


class Wire(asyncio.Protocol, httpcore2.AsyncNetworkStream):
    """A TCP connection, perhaps under TLS, as httpcore2 reads and writes it.

    The head of an answer is handed over apart from its body, so that `body_received` counts
    exactly what the server sent as body.
    """

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._ended = False
        self._error: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._writable = asyncio.Event()
        self._writable.set()
        self._in_head = True
        self.body_received = 0

    @property
    def pending(self) -> int:
        """Count the bytes received and not yet read."""
        return len(self._buffer)

    # What the event loop calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - narrows the loop's type
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Keep what came; make a fast sender wait."""
        self._buffer += data
        if len(self._buffer) > _HIGH_WATER and self._transport is not None:
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        """Note that the other side has said everything; let the transport close."""
        self._ended = True
        self._wake()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._ended = True
        self._error = self._error or exc
        self._writable.set()
        self._wake()

    def pause_writing(self) -> None:
        """Make `write` wait."""
        self._writable.clear()

    def resume_writing(self) -> None:
        """Let `write` go on."""
        self._writable.set()

    # What httpcore2 calls. It gives no time-outs but the one for connecting: the whole of a URL
    # has one clock, kept by the caller.

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """Return some bytes, at most `max_bytes`; nothing at the end of the stream."""
        del timeout
        while not self._ended and not self._has_enough():
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        if not self._buffer and isinstance(self._error, OSError):
            raise httpcore2.ReadError(str(self._error)) from self._error
        data = bytes(self._buffer[: self._portion(max_bytes)])
        del self._buffer[: len(data)]
        if self._transport is not None and len(self._buffer) <= _HIGH_WATER:
            self._transport.resume_reading()
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Send bytes; a new request opens a new tally."""
        del timeout
        if self._transport is None or self._transport.is_closing():
            raise httpcore2.WriteError("the connection is closed")
        self._in_head = True
        self.body_received = 0
        self._transport.write(buffer)
        await self._writable.wait()

    async def aclose(self) -> None:
        """Drop the connection without waiting for the other side."""
        if self._transport is not None:
            self._transport.abort()
            await asyncio.sleep(0)

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore2's signature
    ) -> httpcore2.AsyncNetworkStream:
        """Shake hands; raise `TroubleError` with the reason where it fails."""
        assert self._transport is not None  # noqa: S101 - httpcore2 calls it on an open connection
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(timeout):
                self._transport = await loop.start_tls(
                    self._transport, self, ssl_context, server_hostname=server_hostname
                )
        except TimeoutError as error:
            await self.aclose()
            raise TroubleError(
                "timeout", f"timed out after {timeout:g} s while {_HANDSHAKE}"
            ) from error
        except OSError as error:
            await self.aclose()
            raise _tls_trouble(error) from error
        return self

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore2's signature
        """Answer what httpcore2's pool asks: the TLS object, and whether an idle peer spoke up."""
        if info == "is_readable":
            return self._ended or bool(self._buffer)
        if info == "ssl_object" and self._transport is not None:
            return self._transport.get_extra_info("ssl_object")
        return None

    def _has_enough(self) -> bool:
        if not self._in_head:
            return bool(self._buffer)
        return len(self._buffer) > _LONGEST_HEAD or _HEAD_END.search(self._buffer) is not None

    def _portion(self, max_bytes: int) -> int:
        """Say how many bytes to hand over now: a head alone, or some of a body."""
        if self._in_head and (end := _HEAD_END.search(self._buffer)):
            self._in_head = _INTERIM.match(self._buffer) is not None
            return end.end()
        portion = min(max_bytes, len(self._buffer))
        self.body_received += portion
        return portion

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


# What OpenSSL calls an answer that is no record of TLS.
_NOT_TLS: Final = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"})


def _tls_trouble(error: OSError) -> TroubleError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return TroubleError("tls", f"its certificate is not valid: {error.verify_message}")
    if isinstance(error, ssl.SSLError):
        reason = (error.reason or "no reason given").replace("_", " ").lower()
        kind = "no tls" if error.reason in _NOT_TLS else "tls"
        return TroubleError(kind, f"no secure connection: {reason}")
    return TroubleError("tls", "the server broke off while a secure connection was made")
