"""dates: which of the days that a page states is that of its publication, and in which zone."""

import pytest
from lxml.html import HtmlElement

from newsdigest.models import Article, Page
from newsdigest.stages.extract.head.datings import in_lines, stamped
from newsdigest.stages.extract.head.stamps import read_stamp
from newsdigest.stages.extract.html import extract
from newsdigest.stages.extract.page.claims import read_claims
from newsdigest.stages.extract.page.survey import survey
from newsdigest.stages.extract.page.tree import parse

PROSE = [
    "The ferry pier at Elm will be rebuilt from March, the council of the valley has decided.",
    "Engineers had told the meeting that the piles have lost half of their width in ten years.",
    "The work costs nine million crowns, and a levy on passengers is to pay for most of that.",
    "Two members voted against it, for the tender had drawn one bidder and nobody asked why.",
]
BODY = "".join(f"<p>{text}</p>" for text in PROSE)
URL = "https://elmherald.example/pier"


def read(top: str = "", head: str = "", end: str = "", url: str = URL) -> Article:
    page = (
        f"<html lang='en'><head><title>Pier to be rebuilt</title>{head}</head><body><main>"
        f"<article><h1>Pier to be rebuilt</h1>{top}{BODY}</article>{end}</main></body></html>"
    )
    return extract(Page(url, page.encode()))


def shown(article: Article) -> tuple[str, int | None]:
    assert article.published is not None
    return article.published.isoformat()[:16], article.utc_offset_min


def parsed(body: str) -> HtmlElement:
    tree = parse(f"<html><body>{body}</body></html>")
    assert tree is not None
    return tree


def days_in_lines(end: str) -> list[str]:
    tree = parsed(f"<h1>Pier to be rebuilt</h1>{BODY}{end}")
    found = in_lines(read_claims(tree), survey(tree), "Pier to be rebuilt")
    return [f"{one.stamp.moment.date()}" for one in found]


def record(published: str, modified: str = "") -> str:
    return (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Pier to be '
        f'rebuilt", "datePublished": "{published}", "dateModified": "{modified}"}}</script>'
    )


def test_the_day_that_the_page_shows_its_reader_outweighs_a_day_that_only_a_record_states() -> None:
    line = "<p class='date'>9 May 2026</p><time datetime='2026-05-09T06:00:00Z'>9 May 2026</time>"
    assert shown(read(line, record("2026-05-01T06:00:00Z")))[0][:10] == "2026-05-09"


def test_a_day_said_to_be_of_an_update_is_not_that_of_publication() -> None:
    line = "<p>Updated: 9 May 2026, 08:00</p>"
    assert shown(read(line, record("2026-05-01T06:00:00Z"))) == ("2026-05-01T06:00", 0)
    timed = "<time datetime='2026-05-09T06:00:00Z'>Last updated 9 May 2026</time>"
    assert shown(read(timed, record("2026-05-01T06:00:00Z"))) == ("2026-05-01T06:00", 0)
    both = "<p>Updated 9 May 2026, published 1 May 2026</p>"
    assert shown(read(both)) == ("2026-05-01T00:00", None)


def test_a_line_of_an_update_counts_where_the_page_states_no_other_day() -> None:
    assert shown(read("<p>Updated 9 May 2026</p>")) == ("2026-05-09T00:00", None)


def test_what_several_sources_state_outweighs_one() -> None:
    head = record("2026-05-01T06:00:00Z") + "<meta name='pubdate' content='2026-05-03'>"
    assert shown(read("<p>1 May 2026</p>", head))[0] == "2026-05-01T06:00"


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("2 May 2026, 08:30", 150),
        ("1 May 2026, 10:00 PM", -480),
        ("1 May 2026 10:00 P.M.By Ana Ruiz", -480),
        ("2 May 2026, 06:00 UTC", 0),
        ("2 May 2026, 08:07", 0),  # another moment
        ("1 May 2026, 18:00", None),  # no zone is so far behind
    ],
)
def test_the_hour_shown_beside_a_stamp_in_utc_tells_the_zone(
    line: str, minutes: int | None
) -> None:
    article = read(f"<p>{line}</p>", record("2026-05-02T06:00:00Z", "2026-05-02T06:00:00Z"))
    assert article.utc_offset_min == minutes


