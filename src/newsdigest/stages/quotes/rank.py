"""Candidates of a quote -> how likely each is to have said it, by a fitted ranker.

Gradient-boosted trees under a softmax over the candidates and "nobody we know" (a listwise loss:
Cao et al. 2007, "Learning to Rank", eq. 5-6), read here in plain Python. ``speakers.json`` holds
the trees with their provenance; ``bench/fit_speakers.py`` writes it.
"""

from __future__ import annotations

import json
from functools import cache
from math import exp, log
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from newsdigest.package_data import package_text
from newsdigest.stages.quotes.features import OF_ENTITY

if TYPE_CHECKING:
    from collections.abc import Sequence

CLEAR = 0.6
"""Share of all candidates' chances from which on one beats its rivals."""
LEAST = 1e-6
"""Chances nearer to 0 or 1 than this are taken for it."""
Node: TypeAlias = "float | tuple[int, float, Node, Node]"
"""A leaf, or a feature's number, a threshold, and what to read up to it and above it."""


class Ranker(NamedTuple):
    """The trees, how many features describe a candidate alone, and the calibration.

    `calibration` holds slope and intercept on the log odds of the ranker's own probability, by
    family: a language that was fitted, any other with words of its own ("known") or without
    ("unknown"), each where the likeliest is whom the rules name ("rule") and where not ("other").
    """

    trees: list[Node]
    of_entity: int
    calibration: dict[str, list[float]]


@cache
def load_ranker() -> Ranker:
    """Read the fitted trees."""
    data = json.loads(package_text("newsdigest.stages.quotes", "speakers.json"))
    return Ranker(data["trees"], len(OF_ENTITY), data["calibration"])


def rank(rows: Sequence[list[float]], shared: list[float], ranker: Ranker) -> list[float]:
    """Give the probability of each candidate, and last that of nobody; they sum to 1."""
    width = ranker.of_entity
    nobody = [*shared, *([0.0] * width), 1.0]
    scores = [_score([*row, 0.0], ranker.trees) for row in rows]
    scores.append(_score(nobody, ranker.trees))
    top = max(scores)
    weights = [exp(score - top) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]


def family_of(code: str, ranker: Ranker, *, known: bool, ruled: bool) -> str:
    """Name the family by which a quote of a language is calibrated."""
    tail = ", rule" if ruled else ", other"
    if known and code + tail in ranker.calibration:
        return code + tail
    return ("known" if known else "unknown") + tail


def is_counted(code: str, ranker: Ranker) -> bool:
    """Whether the calibration was fitted on a language itself."""
    return f"{code}, rule" in ranker.calibration


def trust(chance: float, family: str, ranker: Ranker) -> float:
    """Turn a ranker's probability into how often such a speaker is right, 0..1.

    Platt 1999, "Probabilistic outputs", section 2, on predictions for publishers held out.
    """
    slope, intercept = ranker.calibration[family]
    odds = log(max(chance, LEAST) / max(1 - chance, LEAST))
    return 1 / (1 + exp(-slope * odds - intercept))


def alone(chance: float, nobody: float, rule: float) -> float:
    """Say how far to trust the speaker of a cue beside the quote that beats its rivals, else 0.

    Who stands beside a verb of saying has said it: that nobody did is no choice there, however
    little the ranker has seen of the kind. `rule` is the trust the rule of that cue has earned.
    """
    share = chance / max(1 - nobody, LEAST)
    return rule * share if share >= CLEAR else 0.0


def _score(features: list[float], trees: list[Node]) -> float:
    total = 0.0
    for root in trees:
        node = root
        while not isinstance(node, float):
            number, cut, low, high = node
            node = high if features[number] > cut else low
        total += node
    return total
