"""The journey of items that somebody else fetched.

Article -> group -> Story -> tell* -> Digest

Nothing is fetched. Stories come in the order in which their first item was given.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsdigest.models import Digest
from newsdigest.pipeline.tell import tell_all
from newsdigest.stages.dedupe.stories import group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Article, Failure, Telling
    from newsdigest.pipeline.options import StageOptions
    from newsdigest.pipeline.tell import Adviser
    from newsdigest.ports import MapFn


def digest_articles(
    articles: Sequence[Article],
    failures: Sequence[Failure],
    over: MapFn,
    options: StageOptions,
    adviser: Adviser | None = None,
) -> Digest:
    """Fold articles into stories and tell them; what could not be read goes along."""
    place = {article: number for number, article in reversed([*enumerate(articles)])}
    stories = sorted(
        group(articles, (), options.dedupe),
        key=lambda story: min(place[article] for article in story.articles),
    )
    tellings = tuple(map(_said_once, tell_all(stories, options, over, adviser)))
    title = tellings[0].story.title if len(tellings) == 1 else f"{len(tellings)} stories"
    return Digest(
        title=title,
        tellings=tellings,
        failures=tuple(failures),
        sources_ok=len(articles),
        sources_failed=len(failures),
    )


def _said_once(telling: Telling) -> Telling:
    """Tell no headline a second time as a point: an item may have no other text."""
    titles = {article.title for article in telling.story.articles}
    points = tuple(point for point in telling.key_points if point.text not in titles)
    return replace(telling, key_points=points)
