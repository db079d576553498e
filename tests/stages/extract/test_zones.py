"""zones: how far a page's clocks are ahead of UTC."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.stages.extract.head.zones import home_offset
from newsdigest.stages.extract.wordlist import load_entries

WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("host", "language", "minutes"),
    [
        ("orrinpost.com.ar", "es", -180),
        ("orrinpost.jp", "en", 540),
        ("orrinpost.example", "ja", 540),
        ("orrinpost.example", "pt-BR", -180),
        ("orrinpost.example", "pt_br", -180),
        ("orrinpost.example", "zh-Hans-CN", 480),
        ("orrinpost.example", "de", 60),
        ("orrinpost.example", "de-XX", 60),
        ("orrinpost.in", "de", 330),
        ("orrinpost.example", "en-US", None),
        ("orrinpost.example", "es", None),
        ("", "", None),
    ],
)
def test_the_country_decides_before_the_language(
    host: str, language: str, minutes: int | None
) -> None:
    expected = None if minutes is None else timedelta(minutes=minutes)
    assert home_offset(host, language, WINTER) == expected


@pytest.mark.parametrize(
    ("moment", "hours"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), 1),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), 2),
        (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), 2),
        (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), 1),
        (datetime(2026, 3, 29, 1, 59), 1),  # noqa: DTZ001 - the page's own clock
        (datetime(2026, 3, 29, 3, 0), 2),  # noqa: DTZ001 - the page's own clock
        (datetime(2025, 3, 30, 1, 0, tzinfo=UTC), 2),
    ],
)
def test_european_clocks_turn_on_the_last_sundays_at_one(moment: datetime, hours: int) -> None:
    assert home_offset("orrinpost.de", "", moment) == timedelta(hours=hours)


def test_clocks_elsewhere_do_not_turn() -> None:
    assert home_offset("orrinpost.jp", "", SUMMER) == timedelta(hours=9)


def test_each_country_and_language_is_listed_once() -> None:
    names = [
        name for lines in load_entries("zones").values() for line in lines for name in line.split()
    ]
    assert len(names) == len(set(names))


@given(st.text(max_size=20), st.text(max_size=10), st.datetimes(timezones=st.just(UTC)))
def test_any_host_and_language_gives_an_offset_of_less_than_a_day(
    host: str, language: str, moment: datetime
) -> None:
    offset = home_offset(host, language, moment)
    assert offset is None or abs(offset) < timedelta(hours=24)