def test_a_day_near_midnight_is_the_day_that_the_page_shows() -> None:
    article = read("<p>1 May 2026 5:06pm PT</p>", record("2026-05-02T01:06:51Z"))
    assert shown(article) == ("2026-05-02T01:06", -480)


def test_days_of_other_stories_further_down_do_not_count() -> None:
    beside = "".join(f"<p>Note {day}</p><p>{day}.04.2026 u 10:52</p>" for day in range(10, 14))
    assert days_in_lines(beside) == []
    assert days_in_lines("<p>Note</p><p>12.04.2026 u 10:52</p>") == ["2026-04-12"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("12/22/2026 05:00 AM EST", "2026-12-22"),
        ("22/12/2026", "2026-12-22"),
        ("12.16.2026", "2026-12-16"),
        ("By Ana Ruiz on 04-ago-2026 5:11:10", "2026-08-04"),
        ("PUBLISHED: December 22, 2026 at 8:48 p.m. | UPDATED: December 23, 2026", "2026-12-22"),
    ],
)
def test_days_are_read_as_the_countries_write_them(line: str, day: str) -> None:
    assert shown(read(f"<p>{line}</p>"))[0][:10] == day


def test_a_mark_whose_stamp_is_broken_is_read_as_shown() -> None:
    mark = "<time class='post__date' datetime='2020-02-112026-05-08'>May 8, 2026</time>"
    assert read_stamp("2020-02-112026-05-08") is None
    assert shown(read(mark))[0][:10] == "2026-05-08"


def test_a_time_far_from_the_headline_counts_less_than_one_that_says_what_it_is() -> None:
    far = "<i></i>" * 200
    plain = "<time datetime='2026-05-20'></time>"
    named = "<time class='posted' datetime='2026-05-04'></time>"
    assert shown(read(end=far + plain))[0][:10] == "2026-05-20"
    assert shown(read(end=far + plain + named))[0][:10] == "2026-05-04"


def test_a_time_on_a_page_without_a_headline_says_nothing_unless_it_says_what_it_is() -> None:
    plain = "<time datetime='2026-05-20'></time>"
    claims = [read_claims(parsed(f"<p>{mark}</p>{BODY}")) for mark in (plain, "<b></b>" + plain)]
    assert [[*stamped(one)] for one in claims] == [[], []]


def test_a_meta_of_a_change_tells_the_zone_and_no_day() -> None:
    head = record("2026-05-02T22:30:00Z")
    changed = "<meta property='article:modified_time' content='2026-05-09T08:00:00+02:00'>"
    assert shown(read(head=head + changed)) == ("2026-05-02T22:30", 120)


def test_a_day_above_the_headline_counts_where_it_can_be_one() -> None:
    page = f"<p>4 May 2026</p><h1>Pier to be rebuilt</h1>{BODY}"
    assert shown(extract(Page(URL, f"<html><body>{page}</body></html>".encode()))) == (
        "2026-05-04T00:00",
        None,
    )
    assert read("<p>Published 30 February 2026, 3 May 2026</p>").published is not None


def test_an_address_states_the_day_where_nothing_else_does() -> None:
    assert shown(read(url="https://elmherald.example/2026/05/04/pier"))[0][:10] == "2026-05-04"
    assert read(url="https://elmherald.example/2026/02/31/pier").published is None


def test_a_day_below_an_h1_that_words_the_headline_otherwise_is_found() -> None:
    head = "<meta property='og:title' content='Elm: Pier to be rebuilt'>"
    page = (
        f"<html lang='en'><head><title>Elm: Pier to be rebuilt</title>{head}"
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": '
        '"Elm: Pier to be rebuilt"}</script></head>'
        f"<body><article><h1>The pier</h1><p>4 May 2026</p>{BODY}</article></body></html>"
    )
    assert shown(extract(Page(URL, page.encode())))[0][:10] == "2026-05-04"
