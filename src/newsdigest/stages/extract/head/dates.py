"""Claims -> when the article was published, in UTC, and the page's own zone.

A page states its day in many places, and they disagree. A small model, fitted on public pages
(bench/fit_dates.py), says which day is the likeliest, by the sources that state it.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from math import log1p
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.package_data import package_text
from newsdigest.stages.extract.head.datings import (
    CHANGED,
    CHANGED_LINE,
    ONLY_LINE,
    SOURCES,
    WRITTEN,
    Dating,
    in_address,
    in_lines,
    stamped,
)
from newsdigest.stages.extract.head.stamps import Stamp, read_stamp
from newsdigest.stages.extract.head.visible_dates import only_shown
from newsdigest.stages.extract.head.zones import home_offset
from newsdigest.stages.extract.wordlist import PACKAGE
from newsdigest.urls import hostname

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from lxml.html import HtmlElement

    from newsdigest.stages.extract.page.claims import Claims
    from newsdigest.stages.extract.page.survey import Survey

Published = tuple[datetime | None, int | None]
"""A moment in UTC, and how many minutes the page's clock is ahead of it; None where unknown."""

FIGURES = (*SOURCES, "first", "earliest", "agreeing", "clock shown")
"""What each figure of a day is called, in order."""

_LAST_DAY = "2100-01-01"  # htmldate's own default is today: the clock must not decide
_YEAR_ONLY = "-01-01"
_MINUTE = 60
_HALF_HOUR = timedelta(minutes=30)  # zones are whole ones away from UTC, but for a few
_WEST, _EAST = timedelta(hours=-11), timedelta(hours=14)


class PageClock(NamedTuple):
    """What tells a page's zone: its host and language, an offset it writes, one its hours tell."""

    host: str
    language: str
    written: timedelta | None
    told: timedelta | None

    def offset(self, stamp: Stamp) -> timedelta | None:
        """Give the offset to show a stamp in: its own, unless it has none or that of UTC."""
        own = stamp.moment.utcoffset()
        if own:
            return own
        page = self.told if self.told is not None or stamp.day_only else self.written
        if page is None:
            page = home_offset(self.host, self.language, stamp.moment)
        return own if page is None else page

    def day(self, stamp: Stamp) -> date:
        """Give the day of a stamp where the page is read."""
        offset = self.offset(stamp)
        if stamp.moment.tzinfo is None or offset is None:
            return stamp.moment.date()
        return (stamp.moment.astimezone(UTC) + offset).date()


def find_published(
    found: Claims,
    seen: Survey,
    tree: HtmlElement,
    url: str,
    title: str = "",
    hint: datetime | None = None,
) -> Published:
    """Find when the page was published: (aware UTC or None, the page's offset in minutes or None).

    The likeliest of the days that the page states; where scripts, metas and marked elements state
    none, the feed's; where no line says it either, htmldate's over the text. A time
    without a zone, or in UTC, is put into the zone that another stamp of the page shows, or the
    hour shown beside it; else into that of its country or language. A bare day begins at midnight
    there.
    """
    written = [*stamped(found)]
    if hint is not None and not _any_written(written):
        return hint.astimezone(UTC), None
    datings = all_datings(written, found, seen, url, title)
    clock = page_clock(datings, hostname(url), found.language)
    days = days_of(datings, clock)
    if days:
        return settled(fullest([*days.values()][_best(days)]), clock)
    changed = (one.stamp for one in datings if one.source == CHANGED_LINE)
    stamp = next(changed, None) or _searched(tree, url)
    return settled(stamp, clock) if stamp else (None, None)


def _best(days: Mapping[date, Sequence[Dating]]) -> int:
    """Give the place of the likeliest day; of days that only lines state, of the first."""
    if not is_weighed(days):
        return 0
    weights = _weights()
    scores = [sum(map(float.__mul__, weights, row)) for row in day_figures(days)]
    return max(range(len(days)), key=lambda place: (scores[place], -place))


@cache
def _weights() -> tuple[float, ...]:
    data = json.loads(package_text(PACKAGE, "data/dates.json"))
    return tuple(data["weights"][name] for name in FIGURES)


