"""Likeness of brief articles -> what is left of it once look-alikes are parted.

Two ferries aground, two fires in one town: one set of words over other names and numbers. A mayor's
tram and her driver's suit: one cast, and other words. Brief articles borrow so much likeness from
their neighbours that a toll taken before no longer parts them. So each pair is judged again by its
own evidence, in a logistic regression fitted by ``bench/fit_part.py`` on openings of public sets
and on made news with look-alikes. And it is judged beside others: what is far less like either
article than that one's best is another story, however alike the two are.
"""

from __future__ import annotations

import functools
from math import exp, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.package_data import package_text
from newsdigest.stages.dedupe.signature import terms_of
from newsdigest.stages.dedupe.sketch import contained, hashes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from newsdigest.models import Signature
    from newsdigest.stages.dedupe.vectors import Vectors

Row = dict[int, float]
WEIGHTS = "part.json"
# Pairs are judged where the shorter has fewer word runs than this: two long articles on one event
# may differ as much as look-alikes do. Bare headlines have no evidence.
BRIEF_RUNS = 110
BARE_RUNS = 6
# Pairs less alike than this join nothing.
JUDGED = 0.18
# Where the sum of evidence is `LEAST`, half of the likeness is left, and at `STEEP` per unit more
# or less all or nothing. Of the true pairs of the sets' openings one in a hundred lies below.
LEAST = -2.5
STEEP = 2.0
# What was surely told apart speaks against joining all that either is told with: of its likeness,
# so much counts as unlikeness.
REFUTED = 1.0
# A pair so far below the best of both its articles keeps so little.
BEHIND = 2.5
BEHIND_KEPT = 0.4
# Two articles share their cast and hardly anything else where so little of either headline's other
# words stands in the other article and names are so much more alike than the rest (a logarithm).
# Then what they borrow may add a fifth to their own likeness: two neighbours borrow each other's.
REST_HELD = 0.35
MORE_NAMES = 1.1
OWN_LIKENESS = 1.2
_SMALL = 0.1
_MOST_NAMES = 4
_WHOLE_RUNS = 80
_LARGE = 12
_UNKNOWN = 0.5


class Brief(NamedTuple):
    """One article of a pair: its weighted terms, and which of them are names, headline, numbers."""

    signature: Signature
    weights: Mapping[str, float]
    names: frozenset[str]
    title: frozenset[str]
    numbers: frozenset[str]
    sketch: tuple[int, ...]


class Evidence(NamedTuple):
    """What a pair of brief articles shares and lacks; each is the same from either side.

    `names_held` is the shared weight of names, of the fewer; `names_apart` says that both have some
    and share none, `title_names_apart` how much of the headlines' names the other article lacks.
    `names_besides` and `names_shared` count names, up to four, of four. `numbers_apart`: both have
    large ones and share none. `copied` is the share of word runs, `names` and `rest` the cosines of
    names and of all else, `titles` that of the headlines' other words, `title_held` the share of a
    headline's other weight that stands in the other article. Then what two of them say together:
    `template`, `cast` by how much the rest or the names are the more alike, as difference and as
    logarithm; `..._apart` the rest or the copied share times what is apart.
    """

    names_held: float
    names_apart: float
    title_names_apart: float
    names_besides: float
    names_shared: float
    numbers_apart: float
    copied: float
    rest: float
    names: float
    titles: float
    title_held: float
    text: float
    template: float
    cast: float
    log_cast: float
    log_template: float
    rest_names_apart: float
    copied_apart: float
    cast_unheld: float
    rest_numbers_apart: float


def part(
    likeness: Sequence[Row],
    measured: Sequence[Row],
    signatures: Sequence[Signature],
    found: Vectors,
    told: AbstractSet[int] = frozenset(),
) -> None:
    """Lower, in place, the likeness of brief articles that tell of two events.

    n symmetric rows of position -> likeness, the same as measured before anything was borrowed, n
    signatures and their vectors. A likeness may come to be below 0. What goes on from a
    story `told` on an earlier day has other words and numbers: such pairs lose only what one cast
    borrows. Linear in the pairs.
    """
    near = [
        (at, other)
        for at, row in enumerate(likeness)
        for other, alike in row.items()
        if other < at and alike >= JUDGED and is_brief(signatures[at], signatures[other])
    ]
    briefs = {
        at: brief(signatures[at], found.of(at)) for at in {at for pair in near for at in pair}
    }
    for at, other in near:
        if is_one_cast(briefs[at], briefs[other]):
            own = OWN_LIKENESS * measured[at].get(other, 0.0)
            _set(likeness, at, other, min(own, likeness[at][other]))
    fresh = [pair for pair in near if told.isdisjoint(pair)]
    sums = {pair: judged(evidence(*(briefs[at] for at in pair))) for pair in fresh}
    best: dict[int, float] = {}
    for pair, reached in sums.items():
        for at in pair:
            best[at] = max(reached, best.get(at, reached))
    for (at, other), reached in sums.items():
        kept = 1 / (1 + exp(-STEEP * max(-_MOST_SUM, reached - LEAST)))
        kept -= REFUTED * (1 - kept)
        if reached < min(best[at], best[other]) - BEHIND:
            kept *= BEHIND_KEPT
        _set(likeness, at, other, likeness[at][other] * kept)


def _set(likeness: Sequence[Row], at: int, other: int, alike: float) -> None:
    likeness[at][other] = likeness[other][at] = alike


# Beyond this an exponential would overflow, and nothing is left anyway.
_MOST_SUM = 50.0


