"""store -> Digest of a saved day, or Hits of a search in all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsdigest.errors import StoreError
from newsdigest.pipeline.deliver import FEED_DAYS
from newsdigest.stages.course import course

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from newsdigest.models import Course, Digest
    from newsdigest.ports import SavedDays, Store

_LEAST_ID = 8


def all_saved(store: SavedDays) -> Iterator[Digest]:
    """Give the latest days whose texts are kept, the newest first; StoreError where none is."""
    days = sorted(store.days(), reverse=True)[:FEED_DAYS]
    if not days:
        raise _none_yet("the latest")
    return (digest for digest in map(store.digest, days) if digest)


def saved(store: SavedDays, day: date | None) -> tuple[date, Digest | None]:
    """Return a day and its digest, the latest where no day is given.

    None stands for a digest whose texts are past their time: its day file has the lines.
    Raises StoreError where the day has none, naming the nearest that has.
    """
    days = store.days()
    if not days:
        raise _none_yet(str(day or "the latest"))
    wanted = day or days[-1]
    if wanted not in days:
        nearest = min(days, key=lambda one: (abs(one - wanted), one))
        hint = f"newsdigest show {nearest}"
        raise StoreError("no digest", str(wanted), "none was made on that day", hint, kind="absent")
    digest = store.digest(wanted)
    at = days.index(wanted)
    if digest is not None:
        digest = replace(
            digest,
            previous=days[at - 1] if at else None,
            following=days[at + 1] if at + 1 < len(days) else None,
        )
    return wanted, digest


def followed(store: Store, asked: str) -> Course:
    """Follow one story over the days whose texts are kept: by its id, or by words.

    An id may be cut to its first eight letters. Of words the best hit counts. Raises StoreError
    where no kept digest tells of it.
    """
    days = store.days()
    digests = [digest for digest in map(store.digest, days) if digest]
    id_ = _id_of(digests, asked) or next((hit.story for hit in store.search(asked, 1)), "")
    found = course(id_, digests) if id_ else None
    if found is None or not found.days:
        why = "no digest whose texts are kept tells of it"
        raise StoreError("nothing found", asked, why, "fewer words", kind="absent")
    return found


def _id_of(digests: Sequence[Digest], asked: str) -> str:
    if len(asked) < _LEAST_ID:
        return ""
    ids = (telling.story.id for digest in digests for telling in digest.tellings)
    return next((id_ for id_ in ids if id_.startswith(asked)), "")


def _none_yet(which: str) -> StoreError:
    return StoreError("no digest", which, "none was made yet", "newsdigest daily", kind="absent")
