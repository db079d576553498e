"""Articles the reader says belong together -> one Story, without asking whether they are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.models import Story
from newsdigest.stages.dedupe.signature import signature
from newsdigest.text.normal import stable_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Article


def one_story(articles: Sequence[Article]) -> Story:
    """Make one story of all articles, in the order given, under the first one's headline."""
    key = min(signature(article).key for article in articles)
    return Story(
        id=stable_id(key),
        title=articles[0].title,
        articles=tuple(articles),
        section=articles[0].section,
        why=tuple("put together by the reader" for _ in articles),
    )
