"""What servers see of us, proved by their log of requests."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest
from tests.servers.loopback import Asked, Loopback, reply

from newsdigest import __version__
from newsdigest.edges.http.fetcher import HttpFetcher
from newsdigest.edges.http.options import FetchOptions
from newsdigest.models import Failure, Grant, Page, Request
from newsdigest.origin import origin_of

QUICK = FetchOptions(gap_s=0.0, timeout_s=5.0, allow_private=True)


def fetch(
    *requests: Request, options: FetchOptions = QUICK, fetcher: HttpFetcher | None = None
) -> list[Page | Failure]:
    results = dict((fetcher or HttpFetcher(options, proxies={})).fetch(requests))
    return [results[position] for position in range(len(requests))]


def typed(link: str, etag: str = "", last_modified: str = "") -> Request:
    return Request(link, trusted=True, etag=etag, last_modified=last_modified)


# ---------------------------------------------------------------- who asks
def test_the_user_agent_names_the_program_its_version_and_whom_to_ask(server: Loopback) -> None:
    server.page("/a", "<p>a")
    options = FetchOptions(gap_s=0.0, user_agent_contact="mailto:ana@example.org")
    fetch(typed(server.url("/a")), options=options)
    fetch(typed(server.url("/a")))
    first, second = (asked.headers["user-agent"] for asked in server.asked("/a"))
    assert first.startswith(f"newsdigest/{__version__} (+mailto:ana@example.org)")
    assert re.match(r"newsdigest/[\d.]+ \(\+https://", second)


def test_all_codings_that_can_be_undone_are_offered(server: Loopback) -> None:
    server.page("/a", "<p>a")
    fetch(typed(server.url("/a")))
    [asked] = server.asked("/a")
    assert {"gzip", "br", "zstd"} <= set(asked.headers["accept-encoding"].split(", "))
    assert asked.headers["host"] == f"127.0.0.1:{server.port}"


# ---------------------------------------------------------------- validators
@pytest.mark.parametrize("etag", ['W/"a-gzip"', "unquoted", '"ö,\\"', '"', "a b"])
def test_validators_go_back_verbatim_and_a_304_has_no_body(server: Loopback, etag: str) -> None:
    changed = "Sat,  21 Nov 2026 10:30:00 UTC"
    server.page("/f", "<rss>", headers={"ETag": etag, "Last-Modified": changed})
    [page] = fetch(typed(server.url("/f")))
    assert isinstance(page, Page)
    assert (page.etag, page.last_modified) == (etag, changed)
    server.page("/f", b"", status=304, content_type="")
    known = typed(server.url("/f"), etag=page.etag, last_modified=page.last_modified)
    [nothing_new] = fetch(known)
    assert isinstance(nothing_new, Page)
    assert (nothing_new.status, nothing_new.body) == (304, b"")
    asked = server.asked("/f")[-1]
    assert asked.headers["if-none-match"] == etag
    assert asked.headers["if-modified-since"] == changed


def test_the_first_request_is_unconditional(server: Loopback) -> None:
    server.page("/f", "<rss>")
    fetch(typed(server.url("/f")))
    assert not {"if-none-match", "if-modified-since"} & set(server.requests[0].headers)


# ---------------------------------------------------------------- spacing
def test_requests_to_one_host_come_one_at_a_time_and_apart(server: Loopback) -> None:
    server.latency_s = 0.02
    for name in "abc":
        server.page(f"/{name}", "<p>x")
    options = FetchOptions(gap_s=0.2)
    fetch(*(typed(server.url(f"/{name}")) for name in "abc"), options=options)
    times = [asked.at for asked in server.requests]
    gaps = [later - sooner for sooner, later in pairwise(times)]
    assert [asked.path for asked in server.requests] == ["/a", "/b", "/c"]
    assert all(0.199 < gap < 0.9 for gap in gaps), gaps
    assert server.open_most == 1


def test_the_gap_holds_between_two_calls(server: Loopback) -> None:
    server.page("/a", "<p>x")
    fetcher = HttpFetcher(FetchOptions(gap_s=0.3), proxies={})
    fetch(typed(server.url("/a")), fetcher=fetcher)
    fetch(typed(server.url("/a")), fetcher=fetcher)
    first, second = (asked.at for asked in server.requests)
    assert second - first > 0.29


def test_no_more_hosts_at_once_than_allowed(server: Loopback) -> None:
    server.latency_s = 0.05
    server.page("/a", "<p>x")
    options = FetchOptions(gap_s=0.0, hosts_in_parallel=3)
    fetch(*(typed(server.url("/a", host=2 + n)) for n in range(12)), options=options)
    # The connection of a page just done may still be closing while the next begins.
    assert server.open_most >= 3
    assert len(server.requests) == 12
    times = [asked.at for asked in server.requests]
    assert all(fourth - first > 0.04 for first, fourth in zip(times, times[3:], strict=False))


def test_hosts_that_hang_give_their_seats_to_others(server: Loopback) -> None:
    async def hang(_asked: Asked, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(30)

    server.handlers["/hang"] = hang
    server.page("/a", "<p>x")
    options = FetchOptions(gap_s=0.0, hosts_in_parallel=2, timeout_s=3.0)
    links = [server.url("/hang", host=2), server.url("/hang", host=3), server.url("/a", host=4)]
    order = [n for n, _ in HttpFetcher(options, proxies={}).fetch([typed(one) for one in links])]
    assert order[0] == 2


def test_a_connection_is_kept_for_the_next_page_of_its_host(server: Loopback) -> None:
    server.page("/a", "<p>x")
    fetch(typed(server.url("/a")), typed(server.url("/a?2")))
    assert server.served == 1


def test_a_connection_closed_while_idle_is_opened_again(server: Loopback) -> None:
    async def close_early(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(reply(b"<p>x"))
        writer.close()

    server.handlers["/a"] = close_early
    options = FetchOptions(gap_s=0.05)
    links = [server.url(f"/a?{number}") for number in range(3)]
    results = fetch(*map(typed, links), options=options)
    assert all(isinstance(result, Page) for result in results)
    assert len(server.requests) == 3


# ---------------------------------------------------------------- Retry-After
def _in_an_hour() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)


@pytest.mark.parametrize("value", [lambda: "3600", _in_an_hour])
@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_peace_is_left_alone_now_and_in_the_next_run(
    server: Loopback, value: Callable[[], str], status: int
) -> None:
    server.page("/a", "<p>no", status=status, headers={"Retry-After": value()})
    server.page("/b", "<p>yes")
    links = [typed(server.url("/a")), typed(server.url("/b"))]
    fetcher = HttpFetcher(QUICK, proxies={})
    first, second = fetch(*links, fetcher=fetcher)
    assert isinstance(first, Failure)
    assert isinstance(second, Failure)
    assert second.kind == "parked"
    assert first.retry_after == second.retry_after
    assert [asked.path for asked in server.requests] == ["/a"]
    [(place, until)] = fetcher.parked.items()
    assert place == f"127.0.0.1:{server.port}"
    assert timedelta(minutes=59) < until - datetime.now(UTC) < timedelta(minutes=61)

    next_run = HttpFetcher(QUICK, parked=fetcher.parked, proxies={})
    [again] = fetch(links[1], fetcher=next_run)
    assert isinstance(again, Failure)
    assert again.kind == "parked"
    assert f"{until:%H:%M} UTC" in again.message
    later = HttpFetcher(QUICK, parked={place: datetime.now(UTC) - timedelta(1)}, proxies={})
    assert isinstance(fetch(links[1], fetcher=later)[0], Page)


def test_who_asked_for_peace_is_remembered_on_disk(server: Loopback, tmp_path: Path) -> None:
    server.page("/a", "<p>no", status=429, headers={"Retry-After": "3600"})
    file = tmp_path / "cache" / "parked.json"
    options = replace(QUICK, parked_file=str(file))
    fetch(typed(server.url("/a")), options=options)
    [again] = fetch(typed(server.url("/a")), options=options)
    assert isinstance(again, Failure)
    assert again.kind == "parked"
    assert len(server.requests) == 1
    written = file.read_bytes()
    fetch(typed(server.url("/a")), options=options)
    assert file.read_bytes() == written
    far = (datetime.now(UTC) + timedelta(days=9)).timestamp()
    for nonsense in ("{", "[]", '{"a": "b"}', f'{{"127.0.0.1:{server.port}": {far}}}'):
        file.write_text(nonsense)
        fetch(typed(server.url("/a")), options=options)
    assert len(server.requests) == 5
    read_only = replace(QUICK, parked_file="/dev/null/parked.json")
    assert isinstance(fetch(typed(server.url("/a")), options=read_only)[0], Failure)


def test_no_host_is_parked_for_more_than_a_day(server: Loopback) -> None:
    server.page("/a", "<p>no", status=503, headers={"Retry-After": "99999999999"})
    fetcher = HttpFetcher(QUICK, proxies={})
    fetch(typed(server.url("/a")), fetcher=fetcher)
    [until] = fetcher.parked.values()
    assert until - datetime.now(UTC) <= timedelta(hours=24)


def test_a_short_wait_is_waited_and_holds_the_whole_host_back(server: Loopback) -> None:
    answers = [reply(b"", status=503, headers={"Retry-After": "1"}), reply(b"<p>well")]

    async def act(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(answers.pop(0))

    server.handlers["/a"] = act
    server.page("/b", "<p>b")
    first, second = fetch(typed(server.url("/a")), typed(server.url("/b")))
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert [asked.path for asked in server.requests] == ["/a", "/a", "/b"]
    assert server.requests[1].at - server.requests[0].at > 0.9


# ---------------------------------------------------------------- robots.txt
ROBOTS = """
User-agent: *
Disallow: /
User-agent: newsdigest
Allow: /news/
Disallow: /news/private*.html$
Disallow: /cgi
"""


def found(link: str) -> Request:
    return Request(link)


def test_robots_is_asked_once_for_pages_found_and_obeyed(server: Loopback) -> None:
    server.page("/robots.txt", ROBOTS, "text/plain")
    for path in ("/news/a", "/news/private1.html", "/cgi"):
        server.page(path, "<p>x")
    results = fetch(
        *(found(server.url(path)) for path in ("/news/a", "/news/private1.html", "/cgi"))
    )
    assert [type(one) for one in results] == [Page, Failure, Failure]
    assert isinstance(results[1], Failure)
    assert results[1].kind == "robots"
    assert [asked.path for asked in server.requests] == ["/robots.txt", "/news/a"]


def test_robots_is_not_asked_for_links_the_user_typed(server: Loopback) -> None:
    server.page("/robots.txt", ROBOTS, "text/plain")
    server.page("/cgi", "<p>x")
    assert isinstance(fetch(typed(server.url("/cgi")))[0], Page)
    assert not server.asked("/robots.txt")


@pytest.mark.parametrize(
    ("status", "kind"), [(404, ""), (403, ""), (401, ""), (429, "robots"), (500, "robots")]
)
def test_no_robots_allows_and_a_failing_server_forbids(
    server: Loopback, status: int, kind: str
) -> None:
    server.page("/robots.txt", "<p>", status=status)
    server.page("/a", "<p>x")
    [result] = fetch(found(server.url("/a")))
    assert (result.kind if isinstance(result, Failure) else "") == kind


def test_robots_may_move_and_the_gap_is_kept_before_the_page(server: Loopback) -> None:
    server.page("/robots.txt", b"", status=301, headers={"Location": "/r/robots.txt"})
    server.page("/r/robots.txt", "User-agent: *\nDisallow: /b\nCrawl-delay: 0.3\n", "text/plain")
    server.page("/a", "<p>x")
    server.page("/b", "<p>x")
    first, second = fetch(found(server.url("/a")), found(server.url("/b")))
    assert isinstance(first, Page)
    assert isinstance(second, Failure)
    asked = server.requests
    assert [one.path for one in asked] == ["/robots.txt", "/r/robots.txt", "/a"]
    assert asked[2].at - asked[0].at > 0.29


def test_a_page_on_a_dead_host_is_refused_not_forbidden() -> None:
    [result] = fetch(found("http://127.0.0.1:1/a"))
    assert isinstance(result, Failure)
    assert result.kind == "refused"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(4000), ""),  # nonsense instead of rules
        (b"", ""),
        (b"User-agent: *\nDisallow:\n", ""),
    ],
)
def test_nonsense_for_robots_allows(server: Loopback, raw: bytes, kind: str) -> None:
    server.page("/robots.txt", raw, "text/plain")
    server.page("/a", "<p>x")
    [result] = fetch(found(server.url("/a")))
    assert (result.kind if isinstance(result, Failure) else "") == kind


# ---------------------------------------------------------------- secrets
def test_headers_of_a_feed_stay_on_its_host(server: Loopback) -> None:
    server.page("/f", b"", status=302, headers={"Location": server.url("/g", host=2)})
    server.page("/g", "<rss>")
    server.page("/h", b"", status=302, headers={"Location": "/g"})
    secret = (("Cookie", "session=s3cret"), ("Authorization", "Bearer t0ken"), ("User-Agent", "x"))
    for path in ("/f", "/h"):
        grant = Grant(origin_of(server.url(path)), secret, private=True)
        fetch(Request(server.url(path), trusted=True, grant=grant))
    away, home = server.asked("/g")
    assert not {"cookie", "authorization"} & set(away.headers)
    assert away.headers["user-agent"].startswith("newsdigest/")
    assert home.headers["cookie"] == "session=s3cret"
    assert home.headers["authorization"] == "Bearer t0ken"
    assert home.headers["user-agent"] == "x"


def test_user_and_password_are_sent_as_a_header_and_never_shown(server: Loopback) -> None:
    server.page("/f", b"", status=302, headers={"Location": server.url("/g", host=2)})
    server.page("/g", "<p>no", status=404)
    link = server.url("/f?q=1&api_key=s3cret").replace("//", "//ana:s3cret@")
    records: list[object] = []
    fetcher = HttpFetcher(QUICK, proxies={}, on_record=records.append)
    [result] = fetch(typed(link), fetcher=fetcher)
    first, second = server.requests
    assert first.headers["authorization"] == "Basic YW5hOnMzY3JldA=="
    assert first.path.endswith("api_key=s3cret")
    assert "authorization" not in second.headers
    assert "s3cret" not in repr(result)
    assert "s3cret" not in repr(records)
    assert "q=1" in repr(result)


def test_a_cookie_set_on_the_way_goes_back_to_its_host_alone(server: Loopback) -> None:
    async def wall(asked: Asked, writer: asyncio.StreamWriter) -> None:
        if "seen=1" in asked.headers.get("cookie", ""):
            answer = reply(b"<p>the article")
        else:
            back = {"Location": "/a", "Set-Cookie": "seen=1; Path=/; HttpOnly"}
            answer = reply(b"", status=302, headers=back)
        writer.write(answer)

    server.handlers["/a"] = wall
    [page] = fetch(typed(server.url("/a")))
    assert isinstance(page, Page)
    [fresh] = fetch(typed(server.url("/a")))
    assert isinstance(fresh, Page)
    assert len(server.requests) == 4


# ---------------------------------------------------------------- redirects remembered
def test_only_a_wholly_permanent_way_is_remembered(server: Loopback) -> None:
    server.page("/old", b"", status=308, headers={"Location": "/older"})
    server.page("/older", b"", status=301, headers={"Location": "/new"})
    server.page("/mixed", b"", status=301, headers={"Location": "/passing"})
    server.page("/passing", b"", status=302, headers={"Location": "/new"})
    server.page("/new", "<rss>")
    old, mixed, new = fetch(*(typed(server.url(path)) for path in ("/old", "/mixed", "/new")))
    assert isinstance(old, Page)
    assert isinstance(mixed, Page)
    assert isinstance(new, Page)
    assert (old.moved_to, old.final_url) == (server.url("/new"), server.url("/new"))
    assert (mixed.moved_to, mixed.final_url) == (server.url("/passing"), server.url("/new"))
    assert (new.moved_to, new.final_url) == ("", server.url("/new"))


# ---------------------------------------------------------------- private addresses
def test_private_addresses_are_for_links_the_user_typed(server: Loopback) -> None:
    server.page("/a", "<p>x")
    strict = FetchOptions(gap_s=0.0)
    [refused] = fetch(found(server.url("/a")), options=strict)
    assert isinstance(refused, Failure)
    assert refused.kind == "private address"
    assert server.requests == []
    assert isinstance(fetch(typed(server.url("/a")), options=strict)[0], Page)
    both = fetch(typed(server.url("/a")), found(server.url("/a")), options=strict)
    assert [type(one) for one in both] == [Page, Failure]  # though a connection stands open


def test_a_redirect_does_not_inherit_the_users_word_for_another_host(server: Loopback) -> None:
    server.page("/a", b"", status=302, headers={"Location": server.url("/b", host=2)})
    server.page("/b", "<p>x")
    [refused] = fetch(typed(server.url("/a")), options=FetchOptions(gap_s=0.0))
    assert isinstance(refused, Failure)
    assert refused.kind == "private address"
    assert "redirected to" in refused.message
