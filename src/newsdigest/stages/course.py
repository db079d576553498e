"""Digests of many days -> the course of one story: what each day newly told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.language.novelty import in_digits
from newsdigest.language.words import content_stems, words
from newsdigest.models import Course, CourseDay, CourseLine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from newsdigest.models import Digest, Telling

# Two lines say the same but for their figures when this share of the shorter one's content stands
# in the other.
ALIKE_BUT_FOR_FIGURES = 0.6


class _Told(NamedTuple):
    day: date
    text: str
    stems: frozenset[str]
    figures: frozenset[str]


def course(story: str, digests: Iterable[Digest]) -> Course:
    """Follow a story, by its id, through digests in the order of their days.

    Each line stands once. One that says with other figures what an earlier day told has that line
    beside it. A day that told nothing of the story is left out.
    """
    met: list[_Told] = []
    days = []
    for digest in digests:
        found = next((one for one in digest.tellings if one.story.id == story), None)
        if found is None or digest.day is None:
            continue
        lines = tuple(_lines(found, digest.day, met))
        if lines:
            days.append(CourseDay(digest.day, found.story.title, lines))
    return Course(story, tuple(days))


def _lines(telling: Telling, day: date, met: list[_Told]) -> Iterable[CourseLine]:
    for point in telling.key_points:
        article = telling.story.articles[point.article]
        language = article.language
        found = words(point.text)
        own = _Told(
            day,
            point.text,
            frozenset(content_stems(point.text, language)),
            frozenset(one for one in in_digits(found, language) if one.isdecimal()),
        )
        if any(own.text == other.text for other in met):
            continue
        before = next((one for one in reversed(met) if _differs_in_figures(one, own)), None)
        met.append(own)
        yield CourseLine(
            point.text,
            article.outlet,
            article.url,
            before=before.text if before else "",
            told_on=before.day if before else None,
        )


def _differs_in_figures(one: _Told, other: _Told) -> bool:
    if one.day == other.day or not (one.figures - other.figures and other.figures - one.figures):
        return False
    ours, theirs = one.stems - one.figures, other.stems - other.figures
    fewer = min(len(ours), len(theirs))
    return fewer > 0 and len(ours & theirs) >= ALIKE_BUT_FOR_FIGURES * fewer
