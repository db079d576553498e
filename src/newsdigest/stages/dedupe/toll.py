"""Two signatures that are alike -> what is left of their likeness after what speaks against it.

Two fires in one town, two quakes, two obituaries share a template and differ in names and figures;
a company's results and its recall share the names and nothing else. No one sign is enough: some
articles on one event lack each of them. So the signs are summed by a logistic regression, fitted
by ``bench/fit_toll.py`` on pairs of public sets and of made news with look-alikes.
"""

from __future__ import annotations

import functools
from math import exp, log, log1p, sqrt
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.package_data import package_text
from newsdigest.stages.dedupe.signature import terms_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from newsdigest.models import Signature

WEIGHTS = "toll.json"
# What is added to the fitted sum, and to what share it may come: most pairs that tell of one event
# pay nothing. With 0 in place of 1 the mean of the sets loses .015, with 2 half as many look-alikes
# again are joined.
LENIENCE = 1.0
MOST = 1.1
_SMALL = 0.1
_WHOLE_RUNS = 80
# A small number stands in any text: "two hours", "nine countries".
_LARGE = 12
_MOST_NAMES = 5
# What two articles share of their numbers, in the mean, where one has none.
_NO_NUMBERS = 0.4


class Side(NamedTuple):
    """One article of a pair: its weighted terms, and those of its headline and its names.

    `title_kept` are the headline's terms that have a weight; the lengths are those of the vectors
    of its names, of all else and of its headline; `title_named` are the headline's names, `numbers`
    the article's large numbers, `figures` its exact ones.
    """

    signature: Signature
    weights: Mapping[str, float]
    names: AbstractSet[str]
    title: AbstractSet[str]
    title_kept: Sequence[str]
    title_named: Sequence[str]
    numbers: AbstractSet[str]
    title_numbers: AbstractSet[str]
    figures: AbstractSet[str]
    name_length: float
    rest_length: float
    title_length: float
    title_weight: float


class Signs(NamedTuple):
    """What speaks for and against two articles telling of one event; numbers, most of them 0..1.

    `title_names_apart`, `titles_apart`: the share of one headline's names, weight, that the other
    article lacks, times the same from the other side. `numbers_apart`, `title_numbers_apart`,
    `figures_apart`: both have some and share none. `names_apart` is the share of the fewer names
    that the other lacks, `names_besides` how many more each has. `more_names`, `less_names`: how
    far names are more alike than the rest, or less (logarithms). `title_held` is the share of a
    headline's weight that stands in the other article, the lesser of the two; `titles` the cosine
    of the headlines; `text` how much text the shorter has; `numbers_shared` the share of numbers.
    """

    title_names_apart: float
    titles_apart: float
    numbers_apart: float
    title_numbers_apart: float
    figures_apart: float
    names_apart: float
    names_besides: float
    more_names: float
    less_names: float
    title_held: float
    titles: float
    text: float
    numbers_shared: float


def side(signature: Signature, weights: Mapping[str, float]) -> Side:
    """Prepare one article; `weights` is its vector, heaviest first."""
    names = frozenset(signature.names)
    title = frozenset(terms_of(signature.title_key.split(), signature.language))
    kept = [term for term in weights if term in title]
    of_title = [weights[term] for term in kept]
    return Side(
        signature,
        weights,
        names,
        title,
        kept,
        sorted(title & names),
        frozenset(one for one in signature.numbers if not one.isdecimal() or int(one) > _LARGE),
        frozenset(term for term in title if term[0].isdecimal()),
        frozenset(signature.figures),
        _length([weight for term, weight in weights.items() if term in names]),
        _length([weight for term, weight in weights.items() if term not in names]),
        _length(of_title),
        sum(of_title),
    )


def toll(one: Side, other: Side) -> float:
    """Give the share of their likeness that two articles keep, above 0 and at most 1."""
    bias, *weights = _weights()
    score = sum(map(mul, weights, signs(one, other)))
    return min(1.0, MOST / (1 + exp(-(LENIENCE + bias + score))))


def signs(one: Side, other: Side) -> Signs:
    """Measure a pair of articles; the same from either side."""
    mine, theirs = one.weights, other.weights
    of_names = of_rest = titles = 0.0
    for term in [term for term in mine if term in theirs]:
        product = mine[term] * theirs[term]
        if term in one.names or term in other.names:
            of_names += product
        else:
            of_rest += product
        if term in one.title and term in other.title:
            titles += product
    names = _ratio(of_names, one.name_length * other.name_length)
    rest = _ratio(of_rest, one.rest_length * other.rest_length)
    tilt = log((_SMALL + min(1.0, names)) / (_SMALL + min(1.0, rest)))
    held = _held(one, other), _held(other, one)
    shared = len(one.names & other.names)
    fewer = min(len(one.names), len(other.names))
    numbers = min(len(one.numbers), len(other.numbers))
    runs = min(one.signature.runs, other.signature.runs, _WHOLE_RUNS)
    return Signs(
        title_names_apart=_missed(one, other) * _missed(other, one),
        titles_apart=(1 - held[0]) * (1 - held[1]),
        numbers_apart=_apart(one.numbers, other.numbers),
        title_numbers_apart=_apart(one.title_numbers, other.title_numbers),
        figures_apart=_apart(one.figures, other.figures),
        names_apart=1 - shared / fewer if fewer else 0.0,
        names_besides=min(fewer - shared, _MOST_NAMES) / _MOST_NAMES,
        more_names=max(0.0, tilt),
        less_names=max(0.0, -tilt),
        title_held=min(held),
        titles=_ratio(titles, one.title_length * other.title_length),
        text=log1p(runs) / log1p(_WHOLE_RUNS),
        numbers_shared=len(one.numbers & other.numbers) / numbers if numbers else _NO_NUMBERS,
    )


def _length(weights: Sequence[float]) -> float:
    return sqrt(sum([weight * weight for weight in weights]))


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _held(one: Side, other: Side) -> float:
    """Give the share of a headline's weight that stands in the other article."""
    mine, theirs = one.weights, other.weights
    found = sum([mine[term] for term in one.title_kept if term in theirs])
    return _ratio(found, one.title_weight)


def _missed(one: Side, other: Side) -> float:
    """Give the share of a headline's names that the other article lacks."""
    if not one.title_named:
        return 0.0
    names, theirs = other.names, other.weights
    missed = [term for term in one.title_named if term not in names and term not in theirs]
    return len(missed) / len(one.title_named)


def _apart(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    return float(bool(one) and bool(other) and one.isdisjoint(other))


@functools.cache
def _weights() -> tuple[float, ...]:
    """Read the weights: the bias, then one for each of `Signs`."""
    import json  # noqa: PLC0415 - only where articles are compared

    text = package_text("newsdigest.stages.dedupe", WEIGHTS)
    read: dict[str, float] = json.loads(text)["weights"]
    return tuple(read[name] for name in ("bias", *Signs._fields))
