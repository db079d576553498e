"""Links and dates as feeds write them."""

from datetime import UTC, datetime

import pytest

from newsdigest.stages.feeds.dates import from_fields, from_text
from newsdigest.stages.feeds.links import is_web, resolve


@pytest.mark.parametrize(
    ("base", "link", "address"),
    [
        ("https://a.test/x/", "b", "https://a.test/x/b"),
        ("https://a.test/x/", " \n ", ""),
        ("feed.xml", "b.html", "b.html"),
        ("https://a.test/", "mailto:x@a.test", ""),
        ("https://a.test/", "JavaScript:alert(1)", ""),
        ("https://a.test/", "http://[::1", ""),
        ("https://a.test/", "HTTPS://B.test/", "https://B.test/"),
    ],
)
def test_a_link_leads_to_the_web_or_nowhere(base: str, link: str, address: str) -> None:
    assert resolve(base, link) == address
    assert not is_web("ftp://a.test/")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-21T10:30:00+01:00", datetime(2026, 11, 21, 9, 30, tzinfo=UTC)),
        ("2026-11-21", datetime(2026, 11, 21, tzinfo=UTC)),
        ("Sat, 21 Nov 2026 10:30:60 GMT", datetime(2026, 11, 21, 10, 30, 59, tzinfo=UTC)),
        ("0001-01-01T00:00:00+23:00", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_a_date_is_a_time_in_utc_or_none(text: str, moment: datetime | None) -> None:
    assert from_text(text) == moment


def test_fields_of_a_date_that_cannot_be_are_none() -> None:
    assert from_fields((2026, 11, 21, 10, 30, 61)) == datetime(2026, 11, 21, 10, 30, 59, tzinfo=UTC)
    assert from_fields((2026, 2, 31, 0, 0, 0)) is None
    assert from_fields((2026,)) is None
    assert from_fields(None) is None
