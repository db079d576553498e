"""Reading -> scores: the default method, linear scores with fitted coefficients.

The coefficients are fitted by ``bench/fit_keypoints.py`` and kept, with where they come from, in
``news.json`` beside this file.
"""

from __future__ import annotations

import functools
import json
import math
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.package_data import package_text
from newsdigest.stages.summarise.choose import Score
from newsdigest.stages.summarise.features import PARTS, features

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsdigest.stages.summarise.features import Columns
    from newsdigest.stages.summarise.reading import Reading

Coefficients = tuple[tuple[str, float], ...]
Parts = tuple[tuple[str, float], ...]


class Weights(NamedTuple):
    """The fitted numbers: a coefficient a feature for each score.

    `untitled` takes the place of the first two where there is no headline to measure by.
    `thresholds` are added to `printed` and `unclear`, whose logistics are chances; `redundancy` is
    what one unit of likeness costs in the unit of `worth`.
    """

    main: Coefficients
    worth: Coefficients
    untitled: Coefficients
    printed: Coefficients
    unclear: Coefficients
    thresholds: tuple[float, float]
    redundancy: float


@functools.cache
def weights() -> Weights:
    """Load the fitted coefficients, once."""
    fitted = json.loads(package_text("newsdigest.stages.summarise", "news.json"))

    def one(name: str) -> Coefficients:
        return tuple((part, float(fitted[name][part])) for part in PARTS)

    return Weights(
        main=one("main"),
        worth=one("worth"),
        untitled=one("untitled"),
        printed=one("printed"),
        unclear=one("unclear"),
        thresholds=(float(fitted["thresholds"][0]), float(fitted["thresholds"][1])),
        redundancy=float(fitted["redundancy"]),
    )


def score(reading: Reading) -> list[Score]:
    """Score sentences by what an editor would do with them; n sentences -> n scores."""
    if not reading.lines:
        return []
    columns = features(reading)
    rows = list(zip(*(columns[part] for part in PARTS), strict=True))
    held = weights()
    main, worth = (_weighed(rows, by) for by in _two(reading))
    printed = _chances(_weighed(rows, held.printed), held.thresholds[0])
    unclear = _chances(_weighed(rows, held.unclear), held.thresholds[1])
    return list(map(Score, main, worth, printed, unclear))


def _two(reading: Reading) -> tuple[Coefficients, Coefficients]:
    """Give the coefficients for the main fact and for one more point."""
    held = weights()
    return (held.main, held.worth) if reading.claim.title else (held.untitled, held.untitled)


def _chances(odds: Sequence[float], threshold: float) -> list[float]:
    return [1 / (1 + math.exp(-odd - threshold)) for odd in odds]


def _weighed(rows: Sequence[tuple[float, ...]], coefficients: Coefficients) -> list[float]:
    factors = [coefficient for _, coefficient in coefficients]
    return [sum(map(mul, factors, row)) for row in rows]


def explain(reading: Reading) -> list[tuple[Parts, Parts]]:
    """Give each sentence's scores as main fact and as one more point, as their named parts.

    Parts come in the order of `PARTS` and sum to their score.
    """
    if not reading.lines:
        return []
    columns = features(reading)
    main, worth = (_parts(columns, by) for by in _two(reading))
    return list(zip(main, worth, strict=True))


def _parts(columns: Columns, coefficients: Coefficients) -> Iterator[Parts]:
    size = len(columns["words"])
    sums = {part: [0.0] * size for part in PARTS.values()}
    for name, coefficient in coefficients:
        held = sums[PARTS[name]]
        for at, value in enumerate(columns[name]):
            held[at] += coefficient * value
    return (tuple((part, values[at]) for part, values in sums.items()) for at in range(size))
