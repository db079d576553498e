"""Digests -> an Atom feed that readers take and RFC 4287 allows."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import feedparser
from hypothesis import given, settings
from lxml import etree
from tests.nouns import digests
from tests.stages.render import stories

from newsdigest.models import Digest
from newsdigest.stages.render import atom
from newsdigest.stages.render.view import View

NS = {"a": "http://www.w3.org/2005/Atom"}
URL = "https://example.org/news.atom"
BEFORE = replace(stories.day(), day=date(2026, 11, 20), title="The day before")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def valid(feed: str) -> etree._Element:
    """Hold a feed to RFC 4287, sections 4.1.1 and 4.1.2, and give its tree."""
    tree = etree.fromstring(feed.encode())
    assert tree.tag == f"{{{NS['a']}}}feed"
    for holder in (tree, *tree.findall("a:entry", NS)):
        for name in ("id", "title", "updated"):
            assert len(holder.findall(f"a:{name}", NS)) == 1, name
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", holder.findtext("a:id", "", NS))
        assert RFC3339.fullmatch(holder.findtext("a:updated", "", NS))
        assert holder.findtext("a:title", "", NS).strip()
    links = Counter(
        (at, link.get("rel"))
        for at, holder in enumerate(tree.iter())
        for link in holder.findall("a:link", NS)
    )
    assert all(count == 1 for count in links.values())
    assert tree.find("a:author/a:name", NS) is not None  # then entries need none
    ids = [entry.findtext("a:id", "", NS) for entry in tree.findall("a:entry", NS)]
    assert len(ids) == len(set(ids))
    for body in tree.findall("a:entry/a:content", NS):
        assert body.get("type") == "html"
        assert len(body) == 0
    return tree


def test_days_are_entries_the_newest_first_whatever_order_they_come_in() -> None:
    drawn = atom.render_days([BEFORE, stories.day()], View(feed_url=URL))
    assert drawn == atom.render_days([stories.day(), BEFORE], View(feed_url=URL))
    valid(drawn)
    read = feedparser.parse(drawn)
    assert (read.bozo, read.version) == (False, "atom10")
    assert [entry.title for entry in read.entries] == [stories.day().title, "The day before"]
    assert read.entries[0].updated == read.feed.updated == "2026-11-21T13:40:00Z"
    assert read.feed.links[0].href == URL
    assert "City opens new river bridge" in read.entries[0].content[0].value


def test_a_day_that_is_told_again_is_the_same_entry_updated() -> None:
    one = feedparser.parse(atom.render(stories.day(), View())).entries[0]
    less = replace(stories.day(), tellings=stories.day().tellings[1:])
    other = feedparser.parse(atom.render(less, View())).entries[0]
    assert one.id == other.id
    assert one.updated != other.updated


def test_stories_are_entries_with_their_pages_and_outlets_where_asked() -> None:
    drawn = atom.render_days([stories.day()], View(feed_stories=True))
    valid(drawn)
    read = feedparser.parse(drawn).entries
    assert [entry.link for entry in read] == [
        "https://example-times.test/bridge", "https://herald.test/n/902", "https://tech.test/p/77",
    ]  # fmt: skip
    assert read[0].author == "Example Times"
    assert read[1].title == "Update: Harbour strike enters third week"
    assert read[1].updated == "2026-11-21T00:00:00Z"
    assert 'rel="self"' not in drawn


def test_links_are_a_feed_of_their_stories_and_nothing_is_a_feed_too() -> None:
    assert len(valid(atom.render(stories.several(), View())).findall("a:entry", NS)) == 2
    empty = valid(atom.render(Digest("t"), View()))
    assert empty.findtext("a:updated", "", NS) == "1970-01-01T00:00:00Z"


def test_an_entry_carries_no_style_no_mark_and_no_link_to_a_file() -> None:
    body = feedparser.parse(atom.render(stories.day(), View()), sanitize_html=False)
    text = body.entries[0].content[0].value
    assert not re.search(r' (?:class|id|style)="', text)
    assert ".html" not in text


def test_text_that_no_xml_may_hold_is_dropped() -> None:
    told = stories.alone().tellings[0]
    evil = replace(told, story=replace(told.story, title="A\x00\x0b<b>\ufffe & ]]> B"))
    read = feedparser.parse(atom.render(Digest("t", (evil,)), View()))
    assert read.bozo is False
    assert read.entries[0].title_detail.value == "A <b> & ]]> B"


@settings(max_examples=40, deadline=None)
@given(digests(), digests())
def test_every_two_digests_are_a_valid_feed(one: Digest, other: Digest) -> None:
    days = {one.day: one, other.day: other}
    told = [replace(d, tellings=d.tellings[:1]) for d in days.values()]
    for stories_ in (True, False):
        valid(atom.render_days(told, View(feed_stories=stories_)))
    assert datetime(1970, 1, 1, tzinfo=UTC) == atom.UNDATED
