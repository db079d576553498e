"""Sentences that a model may choose of, and its choice among the candidates.

The choice replaces the score and nothing else: what hangs, repeats or was told before stays out,
and a brief gets no more points than its length is worth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.language.novelty import Told
from newsdigest.stages.summarise.choose import Score
from newsdigest.stages.summarise.reading import read
from newsdigest.stages.summarise.told import lead_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Article
    from newsdigest.models.choice import Offer, Picks
    from newsdigest.stages.summarise.choose import Candidate, Rules


def offered_sentences(articles: Sequence[Article], told: Sequence[str] = ()) -> tuple[Offer, ...]:
    """List the sentences that may become points, in the story's order.

    `told` are sentences an earlier digest told: what only says those again is not offered, save
    the lead, which every update tells.
    """
    from newsdigest.models.choice import Offer  # noqa: PLC0415 few runs ask a model

    known = Told(told, articles[0].language or "en") if told else None
    lines = [
        (number, line)
        for number, article in enumerate(articles)
        for line in read(article).lines
        if not line.never
    ]
    return tuple(
        Offer(line.text, number, line.start)
        for at, (number, line) in enumerate(lines)
        if known is None or known.is_new(line.text) or at == number == 0
    )


def only_picked(candidates: Sequence[Candidate], picks: Picks, *, lead: bool) -> list[Candidate]:
    """Score what was picked by its rank, n for the first of n, and bar all else.

    A sentence that hangs on one that was not picked is barred too. `lead` puts the first
    candidate before all picks: an update tells its lead, whoever chooses.
    """
    rank = {place: len(picks.points) - at for at, place in enumerate(picks.points)}
    worth = [rank.get((one.article, one.line.start), 0) for one in candidates]
    if lead and (first := lead_of(candidates)) >= 0:
        worth[first] = len(picks.points) + 1
    return [
        candidate._replace(
            score=Score(worth[at], worth[at]),
            barred=candidate.barred
            or not worth[at]
            or candidate.follows == at
            or (candidate.follows >= 0 and not worth[candidate.follows]),
        )
        for at, candidate in enumerate(candidates)
    ]


def rules_for_picks(rules: Rules) -> Rules:
    """Take the length's count of points, and leave the rest to whoever picked."""
    return rules._replace(redundancy=0.0, opening=False)
