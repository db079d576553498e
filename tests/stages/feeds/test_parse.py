"""Page -> Feed: what the world writes, and what a reader gets of it."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import golden

from newsdigest.codec import to_plain
from newsdigest.errors import FeedError
from newsdigest.models import Feed, Page
from newsdigest.stages.feeds.options import FeedOptions
from newsdigest.stages.feeds.parse import KINDS, parse

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if "." in path.name)
FEEDS = [path for path in CASES if not path.name.endswith(".expected.json")]
URL = "https://herald.test/news/feed"


def read(body: bytes | str, content_type: str = "", **options: int) -> Feed:
    raw = body.encode() if isinstance(body, str) else body
    return parse(Page(URL, raw, content_type), FeedOptions(**options))


def rss(items: str) -> str:
    return f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>"


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_a_feed_reads_as_it_did_when_somebody_looked(path: Path) -> None:
    golden.check_json(path.with_suffix(".expected.json"), to_plain(read(path.read_bytes())))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("", "it is empty"),
        (" \n", "it is empty"),
        ("<!DOCTYPE html><html><body><p>Hi</p></body></html>", "a web page"),
        ("just words", "neither RSS"),
        ("{broken", "broken JSON"),
        ('{"items": 1}', "no items"),
        ("[" * 100_000, "neither RSS"),
        ('{"a":' * 100_000, "broken JSON"),
    ],
)
def test_what_is_no_feed_says_why(body: str, why: str) -> None:
    with pytest.raises(FeedError, match=why) as raised:
        read(body)
    assert raised.value.which == URL


def test_a_feed_without_entries_is_a_feed() -> None:
    assert read(rss("")).entries == ()
    old = "<rdf:RDF xmlns:rdf='http://r.test/' xmlns='http://n.test/0.9/'></rdf:RDF>"
    assert read(old).entries == ()


def test_a_header_that_names_the_wrong_charset_does_not_spoil_utf8() -> None:
    feed = read(rss("<item><title>Größe</title></item>"), "text/xml; charset=iso-8859-1")
    assert feed.entries[0].title == "Größe"


def test_a_header_names_the_charset_where_the_bytes_prove_nothing() -> None:
    body = rss("<item><title>Größe</title></item>").encode("iso-8859-1")
    assert read(body, "text/xml; charset=iso-8859-1").entries[0].title == "Größe"


@pytest.mark.parametrize("kind", ["xml", "json"])
def test_a_huge_feed_is_cut_before_any_work_on_it(kind: str) -> None:
    if kind == "xml":
        body = rss("".join(f"<item><title>n{n}</title></item>" for n in range(50_000)))
    else:
        body = json.dumps({"items": [{"id": n, "title": f"n{n}"} for n in range(50_000)]})
    feed = read(body, max_entries=3)
    assert [entry.title for entry in feed.entries] == ["n0", "n1", "n2"]
    assert "50,000 entries, the first 3 read" in feed.problems


def test_a_feed_is_read_by_its_content_whatever_its_server_calls_it() -> None:
    assert read(rss("<item><title>a</title></item>"), "image/png").entries[0].title == "a"


def test_links_are_resolved_where_the_page_came_to_rest() -> None:
    page = Page(URL, rss("<item><title>a</title><link>b.html</link></item>").encode())
    moved = Page(page.url, page.body, final_url="https://new.test/x/feed")
    assert parse(page).entries[0].url == "https://herald.test/news/b.html"
    assert parse(moved).entries[0].url == "https://new.test/x/b.html"


def test_the_readers_own_failures_are_feed_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    import feedparser

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(feedparser, "parse", fail)
    with pytest.raises(FeedError, match="cannot be mended"):
        read(rss(""))


def test_every_kind_has_a_name_and_the_last_takes_what_is_left() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert KINDS[-1].sniff(Page(URL, b"anything"))


PIECES = st.sampled_from(
    [
        *("<item>", "</item>", "<title>", "</title>", "<![CDATA[", "]]>", "<link>", "&#0;"),
        *("<entry xmlns='http://www.w3.org/2005/Atom'>", "</entry>", "<guid>", "a", "\x00", "é"),
        *("<content type='xhtml'>", "<div>", "&lt;script&gt;", "</rss>", "&#x1b;", "{"),
        "<?xml version='1.1'?>",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30), st.sampled_from(["utf-8", "utf-16", "latin-1"]))
def test_no_soup_of_tags_breaks_the_reader(pieces: list[str], encoding: str) -> None:
    try:
        feed = read(rss("".join(pieces)).encode(encoding))
    except FeedError:
        return
    for entry in feed.entries:
        for text in (entry.title, entry.summary, entry.content, entry.url, *entry.authors):
            assert not any(c < " " and c != "\n" for c in text)
        assert "\n" not in entry.title


def test_a_feed_that_is_a_file_keeps_its_relative_links() -> None:
    page = Page("feed.xml", rss("<item><title>a</title><link>b.html</link></item>").encode())
    assert parse(page).entries[0].url == "b.html"


def test_a_link_of_another_kind_serves_where_there_is_no_alternate() -> None:
    body = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a</title>"
        "<link rel='related' href='https://a.test/1'/></entry></feed>"
    )
    assert read(body).entries[0].url == "https://a.test/1"


def test_a_tag_without_end_is_refused_before_it_is_read() -> None:
    body = rss("<item " + " ".join(f'a{n}="x"' for n in range(20_000)) + "><title>t</title></item>")
    with pytest.raises(FeedError, match="over 64 kB"):
        read(body)


MANY = "".join(f"<item><title>n{n}</title>" for n in range(20_000))


@pytest.mark.parametrize("coding", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("closed", [True, False])
def test_no_more_entries_are_read_than_asked_for_whatever_they_are_written_in(
    coding: str, *, closed: bool
) -> None:
    items = MANY.replace("</title>", "</title></item>") if closed else MANY
    body = f"<rss version='2.0'><channel><title>A</title>{items}</channel></rss>".encode(coding)
    began = time.process_time()
    feed = parse(Page("https://a.test/f", body))
    assert time.process_time() - began < 3
    assert len(feed.entries) <= 500
    assert feed.entries[0].title == "n0"


def test_titles_links_and_names_have_an_end() -> None:
    long = "a" * 100_000
    people = f"<dc:creator>{long}</dc:creator>" * 30
    body = (
        f"<rss version='2.0'><channel><title>{long}</title><item><title>{long}</title>"
        f"<link>https://a.test/{long}</link><guid>{long}</guid>{people}</item></channel></rss>"
    )
    feed = parse(Page("https://a.test/f", body.encode()))
    [entry] = feed.entries
    sizes = [len(feed.title), len(entry.title), len(entry.url), len(entry.guid)]
    assert sizes == [1000, 1000, 0, 500]
    assert sum(map(len, entry.authors)) <= 20 * 500
