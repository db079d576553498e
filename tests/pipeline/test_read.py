"""The journeys of links and texts: order kept, nothing lost, repeats told once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import pytest

from newsdigest.models import Failure, Page, Request, Story
from newsdigest.pipeline.options import StageOptions
from newsdigest.pipeline.read import digest_links, digest_pages
from newsdigest.pipeline.stages import Read, ReadTask, Task, lost, read, tell_lost
from newsdigest.stages.dedupe.options import DedupeOptions

T = TypeVar("T")
R = TypeVar("R")

BRIDGE = """City opens new river bridge

The city opened a new bridge over the Elm river on Monday after four years of work.

“We promised it would open before winter, and it has,” said Ana Ruiz, the mayor.
"""
FERRY = """Ferry line returns to the lake

The ferry between Aldern and Moor will sail again from May, the harbour office said on Friday.

It had been laid up since the pier burned down two years ago.
"""


def here(work: Callable[[T], R], items: Iterable[T], lost: Callable[[T, str], R]) -> Iterator[R]:
    del lost
    return map(work, items)


def silent(act: str, done: int, total: int) -> None:
    del act, done, total


class FakeFetcher:
    """Answers from a table, the last request first."""

    def __init__(self, pages: dict[str, str | Failure]) -> None:
        self.pages = pages

    def fetch(self, requests: Sequence[Request]) -> Iterator[tuple[int, Page | Failure]]:
        for number in reversed(range(len(requests))):
            url = requests[number].url
            answer = self.pages[url]
            yield number, answer if isinstance(answer, Failure) else Page(url, answer.encode())


def test_links_come_out_in_the_order_given_and_a_bad_one_loses_nothing() -> None:
    gone = Failure("https://c.test/x", "gone", "could not fetch: https://c.test/x: gone")
    pages: dict[str, str | Failure] = {
        "https://a.test/1": BRIDGE,
        "https://c.test/x": gone,
        "https://b.test/2": FERRY,
    }
    seen: list[tuple[str, int, int]] = []
    digest = digest_links(
        [Request(url) for url in pages],
        FakeFetcher(pages),
        here,
        StageOptions(),
        lambda act, done, total: seen.append((act, done, total)),
    )
    assert [telling.story.title for telling in digest.tellings] == [
        "City opens new river bridge",
        "Ferry line returns to the lake",
    ]
    assert digest.failures == (gone,)
    assert (digest.sources_ok, digest.sources_failed) == (2, 1)
    assert digest.title == "2 stories"
    assert seen == [("fetching", 1, 3), ("fetching", 2, 3), ("fetching", 3, 3)]


def test_what_is_compared_is_signed_where_it_is_read_and_what_stands_alone_is_not() -> None:
    signed: list[bool] = []

    def noting(
        work: Callable[[T], R], items: Iterable[T], lost: Callable[[T, str], R]
    ) -> Iterator[R]:
        del lost
        for item in items:
            result = work(item)
            if isinstance(result, Read):
                signed.append(result.signature is not None)
            yield result

    alone, other = ("a", Page("", BRIDGE.encode())), ("b", Page("", FERRY.encode()))
    digest_pages([alone, other], noting, StageOptions())
    assert signed == [True, True]
    digest_pages([alone], noting, StageOptions())
    digest_pages([alone, other], noting, StageOptions(together=True))
    assert signed == [True, True, False, False, False]


def test_the_same_text_from_two_links_is_told_once_and_both_are_listed() -> None:
    pages: dict[str, str | Failure] = {"https://a.test/1": BRIDGE, "https://b.test/2": BRIDGE}
    requests = [Request(url) for url in pages]
    digest = digest_links(requests, FakeFetcher(pages), here, StageOptions(), silent)
    (telling,) = digest.tellings
    assert {article.url for article in telling.story.articles} == set(pages)
    assert digest.title == "City opens new river bridge"
    kept = StageOptions(dedupe=DedupeOptions(dedupe=False))
    assert len(digest_links(requests, FakeFetcher(pages), here, kept, silent).tellings) == 2


def test_texts_can_be_told_as_one_story() -> None:
    pages = [("a", Page("", BRIDGE.encode())), ("b", Page("", FERRY.encode()))]
    digest = digest_pages(pages, here, StageOptions(together=True))
    (telling,) = digest.tellings
    assert [article.title for article in telling.story.articles] == [
        "City opens new river bridge",
        "Ferry line returns to the lake",
    ]
    assert digest_pages([], here, StageOptions(together=True)).tellings == ()


def test_points_and_quotes_of_a_journey_are_slices() -> None:
    digest = digest_pages([("a", Page("", BRIDGE.encode()))], here, StageOptions())
    (telling,) = digest.tellings
    assert telling.key_points
    for point in telling.key_points:
        assert telling.story.articles[point.article].text[point.start : point.end] == point.text
    for quote in telling.quotes:
        assert telling.story.articles[quote.article].text[quote.start : quote.end] == quote.text


def test_html_is_told_apart_from_text_by_content() -> None:
    html = "<!doctype html><html><head><title>Ferry line returns</title></head><body><article>"
    html += "".join(f"<p>{line}</p>" for line in FERRY.splitlines() if line)
    digest = digest_pages([("a", Page("", html.encode()))], here, StageOptions())
    assert "laid up since the pier burned down" in digest.tellings[0].story.articles[0].text


@pytest.mark.parametrize(
    ("body", "kind", "why"),
    [
        (b"", "empty", "it is empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf", "it is a PDF"),
        (b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "feed", "it is a feed"),
    ],
)
def test_what_is_no_article_is_named(body: bytes, kind: str, why: str) -> None:
    page = Page("https://a.test/x", body)
    result = read(ReadTask(3, "https://a.test/x", page, StageOptions().extract))
    assert result.number == 3
    assert isinstance(result.result, Failure)
    assert result.result.kind == f"not a page: {kind}"
    assert result.result.message.startswith(f"could not read: https://a.test/x: {why}")
    assert result.result.hint


def test_a_lost_worker_costs_one_page_and_one_story_its_points() -> None:
    reading = ReadTask(1, "https://a.test/x", Page("", b""), StageOptions().extract)
    result = lost(reading, "it took longer than 10 s").result
    assert isinstance(result, Failure)
    assert result.message == "could not read: https://a.test/x: it took longer than 10 s"
    assert result.kind == "too slow"
    story = Story("s", "T", ())
    assert tell_lost(Task(story, StageOptions()), "killed").key_points == ()
