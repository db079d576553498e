"""Dates in forms that readers of feeds take for another, or for none."""

import pytest

from newsdigest.stages.feeds.dates import from_other_form


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2016/6/29 15:07:41", "2016-06-29T15:07:41+00:00"),
        ("17/01/2023", "2023-01-17T00:00:00+00:00"),
        ("Sun, 05 Sep 2021 15:30:00 GMT+7", "2021-09-05T08:30:00+00:00"),
        ("Sun, 05 Sep 2021 15:30:00 UTC-03:30", "2021-09-05T19:00:00+00:00"),
        ("Mi, 06 Dez 2019 08:15:00 +0100", "2019-12-06T07:15:00+00:00"),
        ("Ke, 30 Lok 2013 11:34:37 +0000", "2013-10-30T11:34:37+00:00"),
        ("3 août 2024", "2024-08-03T00:00:00+00:00"),
    ],
)
def test_a_date_in_another_form_is_read(written: str, read: str) -> None:
    moment = from_other_form(written)
    assert moment is not None
    assert moment.isoformat() == read


@pytest.mark.parametrize("written", ["3/5/2021", "Tue, 14 May 2024 09:30:00 +0200", "soon", ""])
def test_a_date_that_means_two_days_or_that_all_read_is_left(written: str) -> None:
    assert from_other_form(written) is None
