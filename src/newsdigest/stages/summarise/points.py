"""Articles of one story -> KeyPoints, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.models import KeyPoint
from newsdigest.stages.summarise.methods import METHODS
from newsdigest.stages.summarise.reading import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Article
    from newsdigest.stages.summarise.options import SummariseOptions


def summarise(
    articles: Sequence[Article], options: SummariseOptions, told: Sequence[str] = ()
) -> tuple[KeyPoint, ...]:
    """Choose the few sentences that tell a story, from one article or several of the same story.

    `told` are sentences an earlier digest told: points that only say those again are not chosen.
    Points stand in reading order: by article, then by place; ties go to the earlier sentence.
    """
    del told
    found: list[tuple[float, KeyPoint]] = []
    for number, article in enumerate(articles):
        reading = read(article)
        for line, score in zip(reading.lines, METHODS[options.method](reading), strict=True):
            point = KeyPoint(line.text, line.start, line.end, number, line.index)
            found.append((score, point))
    best = sorted(found, key=lambda pair: (-pair[0], pair[1].article, pair[1].start))
    chosen = (point for _, point in best[: options.points])
    return tuple(sorted(chosen, key=lambda point: (point.article, point.start)))
