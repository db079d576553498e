"""Lines of a page -> the day and the clock time that one of them shows to the reader."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.stages.extract.wordlist import alternatives, load_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NOON = 12
_MAX_LINE = 80
_MAX_REST = 30  # letters beside date and time: a label, a weekday, a zone; more is a sentence
_MIN_YEAR = 1995
_CLOCK = regex(
    r"(?<![\d:.])(\d{1,2})\s?[:h.]\s?(\d{2})(?::\d{2})?(?![\d:])\s*(?:([ap])\.?m\b)?"
    r"(?:\s*\(?(?:GMT|UTC)\s?([+-]\d{1,2}))?",
    re.IGNORECASE,
)
_NOT_LETTER = regex(r"[\W\d_]+")


def only_shown(lines: Iterable[str]) -> datetime | None:
    """Give the one date with a clock time that fills a short line; naive unless it has a zone.

    "Published 14:05, 3 May 2021" and "2021年5月3日 14:05" are such lines. A bare day is often
    today's and does not count. Days as "3/5/2021" mean two things and do not count either. None
    where the page shows several days: those are comments' or other articles'.
    """
    moments = [moment for line in lines if (moment := _read(line))]
    return moments[0] if len({moment.date() for moment in moments}) == 1 else None


def _read(line: str) -> datetime | None:
    if len(line) > _MAX_LINE:
        return None
    for pattern, order in _patterns():
        if day := pattern.search(line):
            rest = f"{line[: day.start()]} {line[day.end() :]}"
            clock = _CLOCK.search(rest)
            if clock and len(_NOT_LETTER.sub("", _CLOCK.sub("", rest))) <= _MAX_REST:
                return _moment(dict(zip(order, day.groups(), strict=True)), clock)
    return None


def _moment(day: Mapping[str, str], clock: re.Match[str]) -> datetime | None:
    """Put day and clock together; None where there is no such day or hour."""
    month = _months().get(" ".join(day["month"].lower().split())) or int(day["month"])
    hour = int(clock[1])
    if clock[3]:
        hour = hour % _NOON + (_NOON if clock[3].lower() == "p" else 0)
    try:
        zone = timezone(timedelta(hours=int(clock[4]))) if clock[4] else None
        moment = datetime(
            int(day["year"]), month, int(day["day"]), hour, int(clock[2]), tzinfo=zone
        )
    except ValueError:
        return None
    return moment if moment.year >= _MIN_YEAR else None


@cache
def _months() -> Mapping[str, int]:
    return {
        name.replace("_", " "): int(month)
        for month, lines in load_entries("months").items()
        for line in lines
        for name in line.split()
    }


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Give the ways of writing a day: a pattern and what its groups are."""
    month = alternatives(tuple(name.replace(" ", r"\s+") for name in _months()))
    year = r"((?:19|20)\d\d)"
    ordinal = r"(?:st|nd|rd|th|er|º|\.)?"
    of = r"\s*(?:del?\s|of\s)?\s*"
    ways = (
        (rf"(?<!\d)(\d{{1,2}}){ordinal}{of}\b({month})\b[.,]*{of}{year}", "day month year"),
        (rf"\b({month})\b\.?\s*(\d{{1,2}}){ordinal},?\s+{year}", "month day year"),
        (
            rf"(?<!\d){year}\s*[년年./-]\s*(\d{{1,2}})\s*[월月./-]\s*(\d{{1,2}})(?!\d)",
            "year month day",
        ),
        (rf"(?<!\d)(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?{year}", "day month year"),
    )
    return tuple(
        (re.compile(pattern, re.IGNORECASE), tuple(order.split())) for pattern, order in ways
    )
