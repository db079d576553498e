"""Words as a reader types them -> days, times, names of feeds."""

from __future__ import annotations

import os
import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from newsdigest.errors import NewsdigestError, UsageError
from newsdigest.patterns import regex

if TYPE_CHECKING:
    from datetime import tzinfo

_SPAN = regex(r"(\d{1,4})\s*(m|min|h|d|w)\Z", re.IGNORECASE)
_UNITS = {"m": 60, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}


def read_day(text: str, today: date) -> date:
    """Read today, yesterday or 2026-11-21. UsageError for anything else."""
    named = {"today": today, "yesterday": today - timedelta(days=1)}
    if text.lower() in named:
        return named[text.lower()]
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        hint = "today, yesterday or a date like 2026-11-21"
        raise UsageError("no day", text, "not a date", hint) from error


def read_since(text: str, now: datetime, zone: tzinfo) -> datetime:
    """Read 36h, 90m, 3d, 1w, or a date or time. UsageError for anything else or a future."""
    span = _SPAN.match(text.strip())
    if span:
        return now - timedelta(seconds=int(span[1]) * _UNITS[span[2].lower()])
    hint = "a span like 36h or 3d, or a date like 2026-11-21"
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError("wrong --since", text, "neither a span nor a date", hint) from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    if moment > now:
        raise UsageError("wrong --since", text, "it lies ahead", hint)
    return moment


def complete_feed(incomplete: str) -> list[str]:
    """Offer the names of feeds that begin like this; none where there is no good configuration."""
    from newsdigest.config import load
    from newsdigest.stages.compose import slug
    from newsdigest.urls import host

    try:
        names = [slug(feed.name or host(feed.url)) for feed in load("", os.environ).feeds]
    except NewsdigestError:
        return []
    return [name for name in names if name.startswith(incomplete)]
