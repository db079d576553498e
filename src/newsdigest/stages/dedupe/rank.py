"""Stories -> Stories in the order a reader wants them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newsdigest.models import Article, Story

_NEVER = datetime.min.replace(tzinfo=UTC)


def rank(
    stories: Iterable[Story],
    highlighted: Callable[[Story], bool] | None = None,
    weight: Callable[[Article], float] | None = None,
) -> tuple[Story, ...]:
    """Order stories: those the reader asked for, then more outlets, then the newest.

    An outlet counts for the `weight` of its heaviest article, 1 where none is given. Ties go by
    title, then id, so the order of the input does not matter. An article without a date counts as
    the oldest.
    """

    def place(story: Story) -> tuple[bool, float, float, str, str]:
        wanted = highlighted is not None and highlighted(story)
        newest = max(article.published or _NEVER for article in story.articles)
        return (not wanted, -outlets(story, weight), -newest.timestamp(), story.title, story.id)

    return tuple(sorted(stories, key=place))


def outlets(story: Story, weight: Callable[[Article], float] | None = None) -> float:
    """Count the outlets that carry a story, each for the weight of its heaviest article."""
    heaviest: dict[str, float] = {}
    for article in story.articles:
        own = weight(article) if weight else 1.0
        heaviest[article.outlet] = max(own, heaviest.get(article.outlet, 0.0))
    return sum(heaviest.values())
