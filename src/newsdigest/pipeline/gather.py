"""What a day is made of, from the world: feeds asked, entries chosen, pages read.

sources -> fetch* -> Page -> parse* -> Feed -> choose -> Item -> fetch* -> Page -> read* -> Article
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from newsdigest.errors import FeedError, NewsdigestError
from newsdigest.models import Failure, Feed, FeedState, Item, Request
from newsdigest.pipeline.day_options import display_name
from newsdigest.pipeline.stages import ReadTask, failure, lost, read
from newsdigest.stages.choose.due import due
from newsdigest.stages.choose.entries import FeedRead, choose, take_turns
from newsdigest.stages.feeds.article import needs_page, settle, title_of, why_of
from newsdigest.stages.feeds.parse import parse
from newsdigest.urls import host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from newsdigest.models import Article, FeedSource, Memory, Page
    from newsdigest.pipeline.day_options import DayOptions
    from newsdigest.ports import Fetcher, MapFn, Model, Progress

OK_STATUS = 200
CLOCK_AHEAD = timedelta(days=1)
"""By so much most servers' clocks are behind only where ours is wrong."""
NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one run brought home.

    `states` are those of all configured feeds, in their order. `failed` are the feeds that were
    asked and failed, `asked` counts all that were asked. `complete` is False where time ran out:
    what was not reached is not marked as seen.
    """

    items: tuple[Item, ...]
    listed: tuple[int, ...]
    states: tuple[FeedState, ...]
    failed: tuple[Failure, ...]
    asked: int
    complete: bool = True


@dataclass(frozen=True, slots=True)
class World:
    """The part of the world that a day asks; `notice` hears what a model was refused for."""

    fetcher: Fetcher
    over: MapFn
    progress: Progress
    late: Callable[[], bool]
    left_s: Callable[[], float] = lambda: float("inf")
    model: Model | None = None
    notice: Callable[[Failure], None] = lambda _: None


# ---------------------------------------------------------------- feeds
@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What a feed's server sent, on its way to being parsed."""

    number: int
    page: Page


@dataclass(frozen=True, slots=True)
class Polled:
    """What became of asking one feed; `feed` None means that nothing changed.

    `late` marks one that was not reached in time, which says nothing of the feed; `stopped` one
    that was not asked, for what its configuration lacks: it is asked as soon as that is mended.
    """

    number: int
    page: Page | None
    feed: Feed | Failure | None
    late: bool = False
    stopped: bool = False


def gather(memory: Memory, now: datetime, options: DayOptions, world: World) -> Gathered:
    """Ask the feeds that are due, choose what is new, read it."""
    states = {state.url: state for state in memory.feeds}
    sources = [
        source
        for source in options.sources
        if options.wants(source) and (options.forced or due(source, states.get(source.url), now))
    ]
    polled = sorted(_poll(sources, states, options, world), key=lambda one: one.number)
    reads = [
        FeedRead(sources[one.number], one.feed, first=_is_new(states.get(one.feed.url)))
        for one in polled
        if isinstance(one.feed, Feed)
    ]
    choice = choose(reads, memory, now, options.choose)
    doubted = _too_old_by_a_wrong_clock(choice.items, polled, now)
    names = {source.url: display_name(source, states) for source in options.sources}
    names |= {
        read.source.url: read.source.name or read.feed.title or host(read.source.url)
        for read in reads
    }
    believed = [item for item in choice.items if item not in doubted]
    items, unread = _read_items(believed, names, options, world)
    unread |= {item.feed for item in doubted}
    for one in polled:
        source = sources[one.number]
        old = states.get(source.url, FeedState(source.url))
        states[source.url] = _after(old, one, now, cut=source.url in unread)
    return Gathered(
        items=items,
        listed=choice.listed,
        states=tuple(states.get(source.url, FeedState(source.url)) for source in options.sources),
        failed=tuple(one.feed for one in polled if isinstance(one.feed, Failure)),
        asked=len(polled),
        complete=not (unread - {item.feed for item in doubted}) and not world.late(),
    )


