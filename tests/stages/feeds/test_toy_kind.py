"""A kind of feed is one module and one row: a toy one is read by every command."""

import pytest

from newsdigest.models import Entry, Feed, Page
from newsdigest.stages.feeds import parse as table
from newsdigest.stages.feeds.options import FeedOptions


def sniff(page: Page) -> bool:
    return page.body.startswith(b"#twtxt")


def parse(page: Page, options: FeedOptions) -> Feed:
    lines = page.body.decode().splitlines()[1 : options.max_entries + 1]
    pairs = (line.partition("\t") for line in lines)
    return Feed(page.url, "Posts", entries=tuple(Entry(url, title) for url, _, title in pairs))


def test_a_toy_kind_is_one_module_and_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    row = table.FeedKind("twtxt", sniff, parse)
    monkeypatch.setattr(table, "KINDS", (row, *table.KINDS))
    body = b"#twtxt\nhttps://a.test/1\tThe ferry stops for the winter\nhttps://a.test/2\tIt snows\n"
    feed = table.parse(Page("https://a.test/posts.txt", body))
    assert [entry.title for entry in feed.entries] == ["The ferry stops for the winter", "It snows"]
    rss = table.parse(Page("u", b"<rss version='2.0'><channel><title>T</title></channel></rss>"))
    assert rss.title == "T"
