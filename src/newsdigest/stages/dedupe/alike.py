"""Signatures -> how alike each two of them are: cosine of rare words, kept sparse.

One inverted index over the terms; each article meets those before it that share a word with it.
The products are summed by numpy, block by block: plain Python takes 34 times as long.

A row of sums as long as the batch is mostly zeros, and reading zeros would grow with its square. So
in a long batch many articles share a sum, as in Park, Chen and Yu ("An effective hash-based
algorithm for mining association rules", 1995): a sum of products that are not below zero is never
less than one pair's part of it. Only what falls into a sum of at least `LEAST` is summed again,
pair by pair; the pairs found are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.stages.dedupe.toll import side, toll
from newsdigest.stages.dedupe.vectors import vectors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from newsdigest.models import Signature
    from newsdigest.stages.dedupe.toll import Side
    from newsdigest.stages.dedupe.vectors import Vectors

Row = dict[int, float]

# Pairs less alike than this are as good as unlike.
LEAST = 0.08
# A word in more articles than this finds no pairs: it costs the square of its number and weighs
# next to nothing. Up to here cost grows with the square of a batch, beyond in proportion to it.
COMMON_IN = 600
# What is left of the likeness of two articles whose names, two at least, or exact figures are all
# others; and of two of which at most a third of the names is shared. On the sets the first costs
# nothing and the second gains .002 of the mean; 0 in place of .5 costs .003.
CONTRADICTED = 0.5
DOUBTED = 0.8
LEAST_NAMES = 2
# Articles older or newer than this tell another piece of news, however alike.
GATE_DAYS = 3
# What a day between them leaves of the likeness of two bare headlines: with nothing else to tell
# by, days tell. Worth .01 on headlines alone; articles say enough themselves and lose by it.
BARE_KEPT_A_DAY = 0.7
# An article of fewer word runs than this is a bare headline.
BARE_RUNS = 6
_DAY_S = 86_400
# Sums to an article; a power of two. Half of it and twice it take as long for 100,000 articles.
_BUCKETS = 1 << 14
# Sums held at once: 1 MB of them, in reach of a core; four times as many take twice the time.
_BLOCK_SUMS = 1 << 17
# A sum in another order may be lower by this; products and sums are about 1 at most.
_ROUNDING = 1e-9


def alike(
    signatures: Sequence[Signature], spans: Sequence[int] = (), found: Vectors | None = None
) -> list[Row]:
    """Give, for each signature, those it is like, as position -> 0..1; symmetric, without itself.

    n signatures -> n rows. Only pairs of one language, at least `LEAST` alike, and not more days
    apart than the wider of their `spans` (`GATE_DAYS` where none are given). `found` are the
    signatures' vectors, where they are made already.
    """
    rows: list[Row] = [{} for _ in signatures]
    if len(signatures) < 2:  # noqa: PLR2004 (a pair)
        return rows
    found = found or vectors(signatures)
    sides: dict[int, Side] = {}
    near = _near_pairs(signatures, found, spans or [GATE_DAYS] * len(rows))
    for at, other, cosine, apart in near:
        one, another = signatures[at], signatures[other]
        if max(one.runs, another.runs) < BARE_RUNS:
            likeness = cosine * _agreement(one, another)
            likeness *= BARE_KEPT_A_DAY ** min(apart, GATE_DAYS)
        elif _is_column(one, another):
            continue
        else:
            for place in (at, other):
                if place not in sides:
                    sides[place] = side(signatures[place], found.of(place))
            likeness = cosine * toll(sides[at], sides[other])
        if likeness >= LEAST:
            rows[at][other] = rows[other][at] = likeness
    return rows


def _near_pairs(
    signatures: Sequence[Signature], found: Vectors, spans: Sequence[int]
) -> Iterator[tuple[int, int, float, float]]:
    """Give pairs, later first, of at least `LEAST`: their cosine, and how many days are between.

    No date is no day away from any.
    """
    import numpy as np  # noqa: PLC0415 (0.07 s, and one article alone needs none of it)

    patience = np.array(spans)
    days = np.array(
        [one.published.timestamp() / _DAY_S if one.published else np.nan for one in signatures]
    )
    for at, other, cosine in _pairs(_index(found)):
        apart = np.nan_to_num(np.abs(days[at] - days[other]))
        near = apart <= np.maximum(patience[at], patience[other])
        columns = (column[near].tolist() for column in (at, other, cosine, apart))
        yield from zip(*columns, strict=True)


def _is_column(one: Signature, other: Signature) -> bool:
    """Say whether a source has one headline over two texts: "Morning briefing", day by day."""
    same = one.source == other.source and one.title_key == other.title_key
    return bool(same and one.runs and other.runs)


def _agreement(one: Signature, other: Signature) -> float:
    """Lower the likeness of two bare headlines that speak of other people, places or figures.

    Two earthquakes, two cup matches: one set of words, told of other names or another score.
    """
    fewer = min(len(one.names), len(other.names))
    shared = len(set(one.names).intersection(other.names))
    names_differ = fewer >= LEAST_NAMES and not shared
    if names_differ or (
        one.figures and other.figures and set(one.figures).isdisjoint(other.figures)
    ):
        return CONTRADICTED
    return DOUBTED if fewer > LEAST_NAMES and shared <= fewer / 3 else 1.0


class _Index(NamedTuple):
    """Terms of articles, article by article, and where each term's articles stand.

    Entry e of `weight` belongs to the article whose `rows[at] <= e < rows[at + 1]`; the articles
    before it that have its term are `met[first[e] : last[e]]`, `met_weight` being their weights.
    """

    rows: list[int]
    weight: NDArray[np.float64]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    met: NDArray[np.int32]
    met_weight: NDArray[np.float64]


def _index(found: Vectors) -> _Index:
    import numpy as np  # noqa: PLC0415

    article, term, weight = found[:3]
    posted = np.argsort(term, kind="stable")
    found_in = np.bincount(term)
    first = (np.cumsum(found_in) - found_in).astype(np.int32)[term]
    last = np.empty_like(first)
    last[posted] = np.arange(len(posted), dtype=np.int32)
    common = found_in[term] > COMMON_IN
    last[common] = first[common]
    return _Index(found.starts, weight, first, last, article[posted], weight[posted])


_Pairs = tuple["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.float64]"]


def _pairs(index: _Index) -> Iterator[_Pairs]:
    """Give the pairs that are at least `LEAST` alike, block by block: later, earlier, cosine."""
    articles = len(index.rows) - 1
    block = max(1, _BLOCK_SUMS // min(articles, _BUCKETS))
    for start in range(0, articles, block):
        yield _block(index, start, min(articles, start + block))


def _block(index: _Index, start: int, end: int) -> _Pairs:
    """Find the pairs whose later article is one of `start` to `end`."""
    import numpy as np  # noqa: PLC0415

    entries = slice(index.rows[start], index.rows[end])
    first = index.first[entries].astype(np.int64)
    lengths = index.last[entries] - first
    ends = np.cumsum(lengths)
    # The ranges from first to last of all entries, one after the other.
    meetings = np.arange(ends[-1] if len(ends) else 0)
    meetings += np.repeat(first - ends + lengths, lengths)
    products = index.met_weight[meetings]
    products *= np.repeat(index.weight[entries], lengths)
    earlier = index.met[meetings]
    width = min(end, _BUCKETS)
    terms = np.diff(index.rows[start : end + 1])
    # Which sum each product goes into, for now with those of other articles of one remainder.
    sums = np.repeat(np.repeat(np.arange(end - start) * width, terms), lengths)
    sums += earlier & (_BUCKETS - 1)
    enough = np.bincount(sums, products) >= LEAST - _ROUNDING
    kept = np.flatnonzero(enough[sums])
    pairs, pair = np.unique(sums[kept] // width * end + earlier[kept], return_inverse=True)
    cosines = np.bincount(pair, products[kept]).astype(np.float64, copy=False)
    found = cosines >= LEAST
    at, other = np.divmod(pairs[found], end)
    return at + start, other, cosines[found]
