"""Articles of one story -> KeyPoints, in reading order."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from newsdigest.language.novelty import Told
from newsdigest.models import KeyPoint
from newsdigest.stages.summarise import outlets
from newsdigest.stages.summarise.choose import Candidate, Rules, choose
from newsdigest.stages.summarise.hints import hints_for
from newsdigest.stages.summarise.methods import METHODS
from newsdigest.stages.summarise.openings import is_bare_quotation, points_back
from newsdigest.stages.summarise.picked import only_picked, rules_for_picks
from newsdigest.stages.summarise.reading import read, weigh
from newsdigest.stages.summarise.told import bar_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Article
    from newsdigest.models.choice import Picks
    from newsdigest.stages.summarise.options import SummariseOptions
    from newsdigest.stages.summarise.reading import Line, Reading

Parts = tuple[tuple[str, float], ...]

# A reader gets a point for so many words of the longest article: a brief of 150 words has two.
_WORDS_A_POINT = 70
# From this many words on, and from this many points on, one point comes from the last third.
_LONG_PIECE_WORDS = 1200
_POINTS_THAT_COVER = 4
_LAST_PART = 2 / 3


def summarise(
    articles: Sequence[Article],
    options: SummariseOptions,
    told: Sequence[str] = (),
    picks: Picks | None = None,
) -> tuple[KeyPoint, ...]:
    """Choose the few sentences that tell a story, from one article or several of the same story.

    `told` are sentences an earlier digest told: points that only say those again are not chosen,
    and the lead of what is news is always told (`bar_told`).
    `picks` are what a model chose: its order takes the place of the scores, and no rule gives way.
    Where nothing of it may stand, the scores choose.
    Points stand in reading order: by article, then by place, but a point that differs in a
    figure from another outlet's stands beside it. Ties go to the earlier sentence. No point
    repeats another. A sentence that hangs on the one before is told with it, as one passage
    where they share a paragraph.
    """
    readings = [read(article) for article in articles]
    method = METHODS[options.method]()
    candidates = make_candidates(readings, [method.score(reading) for reading in readings])
    if told:
        known = Told(told, readings[0].language if readings else "en")
        candidates = bar_told(candidates, articles[0].title if articles else "", known)
    rules = make_rules(readings, options.points, method.redundancy)
    picked = only_picked(candidates, picks, lead=bool(told)) if picks else []
    chosen = choose(picked, rules_for_picks(rules)) or choose(candidates, rules)
    explained = _explained(readings, candidates, options.method) if options.explain else []
    alone = outlets.only_in(
        [candidates[at] for at in chosen], readings, [a.site or a.url for a in articles]
    )
    points: list[KeyPoint] = []
    for before, at, only in zip([-1, *chosen], chosen, alone, strict=False):
        candidate, parts = candidates[at], explained[at] if explained else ()
        text = articles[candidate.article].text
        if _joins(candidates, before, at):
            points[-1] = _join(points[-1], text, candidate.line.end, parts)
        else:
            points.append(_point(candidate, only, parts))
    return tuple(points)


def _point(candidate: Candidate, only: str, parts: Parts) -> KeyPoint:
    line = candidate.line
    return KeyPoint(
        text=line.text,
        start=line.start,
        end=line.end,
        article=candidate.article,
        index=line.index,
        only_in=only,
        parts=parts,
        sentence_start=line.opens,
        sentence_end=line.end,
    )


def _joins(candidates: Sequence[Candidate], before: int, at: int) -> bool:
    """Tell whether a sentence goes on with the passage of the sentence it hangs on."""
    follows = candidates[at].follows
    if follows < 0 or follows != before:
        return False
    return candidates[at].line.paragraph == candidates[before].line.paragraph


def _join(point: KeyPoint, text: str, end: int, parts: Parts) -> KeyPoint:
    held = tuple(
        (name, one + two) for (name, one), (_, two) in zip(point.parts, parts, strict=True)
    )
    return replace(point, text=text[point.start : end], end=end, parts=held, sentence_end=end)


def make_candidates(
    readings: Sequence[Reading], scores: Sequence[Sequence[float]]
) -> list[Candidate]:
    """Join the readings of a story into one list of candidates, article by article.

    With several articles a score grows with what the other articles say too.
    """
    if len(readings) == 1:
        vectors, agreed = list(readings[0].vectors), list(scores[0])
    else:
        vectors = weigh([line for reading in readings for line in reading.lines])
        agreed = outlets.agree(readings, scores, vectors)
    candidates: list[Candidate] = []
    for number, reading in enumerate(readings):
        first = len(candidates)
        for at, line in enumerate(reading.lines):
            before = reading.lines[at - 1] if at else None
            own = first + at
            candidates.append(
                Candidate(
                    line,
                    number,
                    agreed[own],
                    vectors[own],
                    _follows(line, before, own, reading.language),
                )
            )
    return candidates


def make_rules(readings: Sequence[Reading], points: int, redundancy: float) -> Rules:
    """Say how many points a story of this length gets, and whether its end must be in view."""
    longest = max((reading.size for reading in readings), default=0)
    due = max(1, round(longest / _WORDS_A_POINT))
    count = min(points, due)
    late_from = -1
    if len(readings) == 1 and longest >= _LONG_PIECE_WORDS and count >= _POINTS_THAT_COVER:
        read_so_far = accumulate(len(line.words) for line in readings[0].lines)
        late_from = sum(1 for gone in read_so_far if gone <= _LAST_PART * longest)
    return Rules(count, redundancy, late_from, opening=len(readings) == 1 and due == 1)


def _follows(line: Line, before: Line | None, own: int, language: str) -> int:
    if is_bare_quotation(line.text, line.quoted, hints_for(language)):
        return own
    # What resolves it must be the very sentence before it in the article, and stand itself.
    if before is None or before.index != line.index - 1:
        return own if line.hangs else -1
    if not line.hangs and not points_back(line.words, before.stems, language):
        return -1
    return own if before.hangs else own - 1


def _explained(
    readings: Sequence[Reading], candidates: Sequence[Candidate], method: str
) -> list[Parts]:
    """Give each candidate's score as named parts that sum to it."""
    if method != "news":
        return [((method, candidate.score),) for candidate in candidates]
    from newsdigest.stages.summarise.news import explain  # noqa: PLC0415 - only when asked for

    parts = [of_line for reading in readings for of_line in explain(reading)]
    return [
        (*own, ("other outlets", candidate.score - sum(value for _, value in own)))
        if len(readings) > 1
        else own
        for own, candidate in zip(parts, candidates, strict=True)
    ]
