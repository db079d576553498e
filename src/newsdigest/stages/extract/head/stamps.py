"""Text -> the moment that it states: ISO 8601, RFC 2822, seconds since 1970."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.patterns import regex

if TYPE_CHECKING:
    import re

_ISO = regex(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{1,2}))?(?:[.,]\d+)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_SINCE_1970 = regex(r"1\d{9}(?:\d{3})?")
_SECOND_DIGITS = 10
_MILLI = 1000
_MIN_YEAR = 1995
_MINUTE = 60


class Stamp(NamedTuple):
    """A moment as written: naive where the page gives no zone; `day_only` without a time."""

    moment: datetime
    day_only: bool


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
