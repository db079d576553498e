"""Reading -> scores: the default method, a linear score with fitted coefficients.

The coefficients are fitted by ``bench/fit_keypoints.py`` and kept, with where they come from, in
``news.json`` beside this file.
"""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.package_data import package_text
from newsdigest.stages.summarise.features import PARTS, features

if TYPE_CHECKING:
    from newsdigest.stages.summarise.reading import Reading


class Weights(NamedTuple):
    """The fitted numbers: a coefficient a feature, and what one unit of likeness costs."""

    coefficients: tuple[tuple[str, float], ...]
    redundancy: float


@functools.cache
def weights() -> Weights:
    """Load the fitted coefficients, once."""
    fitted = json.loads(package_text("newsdigest.stages.summarise", "news.json"))
    coefficients = tuple((name, float(fitted["coefficients"][name])) for name in PARTS)
    return Weights(coefficients, float(fitted["redundancy"]))


def score(reading: Reading) -> list[float]:
    """Score sentences by how likely an editor is to print them; n sentences -> n scores."""
    if not reading.lines:
        return []
    columns = features(reading)
    scores = [0.0] * len(reading.lines)
    for name, coefficient in weights().coefficients:
        for at, value in enumerate(columns[name]):
            scores[at] += coefficient * value
    return scores


def explain(reading: Reading) -> list[tuple[tuple[str, float], ...]]:
    """Give each sentence's score as its named parts, in the order of `PARTS`; they sum to it."""
    if not reading.lines:
        return []
    columns = features(reading)
    sums = {part: [0.0] * len(reading.lines) for part in PARTS.values()}
    for name, coefficient in weights().coefficients:
        held = sums[PARTS[name]]
        for at, value in enumerate(columns[name]):
            held[at] += coefficient * value
    return [
        tuple((part, values[at]) for part, values in sums.items())
        for at in range(len(reading.lines))
    ]
