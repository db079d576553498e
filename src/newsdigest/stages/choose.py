"""Feeds, Memory -> Items: what is new, what is muted, and each feed's fair share."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from newsdigest.errors import ConfigError
from newsdigest.models import Item
from newsdigest.patterns import regex
from newsdigest.urls import url_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsdigest.models import Entry, Fate, Feed, FeedSource, FeedState, Memory, Story

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

    `since` is the start of the window where the reader gave one; None keeps our own.
    """

    max_per_feed: int = 8
    mute: tuple[str, ...] = ()
    highlight: tuple[str, ...] = ()
    since: datetime | None = None


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


# ---------------------------------------------------------------- words
class Words:
    """Mute or highlight rules: words match whole words in any case, /…/ is a regular expression.

    Raises ConfigError for an expression that does not compile.
    """

    __slots__ = ("_rules",)

    def __init__(self, written: Iterable[str]) -> None:
        self._rules = [(word, _pattern(word)) for word in written if word.strip()]

    def found(self, entry: Entry) -> str:
        """Return the first rule that fits an entry's title, authors or summary, as written."""
        text = "\n".join((entry.title, *entry.authors, entry.summary))
        return next((word for word, pattern in self._rules if pattern.search(text)), "")


_EXPRESSION = regex(r"/(.*)/([imsx]*)\Z", re.DOTALL)


def _pattern(word: str) -> re.Pattern[str]:
    given = _EXPRESSION.match(word)
    if not given:
        words = r"\s+".join(re.escape(part) for part in word.split())
        return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
    flags = re.NOFLAG
    for letter in given[2]:
        flags |= re.RegexFlag[letter.upper()]
    try:
        return re.compile(given[1], flags)
    except re.error as error:
        hint = "write it between slashes, or as a plain word"
        raise ConfigError("not a regular expression", word, str(error), hint) from error


# ---------------------------------------------------------------- choosing
def choose(
    reads: Sequence[FeedRead], memory: Memory, now: datetime, options: ChooseOptions
) -> Choice:
    """Pick what is new from all feeds; an address that two feeds carry counts for the first.

    Every new entry becomes an item with its fate; those to be read are, within each feed, the
    highlighted, then the newest, up to the feed's share of the day.
    """
    seen = set(memory.seen)
    taken = Counter(item.feed for item in memory.book.items if item.fate == "read")
    since = window_start(memory, now, options)
    items: list[Item] = []
    listed: list[int] = []
    for read in reads:
        fresh = list(_fresh(read, seen, listed, now))
        fated = _fated(read, fresh, since, now, options)
        share = (read.source.limit or options.max_per_feed) - taken[read.source.url]
        items.extend(_shared(fated, share))
    return Choice(tuple(items), tuple(listed))


def window_start(memory: Memory, now: datetime, options: ChooseOptions) -> datetime:
    """Say since when news are new: the last complete run, at most seven days ago."""
    if options.since:
        return options.since
    start = memory.book.since or memory.last_run or now - FIRST_LOOK
    return min(max(start, now - LONGEST_WINDOW), now)


def _fresh(
    read: FeedRead, seen: set[int], listed: list[int], now: datetime
) -> Iterator[tuple[int, Item]]:
    """Yield (place in the feed, item) for entries not met before; remember them."""
    guids = Counter(entry.guid for entry in read.feed.entries)
    for place, entry in enumerate(read.feed.entries):
        if not (entry.title or entry.summary or entry.content):
            continue
        keys = identity(read.source.url, entry, guid_is_own=guids[entry.guid] == 1)
        listed.extend(keys)
        if seen.isdisjoint(keys):
            yield place, Item(keys, read.source.url, _dated(entry, now), now)
        seen.update(keys)


def identity(feed: str, entry: Entry, *, guid_is_own: bool = True) -> tuple[int, ...]:
    """Name an entry by its address and its feed's id for it; by its text where it has neither.

    An id that several entries of one feed share names none of them.
    """
    names = []
    if entry.url:
        names.append(f"url {url_key(entry.url)}")
    if entry.guid and guid_is_own:
        names.append(f"guid {feed} {entry.guid}")
    if not names:
        names.append(f"text {feed} {entry.title} {entry.summary[:200]}")
    return tuple(_number(name) for name in names)


def _number(name: str) -> int:
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _dated(entry: Entry, now: datetime) -> Entry:
    """Drop a date that cannot be: over a day ahead, or before there were feeds."""
    when = entry.published
    if when is None or FIRST_FEEDS <= when <= now + AHEAD:
        return entry
    return replace(entry, published=None)


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
    strict = options.since is not None
    start = since if read.first or strict else now - LONGEST_WINDOW
    late = [item for _, item in fresh if _when(item) >= start]
    if read.first and not late and not strict:
        start = FIRST_FEEDS
    fated = []
    for place, item in fresh:
        fate: Fate = "read" if _when(item) >= start else "too old"
        rule = muted.found(item.entry) if fate == "read" else ""
        fate = "muted" if rule else fate
        fated.append((place, replace(item, fate=fate, rule=rule or lifted.found(item.entry))))
    return fated


def _when(item: Item) -> datetime:
    return item.entry.published or item.first_seen


def _shared(fated: Sequence[tuple[int, Item]], share: int) -> list[Item]:
    """Let a feed have its share, highlighted and newest first; the rest are titles only."""
    wanted = [pair for pair in fated if pair[1].fate == "read"]
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


# ---------------------------------------------------------------- feeds that are due
LEAST_GAP = timedelta(minutes=30)
"""Between two polls of a feed that answered, unless the reader forces one."""
PATIENCE = 3
"""Failed runs in a row after which a feed is asked less often."""
LONGEST_PAUSE = timedelta(hours=12)


def due(source: FeedSource, state: FeedState | None, now: datetime) -> bool:
    """Tell whether to ask a feed now: not parked, not just asked, not failing again and again."""
    if state is None or state.polled is None or state.polled > now:
        return True
    if state.parked_until and state.parked_until > now:
        return False
    if _OWN_MACHINE.match(source.url):
        return True
    if not state.failures:
        return now - state.polled >= LEAST_GAP
    if state.failures < PATIENCE:
        return True
    pause = LEAST_GAP * 2 ** min(state.failures - PATIENCE, 8)
    return bool(now - state.polled >= min(pause, LONGEST_PAUSE))


# Politeness is for other people's servers.
_OWN_MACHINE = regex(r"https?://(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?:[:/]|$)", re.IGNORECASE)


# ---------------------------------------------------------------- stories that fit
def fit(stories: Sequence[Story], limit: int) -> tuple[Story, ...]:
    """Keep the stories to be told in full, in their order: several outlets first, then turns.

    Stories of one outlet alone take turns between outlets, so that a big feed cannot fill the
    digest. The order given is kept among those chosen.
    """
    rounds: Counter[str] = Counter()
    places: list[tuple[int, int]] = []
    for at, story in enumerate(stories):
        outlets = {article.outlet for article in story.articles}
        if len(outlets) > 1:
            places.append((-1, at))
            continue
        only = outlets.pop()
        places.append((rounds[only], at))
        rounds[only] += 1
    kept = sorted(at for _, at in sorted(places)[:limit])
    return tuple(stories[at] for at in kept)
