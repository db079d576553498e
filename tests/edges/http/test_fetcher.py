"""HttpFetcher: many links in, one result each; what is kept, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.servers.faults import tls_server
from tests.servers.loopback import Asked, Loopback, reply

from newsdigest.edges.cache import PageCache
from newsdigest.edges.http import fetcher as fetcher_module
from newsdigest.edges.http.address import parse_target
from newsdigest.edges.http.fetcher import HttpFetcher
from newsdigest.edges.http.options import FetchOptions
from newsdigest.edges.http.proxies import Proxies
from newsdigest.models import Failure, Grant, Page, Request
from newsdigest.origin import origin_of
from newsdigest.ports import FetchRecord

OPTIONS = FetchOptions(gap_s=0.0, timeout_s=2.0)


def typed(link: str) -> Request:
    return Request(link, trusted=True)


def fetch(fetcher: HttpFetcher, *links: str) -> list[Page | Failure]:
    results = dict(fetcher.fetch([typed(link) for link in links]))
    return [results[position] for position in range(len(links))]


def test_a_page_arrives_with_its_bytes_and_type(server: Loopback) -> None:
    server.page("/a", "<p>hello</p>")
    link = server.url("/a")
    [(position, page)] = HttpFetcher(OPTIONS, proxies={}).fetch([typed(link)])
    assert position == 0
    assert isinstance(page, Page)
    assert (page.body, page.status) == (b"<p>hello</p>", 200)
    assert page.content_type == "text/html; charset=utf-8"
    assert (page.url, page.final_url, page.from_cache) == (link, link, False)


def test_no_test_reaches_the_world() -> None:
    with socket.socket() as outward, pytest.raises(AssertionError, match="a test dialled"):
        outward.connect(("192.0.2.1", 80))
    with pytest.raises(AssertionError, match="a test looked up"):
        socket.getaddrinfo("example.org", 80)


def test_no_links_no_results() -> None:
    assert list(HttpFetcher(OPTIONS, proxies={}).fetch([])) == []


def test_one_bad_link_loses_no_other_and_each_answers_once(server: Loopback) -> None:
    server.page("/a", "<p>a</p>")
    links = ["nonsense", server.url("/a"), server.url("/none"), "http://", server.url("/a", host=2)]
    first, second, third, fourth, fifth = fetch(HttpFetcher(OPTIONS, proxies={}), *links)
    assert isinstance(second, Page)
    assert isinstance(fifth, Page)
    kinds = [one.kind for one in (first, third, fourth) if isinstance(one, Failure)]
    assert kinds == ["bad address", "not found", "bad address"]


def test_a_page_is_handed_over_as_soon_as_it_is_there(server: Loopback) -> None:
    async def slow(_asked: Asked, writer: object) -> None:
        import asyncio

        await asyncio.sleep(0.5)
        assert isinstance(writer, asyncio.StreamWriter)
        writer.write(reply(b"<p>slow"))

    server.handlers["/slow"] = slow
    server.page("/fast", "<p>fast")
    links = [typed(server.url("/slow")), typed(server.url("/fast", host=2))]
    assert [position for position, _ in HttpFetcher(OPTIONS, proxies={}).fetch(links)] == [1, 0]


def test_reading_goes_on_while_the_caller_is_busy(server: Loopback) -> None:
    server.page("/a", "<p>a")
    results = HttpFetcher(OPTIONS, proxies={}).fetch(
        [typed(server.url("/a", host=2 + number)) for number in range(3)]
    )
    next(results)
    time.sleep(0.3)
    assert len(server.requests) == 3
    list(results)


def test_nothing_new_begins_while_much_is_untaken(
    server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetcher_module, "_MOST_UNTAKEN", 2500)
    server.page("/a", b"<p>" + b"a" * 997)
    options = FetchOptions(gap_s=0.0, hosts_in_parallel=1)
    links = [typed(server.url("/a", host=2 + number)) for number in range(8)]
    results = HttpFetcher(options, proxies={}).fetch(links)
    next(results)
    time.sleep(0.3)
    assert len(server.requests) == 4
    assert len(list(results)) == 7


# ---------------------------------------------------------------- what is told
def test_every_request_is_told_to_whoever_watches(server: Loopback, tmp_path: Path) -> None:
    server.page("/a", b"", status=302, headers={"Location": "/b"})
    server.page("/b", "<p>b")
    records: list[FetchRecord] = []
    threads = set()

    def watch(record: FetchRecord) -> None:
        records.append(record)
        threads.add(threading.current_thread())

    options = FetchOptions(gap_s=0.0, cache_dir=str(tmp_path))
    for _ in range(2):
        fetch(HttpFetcher(options, proxies={}, on_record=watch), server.url("/a"))
    assert [(one.url, one.status, one.size, one.from_cache) for one in records] == [
        (server.url("/a"), 302, 0, False),
        (server.url("/b"), 200, 4, False),
        (server.url("/a"), 200, 4, True),
    ]
    assert threads == {threading.main_thread()}
    failing: list[FetchRecord] = []
    fetch(HttpFetcher(OPTIONS, proxies={}, on_record=failing.append), "http://127.0.0.1:1/")
    assert (failing[0].status, failing[0].note[:15]) == (0, "nothing answers")


# ---------------------------------------------------------------- the page cache
def test_a_second_look_costs_nothing_and_a_stale_page_is_asked_for_anew(
    server: Loopback, tmp_path: Path
) -> None:
    server.page("/a", "<p>one", headers={"ETag": '"1"'})
    options = FetchOptions(gap_s=0.0, cache_dir=str(tmp_path))
    [first] = fetch(HttpFetcher(options, proxies={}), server.url("/a"))
    [second] = fetch(HttpFetcher(options, proxies={}), server.url("/a#part"))
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (second.body, second.from_cache) == (b"<p>one", True)
    assert len(server.requests) == 1

    stale = FetchOptions(gap_s=0.0, cache_dir=str(tmp_path), fresh_s=0.0)
    server.page("/a", b"", status=304, content_type="")
    [third] = fetch(HttpFetcher(stale, proxies={}), server.url("/a"))
    assert isinstance(third, Page)
    assert (third.body, third.status, third.from_cache) == (b"<p>one", 200, True)
    assert server.requests[-1].headers["if-none-match"] == '"1"'
    server.page("/a", "<p>two")
    [fourth] = fetch(HttpFetcher(stale, proxies={}), server.url("/a"))
    assert isinstance(fourth, Page)
    assert (fourth.body, fourth.from_cache) == (b"<p>two", False)


def test_offline_asks_nobody(server: Loopback, tmp_path: Path) -> None:
    server.page("/a", "<p>one")
    server.page("/private", "<p>two", headers={"Cache-Control": "private, no-store"})
    kept = FetchOptions(gap_s=0.0, cache_dir=str(tmp_path), fresh_s=0.0)
    links = [server.url("/a"), server.url("/private"), server.url("/never")]
    fetch(HttpFetcher(kept, proxies={}), *links)
    asked = len(server.requests)
    offline = FetchOptions(cache_dir=str(tmp_path), fresh_s=0.0, offline=True)
    first, second, third = fetch(HttpFetcher(offline, proxies={}), *links)
    assert len(server.requests) == asked
    assert isinstance(first, Page)
    assert first.body == b"<p>one"
    for failed in (second, third):
        assert isinstance(failed, Failure)
        assert failed.kind == "offline"
    bare = FetchOptions(offline=True)
    assert isinstance(fetch(HttpFetcher(bare, proxies={}), *links)[0], Failure)


def test_kept_pages_come_no_faster_than_they_are_taken(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.page("/a", b"<p>" + b"a" * 997)
    links = [server.url(f"/a?{number}") for number in range(9)]
    options = FetchOptions(gap_s=0.0, cache_dir=str(tmp_path))
    fetch(HttpFetcher(options, proxies={}), *links)
    monkeypatch.setattr(fetcher_module, "_MOST_UNTAKEN", 2500)
    recalled: list[str] = []
    real = PageCache.get

    def get(self: PageCache, url: str, headers: Sequence[tuple[str, str]]) -> object:
        recalled.append(url)
        return real(self, url, headers)

    monkeypatch.setattr(PageCache, "get", get)
    results = HttpFetcher(options, proxies={}).fetch([typed(link) for link in links])
    next(results)
    time.sleep(0.2)
    assert len(recalled) == 4
    assert len(list(results)) == 8


# ---------------------------------------------------------------- how it ends
def test_the_runs_time_bounds_all_its_calls(server: Loopback) -> None:
    server.latency_s = 5.0
    options = FetchOptions(gap_s=0.0, max_time_s=0.3)
    fetcher = HttpFetcher(options, proxies={})
    began = time.monotonic()
    results = fetch(fetcher, server.url("/a"), server.url("/b"), server.url("/a", host=2))
    results += fetch(fetcher, server.url("/c"))
    assert time.monotonic() - began < 1.5
    for failed in results:
        assert isinstance(failed, Failure)
        assert failed.kind == "timeout"
        assert "the run's time of 0.3 s was up" in failed.message


def test_leaving_early_hangs_up_at_once(server: Loopback) -> None:
    server.page("/a", "<p>a")
    server.latency_s = 0.05
    links = [typed(server.url("/a", host=2 + number)) for number in range(9)]
    results = HttpFetcher(FetchOptions(hosts_in_parallel=2), proxies={}).fetch(links)
    next(results)
    began = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 0.5
    asked = len(server.requests)
    time.sleep(0.3)
    assert len(server.requests) == asked < 9


def test_an_iterator_never_begun_asks_nobody(server: Loopback) -> None:
    HttpFetcher(OPTIONS, proxies={}).fetch([typed(server.url("/a"))])
    time.sleep(0.05)
    assert server.requests == []


INTERRUPTED = """
import sys, time
from newsdigest.edges.http.fetcher import HttpFetcher
from newsdigest.edges.http.options import FetchOptions
from newsdigest.models import Request
import signal

