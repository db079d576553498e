"""Several articles of one story: what they agree on, and what one outlet alone has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newsdigest.stages.summarise.choose import differ_in_figures, likeness
from newsdigest.stages.summarise.features import standard
from newsdigest.stages.summarise.reading import dot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.stages.summarise.choose import Candidate, Score
    from newsdigest.stages.summarise.reading import Reading, Vector

# What one spread of agreement with the other articles adds to a score, for each of its two
# measures. At 2, right for scores fitted on ROUGE, it decided alone: on 79 stories of two public
# sets the first point held 45 % of the other outlets' headlines and stood among the first two
# sentences on 60 %; at .25 48 and 87 %, at 0 48 and 90 %, but with 61 % of the points one outlet's
# own, 49 at .25. On 118 clusters with summaries ROUGE-1 54.5, 56.3 and 57.3.
_AGREEMENT = 0.25
# Two sentences of two outlets are about one fact when this share of the shorter stands in the
# other, their figures counted as well.
_ALIKE_BUT_FOR_FIGURES = 0.5
# A point is one outlet's own when no sentence elsewhere holds this share of its content words,
# nor another article as a whole the second. With .4 and .7 half of the points of 79 stories were
# said to be, of those most alike to the others none was; with these a fifth, read one by one.
_OWN_IN_SENTENCE = 0.3
_OWN_IN_ARTICLE = 0.5


def agree(
    readings: Sequence[Reading], scores: Sequence[Sequence[Score]], vectors: Sequence[Vector]
) -> list[Score]:
    """Raise each score by how far the other articles say the same; linear in the words.

    Agreement is measured twice: as likeness to the sum of the other articles, which favours the
    sentence that is about nothing else, and as the number of its stems that stand in them, which
    favours the sentence that holds most. `vectors` are the story's, article after article; so
    are the scores that come back.
    """
    total = _sum(vectors)
    held = [frozenset(stem for line in r.lines for stem in line.stems) for r in readings]
    carried = Counter(stem for stems in held for stem in stems)
    likeness: list[float] = []
    shared: list[float] = []
    at = 0
    for reading in readings:
        own = vectors[at : at + len(reading.lines)]
        at += len(reading.lines)
        ours = _sum(own)
        likeness.extend(dot(vector, total) - dot(vector, ours) for vector in own)
        shared.extend(sum(carried[s] - 1 for s in set(line.stems)) for line in reading.lines)
    raised = zip(standard(likeness), standard(shared), strict=True) if likeness else ()
    flat = [score for of_one in scores for score in of_one]
    return [
        score._replace(main=score.main + raise_by, worth=score.worth + raise_by)
        for score, raise_by in zip(flat, (_AGREEMENT * (a + b) for a, b in raised), strict=True)
    ]


def beside(points: Sequence[Candidate]) -> list[int]:
    """Order points for reading: as they come, but two that differ in a figure side by side.

    Such a pair is one outlet's sentence and another's that say the same but for their figures.
    Gives positions in `points`.
    """
    order: list[int] = []
    for at, point in enumerate(points):
        fellow = next((other for other in order if _differ(points[other], point)), None)
        order.insert(len(order) if fellow is None else order.index(fellow) + 1, at)
    return order


def _differ(a: Candidate, b: Candidate) -> bool:
    return (
        a.article != b.article
        and differ_in_figures(a.line, b.line)
        and likeness(a.line, b.line) >= _ALIKE_BUT_FOR_FIGURES
    )


def only_in(
    points: Sequence[Candidate], readings: Sequence[Reading], outlets: Sequence[str]
) -> list[str]:
    """Name the outlet of each point that no other outlet of the story has, or give ""."""
    if len(set(outlets)) < 2:  # noqa: PLR2004 - one outlet has nobody to differ from
        return [""] * len(points)
    return [outlets[p.article] if _is_own(p, readings, outlets) else "" for p in points]


def _is_own(point: Candidate, readings: Sequence[Reading], outlets: Sequence[str]) -> bool:
    content = point.line.figures.union(point.line.stems)
    if not content:
        return False
    for reading, outlet in zip(readings, outlets, strict=True):
        if outlet == outlets[point.article]:
            continue
        held = [content.intersection((*line.stems, *line.figures)) for line in reading.lines]
        if len(frozenset().union(*held)) >= _OWN_IN_ARTICLE * len(content):
            return False
        if max(map(len, held), default=0) >= _OWN_IN_SENTENCE * len(content):
            return False
    return True


def _sum(vectors: Sequence[Vector]) -> Vector:
    total: Vector = {}
    for vector in vectors:
        for stem, weight in vector.items():
            total[stem] = total.get(stem, 0.0) + weight
    return total
