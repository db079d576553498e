"""FeedSource, FeedState -> is it time to ask the feed?"""

from datetime import UTC, datetime, timedelta

import pytest

from newsdigest.models import FeedSource, FeedState
from newsdigest.stages.choose.due import due

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
FEED = "https://a.test/feed"


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (None, True),
        (FeedState(FEED), True),
        (FeedState(FEED, polled=NOW - timedelta(minutes=29)), False),
        (FeedState(FEED, polled=NOW - timedelta(minutes=30)), True),
        (FeedState(FEED, polled=NOW + timedelta(hours=9)), True),
        (FeedState(FEED, polled=NOW - timedelta(minutes=1), failures=2), True),
        (FeedState(FEED, polled=NOW - timedelta(minutes=1), failures=3), False),
        (FeedState(FEED, polled=NOW - timedelta(hours=11), failures=30), False),
        (FeedState(FEED, polled=NOW - timedelta(hours=12), failures=30), True),
        (
            FeedState(
                FEED, polled=NOW - timedelta(hours=9), parked_until=NOW + timedelta(minutes=1)
            ),
            False,
        ),
        (FeedState(FEED, polled=NOW - timedelta(hours=9), parked_until=NOW), True),
    ],
)
def test_a_feed_is_asked_when_it_is_due(state: FeedState | None, *, expected: bool) -> None:
    assert due(FeedSource(FEED), state, NOW) is expected


def test_a_feed_on_this_machine_is_always_due() -> None:
    state = FeedState("http://127.0.0.1:8000/feed", polled=NOW)
    assert due(FeedSource(state.url), state, NOW)
    assert not due(FeedSource("http://127.0.0.1.evil.test/feed"), state, NOW)


def test_a_paused_feed_waits_for_its_day() -> None:
    assert not due(FeedSource(FEED, pause="2026-11-22"), None, NOW)
    assert due(FeedSource(FEED, pause="2026-11-21"), None, NOW)
