"""Readers on servers as sources: what stands among the feeds, and what is marked."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from newsdigest.errors import FetchError
from newsdigest.models import Failure, FeedSource, FeedState, Page, Request
from newsdigest.models.reader import Subscription, Unread
from newsdigest.pipeline.day_options import DayOptions
from newsdigest.pipeline.readers import Answering, expand, mark_read
from newsdigest.stages.choose.identity import identify
from newsdigest.stages.feeds.parse import parse

BASE = "https://reader.test"
MINE = FeedSource(url=BASE, miniflux=BASE, mark_read=True)
OPTIONS = DayOptions(sources=(MINE, FeedSource(url="https://a.test/feed")))
WHEN = datetime(2026, 11, 21, tzinfo=UTC)


class Server:
    """A server of two subscriptions, one with an entry."""

    def __init__(self, *, down: bool = False) -> None:
        self.down = down
        self.marked: list[str] = []

    def subscriptions(self) -> Sequence[Subscription]:
        return [Subscription("1", "Times", section="World"), Subscription("2", "Herald")]

    def unread(self, most: int) -> Sequence[Unread]:
        del most
        return [
            Unread("9", "1", "https://t.test/9", "A title", "<p>Text</p>", "Jane", WHEN),
            Unread("10", "7", "https://t.test/10", "Of no subscription"),
        ]

    def mark_read(self, ids: Sequence[str]) -> None:
        if self.down:
            raise FetchError("could not fetch", BASE, "HTTP 500")
        self.marked += ids


class Web:
    """A fetcher that answers everything."""

    def fetch(self, requests: Sequence[Request]) -> Iterator[tuple[int, Page | Failure]]:
        for number, request in enumerate(requests):
            yield number, Page(request.url, b"web")


def test_a_server_s_subscriptions_stand_among_the_sources_in_their_sections() -> None:
    found = expand(OPTIONS, {BASE: Server()}, ())
    assert [(one.url, one.name, one.section) for one in found.options.sources] == [
        (BASE, "", ""),
        (f"{BASE}/subscription/1", "Times", "World"),
        (f"{BASE}/subscription/2", "Herald", ""),
        ("https://a.test/feed", "", ""),
    ]
    page = found.answers[f"{BASE}/subscription/1"]
    assert isinstance(page, Page)
    (entry,) = parse(page).entries
    assert (entry.title, entry.authors, entry.published) == ("A title", ("Jane",), WHEN)


def test_a_server_that_fails_keeps_the_subscriptions_of_before_as_not_changed() -> None:
    down = Failure(BASE, "login", "no token")
    known = [FeedState(f"{BASE}/subscription/1", title="Times"), FeedState("https://a.test/feed")]
    found = expand(OPTIONS, {BASE: down}, known)
    assert found.answers[BASE] == down
    again = found.answers[f"{BASE}/subscription/1"]
    assert isinstance(again, Page)
    assert again.status == 304
    assert [one.name for one in found.options.sources] == ["", "Times", ""]


def test_a_server_that_breaks_off_is_a_failed_source_and_gives_nothing_half() -> None:
    class Broken(Server):
        def unread(self, most: int) -> Sequence[Unread]:
            del most
            raise FetchError("could not fetch", BASE, "the connection broke off", kind="cut off")

    found = expand(OPTIONS, {BASE: Broken()}, ())
    failed = found.answers[BASE]
    assert isinstance(failed, Failure)
    assert (failed.source, failed.kind) == (BASE, "cut off")
    assert found.options.sources == OPTIONS.sources
    assert found.entries == {}


def test_a_server_that_is_not_wanted_is_not_asked() -> None:
    only = DayOptions(sources=OPTIONS.sources, only=("a.test",))
    assert expand(only, {BASE: Server()}, ()).options.sources == OPTIONS.sources


def test_what_is_at_hand_is_not_fetched_and_every_request_is_answered_once() -> None:
    fetcher = Answering(Web(), {"https://b.test": Page("https://b.test", b"at hand")})
    asked = [Request("https://a.test"), Request("https://b.test"), Request("https://c.test")]
    answered = {
        number: page.body for number, page in fetcher.fetch(asked) if isinstance(page, Page)
    }
    assert answered == {0: b"web", 1: b"at hand", 2: b"web"}


def test_only_what_is_remembered_is_marked_and_a_failure_is_told() -> None:
    server = Server()
    found = expand(OPTIONS, {BASE: server}, ())
    assert list(mark_read(found, {BASE: server}, frozenset())) == []
    assert server.marked == []
    page = found.answers[f"{BASE}/subscription/1"]
    assert isinstance(page, Page)
    (identity,) = identify(page.url, parse(page).entries)
    assert list(mark_read(found, {BASE: server}, frozenset(identity.keys))) == []
    assert server.marked == ["9"]
    (failed,) = mark_read(found, {BASE: Server(down=True)}, frozenset(identity.keys))
    assert "HTTP 500" in failed.message
    down: dict[str, Failure] = {BASE: Failure(BASE, "login", "x")}
    known = expand(OPTIONS, down, [FeedState(f"{BASE}/subscription/1")])
    assert list(mark_read(known, down, frozenset(identity.keys))) == []
