"""Feeds, Memory -> Items: what is new, what is muted, and each feed's fair share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsdigest.models import Item
from newsdigest.stages.choose.identity import identify
from newsdigest.stages.choose.words import Words
from newsdigest.urls import host

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsdigest.models import Entry, Fate, Feed, FeedSource, Memory
    from newsdigest.stages.choose.identity import Identity

FIRST_LOOK = timedelta(hours=24)
"""How far back a first run looks."""
LONGEST_WINDOW = timedelta(days=7)
"""An entry older than this is no news, however new it is to us."""
AHEAD = timedelta(days=1)
"""A date further ahead than this is wrong: the time of first sight is used."""
FIRST_FEEDS = datetime(1997, 1, 1, tzinfo=UTC)
"""No feed is older than RSS; an earlier date is a program's zero."""


@dataclass(frozen=True, slots=True)
class ChooseOptions:
    """What the reader wants to see: words as written in the configuration, and limits.

    `since` is the start of the window where the reader gave one; None keeps our own. `watch` are
    the reader's own sections, each with its words.
    """

    max_per_feed: int = 8
    mute: tuple[str, ...] = ()
    highlight: tuple[str, ...] = ()
    since: datetime | None = None
    watch: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class FeedRead:
    """A feed that answered with entries; `first` marks one never read before."""

    source: FeedSource
    feed: Feed
    first: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """New items in the order of their feeds, and the keys of all that feeds still list."""

    items: tuple[Item, ...]
    listed: tuple[int, ...]


def choose(
    reads: Sequence[FeedRead], memory: Memory, now: datetime, options: ChooseOptions
) -> Choice:
    """Pick what is new from all feeds; an address that two feeds carry counts for the first.

    Every new entry becomes an item with its fate; those to be read are, within each feed, the
    highlighted, then the newest, up to the feed's share of the day.
    """
    taken: set[int] = set()
    used = Counter(item.feed for item in memory.book.items if item.fate == "read")
    since = window_start(memory, now, options)
    items: list[Item] = []
    listed: list[int] = []
    for read in reads:
        fresh = list(_fresh(read, memory, taken, listed, now))
        fated = _fated(read, fresh, since, now, options)
        share = (read.source.limit or options.max_per_feed) - used[read.source.url]
        items.extend(_shared(fated, share))
    return Choice(tuple(items), tuple(listed))


def window_start(memory: Memory, now: datetime, options: ChooseOptions) -> datetime:
    """Say since when news are new: the last complete run, at most seven days ago."""
    if options.since:
        return options.since
    start = memory.book.since or memory.last_run or now - FIRST_LOOK
    return min(max(start, now - LONGEST_WINDOW), now)


def _fresh(
    read: FeedRead, memory: Memory, taken: set[int], listed: list[int], now: datetime
) -> Iterator[tuple[int, Item]]:
    """Yield (place in the feed, item) for entries that are new; remember them in `taken`.

    An entry that earlier runs met is new again under a headline that they did not: a live page
    grows, a plan becomes an outcome. Its first key is then that of its headline.
    """
    identities = identify(read.source.url, read.feed.entries)
    entries = _completed(read.feed.entries, identities, now)
    for place, (entry, own) in enumerate(zip(entries, identities, strict=True)):
        if not (entry.title or entry.summary or entry.content or entry.url):
            continue
        listed.extend(own.keys)
        met = own.is_met(memory.seen)
        revised = met and own.is_revised(memory.seen)
        if (revised or not met) and taken.isdisjoint(own.names):
            keys = (*own.headlines, *own.names) if revised else own.keys
            item = Item(
                keys,
                read.source.url,
                entry,
                now,
                revised=revised,
                own_page=own.own_page,
            )
            yield place, item
        taken.update(own.names)


def _completed(
    entries: Sequence[Entry], identities: Sequence[Identity], now: datetime
) -> Iterator[Entry]:
    """Give entries the newest date and the longest text under any of their names.

    So an undated copy of last week's notice is as old as that, wherever it stands in the feed, a
    notice that is put out again today is of today, and rules look at all that is said of an entry.
    None stays where no date can be.
    """
    newest: dict[int, datetime] = {}
    fullest: dict[int, Entry] = {}
    for entry, own in zip(entries, identities, strict=True):
        for name in own.names:
            if when := _believable(entry.published, now):
                newest[name] = max(when, newest.get(name, when))
            fullest[name] = max(fullest.get(name, entry), entry, key=_length)
    for entry, own in zip(entries, identities, strict=True):
        dated = max((newest[name] for name in own.names if name in newest), default=None)
        full = max((fullest[name] for name in own.names), key=_length)
        yield replace(entry, published=dated, summary=full.summary, content=full.content)


def _length(entry: Entry) -> int:
    return len(entry.summary) + len(entry.content)


def _believable(when: datetime | None, now: datetime) -> datetime | None:
    """Drop a date that cannot be: over a day ahead, or before there were feeds."""
    return when if when and FIRST_FEEDS <= when <= now + AHEAD else None


def _fated(
    read: FeedRead,
    fresh: Sequence[tuple[int, Item]],
    since: datetime,
    now: datetime,
    options: ChooseOptions,
) -> list[tuple[int, Item]]:
    """Mute by words, and leave out what is too old to be news.

    A feed seen for the first time is held to the window; where that leaves nothing, its newest
    entries are news to the reader. A known feed may bring what it published late.
    """
    muted = Words((*options.mute, *read.source.mute))
    lifted = Words((*options.highlight, *read.source.highlight))
    kept, dropped = Words(read.source.keep), Words(read.source.drop)
    watched = [(name, Words(words)) for name, words in options.watch]
    strict = options.since is not None
    start = since if read.first or strict else now - LONGEST_WINDOW
    late = [item for _, item in fresh if _when(item) >= start]
    if read.first and not late and not strict:
        start = FIRST_FEEDS
    fated = []
    for place, item in fresh:
        fate: Fate = "read" if _when(item) >= start else "too old"
        rule = muted.found(item.entry) or dropped.names(item.entry) if fate == "read" else ""
        if fate == "read" and kept and not (rule or kept.names(item.entry)):
            rule = f"not kept by {read.source.name or host(read.source.url)}"
        fate = "muted" if rule else fate
        watch = next((name for name, words in watched if words.found(item.entry)), "")
        rule = rule or lifted.found(item.entry)
        fated.append((place, replace(item, fate=fate, rule=rule, watch=watch)))
    return fated


def _when(item: Item) -> datetime:
    return item.entry.published or item.first_seen


def _shared(fated: Sequence[tuple[int, Item]], share: int) -> list[Item]:
    """Let a feed have its share, highlighted and newest first; the rest are titles only.

    What the reader watches is read beyond the share.
    """
    wanted = [pair for pair in fated if pair[1].fate == "read" and not pair[1].watch]
    wanted.sort(key=lambda pair: (not pair[1].rule, -_when(pair[1]).timestamp(), pair[0]))
    over = {item.keys[0] for _, item in wanted[max(share, 0) :]}
    ordered = sorted(fated, key=lambda pair: (-_when(pair[1]).timestamp(), pair[0]))
    return [
        replace(item, fate="title only") if item.keys[0] in over else item for _, item in ordered
    ]


def take_turns(items: Iterable[Item]) -> tuple[Item, ...]:
    """Order items so that feeds take turns: a run that is cut short was fair to all."""
    rounds: Counter[str] = Counter()
    turns = []
    for item in items:
        turns.append((rounds[item.feed], item))
        rounds[item.feed] += 1
    return tuple(item for _, item in sorted(turns, key=lambda turn: turn[0]))
