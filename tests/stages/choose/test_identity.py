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


def test_texts_that_begin_alike_are_known_by_all_they_say() -> None:
    opening = "The council gives notice under section four of the roads act that " * 4
    one, other = (Entry("", "Notice", summary=opening + way) for way in ("Mill Lane", "Elm Way"))
    first, second = identify(FEED, [one, other])
    assert first.names != second.names
    assert identify(FEED, [one, one])[0].names == identify(FEED, [one])[0].names


def test_an_id_that_several_entries_share_names_none_of_them() -> None:
    one, other = Entry("https://a.test/1", "One", "x"), Entry("https://a.test/2", "Other", "x")
    assert [len(own.names) for own in identify(FEED, [one, other])] == [1, 1]


def test_other_texts_under_one_headline_share_neither_id_nor_address() -> None:
    page = "https://a.test/notices"
    lane = Entry(page, "Notice", "x", summary="Mill Lane is closed between market and bridge.")
    pool = replace(lane, summary="The indoor pool opens again on Sunday.")
    mended = replace(lane, summary="Mill Lane is closed between the market and the old bridge.")
    for one, other in ((lane, pool), (replace(lane, url=""), replace(lane, url="", summary=""))):
        first, second = identify(FEED, [one, other])
        assert set(first.names).isdisjoint(second.names)
    first, second = identify(FEED, [lane, mended])
    assert first.names == second.names
    assert first.own_page


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
