"""What a day is made of, with fakes for the world."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from newsdigest import wiring
from newsdigest.models import (
    Article,
    DayBook,
    Failure,
    FeedSource,
    FeedState,
    Grant,
    Memory,
    Page,
    Request,
)
from newsdigest.origin import Origin
from newsdigest.pipeline.day_options import DayOptions, display_name, is_called
from newsdigest.pipeline.gather import (
    FeedAnswer,
    Gathered,
    World,
    gather,
    lost_answer,
    parse_answer,
)

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
FEED = "https://a.test/feed"
TEXT = "<p>" + "Some words about the news of the day in the valley. " * 12 + "</p>"
HTML = f"<!DOCTYPE html><html><title>t</title><body><article>{TEXT}</article></body></html>"


def rss(*names: str, text: str = "") -> bytes:
    items = "".join(
        f"<item><title>{n}</title><link>https://a.test/{n}</link><description>{text}</description></item>"
        for n in names
    )
    return f"<rss version='2.0'><channel><title>A</title>{items}</channel></rss>".encode()


class FakeFetcher:
    """Answer from a table; remember what was asked."""

    def __init__(self, answers: dict[str, Page | Failure]) -> None:
        self.answers = answers
        self.asked: list[Request] = []

    def fetch(self, requests: Sequence[Request]) -> Iterator[tuple[int, Page | Failure]]:
        for number, request in reversed([*enumerate(requests)]):
            self.asked.append(request)
            yield number, self.answers.get(request.url) or failed(request.url)


def failed(url: str, kind: str = "timeout", why: str = "timed out") -> Failure:
    return Failure(url, kind, f"could not fetch: {url}: {why}")


def feed(body: bytes, **more: object) -> Page:
    page = Page(FEED, body, "application/rss+xml", etag='"1"', last_modified="then")
    return replace(page, **more)  # type: ignore[arg-type]


def page(name: str) -> Page:
    return Page(f"https://a.test/{name}", HTML.encode(), "text/html")


def gathered(
    answers: dict[str, Page | Failure],
    states: Sequence[FeedState] = (),
    late: Sequence[bool] = (),
    **options: object,
) -> tuple[Gathered, FakeFetcher]:
    fetcher = FakeFetcher(answers)
    ticks = iter(late)
    world = World(fetcher, wiring.in_process, lambda *_: None, lambda: next(ticks, False))
    wanted = DayOptions(**{"sources": (FeedSource(FEED),), **options})  # type: ignore[arg-type]
    memory = Memory(DayBook(date(2026, 11, 21)), feeds=tuple(states))
    return gather(memory, NOW, wanted, world), fetcher


def test_a_feed_is_asked_parsed_and_its_articles_are_read() -> None:
    found, fetcher = gathered({FEED: feed(rss("1", "2")), "https://a.test/1": page("1")})
    assert [(item.fate, bool(item.article), item.outlet) for item in found.items] == [
        ("read", True, "A"),
        ("title only", False, "A"),
    ]
    assert [request.trusted for request in fetcher.asked] == [True, False, False]
    [state] = found.states
    assert (state.title, state.etag, state.last_modified) == ("A", '"1"', "then")
    assert (state.polled, state.failures, found.failed, found.asked) == (NOW, 0, (), 1)


def test_validators_go_back_and_an_unchanged_feed_keeps_them() -> None:
    known = FeedState(FEED, title="A", etag='"1"', last_modified="then", failures=2, kind="x")
    found, fetcher = gathered({FEED: feed(b"", status=304)}, [known])
    assert (fetcher.asked[0].etag, fetcher.asked[0].last_modified) == ('"1"', "then")
    assert found.items == ()
    assert found.states[0] == replace(known, polled=NOW, failures=0, kind="")


def test_a_failure_is_counted_and_keeps_validators_and_since_when() -> None:
    first, _ = gathered({}, [FeedState(FEED, etag='"1"', moved_to="https://b.test/")])
    [state] = first.states
    assert (state.failures, state.failing_since, state.message) == (1, NOW, "timed out")
    assert (state.etag, state.moved_to) == ('"1"', "")
    until = NOW + timedelta(hours=3)
    parked = replace(failed(FEED), retry_after=until)
    second, _ = gathered({FEED: parked}, [replace(state, failing_since=NOW - timedelta(days=2))])
    assert second.states[0].failures == 2
    assert second.states[0].failing_since == NOW - timedelta(days=2)
    assert second.states[0].parked_until == until


@pytest.mark.parametrize("body", [b"<!DOCTYPE html><html></html>", b""])
def test_what_is_no_feed_is_a_failure_and_validators_are_not_kept(body: bytes) -> None:
    found, _ = gathered({FEED: feed(body)})
    assert found.states[0].etag == ""
    assert found.states[0].failures == 1


def test_an_odd_status_and_a_lost_worker_are_failures() -> None:
    odd = parse_answer(FeedAnswer(0, feed(b"x", status=203)))
    assert isinstance(odd.feed, Failure)
    assert odd.feed.message.endswith("HTTP 203")
    gone = lost_answer(FeedAnswer(3, feed(b"x")), "it took longer than 10 s")
    assert isinstance(gone.feed, Failure)
    assert (gone.number, gone.feed.kind) == (3, "too slow")


def test_a_feed_that_moved_for_good_is_asked_there_next_time() -> None:
    found, _ = gathered({FEED: feed(rss(), moved_to="https://b.test/feed")})
    assert found.states[0].moved_to == "https://b.test/feed"
    _, fetcher = gathered({}, found.states, forced=True)
    assert fetcher.asked[0].url == "https://b.test/feed"


def test_a_feed_that_is_not_due_is_left_alone_unless_forced() -> None:
    just = [FeedState(FEED, title="A", polled=NOW - timedelta(minutes=5))]
    found, fetcher = gathered({FEED: feed(rss())}, just)
    assert (fetcher.asked, found.asked, found.states) == ([], 0, tuple(just))
    assert gathered({FEED: feed(rss())}, just, forced=True)[0].asked == 1


def test_what_was_not_reached_in_time_is_not_seen_and_its_feed_is_asked_again() -> None:
    answers: dict[str, Page | Failure] = {FEED: feed(rss("1", "2")), "https://a.test/2": page("2")}
    found, _ = gathered(answers, late=[True, True])
    assert [item.entry.title for item in found.items] == ["2"]
    assert not found.complete
    assert (found.states[0].etag, found.states[0].title, found.states[0].polled) == ("", "A", None)


def test_a_feed_that_was_not_reached_in_time_did_not_fail() -> None:
    found, _ = gathered({}, late=[True, True])
    assert found.states == (FeedState(FEED),)
    assert [one.source for one in found.failed] == [FEED]
    assert not found.complete


def test_a_full_feed_text_is_not_fetched_again() -> None:
    found, fetcher = gathered({FEED: feed(rss("1", text="w " * 5))}, sources=(
        FeedSource(FEED, full_text=False),
    ))  # fmt: skip
    assert len(fetcher.asked) == 1
    article = found.items[0].article
    assert isinstance(article, Article)
    assert article.published == NOW
    assert found.items[0].entry.summary == ""


def test_muted_items_keep_their_rule_and_no_text() -> None:
    found, _ = gathered({FEED: feed(rss("1", text="x"))}, sources=(FeedSource(FEED, mute=("1",)),))
    [item] = found.items
    assert (item.fate, item.rule, item.entry.summary, item.article) == ("muted", "1", "", None)


def test_secrets_and_trust_go_with_the_origin_of_the_feed_as_configured() -> None:
    private = "http://192.168.0.9/feed"
    body = rss("1").replace(b"https://a.test/1", b"http://192.168.0.9/1") + rss("2")
    secret = (("Authorization", "Bearer x"),)
    sources = (FeedSource(private, insecure=True), FeedSource(FEED))
    _, fetcher = gathered(
        {private: Page(private, body.partition(b"</rss>")[0] + b"</rss>"), FEED: feed(rss("3"))},
        sources=sources,
        secrets={private: secret},
    )
    asked = {request.url: request for request in fetcher.asked}
    home = Grant(Origin("http", "192.168.0.9", 80), secret, insecure=True, private=True)
    assert asked["http://192.168.0.9/1"].grant == home
    assert asked[private].grant == home
    assert asked["https://a.test/3"].grant == Grant(Origin("https", "a.test", 443))


def test_what_a_clock_that_is_ahead_calls_too_old_is_news_when_it_comes_back() -> None:
    dated = rss("1").replace(b"<link>", b"<pubDate>Sat, 21 Nov 2026 06:00:00 GMT</pubDate><link>")
    answers: dict[str, Page | Failure] = {FEED: feed(dated, served=NOW)}
    known = FeedState(FEED, title="A", polled=NOW - timedelta(days=1))
    fetcher = FakeFetcher(answers)
    world = World(fetcher, wiring.in_process, lambda *_: None, lambda: False)
    options = DayOptions(sources=(FeedSource(FEED),))
    ahead = NOW + timedelta(days=30)
    memory = Memory(DayBook(ahead.date()), feeds=(known,))
    wrong = gather(memory, ahead, options, world)
    assert (wrong.items, wrong.states[0].etag, wrong.complete) == ((), "", True)
    back = gather(
        replace(memory, feeds=wrong.states, book=DayBook(NOW.date())), NOW, options, world
    )
    assert [item.entry.title for item in back.items] == ["1"]
    right = gather(
        memory,
        ahead,
        options,
        replace(world, fetcher=FakeFetcher({FEED: feed(dated, served=ahead)})),
    )
    assert [item.fate for item in right.items] == ["too old"]


def test_a_feed_whose_secret_cannot_be_read_fails_alone() -> None:
    stopped = Failure("B", "config", "no secret: B_TOKEN: the variable is not set")
    sources = (FeedSource("https://b.test/feed"), FeedSource(FEED))
    found, fetcher = gathered(
        {FEED: feed(rss("1"))}, sources=sources, secrets={sources[0].url: stopped}
    )
    assert "https://b.test/feed" not in {request.url for request in fetcher.asked}
    assert [item.entry.title for item in found.items] == ["1"]
    assert found.failed == (stopped,)
    assert (found.states[0].failures, found.states[0].message) == (1, stopped.message)
    assert found.states[1].failures == 0


def test_feeds_are_called_by_name_address_or_host() -> None:
    named = FeedSource("https://www.coast.test/feed/", name="Coast Daily!")
    assert is_called(named, "coast-daily")
    assert is_called(named, "https://www.coast.test/feed")
    assert is_called(named, "coast.test")
    assert not is_called(named, "coast")
    assert display_name(named, {}) == "Coast Daily!"
    bare = FeedSource("https://www.coast.test/feed/")
    assert display_name(bare, {}) == "coast.test"
    assert display_name(bare, {bare.url: FeedState(bare.url, title="The Coast")}) == "The Coast"
