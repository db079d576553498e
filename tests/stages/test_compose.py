"""Tellings, DayBook -> Digest of the day."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from newsdigest.models import (
    Article,
    DayBook,
    Entry,
    Fate,
    FeedSource,
    FeedState,
    Item,
    KeyPoint,
    Story,
    Telling,
    TitleOnly,
    ToldStory,
)
from newsdigest.stages.compose import ComposeOptions, compose, slug, trouble

DAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
BOOK = DayBook(DAY, sources_ok=2)
POINT = (KeyPoint("p", 0, 1),)
OPTIONS = ComposeOptions(sections=("World", "Tech"))


def story(name: str, section: str = "", told: ToldStory | None = None) -> Story:
    article = Article(name, "t", site="A", url=f"https://a.test/{name}")
    return Story(name, name, (article,), section, told)


def item(
    number: int, fate: Fate = "title only", rule: str = "", title: str = "", outlet: str = "A"
) -> Item:
    entry = Entry(f"https://a.test/{number}?utm_source=x", title or f"Title {number}")
    return Item((number,), "f", entry, NOW, fate, rule, outlet=outlet)


def test_sections_stand_in_the_readers_order_then_by_name_and_the_rest_last() -> None:
    names = ["", "Sport", "Tech", "Art", "World", "Tech"]
    tellings = [Telling(story(str(n), name), POINT) for n, name in enumerate(names)]
    digest = compose(tellings, (), BOOK, OPTIONS)
    told = [(one.story.section, one.story.id) for one in digest.tellings]
    assert told == [
        *(("World", "4"), ("Tech", "2"), ("Tech", "5")),
        *(("Art", "3"), ("Sport", "1"), ("", "0")),
    ]
    assert digest.title == "News digest, Saturday 21 November 2026"


def test_watched_sections_come_first_and_opinion_last() -> None:
    names = ["Opinion", "", "World", "River"]
    tellings = [Telling(story(str(n), name), POINT) for n, name in enumerate(names)]
    digest = compose(tellings, (), BOOK, replace(OPTIONS, watched=("River",)))
    assert [one.story.section for one in digest.tellings] == ["River", "World", "", "Opinion"]


def test_a_long_day_begins_with_the_five_of_highest_rank() -> None:
    ranked = [Telling(story(str(n), "Opinion" if n == 1 else ""), POINT) for n in range(8)]
    assert compose(ranked, (), BOOK, OPTIONS).glance == ("0", "2", "3", "4", "5")
    assert compose(ranked[:7], (), BOOK, OPTIONS).glance == ()


def test_an_update_that_says_nothing_new_stands_by_its_title() -> None:
    told = ToldStory("u", "u", DAY)
    update = Telling(story("u", told=told))
    digest = compose([update, Telling(story("n"))], (), BOOK, OPTIONS)
    assert [one.story.id for one in digest.tellings] == ["n"]
    assert digest.more_titles == (TitleOnly("u", "https://a.test/u", "A", told_before=True),)
    again = Item((1,), "f", Entry("", "u"), NOW, article=update.story.articles[0], revised=True)
    book = replace(BOOK, items=(again,))
    assert compose([update], (), book, OPTIONS).more_titles == ()


def test_titles_of_one_address_stand_all_where_it_names_none_of_them() -> None:
    page = "https://a.test/notices"
    shared = [
        Item((n,), "f", Entry(page, f"Notice {n}"), NOW, "title only", outlet="A", own_page=False)
        for n in range(2)
    ]
    grown = Item((3,), "f", Entry("https://a.test/told", "Grown"), NOW, "title only", revised=True)
    book = replace(BOOK, items=(*shared, grown))
    digest = compose([Telling(story("told"), POINT)], (), book, OPTIONS)
    assert [one.title for one in digest.more_titles] == ["Notice 0", "Notice 1", "Grown"]


def test_titles_stand_once_whether_told_or_listed() -> None:
    items = (
        item(1),
        item(2, title="told"),
        item(1, title="Other words"),
        item(3, title="TITLE 1"),
        item(4, fate="read"),
    )
    book = DayBook(DAY, items=items)
    digest = compose([Telling(story("told"), POINT)], [story("rest")], book, OPTIONS)
    assert [(one.title, one.url) for one in digest.more_titles] == [
        ("rest", "https://a.test/rest"),
        ("Title 1", "https://a.test/1"),
    ]


def test_a_digest_ends_titles_beyond_ten_of_an_outlet_are_counted() -> None:
    items = (*(item(n) for n in range(12)), item(99, outlet="B"))
    digest = compose((), (), DayBook(DAY, items=items), OPTIONS)
    assert len(digest.more_titles) == 11
    assert digest.notes == ("not listed: 2 titles (A 2)",)


def test_muted_and_highlighted_items_are_counted_by_rule() -> None:
    items = (
        item(1, "muted", "horoscope"),
        item(2, "muted", "sponsored"),
        item(3, "muted", "horoscope"),
        item(4, "read", "Elm river"),
        item(5, "too old", "horoscope"),
    )
    assert compose((), (), DayBook(DAY, items=items), OPTIONS).notes == (
        "muted today: 3 items (horoscope 2, sponsored 1)",
        "highlighted today: 1 item (Elm river 1)",
        "too old to be news: 1 item (A 1)",
    )


@pytest.mark.parametrize(
    ("kind", "failures", "message", "hint"),
    [
        ("timeout", 1, "why", ""),
        ("gone", 2, "why since 12 Nov (2 runs)", ""),
        (
            *("gone", 9, "why since 12 Nov (9 runs)"),
            "It is probably gone: `newsdigest feeds remove coast-daily`",
        ),
        ("login", 1, "why", "Set auth_env or cookie_file if you have a subscription."),
        (
            *("not a feed", 1, "why"),
            "Look for its feed again: `newsdigest feeds add https://coast.test/feed`",
        ),
    ],
)
def test_trouble_says_since_when_how_often_and_what_to_do(
    kind: str, failures: int, message: str, hint: str
) -> None:
    since = datetime(2026, 11, 12, 6, 30, tzinfo=UTC)
    state = FeedState("f", failing_since=since, failures=failures, kind=kind, message="why")
    found = trouble("Coast Daily", FeedSource("https://coast.test/feed"), state, DAY, UTC)
    assert (found.source, found.kind, found.message, found.hint) == (
        *("Coast Daily", kind, message),
        hint,
    )


def test_an_address_that_a_shell_would_read_is_not_put_into_a_command() -> None:
    state = FeedState("f", kind="not a feed", failures=1)
    found = trouble("A", FeedSource("https://a.test/?a=1&b=$(x)"), state, DAY, UTC)
    assert found.hint.endswith("feeds add URL`")


def test_a_slug_can_be_typed() -> None:
    assert slug("Coast Daily — News!") == "coast-daily-news"
    assert slug("東京新聞") == "東京新聞"
    assert slug("!!!") == slug("!!!") != ""
