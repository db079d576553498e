"""Claims -> when the article was published, in UTC, and the page's own zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.patterns import regex
from newsdigest.stages.extract.head.visible_dates import first_shown, only_shown
from newsdigest.stages.extract.head.zones import home_offset
from newsdigest.stages.extract.page.shape import letters
from newsdigest.urls import hostname

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from newsdigest.stages.extract.page.claims import Claims, TimeMark
    from newsdigest.stages.extract.page.survey import Survey

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
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
_PUBLISHED_LABEL = regex(r"publi|created|pubdate|posted|datum|date|entry|timestamp", re.IGNORECASE)
_MODIFIED_LABEL = regex(r"modif|updat|aktualis", re.IGNORECASE)
_ISO = regex(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{1,2}))?(?:[.,]\d+)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_SINCE_1970 = regex(r"1\d{9}(?:\d{3})?")
_SECOND_DIGITS = 10
_MILLI = 1000
_MIN_YEAR = 1995
_LAST_DAY = "2100-01-01"  # htmldate's own default is today: the clock must not decide
_YEAR_ONLY = "-01-01"
_RIGHT_BELOW = 3  # runs of text
_MINUTE = 60


class Stamp(NamedTuple):
    """A moment as written: naive where the page gives no zone; `day_only` without a time."""

    moment: datetime
    day_only: bool


def find_published(
    found: Claims,
    seen: Survey,
    tree: HtmlElement,
    url: str,
    title: str = "",
    hint: datetime | None = None,
) -> tuple[datetime | None, int | None]:
    """Find when the page was published: (aware UTC or None, the page's offset in minutes or None).

    JSON-LD first, then metas, then marked elements, then the feed, then the one date and time that
    the page shows, then the day right below the headline, then htmldate over the text. A time
    without a zone, or in UTC, is put into the zone that another stamp of the page shows, else into
    that of its country or language; a bare day begins at midnight there.
    """
    stamp = next(_stamps(found), None)
    if stamp is None or stamp.day_only:
        stamp = _same_day_with_time(found, stamp)
    if stamp is None and hint is not None:
        return hint.astimezone(UTC), None
    if stamp is None:
        stamp = _shown(seen) or _below(seen, title) or _searched(tree, url)
    if stamp is None:
        return None, None
    offset = _offset(found, stamp, hostname(url))
    moment = stamp.moment
    if moment.tzinfo is None:
        moment = (moment - (offset or timedelta(0))).replace(tzinfo=UTC)
    minutes = None if offset is None else int(offset.total_seconds()) // _MINUTE
    return moment.astimezone(UTC), minutes


def _offset(found: Claims, stamp: Stamp, host: str) -> timedelta | None:
    """Give the offset to show a stamp in: its own, unless it has none or that of UTC."""
    own = stamp.moment.utcoffset()
    if own:
        return own
    shown = None if stamp.day_only else _page_offset(found)
    if shown is None:
        shown = home_offset(host, found.language, stamp.moment)
    return own if shown is None else shown


def _stamps(found: Claims) -> Iterator[Stamp]:
    """Give the page's dates of publication, the surest first."""
    written = [found.record.published, *found.all_metas(*_PUBLISHED)]
    written.append(found.record.created)
    marked = [mark.text for mark in found.stamps if "datepublished" in mark.label.lower()]
    timed = [
        _as_shown(mark)
        for mark in found.stamps
        if not _MODIFIED_LABEL.search(mark.label)
        and (_PUBLISHED_LABEL.search(mark.label) or found.near_heading(mark.place))
    ]
    for text in (*written, *marked, *timed):
        if stamp := read_stamp(text):
            yield stamp


def _as_shown(mark: TimeMark) -> str:
    """Give a mark's date, or the earlier one that it shows: then it bears that of a change."""
    shown, written = first_shown([mark.shown]), read_stamp(mark.text)
    if shown is None or written is None or shown.moment.date() >= written.moment.date():
        return mark.text
    apart = written.moment.date() - shown.moment.date()
    return shown.moment.date().isoformat() if apart > timedelta(days=1) else mark.text


def _same_day_with_time(found: Claims, stamp: Stamp | None) -> Stamp | None:
    """Give a fuller stamp of the same day where there is one."""
    if stamp is None:
        return None
    day = stamp.moment.date()
    fuller = (
        other for other in _stamps(found) if not other.day_only and other.moment.date() == day
    )
    return next(fuller, stamp)


def _page_offset(found: Claims) -> timedelta | None:
    """Give the zone that some stamp of the page shows; Z may be a mere habit and does not count."""
    written = [found.record.modified, found.record.published]
    written += [*found.all_metas(*_PUBLISHED, *_MODIFIED), *(mark.text for mark in found.stamps)]
    offsets = (stamp.moment.utcoffset() for text in written if (stamp := read_stamp(text)))
    return next((offset for offset in offsets if offset), None)


def read_stamp(text: str) -> Stamp | None:
    """Read an ISO 8601 or RFC 2822 date; None for anything else or for an impossible day."""
    text = text.strip()
    found = _ISO.search(text)
    try:
        if _SINCE_1970.fullmatch(text):
            seconds = int(text) // (_MILLI if len(text) > _SECOND_DIGITS else 1)
            return Stamp(datetime.fromtimestamp(seconds, UTC), day_only=False)
        if found:
            return _from_iso(found)
        from email.utils import parsedate_to_datetime  # noqa: PLC0415 - most are as ISO has them

        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return Stamp(moment, day_only=False) if moment.year >= _MIN_YEAR else None


def _from_iso(found: re.Match[str]) -> Stamp | None:
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    if year < _MIN_YEAR:
        return None
    moment = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the zone follows
    zone = found.group(7)
    if zone:
        digits = zone.replace(":", "")
        sign = -1 if digits[0] == "-" else 1
        away = (
            timedelta()
            if digits.isalpha()
            else timedelta(hours=int(digits[1:3]), minutes=int(digits[3:5]))
        )
        moment = datetime.fromisoformat(f"{moment.isoformat()}{_iso_zone(sign, away)}")
    return Stamp(moment, day_only=found.group(4) is None)


def _iso_zone(sign: int, away: timedelta) -> str:
    hours, minutes = divmod(int(away.total_seconds()) // _MINUTE, _MINUTE)
    return f"{'-' if sign < 0 else '+'}{hours:02d}:{minutes:02d}"


def _shown(seen: Survey) -> Stamp | None:
    moment = only_shown(" ".join(spot.text.split()) for spot in seen.spots)
    return Stamp(moment, day_only=False) if moment else None


def _below(seen: Survey, title: str) -> Stamp | None:
    """Read the day that stands by itself right below the headline, or in the run above it."""
    for headline in seen.whole.get(letters(title), ()):
        below = seen.spots[headline.order + 1 : headline.order + 1 + _RIGHT_BELOW]
        above = seen.spots[max(0, headline.order - 1) : headline.order]
        for runs in (below, above):
            lines = [" ".join(spot.text.split()) for spot in runs]
            # Year, day and hour in elements of their own stand apart by their looks alone.
            parts = [" ".join(" ".join(spot.element.itertext()).split()) for spot in runs[:1]]
            if shown := first_shown(lines) or first_shown(parts):
                return Stamp(*shown)
    return None


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
