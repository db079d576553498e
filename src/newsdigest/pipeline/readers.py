"""Readers on a server (Miniflux, FreshRSS) as sources of the day.

server -> Subscription, Unread -> one source a subscription, answered from what was read at once

A server is asked once a run. Its subscriptions then stand among the sources like any feed, under
their own names and in the sections they have there; the server itself stands among them too, so
that its failing is named. Entries are marked as read only where asked, and only once they are
remembered here: a crash in between tells nothing twice and loses nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from newsdigest.errors import NewsdigestError
from newsdigest.models import Failure, FeedSource, Page
from newsdigest.pipeline.stages import failure
from newsdigest.stages.choose.identity import identify
from newsdigest.stages.feeds.parse import parse
from newsdigest.urls import host

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from newsdigest.models import FeedState, Request
    from newsdigest.models.reader import Subscription, Unread
    from newsdigest.pipeline.day_options import DayOptions
    from newsdigest.ports import Fetcher, ReaderServer

MOST_UNREAD = 1000
"""Entries read of one server in one run: those of a fortnight away."""
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Expanded:
    """The day's options with all subscriptions among the sources, and what answers for them."""

    options: DayOptions
    answers: Mapping[str, Page | Failure] = field(default_factory=dict)
    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def expand(
    options: DayOptions,
    servers: Mapping[str, ReaderServer | Failure],
    known: Sequence[FeedState],
) -> Expanded:
    """Ask each server, by its source's address; one that fails is a source that failed.

    Its subscriptions of an earlier run, `known`, then stay among the sources, as not changed.
    """
    sources: list[FeedSource] = []
    answers: dict[str, Page | Failure] = {}
    entries: dict[str, tuple[str, ...]] = {}
    for source in options.sources:
        sources.append(source)
        server = servers.get(source.url)
        if server is None or not options.wants(source):
            continue
        read = _read(source, server)
        if isinstance(read, Failure):
            answers[source.url] = read
            for state in known:
                if state.url.startswith(_place(source, "")):
                    sources.append(_as_source(source, state.url, state.title, ""))
                    answers[state.url] = Page(state.url, b"", status=_NOT_MODIFIED)
            continue
        answers[source.url] = _feed(source.url, source.name or host(source.url), "", ())
        for one, unread in read:
            url = _place(source, one.id)
            sources.append(_as_source(source, url, one.title, one.section))
            answers[url] = _feed(url, one.title, one.home, unread)
            entries[url] = tuple(entry.id for entry in unread)
    return Expanded(replace(options, sources=tuple(sources)), answers, entries)


def _read(
    source: FeedSource, server: ReaderServer | Failure
) -> list[tuple[Subscription, list[Unread]]] | Failure:
    if isinstance(server, Failure):
        return server
    try:
        subscriptions = server.subscriptions()
        unread = server.unread(MOST_UNREAD)
    except NewsdigestError as error:
        return failure(source.url, error)
    by_feed: dict[str, list[Unread]] = {one.id: [] for one in subscriptions if one.id}
    for entry in unread:
        if entry.id and entry.subscription in by_feed:
            by_feed[entry.subscription].append(entry)
    return [(one, by_feed[one.id]) for one in subscriptions if one.id]


def _place(source: FeedSource, subscription: str) -> str:
    """Name a subscription by an address below its server's, which is never fetched."""
    return f"{source.url.rstrip('/')}/subscription/{subscription}"


def _as_source(source: FeedSource, url: str, title: str, section: str) -> FeedSource:
    return FeedSource(
        url=url,
        name=title,
        section=source.section or section,
        limit=source.limit,
        mute=source.mute,
        highlight=source.highlight,
        full_text=source.full_text,
    )


def _feed(url: str, title: str, home: str, unread: Sequence[Unread]) -> Page:
    """Write what a server keeps of a feed as a JSON feed, which is read as any other."""
    items = [
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "content_html": entry.html,
            "date_published": entry.published.isoformat() if entry.published else None,
            "authors": [{"name": entry.author}] if entry.author else [],
        }
        for entry in unread
    ]
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": home,
        "items": items,
    }
    return Page(url, json.dumps(document).encode("ascii"), "application/feed+json")


class Answering:
    """A fetcher that has some answers at hand, and asks another for the rest."""

    def __init__(self, fetcher: Fetcher, answers: Mapping[str, Page | Failure]) -> None:
        self._fetcher = fetcher
        self._answers = answers

    def fetch(self, requests: Sequence[Request]) -> Iterator[tuple[int, Page | Failure]]:
        """Yield what is at hand at once, then the rest as each is done."""
        others = []
        for number, request in enumerate(requests):
            answer = self._answers.get(request.url)
            if answer is None:
                others.append(number)
            else:
                yield number, answer
        for at, result in self._fetcher.fetch([requests[number] for number in others]):
            yield others[at], result


def mark_read(
    expanded: Expanded, servers: Mapping[str, ReaderServer | Failure], seen: AbstractSet[int]
) -> Iterator[Failure]:
    """Mark the entries that are remembered as read where a source asks for it; yield what fails.

    `seen` are the keys of every item met, after the commit.
    """
    for source in expanded.options.sources:
        server = servers.get(source.url)
        if server is None or isinstance(server, Failure) or not source.mark_read:
            continue
        ids = [
            entry
            for url, own in expanded.entries.items()
            if url.startswith(_place(source, ""))
            for entry in _remembered(expanded.answers[url], own, seen)
        ]
        if not ids:
            continue
        try:
            server.mark_read(ids)
        except NewsdigestError as error:
            yield failure(source.url, error)


def _remembered(page: Page | Failure, ids: Sequence[str], seen: AbstractSet[int]) -> Iterator[str]:
    """Give the ids of the entries that were met: they were told, muted, listed or counted."""
    if isinstance(page, Failure) or not ids:
        return
    feed = parse(page)
    for entry, identity in zip(feed.entries, identify(feed.url, feed.entries), strict=True):
        if entry.guid in ids and identity.is_met(seen):
            yield entry.guid
