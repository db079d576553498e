"""Articles -> Stories: one piece of news told once, however many carry it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.models import Story
from newsdigest.models.story import OPINION
from newsdigest.stages.dedupe.headline import headline
from newsdigest.stages.dedupe.key import article_key
from newsdigest.stages.dedupe.options import DEFAULT, DedupeOptions
from newsdigest.stages.dedupe.together import TOLD_FROM
from newsdigest.text.normal import stable_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Article, Signature, ToldStory

# An article of at least this share of the longest one's words is as full as it is: from there on
# the newer one is the better.
AS_FULL = 0.8
_Read = tuple["Article", "Signature"]


def group(
    articles: Sequence[Article],
    told: Sequence[ToldStory] = (),
    options: DedupeOptions = DEFAULT,
    signatures: Sequence[Signature] = (),
) -> tuple[Story, ...]:
    """Group articles that tell one piece of news; nothing is dropped.

    The same articles in any order give the same stories, ordered by id. Within a story the best
    version comes first: not told from before, not behind a wall, then as full as the fullest, then
    the newest; of the full, the one with the clearest headline leads. `update_of` is set on stories
    that an earlier digest told. `signatures` are those of the articles, one each, where they are
    made already.
    """
    if len(articles) == 1 and not told:
        return (_alone(articles[0]),)
    # One article, as most commands have, is compared with nothing: it does not pay for these.
    from newsdigest.stages.dedupe.merge import place  # noqa: PLC0415 as above
    from newsdigest.stages.dedupe.signature import signature  # noqa: PLC0415 as above

    signatures = signatures or [signature(article) for article in articles]
    earlier = {story.id: story for story in told}
    members: dict[str, list[_Read]] = {}
    known: dict[str, list[bool]] = {}
    places = place(signatures, told, options)
    for article, own, (id_, is_known) in zip(articles, signatures, places, strict=True):
        members.setdefault(id_, []).append((article, own))
        known.setdefault(id_, []).append(is_known)
    return tuple(
        story_of(id_, own, earlier.get(id_), known[id_]) for id_, own in sorted(members.items())
    )


def _alone(article: Article) -> Story:
    """Make the story of the only article there is, without the signature that nothing compares."""
    return Story(
        id=stable_id(article_key(article)),
        title=headline((article,)),
        articles=(article,),
        section=_section((article,)),
        why=(f"{TOLD_FROM}.",),
    )


def story_of(
    id_: str,
    members: Sequence[_Read],
    update_of: ToldStory | None = None,
    known: Sequence[bool] = (),
) -> Story:
    """Make the story of articles, each with its signature, that `place` put under one id.

    `known` says of each article whether an earlier digest told from a copy of it.
    """
    from newsdigest.stages.dedupe.why import reasons  # noqa: PLC0415 as in `group`

    whole = [_words(article) for article, _ in members if not _walled(article)]
    longest = max(whole, default=0)
    order = sorted(
        zip(known or [False] * len(members), members, strict=True),
        key=lambda read: (read[0], _worse(read[1][0], read[1][1], longest)),
    )
    ranked = _led_by_its_headline([read for _, read in order], longest, len(members) - sum(known))
    articles = tuple(article for article, _ in ranked)
    return Story(
        id=id_,
        title=articles[0].title,
        articles=articles,
        section=_section(articles),
        update_of=update_of,
        why=reasons(articles, [own for _, own in ranked], update_of.title if update_of else ""),
        known=sum(known),
    )


def _led_by_its_headline(ranked: list[_Read], longest: int, new: int) -> list[_Read]:
    """Put the article first whose headline is printed: the clearest of the full, newest first.

    So the first link leads to the article that the headline is of. `new` counts the articles that
    were not told before: one of those leads, where there is one. An empty headline never leads.
    """
    full = [
        read
        for read in ranked[: new or len(ranked)]
        if not _walled(read[0]) and _words(read[0]) >= AS_FULL * longest
    ]
    able = [read for read in full or ranked[: new or len(ranked)] if read[0].title] or ranked
    title = headline([article for article, _ in able])
    first = next(read for read in able if read[0].title == title)
    return [first, *(read for read in ranked if read is not first)]


def _section(articles: Sequence[Article]) -> str:
    """Name a story's section: the first that an article has; opinion alone has its own."""
    if all(article.genre == "opinion" for article in articles):
        return OPINION
    return next((article.section for article in articles if article.section), "")


def _worse(
    article: Article, own: Signature, longest: int
) -> tuple[bool, int, bool, float, str, str, str]:
    """Order the versions of a story, best first."""
    length = _words(article)
    short = 0 if length >= AS_FULL * longest else longest - length
    undated = article.published is None
    moment = -article.published.timestamp() if article.published else 0.0
    return (_walled(article), short, undated, moment, own.key, article.title, article.text)


def _walled(article: Article) -> bool:
    return article.teaser or article.paywall is True


def _words(article: Article) -> int:
    return len(article.text.split())
