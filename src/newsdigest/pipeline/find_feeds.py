"""A link as the reader typed it -> the feed it means.

link -> fetch -> Page -> parse -> Feed, or discover -> fetch -> parse -> Feed
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsdigest.errors import FeedError
from newsdigest.models import Failure, Page, Request
from newsdigest.stages.feeds.discover import Candidate, discover, guesses
from newsdigest.stages.feeds.parse import parse
from newsdigest.stages.sniff import sniff

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsdigest.models import Feed
    from newsdigest.ports import Fetcher

WHAT = "no feed found"


@dataclass(frozen=True, slots=True)
class Found:
    """The feed that was found, and what else the page offers."""

    feed: Feed
    others: tuple[Candidate, ...] = ()


def find_feed(link: str, fetcher: Fetcher) -> Found:
    """Find the feed of an address: itself, one its page names, or one at a common place.

    A feed's own address costs one request. Raises FeedError where there is none.
    """
    page = _page(link, fetcher, trusted=True)
    if isinstance(page, Failure):
        return _guess(link, fetcher, page)
    if sniff(page) != "html":
        return Found(_moved(parse(page), page))
    candidates = discover(page)
    for candidate in candidates:
        feed = _try(candidate.url, fetcher, trusted=_same_site(candidate.url, link))
        if feed is not None:
            return Found(feed, tuple(one for one in candidates if one.url != candidate.url))
    return _guess(page.final_url or link, fetcher, None)


def _guess(link: str, fetcher: Fetcher, failure: Failure | None) -> Found:
    """Try common places; a site that does not answer at all is not asked again."""
    places: Iterable[str] = guesses(link) if failure is None else ()
    for place in places:
        feed = _try(place, fetcher, trusted=_same_site(place, link))
        if feed is not None:
            return Found(feed)
    if failure is not None:
        raise FeedError(WHAT, link, failure.message, failure.hint, failure.kind)
    why = "neither the page nor the usual places hold one"
    raise FeedError(WHAT, link, why, "newsdigest feeds add the feed's own address", "not a feed")


def _same_site(url: str, typed: str) -> bool:
    """Extend the reader's trust to the site they typed, and no further."""
    return urlsplit(url).netloc == urlsplit(typed).netloc


def _try(url: str, fetcher: Fetcher, *, trusted: bool) -> Feed | None:
    page = _page(url, fetcher, trusted=trusted)
    if isinstance(page, Failure):
        return None
    try:
        return _moved(parse(page), page)
    except FeedError:
        return None


def _moved(feed: Feed, page: Page) -> Feed:
    """Follow a redirect for good, so that the next request goes straight there."""
    return replace(feed, url=page.moved_to or page.url)


def _page(url: str, fetcher: Fetcher, *, trusted: bool) -> Page | Failure:
    request = Request(url, trusted=trusted)
    (_, page), *_ = fetcher.fetch([request])
    if isinstance(page, Page) and not 200 <= page.status < 300:  # noqa: PLR2004 HTTP's own bounds
        return Failure(url, "http", f"HTTP {page.status}")
    return page
