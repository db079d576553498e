"""A link as the reader typed it -> the feed it means.

link -> fetch -> Page -> parse -> Feed, or discover -> fetch -> parse -> Feed
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from newsdigest.errors import FeedError
from newsdigest.models import Failure, Feed, Grant, Page, Request
from newsdigest.origin import origin_of
from newsdigest.pipeline.stages import failure
from newsdigest.stages.feeds.discover import Candidate, discover, guesses
from newsdigest.stages.feeds.parse import parse
from newsdigest.stages.sniff import sniff
from newsdigest.urls import shown_url

if TYPE_CHECKING:
    from newsdigest.ports import Fetcher, MapFn

WHAT = "no feed found"
MOST_CANDIDATES = 10
"""Feeds of one page that are tried: each is a request, and a page may declare any number."""


Looked: TypeAlias = "Feed | tuple[Candidate, ...] | Failure"


@dataclass(frozen=True, slots=True)
class Found:
    """The feed that was found, and what else the page offers.

    `private` tells that the address as typed leads into a private network, by whatever name.
    """

    feed: Feed
    others: tuple[Candidate, ...] = ()
    private: bool = False


def find_feed(link: str, fetcher: Fetcher, over: MapFn) -> Found:
    """Find the feed of an address: itself, one its page names, or one at a common place.

    A feed's own address costs one request. The reader who types an address grants its origin that
    it may be private; where it is so by name only, that is found out and said. Raises FeedError
    where there is none.
    """
    origin = origin_of(link)
    grant = Grant(origin, private=origin is not None and origin.is_local)
    page = _page(link, fetcher, grant)
    if isinstance(page, Failure) and page.kind == "private address" and not grant.private:
        grant = Grant(origin, private=True)
        page = _page(link, fetcher, grant)
    if isinstance(page, Failure):
        raise FeedError(WHAT, shown_url(link), page.message, page.hint, page.kind)
    looked = _looked(page, over)
    if isinstance(looked, Failure):
        raise FeedError(WHAT, shown_url(link), looked.message, looked.hint, looked.kind)
    if isinstance(looked, Feed):
        return _found(_moved(looked, page), grant)
    candidates = looked
    for candidate in candidates:
        if (feed := _try(candidate.url, fetcher, grant, over)) is not None:
            others = tuple(one for one in candidates if one.url != candidate.url)
            return _found(feed, grant, others)
    for place in guesses(page.final_url or link):
        if (feed := _try(place, fetcher, grant, over)) is not None:
            return _found(feed, grant)
    why = "neither the page nor the usual places hold one"
    hint = "newsdigest feeds add URL"
    raise FeedError(WHAT, shown_url(link), why, hint, "not a feed")


def _found(feed: Feed, grant: Grant, others: tuple[Candidate, ...] = ()) -> Found:
    own = grant.origin is not None and grant.origin == origin_of(feed.url)
    local = grant.origin is not None and grant.origin.is_local
    return Found(feed, others, private=grant.private and own and not local)


def _try(url: str, fetcher: Fetcher, grant: Grant, over: MapFn) -> Feed | None:
    page = _page(url, fetcher, grant)
    looked = page if isinstance(page, Failure) else _looked(page, over)
    return _moved(looked, page) if isinstance(looked, Feed) and isinstance(page, Page) else None


def _looked(page: Page, over: MapFn) -> Looked:
    [looked] = over(look, [page], look_lost)
    return looked


def look(page: Page) -> Looked:
    """Page -> its feed, or where its feeds may be, the likeliest first; it pickles."""
    try:
        return discover(page)[:MOST_CANDIDATES] if sniff(page) == "html" else parse(page)
    except FeedError as error:
        return failure(page.url, error)


def read_feed(page: Page) -> Feed | Failure:
    """Page -> Feed, or what stands in its way; it pickles."""
    try:
        return parse(page)
    except FeedError as error:
        return failure(page.url, error)


def look_lost(page: Page, why: str) -> Failure:
    """Say that the worker that looked at a page was killed or died."""
    return failure(page.url, FeedError("could not read feed", page.url, why, kind="too slow"))


def _moved(feed: Feed, page: Page) -> Feed:
    """Follow a redirect for good, so that the next request goes straight there."""
    return replace(feed, url=page.moved_to or page.url)


def _page(url: str, fetcher: Fetcher, grant: Grant) -> Page | Failure:
    """Ask for a page: robots.txt is not asked on the site that the reader typed."""
    request = Request(url, trusted=origin_of(url) == grant.origin, grant=grant)
    (_, page), *_ = fetcher.fetch([request])
    if isinstance(page, Page) and not 200 <= page.status < 300:  # noqa: PLR2004 HTTP's own bounds
        return Failure(url, "http", f"HTTP {page.status}")
    return page
