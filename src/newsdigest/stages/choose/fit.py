"""Ranked Stories -> those to be told in full; their Tellings -> those that fit a reader's time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newsdigest.models.story import OPINION
from newsdigest.text.counts import WORDS_A_MINUTE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from newsdigest.models import Story, Telling


def fit(
    stories: Sequence[Story], limit: int, wanted: Callable[[Story], bool] | None = None
) -> tuple[Story, ...]:
    """Keep the stories to be told in full, in their order: what is wanted, then by turns.

    Stories of several outlets come first. Those of one outlet alone take turns between outlets, so
    that a big feed cannot fill the digest; opinion comes last. The order given is kept among those
    chosen. What the reader asked for is always told, whatever the limit.
    """
    ordered = _in_turn(stories, wanted)
    asked = sum(place[0] == _WANTED for place in ordered)
    kept = sorted(place[-1] for place in ordered[: max(limit, asked)])
    return tuple(stories[at] for at in kept)


TITLES_SHARE = 1 / 3
"""Of a reader's time, what titles may take at most: they are looked over, and stories are read."""


def within(
    tellings: Sequence[Telling],
    minutes: int,
    wanted: Callable[[Story], bool] | None = None,
    titles: Iterable[str] = (),
) -> tuple[Telling, ...]:
    """Keep the tellings that can be read in so many minutes, in their order.

    They are taken in the order of `fit`; the first is always kept, and so is what the reader asked
    for. One that is too long gives way to shorter ones after it. `titles` are those that stand
    below: they take of the time too.
    """
    left = minutes * WORDS_A_MINUTE
    left -= min(sum(len(title.split()) for title in titles), int(left * TITLES_SHARE))
    kept: list[int] = []
    for place in _in_turn([telling.story for telling in tellings], wanted):
        words = words_of(tellings[place[-1]])
        if words <= left or place[0] == _WANTED or not kept:
            kept.append(place[-1])
            left -= words
    return tuple(tellings[at] for at in sorted(kept))


def words_of(telling: Telling) -> int:
    """Count what a reader reads of a story: headline, points, quotes; nothing of no news."""
    if telling.story.update_of and not telling.key_points:
        return 0
    texts = [telling.story.title, *(point.text for point in telling.key_points)]
    texts += [quote.text for quote in telling.quotes]
    return sum(len(text.split()) for text in texts)


_WANTED, _SHARED, _ALONE, _OPINION = range(4)


def _in_turn(
    stories: Sequence[Story], wanted: Callable[[Story], bool] | None
) -> list[tuple[int, int, int]]:
    """Order stories as they are taken: (kind, round of its outlet, position)."""
    rounds: Counter[tuple[int, str]] = Counter()
    places: list[tuple[int, int, int]] = []
    for at, story in enumerate(stories):
        outlets = {article.outlet for article in story.articles}
        if wanted is not None and wanted(story):
            places.append((_WANTED, 0, at))
        elif story.section != OPINION and len(outlets) > 1:
            places.append((_SHARED, 0, at))
        else:
            kind = _OPINION if story.section == OPINION else _ALONE
            key = kind, min(outlets)
            places.append((kind, rounds[key], at))
            rounds[key] += 1
    return sorted(places)
