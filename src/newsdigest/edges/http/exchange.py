"""One request out, one answer in: bounded while it streams, every way to fail translated."""

from __future__ import annotations

import ssl
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import httpcore2

from newsdigest.edges.http.answers import Answer, fold_headers
from newsdigest.edges.http.coding import Unpacker
from newsdigest.edges.http.dial import DialBackend, look_up
from newsdigest.edges.http.failures import TroubleError
from newsdigest.edges.http.options import MIB
from newsdigest.edges.http.wire import Wire
from newsdigest.models import Page
from newsdigest.stages.sniff import NOT_PAGES, sniff

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Sequence

    from newsdigest.edges.http.address import Target
    from newsdigest.edges.http.options import FetchOptions
    from newsdigest.edges.http.proxies import Proxies
    from newsdigest.origin import Origin

_IDLE_S: Final = 15.0  # how long a connection is kept for the next page of its host
_MOST_IDLE: Final = 32
_SNIFFED: Final = 2048  # bytes of a body that tell what it is
_ENOUGH_OF_A_REFUSAL: Final = 64 * 1024  # bytes read of an error page, to see who refuses
_REFUSED: Final = 300

# httpcore2's trace events -> what a reader is told was going on when the time was up.
_PHASES: Final = {
    "connection.connect_tcp.started": "connecting",
    "connection.start_tls.started": "agreeing on a secure connection",
    "http11.send_request_headers.started": "waiting for its answer",
    "http11.receive_response_body.started": "reading its body",
}


@dataclass(slots=True)
class Transfer:
    """What a request was doing, for the message when its time is up."""

    phase: str = "connecting"
    received: int = 0

    async def trace(self, event: str, _info: dict[str, Any]) -> None:
        """Take one of httpcore2's trace events."""
        self.phase = _PHASES.get(event, self.phase)


@dataclass(frozen=True, slots=True)
class Way:
    """How one request may travel: to private addresses or not, with TLS verified or not."""

    allow_private: bool = False
    insecure: bool = False


