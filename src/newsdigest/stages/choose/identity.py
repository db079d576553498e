"""Entries of one feed -> what each is known by, and whether it is another than it was."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.language.words import words
from newsdigest.text.normal import title_key
from newsdigest.urls import is_front, url_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from newsdigest.models import Entry, Item

_SUMMARY_CHARS = 200
"""What an entry without address and id is known by, of its text."""
_SAME_TEXT = 0.5
"""What two summaries under one headline share of the shorter one's words where they are one."""


class Identity(NamedTuple):
    """What an entry is known by, as 64-bit numbers.

    `names` say which entry it is: its address, its feed's id for it, else its text. `followed` has
    one number for each name: that this feed's headlines of it are remembered. `headlines` are the
    headline it has now under each name, and under its address, the last of them, where others
    have that too. `own_page` tells that its address is no other entry's.
    """

    names: tuple[int, ...]
    followed: tuple[int, ...]
    headlines: tuple[int, ...]
    own_page: bool = True

    @property
    def keys(self) -> tuple[int, ...]:
        """List all that is remembered of an entry met for the first time."""
        return (*self.names, *self.followed, *self.headlines)

    def is_met(self, seen: AbstractSet[int]) -> bool:
        """Tell whether an entry was met before, under this headline or another.

        An address that others share now may have been its own, so it counts with the headline.
        """
        return not seen.isdisjoint(self.names) or (not self.own_page and self.headlines[-1] in seen)

    def is_revised(self, seen: AbstractSet[int]) -> bool:
        """Tell whether an entry that was met before stands under a headline never met.

        An entry kept before headlines were remembered is not followed, and never revised.
        """
        return not seen.isdisjoint(self.followed) and seen.isdisjoint(self.headlines)


def identify(feed: str, entries: Sequence[Entry]) -> list[Identity]:
    """Name each entry of a feed by its address and the feed's id for it, or by its text.

    n entries -> n identities. What entries of other headlines or texts share names none of them:
    an id, one address for all notices, the front page of a site, the beginning of a text that
    others go on from in another way. Linear in the entries.
    """
    pages = _shared(((url_key(e.url) if e.url else "", e) for e in entries), _is_one)
    guids = _shared(((e.guid, e) for e in entries), _is_same)
    begun_so = _shared(((_opening(e), e) for e in entries), _is_same)
    found = []
    for entry in entries:
        page = url_key(entry.url) if entry.url else ""
        own_page = page not in pages and not is_front(entry.url)
        names = [f"url {page}"] if own_page else []
        if entry.guid not in guids:
            names.append(f"guid {feed} {entry.guid}")
        if not names:
            begun = _opening(entry)
            names.append(f"text {feed} {_whole(entry) if begun in begun_so else begun}")
        title = title_key(entry.title)
        titled = names if own_page or not page else [*names, f"url {page}"]
        found.append(
            Identity(
                tuple(_number(name) for name in names),
                tuple(_number(f"followed {feed} {name}") for name in names),
                tuple(_number(f"headline {feed} {name} {title}") for name in titled),
                own_page=own_page or not page,
            )
        )
    return found


def latest(items: Sequence[Item]) -> tuple[Item, ...]:
    """Let an entry that was read again under another headline stand for what it was before.

    Order is kept. Where nothing could be read the second time, the first reading stays.
    """
    replaced: set[int] = set()
    kept = []
    for item in reversed(items):
        if replaced.isdisjoint(item.keys):
            kept.append(item)
        if item.revised and item.article:
            replaced.update(item.keys)
    return tuple(reversed(kept))


def _opening(entry: Entry) -> str:
    return f"{entry.title} {entry.summary[:_SUMMARY_CHARS]}"


def _whole(entry: Entry) -> str:
    return f"{entry.title} {entry.summary} {entry.content}"


def _shared(
    named: Iterable[tuple[str, Entry]], is_one: Callable[[Entry, Entry], bool]
) -> frozenset[str]:
    """Find the names that entries of different news have in common; "" is shared by all."""
    first: dict[str, Entry] = {}
    shared = {""}
    for name, entry in named:
        if not is_one(first.setdefault(name, entry), entry):
            shared.add(name)
    return frozenset(shared)


def _is_same(one: Entry, other: Entry) -> bool:
    return _whole(one) == _whole(other)


def _is_one(one: Entry, other: Entry) -> bool:
    """Say whether two entries of one address are one: a headline, and no other text under it.

    "Notice" may stand over anything; a summary that was mended stays mostly what it was.
    """
    texts = one.summary[:_SUMMARY_CHARS], other.summary[:_SUMMARY_CHARS]
    titles = title_key(one.title), title_key(other.title)
    if texts[0] == texts[1] or titles[0] != titles[1]:
        return titles[0] == titles[1]
    mine, theirs = (set(words(text)) for text in texts)
    fewer = min(len(mine), len(theirs))
    return len(mine & theirs) >= _SAME_TEXT * fewer


def _number(name: str) -> int:
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
