"""What a reader granted a feed is sent and allowed on the origin it was granted, and nowhere else.

The journeys run over real connections: two runs of a day's gathering with what the first one
remembered, and the fetcher alone. Loopback stands for a private network.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.servers.faults import tls_server
from tests.servers.loopback import Loopback

from newsdigest import wiring
from newsdigest.edges.http.fetcher import HttpFetcher
from newsdigest.edges.http.options import FetchOptions
from newsdigest.models import DayBook, Failure, FeedSource, FeedState, Grant, Memory, Page, Request
from newsdigest.origin import origin_of
from newsdigest.pipeline.day_options import DayOptions, grant
from newsdigest.pipeline.gather import Gathered, World, gather

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
SECRET = (("Cookie", "session=s3cret"), ("Authorization", "Bearer t0ken"))
OPEN = FetchOptions(gap_s=0.0, allow_private=True)
CLOSED = FetchOptions(gap_s=0.0)


@pytest.fixture
def server() -> Iterator[Loopback]:
    running = Loopback()
    yield running
    running.close()


def rss(*links: str) -> str:
    items = "".join(f"<item><title>{n}</title><link>{n}</link></item>" for n in links)
    return f"<rss version='2.0'><channel><title>A</title>{items}</channel></rss>"


def run(source: FeedSource, states: Sequence[FeedState] = (), days: int = 0) -> Gathered:
    options = DayOptions(sources=(source,), secrets={source.url: SECRET})
    fetcher = HttpFetcher(OPEN, proxies={})
    world = World(fetcher, wiring.in_process, lambda *_: None, lambda: False)
    now = NOW + timedelta(days=days)
    return gather(Memory(DayBook(date(2026, 11, 21)), feeds=tuple(states)), now, options, world)


def secrets_seen(server: Loopback, path: str) -> list[bool]:
    return [{"cookie", "authorization"} <= set(asked.headers) for asked in server.asked(path)]


def test_a_feed_that_moved_for_good_keeps_its_secrets_at_home_on_the_second_run(
    server: Loopback,
) -> None:
    server.page("/feed", "", status=301, headers={"Location": server.url("/new", host=9)})
    server.page("/new", rss())
    source = FeedSource(server.url("/feed"), insecure=True)
    first = run(source)
    assert first.states[0].moved_to == server.url("/new", host=9)
    second = run(source, first.states, days=1)
    assert second.failed == ()
    assert secrets_seen(server, "/feed") == [True]
    assert secrets_seen(server, "/new") == [False, False]


Link = Callable[[Loopback], str]
ELSEWHERE: dict[str, Link] = {
    "another host": lambda server: server.url("/x", host=9),
    "a host before a backslash": lambda server: server.url("\\@127.0.0.1/x", host=9),
    "a user that is the feed's host": lambda server: server.url("/x", host=9).replace(
        "://", f"://127.0.0.1:{server.port}@"
    ),
}


@pytest.mark.parametrize("link", ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_link_in_a_feed_takes_no_secret_to_another_origin(server: Loopback, link: Link) -> None:
    server.page("/feed", rss(link(server), server.url("/own")))
    for path in ("/x", "/own", "/@127.0.0.1/x"):
        server.page(path, "<p>x")
    run(FeedSource(server.url("/feed")))
    away = [asked for asked in server.requests if asked.address == "127.0.0.9"]
    assert any(asked.path != "/robots.txt" for asked in away)
    assert not any(
        "s3cret" in value or "t0ken" in value for one in away for value in one.headers.values()
    )
    assert secrets_seen(server, "/own") == [True]


def test_another_port_is_another_origin(server: Loopback) -> None:
    other = Loopback()
    server.page("/feed", "", status=302, headers={"Location": other.url("/feed")})
    other.page("/feed", rss(other.url("/x")))
    other.page("/x", "<p>x")
    run(FeedSource(server.url("/feed")))
    assert secrets_seen(server, "/feed") == [True]
    assert secrets_seen(other, "/feed") == [False]
    assert secrets_seen(other, "/x") == [False]
    other.close()


def test_https_to_http_and_back_is_another_origin_each_way(server: Loopback) -> None:
    with tls_server() as secure:
        secure.page("/down", "", status=302, headers={"Location": server.url("/x")})
        server.page("/up", "", status=302, headers={"Location": secure.url("/x")})
        server.page("/x", "<p>x")
        secure.page("/x", "<p>x")
        for link in (secure.url("/down"), server.url("/up")):
            own = Grant(origin_of(link), SECRET, insecure=True)
            list(HttpFetcher(OPEN, proxies={}).fetch([Request(link, trusted=True, grant=own)]))
        assert secrets_seen(server, "/x") == [False]
        assert secrets_seen(secure, "/x") == []  # a certificate accepted for http://… only


@pytest.mark.parametrize("location", ["/x", "\\x"])
def test_a_redirect_within_the_origin_keeps_them(server: Loopback, location: str) -> None:
    server.page("/feed", "", status=302, headers={"Location": location})
    server.page("/x", rss())
    run(FeedSource(server.url("/feed")))
    assert secrets_seen(server, "/x") == [True]


# ---------------------------------------------------------------- certificates
def test_a_certificate_is_accepted_for_the_configured_origin_alone() -> None:
    with tls_server() as secure, tls_server() as elsewhere:
        for one in (secure, elsewhere):
            one.page("/a", "<p>x")
            one.page("/robots.txt", "", status=404)
        own = Grant(origin_of(secure.url("/a")), insecure=True)
        links = [secure.url("/a"), elsewhere.url("/a"), secure.url("/a", host=2)]
        requests = [Request(link, grant=own) for link in links]
        results = dict(HttpFetcher(OPEN, proxies={}).fetch(requests))
        kinds = [r.kind if isinstance(r, Failure) else "" for _, r in sorted(results.items())]
        assert kinds == ["", "tls", "tls"]


# ---------------------------------------------------------------- private networks
def test_leave_to_look_inside_holds_for_the_configured_origin_alone(server: Loopback) -> None:
    server.page("/feed", "<p>x")
    server.page("/to", "", status=302, headers={"Location": server.url("/feed", host=9)})
    own = Grant(origin_of(server.url("/feed")), private=True)
    links = [server.url("/feed"), server.url("/feed", host=9), server.url("/to")]
    requests = [Request(link, trusted=True, grant=own) for link in links]
    results = [r for _, r in sorted(HttpFetcher(CLOSED, proxies={}).fetch(requests))]
    assert isinstance(results[0], Page)
    assert [r.kind for r in results[1:] if isinstance(r, Failure)] == ["private address"] * 2
    assert isinstance(results[2], Failure)
    assert "goes nowhere else" in results[2].message
    assert {asked.address for asked in server.requests} == {"127.0.0.1"}


def test_robots_txt_takes_no_grant_elsewhere() -> None:
    with tls_server() as secure, tls_server() as elsewhere:
        away = {"Location": elsewhere.url("/r")}
        secure.page("/robots.txt", "", status=302, headers=away)
        secure.page("/a", "<p>x")
        elsewhere.page("/r", "User-agent: *\n", "text/plain")
        own = Grant(origin_of(secure.url("/a")), SECRET, insecure=True)
        list(HttpFetcher(OPEN, proxies={}).fetch([Request(secure.url("/a"), grant=own)]))
        assert secure.asked("/robots.txt")
        assert elsewhere.requests == []


@pytest.mark.parametrize(
    ("source", "private"),
    [
        (FeedSource("http://192.168.0.9/feed"), True),
        (FeedSource("http://nas.local/feed"), True),
        (FeedSource("https://news.test/feed"), False),
        (FeedSource("https://news.test/feed", private=True), True),
        (FeedSource("http://[::1"), False),
    ],
)
def test_a_name_is_granted_no_private_network_unless_the_feed_says_so(
    source: FeedSource, *, private: bool
) -> None:
    assert grant(source, ()).private is private


def test_a_feeds_name_that_turns_private_is_refused(server: Loopback) -> None:
    server.page("/feed", rss())
    link = f"http://news.test:{server.port}/feed"

    def inside(_host: str, _port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    source = FeedSource(link)
    meant = Grant(origin_of(link), private=True)
    for own, kind in ((grant(source, ()), "private address"), (meant, "")):
        fetcher = HttpFetcher(CLOSED, proxies={}, resolve=inside)
        [(_, result)] = fetcher.fetch([Request(link, trusted=True, grant=own)])
        assert (result.kind if isinstance(result, Failure) else "") == kind


def test_a_grant_never_shows_its_secrets() -> None:
    own = Grant(origin_of("https://a.test/"), SECRET)
    assert "s3cret" not in repr(Request("https://a.test/", grant=own))