class Client:
    """Send requests over kept connections. Lives and dies within one event loop."""

    def __init__(
        self,
        options: FetchOptions,
        proxies: Proxies,
        resolve: Callable[[str, int], Sequence[str]] = look_up,
    ) -> None:
        self._options = options
        self._proxies = proxies
        self._resolve = resolve
        self._pools: dict[tuple[Way, str, str], httpcore2.AsyncConnectionPool] = {}
        self._contexts: dict[bool, ssl.SSLContext] = {}

    async def get(
        self,
        target: Target,
        headers: Sequence[tuple[str, str]],
        way: Way,
        transfer: Transfer,
        connect_s: float,
    ) -> Answer:
        """Return the answer to one GET, unpacked; raise `TroubleError`. Follows nothing."""
        pool = self._pool(target, way)
        url = httpcore2.URL(
            scheme=target.scheme, host=target.host, port=target.port, target=target.path
        )
        sent = [(b"Host", target.host_header.encode("ascii"))]
        sent += [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        extensions = {"timeout": {"connect": connect_s}, "trace": transfer.trace}
        try:
            async with pool.stream("GET", url, headers=sent, extensions=extensions) as response:
                return await self._read(response, transfer)
        except httpcore2.RemoteProtocolError as error:
            raise _protocol_trouble(str(error)) from error
        except (httpcore2.ReadError, httpcore2.WriteError) as error:
            raise TroubleError("cut off", "the connection broke off", again=True) from error
        except httpcore2.LocalProtocolError as error:
            # h11 quotes the header, which may be a secret.
            raise TroubleError("bad address", "a header set for it is not valid") from error
        except httpcore2.ProxyError as error:
            raise TroubleError("refused", f"the proxy refuses ({error})") from error

    async def close(self) -> None:
        """Drop all connections."""
        for pool in self._pools.values():
            await pool.aclose()

    async def _read(self, response: httpcore2.Response, transfer: Transfer) -> Answer:
        headers, cookies = fold_headers(response.headers)
        body = _Body(response.status, self._options.max_bytes, transfer)
        unpacker = Unpacker(headers.get("content-encoding", ""))
        announced = headers.get("content-length", "")
        if announced.isdigit():
            body.expect(int(announced))
        async with aclosing(_unpacked(response, unpacker, body)) as pieces:
            async for piece in pieces:
                body.add(piece)
                if body.suffices:
                    return Answer(response.status, headers, body.bytes(), cookies)
        if body.suffices:
            return Answer(response.status, headers, body.bytes(), cookies)
        unpacker.finish()
        if announced.isdigit() and "transfer-encoding" not in headers:
            _check_length(response, int(announced))
        return Answer(response.status, headers, body.bytes(), cookies)

    def _pool(self, target: Target, way: Way) -> httpcore2.AsyncConnectionPool:
        proxy_url = self._proxies.for_target(target)
        if proxy_url and not way.allow_private:
            _check_form(target.origin)
        key = (way, target.scheme, proxy_url)
        if key not in self._pools:
            secure = target.scheme == "https"
            self._pools[key] = httpcore2.AsyncConnectionPool(
                # Loading the system's certificates takes 20 ms: only where they are needed.
                ssl_context=self._context(insecure=way.insecure) if secure else None,
                proxy=self._proxies.dial(proxy_url) if proxy_url else None,
                max_connections=None,
                max_keepalive_connections=_MOST_IDLE,
                keepalive_expiry=_IDLE_S,
                # Behind a proxy the names are the proxy's to resolve, and its own address is
                # the user's choice.
                network_backend=DialBackend(
                    allow_private=way.allow_private or bool(proxy_url), resolve=self._resolve
                ),
            )
        return self._pools[key]

    def _context(self, *, insecure: bool) -> ssl.SSLContext:
        if insecure not in self._contexts:
            context = httpcore2.default_ssl_context()
            if insecure:
                context.check_hostname = False
                context.verify_mode = ssl.CERT_NONE
            self._contexts[insecure] = context
        return self._contexts[insecure]


class _Body:
    """The bytes of one answer, as many as are wanted of its kind."""

    def __init__(self, status: int, max_bytes: int, transfer: Transfer) -> None:
        self._is_refusal = status >= _REFUSED
        # A redirect's few words are read too: a connection can be kept only past their end.
        self._limit = _ENOUGH_OF_A_REFUSAL if self._is_refusal else max_bytes
        self._transfer = transfer
        self._pieces: list[bytes] = []
        self._looked_at = False
        self._packed = 0

    @property
    def suffices(self) -> bool:
        """Tell whether enough has come to see who refuses."""
        return self._is_refusal and max(self._transfer.received, self._packed) > self._limit

    def expect(self, announced: int) -> None:
        """Refuse a page that announces too much."""
        if announced > self._limit and not self._is_refusal:
            raise _too_big(self._limit)

    def read(self, packed: int) -> None:
        """Count bytes as they came: what unpacks to nothing could go on for ever."""
        self._packed += packed
        if self._packed > self._limit and not self._is_refusal:
            raise _too_big(self._limit)

    def add(self, piece: bytes) -> None:
        """Take a piece; refuse a page that is too big, or no page, as soon as that shows."""
        self._pieces.append(piece)
        self._transfer.received += len(piece)
        if self._is_refusal:
            return
        if self._transfer.received > self._limit:
            raise _too_big(self._limit)
        if not self._looked_at and self._transfer.received >= _SNIFFED:
            self._looked_at = True
            check_kind(self.bytes())

    def bytes(self) -> bytes:
        """Return what has come."""
        return b"".join(self._pieces)


async def _unpacked(
    response: httpcore2.Response, unpacker: Unpacker, body: _Body
) -> AsyncGenerator[bytes]:
    async for chunk in response.aiter_stream():
        body.read(len(chunk))
        if body.suffices:
            return
        for piece in unpacker.feed(chunk):
            yield piece


def check_kind(start: bytes) -> None:
    """Raise `TroubleError` where a body cannot be a page, a feed or a text."""
    kind = sniff(Page("", start))
    if kind in NOT_PAGES:
        raise TroubleError("not a page", f"it is {NOT_PAGES[kind]}")


def _check_form(origin: Origin) -> None:
    if origin.is_local:
        raise TroubleError("private address", f"it leads to {origin.host}, inside a network")


def _check_length(response: httpcore2.Response, announced: int) -> None:
    wire = response.extensions.get("network_stream")
    if isinstance(wire, Wire) and wire.body_received + wire.pending > announced:
        raise TroubleError("cut off", f"it sends more than the {announced} bytes it announced")


def _protocol_trouble(why: str) -> TroubleError:
    if "disconnected without" in why:
        return TroubleError("cut off", "the server hung up without an answer", again=True)
    if "closed connection" in why:
        return TroubleError("cut off", "its body ends in the middle", again=True)
    what = why.partition(": bytearray")[0]  # h11 shows the bytes as Python does
    return TroubleError("garbled", f"the server breaks the rules of HTTP ({what})")


def _too_big(limit: int) -> TroubleError:
    return TroubleError("too big", f"more than {limit / MIB:.3g} MiB")
