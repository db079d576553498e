"""Ranked Stories -> those to be told in full."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Story


def fit(stories: Sequence[Story], limit: int) -> tuple[Story, ...]:
    """Keep the stories to be told in full, in their order: several outlets first, then turns.

    Stories of one outlet alone take turns between outlets, so that a big feed cannot fill the
    digest. The order given is kept among those chosen.
    """
    rounds: Counter[str] = Counter()
    places: list[tuple[int, int]] = []
    for at, story in enumerate(stories):
        outlets = {article.outlet for article in story.articles}
        if len(outlets) > 1:
            places.append((-1, at))
            continue
        only = outlets.pop()
        places.append((rounds[only], at))
        rounds[only] += 1
    kept = sorted(at for _, at in sorted(places)[:limit])
    return tuple(stories[at] for at in kept)
