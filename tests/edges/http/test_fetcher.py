"""HttpFetcher: many links in, one result each."""

import pytest
from tests.servers.loopback import Loopback

from newsdigest.edges.http.fetcher import HttpFetcher
from newsdigest.edges.http.options import FetchOptions
from newsdigest.models import Page, Request

OPTIONS = FetchOptions(gap_s=0.0, timeout_s=2.0)


def test_a_page_arrives_with_its_bytes_and_type(server: Loopback) -> None:
    server.page("/a", "<p>hello</p>")
    link = server.url("/a")
    [(position, page)] = HttpFetcher(OPTIONS).fetch([Request(link, trusted=True)])
    assert position == 0
    assert isinstance(page, Page)
    assert (page.body, page.status) == (b"<p>hello</p>", 200)
    assert page.content_type == "text/html; charset=utf-8"


def test_no_test_reaches_the_world() -> None:
    import socket

    with socket.socket() as outward, pytest.raises(AssertionError, match="a test dialled"):
        outward.connect(("192.0.2.1", 80))
    with pytest.raises(AssertionError, match="a test looked up"):
        socket.getaddrinfo("example.org", 80)
