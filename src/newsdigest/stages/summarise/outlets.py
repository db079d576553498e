"""Several articles of one story: what they agree on, and what one outlet alone has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.stages.summarise.features import standard
from newsdigest.stages.summarise.reading import dot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.stages.summarise.choose import Candidate
    from newsdigest.stages.summarise.reading import Reading, Vector

# What one spread of agreement with the other articles adds to a score. Fitted on clusters of
# Vietnamese articles (docs/decisions.md).
AGREEMENT = 1.0
# A point is one outlet's own when no sentence elsewhere holds this share of its content words,
_OWN_IN_SENTENCE = 0.4
# nor another article as a whole this share.
_OWN_IN_ARTICLE = 0.7


def agree(
    readings: Sequence[Reading], scores: Sequence[Sequence[float]], vectors: Sequence[Vector]
) -> list[float]:
    """Raise each score by the sentence's likeness to the other articles; linear in the words.

    `vectors` are the story's, article after article; so are the scores that come back.
    """
    sums = _sums(readings, vectors)
    likeness: list[float] = []
    at = 0
    for number, reading in enumerate(readings):
        others = [total for other, total in enumerate(sums) if other != number]
        likeness.extend(
            sum(dot(vector, total) for total in others)
            for vector in vectors[at : at + len(reading.lines)]
        )
        at += len(reading.lines)
    raised = standard(likeness) if likeness else []
    flat = [score for of_one in scores for score in of_one]
    return [score + AGREEMENT * more for score, more in zip(flat, raised, strict=True)]


def only_in(
    points: Sequence[Candidate], readings: Sequence[Reading], outlets: Sequence[str]
) -> list[str]:
    """Name the outlet of each point that no other outlet of the story has, or give ""."""
    if len(set(outlets)) < 2:  # noqa: PLR2004 - one outlet has nobody to differ from
        return [""] * len(points)
    return [outlets[p.article] if _is_own(p, readings, outlets) else "" for p in points]


def _is_own(point: Candidate, readings: Sequence[Reading], outlets: Sequence[str]) -> bool:
    content = frozenset(point.line.stems)
    if not content:
        return False
    for reading, outlet in zip(readings, outlets, strict=True):
        if outlet == outlets[point.article]:
            continue
        held = [content.intersection(line.stems) for line in reading.lines]
        if len(frozenset().union(*held)) >= _OWN_IN_ARTICLE * len(content):
            return False
        if max(map(len, held), default=0) >= _OWN_IN_SENTENCE * len(content):
            return False
    return True


def _sums(readings: Sequence[Reading], vectors: Sequence[Vector]) -> list[Vector]:
    sums: list[Vector] = []
    at = 0
    for reading in readings:
        total: Vector = {}
        for vector in vectors[at : at + len(reading.lines)]:
            for stem, weight in vector.items():
                total[stem] = total.get(stem, 0.0) + weight
        sums.append(total)
        at += len(reading.lines)
    return sums
