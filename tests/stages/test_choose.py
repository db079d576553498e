"""Feeds, Memory -> Items: what is new, what is muted, and each feed's fair share."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from newsdigest.errors import ConfigError
from newsdigest.models import (
    Article,
    DayBook,
    Entry,
    Feed,
    FeedSource,
    FeedState,
    Item,
    Memory,
    Story,
)
from newsdigest.stages.choose import (
    ChooseOptions,
    FeedRead,
    Words,
    choose,
    due,
    fit,
    identity,
    take_turns,
    window_start,
)

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
def test_an_entry_is_new_once_by_address_or_by_id() -> None:
    first = choose([read(entry(1), entry(2))], NOTHING, NOW, ChooseOptions())
    seen = frozenset(key for item in first.items for key in item.keys)
    memory = Memory(DayBook(DAY), seen=seen)
    moved = entry(1, url="https://a.test/moved", title="Moved")
    renamed = entry(2, guid="other", url="https://a.test/2?utm_source=rss", title="Renamed")
    again = choose([read(moved, renamed, entry(3))], memory, NOW, ChooseOptions())
    assert [item.entry.title for item in again.items] == ["Title 3"]
    assert set(first.listed) - set(again.listed) == {first.items[0].keys[0], first.items[1].keys[1]}


def test_an_address_that_two_feeds_carry_counts_for_the_first() -> None:
    other = read(entry(1), url="https://b.test/feed")
    choice = choose([read(entry(1)), other], NOTHING, NOW, ChooseOptions())
    assert [item.feed for item in choice.items] == [FEED]


def test_an_id_that_several_entries_share_names_none_of_them() -> None:
    assert len(fates(read(entry(1, guid="x"), entry(2, guid="x")))) == 2


def test_an_entry_without_address_and_id_goes_by_its_text() -> None:
    bare = Entry("", "Title")
    assert len(identity(FEED, bare)) == 1
    assert identity(FEED, bare) == identity(FEED, replace(bare, published=NOW))
    assert identity(FEED, bare) != identity("https://b.test/feed", bare)


def test_an_empty_entry_is_none() -> None:
    assert fates(read(Entry("https://a.test/1", ""))) == {}


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


def test_a_date_a_few_hours_ahead_is_kept() -> None:
    [item] = choose([read(entry(1, -5))], NOTHING, NOW, ChooseOptions()).items
    assert item.entry.published == NOW + timedelta(hours=5)


# ---------------------------------------------------------------- words
@pytest.mark.parametrize(
    ("rule", "title", "caught"),
    [
        ("horoscope", "Your Horoscope today", True),
        ("horoscope", "Horoscopes", False),
        ("elm river", "The Elm  River rises", True),
        ("c++", "What C++ is", True),
        ("/sponsor(ed)?/i", "SPONSORED: buy", True),
        ("/sponsor/", "SPONSOR", False),
        ("/^a.b$/ms", "x\na\nb", True),
        ("é", "Café", False),
    ],
)
def test_words_match_whole_words_and_expressions_what_they_say(
    rule: str, title: str, *, caught: bool
) -> None:
    assert bool(Words([rule, " "]).found(Entry("u", title))) is caught


def test_words_look_at_authors_and_summary_too() -> None:
    assert Words(["ruiz"]).found(Entry("u", "t", authors=("Ana Ruiz",))) == "ruiz"
    assert Words(["bridge"]).found(Entry("u", "t", summary="A bridge.")) == "bridge"


def test_an_expression_that_does_not_compile_is_named() -> None:
    with pytest.raises(ConfigError, match=r"/\(/"):
        Words(["/(/"])


def test_muted_entries_are_counted_by_rule_and_take_no_share() -> None:
    options = ChooseOptions(max_per_feed=1, mute=("horoscope",))
    given = read(entry(1, 1, title="Horoscope"), entry(2, 2, title="Ad"), entry(3, 3), mute=("ad",))
    items = choose([given], NOTHING, NOW, options).items
    assert [(item.fate, item.rule) for item in items] == [
        ("muted", "horoscope"),
        ("muted", "ad"),
        ("read", ""),
    ]


# ---------------------------------------------------------------- fair share
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


# ---------------------------------------------------------------- feeds that are due
@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (None, True),
        (FeedState(FEED), True),
        (FeedState(FEED, polled=NOW - timedelta(minutes=29)), False),
        (FeedState(FEED, polled=NOW - timedelta(minutes=30)), True),
        (FeedState(FEED, polled=NOW + timedelta(hours=9)), True),
        (FeedState(FEED, polled=NOW - timedelta(minutes=1), failures=2), True),
        (FeedState(FEED, polled=NOW - timedelta(minutes=1), failures=3), False),
        (FeedState(FEED, polled=NOW - timedelta(hours=11), failures=30), False),
        (FeedState(FEED, polled=NOW - timedelta(hours=12), failures=30), True),
        (
            FeedState(
                FEED, polled=NOW - timedelta(hours=9), parked_until=NOW + timedelta(minutes=1)
            ),
            False,
        ),
        (FeedState(FEED, polled=NOW - timedelta(hours=9), parked_until=NOW), True),
    ],
)
def test_a_feed_is_asked_when_it_is_due(state: FeedState | None, *, expected: bool) -> None:
    assert due(FeedSource(FEED), state, NOW) is expected


def test_a_feed_on_this_machine_is_always_due() -> None:
    state = FeedState("http://127.0.0.1:8000/feed", polled=NOW)
    assert due(FeedSource(state.url), state, NOW)
    assert not due(FeedSource("http://127.0.0.1.evil.test/feed"), state, NOW)


# ---------------------------------------------------------------- stories that fit
def story(name: str, *sites: str) -> Story:
    return Story(name, name, tuple(Article(name, "t", site=site) for site in sites))


def test_stories_of_several_outlets_come_first_then_outlets_take_turns() -> None:
    stories = [
        *(story("a1", "A"), story("a2", "A"), story("a3", "A")),
        *(story("b1", "B"), story("both", "A", "B")),
    ]
    assert [one.id for one in fit(stories, 3)] == ["a1", "b1", "both"]
    assert [one.id for one in fit(stories, 4)] == ["a1", "a2", "b1", "both"]
    assert fit(stories, 9) == tuple(stories)
