"""Reading -> scores: the default method."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsdigest.stages.summarise.reading import Reading

_FIRST_IS_WORTH = 0.5


def score(reading: Reading) -> list[float]:
    """Score sentences by how much the sentences after them take up, the earliest first."""
    held = [frozenset(line.stems) for line in reading.lines]
    total = max(1, len(held))
    scores: list[float] = []
    for at, own in enumerate(held):
        later = sum(len(own & other) for other in held[at + 1 :])
        size = math.sqrt(1 + len(own))
        scores.append(later / (total * size) + _FIRST_IS_WORTH / (1 + at))
    return scores
