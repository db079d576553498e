"""Claims and survey -> every statement of a page about the day it was published.

Each is a moment and the source that states it. What a page says of its changes is no such
statement: it tells the page's zone at most.
"""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.patterns import regex
from newsdigest.stages.extract.head.stamps import Stamp, read_stamp
from newsdigest.stages.extract.head.visible_dates import read_line
from newsdigest.stages.extract.page.shape import letters
from newsdigest.stages.extract.page.visible import says_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsdigest.stages.extract.head.visible_dates import Shown
    from newsdigest.stages.extract.page.claims import Claims, TimeMark
    from newsdigest.stages.extract.page.survey import Spot, Survey

# By how sure each is to mean "published"; names are lower case.
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "article:published", "parsely-pub-date", "sailthru.date", "publish-date", "publishdate",
    "publish_date", "published_time", "pubdate", "publication_date", "publicationdate",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "article.published",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "originalpublicationdate",
    "citation_online_date", "citation_publication_date", "date.available", "dc.date",
    "dcterms.date", "date", "article_date_original", "rnews:datepublished", "vr:published_time",
    "last-published",
)  # fmt: skip
_SUREST = frozenset(_PUBLISHED[:5])
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
_PUBLISHED_LABEL = regex(r"publi|created|pubdate|posted|datum|date|entry|timestamp", re.IGNORECASE)
_MODIFIED_LABEL = regex(r"modif|updat|aktualis", re.IGNORECASE)
_ADDRESS = regex(r"(?<!\d)((?:19|20)\d\d)([/_-]?)(0[1-9]|1[0-2])\2([0-3]\d)(?!\d)")
_MAX_APART = 400  # characters, line breaks too
_MAX_TIMED = 12  # elements: more are other stories'
_HEADS = 3  # places of the headline
_ABOVE, _BELOW, _FURTHER, _OTHERS = 2, 4, 12, 24  # runs of text
WRITTEN = (
    "record", "meta", "other meta", "created", "property", "near time", "far time", "other time",
)  # fmt: skip
"""The sources that state a day in marks, the surest to mean publication first."""
_SURENESS = {source: place for place, source in enumerate(WRITTEN)}
SOURCES = (*WRITTEN, "line above", "line below", "line further", "address")
"""What may state the day of publication and is weighed."""
ONLY_LINE = "only line"
"""The source of the one line with a clock on a page whose marks state no day; not weighed."""
CHANGED, CHANGED_LINE = "changed", "changed line"
"""The sources of what is said of a change: in marks, and to the reader."""


class Dating(NamedTuple):
    """A moment that a page states, its source, and how far from the headline it stands."""

    source: str
    stamp: Stamp
    away: int = 0


def stamped(found: Claims) -> Iterator[Dating]:
    """Give what scripts, metas and marked elements state, by the order of the sources."""
    for source, text, away in (*_written(found), *_marked(found)):
        if stamp := read_stamp(text):
            yield Dating(source, stamp, away)


def _written(found: Claims) -> Iterator[tuple[str, str, int]]:
    yield "record", found.record.published, 0
    for name in _PUBLISHED:
        for text in found.all_metas(name):
            yield "meta" if name in _SUREST else "other meta", text, 0
    yield "created", found.record.created, 0
    yield CHANGED, found.record.modified, 0
    for text in found.all_metas(*_MODIFIED):
        yield CHANGED, text, 0


def _marked(found: Claims) -> Iterator[tuple[str, str, int]]:
    timed: list[tuple[str, str, int]] = []
    for mark in found.stamps:
        away = abs(mark.place - found.heading_at)
        if "datepublished" in mark.label.lower():
            yield "property", mark.text, away
        elif len(timed) < _MAX_TIMED and (source := _source_of(mark, found)):
            timed.append((*_as_shown(mark, source), away))
    yield from sorted(timed, key=lambda one: _SURENESS.get(one[0], len(WRITTEN)))


def _source_of(mark: TimeMark, found: Claims) -> str:
    if _MODIFIED_LABEL.search(mark.label):
        return CHANGED
    if found.near_heading(mark.place):
        return "near time"
    if _PUBLISHED_LABEL.search(mark.label):
        return "far time"
    return "other time" if 0 <= found.heading_at < mark.place else ""


def _as_shown(mark: TimeMark, source: str) -> tuple[str, str]:
    """Give source and date of a mark; or the earlier date that it shows: then it bears a change's.

    One that shows a change is of a change.
    """
    shown, written = read_line(mark.shown), read_stamp(mark.text)
    if shown is None or source == CHANGED:
        return source, mark.text
    if shown.changed:
        return CHANGED, mark.text
    if written is None:
        return source, shown.moment.isoformat()
    late = written.moment.date() - shown.moment.date() > timedelta(days=1)
    return source, shown.moment.date().isoformat() if late else mark.text


def in_address(url: str) -> Iterator[Dating]:
    """Give the day that an address states: "/2026/05/04/", "-20260504"."""
    found = _ADDRESS.search(url)
    if found:
        stamp = read_stamp(f"{found[1]}-{found[3]}-{found[4]}")
        if stamp:
            yield Dating("address", stamp)


def in_lines(found: Claims, seen: Survey, title: str) -> Iterator[Dating]:
    """Give the days that fill a short line about the headline: below it, then above; near first.

    Several days further down are those of other stories, and none of them counts.
    """
    lines = [*_lines(found, seen, title)]
    others = {one.stamp.moment.date() for one in lines if one.source == "line further"}
    for one in lines:
        if one.source != "line further" or (len(others) == 1 and one.away <= _FURTHER):
            yield one


def _lines(found: Claims, seen: Survey, title: str) -> Iterator[Dating]:
    told: set[int] = set()
    for head in _heads(found, seen, title):
        below = seen.spots[head.order + 1 : head.order + _OTHERS + 1]
        above = seen.spots[max(0, head.order - _ABOVE) : head.order]
        for spot in (*below, *reversed(above)):
            away = spot.order - head.order
            if spot.order not in told and (shown := _shown_in(spot, apart=away == 1)):
                told.add(spot.order)
                yield Dating(_line_at(away, shown), Stamp(*shown[:2]), abs(away))


def _heads(found: Claims, seen: Survey, title: str) -> Iterator[Spot]:
    """Find the places of the headline; where it is written otherwise in the text, of the h1."""
    for text in (title, *(heading.text for heading in found.headings[:1])):
        if spots := seen.whole.get(letters(text)):
            return islice(spots, _HEADS)
    return iter(())


def _shown_in(spot: Spot, *, apart: bool) -> Shown | None:
    """Read a run; `apart`: or the element it stands in, whose parts stand apart by their looks."""
    shown = read_line(" ".join(spot.text.split()))
    if shown or not apart or says_over(spot.element, _MAX_APART):
        return shown
    return read_line(" ".join(" ".join(spot.element.itertext()).split()))


def _line_at(away: int, shown: Shown) -> str:
    if shown.changed:
        return CHANGED_LINE
    if away < 0:
        return "line above"
    return "line below" if away <= _BELOW else "line further"
