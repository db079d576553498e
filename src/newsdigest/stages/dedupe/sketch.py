"""Words -> a sketch of a text, small enough to keep, that tells copies from other texts.

The sketch is the bottom-k of Broder ("On the resemblance and containment of documents", 1997):
the k smallest hashes of the text's word runs, an even sample of them. We estimate containment in
the shorter text instead of resemblance: an agency's text that an outlet prints with two
paragraphs of its own is a copy all the same.
"""

from __future__ import annotations

from struct import pack, unpack
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Sequence

RUN_WORDS = 4
# Reprints are cut from the end: what lies beyond this many words adds cost and no evidence.
SKETCHED_WORDS = 1_000
# 192 hashes put the standard error of a containment of .6 at .035, an eighth of the way to the
# nearest false pair; 96 lost two true pairs of 33.
SKETCH_SIZE = 192
HEX_DIGITS = 8
_HIGHEST = 1 << 32


def sketch(words: Sequence[str]) -> tuple[str, int]:
    """Give the sketch of a text by its words, and how many distinct word runs it has.

    Fewer than `RUN_WORDS` words: an empty sketch. Linear in the words.
    """
    encoded = " ".join(words[:SKETCHED_WORDS]).encode("utf-8", "replace").split(b" ")
    shifted = (encoded[at:] for at in range(RUN_WORDS))
    # No loop of Python's own over the runs: they are half the cost of a signature.
    runs = set(map(crc32, map(b" ".join, zip(*shifted, strict=False))))
    smallest = sorted(runs)[:SKETCH_SIZE]
    return pack(f">{len(smallest)}I", *smallest).hex(), len(runs)


def hashes(of_text: str) -> tuple[int, ...]:
    """Read a sketch back into its hashes, ascending."""
    return unpack(f">{len(of_text) // HEX_DIGITS}I", bytes.fromhex(of_text))


def contained(
    one: Sequence[int], other: Sequence[int], dropped: frozenset[int] = frozenset()
) -> float:
    """Estimate which share of the shorter text's word runs stands in the other text too, 0..1.

    `dropped` are the hashes of passages that do not count.
    """
    left, right = _sampled(one, other, dropped)
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0


def covered(own: Sequence[int], by: Sequence[int]) -> float:
    """Estimate which share of one text's word runs stands in another's, 0..1; 1 for no text."""
    left, right = _sampled(own, by, frozenset())
    return len(left & right) / len(left) if left else 1.0


def _sampled(
    one: Sequence[int], other: Sequence[int], dropped: frozenset[int]
) -> tuple[set[int], set[int]]:
    """Cut two sketches at the lower of their highest hashes, so that they sample alike."""
    limit = min(_limit(one), _limit(other))
    left, right = ({h for h in own if h <= limit and h not in dropped} for own in (one, other))
    return left, right


def _limit(hashes_: Sequence[int]) -> int:
    return hashes_[-1] if len(hashes_) == SKETCH_SIZE else _HIGHEST
