"""A link as the reader typed it -> the feed it means."""

from collections.abc import Iterator, Sequence

import pytest

from newsdigest import wiring
from newsdigest.errors import FeedError
from newsdigest.models import Failure, Page, Request
from newsdigest.pipeline.find_feeds import find_feed

RSS = b"<rss version='2.0'><channel><title>A</title></channel></rss>"
SITE = "https://a.test/"


class Fake:
    """Answer from a table, 404 for the rest."""

    def __init__(self, **answers: bytes | Page) -> None:
        self.answers = answers
        self.asked: list[Request] = []

    def fetch(self, requests: Sequence[Request]) -> Iterator[tuple[int, Page | Failure]]:
        for number, request in enumerate(requests):
            self.asked.append(request)
            found = self.answers.get(request.url.removeprefix(SITE) or "front")
            if isinstance(found, bytes):
                found = Page(request.url, found)
            yield number, found or Failure(request.url, "not found", f"no: {request.url}: HTTP 404")


def test_a_permanent_redirect_is_followed_for_good() -> None:
    moved = Page(f"{SITE}feed", RSS, moved_to=f"{SITE}new")
    assert find_feed(f"{SITE}feed", Fake(feed=moved), wiring.in_process).feed.url == f"{SITE}new"


def test_a_declared_address_that_is_no_feed_is_passed_over() -> None:
    front = b"""<!DOCTYPE html><html><link rel=alternate type=application/rss+xml href=/bad>
      <link rel=alternate type=application/rss+xml href=https://b.test/feed></html>"""
    fake = Fake(front=front, bad=b"<html>", feed=RSS)
    assert find_feed(SITE, fake, wiring.in_process).feed.url == f"{SITE}feed"
    assert [(one.url, one.trusted) for one in fake.asked] == [
        *((SITE, True), (f"{SITE}bad", True)),
        *(("https://b.test/feed", False), (f"{SITE}feed", True)),
    ]


def test_an_answer_that_is_no_success_is_a_failure() -> None:
    with pytest.raises(FeedError, match="HTTP 503"):
        find_feed(SITE, Fake(front=Page(SITE, b"x", status=503)), wiring.in_process)
