"""Days and times -> English words, whatever the locale: the same digest on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_ABBREVIATED = 3
_THIS_WEEK = 6


def long_day(day: date) -> str:
    """Write a day as `Saturday 21 November 2026`."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def month(day: date) -> str:
    """Write a day's month as `November 2026`."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def weekday(day: date) -> str:
    """Write a day's name as `Sat`."""
    return _DAYS[day.weekday()][:_ABBREVIATED]


def short_day(day: date, beside: date) -> str:
    """Write a day as `19 Nov`, with its year where it is not that of `beside`."""
    year = "" if day.year == beside.year else f" {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1][:_ABBREVIATED]}{year}"


def moment(when: datetime, zone: tzinfo) -> str:
    """Write a time as `Sat 21 Nov 2026, 10:30`, in the reader's zone."""
    local = when.astimezone(zone)
    name = _MONTHS[local.month - 1][:_ABBREVIATED]
    return f"{weekday(local)} {local.day} {name} {local.year}, {local:%H:%M}"


def clock(when: datetime, zone: tzinfo, beside: date | None) -> str:
    """Write a time as briefly as `beside` allows: `10:30`, `Fri 17:20`, `9 Nov 17:20`."""
    local = when.astimezone(zone)
    if beside is None:
        return moment(when, zone)
    if local.date() == beside:
        return f"{local:%H:%M}"
    if abs((beside - local.date()).days) <= _THIS_WEEK:
        return f"{weekday(local)} {local:%H:%M}"
    return f"{short_day(local.date(), beside)} {local:%H:%M}"