def stop(*_):
    raise SystemExit(143)

def look_up(host, port):
    time.sleep(30)

signal.signal(signal.SIGTERM, stop)
fetcher = HttpFetcher(FetchOptions(), resolve=look_up, proxies={})
requests = [Request(line.strip(), trusted=True) for line in sys.stdin]
print("begun", flush=True)
try:
    list(fetcher.fetch(requests))
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_within_a_second(
    server: Loopback, number: signal.Signals, code: int
) -> None:
    server.latency_s = 30.0
    links = f"{server.url('/a')}\nhttp://slow-name.test/\n"
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(links)
        running.stdin.close()
        running.stdout.readline()
        while not server.requests:
            time.sleep(0.02)
        began = time.monotonic()
        running.send_signal(number)
        assert running.wait(5) == code
        assert time.monotonic() - began < 1.0
        assert running.stderr is not None
        assert running.stderr.read() == ""


def test_a_bug_rises_in_the_callers_thread(server: Loopback) -> None:
    def buggy(_host: str, _port: int) -> Sequence[str]:
        raise ZeroDivisionError

    fetcher = HttpFetcher(OPTIONS, resolve=buggy, proxies={})
    with pytest.raises(ZeroDivisionError):
        fetch(fetcher, server.url("/a"), "http://a.test/")


