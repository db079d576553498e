"""Reading -> one row of features a sentence: what the default method looks at.

Every feature is a property of place, length, form, repetition or manner, or of what a sentence
shares with what its page says of itself. Words of a language come in only through its stop words
and hints, so a language without either still works, with less to go by. All are sums over the
article, never over pairs of sentences: cost is linear in its words.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from newsdigest.language.words import stop_words, words
from newsdigest.patterns import regex
from newsdigest.stages.summarise.hints import hints_for
from newsdigest.stages.summarise.kinds import capitals
from newsdigest.stages.summarise.openings import QUOTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.stages.summarise.hints import Hints
    from newsdigest.stages.summarise.reading import Line, Reading, Vector

Columns = dict[str, list[float]]

_OPENING_MARKS = "\"'“„«‘「『"
_CLOSING_MARKS = "\"'“”»’」』)] "
_ASKING = frozenset("?？؟")
_ELLIPSES = ("...", "…")
_FIGURE = regex(r"\d")
_TRIM = "\"“”‘’'(),.;:!?«»„"
_BULLET = regex(r"\s*(?:[-–—•*·▪►]|\d{1,2}[.)])\s")
_ADDRESS = regex(r"https?://|www\.|@\w|\.com\b")
# Words: a label or an aside has fewer than the first; a sentence of news has some 12 to 32.
_STATEMENT = 6
_STATEMENT_UNSPACED = 10
_SHORT = 10
_MIDDLING = range(12, 33)
# Past 35 words a sentence gains nothing by being longer still.
_LONGEST = math.log1p(35)
# Sentences of a paragraph past this many stand as deep as the last of them.
_DEEP = 5

# Feature -> the part of the score it is shown under.
PARTS: dict[str, str] = {
    "behind": "place",
    "opens_paragraph": "place",
    "in_paragraph": "place",
    "early_paragraph": "place",
    "words": "length",
    "words_squared": "length",
    "short": "length",
    "middling": "length",
    "statement": "form",
    "ended": "form",
    "unended": "form",
    "trails_off": "form",
    "listed": "form",
    "capitals": "form",
    "brackets": "form",
    "address": "form",
    "asks": "form",
    "no_point": "form",
    "taken_up_z": "weight",
    "spread_z": "weight",
    "headline": "headline",
    "headline_runs_z": "headline",
    "behind_headline": "headline",
    "described": "description",
    "quoted_squared": "manner",
    "opens_quoted": "manner",
    "inside": "manner",
    "bare": "manner",
    "said": "manner",
    "hangs": "manner",
    "pronouns": "manner",
    "first_person": "manner",
    "addressed": "manner",
    "names_z": "names",
    "capitalised": "names",
    "figures": "names",
    "long_words_z": "names",
    "small_words_z": "names",
}


def features(reading: Reading) -> Columns:
    """Compute one column per name of `PARTS`, each with a value a line, for one line or more."""
    lines = reading.lines
    return (
        _places(lines)
        | _lengths(lines)
        | _forms(reading)
        | {"taken_up_z": standard(_taken_up(reading.vectors)), "spread_z": _spread(lines)}
        | _claims(reading)
        | _manner(lines, hints_for(reading.language))
        | _names(lines, stop_words(reading.language))
    )


def standard(values: Sequence[float]) -> list[float]:
    """Shift and scale values to mean 0 and spread 1; all 0 where they do not differ."""
    mean = sum(values) / len(values)
    spread = math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
    if spread < 1e-9:  # noqa: PLR2004 - rounding, no more
        return [0.0] * len(values)
    return [(value - mean) / spread for value in values]


def _places(lines: Sequence[Line]) -> Columns:
    total = sum(len(line.words) for line in lines) or 1
    gone, paragraph, within = 0, -1, 0
    last = None
    columns: Columns = {
        name: [] for name in ("behind", "opens_paragraph", "in_paragraph", "early_paragraph")
    }
    for line in lines:
        if line.paragraph == last:
            within += 1
        else:
            paragraph, within, last = paragraph + 1, 0, line.paragraph
        columns["behind"].append(gone / total)
        columns["opens_paragraph"].append(float(within == 0))
        columns["in_paragraph"].append(min(_DEEP, within) / _DEEP)
        columns["early_paragraph"].append(1 / (1 + paragraph))
        gone += len(line.words)
    return columns


def _lengths(lines: Sequence[Line]) -> Columns:
    sizes = [len(line.words) for line in lines]
    logs = [min(_LONGEST, math.log1p(size)) for size in sizes]
    return {
        "words": logs,
        "words_squared": [log**2 for log in logs],
        "short": [max(0, _SHORT - size) / _SHORT for size in sizes],
        "middling": [float(size in _MIDDLING) for size in sizes],
    }


def _forms(reading: Reading) -> Columns:
    lines = reading.lines
    ended = sum(line.ended for line in lines) / len(lines)
    least = _STATEMENT if reading.spaced else _STATEMENT_UNSPACED
    texts = [line.text for line in lines]
    return {
        "statement": [float(line.ended and len(line.words) >= least) for line in lines],
        "ended": [float(line.ended) for line in lines],
        # A line without its full stop says little in a text that uses none.
        "unended": [0.0 if line.ended else ended for line in lines],
        "trails_off": [float(t.rstrip(_CLOSING_MARKS).endswith(_ELLIPSES)) for t in texts],
        "listed": [float(_BULLET.match(text) is not None) for text in texts],
        "capitals": [capitals(text) for text in texts],
        "brackets": [10 * line.text.count("(") / len(line.words) for line in lines],
        "address": [float(_ADDRESS.search(text) is not None) for text in texts],
        "asks": [float(not _ASKING.isdisjoint(text)) for text in texts],
        "no_point": [float(line.never) for line in lines],
    }


def _taken_up(vectors: Sequence[Vector]) -> list[float]:
    """Measure how far later sentences take up each (PacSum: Zheng & Lapata 2019, section 3).

    The sum of likenesses to many sentences is the likeness to their sum, so one pass from the end
    does for all pairs.
    """
    behind: Vector = {}
    taken_up: list[float] = []
    for vector in reversed(vectors):
        taken_up.append(sum(weight * behind.get(stem, 0.0) for stem, weight in vector.items()))
        for stem, weight in vector.items():
            behind[stem] = behind.get(stem, 0.0) + weight
    return taken_up[::-1]


def _spread(lines: Sequence[Line]) -> list[float]:
    """Measure how far the words of a sentence stand in others, damped for the shortest."""
    kinds = [set(line.stems) for line in lines]
    spread = Counter(chain.from_iterable(kinds))
    return standard(
        [
            (sum(map(spread.__getitem__, own)) - len(own)) / math.sqrt(1 + len(line.stems))
            for own, line in zip(kinds, lines, strict=True)
        ]
    )


def _claims(reading: Reading) -> Columns:
    """Measure what sentences share with headline and description, rare words counting more.

    `headline` is the share of the headline that a sentence holds, of the most that any holds;
    `described` the share of a sentence that stands in the description. Runs of letters find what
    is bent or joined otherwise ("Bahnstreik", "der Streik bei der Bahn").
    """
    claim, lines = reading.claim, reading.lines
    kinds = [frozenset(line.stems) for line in lines]
    spread = Counter(chain.from_iterable(kinds))
    rarity = {stem: math.log((len(lines) + 1) / (n + 0.5)) for stem, n in spread.items()}

    def weight(stems: frozenset[str]) -> float:
        # In a fixed order: the last bit of a sum must not vary between runs.
        return math.fsum(map(rarity.__getitem__, stems))

    shared = [weight(own & claim.title) for own in kinds]
    most = max(shared) or 1.0
    headline = [part / most for part in shared]
    runs = len(claim.runs) or 1
    texts = [" ".join(line.words) for line in lines]
    return {
        "headline": headline,
        "headline_runs_z": standard([sum(run in t for run in claim.runs) / runs for t in texts]),
        "behind_headline": [0.0, *headline[:-1]],
        "described": [weight(own & claim.description) / (weight(own) or 1.0) for own in kinds],
    }


def _manner(lines: Sequence[Line], hints: Hints) -> Columns:
    beside = [
        frozenset(line.words if not line.quoted else words(QUOTED.sub(" ", line.text)))
        for line in lines
    ]
    spoken_to = [float(not hints.words.addressed.isdisjoint(own)) for own in beside]
    first = [float(not hints.words.speakers.isdisjoint(own)) for own in beside]
    # Where the author tells in the first person all through, it says nothing of one sentence.
    others = 1 - sum(first) / len(first)
    said = [float(not hints.words.cues.isdisjoint(own)) for own in beside]
    return {
        "quoted_squared": [line.quoted**2 for line in lines],
        "opens_quoted": [float(line.text[0] in _OPENING_MARKS) for line in lines],
        "inside": [float(line.inside) for line in lines],
        "bare": [float(line.bare) for line in lines],
        "said": [s * (line.quoted > 0.2) for s, line in zip(said, lines, strict=True)],  # noqa: PLR2004
        "hangs": [float(line.hangs) for line in lines],
        "pronouns": [
            sum(w in hints.words.others for w in ln.words) / len(ln.words) for ln in lines
        ],
        "first_person": [others * value for value in first],
        "addressed": spoken_to,
    }


def _names(lines: Sequence[Line], stopped: frozenset[str]) -> Columns:
    """Count capitalised words past the first; a script without capitals gives all zeros."""
    sizes = [len(line.words) for line in lines]
    named = [
        sum(1 for word in line.text.split()[1:] if word.strip(_TRIM)[:1].isupper())
        for line in lines
    ]
    figures = [sum(1 for w in line.words if _FIGURE.search(w)) for line in lines]
    small = [sum(w in stopped for w in line.words) for line in lines]
    return {
        "names_z": standard([math.log1p(count) for count in named]),
        "capitalised": [count / size for count, size in zip(named, sizes, strict=True)],
        "figures": [math.log1p(count) for count in figures],
        "long_words_z": standard([sum(map(len, ln.words)) / len(ln.words) for ln in lines]),
        "small_words_z": standard([n / size for n, size in zip(small, sizes, strict=True)]),
    }
