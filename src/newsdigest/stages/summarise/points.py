"""Articles of one story -> KeyPoints, in reading order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsdigest.language.novelty import Told
from newsdigest.models import KeyPoint
from newsdigest.stages.summarise import outlets
from newsdigest.stages.summarise.choose import Candidate, Rules, Score, choose
from newsdigest.stages.summarise.methods import find_method
from newsdigest.stages.summarise.openings import points_back
from newsdigest.stages.summarise.order import in_reading_order
from newsdigest.stages.summarise.picked import only_picked, rules_for_picks
from newsdigest.stages.summarise.reading import read, weigh
from newsdigest.stages.summarise.told import bar_told

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsdigest.models import Article
    from newsdigest.models.choice import Picks
    from newsdigest.stages.summarise.options import SummariseOptions
    from newsdigest.stages.summarise.reading import Line, Reading

Parts = tuple[tuple[str, float], ...]

# A reader gets one point, and one more for so many words of the longest article: of 60 words two,
# of 150 three, of 250 all five. One for 70 words gave up 3 of gain on the labelled pages.
_WORDS_A_POINT = 60
_A_FEW_LINES = 60
# An article leads with the sentences whose score as main fact is this near to its highest.
_NEARLY_LEADS = 0.5


Scored = tuple["Sequence[Reading]", "Sequence[Candidate]"]
"""Articles as they were read, and their sentences with their scores."""


def score_all(articles: Sequence[Article], options: SummariseOptions) -> Scored:
    """Read articles and score their sentences: what points are chosen of, however often."""
    readings = [read(article) for article in articles]
    method = find_method(options.method, options.scorer)
    return readings, make_candidates(readings, [method.score(reading) for reading in readings])


def summarise(
    articles: Sequence[Article],
    options: SummariseOptions,
    told: Sequence[str] = (),
    picks: Picks | None = None,
    barred: Collection[tuple[int, int]] = (),
    scored: Scored | None = None,
) -> tuple[KeyPoint, ...]:
    """Choose the few sentences that tell a story, from one article or several of the same story.

    `told` are sentences an earlier digest told: points that only say those again are not chosen,
    and the lead of what is news is always told (`bar_told`).
    `picks` are what a model chose: its order takes the place of the scores, and no rule gives way.
    Where nothing of it may stand, the scores choose. `barred` are points that are not wanted, by
    article and start, as long as anything else may stand.
    `scored` is what `score_all` gave for the same articles, where points are chosen more than once.
    Points stand in reading order: the main fact, then by article and by place, but a point that
    differs in a figure from another outlet's stands beside it. Ties go to the earlier sentence.
    No point repeats another. A sentence that hangs on the one before is told with it, as one
    passage, or not at all where that one stands in another paragraph.
    """
    readings, candidates = scored or score_all(articles, options)
    method = find_method(options.method, options.scorer)
    if told:
        known = Told(told, readings[0].language if readings else "en")
        candidates = bar_told(candidates, articles[0].title if articles else "", known)
    candidates = [
        one._replace(barred=True) if (one.article, one.line.start) in barred else one
        for one in candidates
    ]
    rules = make_rules(readings, options.points, method.redundancy)
    picked = only_picked(candidates, picks, lead=bool(told)) if picks else []
    chosen = choose(picked, rules_for_picks(rules)) or choose(candidates, rules)
    parts = _explained(readings, candidates, chosen, options.method) if options.explain else {}
    names = [article.site or article.url for article in articles]
    alone = outlets.only_in([candidates[at] for at in chosen], readings, names)
    only_in = dict(zip(chosen, alone, strict=True))
    runs = in_reading_order(candidates, chosen)
    if runs:
        only_in[runs[0][0]] = ""  # every outlet tells the main fact, in words of its own
    points: list[KeyPoint] = []
    for run in runs:
        points.append(_point(candidates[run[0]], only_in[run[0]], parts.get(run[0], ())))
        for at in run[1:]:
            candidate, why = candidates[at], parts.get(at, ())
            points[-1] = _join(points[-1], articles[candidate.article], candidate.line, why)
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


def _join(point: KeyPoint, article: Article, line: Line, parts: Parts) -> KeyPoint:
    """Go on with the passage of the sentence that a line hangs on."""
    held = tuple(
        (name, one + two) for (name, one), (_, two) in zip(point.parts, parts, strict=True)
    )
    text = article.text[point.start : line.end]
    return replace(point, text=text, end=line.end, parts=held, sentence_end=line.end)


def make_candidates(
    readings: Sequence[Reading], scores: Sequence[Sequence[Score]]
) -> list[Candidate]:
    """Join the readings of a story into one list of candidates, article by article.

    With several articles a score grows with what the other articles say too, and a sentence that
    several hold word for word is the first one's.
    """
    if len(readings) == 1:
        vectors, agreed = list(readings[0].vectors), list(scores[0])
    else:
        vectors = weigh([line for reading in readings for line in reading.lines])
        agreed = outlets.agree(readings, scores, vectors)
    candidates: list[Candidate] = []
    for number, reading in enumerate(readings):
        first = len(candidates)
        likeliest = max((one.main for one in scores[number]), default=0.0)
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
                    leads=scores[number][at].main >= likeliest - _NEARLY_LEADS,
                )
            )
    return _once(candidates) if len(readings) > 1 else candidates


def _once(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leave each sentence of a story to the first article that has it, with its best scores."""
    first: dict[str, int] = {}
    kept = list(candidates)
    for at, one in enumerate(candidates):
        there = first.setdefault(one.line.text, at)
        if there != at:
            kept[at] = one._replace(barred=True)
            best = Score(*map(max, kept[there].score, one.score))
            least = min(kept[there].score.unclear, one.score.unclear)
            kept[there] = kept[there]._replace(score=best._replace(unclear=least))
    return kept


def make_rules(readings: Sequence[Reading], points: int, redundancy: float) -> Rules:
    """Say how many points a story of this length gets."""
    longest = max((reading.size for reading in readings), default=0)
    few = longest < _A_FEW_LINES
    due = 1 if few else 1 + round(longest / _WORDS_A_POINT)
    return Rules(min(points, due), redundancy, opening=len(readings) == 1 and few)


def _follows(line: Line, before: Line | None, own: int, language: str) -> int:
    if line.bare or line.inside or line.never:
        return own
    # What resolves it must be the very sentence before it, stand itself and make one passage with
    # it: a point that opens with "Among them" is read alone wherever the one before stands.
    if before is None or before.index != line.index - 1:
        return own if line.hangs else -1
    if not line.hangs and not points_back(line.words, before.stems, language):
        return -1
    return own if before.hangs or before.paragraph != line.paragraph else own - 1


def _explained(
    readings: Sequence[Reading],
    candidates: Sequence[Candidate],
    chosen: Sequence[int],
    method: str,
) -> dict[int, Parts]:
    """Give the score that chose each position, as main fact or as one more, as its parts."""
    scores = {at: candidates[at].score.worth for at in chosen}
    scores |= {at: candidates[at].score.main for at in chosen[:1]}
    if method != "news":
        return {at: ((method, score),) for at, score in scores.items()}
    from newsdigest.stages.summarise.news import explain  # noqa: PLC0415 - only when asked for

    parts = [of_line for reading in readings for of_line in explain(reading)]
    found: dict[int, Parts] = {}
    for at, score in scores.items():
        main, worth = parts[at]
        own = main if at == chosen[0] else worth
        others = score - sum(value for _, value in own)
        found[at] = (*own, ("other outlets", others)) if len(readings) > 1 else own
    return found
