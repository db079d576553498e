"""Entry, and what its page gave -> Article: the feed's own text where the page has less."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from newsdigest.language.identify import find_language
from newsdigest.language.words import content_stems
from newsdigest.models import Article, Failure, Paragraph
from newsdigest.patterns import regex
from newsdigest.stages.feeds.genre import genre_of
from newsdigest.stages.feeds.language import sample
from newsdigest.text.counts import counted
from newsdigest.urls import canonical_url

if TYPE_CHECKING:
    from datetime import datetime

    from newsdigest.models import Entry, FeedSource, Item

FULL_WORDS = 150
"""A feed's text of this many words, not broken off, is the article."""
_BROKEN_OFF = regex(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|&hellip;)[\s\])]*\Z")
_FROM_FEED = "the lines are from the feed"
# Of what headline and summary of 507 pages say, the page's text holds 88 % in the middle and under
# 24 % on three; another page's text 7 % in the middle. A page that asks for consent, for JavaScript
# or for a password is such another page. Fewer words than three tell nothing.
_SHARED_WITH_PAGE = 0.15
_TELLING_STEMS = 3
_TITLE_LENGTH = 90
_LATEST_WEEK = timedelta(days=7)
_AHEAD = timedelta(days=1)


def needs_page(item: Item, source: FeedSource) -> bool:
    """Tell whether an entry's page is to be fetched: its feed has a teaser, and it has a page.

    A page that is other entries' too is nobody's article.
    """
    entry = item.entry
    has_page = item.own_page and entry.url.startswith(("http://", "https://"))
    return source.full_text and has_page and not is_full(entry)


def is_full(entry: Entry) -> bool:
    """Tell whether a feed carries the whole text."""
    return len(entry.content.split()) >= FULL_WORDS and not _BROKEN_OFF.search(entry.content)


def settle(
    item: Item, source: FeedSource, outlet: str, page: Article | Failure | None
) -> Article | None:
    """Decide what is read of an entry: its page, or the feed's text, named as a teaser.

    `page` None means that none was to be fetched. None comes back where neither holds a text.
    A page that shares next to nothing with its entry (a wall, a front page) is not its article.
    An article without a believable date is as old as our first sight of it.
    `outlet` names the feed where the page does not name its site; a `section` that the reader
    chose replaces the page's own.
    """
    entry, met = item.entry, item.first_seen
    article = _choose(entry, outlet, page)
    if article is None:
        return None
    title = article.title or title_of(entry)
    return replace(
        article,
        title=title,
        genre=genre_of(entry.url, article.section, title, article.language),
        site=article.site or outlet,
        url=canonical_url(article.url or entry.url) if item.own_page else entry.url.strip(),
        published=entry.published or _believable(article.published, met),
        section=source.section,
    )


def _believable(when: datetime | None, met: datetime) -> datetime:
    """Take a page's own date for news met just now; one far off was guessed from its text."""
    near = when is not None and met - _LATEST_WEEK <= when <= met + _AHEAD
    return when if near and when else met


def title_of(entry: Entry) -> str:
    """Give an entry's title, or the beginning of its text where it has none."""
    if entry.title:
        return entry.title
    text = " ".join((entry.summary or entry.content).split())
    if len(text) <= _TITLE_LENGTH:
        return text or entry.url
    return text[:_TITLE_LENGTH].rpartition(" ")[0] + " …"


def _choose(entry: Entry, outlet: str, page: Article | Failure | None) -> Article | None:
    feed = _from_feed(entry, outlet)
    if page is None:
        return feed
    if isinstance(page, Failure):
        why = f"the page could not be read: {why_of(page)}; {_FROM_FEED}"
        return replace(feed, teaser=True, teaser_why=why) if feed else None
    if not _tells_of(page.text, entry, page.language):
        # Under the entry's own headline it may yet be its article, where there is nothing else.
        if feed is None:
            return page if _tells_of(page.title, entry, page.language) else None
        return replace(feed, teaser=True, teaser_why=f"the page holds another text; {_FROM_FEED}")
    if not page.paywall:
        return page
    shows = f"the page shows {counted(page.words, 'word')} and asks for a subscription"
    if feed and feed.words > page.words:
        return replace(feed, teaser=True, teaser_why=f"{shows}; {_FROM_FEED}", paywall=True)
    return replace(page, teaser=True, teaser_why=page.teaser_why or shows)


def _tells_of(text: str, entry: Entry, language: str) -> bool:
    """Tell whether a page's text or headline holds anything of what its entry says."""
    said = set(content_stems(f"{entry.title}\n{entry.summary}", language))
    if len(said) < _TELLING_STEMS:
        return True
    held = said.intersection(content_stems(text, language))
    return len(held) >= _SHARED_WITH_PAGE * len(said)


def why_of(failure: Failure) -> str:
    """Give the reason alone of a message that reads `what: which: why`."""
    return failure.message.partition(f"{failure.source}: ")[2] or failure.message


def _from_feed(entry: Entry, outlet: str) -> Article | None:
    text = max(entry.content, entry.summary, key=len).strip()
    if not text:
        return None
    paragraphs, at = [], 0
    for block in text.split("\n\n"):
        paragraphs.append(Paragraph(at, at + len(block)))
        at += len(block) + 2
    return Article(
        title=title_of(entry),
        text=text,
        paragraphs=tuple(paragraphs),
        url=canonical_url(entry.url),
        canonical_url=canonical_url(entry.url),
        site=outlet,
        authors=entry.authors,
        published=entry.published,
        language=find_language(sample(entry), entry.language),
        teaser=not is_full(entry),
        teaser_why="" if is_full(entry) else "the feed has no more",
    )
