"""A feed's date, as written -> aware UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIELDS = 6
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
