"""What is remembered between runs, and what a damaged, locked or foreign file does."""

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.nouns import digests

from newsdigest.edges import schema, sqlite
from newsdigest.edges.sqlite import SqliteStore
from newsdigest.errors import StoreError
from newsdigest.models import (
    Article,
    DayBook,
    Digest,
    Entry,
    Failure,
    FeedState,
    Item,
    KeyPoint,
    Quote,
    Run,
    Signature,
    Story,
    Telling,
    ToldStory,
)

DAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "state.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(str(path)) as opened:
        yield opened


def item(number: int, **changes: object) -> Item:
    article = Article(f"Title {number}", "Text.", url=f"https://a.test/{number}", site="A")
    entry = Entry(article.url, article.title, published=NOW)
    return replace(Item((number, -number), "f", entry, NOW, article=article), **changes)  # type: ignore[arg-type]


def digest(day: date = DAY, title: str = "Bridge opens", words: str = "The mayor spoke.") -> Digest:
    article = Article(title, words, url="https://a.test/1", site="Elm Herald")
    quote = Quote("spoke", 10, 15, speaker="Ana Ruiz")
    telling = Telling(Story("s1", title, (article,)), (KeyPoint(words, 0, len(words)),), (quote,))
    return Digest("News", (telling,), day)


def told(day: date, story: str = "s1", first: date | None = None) -> ToldStory:
    signature = Signature(f"k{day}", "u", "t", "A", "en", NOW, ("a", "b"), (1, 2))
    return ToldStory(story, "Title", first or day, (signature,), (f"Told on {day}.",))


def run(day: date = DAY, **changes: object) -> Run:
    book = DayBook(day, since=NOW, sources_ok=3, items=(item(1),), delivered=True)
    at = datetime(day.year, day.month, day.day, 6, 30, tzinfo=UTC)
    return replace(Run(at, book, digest=digest(day), told=(told(day),)), **changes)  # type: ignore[arg-type]


# ---------------------------------------------------------------- there and back
def test_an_empty_store_knows_nothing(store: SqliteStore) -> None:
    memory = store.recall(DAY)
    assert memory.book == DayBook(DAY)
    assert (memory.feeds, memory.seen, memory.last_run) == ((), frozenset(), None)
    assert store.days() == []
    assert store.digest(DAY) is None


def test_a_run_comes_back_as_it_was(store: SqliteStore) -> None:
    states = (FeedState("b", etag='"x"', polled=NOW), FeedState("a", failures=2, kind="gone"))
    trouble = Failure("Coast", "gone", "HTTP 410", "remove it")
    book = DayBook(DAY, NOW, 3, (trouble,), (item(2), item(1, fate="muted", rule="x")))
    store.commit(run(book=book, feeds=states))
    memory = store.recall(DAY)
    assert memory.book == book
    assert memory.feeds == states
    assert memory.seen == {1, -1, 2, -2}
    assert memory.last_run == NOW
    assert store.digest(DAY) == digest()


def test_a_second_run_of_the_day_adds_to_the_first(store: SqliteStore) -> None:
    store.commit(run())
    book = store.recall(DAY).book
    changed = replace(book.items[0], fate="title only")
    store.commit(run(book=replace(book, items=(changed, item(7)))))
    assert [one.keys[0] for one in store.recall(DAY).book.items] == [1, 7]
    assert store.recall(DAY).book.items[0].fate == "title only"


def test_a_run_without_a_digest_leaves_the_days_as_it_is(store: SqliteStore) -> None:
    store.commit(run())
    store.commit(run(digest=None, told=()))
    assert store.digest(DAY) == digest()
    assert store.days() == [DAY]
    assert store.recall(DAY + timedelta(days=1)).book.told == (told(DAY),)


def test_a_day_without_a_digest_is_no_neighbour(store: SqliteStore) -> None:
    days = [DAY + timedelta(days=n) for n in range(4)]
    store.commit(run(days[0]))
    store.commit(run(days[1], digest=None))
    store.commit(run(days[3]))
    book = store.recall(days[2]).book
    assert (book.previous, book.following) == (days[0], days[3])


def test_the_window_starts_at_the_last_complete_run(store: SqliteStore) -> None:
    store.commit(run())
    store.commit(run(at=NOW + timedelta(hours=5), complete=False))
    assert store.recall(DAY).last_run == NOW


def test_what_days_told_is_gathered_by_story(store: SqliteStore) -> None:
    days = [DAY - timedelta(days=n) for n in (9, 2, 1, 0)]
    for day in days:
        store.commit(run(day, told=(told(day, first=days[0]), told(day, f"only {day}"))))
    one, *others = store.recall(DAY).book.told
    assert (one.id, one.first_told) == ("s1", days[0])
    assert one.sentences == (f"Told on {days[1]}.", f"Told on {days[2]}.")
    assert len(one.signatures) == 2
    assert [other.id for other in others] == [f"only {days[1]}", f"only {days[2]}"]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(digests())
