"""A feed's date, as written -> aware UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING

from newsdigest.language.find import indexed, language_of
from newsdigest.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

_FIELDS = 6
_SLASHED = regex(r"^(?:(\d{4})/(\d{1,2})/(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4}))(?:\s+(\d.*))?$")
_MONTHS = 12
# RFC 5322 knows no "GMT+7"; feed readers drop what they do not know.
_NAMED_ZONE = regex(r"\b(?:GMT|UTC)\s?([+-])(\d{1,2})(?::?(\d{2}))?$")
_NAMED_MONTH = regex(
    r"^(?:[^\W\d]+\.?,?\s+)?(\d{1,2})\.?\s+([^\W\d]+)\.?,?\s+(\d{4})(?:,?\s+(.*))?$"
)
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Feeds' months beside those of the languages that a text can be found to be in.
_ALSO = ("fi",)
_LEAP_SECOND = regex(r"(\d\d:\d\d):60\b")


def from_fields(fields: Sequence[int] | None) -> datetime | None:
    """Turn (year, month, day, hour, minute, second, …) in UTC into a time; None where it is none.

    A leap second counts as the second before it.
    """
    if not fields or len(fields) < _FIELDS:
        return None
    year, month, day, hour, minute, second = fields[:_FIELDS]
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def from_other_form(text: str) -> datetime | None:
    """Read a date in a form that readers of feeds take for another, or for none.

    "2016/6/29 15:07:41", "17/01/2023" where the day is over 12, a zone as "GMT+7", and months in
    any of our languages ("30 Lok 2013"); None for anything else.
    """
    text = text.strip()
    if slashed := _SLASHED.match(text):
        year, month, day, first, second, last, clock = slashed.groups()
        if first and int(first) <= _MONTHS:
            return None  # the third of May, or the fifth of March
        parts = (year, month, day) if year else (last, second, first)
        return from_text("-".join(part.zfill(2) for part in parts) + (f" {clock}" if clock else ""))
    if _NAMED_ZONE.search(text):
        return from_text(_NAMED_ZONE.sub(_as_offset, text))
    named = _NAMED_MONTH.match(text)
    month = _months().get(named[2].casefold()) if named else None
    if named is None or month is None:
        return None
    return from_text(f"{named[1]} {_ENGLISH[month - 1]} {named[3]} {named[4] or '00:00:00 +0000'}")


def _as_offset(zone: re.Match[str]) -> str:
    return f"{zone[1]}{int(zone[2]):02d}{zone[3] or '00'}"


@cache
def _months() -> Mapping[str, int]:
    """Give the months' names and abbreviations that are no English ones; the first of equals."""
    found: dict[str, int] = {}
    for language in (*indexed(), *map(language_of, _ALSO)):
        calendar = language.calendar
        for months in (calendar.months, calendar.short_months):
            for number, forms in enumerate(months, 1):
                for form in forms:
                    found.setdefault(form.casefold(), number)
    english = {name.casefold() for name in _ENGLISH}
    return {name: number for name, number in found.items() if name not in english}


def from_text(text: str) -> datetime | None:
    """Read ISO 8601 or RFC 5322; no zone counts as UTC; None where it is neither."""
    text = _LEAP_SECOND.sub(r"\1:59", text.strip())
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, IndexError, TypeError):
            return None
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
