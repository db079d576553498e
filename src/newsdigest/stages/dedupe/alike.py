"""Signatures -> how alike each two of them are: cosine of rare words, kept sparse.

One inverted index, read as it is built: an article meets only those that share a word with it.
"""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import TYPE_CHECKING

from newsdigest.stages.dedupe.rarity import rarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Signature

Row = dict[int, float]

# Terms of an article that count, by weight.
TERMS_KEPT = 60
# Pairs less alike than this are as good as unlike.
LEAST = 0.05
# A word in more articles than this finds no pairs: it costs the square of its number and weighs
# next to nothing. Up to here cost grows with the square of a batch, beyond in proportion to it.
COMMON_IN = 600
# Articles older or newer than this tell another piece of news, however alike.
GATE_DAYS = 3
_DAY_S = 86_400


def alike(signatures: Sequence[Signature], spans: Sequence[int] = ()) -> list[Row]:
    """Give, for each signature, those it is like, as position -> 0..1; symmetric, without itself.

    n signatures -> n rows. Only pairs of one language, at least `LEAST` alike, and not more days
    apart than the wider of their `spans` (`GATE_DAYS` where none are given).
    """
    spans = spans or [GATE_DAYS] * len(signatures)
    vectors = weigh(signatures)
    rows: list[Row] = [{} for _ in signatures]
    index: dict[tuple[str, str], tuple[list[int], list[float]]] = {}
    days = [_days(one) for one in signatures]
    for at, vector in enumerate(vectors):
        met: Row = {}
        language = signatures[at].language
        for term, weight in vector:
            posted = index.setdefault((language, term), ([], []))
            if len(posted[0]) < COMMON_IN:
                for other, its_weight in zip(*posted, strict=True):
                    met[other] = met.get(other, 0.0) + weight * its_weight
            posted[0].append(at)
            posted[1].append(weight)
        for other, cosine in met.items():
            gate = max(spans[at], spans[other])
            if cosine >= LEAST and _near(days[at], days[other], gate):
                rows[at][other] = rows[other][at] = cosine
    return rows


def weigh(signatures: Sequence[Signature]) -> list[list[tuple[str, float]]]:
    """Turn signatures into vectors of length 1: (term, weight), heaviest first."""
    by_language: dict[str, list[Signature]] = {}
    for one in signatures:
        by_language.setdefault(one.language, []).append(one)
    rare = {
        language: rarity(Counter(term for one in own for term in one.terms), len(own), language)
        for language, own in by_language.items()
    }
    return [_vector(one, rare[one.language]) for one in signatures]


def _vector(one: Signature, rare: dict[str, float]) -> list[tuple[str, float]]:
    weights = sorted(
        (-sqrt(count) * rare[term], term) for term, count in zip(one.terms, one.counts, strict=True)
    )[:TERMS_KEPT]
    length = sqrt(sum(weight * weight for weight, _ in weights)) or 1.0
    return [(term, -weight / length) for weight, term in weights]


def _days(one: Signature) -> float | None:
    return None if one.published is None else one.published.timestamp() / _DAY_S


def _near(one: float | None, other: float | None, gate: int) -> bool:
    return one is None or other is None or abs(one - other) <= gate
