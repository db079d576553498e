"""Articles -> Stories: one piece of news told once, however many carry it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.models import Story
from newsdigest.stages.dedupe.merge import merge
from newsdigest.stages.dedupe.options import DEFAULT, DedupeOptions
from newsdigest.stages.dedupe.signature import signature
from newsdigest.text.normal import stable_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Article, ToldStory


def group(
    articles: Sequence[Article],
    told: Sequence[ToldStory] = (),
    options: DedupeOptions = DEFAULT,
) -> tuple[Story, ...]:
    """Group articles that tell one piece of news; nothing is dropped.

    Stories stand in the order of their first article; within a story the one to tell from is first.
    """
    signatures = [signature(article) for article in articles]
    earlier = {one.key: story for story in told for one in story.signatures}
    members: dict[int, list[int]] = {}
    for at, label in enumerate(merge(signatures, options)):
        members.setdefault(label, []).append(at)
    stories: list[Story] = []
    for group_ in members.values():
        best = sorted(group_, key=lambda at: (-len(articles[at].text), signatures[at].key))
        known = next(
            (earlier[signatures[at].key] for at in best if signatures[at].key in earlier), None
        )
        stories.append(
            Story(
                id=known.id if known else stable_id(min(signatures[at].key for at in group_)),
                title=articles[best[0]].title,
                articles=tuple(articles[at] for at in best),
                section=articles[best[0]].section,
                update_of=known,
                why=tuple("first article of the story" for _ in best),
            )
        )
    return tuple(stories)
