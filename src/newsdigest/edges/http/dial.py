"""Host name -> open connection: resolved once, every address checked, only a checked one dialled.

httpcore2 asks this backend for its connections, so that no look-up stands between the check and
the dialling (a name that answers twice differently gains nothing).
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any, Final

import httpcore2

from newsdigest.edges.http.failures import TroubleError
from newsdigest.edges.http.wire import Wire
from newsdigest.origin import is_public, literal_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    _Call = asyncio.Task[tuple[asyncio.Transport, Wire]]

# RFC 8305 section 5: how long one address may try before the next one joins.
_HEAD_START_S: Final = 0.25


class DialBackend(httpcore2.AsyncNetworkBackend):
    """Dial for one pool of connections: with private addresses or without them."""

    def __init__(
        self, *, allow_private: bool, resolve: Callable[[str, int], Sequence[str]]
    ) -> None:
        self._allow_private = allow_private
        self._resolve = resolve

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore2's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Resolve, check, dial; raise `TroubleError` with the phase that failed."""
        del local_address, socket_options
        phase = "looking up its host name"
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._addresses(host, port)
                phase = "connecting"
                return await _first_to_answer(self._allowed(addresses), port)
        except TimeoutError as error:
            raise TroubleError("timeout", f"timed out after {timeout:g} s while {phase}") from error
        except socket.gaierror as error:
            raise TroubleError("cannot resolve", f"no such host: {host}") from error
        except UnicodeError as error:
            raise TroubleError("cannot resolve", f"no such host can exist: {host}") from error
        except ConnectionRefusedError as error:
            raise TroubleError("refused", f"nothing answers at {host}, port {port}") from error
        except OSError as error:
            why = error.strerror or "the network gave no reason"
            raise TroubleError("refused", f"cannot connect to {host}: {why.lower()}") from error

    async def _addresses(self, host: str, port: int) -> Sequence[str]:
        literal = literal_address(host)
        return [literal] if literal else await _in_thread(self._resolve, host, port)

    def _allowed(self, addresses: Sequence[str]) -> Sequence[str]:
        if self._allow_private:
            return addresses
        public = [address for address in addresses if is_public(address)]
        if not public:
            raise TroubleError("private address", f"it leads to {addresses[0]}, inside a network")
        return public


def look_up(host: str, port: int) -> Sequence[str]:
    """Give the addresses of a name, families taking turns (RFC 8305 section 4); may block."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    if not addresses:
        raise socket.gaierror(socket.EAI_NONAME, "no addresses")
    leader = ":" in addresses[0]
    same = [address for address in addresses if (":" in address) == leader]
    other = [address for address in addresses if (":" in address) != leader]
    return [address for address in chain(*zip_longest(same, other)) if address]


async def _in_thread(
    resolve: Callable[[str, int], Sequence[str]], host: str, port: int
) -> Sequence[str]:
    """Resolve in a thread that nobody waits for: a look-up cannot be cancelled, only left."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[str]] = loop.create_future()

    def settle(addresses: Sequence[str], error: Exception | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(addresses)

    def work() -> None:
        addresses: Sequence[str] = ()
        problem: Exception | None = None
        try:
            addresses = resolve(host, port)
        except Exception as error:  # noqa: BLE001 - it rises where the answer is awaited
            problem = error
        with contextlib.suppress(RuntimeError):  # the loop has closed; nobody wants the answer
            loop.call_soon_threadsafe(settle, addresses, problem)

    threading.Thread(target=work, name=f"resolve {host}", daemon=True).start()
    return await answer


async def _first_to_answer(addresses: Sequence[str], port: int) -> Wire:
    """Dial the addresses, each with a head start before the next; the first that answers wins."""
    loop = asyncio.get_running_loop()
    trying: set[_Call] = set()
    errors: list[OSError] = []
    try:
        for address in addresses:
            trying.add(loop.create_task(loop.create_connection(Wire, address, port)))
            if wire := await _answered(trying, errors, _HEAD_START_S):
                return wire
        while trying:
            if wire := await _answered(trying, errors, None):
                return wire
    finally:
        for call in trying:
            call.add_done_callback(_hang_up)
            call.cancel()
    raise errors[-1]


async def _answered(trying: set[_Call], errors: list[OSError], wait_s: float | None) -> Wire | None:
    """Wait for the next call to end, or so long; keep the error of one that failed."""
    done, _ = await asyncio.wait(trying, timeout=wait_s, return_when=asyncio.FIRST_COMPLETED)
    for call in done:
        trying.discard(call)
        error = call.exception()
        if error is None:
            return call.result()[1]
        if not isinstance(error, OSError):
            raise error
        errors.append(error)
    return None


def _hang_up(call: _Call) -> None:
    """Drop a connection that came too late to be wanted."""
    if not call.cancelled() and call.exception() is None:
        call.result()[0].abort()
