"""FeedSource, FeedState -> is it time to ask the feed?"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from newsdigest.patterns import regex

if TYPE_CHECKING:
    from datetime import datetime

    from newsdigest.models import FeedSource, FeedState

LEAST_GAP = timedelta(minutes=30)
"""Between two polls of a feed that answered, unless the reader forces one."""
PATIENCE = 3
"""Failed runs in a row after which a feed is asked less often."""
LONGEST_PAUSE = timedelta(hours=12)


def due(source: FeedSource, state: FeedState | None, now: datetime) -> bool:
    """Tell whether to ask a feed now: not parked, not just asked, not failing again and again.

    A feed that the reader paused is not asked before that day begins, in UTC.
    """
    if source.pause and now.date() < date.fromisoformat(source.pause):
        return False
    if state is None or state.polled is None or state.polled > now:
        return True
    if state.parked_until and state.parked_until > now:
        return False
    if _OWN_MACHINE.match(source.url):
        return True
    if not state.failures:
        return now - state.polled >= LEAST_GAP
    if state.failures < PATIENCE:
        return True
    pause = LEAST_GAP * 2 ** min(state.failures - PATIENCE, 8)
    return bool(now - state.polled >= min(pause, LONGEST_PAUSE))


# Politeness is for other people's servers.
_OWN_MACHINE = regex(r"https?://(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?:[:/]|$)", re.IGNORECASE)