def all_datings(
    written: Iterable[Dating], found: Claims, seen: Survey, url: str, title: str
) -> list[Dating]:
    """Add to what marks state what lines and the address say."""
    datings = [*written]
    if not _any_written(datings):
        shown = only_shown(" ".join(spot.text.split()) for spot in seen.spots)
        datings += [Dating(ONLY_LINE, Stamp(shown, day_only=False))] if shown else []
    return [*datings, *in_lines(found, seen, title), *in_address(url)]


def _any_written(datings: Iterable[Dating]) -> bool:
    return any(one.source in WRITTEN for one in datings)


def page_clock(datings: Sequence[Dating], host: str, language: str) -> PageClock:
    """Find what tells a page's zone; Z may be a mere habit and does not count.

    An hour without a zone that is half hours away from one in UTC is the same moment in the page's
    own zone.
    """
    clocks = [one.stamp.moment for one in datings if not one.stamp.day_only]
    written = next((offset for moment in clocks if (offset := moment.utcoffset())), None)
    bare = [moment.replace(second=0, microsecond=0) for moment in clocks if not moment.tzinfo]
    zulu = [
        moment.replace(second=0, microsecond=0, tzinfo=None)
        for moment in clocks
        if moment.utcoffset() == timedelta(0)
    ]
    told = (
        here - there
        for here in bare
        for there in zulu
        if not (here - there) % _HALF_HOUR and _WEST <= here - there <= _EAST
    )
    return PageClock(host, language, written, next(told, None))


def is_weighed(days: Mapping[date, Sequence[Dating]]) -> bool:
    """Say whether the days are weighed: marks state one of them, and so lines do not decide."""
    return any(one.source in WRITTEN for datings in days.values() for one in datings)


def days_of(datings: Iterable[Dating], clock: PageClock) -> dict[date, list[Dating]]:
    """Gather what is stated of publication by its day, in the order of the datings."""
    days: dict[date, list[Dating]] = {}
    for one in datings:
        if one.source not in (CHANGED, CHANGED_LINE):
            days.setdefault(clock.day(one.stamp), []).append(one)
    return days


def day_figures(days: Mapping[date, Sequence[Dating]]) -> list[tuple[float, ...]]:
    """Give the figures of each day, in the order of `FIGURES`."""
    first, earliest = next(iter(days)), min(days)
    rows = []
    for day, datings in days.items():
        sources = {one.source for one in datings}
        rows.append(
            (
                *(float(source in sources) for source in SOURCES),
                float(day == first),
                float(day == earliest),
                log1p(len(sources) - 1),
                float(any("line" in one.source and not one.stamp.day_only for one in datings)),
            )
        )
    return rows


def fullest(datings: Sequence[Dating]) -> Stamp:
    """Give the first stamp of a day that has a time, else the first."""
    timed = (one.stamp for one in datings if not one.stamp.day_only)
    return next(timed, datings[0].stamp)


def settled(stamp: Stamp, clock: PageClock) -> Published:
    """Put a stamp into UTC, with the page's offset in minutes."""
    offset = clock.offset(stamp)
    moment = stamp.moment
    if moment.tzinfo is None:
        moment = (moment - (offset or timedelta(0))).replace(tzinfo=UTC)
    minutes = None if offset is None else int(offset.total_seconds()) // _MINUTE
    return moment.astimezone(UTC), minutes


def _searched(tree: HtmlElement, url: str) -> Stamp | None:
    """Let htmldate look through the page; its patterns know many languages."""
    from htmldate import find_date  # noqa: PLC0415 - most pages say their date themselves

    day = None
    # The far search loads the months of 200 languages, 2 s once a process: a third of the pages
    # that come here need it, and where the near one finds a day the far one finds the same.
    for far in (False, True):
        day = day or find_date(
            tree, url=url, original_date=True, max_date=_LAST_DAY, extensive_search=far
        )
    # A bare year in the prose comes back as its first day: that is no date of the article.
    return read_stamp(day) if day and not day.endswith(_YEAR_ONLY) else None
