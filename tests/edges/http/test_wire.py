"""Wire: a head apart from its body, a tally, and a sender made to wait."""

import asyncio
from collections.abc import Awaitable, Callable

import httpcore2
import pytest

from newsdigest.edges.http.dial import _hang_up
from newsdigest.edges.http.wire import Wire


class Line(asyncio.Transport):
    """A transport that notes what is asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.closing = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.done.append(f"write {bytes(data).decode()}")

    def abort(self) -> None:
        self.done.append("abort")

    def is_closing(self) -> bool:
        return self.closing

    def pause_reading(self) -> None:
        self.done.append("pause")

    def resume_reading(self) -> None:
        self.done.append("resume")


def with_wire(act: Callable[[Wire, Line], Awaitable[None]]) -> None:
    async def run() -> None:
        wire, line = Wire(), Line()
        wire.connection_made(line)
        await act(wire, line)

    asyncio.run(run())


def test_heads_come_alone_and_the_body_is_counted() -> None:
    async def act(wire: Wire, _line: Line) -> None:
        wire.data_received(b"HTTP/1.1 103 X\r\n\r\nHTTP/1.1 200")
        assert await wire.read(99) == b"HTTP/1.1 103 X\r\n\r\n"
        wire.data_received(b" OK\n\nbody")
        assert await wire.read(99) == b"HTTP/1.1 200 OK\n\n"
        assert (wire.body_received, wire.pending) == (0, 4)
        assert await wire.read(3) == b"bod"
        assert (wire.body_received, wire.pending) == (3, 1)
        assert wire.get_extra_info("is_readable")
        assert wire.get_extra_info("socket") is None
        await wire.write(b"again")
        assert wire.body_received == 0

    with_wire(act)


def test_a_fast_sender_waits_until_it_is_read() -> None:
    async def act(wire: Wire, line: Line) -> None:
        wire.data_received(b"HTTP/1.1 200 OK\r\n\r\n" + b"a" * 300_000)
        assert line.done == ["pause"]
        await wire.read(65536)
        await wire.read(65536)
        assert line.done[-1] == "resume"

    with_wire(act)


def test_a_slow_receiver_makes_the_writer_wait() -> None:
    async def act(wire: Wire, line: Line) -> None:
        wire.pause_writing()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02):
                await wire.write(b"a")
        wire.resume_writing()
        await wire.write(b"b")
        line.closing = True
        with pytest.raises(httpcore2.WriteError):
            await wire.write(b"c")

    with_wire(act)


def test_the_end_is_the_end_and_a_reset_is_an_error() -> None:
    async def act(wire: Wire, _line: Line) -> None:
        wire.data_received(b"HTTP/1.1 200 OK\r\n\r\nrest")
        await wire.read(99)
        wire.eof_received()
        assert await wire.read(99) == b"rest"
        assert await wire.read(99) == b""
        wire.connection_lost(ConnectionResetError(104, "reset"))
        with pytest.raises(httpcore2.ReadError):
            await wire.read(99)

    with_wire(act)


def test_a_head_without_end_is_handed_on_for_h11_to_refuse() -> None:
    async def act(wire: Wire, _line: Line) -> None:
        wire.data_received(b"X: y\r\n" * 20_000)
        assert len(await wire.read(65536)) == 65536

    with_wire(act)


def test_a_connection_that_comes_too_late_is_dropped() -> None:
    async def act(wire: Wire, line: Line) -> None:
        async def connect() -> tuple[asyncio.Transport, Wire]:
            return line, wire

        call = asyncio.create_task(connect())
        await call
        call.add_done_callback(_hang_up)
        await asyncio.sleep(0)
        assert line.done == ["abort"]

    with_wire(act)


def test_a_wire_never_connected_has_nothing_to_close() -> None:
    asyncio.run(Wire().aclose())
