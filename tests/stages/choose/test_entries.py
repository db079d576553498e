"""Feeds, Memory -> Items: what is new, what is muted, and each feed's fair share."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from newsdigest.models import DayBook, Entry, Feed, FeedSource, Item, Memory
from newsdigest.stages.choose.entries import (
    ChooseOptions,
    FeedRead,
    choose,
    take_turns,
    window_start,
)
from newsdigest.stages.choose.identity import identify

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
DAY = date(2026, 11, 21)
NOTHING = Memory(DayBook(DAY))
FEED = "https://a.test/feed"


def entry(number: int, hours_ago: float | None = 1, **changes: object) -> Entry:
    when = None if hours_ago is None else NOW - timedelta(hours=hours_ago)
    made = Entry(f"https://a.test/{number}", f"Title {number}", guid=f"g{number}", published=when)
    return replace(made, **changes)  # type: ignore[arg-type]


def read(*entries: Entry, first: bool = False, **source: object) -> FeedRead:
    given = FeedSource(**{"url": FEED, **source})  # type: ignore[arg-type]
    return FeedRead(given, Feed(given.url, "A", entries=entries), first=first)


def fates(*reads: FeedRead, memory: Memory = NOTHING, **options: object) -> dict[str, str]:
    choice = choose(reads, memory, NOW, ChooseOptions(**options))  # type: ignore[arg-type]
    return {item.entry.title: item.fate for item in choice.items}


# ---------------------------------------------------------------- new or seen
def met(*reads: FeedRead) -> Memory:
    """Remember what a run over these feeds chose."""
    chosen = choose(reads, NOTHING, NOW, ChooseOptions())
    return Memory(DayBook(DAY), seen=frozenset(key for item in chosen.items for key in item.keys))


def test_an_entry_is_new_once_by_address_or_by_id() -> None:
    first = choose([read(entry(1), entry(2))], NOTHING, NOW, ChooseOptions())
    memory = met(read(entry(1), entry(2)))
    moved = entry(1, url="https://a.test/moved")
    renamed = entry(2, guid="other", url="https://a.test/2?utm_source=rss")
    again = choose([read(moved, renamed, entry(3))], memory, NOW, ChooseOptions())
    assert [item.entry.title for item in again.items] == ["Title 3"]
    assert {item.keys[0] for item in first.items} & set(again.listed) == {first.items[1].keys[0]}


def test_an_address_that_two_feeds_carry_counts_for_the_first() -> None:
    other = read(entry(1, title="As B calls it"), url="https://b.test/feed")
    choice = choose([read(entry(1)), other], NOTHING, NOW, ChooseOptions())
    assert [item.feed for item in choice.items] == [FEED]
    memory = met(read(entry(1)), other)
    assert not choose([read(entry(1)), other], memory, NOW, ChooseOptions()).items


def test_an_empty_entry_is_none_and_one_with_an_address_is() -> None:
    assert fates(read(Entry("", ""))) == {}
    assert fates(read(Entry("https://a.test/1", ""))) == {"": "read"}


def test_a_headline_never_met_makes_an_entry_new_again() -> None:
    memory = met(read(entry(1, title="Storm live: wind warning"), entry(2)))
    grown = read(entry(1, title="Storm live: nine dead"), entry(2))
    [item] = choose([grown], memory, NOW, ChooseOptions()).items
    assert (item.entry.title, item.revised, item.fate) == ("Storm live: nine dead", True, "read")
    seen = memory.seen | set(item.keys)
    assert item.keys[0] not in memory.seen
    for title in ("Storm live: nine dead", "STORM LIVE – Wind warning"):
        back = read(entry(1, title=title), entry(2))
        assert not choose([back], replace(memory, seen=seen), NOW, ChooseOptions()).items


def test_an_entry_kept_before_headlines_were_is_not_new_under_another() -> None:
    [own] = identify(FEED, [entry(1)])
    memory = Memory(DayBook(DAY), seen=frozenset(own.names))
    changed = read(entry(1, title="Other"))
    assert not choose([changed], memory, NOW, ChooseOptions()).items


def test_entries_that_share_an_address_are_all_new_and_each_once() -> None:
    page = "https://a.test/notices"
    road, pool = entry(1, url=page), entry(2, url=f"{page}#pool")
    memory = met(read(road, pool))
    items = choose([read(road, pool)], NOTHING, NOW, ChooseOptions()).items
    assert [(item.entry.title, item.own_page) for item in items] == [
        ("Title 1", False),
        ("Title 2", False),
    ]
    assert not choose([read(road, pool)], memory, NOW, ChooseOptions()).items


@pytest.mark.parametrize("guid", ["", "g"])
def test_an_address_shared_from_the_next_day_on_loses_no_entry_and_repeats_none(guid: str) -> None:
    page = "https://a.test/notices"
    road = entry(1, url=page, guid=guid and "n1")
    wolf = entry(2, url=page, guid=guid and "n2")
    memory = met(read(road))
    [item] = choose([read(wolf, road)], memory, NOW, ChooseOptions()).items
    assert item.entry == wolf
    later = replace(memory, seen=memory.seen | set(item.keys))
    for listed in ([wolf], [road], [wolf, road]):
        assert not choose([read(*listed)], later, NOW, ChooseOptions()).items


# ---------------------------------------------------------------- windows
def test_the_window_starts_at_the_last_run_and_is_seven_days_at_most() -> None:
    options = ChooseOptions()
    assert window_start(NOTHING, NOW, options) == NOW - timedelta(hours=24)
    yesterday = replace(NOTHING, last_run=NOW - timedelta(hours=30))
    assert window_start(yesterday, NOW, options) == NOW - timedelta(hours=30)
    away = replace(NOTHING, last_run=NOW - timedelta(days=20))
    assert window_start(away, NOW, options) == NOW - timedelta(days=7)
    ahead = replace(NOTHING, last_run=NOW + timedelta(days=2))
    assert window_start(ahead, NOW, options) == NOW
    begun = Memory(DayBook(DAY, since=NOW - timedelta(hours=3)), last_run=NOW)
    assert window_start(begun, NOW, options) == NOW - timedelta(hours=3)


def test_a_feed_seen_for_the_first_time_is_held_to_the_window() -> None:
    assert fates(read(entry(1), entry(2, 30), first=True)) == {
        "Title 1": "read",
        "Title 2": "too old",
    }


def test_a_first_look_that_finds_nothing_new_shows_what_there_is() -> None:
    assert fates(read(entry(1, 300), entry(2, 400), first=True)) == {
        "Title 1": "read",
        "Title 2": "read",
    }


def test_a_known_feed_may_bring_what_it_published_late_within_a_week() -> None:
    assert fates(read(entry(1, 100), entry(2, 200))) == {"Title 1": "read", "Title 2": "too old"}


def test_a_span_that_the_reader_gave_is_strict() -> None:
    since = NOW - timedelta(hours=2)
    found = fates(read(entry(1), entry(2, 3), first=True), since=since)
    assert found == {"Title 1": "read", "Title 2": "too old"}
    assert fates(read(entry(2, 3), first=True), since=since) == {"Title 2": "too old"}


@pytest.mark.parametrize("when", [datetime(1970, 1, 1, tzinfo=UTC), NOW + timedelta(days=3), None])
def test_a_date_that_cannot_be_is_the_time_of_first_sight(when: datetime | None) -> None:
    [item] = choose([read(entry(1, published=when))], NOTHING, NOW, ChooseOptions()).items
    assert (item.entry.published, item.first_seen, item.fate) == (None, NOW, "read")


def test_an_undated_copy_is_as_old_as_its_fellow_wherever_it_stands() -> None:
    old = Entry("", "Mill Lane closed", published=NOW - timedelta(days=8), summary="Until Friday.")
    copy, other = replace(old, guid="x", published=None), Entry("", "Pool opens", "x")
    for listed in ((old, copy, other), (copy, old, other)):
        assert fates(read(*listed)) == {"Mill Lane closed": "too old", "Pool opens": "read"}


def test_a_notice_put_out_again_today_is_of_today() -> None:
    old = Entry("", "Mill Lane closed", published=NOW - timedelta(days=8), summary="Until Friday.")
    assert fates(read(old, replace(old, published=NOW))) == {"Mill Lane closed": "read"}


def test_rules_look_at_all_that_a_feed_says_of_an_entry() -> None:
    full = entry(1, summary="The indoor pool opens again.")
    for listed in ((full, entry(1)), (entry(1), full)):
        assert fates(read(*listed), mute=("pool",)) == {"Title 1": "muted"}


def test_a_date_a_few_hours_ahead_is_kept() -> None:
    [item] = choose([read(entry(1, -5))], NOTHING, NOW, ChooseOptions()).items
    assert item.entry.published == NOW + timedelta(hours=5)


# ---------------------------------------------------------------- a feed's own rules
def test_a_feed_keeps_what_it_shall_and_drops_what_it_shall_not() -> None:
    given = read(
        entry(1, title="Elm bridge opens", authors=("Ana Ruiz",)),
        entry(2, title="Elm bridge quiz"),
        entry(3, title="Cup final"),
        entry(4, title="Toll", url="https://a.test/elm/4"),
        keep=("/elm/i", "ruiz"),
        drop=("quiz",),
        name="Herald",
    )
    items = choose([given], NOTHING, NOW, ChooseOptions()).items
    assert {item.entry.title: (item.fate, item.rule) for item in items} == {
        "Elm bridge opens": ("read", ""),
        "Elm bridge quiz": ("muted", "quiz"),
        "Cup final": ("muted", "not kept by Herald"),
        "Toll": ("read", ""),
    }


def test_what_the_reader_watches_is_read_beyond_the_share() -> None:
    given = read(entry(1, 1), entry(2, 2), entry(3, 3, title="Elm river rises"), limit=1)
    options = ChooseOptions(watch=(("Sport", ("cup",)), ("River", ("elm river", "harbour"))))
    items = choose([given], NOTHING, NOW, options).items
    assert [(item.entry.title, item.fate, item.watch) for item in items] == [
        ("Title 1", "read", ""),
        ("Title 2", "title only", ""),
        ("Elm river rises", "read", "River"),
    ]


# ---------------------------------------------------------------- fair share
def test_muted_entries_are_counted_by_rule_and_take_no_share() -> None:
    options = ChooseOptions(max_per_feed=1, mute=("horoscope",))
    given = read(entry(1, 1, title="Horoscope"), entry(2, 2, title="Ad"), entry(3, 3), mute=("ad",))
    items = choose([given], NOTHING, NOW, options).items
    assert [(item.fate, item.rule) for item in items] == [
        ("muted", "horoscope"),
        ("muted", "ad"),
        ("read", ""),
    ]


def test_a_feed_has_its_share_newest_first_and_the_rest_are_titles() -> None:
    found = fates(read(entry(1, 3), entry(2, 1), entry(3, 2)), max_per_feed=2)
    assert found == {"Title 2": "read", "Title 3": "read", "Title 1": "title only"}


def test_what_the_reader_asked_for_comes_first() -> None:
    given = read(entry(1, 3, title="Elm river"), entry(2, 1), highlight=("elm river",), limit=1)
    assert fates(given) == {"Title 2": "title only", "Elm river": "read"}


def test_the_share_is_the_days_not_the_runs() -> None:
    done = Item((1,), FEED, entry(9), NOW)
    memory = Memory(DayBook(DAY, items=(done,)))
    assert fates(read(entry(1), limit=1), memory=memory) == {"Title 1": "title only"}


def test_feeds_take_turns() -> None:
    def item(feed: str, number: int) -> Item:
        return Item((number,), feed, entry(number), NOW)

    items = [item("a", 1), item("a", 2), item("a", 3), item("b", 4)]
    assert [one.keys[0] for one in take_turns(items)] == [1, 4, 2, 3]
