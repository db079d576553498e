"""What every test may use, and what none may: a socket to anywhere but this machine."""

import contextlib
import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from tests.servers.loopback import Loopback, serving


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A loopback server with `samples/` and registered paths, and a log of requests."""
    with serving() as running:
        yield running


def _is_here(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    host = str(address[0])
    if host in {"localhost", ""}:
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _stays_here(name: str) -> bool:
    """Tell whether resolving a name asks nobody: only its own form, or the hosts file, is read."""
    with contextlib.suppress(ValueError):
        return bool(ipaddress.ip_address(name.partition("%")[0]))
    return name in {"localhost", ""}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forbid every connection and name look-up that would leave this machine."""
    connect, connect_ex, look_up = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def guarded(real: Any) -> Any:
        def dial(self: socket.socket, address: Any) -> Any:
            assert _is_here(address), f"a test dialled {address}"
            return real(self, address)

        return dial

    def looked_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        assert name is None or _stays_here(name), f"a test looked up {name}"
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
