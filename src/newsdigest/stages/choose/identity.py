"""Entries of one feed -> what each is known by, and whether it is another than it was."""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.text.normal import title_key
from newsdigest.urls import is_front, url_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from newsdigest.models import Entry, Item

_SUMMARY_CHARS = 200
"""What an entry without address and id is known by, of its text."""


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

    n entries -> n identities. What entries under different headlines share names none of them:
    an id, one address for all notices, the front page of a site. Linear in the entries.
    """
    pages = _headlines_by((url_key(entry.url) if entry.url else "", entry) for entry in entries)
    guids = _headlines_by((entry.guid, entry) for entry in entries)
    found = []
    for entry in entries:
        page = url_key(entry.url) if entry.url else ""
        own_page = bool(page) and len(pages[page]) == 1 and not is_front(entry.url)
        names = [f"url {page}"] if own_page else []
        if entry.guid and len(guids[entry.guid]) == 1:
            names.append(f"guid {feed} {entry.guid}")
        if not names:
            names.append(f"text {feed} {entry.title} {entry.summary[:_SUMMARY_CHARS]}")
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


def _headlines_by(named: Iterable[tuple[str, Entry]]) -> defaultdict[str, set[str]]:
    """Gather the headlines under each name; entries without one go by their text."""
    headlines: defaultdict[str, set[str]] = defaultdict(set)
    for name, entry in named:
        own = title_key(entry.title) or entry.summary[:_SUMMARY_CHARS]
        headlines[name].add(own)
    return headlines


def _number(name: str) -> int:
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
