"""DialBackend: what is checked is what is dialled."""

import asyncio
import socket
from collections.abc import Sequence

import pytest
from tests.servers.faults import deaf_server
from tests.servers.loopback import Loopback

from newsdigest.edges.http import dial
from newsdigest.edges.http.dial import DialBackend, look_up
from newsdigest.edges.http.failures import TroubleError


class Names:
    """A name server that answers differently each time."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self, _host: str, _port: int) -> Sequence[str]:
        self.asked += 1
        return self.answers.pop(0)


def dialled(monkeypatch: pytest.MonkeyPatch, backend: DialBackend, host: str) -> list[str]:
    """Return the addresses that would be dialled."""
    tried: list[str] = []

    async def note(addresses: Sequence[str], _port: int) -> None:
        tried.extend(addresses)

    monkeypatch.setattr(dial, "_first_to_answer", note)
    asyncio.run(backend.connect_tcp(host, 80, timeout=1.0))
    return tried


def test_a_name_that_answers_twice_differently_gains_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = Names(["93.184.215.14"], ["127.0.0.1"])
    backend = DialBackend(allow_private=False, resolve=names)
    assert dialled(monkeypatch, backend, "rebind.test") == ["93.184.215.14"]
    assert names.asked == 1
    with pytest.raises(TroubleError) as caught:
        dialled(monkeypatch, backend, "rebind.test")
    assert caught.value.kind == "private address"


def test_only_the_public_ones_of_mixed_addresses_are_dialled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = Names(["10.0.0.1", "93.184.215.14", "::1"], ["10.0.0.1", "93.184.215.14"])
    strict = DialBackend(allow_private=False, resolve=names)
    assert dialled(monkeypatch, strict, "mixed.test") == ["93.184.215.14"]
    open_minded = DialBackend(allow_private=True, resolve=names)
    assert dialled(monkeypatch, open_minded, "mixed.test") == ["10.0.0.1", "93.184.215.14"]


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.0.0.1", "::1"])
def test_numbers_are_checked_without_asking_anybody(host: str) -> None:
    backend = DialBackend(allow_private=False, resolve=Names())
    with pytest.raises(TroubleError) as caught:
        asyncio.run(backend.connect_tcp(host, 80, timeout=1.0))
    assert caught.value.kind == "private address"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (socket.gaierror(socket.EAI_AGAIN, "try again"), "cannot resolve"),
        (UnicodeError("label too long"), "cannot resolve"),
        (OSError(101, "Network is unreachable"), "refused"),
    ],
)
def test_each_way_of_not_connecting_has_its_kind(error: Exception, kind: str) -> None:
    def fail(_host: str, _port: int) -> Sequence[str]:
        raise error

    backend = DialBackend(allow_private=True, resolve=fail)
    with pytest.raises(TroubleError) as caught:
        asyncio.run(backend.connect_tcp("a.test", 80, timeout=1.0))
    assert caught.value.kind == kind


def test_a_bug_in_the_resolver_rises() -> None:
    def buggy(_host: str, _port: int) -> Sequence[str]:
        raise ZeroDivisionError

    backend = DialBackend(allow_private=True, resolve=buggy)
    with pytest.raises(ZeroDivisionError):
        asyncio.run(backend.connect_tcp("a.test", 80, timeout=1.0))


def test_an_address_that_is_silent_does_not_hold_up_the_next(server: Loopback) -> None:
    with deaf_server() as deaf:
        # The deaf address on another port: dialled through its own connect.
        port = int(deaf.rpartition(":")[2].strip("/"))
        server.listen("127.0.0.1")

        async def race() -> float:
            loop = asyncio.get_running_loop()
            began = loop.time()
            with pytest.raises(ConnectionRefusedError):
                await dial._first_to_answer(["127.0.0.9", "127.0.0.10"], 1)
            wire = await dial._first_to_answer(["127.0.0.1"], server.port)
            await wire.aclose()
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await dial._first_to_answer(["127.0.0.1"], port)
            return loop.time() - began

        assert asyncio.run(race()) < 1.0


def test_the_first_that_answers_wins_over_one_that_is_silent(
    server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = asyncio.BaseEventLoop.create_connection

    async def create(self: asyncio.BaseEventLoop, factory: object, host: str, port: int) -> object:
        if host == "192.0.2.1":
            await asyncio.sleep(30)
        return await real(self, factory, host, port)  # type: ignore[call-overload]

    monkeypatch.setattr(asyncio.BaseEventLoop, "create_connection", create)

    async def race() -> float:
        loop = asyncio.get_running_loop()
        began = loop.time()
        wire = await dial._first_to_answer(["192.0.2.1", "127.0.0.1"], server.port)
        await wire.aclose()
        return loop.time() - began

    assert 0.2 < asyncio.run(race()) < 2.0


def test_families_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(0, 0, 0, "", (a, 80)) for a in ("::2", "::3", "1.1.1.1", "::2", "2.2.2.2")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)
    assert look_up("a.test", 80) == ["::2", "1.1.1.1", "::3", "2.2.2.2"]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: [])
    with pytest.raises(socket.gaierror):
        look_up("a.test", 80)
