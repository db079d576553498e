"""Whatever bytes a server answers with, one page or one named failure comes of them, in time."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.servers.faults import say
from tests.servers.loopback import Loopback, serving

from newsdigest.edges.http.failures import KINDS
from newsdigest.edges.http.fetcher import HttpFetcher
from newsdigest.edges.http.options import FetchOptions
from newsdigest.models import Failure, Page, Request

OPTIONS = FetchOptions(gap_s=0.0, timeout_s=1.0, max_bytes=4096)
NAMES = st.sampled_from(
    [
        *("Content-Length", "Transfer-Encoding", "Content-Encoding", "Content-Type", "Location"),
        *("ETag", "Last-Modified", "Retry-After", "Set-Cookie", "Connection", "Cache-Control", "X"),
    ]
)
VALUES = st.one_of(
    st.sampled_from(
        [
            *("0", "5", "-1", "99999999999", "5, 5", "chunked", "gzip", "br", "zstd", "deflate"),
            *("identity", "text/html; charset=\xff", "/", "//", "http://[", "close", "=;=", ""),
            *("Thu, 01 Jan 1970 00:00:00 GMT", "a\x00b", "\xe9\xa0", "image/png", "no-store"),
        ]
    ),
    st.text(st.characters(max_codepoint=255, blacklist_characters="\r\n"), max_size=12),
)
STATUS = st.sampled_from([100, 200, 204, 206, 301, 302, 304, 401, 403, 404, 429, 500, 503, 599])
ANSWERS = st.builds(
    lambda status, headers, body: (
        f"HTTP/1.1 {status} X\r\n".encode()
        + b"".join(f"{name}: {value}\r\n".encode("latin-1") for name, value in headers)
        + b"\r\n"
        + body
    ),
    STATUS,
    st.lists(st.tuples(NAMES, VALUES), max_size=4),
    st.binary(max_size=60),
)


@pytest.fixture(scope="module")
def odd() -> Iterator[Loopback]:
    with serving() as running:
        yield running


@pytest.fixture(autouse=True, scope="module")
def short_waits() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("newsdigest.edges.http.run._FIRST_WAIT_S", 0.001)
        yield


@given(st.one_of(ANSWERS, st.binary(max_size=80)))
@example(b"HTTP/1.1 200 OK\r\n\r\n")
@example(b"HTTP/1.1 200 OK\nContent-Length: 3\n\n<p>")
@example(b"HTTP/1.1 302 X\r\nLocation: \xff\xfe\r\n\r\n")
@example(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n<p>")
@example(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n")
@example(b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x00")
@example(b"HTTP/1.1 101 X\r\n\r\n")
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_answer_is_a_page_or_a_named_failure(odd: Loopback, raw: bytes) -> None:
    odd.handlers["/odd"] = say(raw, then_close=True)
    began = time.monotonic()
    request = Request(odd.url("/odd"), trusted=True)
    [(_, result)] = HttpFetcher(OPTIONS, proxies={}).fetch([request])
    assert time.monotonic() - began < 3.0
    if isinstance(result, Failure):
        assert result.kind in KINDS
        assert result.message.startswith("could not fetch: http://127.0.0.1:")
        assert result.message.isprintable()
    else:
        assert isinstance(result, Page)
        assert result.status == 304 or result.body
