"""Unpacker: every coding undone, in bounded pieces, however the bytes arrive."""

import contextlib
import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
from backports.zstd import compress as zstd
from hypothesis import given
from hypothesis import strategies as st
from tests.servers.faults import brotli_bomb, gzip_bomb, zstd_bomb

from newsdigest.edges.http.coding import ACCEPTED, Unpacker
from newsdigest.edges.http.failures import TroubleError

PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd,
}


def unpack(packed: bytes, coding: str, step: int = 7) -> bytes:
    unpacker = Unpacker(coding)
    pieces = [packed[start : start + step] for start in range(0, len(packed), step)]
    body = b"".join(out for piece in pieces for out in unpacker.feed(piece))
    unpacker.finish()
    return body


@given(st.binary(max_size=2000), st.sampled_from(sorted(PACK)), st.integers(1, 600))
def test_what_was_packed_comes_out_whatever_the_pieces(body: bytes, coding: str, step: int) -> None:
    assert unpack(PACK[coding](body), coding, step) == body


@given(st.lists(st.sampled_from(sorted(PACK)), max_size=3), st.binary(max_size=300))
def test_codings_are_undone_last_first(codings: list[str], body: bytes) -> None:
    packed = body
    for coding in codings:
        packed = PACK[coding](packed)
    assert unpack(packed, ", ".join(codings), 13) == body


@given(st.binary(max_size=300), st.sampled_from(sorted(PACK)))
def test_noise_unpacks_or_is_a_named_trouble(noise: bytes, coding: str) -> None:
    with contextlib.suppress(TroubleError):  # any other error rises
        unpack(noise, coding)


@given(st.binary(min_size=40, max_size=400), st.sampled_from(sorted(PACK)), st.integers(1, 9))
def test_a_packed_body_that_lacks_its_end_is_cut_off(body: bytes, coding: str, lost: int) -> None:
    with pytest.raises(TroubleError) as caught:
        unpack(PACK[coding](body)[:-lost], coding)
    assert caught.value.kind == "cut off"


@pytest.mark.parametrize("coding", sorted(PACK))
def test_several_frames_are_one_body(coding: str) -> None:
    if coding in {"br", "deflate"}:
        pytest.skip("has no frames")
    packed = PACK[coding](b"a bridge ") + PACK[coding](b"over the river")
    assert unpack(packed, coding) == b"a bridge over the river"


def test_padding_behind_gzip_and_plain_text_called_gzip_are_forgiven() -> None:
    assert unpack(gzip.compress(b"news", mtime=0) + bytes(9), "gzip") == b"news"
    assert unpack(b"<!doctype html>", "gzip") == b"<!doctype html>"
    assert unpack(b"\xef\xbb\xbf<html>", "gzip") == b"\xef\xbb\xbf<html>"
    assert unpack(zlib.compress(b"news")[2:-4], "deflate") == b"news"
    assert unpack(b"news", "identity") == b"news"


@pytest.mark.parametrize("coding", ["gzip, gzip, gzip, gzip", "rot13", "gzip, compress"])
def test_codings_too_many_or_unknown_are_refused(coding: str) -> None:
    with pytest.raises(TroubleError) as caught:
        Unpacker(coding)
    assert caught.value.kind == "garbled"


@pytest.mark.parametrize(
    ("coding", "bomb"), [("gzip", gzip_bomb), ("br", brotli_bomb), ("zstd", zstd_bomb)]
)
def test_a_bomb_is_met_in_small_pieces(coding: str, bomb: Callable[[], bytes]) -> None:
    packed = bomb()
    unpacker = Unpacker(coding)
    tracemalloc.start()
    first_ten_mib = 0
    for piece in unpacker.feed(packed):
        first_ten_mib += len(piece)
        assert len(piece) <= 1024 * 1024
        if first_ten_mib > 10 * 1024 * 1024:
            break
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8 * 1024 * 1024


def test_what_is_offered_can_be_undone() -> None:
    for coding in ACCEPTED.split(", "):
        Unpacker(coding)


@pytest.mark.parametrize(
    ("coding", "part"), [("gzip", gzip.compress(b"", mtime=0)), ("zstd", zstd(b""))]
)
def test_a_body_in_very_many_parts_that_hold_nothing_is_refused(coding: str, part: bytes) -> None:
    assert unpack(part * 900 + PACK[coding](b"x"), coding) == b"x"
    with pytest.raises(TroubleError) as caught:
        unpack(part * 100_000, coding, 65536)
    assert caught.value.kind == "garbled"


def test_a_brotli_body_of_a_gigabyte_is_met_in_small_pieces_and_left_there() -> None:
    packer = brotli.Compressor(quality=1)
    bomb = b"".join([*(packer.process(bytes(1 << 20)) for _ in range(1024)), packer.finish()])
    assert len(bomb) < 1 << 20
    tracemalloc.start()
    total = 0
    for piece in Unpacker("br").feed(bomb):
        total += len(piece)
        if total > 10 << 20:
            break
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20
