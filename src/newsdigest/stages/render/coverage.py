"""Story -> one line on how far and how fast it spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from newsdigest.models import Story

BARS = "▁▂▃▄▅▆▇█"
FEWEST_OUTLETS = 3
"""Two outlets are told by their names; from three on, a shape says more than a list."""
MOST_COLUMNS = 8
HOUR_S = 3600
DAY_S = 24 * HOUR_S


def coverage(story: Story) -> str:
    """Write `4 outlets in 3 h ▇▂▁▅`; empty where there are few outlets or no times.

    Each column is an equal part of the time from the first article to the last, as high as the
    number of articles in it.
    """
    outlets = len({article.outlet for article in story.articles})
    times = sorted(article.published for article in story.articles if article.published)
    if outlets < FEWEST_OUTLETS or len(times) < FEWEST_OUTLETS:
        return ""
    took = times[-1] - times[0]
    if took.total_seconds() < HOUR_S:
        return f"{outlets} outlets within the hour"
    return f"{outlets} outlets in {_span(took)} {_columns(times)}"


def _span(took: timedelta) -> str:
    seconds = took.total_seconds()
    if seconds < 2 * DAY_S:
        return f"{round(seconds / HOUR_S)} h"
    return f"{round(seconds / DAY_S)} days"


def _columns(times: Sequence[datetime]) -> str:
    took = (times[-1] - times[0]).total_seconds()
    count = min(MOST_COLUMNS, max(2, round(took / HOUR_S)))
    heights = [0] * count
    for time in times:
        part = (time - times[0]).total_seconds() / took
        heights[min(int(part * count), count - 1)] += 1
    top = max(heights)
    return "".join(BARS[round(height / top * (len(BARS) - 1))] for height in heights)
