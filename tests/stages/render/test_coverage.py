"""How far and how fast a story spread, in one line."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.stages.render.stories import TIMES, at

from newsdigest.models import Story
from newsdigest.stages.render.coverage import coverage


def story(*hours: float | None) -> Story:
    """Make a story of one article an outlet, each some hours after the first."""
    articles = tuple(
        replace(
            TIMES,
            site=f"Outlet {number}",
            published=None if hour is None else at(0, 0) + timedelta(hours=hour),
        )
        for number, hour in enumerate(hours)
    )
    return Story("s", "Bridge", articles)


@pytest.mark.parametrize(
    ("hours", "line"),
    [
        ((0, 1, 3), "3 outlets in 3 h ███"),
        ((0, 0, 0, 0, 1.5, 2), "6 outlets in 2 h █▅"),
        ((0, 0.2, 0.9), "3 outlets within the hour"),
        ((0, 30, 72), "3 outlets in 3 days █▁▁█▁▁▁█"),
        ((5, 0, None, 2), "4 outlets in 5 h █▁█▁█"),
    ],
)
def test_three_outlets_and_more_are_counted_over_time(
    hours: tuple[float | None, ...], line: str
) -> None:
    assert coverage(story(*hours)) == line


@pytest.mark.parametrize("hours", [(), (0,), (0, 5), (0, None, None), (None, None, None)])
def test_few_outlets_or_no_times_say_nothing(hours: tuple[float | None, ...]) -> None:
    assert coverage(story(*hours)) == ""


def test_an_outlet_that_writes_twice_is_counted_once() -> None:
    one = replace(TIMES, published=at(1, 0))
    twice = Story("s", "x", (one, replace(one, published=at(3, 0)), one, one))
    assert coverage(twice) == ""
