"""Address and language of a page -> how far the clocks of its readers are ahead of UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.stages.extract.wordlist import load_entries

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUMMER = timedelta(hours=1)
_TURN_HOUR = 1  # European clocks turn at 01:00 UTC, wherever they hang
_MARCH, _OCTOBER = 3, 10
_LAST = 31  # both months have 31 days
_REGION = 2  # letters


class _Zone(NamedTuple):
    winter: timedelta
    turns: bool


def home_offset(host: str, language: str, moment: datetime) -> timedelta | None:
    """Give a page's offset at a moment, by its country, else by its language; None if unsure.

    The country is the end of the domain, else the region of the language tag ("pt-BR"). Only
    countries and languages with one zone are told of: no offset is guessed for English. A naive
    moment is the page's own clock.
    """
    zones = _zones()
    tag = language.lower().replace("_", "-").split("-")
    region = tag[-1] if len(tag) > 1 and len(tag[-1]) == _REGION else ""
    names = (f".{host.rpartition('.')[2].lower()}", f".{region}", tag[0])
    zone = next((zones[name] for name in names if name in zones), None)
    if zone is None:
        return None
    at = moment.replace(tzinfo=UTC) - zone.winter if moment.tzinfo is None else moment
    return zone.winter + _SUMMER if zone.turns and _is_summer(at) else zone.winter


def _is_summer(moment: datetime) -> bool:
    """Say whether an aware moment lies in the European Union's summer time (directive 2000/84)."""
    return _turn(moment.year, _MARCH) <= moment < _turn(moment.year, _OCTOBER)


def _turn(year: int, month: int) -> datetime:
    """Give 01:00 UTC on the last Sunday of the month."""
    last = datetime(year, month, _LAST, _TURN_HOUR, tzinfo=UTC)
    return last - timedelta(days=last.isoweekday() % 7)


@cache
def _zones() -> Mapping[str, _Zone]:
    found: dict[str, _Zone] = {}
    for kind, lines in load_entries("zones").items():
        minutes, _, rule = kind.partition(" ")
        zone = _Zone(timedelta(minutes=int(minutes)), rule == "eu")
        found.update((name, zone) for line in lines for name in line.split())
    return found
