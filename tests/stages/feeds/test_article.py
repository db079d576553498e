"""Entry, and what its page gave -> Article."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsdigest.models import Article, Entry, Failure, FeedSource, Item
from newsdigest.stages.feeds.article import is_full, needs_page, settle, title_of, why_of

SOURCE = FeedSource("https://a.test/feed", section="World")
WHEN = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
LONG = " ".join(["the word of the day is this and that"] * 25)
ENTRY = Entry("https://a.test/1?utm_source=rss", "Title", summary="A teaser.", published=WHEN)
GONE = Failure("https://a.test/1", "gone", "could not fetch: https://a.test/1: HTTP 410: gone")


def met(entry: Entry) -> Item:
    return Item((1,), SOURCE.url, entry, WHEN + timedelta(hours=1))


def full(words: int, **changes: object) -> Article:
    return Article(**{"title": "Page", "text": "w " * words, "url": "https://a.test/1", **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entry", "source", "needed"),
    [
        (ENTRY, SOURCE, True),
        (Entry("https://a.test/1", "t", content=LONG), SOURCE, False),
        (Entry("https://a.test/1", "t", content=LONG + " […]"), SOURCE, True),
        (ENTRY, FeedSource("https://a.test/feed", full_text=False), False),
        (Entry("", "t"), SOURCE, False),
        (Entry("relative.html", "t"), SOURCE, False),
    ],
)
def test_a_page_is_fetched_where_the_feed_has_a_teaser(
    entry: Entry, source: FeedSource, *, needed: bool
) -> None:
    assert needs_page(met(entry), source) is needed


def test_a_page_of_several_entries_is_not_fetched_and_its_address_stays_whole() -> None:
    item = replace(met(Entry("https://a.test/n#pool", "Pool", summary="Opens.")), own_page=False)
    assert not needs_page(item, SOURCE)
    article = settle(item, SOURCE, "A", None)
    assert article is not None
    assert (article.title, article.url) == ("Pool", "https://a.test/n#pool")


WALL = "We and our 812 partners store cookies on your device to show you ads that fit you."


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        ("Ana Ruiz opened a bridge over the Elm river on Monday.", "Ana Ruiz opened a bridge"),
        ("", ""),
    ],
)
def test_a_page_that_shares_nothing_with_its_entry_is_not_its_article(
    summary: str, text: str
) -> None:
    entry = Entry("https://a.test/1", "City opens new river bridge", summary=summary)
    wall = Article("Just a moment…", WALL, url="https://a.test/1", language="en")
    article = settle(met(entry), SOURCE, "A", wall)
    if not text:
        assert article is None
        own = replace(wall, title="City opens new river bridge", text="Ana Ruiz cut a ribbon.")
        assert settle(met(entry), SOURCE, "A", own) is not None
        return
    assert article is not None
    assert article.title == entry.title
    assert article.text.startswith(text)
    assert article.teaser_why == "the page holds another text; the lines are from the feed"
    own = Article("Bridge", "A new bridge stands over the river.", language="en")
    assert settle(met(entry), SOURCE, "A", own) == replace(
        own, url="https://a.test/1", site="A", published=WHEN + timedelta(hours=1), section="World"
    )


def test_the_page_is_the_article_with_the_feeds_time_and_the_readers_section() -> None:
    article = settle(met(ENTRY), SOURCE, "A", full(100, section="Local", site="Example Times"))
    assert article is not None
    assert (article.title, article.site, article.section) == ("Page", "Example Times", "World")
    assert article.published == WHEN
    assert not article.teaser


def test_a_page_that_cannot_be_read_leaves_the_feeds_text_and_says_so() -> None:
    article = settle(met(ENTRY), SOURCE, "A", GONE)
    assert article is not None
    assert article.text == "A teaser."
    assert article.url == "https://a.test/1"
    why = "the page could not be read: HTTP 410: gone; the lines are from the feed"
    assert (article.teaser, article.teaser_why) == (True, why)


def test_without_page_and_text_there_is_nothing_to_read() -> None:
    assert settle(met(Entry("https://a.test/1", "t")), SOURCE, "A", GONE) is None


def test_a_paywalled_opening_gives_way_to_a_longer_feed_text() -> None:
    entry = Entry("https://a.test/1", "t", content="long " * 40)
    article = settle(met(entry), SOURCE, "A", full(10, paywall=True))
    assert article is not None
    assert article.words == 40
    assert article.teaser_why == (
        "the page shows 10 words and asks for a subscription; the lines are from the feed"
    )


def test_a_paywalled_opening_longer_than_the_feed_stays_and_says_so() -> None:
    article = settle(met(ENTRY), SOURCE, "A", full(10, paywall=True))
    assert article is not None
    assert article.words == 10
    assert article.teaser_why == "the page shows 10 words and asks for a subscription"


def test_a_full_feed_text_is_no_teaser_and_its_paragraphs_cover_it() -> None:
    entry = Entry("https://a.test/1", "t", content=f"{LONG}\n\nEnd.", language="en-GB")
    article = settle(met(entry), SOURCE, "A", None)
    assert article is not None
    assert is_full(entry)
    assert not article.teaser
    assert article.language == "en"
    slices = [article.text[one.start : one.end] for one in article.paragraphs]
    assert slices == [LONG, "End."]


def test_a_feeds_text_is_in_the_language_it_is_written_in() -> None:
    german = (
        "Die Stadt hat am Montag nach vier Jahren Bauzeit eine neue Brücke über die Elm eröffnet, "
        "die den alten Hafen wieder mit den nördlichen Vierteln verbindet, wie der Rat mitteilte."
    )
    for declared in ("", "en", "de-AT"):
        entry = Entry("https://a.test/1", "Neue Brücke", content=german, language=declared)
        article = settle(met(entry), SOURCE, "A", None)
        assert article is not None
        assert article.language == "de"


def test_an_entry_without_a_title_takes_the_beginning_of_its_text() -> None:
    assert title_of(Entry("u", "", summary="Short text.")) == "Short text."
    assert title_of(Entry("u", "", content=LONG)).endswith(" …")
    assert len(title_of(Entry("u", "", content=LONG))) <= 92
    assert title_of(Entry("https://a.test/1", "")) == "https://a.test/1"


def test_a_reason_stands_alone_where_the_message_names_its_source() -> None:
    assert why_of(GONE) == "HTTP 410: gone"
    assert why_of(Failure("x", "k", "something else")) == "something else"


@pytest.mark.parametrize(
    ("days", "kept"), [(0, True), (-6, True), (-8, False), (2, False), (None, False)]
)
def test_a_pages_own_date_counts_only_near_first_sight(days: int | None, *, kept: bool) -> None:
    when = None if days is None else WHEN + timedelta(days=days)
    entry = Entry("https://a.test/1", "t")
    article = settle(met(entry), SOURCE, "A", full(9, published=when))
    assert article is not None
    assert article.published == (when if kept else WHEN + timedelta(hours=1))
