"""Candidates, what was told before -> the same with what only says it again barred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.stages.summarise.choose import Score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.language.novelty import Told
    from newsdigest.stages.summarise.choose import Candidate


def lead_of(candidates: Sequence[Candidate]) -> int:
    """Find the first sentence of the first article, past labels; -1 where it cannot stand alone."""
    for at, candidate in enumerate(candidates):
        if candidate.article == 0 and not candidate.line.never:
            return at if candidate.follows < 0 else -1
    return -1


def bar_told(candidates: Sequence[Candidate], headline: str, told: Told) -> list[Candidate]:
    """Bar the sentences that hold nothing new, and put the lead of what is news first.

    `headline` is that of the first article. Where it or any sentence is new, the lead of that
    article is told whatever its score, unless one told sentence holds all of it: an outcome in the
    words of its plan is the news itself, and what follows is not understood without it.
    """
    new = [told.is_new(candidate.line.text) for candidate in candidates]
    judged = list(candidates)
    lead = lead_of(candidates)
    if lead >= 0 and (any(new) or told.is_new(headline)):
        best = max(max(one.score.main, one.score.worth) for one in candidates) + 1
        judged[lead] = candidates[lead]._replace(score=Score(best, best))
        new[lead] = new[lead] or told.evidence(candidates[lead].line.text).apart_in_kind > 0
    return [
        one if is_new else one._replace(barred=True)
        for one, is_new in zip(judged, new, strict=True)
    ]