def _too_old_by_a_wrong_clock(
    items: Sequence[Item], polled: Sequence[Polled], now: datetime
) -> tuple[Item, ...]:
    """Give the items that only a clock ahead of the servers' calls too old.

    They are not remembered as seen: when the clock comes back, they are news.
    """
    served = sorted(one.page.served for one in polled if one.page and one.page.served)
    if not served or now - served[len(served) // 2] <= CLOCK_AHEAD:
        return ()
    return tuple(item for item in items if item.fate == "too old")


def _is_new(state: FeedState | None) -> bool:
    return state is None or (not state.etag and not state.title and state.polled is None)


def _poll(
    sources: Sequence[FeedSource],
    states: Mapping[str, FeedState],
    options: DayOptions,
    world: World,
) -> Iterator[Polled]:
    """Ask feeds and parse those that changed while others are on their way."""
    settled = [
        Polled(number, None, stopped, stopped=True)
        for number, source in enumerate(sources)
        if (stopped := options.trouble_of(source))
    ]
    asked = [n for n, source in enumerate(sources) if options.trouble_of(source) is None]
    requests = [_feed_request(sources[n], states.get(sources[n].url), options) for n in asked]

    def arriving() -> Iterator[FeedAnswer]:
        for done, (place, page) in enumerate(world.fetcher.fetch(requests), 1):
            world.progress("asking feeds", done, len(requests))
            number = asked[place]
            if isinstance(page, Failure):
                settled.append(Polled(number, None, page, late=world.late()))
            elif page.status == NOT_MODIFIED:
                settled.append(Polled(number, page, None))
            else:
                yield FeedAnswer(number, replace(page, url=sources[number].url))

    yield from world.over(parse_answer, arriving(), lost_answer)
    yield from settled


def parse_answer(answer: FeedAnswer) -> Polled:
    """Page -> Feed, or the failure that stood in its way; at module level, so that it pickles."""
    page = answer.page
    if page.status != OK_STATUS:
        error: NewsdigestError = FeedError("could not fetch", page.url, f"HTTP {page.status}")
        return Polled(answer.number, None, failure(page.url, error))
    try:
        return Polled(answer.number, replace(page, body=b""), parse(page))
    except NewsdigestError as caught:
        return Polled(answer.number, None, failure(page.url, caught))


def lost_answer(answer: FeedAnswer, why: str) -> Polled:
    """Say that the worker parsing a feed was killed or died."""
    error = FeedError("could not read feed", answer.page.url, why, kind="too slow")
    return Polled(answer.number, None, failure(answer.page.url, error))


def _feed_request(source: FeedSource, state: FeedState | None, options: DayOptions) -> Request:
    known = state or FeedState(source.url)
    return Request(
        url=known.moved_to or source.url,
        trusted=True,
        etag=known.etag,
        last_modified=known.last_modified,
        grant=options.grant_of(source),
    )


def _after(old: FeedState, polled: Polled, now: datetime, *, cut: bool) -> FeedState:
    """Remember how a feed answered. Validators are kept only of what was read to the end."""
    if polled.late:
        return old
    if isinstance(polled.feed, Failure):
        return replace(
            old,
            polled=old.polled if polled.stopped else now,
            moved_to="",
            failing_since=old.failing_since or now,
            failures=old.failures + 1,
            kind=polled.feed.kind,
            message=why_of(polled.feed),
            parked_until=polled.feed.retry_after,
        )
    well = replace(
        old, polled=now, failing_since=None, failures=0, kind="", message="", parked_until=None
    )
    page = polled.page
    if page is not None and page.moved_to:
        well = replace(well, moved_to=page.moved_to)
    if polled.feed is None or page is None:
        return well
    if cut:
        return replace(well, title=polled.feed.title, polled=old.polled)
    return replace(
        well,
        title=polled.feed.title,
        home=polled.feed.home,
        etag=page.etag,
        last_modified=page.last_modified,
    )


# ---------------------------------------------------------------- entries
def _read_items(
    items: Sequence[Item], names: Mapping[str, str], options: DayOptions, world: World
) -> tuple[tuple[Item, ...], frozenset[str]]:
    """Read what is to be read; return all items that were settled, and feeds cut short."""
    sources = {source.url: source for source in options.sources}
    wanted = [
        item
        for item in take_turns(items)
        if item.fate == "read" and needs_page(item, sources[item.feed])
    ]
    requests = [_page_request(item, sources[item.feed], options) for item in wanted]
    late: set[int] = set()

    def arriving() -> Iterator[ReadTask]:
        for done, (number, page) in enumerate(world.fetcher.fetch(requests), 1):
            world.progress("reading articles", done, len(requests))
            if isinstance(page, Failure) and world.late():
                late.add(number)
                continue
            entry = wanted[number].entry
            yield ReadTask(number, entry.url, page, options.stages.extract, entry)

    results = {wanted[one.number].keys[0]: one.result for one in world.over(read, arriving(), lost)}
    cut = {wanted[number].keys[0] for number in late}
    settled = [
        _settled(item, sources[item.feed], names[item.feed], results.get(item.keys[0]))
        for item in items
        if item.keys[0] not in cut
    ]
    return tuple(settled), frozenset(item.feed for item in items if item.keys[0] in cut)


def _page_request(item: Item, source: FeedSource, options: DayOptions) -> Request:
    """Ask for an article, with what was granted the feed: it holds on the feed's origin alone."""
    return Request(url=item.entry.url, grant=options.grant_of(source))


def _settled(item: Item, source: FeedSource, outlet: str, result: Article | Failure | None) -> Item:
    """Give an item its article; without any text it is a title only. Feed texts are let go.

    A title only is never empty: it is then the beginning of the feed's text.
    """
    titled = replace(item.entry, title=title_of(item.entry), summary="", content="")
    article = settle(item, source, outlet, result) if item.fate == "read" else None
    if article is not None:
        return replace(
            item, outlet=outlet, entry=replace(titled, title=item.entry.title), article=article
        )
    fate = "title only" if item.fate == "read" else item.fate
    return replace(item, outlet=outlet, entry=titled, fate=fate)