# ---------------------------------------------------------------- proxies
def test_a_proxy_gets_the_whole_address_and_private_goals_stay_refused(server: Loopback) -> None:
    server.page("http://news.test:80/a", "<p>through")
    proxies = {"http": server.url("").replace("//", "//ana:p%20w@"), "no": "127.0.0.1"}
    fetcher = HttpFetcher(OPTIONS, proxies=proxies)
    found = [Request(link) for link in ("http://10.0.0.1/", "http://localhost/", "http://0xa.1/")]
    for _, refused in fetcher.fetch(found):
        assert isinstance(refused, Failure)
        assert refused.kind == "private address"
    [page] = fetch(fetcher, "http://news.test/a")
    assert isinstance(page, Page)
    assert page.body == b"<p>through"
    assert server.requests[-1].headers["proxy-authorization"] == "Basic YW5hOnAgdw=="


def test_a_proxy_that_refuses_to_connect_through_is_named(server: Loopback) -> None:
    fetcher = HttpFetcher(OPTIONS, proxies={"https": server.url("").removeprefix("http://")})
    [failed] = fetch(fetcher, "https://news.test/a")
    assert isinstance(failed, Failure)
    assert failed.kind == "refused"
    assert "the proxy refuses (404" in failed.message
    assert server.requests[0].method == "CONNECT"


def test_the_environment_names_the_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.test:3128")
    monkeypatch.setenv("all_proxy", "http://all.test:1")
    monkeypatch.setenv("no_proxy", "inside.test,.corp.test")
    proxies = Proxies()
    assert proxies.for_target(parse_target("https://a.test/")) == "http://proxy.test:3128"
    assert proxies.for_target(parse_target("http://a.test/")) == "http://all.test:1"
    assert proxies.for_target(parse_target("https://inside.test/")) == ""
    assert proxies.for_target(parse_target("https://www.corp.test/")) == ""


# ---------------------------------------------------------------- TLS
def test_an_insecure_feed_does_not_make_its_redirects_insecure() -> None:
    with tls_server() as secure, tls_server() as elsewhere:
        secure.page("/f", b"", status=302, headers={"Location": elsewhere.url("/article", host=2)})
        options = FetchOptions(gap_s=0.0, allow_private=True)
        grant = Grant(origin_of(secure.url("/f")), insecure=True)
        request = Request(secure.url("/f"), trusted=True, grant=grant)
        [(_, failed)] = HttpFetcher(options, proxies={}).fetch([request])
        assert isinstance(failed, Failure)
        assert failed.kind == "tls"


def test_a_header_that_http_cannot_carry_is_the_feeds_fault(server: Loopback) -> None:
    grant = Grant(origin_of(server.url("/a")), (("X-A", "b\nc"),), private=True)
    request = Request(server.url("/a"), trusted=True, grant=grant)
    [(_, failed)] = HttpFetcher(OPTIONS, proxies={}).fetch([request])
    assert isinstance(failed, Failure)
    assert failed.kind == "bad address"
    assert "b\\nc" not in failed.message
    assert server.requests == []