def test_any_digest_comes_back(store: SqliteStore, digest: Digest) -> None:
    stories = {telling.story.id for telling in digest.tellings}
    if any(not telling.story.articles for telling in digest.tellings) or len(stories) == 0:
        return
    store.commit(run(digest=replace(digest, day=DAY), told=()))
    assert store.digest(DAY) == replace(digest, day=DAY)


# ---------------------------------------------------------------- forgetting
def test_texts_are_forgotten_after_thirty_days_but_not_what_was_seen(store: SqliteStore) -> None:
    store.commit(run())
    later = DAY + timedelta(days=31)
    book = DayBook(later, items=(item(9),))
    store.commit(run(later, book=book, listed=(1,)))
    assert store.recall(DAY).book.items == ()
    assert store.digest(DAY) is None
    assert store.days() == [DAY, later]
    assert {1, -1} <= store.recall(later).seen


def test_an_item_that_no_feed_lists_any_more_is_forgotten(store: SqliteStore) -> None:
    store.commit(run(book=DayBook(DAY, items=(item(1), item(2)))))
    store.commit(run(DAY + timedelta(days=50), book=DayBook(DAY), listed=(1,)))
    middle = DAY + timedelta(days=50)
    store.commit(run(middle, book=DayBook(middle), listed=(2,)))
    end = DAY + timedelta(days=80)
    store.commit(run(end, book=DayBook(end)))
    assert store.recall(end).seen == {2, -2}


# ---------------------------------------------------------------- searching
def test_stories_are_found_by_words_in_any_order_without_accents(store: SqliteStore) -> None:
    store.commit(run(digest=digest(title="Übung am Fluss", words="Der Bürgermeister sprach.")))
    [hit] = store.search("burgermeister ubung", 5)
    assert (hit.day, hit.title, hit.url) == (DAY, "Übung am Fluss", "https://a.test/1")
    assert "\x02Bürgermeister\x03" in hit.snippet
    assert store.search("fluss bahn", 5) == []


def test_speakers_outlets_phrases_and_beginnings_are_found(store: SqliteStore) -> None:
    store.commit(run())
    assert store.search("ruiz herald", 5)
    assert store.search('"the mayor"', 5)
    assert not store.search('"mayor the"', 5)
    assert store.search("may*", 5)
    assert not store.search("may", 5)


@pytest.mark.parametrize("words", ['"', "*", "AND", "a:b", "x NEAR y", "-", "(", "''", ""])
def test_nothing_a_reader_types_is_syntax(store: SqliteStore, words: str) -> None:
    store.commit(run())
    assert not store.search(words, 5)


def test_a_word_of_a_title_is_worth_more_than_the_same_word_told(store: SqliteStore) -> None:
    often = digest(title="Council meets", words="The harbour master spoke of the harbour.")
    store.commit(run(DAY, digest=often))  # the later day would come first
    before = DAY - timedelta(days=1)
    store.commit(run(before, digest=digest(before, "Harbour closes", "The mayor spoke.")))
    assert [hit.title for hit in store.search("harbour", 5)] == ["Harbour closes", "Council meets"]


def test_a_hit_tells_the_storys_course(store: SqliteStore) -> None:
    for back in (2, 0):
        day = DAY - timedelta(days=back)
        store.commit(run(day))
    hits = store.search("mayor", 5)
    assert [hit.day for hit in hits] == [DAY, DAY - timedelta(days=2)]
    assert hits[0].course == (DAY - timedelta(days=2), DAY)


# ---------------------------------------------------------------- damage
METHODS: list[Callable[[SqliteStore], object]] = [
    lambda store: store.recall(DAY),
    lambda store: store.commit(run()),
    lambda store: store.digest(DAY),
    lambda store: store.days(),
    lambda store: store.search("mayor", 5),
    lambda store: store.check(),
]


def opened(path: Path, then: Callable[[SqliteStore], object]) -> None:
    with SqliteStore(str(path)) as store:
        then(store)


@pytest.mark.parametrize("method", range(len(METHODS)))
def test_a_corrupt_file_is_named_with_the_way_out(path: Path, method: int) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database, but long enough to be one" * 100)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="damaged") as raised:
        opened(path, METHODS[method])
    assert raised.value.which == str(path)
    assert "move it away" in raised.value.hint
    assert path.read_bytes() == before


