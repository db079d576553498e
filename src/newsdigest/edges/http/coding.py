"""Compressed bytes -> bytes, in bounded pieces: a bomb is met one piece at a time."""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING, Final, Protocol

import brotli

from newsdigest.edges.http.failures import TroubleError

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdDecompressor, ZstdError
else:
    from backports.zstd import ZstdDecompressor, ZstdError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ACCEPTED: Final = "gzip, deflate, br, zstd"

_PIECE: Final = 256 * 1024  # bytes handed on at a time
_MOST_CODINGS: Final = 3  # RFC 9110 sets no bound; more than two are not seen in honest answers
_MOST_PARTS: Final = 1000  # gzip members, zstd frames; block-wise packers make one for each 64 kB
_GZIP_MAGIC: Final = b"\x1f\x8b"
_ZLIB_CMF_DEFLATE: Final = 8  # low half of zlib's first byte, RFC 1950
_ANY_HEADER: Final = zlib.MAX_WBITS | 32  # gzip or zlib, told apart by zlib itself


class Decoder(Protocol):
    """One coding undone, piece by piece."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` decodes to."""
        ...

    def finish(self) -> None:
        """Raise `TroubleError` where the coded stream has not ended."""
        ...


class _Inflate:
    """gzip of one or more members, zlib, or raw deflate, whatever the header called it."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(_ANY_HEADER)
        self._started = False
        self._plain = False
        self._members = 1

    def feed(self, data: bytes) -> Iterator[bytes]:
        if not self._started and data:
            self._begin(data)
        if self._plain:
            yield data
            return
        while data:
            if self._inner.eof:
                if not data.startswith(_GZIP_MAGIC[: len(data)]):
                    return  # padding after the last member
                self._members = _one_more(self._members)
                self._inner = zlib.decompressobj(_ANY_HEADER)
            yield self._inner.decompress(data, _PIECE)
            data = self._inner.unconsumed_tail or self._inner.unused_data

    def _begin(self, data: bytes) -> None:
        self._started = True
        if data.startswith(_GZIP_MAGIC[: len(data)]):
            return
        if data.lstrip()[:1] in b"<{" or data.startswith(b"\xef\xbb\xbf"):
            self._plain = True  # the header lies: the body is not compressed at all
        elif data[0] & 0x0F != _ZLIB_CMF_DEFLATE:
            self._inner = zlib.decompressobj(-zlib.MAX_WBITS)

    def finish(self) -> None:
        if self._started and not self._plain and not self._inner.eof:
            raise _unfinished()


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()
        self._started = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._started = self._started or bool(data)
        piece = self._inner.process(data, output_buffer_limit=_PIECE)
        while piece:
            yield piece
            piece = self._inner.process(b"", output_buffer_limit=_PIECE)

    def finish(self) -> None:
        if self._started and not self._inner.is_finished():
            raise _unfinished()


class _Zstd:
    def __init__(self) -> None:
        self._inner = ZstdDecompressor()
        self._started = False
        self._frames = 1

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._started = self._started or bool(data)
        while data or not (self._inner.needs_input or self._inner.eof):
            if self._inner.eof:
                self._frames = _one_more(self._frames)
                self._inner = ZstdDecompressor()
            yield self._inner.decompress(data, _PIECE)
            data = self._inner.unused_data if self._inner.eof else b""

    def finish(self) -> None:
        if self._started and not self._inner.eof:
            raise _unfinished()


_DECODERS: Final[dict[str, Callable[[], Decoder]]] = {
    "gzip": _Inflate,
    "x-gzip": _Inflate,
    "deflate": _Inflate,
    "br": _Brotli,
    "zstd": _Zstd,
}


class Unpacker:
    """Undo the codings a Content-Encoding header names, last applied first."""

    def __init__(self, content_encoding: str) -> None:
        names = [name.strip().lower() for name in content_encoding.split(",")]
        named = [name for name in names if name not in ("", "identity", "none")]
        if len(named) > _MOST_CODINGS:
            raise TroubleError("garbled", f"its body is packed {len(named)} times over")
        unknown = [name for name in named if name not in _DECODERS]
        if unknown:
            raise TroubleError("garbled", f"its body is packed in an unknown way ({unknown[0]})")
        self._decoders: Sequence[Decoder] = [_DECODERS[name]() for name in reversed(named)]

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what a piece of the body decodes to, never much over 256 KiB at a time."""
        try:
            yield from self._through(data, 0)
        except (zlib.error, brotli.error, ZstdError, EOFError) as error:
            raise TroubleError("garbled", f"its body does not unpack ({error})") from error

    def finish(self) -> None:
        """Raise `TroubleError` where a coded stream was cut off."""
        for decoder in self._decoders:
            decoder.finish()

    def _through(self, data: bytes, depth: int) -> Iterator[bytes]:
        if depth == len(self._decoders):
            yield data
            return
        for piece in self._decoders[depth].feed(data):
            yield from self._through(piece, depth + 1)


def _one_more(parts: int) -> int:
    """Count the parts of a packed body: each costs more than its bytes, and may hold nothing."""
    if parts >= _MOST_PARTS:
        raise TroubleError("garbled", f"its body is packed in over {_MOST_PARTS:,} parts")
    return parts + 1


def _unfinished() -> TroubleError:
    return TroubleError("cut off", "its packed body ends in the middle", again=True)
