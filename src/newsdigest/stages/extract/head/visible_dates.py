"""Lines of a page -> the day and the clock time that one of them shows to the reader."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.language.find import indexed
from newsdigest.patterns import regex
from newsdigest.stages.extract.wordlist import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NOON = 12
_MAX_LINE = 80
_MAX_REST = 30  # letters beside date and time: a label, a weekday, a zone; more is a sentence
_MIN_YEAR = 1995
_MONTHS = 12
_CLOCK = regex(
    r"(?<![\d:.])(\d{1,2})\s?[:h.時时시点點]\s?(\d{2})(?::\d{2})?(?![\d:])\s*(?:([ap])\.?\s?m(?-i:(?![a-z])))?"
    r"(?:\s*\(?(?:GMT|UTC)\s?([+-]\d{1,2}))?",
    re.IGNORECASE,
)
_OTHER_EVENT = regex(
    r"received|accepted|revised|submitted|updated|modified|aktualisiert|mis à jour|actualizad"
    r"|aggiornat|atualizad|bijgewerkt|обновлен|更新",
    re.IGNORECASE,
)
# The year before each era's first.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_ERA = regex(r"(令和|平成|昭和)\s?(\d{1,2}|元)\s?年")
_NOT_LETTER = regex(r"[\W\d_]+")


class Shown(NamedTuple):
    """A moment as shown: naive unless a zone stands by it; `day_only` without a clock time.

    `changed`: it is said to be of another event than publication, a change most of all.
    """

    moment: datetime
    day_only: bool
    changed: bool = False


def only_shown(lines: Iterable[str]) -> datetime | None:
    """Give the one date with a clock time that fills a short line; naive unless it has a zone.

    "Published 14:05, 3 May 2021" and "2021年5月3日 14:05" are such lines. A bare day is often
    today's and does not count. Days as "3/5/2021" mean two things and do not count either. None
    where the page shows several days: those are comments' or other articles'.
    """
    shown = [one.moment for line in lines if (one := read_line(line)) and not one.day_only]
    return shown[0] if len({moment.date() for moment in shown}) == 1 else None


def read_line(line: str) -> Shown | None:
    """Read the day of a short line that holds little else; of several the first of publication.

    "Published 3 May 2021, updated 4 May 2021" gives the former. None for a sentence.
    """
    if len(line) > _MAX_LINE:
        return None
    line = _ERA.sub(_common_year, line)
    if "19" not in line and "20" not in line:
        return None  # no year
    days = _days_in(line)
    ends = [0, *(day.end() for day, _ in days)]
    starts = [*(day.start() for day, _ in days), len(line)]
    around = [line[end:start] for end, start in zip(ends, starts, strict=True)]
    if not days or len(_NOT_LETTER.sub("", _CLOCK.sub("", " ".join(around)))) > _MAX_REST:
        return None
    alone = len(days) == 1
    read: list[Shown] = []
    for (day, order), before, behind in zip(days, around[:-1], around[1:], strict=True):
        clock = _CLOCK.search(behind) or (None if read else _CLOCK.search(before))
        moment = _moment(dict(zip(order, day.groups(), strict=True)), clock)
        changed = _OTHER_EVENT.search(f"{before} {behind}" if alone else before)
        if moment:
            read.append(Shown(moment, clock is None, bool(changed)))
    return next((one for one in read if not one.changed), read[0] if read else None)


def _days_in(line: str) -> list[tuple[re.Match[str], tuple[str, ...]]]:
    """Find the days of a line in order; of ways to read the same signs the first counts."""
    found: list[tuple[re.Match[str], tuple[str, ...]]] = []
    for pattern, order in _patterns():
        for day in pattern.finditer(line):
            if all(day.end() <= other.start() or other.end() <= day.start() for other, _ in found):
                found.append((day, order))
    return sorted(found, key=lambda one: one[0].start())


def _common_year(era: re.Match[str]) -> str:
    """Turn a year of a Japanese era into the common one."""
    year = 1 if era[2] == "元" else int(era[2])
    return f"{_ERAS[era[1]] + year}年"


def _moment(day: Mapping[str, str], clock: re.Match[str] | None) -> datetime | None:
    """Put day and clock together, midnight where there is none; None for no such day or hour."""
    if clock is None:
        return _at(day, 0, 0)
    hour = int(clock[1])
    if clock[3]:
        hour = hour % _NOON + (_NOON if clock[3].lower() == "p" else 0)
    moment = _at(day, hour, int(clock[2]))
    try:
        zone = timezone(timedelta(hours=int(clock[4]))) if clock[4] else None
    except ValueError:
        return None
    return moment.replace(tzinfo=zone) if moment else None


def _at(day: Mapping[str, str], hour: int, minute: int) -> datetime | None:
    named = _months().get(" ".join(day["month"].lower().split()))
    month, number = named or int(day["month"]), int(day["day"])
    if month > _MONTHS >= number:
        month, number = number, month  # "12.16.2021": the month first, as no month is the 16th
    try:
        moment = datetime(int(day["year"]), month, number, hour, minute)  # noqa: DTZ001 - the zone follows
    except ValueError:
        return None
    return moment if moment.year >= _MIN_YEAR else None


@cache
def _months() -> Mapping[str, int]:
    """Give the months by every name that a language we know has for them, in letters alone."""
    calendars = [known.calendar for known in indexed()]
    rows = [rows for one in calendars for rows in (one.months, one.short_months)]
    return {
        form: number
        for months in rows
        for number, forms in enumerate(months, 1)
        for form in forms
        if not form[0].isdigit()
    }


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Give the ways of writing a day: a pattern and what its groups are."""
    month = alternatives(tuple(name.replace(" ", r"\s+") for name in _months()))
    year = r"((?:19|20)\d\d)"
    late = "1[3-9]|2[0-9]|3[01]"
    ordinal = r"(?:st|nd|rd|th|er|º|\.)?"
    of = r"[\s-]*(?:del?\s|of\s)?\s*"
    ways = (
        (rf"(?<!\d)(\d{{1,2}}){ordinal}{of}\b({month})\b[.,]*{of}{year}", "day month year"),
        (rf"\b({month})\b\.?\s*(\d{{1,2}}){ordinal},?\s+{year}", "month day year"),
        (
            rf"(?<!\d){year}\s*[년年./-]\s*(\d{{1,2}})\s*[월月./-]\s*(\d{{1,2}})(?!\d)",
            "year month day",
        ),
        (rf"(?<!\d){year}\s(\d\d)\s?[/-]\s?(\d\d)(?!\d)", "year month day"),
        (rf"(?<!\d)(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?{year}", "day month year"),
        # With slashes the countries disagree, but no month is the 13th.
        (rf"(?<![\d/])({late})/(\d{{1,2}})/{year}(?!\d)", "day month year"),
        (rf"(?<![\d/])(\d{{1,2}})/({late})/{year}(?!\d)", "month day year"),
    )
    return tuple(
        (re.compile(pattern, re.IGNORECASE), tuple(order.split())) for pattern, order in ways
    )
