"""Candidates, what was told before -> the same with what only says it again barred."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.language.novelty import Told
    from newsdigest.stages.summarise.choose import Candidate


def bar_told(candidates: Sequence[Candidate], headline: str, told: Told) -> list[Candidate]:
    """Bar the sentences that hold nothing new, and put the lead of what is news first.

    `headline` is that of the first article. Where it or any sentence is new, the lead of that
    article is told whatever its score, unless one told sentence holds all of it: an outcome in the
    words of its plan is the news itself, and what follows is not understood without it.
    """
    new = [told.is_new(candidate.line.text) for candidate in candidates]
    judged = list(candidates)
    if candidates and candidates[0].follows < 0 and (any(new) or told.is_new(headline)):
        best = max(candidate.score for candidate in candidates)
        judged[0] = candidates[0]._replace(score=best + 1)
        new[0] = new[0] or told.evidence(candidates[0].line.text).apart_in_kind > 0
    return [
        one if is_new else one._replace(barred=True)
        for one, is_new in zip(judged, new, strict=True)
    ]
