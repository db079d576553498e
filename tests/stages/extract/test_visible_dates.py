"""visible_dates: the day and time that a page shows to its reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.stages.extract.head.visible_dates import only_shown, read_line


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Published 14:05, 3 May 2021", "2021-05-03T14:05:00"),
        ("3. Mai 2021, 14:05 Uhr", "2021-05-03T14:05:00"),
        ("Publié le 1er août 2021 à 14h05", "2021-08-01T14:05:00"),
        ("3 de mayo de 2021 14:05", "2021-05-03T14:05:00"),
        ("3 maggio 2021, 14.05", "2021-05-03T14:05:00"),
        ("3 de maio de 2021 às 14h05", "2021-05-03T14:05:00"),
        ("3 mei 2021 14:05", "2021-05-03T14:05:00"),
        ("3 мая 2021, 14:05", "2021-05-03T14:05:00"),
        ("3 مايو 2021 14:05", "2021-05-03T14:05:00"),
        ("۳ مه ۲۰۲۱ ۱۴:۰۵", None),  # Eastern digits: mostly of another calendar
        ("3 مه 2021 14:05", "2021-05-03T14:05:00"),
        ("2021年5月3日 14:05", "2021-05-03T14:05:00"),
        ("2021년 5월 3일 14:05", "2021-05-03T14:05:00"),
        ("2021年05月03日 14時05分更新", "2021-05-03T14:05:00"),
        ("2021년 5월 3일 14시 05분", "2021-05-03T14:05:00"),
        ("3 May 2021 14:05 GMT+30", None),
        ("입력 2021.05.03 14:05", "2021-05-03T14:05:00"),
        ("3 Mayıs 2021 14:05", "2021-05-03T14:05:00"),
        ("3. května 2021 14:05", "2021-05-03T14:05:00"),
        ("3 maj 2021 14.05", "2021-05-03T14:05:00"),
        ("3 Μαΐου 2021, 14:05", "2021-05-03T14:05:00"),
        ("3 tháng 5, 2021 14:05", "2021-05-03T14:05:00"),
        ("12 tháng mười hai 2021 14:05", "2021-12-12T14:05:00"),
        ("03.05.2021 14:05", "2021-05-03T14:05:00"),
        ("May 3, 2021 2:05 p.m.", "2021-05-03T14:05:00"),
        ("12:05 AM - 3 May 2021", "2021-05-03T00:05:00"),
        ("3 May 2021, 14:05 GMT+10", "2021-05-03T14:05:00+10:00"),
        ("3 May 2021", None),
        ("3/5/2021 14:05", None),
        ("31 February 2021 14:05", None),
        ("3 May 2021 27:05", None),
        ("3 May 1921 14:05", None),
        ("2021.05.03", None),
        ("On 3 May 2021 the council met at 14:05 in its hall to hear the mill's owners", None),
        ("The mill " * 10 + "3 May 2021 14:05", None),
    ],
)
def test_a_short_line_of_a_day_and_a_time_is_read(line: str, shown: str | None) -> None:
    moment = only_shown(["Tuesday, 4 May 2021", line, "The mill will close"])
    assert (moment.isoformat() if moment else None) == shown


def test_several_days_are_comments_or_other_articles() -> None:
    assert only_shown(["3 May 2021 14:05", "4 May 2021 14:05"]) is None


def test_one_day_twice_is_that_day() -> None:
    moment = only_shown(["3 May 2021 14:05", "Updated 3 May 2021 17:30"])
    assert moment is not None
    assert moment.isoformat() == "2021-05-03T14:05:00"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("By Tess Holm", None),
        ("3 May 2021", ("2021-05-03T00:00:00", True, False)),
        ("3 May 2021 14:05", ("2021-05-03T14:05:00", False, False)),
        ("31 February 2021", None),
        ("31 February 2021, 3 May 2021", ("2021-05-03T00:00:00", True, False)),
        ("Updated 4 May 2021 9:00, published 3 May 2021", ("2021-05-03T00:00:00", True, False)),
        ("Published 3 May 2021, updated 4 May 2021 9:00", ("2021-05-03T00:00:00", True, False)),
        ("Updated 3 May 2021, 4 May 2021", ("2021-05-04T00:00:00", True, False)),
        ("3 May 2021 (updated)", ("2021-05-03T00:00:00", True, True)),
        ("5.3.2021-05-04", ("2021-05-04T00:00:00", True, False)),
        ("On 3 May 2021 the council of Orrin met in its hall", None),
    ],
)
def test_a_line_s_first_day_of_publication_needs_no_time(
    line: str, shown: tuple[str, bool, bool] | None
) -> None:
    found = read_line(line)
    assert (found and (found.moment.isoformat(), *found[1:])) == shown


@given(st.lists(st.text(alphabet="0123456789:. mayJunAPM年月日+GT-", max_size=40), max_size=4))
def test_no_line_breaks_the_reader(lines: list[str]) -> None:
    moment = only_shown(lines)
    assert moment is None or moment.year >= 1995
