"""Entries of one feed -> what each is known by."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from newsdigest.models import Article, Entry, Item
from newsdigest.stages.choose.identity import identify, latest

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
FEED = "https://a.test/feed"


def test_an_entry_without_address_and_id_goes_by_its_text() -> None:
    bare = Entry("", "Title")
    [own] = identify(FEED, [bare])
    assert len(own.names) == 1
    assert [own] == identify(FEED, [replace(bare, published=NOW)])
    assert [own] != identify("https://b.test/feed", [bare])


def test_an_id_that_several_entries_share_names_none_of_them() -> None:
    one, other = Entry("https://a.test/1", "One", "x"), Entry("https://a.test/2", "Other", "x")
    assert [len(own.names) for own in identify(FEED, [one, other])] == [1, 1]


def test_one_entry_listed_twice_under_one_headline_keeps_its_address() -> None:
    one = Entry("https://a.test/1", "Bridge opens", "https://a.test/1#0")
    first, again = identify(FEED, [one, replace(one, guid="https://a.test/1#1")])
    assert first.own_page
    assert again.own_page
    assert first.names[0] == again.names[0]


@pytest.mark.parametrize("url", ["https://a.test/", "https://a.test", "https://www.a.test/"])
def test_the_front_page_of_a_site_names_no_entry(url: str) -> None:
    [own] = identify(FEED, [Entry(url, "One", "g1")])
    assert not own.own_page
    assert own.names == identify(FEED, [Entry("", "One", "g1")])[0].names


def test_an_entry_read_again_stands_for_what_it_was_before() -> None:
    [own] = identify(FEED, [Entry("https://a.test/1", "Storm live", "g1")])
    [grown] = identify(FEED, [Entry("https://a.test/1", "Nine dead", "g1")])
    article = Article("Storm live", "t")
    before = Item(own.keys, FEED, Entry("", "Storm live"), NOW, article=article)
    other = replace(before, keys=(1,))
    keys = (*grown.headlines, *grown.names)
    after = Item(keys, FEED, Entry("", "Nine dead"), NOW, article=article, revised=True)
    assert latest([before, other, after]) == (other, after)
    unread = replace(after, article=None)
    assert latest([before, other, unread]) == (before, other, unread)
