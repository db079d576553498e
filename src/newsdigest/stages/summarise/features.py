"""Reading -> one row of features a sentence: what the default method looks at.

Every feature is a property of place, length, repetition or form. Words of a language come in only
through its stop words and hints, so a language without either still works, with less to go by.
All are sums over the article, never over pairs of sentences: cost is linear in its words.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.stages.summarise.hints import hints_for
from newsdigest.stages.summarise.reading import dot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.stages.summarise.hints import Hints
    from newsdigest.stages.summarise.reading import Line, Reading, Vector

Columns = dict[str, list[float]]

_OPENING_MARKS = "\"'“„«‘「『"
_QUESTION = frozenset("?？؟")
_FIGURE = regex(r"\d")
_TRIM = "\"“”‘’'(),.;:!?«»„"
# Words: a sentence of news runs to about 22; past 32 it holds two.
_LONG = 22
_VERY_LONG = 32
_LEAD = 5
# Share of its letters within marks from which a sentence is a quotation with a tail.
_MOSTLY_QUOTED = 0.7
# More pronouns than this say no more.
_MANY = 3

# Feature -> the part of the score it is shown under.
PARTS: dict[str, str] = {
    "second": "place",
    "third": "place",
    "lead": "place",
    "depth": "place",
    "early": "place",
    "behind": "place",
    "words": "length",
    "long": "length",
    "very_long": "length",
    "next_longer": "length",
    "taken_up": "weight",
    "taken_up_z": "weight",
    "takes_up": "weight",
    "likeness_z": "weight",
    "common_z": "weight",
    "spread_z": "weight",
    "echo_z": "weight",
    "like_first": "weight",
    "headline": "headline",
    "headline_z": "headline",
    "quoted": "manner",
    "mostly_quoted": "manner",
    "opens_quoted": "manner",
    "speakers": "manner",
    "addressed": "manner",
    "saying": "manner",
    "day": "manner",
    "figure": "manner",
    "asks": "manner",
    "hangs": "manner",
    "bracket": "manner",
    "names_z": "names",
    "known_names_z": "names",
}


def features(reading: Reading) -> Columns:
    """Compute one column per name of `PARTS`, each with a value a line, for one line or more."""
    lines = reading.lines
    return (
        _places(lines)
        | _lengths(lines)
        | _likeness(reading.vectors)
        | _repetition(lines)
        | _headline(reading)
        | _manner(lines, hints_for(reading.language))
        | _names(lines)
    )


def standard(values: Sequence[float]) -> list[float]:
    """Shift and scale values to mean 0 and spread 1; all 0 where they do not differ."""
    mean = sum(values) / len(values)
    spread = math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
    if spread < 1e-9:  # noqa: PLR2004 - rounding, no more
        return [0.0] * len(values)
    return [(value - mean) / spread for value in values]


def _places(lines: Sequence[Line]) -> Columns:
    n = len(lines)
    sizes = [len(line.words) for line in lines]
    total = sum(sizes) or 1
    gone = 0
    behind: list[float] = []
    for size in sizes:
        behind.append(gone / total)
        gone += size
    return {
        "second": [float(at == 1) for at in range(n)],
        "third": [float(at == 2) for at in range(n)],  # noqa: PLR2004 - as it says
        "lead": [float(at < _LEAD) for at in range(n)],
        "depth": [math.log1p(at) for at in range(n)],
        "early": [math.log1p(n) / (1 + at) for at in range(n)],
        "behind": behind,
    }


def _lengths(lines: Sequence[Line]) -> Columns:
    sizes = [len(line.words) for line in lines]
    following = [*sizes[1:], 0]
    return {
        "words": [math.log1p(size) for size in sizes],
        "long": [max(0, size - _LONG) / _LONG for size in sizes],
        "very_long": [max(0, size - _VERY_LONG) / _VERY_LONG for size in sizes],
        "next_longer": [float(b > a) for a, b in zip(sizes, following, strict=True)],
    }


def _likeness(vectors: Sequence[Vector]) -> Columns:
    """Measure centrality, and its direction (PacSum: Zheng & Lapata 2019, section 3).

    A sentence is central by what later sentences take up of it, not by what it takes up from
    earlier ones. The sum of likenesses to many sentences is the likeness to their sum, so one
    pass does for all pairs.
    """
    n = len(vectors)
    total: Vector = {}
    for vector in vectors:
        for stem, weight in vector.items():
            total[stem] = total.get(stem, 0.0) + weight
    before = dict.fromkeys(total, 0.0)
    takes_up: list[float] = []
    taken_up: list[float] = []
    for vector in vectors:
        back = every = own = 0.0
        for stem, weight in vector.items():
            back += weight * before[stem]
            every += weight * total[stem]
            own += weight * weight
            before[stem] += weight
        takes_up.append(back)
        taken_up.append(every - own - back)
    return {
        "taken_up": [value / n for value in taken_up],
        "taken_up_z": standard(taken_up),
        "takes_up": [value / n for value in takes_up],
        "likeness_z": standard([a + b for a, b in zip(taken_up, takes_up, strict=True)]),
        "like_first": [0.0, *(dot(vectors[0], vector) for vector in vectors[1:])],
    }


def _repetition(lines: Sequence[Line]) -> Columns:
    """Measure how far the words of a sentence are the words of the piece."""
    kinds = [set(line.stems) for line in lines]
    said = [set(line.words) for line in lines]
    counts = Counter(chain.from_iterable(line.stems for line in lines))
    spread = Counter(chain.from_iterable(kinds))
    echo = Counter(chain.from_iterable(said))
    sizes = [len(line.stems) for line in lines]
    common = [sum(map(counts.__getitem__, line.stems)) for line in lines]
    spreads = [sum(map(spread.__getitem__, own)) - len(own) for own in kinds]
    echoes = [sum(map(echo.__getitem__, own)) - len(own) for own in said]
    return {
        "common_z": standard([c / (size or 1) for c, size in zip(common, sizes, strict=True)]),
        "spread_z": standard(
            [s / math.sqrt(1 + size) for s, size in zip(spreads, sizes, strict=True)]
        ),
        # All words, stop words too, damped for the shortest lines.
        "echo_z": standard([e / (len(own) + 3) for e, own in zip(echoes, said, strict=True)]),
    }


def _headline(reading: Reading) -> Columns:
    title = reading.title
    shared = [len(title.intersection(line.stems)) for line in reading.lines]
    return {
        "headline": [
            sum(1 for stem in line.stems if stem in title) / (len(line.stems) or 1)
            for line in reading.lines
        ],
        "headline_z": standard(shared),
    }


def _manner(lines: Sequence[Line], hints: Hints) -> Columns:
    speakers = [sum(1 for word in line.words if word in hints.speakers) for line in lines]
    return {
        "quoted": [line.quoted for line in lines],
        "mostly_quoted": [float(line.quoted > _MOSTLY_QUOTED) for line in lines],
        "opens_quoted": [float(line.text[0] in _OPENING_MARKS) for line in lines],
        "speakers": [min(_MANY, found) / _MANY for found in speakers],
        "addressed": [float(not hints.addressed.isdisjoint(line.words)) for line in lines],
        "saying": [float(not hints.cues.isdisjoint(line.words)) for line in lines],
        "day": [float(not hints.days.isdisjoint(line.words)) for line in lines],
        "figure": [float(_FIGURE.search(line.text) is not None) for line in lines],
        "asks": [float(not _QUESTION.isdisjoint(line.text)) for line in lines],
        "hangs": [float(line.hangs) for line in lines],
        "bracket": [float("(" in line.text) for line in lines],
    }


def _names(lines: Sequence[Line]) -> Columns:
    """Count capitalised words past the first; a script without capitals gives all zeros."""
    named = [
        [
            name
            for word in line.text.split()[1:]
            if not word[0].islower() and (name := word.strip(_TRIM))[:1].isupper()
        ]
        for line in lines
    ]
    known = Counter(name for names in named for name in set(names))
    return {
        "names_z": standard([math.log1p(len(names)) for names in named]),
        "known_names_z": standard([sum(known[name] - 1 for name in set(names)) for names in named]),
    }
