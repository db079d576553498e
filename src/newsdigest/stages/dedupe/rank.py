"""Stories -> Stories in the order a reader wants them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newsdigest.models import Story

_NEVER = datetime.min.replace(tzinfo=UTC)


def rank(
    stories: Iterable[Story], highlighted: Callable[[Story], bool] | None = None
) -> tuple[Story, ...]:
    """Order stories: those the reader asked for, then more outlets, then the newest.

    Ties go by title, then id, so the order of the input does not matter. An article without a
    date counts as the oldest.
    """

    def place(story: Story) -> tuple[bool, int, float, str, str]:
        wanted = highlighted is not None and highlighted(story)
        newest = max(article.published or _NEVER for article in story.articles)
        return (not wanted, -outlets(story), -newest.timestamp(), story.title, story.id)

    return tuple(sorted(stories, key=place))


def outlets(story: Story) -> int:
    """Count the outlets that carry a story."""
    return len({article.outlet for article in story.articles})
