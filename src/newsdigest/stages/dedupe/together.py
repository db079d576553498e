"""Articles the reader says belong together -> one Story, without asking whether they are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.models import Story
from newsdigest.stages.dedupe.key import article_key
from newsdigest.text.normal import stable_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Article


TOLD_FROM = "The story is told from this article"


def one_story(articles: Sequence[Article]) -> Story:
    """Make one story of all articles, in the order given, under the first one's headline."""
    return Story(
        id=stable_id(min(map(article_key, articles))),
        title=articles[0].title,
        articles=tuple(articles),
        section=articles[0].section,
        why=(f"{TOLD_FROM}.", *("Put together by the reader." for _ in articles[1:])),
    )