def is_brief(one: Signature, other: Signature) -> bool:
    """Say whether a pair is judged: neither a bare headline, nor both long."""
    shorter = min(one.runs, other.runs)
    return BARE_RUNS <= shorter < BRIEF_RUNS


def brief(signature: Signature, weights: Mapping[str, float]) -> Brief:
    """Ready an article for its pairs; `weights` are its terms, as from `vectors`."""
    title = terms_of(signature.title_key.split(), signature.language)
    return Brief(
        signature,
        weights,
        frozenset(signature.sure_names),
        frozenset(title),
        frozenset(one for one in signature.numbers if not one.isdecimal() or int(one) > _LARGE),
        hashes(signature.sketch),
    )


def is_one_cast(one: Brief, other: Brief) -> bool:
    """Say whether two articles share their people and hardly anything else."""
    either = {*one.signature.names, *other.signature.names}
    if max(_held(one, other, either), _held(other, one, either)) >= REST_HELD:
        return False
    return _tilt(one, other, either) > MORE_NAMES


def _tilt(one: Brief, other: Brief, either: AbstractSet[str]) -> float:
    """Give by how much names are more alike than all else, as a logarithm; below 0 if less."""
    common = one.weights.keys() & other.weights.keys()
    names = _cosine(one, other, common & either, either, named=True)
    rest = _cosine(one, other, common - either, either, named=False)
    return log((names + _SMALL) / (rest + _SMALL))


def judged(found: Evidence) -> float:
    """Sum up evidence; above 0 two articles rather tell of one event."""
    bias, *weights = _weights()
    return bias + sum([weight * value for weight, value in zip(weights, found, strict=True)])


def evidence(one: Brief, other: Brief) -> Evidence:
    """Measure a pair."""
    either, shared = one.names | other.names, one.names & other.names
    fewer = min(_sum(one, one.names), _sum(other, other.names))
    both = sum([min(one.weights.get(t, 0.0), other.weights.get(t, 0.0)) for t in shared])
    held = both / fewer if fewer else _UNKNOWN
    apart = float(bool(one.names and other.names) and not shared)
    besides = min(
        len(one.names.difference(other.signature.terms)),
        len(other.names.difference(one.signature.terms)),
        _MOST_NAMES,
    )
    numbers = bool(one.numbers and other.numbers) and one.numbers.isdisjoint(other.numbers)
    copied = contained(one.sketch, other.sketch) if one.sketch and other.sketch else 0.0
    common = one.weights.keys() & other.weights.keys()
    rest = _cosine(one, other, common - either, either, named=False)
    names = _cosine(one, other, common & either, either, named=True)
    tilt = _tilt(one, other, either)
    title_held = max(_held(one, other, either), _held(other, one, either))
    cast = max(0.0, names - rest)
    return Evidence(
        names_held=held,
        names_apart=apart,
        title_names_apart=_missed(one, other) * _missed(other, one),
        names_besides=besides / _MOST_NAMES,
        names_shared=min(len(shared), _MOST_NAMES) / _MOST_NAMES,
        numbers_apart=float(numbers),
        copied=copied,
        rest=rest,
        names=names,
        titles=_titles(one, other, either),
        title_held=title_held,
        text=min(1.0, min(one.signature.runs, other.signature.runs) / _WHOLE_RUNS),
        template=max(0.0, rest - names),
        cast=cast,
        log_cast=max(0.0, tilt),
        log_template=max(0.0, -tilt),
        rest_names_apart=apart * rest,
        copied_apart=copied * (1 - held),
        cast_unheld=(1 - title_held) * cast,
        rest_numbers_apart=numbers * rest,
    )


def _sum(one: Brief, terms: Iterable[str]) -> float:
    return sum([one.weights.get(term, 0.0) for term in sorted(terms)])


def _length(weights: Iterable[float]) -> float:
    return sqrt(sum([weight * weight for weight in weights]))


def _cosine(
    one: Brief, other: Brief, shared: AbstractSet[str], names: AbstractSet[str], *, named: bool
) -> float:
    """Give the cosine of two articles by their names alone, or by all else."""
    lengths = [
        _length([weight for term, weight in own.weights.items() if (term in names) == named])
        for own in (one, other)
    ]
    product = sum([one.weights[term] * other.weights[term] for term in sorted(shared)])
    return product / (lengths[0] * lengths[1]) if product else 0.0


def _titles(one: Brief, other: Brief, names: AbstractSet[str]) -> float:
    """Give the cosine of two headlines by all but names."""
    mine, theirs = (
        {term: own.weights[term] for term in own.title - names if term in own.weights}
        for own in (one, other)
    )
    product = sum([mine[term] * theirs[term] for term in sorted(mine.keys() & theirs)])
    return product / (_length(mine.values()) * _length(theirs.values())) if product else 0.0


def _held(one: Brief, other: Brief, names: AbstractSet[str]) -> float:
    """Give the share of a headline's weight beside names that stands in the other article."""
    rest = one.title - names
    whole = _sum(one, rest)
    return _sum(one, rest & other.weights.keys()) / whole if whole else _UNKNOWN


def _missed(one: Brief, other: Brief) -> float:
    """Give the share of the weight of a headline's names that the other article lacks."""
    named = one.title & one.names
    whole = _sum(one, named)
    return _sum(one, named - other.names - other.weights.keys()) / whole if whole else 0.0


@functools.cache
def _weights() -> tuple[float, ...]:
    """Read the weights: the bias, then one for each of `Evidence`."""
    import json  # noqa: PLC0415 - only where articles are compared

    text = package_text("newsdigest.stages.dedupe", WEIGHTS)
    read: dict[str, float] = json.loads(text)["weights"]
    return tuple(read[name] for name in ("bias", *Evidence._fields))