def test_damage_in_the_middle_is_found_when_it_is_read(path: Path) -> None:
    with SqliteStore(str(path)) as store:
        for number in range(200):
            store.commit(run(book=DayBook(DAY, items=(item(number + 1),))))
        store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    damaged = bytearray(path.read_bytes())
    damaged[8192 : len(damaged) - 4096] = b"\xff" * (len(damaged) - 12288)
    path.write_bytes(damaged)
    with pytest.raises(StoreError, match="damaged"):
        opened(path, lambda store: store.check())
    with pytest.raises(StoreError):
        opened(path, lambda store: store.recall(DAY))


def test_a_locked_file_says_so_and_stays_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(path, lambda store: store.commit(run()))
    monkeypatch.setattr(sqlite, "BUSY_S", 0.05)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked"):
        opened(path, lambda store: store.commit(run(book=DayBook(DAY, items=(item(5),)))))
    holder.execute("ROLLBACK")
    holder.close()
    with SqliteStore(str(path)) as store:
        assert store.recall(DAY).seen == {1, -1}


def test_a_newer_schema_is_refused_untouched(path: Path) -> None:
    opened(path, lambda store: store.commit(run()))
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(StoreError, match="newer newsdigest wrote it \\(schema 99") as raised:
        opened(path, lambda store: store.days())
    assert raised.value.hint == "upgrade newsdigest"


def test_an_older_schema_is_migrated_after_a_backup(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(path, lambda store: store.commit(run()))
    more = (*schema.MIGRATIONS, ("CREATE TABLE later (a TEXT) STRICT",))
    monkeypatch.setattr(sqlite, "MIGRATIONS", more)
    with SqliteStore(str(path)) as store:
        assert store.days() == [DAY]
        assert store._db.execute("SELECT count(*) FROM later").fetchone() == (0,)
    backup = path.with_name(f"state.sqlite3.v{len(schema.MIGRATIONS)}.bak")
    assert backup.stat().st_mode & 0o777 == 0o600
    monkeypatch.undo()
    with SqliteStore(str(backup)) as store:
        assert store.days() == [DAY]


def test_the_day_of_a_last_telling_goes_from_what_was_kept(path: Path) -> None:
    def with_it(packed: bytes) -> bytes:
        plain = json.loads(zlib.decompress(packed))
        return zlib.compress(json.dumps({**plain, "last_told": "2026-11-21"}).encode())

    opened(path, lambda store: store.commit(run(told=(told(DAY),))))
    with sqlite3.connect(path) as db:
        db.create_function("with_it", 1, with_it)
        db.execute("UPDATE told SET memory = with_it(memory)")
        db.execute("PRAGMA user_version = 1")
    db.close()
    with SqliteStore(str(path)) as store:
        assert store.recall(DAY + timedelta(days=1)).book.told == (told(DAY),)
        assert store.digest(DAY) is not None


def test_a_migration_that_fails_leaves_the_old_schema_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(path, lambda store: store.commit(run()))
    broken = (*schema.MIGRATIONS, ("CREATE TABLE later (a TEXT) STRICT", "NOT SQL"))
    monkeypatch.setattr(sqlite, "MIGRATIONS", broken)
    with pytest.raises(StoreError):
        opened(path, lambda store: store.days())
    monkeypatch.undo()
    opened(path, lambda store: store.check())
    with SqliteStore(str(path)) as store:
        assert store.days() == [DAY]


def test_a_full_disk_is_named_and_the_store_stays_as_it_was(path: Path) -> None:
    opened(path, lambda store: store.commit(run()))
    text = "".join(chr(33 + n * n % 90) for n in range(400_000))
    big = item(5, article=Article("t", text))
    with SqliteStore(str(path)) as store:
        pages = store._db.execute("PRAGMA page_count").fetchone()[0]
        store._db.execute(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(StoreError, match="disk is full") as raised:
            store.commit(run(book=DayBook(DAY, items=(item(1), big, *map(item, range(6, 99))))))
        assert raised.value.kind == "disk"
        assert store.recall(DAY).seen == {1, -1}


def test_a_store_that_cannot_be_made_names_its_path(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match=r"state\.sqlite3"):
        opened(tmp_path / "file" / "state.sqlite3", lambda store: store.days())


def test_foreign_rows_are_an_error_and_not_a_bug(path: Path) -> None:
    opened(path, lambda store: store.commit(run()))
    with sqlite3.connect(path) as db:
        db.execute("UPDATE feeds SET state = '{}'")
        db.execute("INSERT INTO feeds VALUES ('x', '{\"no\": 1}')")
    db.close()
    with pytest.raises(StoreError, match="cannot read"):
        opened(path, lambda store: store.recall(DAY))


def test_an_error_of_no_known_kind_is_still_ours() -> None:
    found = sqlite._store_error(Path("p"), sqlite3.InterfaceError("odd"))
    assert (found.which, found.why) == ("p", "odd")


def test_the_store_is_readable_by_its_owner_alone(path: Path) -> None:
    opened(path, lambda store: store.days())
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
