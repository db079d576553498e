"""What is remembered between runs, in one SQLite file.

WAL, so that a kill at any moment leaves the last commit whole; one transaction a run. Migrations
are numbered, one transaction each, after a backup.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from newsdigest.codec import from_plain, to_plain
from newsdigest.edges.schema import MIGRATIONS
from newsdigest.errors import StoreError
from newsdigest.models import DayBook, DayTitles, Digest, FeedState, Hit, Item, Memory, ToldStory

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType
    from typing import Self

    from newsdigest.models import Run

T = TypeVar("T")

BUSY_S = 5.0
TEXT_DAYS = 30
"""Article texts are kept this long: past days can be built again as long."""
UNLISTED_DAYS = 60
"""An item that no feed has listed for this long will not come back."""


class SqliteStore:
    """The store on disk; use as a context manager.

    `repeat_after_days` bounds what earlier days told: older stories count as new.
    """

    def __init__(self, path: str, repeat_after_days: int = 7) -> None:
        self._path = Path(path)
        self._repeat_after_days = repeat_after_days
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        with self._translated():
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            db = sqlite3.connect(self._path, timeout=BUSY_S, isolation_level=None)
            try:
                self._path.chmod(0o600)
                self._migrate(db)
            except BaseException:
                db.close()
                raise
        self._connection = db
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()
        self._connection = None

    # ------------------------------------------------------------ opening
    def _migrate(self, db: sqlite3.Connection) -> None:
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        if version > len(MIGRATIONS):
            why = (
                f"a newer newsdigest wrote it (schema {version}, this one knows {len(MIGRATIONS)})"
            )
            raise StoreError("could not open the store", str(self._path), why, "upgrade newsdigest")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA foreign_keys = ON")
        if 0 < version < len(MIGRATIONS):
            self._back_up(db, version)
        db.create_function("without_last_told", 1, _without_last_told)
        for number in range(version, len(MIGRATIONS)):
            with self._transaction(db):
                # Another process may have migrated while we waited for the write lock.
                if int(db.execute("PRAGMA user_version").fetchone()[0]) > number:
                    continue
                for statement in MIGRATIONS[number]:
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {number + 1}")

    def _back_up(self, db: sqlite3.Connection, version: int) -> None:
        """Copy the store beside itself before it is migrated."""
        goal = self._path.with_name(f"{self._path.name}.v{version}.bak")
        with contextlib.closing(sqlite3.connect(goal)) as copy:
            db.backup(copy)
        goal.chmod(0o600)

    @contextlib.contextmanager
    def _transaction(self, db: sqlite3.Connection) -> Iterator[None]:
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if db.in_transaction:  # a full disk has rolled back already
                db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn SQLite's and the disk's complaints into ours, naming the file and the way out."""
        try:
            yield
        except sqlite3.Error as error:
            raise _store_error(self._path, error) from error
        except (KeyError, TypeError, ValueError, zlib.error) as error:
            why = f"it holds what this version cannot read ({type(error).__name__})"
            raise StoreError("could not read the store", str(self._path), why, _MOVE) from error
        except OSError as error:
            why = (error.strerror or "it failed").lower()
            raise StoreError("could not open the store", str(self._path), why) from error

    @property
    def _db(self) -> sqlite3.Connection:
        assert self._connection is not None, "the store is used inside its `with`"  # noqa: S101 a bug
        return self._connection

    # ------------------------------------------------------------ recall
    def recall(self, day: date) -> Memory:
        """Return what is known, with the book of `day`. StoreError where it cannot be read."""
        with self._translated():
            last = self._db.execute("SELECT max(at) FROM runs WHERE complete").fetchone()[0]
            return Memory(
                book=self._book(day),
                feeds=tuple(
                    _load(FeedState, row[0])
                    for row in self._db.execute("SELECT state FROM feeds ORDER BY rowid")
                ),
                seen=frozenset(row[0] for row in self._db.execute("SELECT key FROM keys")),
                last_run=datetime.fromisoformat(last) if last else None,
            )

    def _book(self, day: date) -> DayBook:
        row = self._db.execute("SELECT book FROM days WHERE day = ?", (str(day),)).fetchone()
        book = _load(DayBook, row[0]) if row else DayBook(day)
        rows = self._db.execute(
            "SELECT item FROM items WHERE day = ? AND item IS NOT NULL ORDER BY id", (str(day),)
        )
        return replace(
            book,
            items=tuple(_load(Item, _unpack(row[0])) for row in rows),
            told=self._told(day),
            previous=self._neighbour("max", "<", day),
            following=self._neighbour("min", ">", day),
        )

    def _neighbour(self, which: str, side: str, day: date) -> date | None:
        query = f"SELECT {which}(day) FROM days WHERE digest_day AND day {side} ?"  # noqa: S608 both are ours
        found = self._db.execute(query, (str(day),)).fetchone()[0]
        return date.fromisoformat(found) if found else None

    def _told(self, day: date) -> tuple[ToldStory, ...]:
        """Gather what the days before told, one entry a story, in the order of first telling."""
        oldest = day - timedelta(days=self._repeat_after_days)
        rows = self._db.execute(
            "SELECT day, memory FROM told WHERE day < ? AND day >= ? AND memory IS NOT NULL"
            " ORDER BY day, rowid",
            (str(day), str(oldest)),
        )
        stories: dict[str, ToldStory] = {}
        for _, memory in rows:
            new = _load(ToldStory, _unpack(memory))
            old = stories.get(new.id)
            stories[new.id] = new if old is None else _joined(old, new)
        return tuple(stories.values())

    # ------------------------------------------------------------ commit
    def commit(self, run: Run) -> None:
        """Keep what a run leaves behind, all or nothing, and forget what is past its time."""
        with self._translated(), self._transaction(self._db):
            self._keep_feeds(run)
            self._keep_items(run)
            self._keep_day(run)
            self._db.execute(
                "INSERT OR REPLACE INTO runs (at, complete) VALUES (?, ?)",
                (run.at.isoformat(), run.complete),
            )
            self._forget(run.book.day)

    def _keep_feeds(self, run: Run) -> None:
        self._db.execute("DELETE FROM feeds")
        self._db.executemany(
            "INSERT INTO feeds (url, state) VALUES (?, ?)",
            [(state.url, _dump(state)) for state in run.feeds],
        )

    def _keep_items(self, run: Run) -> None:
        db, day = self._db, str(run.book.day)
        for item in run.book.items:
            packed = _pack(_dump(item))
            row = db.execute("SELECT item FROM keys WHERE key = ?", (item.keys[0],)).fetchone()
            if row:
                db.execute("UPDATE items SET item = ? WHERE id = ?", (packed, row[0]))
                continue
            made = db.execute(
                "INSERT INTO items (day, listed, item) VALUES (?, ?, ?)", (day, day, packed)
            )
            pairs = [(key, made.lastrowid) for key in item.keys]
            db.executemany("INSERT OR IGNORE INTO keys (key, item) VALUES (?, ?)", pairs)
        db.executemany(
            "UPDATE items SET listed = ? WHERE listed < ?"
            " AND id = (SELECT item FROM keys WHERE key = ?)",
            [(day, day, key) for key in run.listed],
        )

    def _keep_day(self, run: Run) -> None:
        db, day = self._db, str(run.book.day)
        book = replace(run.book, items=(), told=(), previous=None, following=None)
        db.execute(
            "INSERT INTO days (day, book, digest_day) VALUES (?, ?, 0)"
            " ON CONFLICT (day) DO UPDATE SET book = excluded.book",
            (day, _dump(book)),
        )
        if run.digest is None:
            return
        db.execute(
            "UPDATE days SET digest = ?, digest_day = 1 WHERE day = ?",
            (_pack(_dump(run.digest)), day),
        )
        db.execute("DELETE FROM told WHERE day = ?", (day,))
        db.execute("DELETE FROM words WHERE day = ?", (day,))
        for story in run.told:
            db.execute(
                "INSERT INTO told (day, story, title, memory) VALUES (?, ?, ?, ?)",
                (day, story.id, story.title, _pack(_dump(story))),
            )
        for telling in run.digest.tellings:
            story_, articles = telling.story, telling.story.articles
            said = [point.text for point in telling.key_points]
            said += [f"{quote.text} {quote.speaker}" for quote in telling.quotes]
            said += [article.outlet for article in articles]
            db.execute(
                "INSERT INTO words (title, body, day, story, url) VALUES (?, ?, ?, ?, ?)",
                (story_.title, "\n".join(said), day, story_.id, articles[0].url),
            )

    def _forget(self, today: date) -> None:
        """Drop texts after 30 days, and items once no feed has listed them for 60."""
        no_text = str(today - timedelta(days=TEXT_DAYS))
        unlisted = str(today - timedelta(days=UNLISTED_DAYS))
        db = self._db
        db.execute("UPDATE items SET item = NULL WHERE day < ? AND item IS NOT NULL", (no_text,))
        db.execute("UPDATE days SET digest = NULL WHERE day < ? AND digest IS NOT NULL", (no_text,))
        old_told = str(today - timedelta(days=max(TEXT_DAYS, self._repeat_after_days) + 1))
        db.execute("UPDATE told SET memory = NULL WHERE day < ?", (old_told,))
        db.execute("DELETE FROM items WHERE listed < ? AND day < ?", (unlisted, unlisted))
        db.execute("DELETE FROM runs WHERE at < (SELECT max(at) FROM runs WHERE complete)")

    # ------------------------------------------------------------ reading past days
    def digest(self, day: date) -> Digest | None:
        """Return a saved digest with its texts, None where none is kept."""
        with self._translated():
            row = self._db.execute("SELECT digest FROM days WHERE day = ?", (str(day),)).fetchone()
            return _load(Digest, _unpack(row[0])) if row and row[0] else None

    def days(self) -> Sequence[date]:
        """List the days that have a digest, oldest first."""
        with self._translated():
            rows = self._db.execute("SELECT day FROM days WHERE digest_day ORDER BY day")
            return [date.fromisoformat(row[0]) for row in rows]

    def headlines(self) -> Sequence[DayTitles]:
        """List the headlines of every day that has a digest, oldest first, in the order told."""
        with self._translated():
            rows = self._db.execute(
                "SELECT days.day, told.title FROM days LEFT JOIN told ON told.day = days.day"
                " WHERE digest_day ORDER BY days.day, told.rowid"
            )
            titles: dict[str, list[str]] = {}
            for day, title in rows:
                titles.setdefault(day, []).extend([] if title is None else [title])
            return [DayTitles(date.fromisoformat(day), tuple(one)) for day, one in titles.items()]

    def has_filed(self) -> bool:
        """Tell whether a digest ever went into the directory of day files."""
        with self._translated():
            query = "SELECT 1 FROM days WHERE json_extract(book, '$.filed') LIMIT 1"
            return self._db.execute(query).fetchone() is not None

    def search(self, words: str, limit: int) -> Sequence[Hit]:
        """Find told stories that hold all the words, best first; titles weigh four times.

        Words are plain: quotation marks hold a phrase together, `*` after a word completes it.
        """
        query = _fts_query(words)
        if not query:
            return ()
        with self._translated():
            rows = self._db.execute(
                "SELECT day, story, title, url, snippet(words, 1, char(2), char(3), ' … ', 24)"
                " FROM words WHERE words MATCH ? ORDER BY bm25(words, 4.0), day DESC LIMIT ?",
                (query, limit),
            ).fetchall()
            return [
                Hit(date.fromisoformat(day), story, title, url, snippet, self._course(story))
                for day, story, title, url, snippet in rows
            ]

    def _course(self, story: str) -> tuple[date, ...]:
        rows = self._db.execute("SELECT day FROM told WHERE story = ? ORDER BY day", (story,))
        return tuple(date.fromisoformat(row[0]) for row in rows)

    def check(self) -> None:
        """Read the whole file; StoreError where it is damaged."""
        with self._translated():
            said = self._db.execute("PRAGMA quick_check(1)").fetchone()[0]
            if said != "ok":
                raise sqlite3.DatabaseError(said)


# ---------------------------------------------------------------- errors
_MOVE = "move it away and run again: what was seen is then forgotten"
_LOCKED = ("locked", "busy")
_FULL = ("full", "disk i/o", "readonly", "unable to open")


def _store_error(path: Path, error: sqlite3.Error) -> StoreError:
    said = str(error)
    low = said.lower()
    what = "could not use the store"
    if any(sign in low for sign in _LOCKED):
        why = f"another program has locked it for over {BUSY_S:g} s"
        return StoreError(what, str(path), why, "close that program", kind="locked")
    if any(sign in low for sign in _FULL):
        hint = f"make room in {path.parent}, or make it writable"
        return StoreError(what, str(path), said, hint, kind="disk")
    if isinstance(error, sqlite3.DatabaseError):
        return StoreError(what, str(path), f"it is damaged: {said}", _MOVE, kind="corrupt")
    return StoreError(what, str(path), said)


# ---------------------------------------------------------------- packing
def _without_last_told(packed: bytes) -> bytes:
    """Drop a field that nouns have no more from a packed noun; migrations call it."""
    return _pack(json.dumps(_without(json.loads(_unpack(packed))), ensure_ascii=False))


def _without(plain: object) -> object:
    if isinstance(plain, dict):
        return {key: _without(value) for key, value in plain.items() if key != "last_told"}
    return [_without(value) for value in plain] if isinstance(plain, list) else plain


def _joined(old: ToldStory, new: ToldStory) -> ToldStory:
    return replace(
        new,
        first_told=min(old.first_told, new.first_told),
        signatures=old.signatures + new.signatures,
        sentences=old.sentences + new.sentences,
    )


def _dump(noun: object) -> str:
    return json.dumps(to_plain(noun), ensure_ascii=False, separators=(",", ":"))


def _load(kind: type[T], text: str) -> T:
    return from_plain(kind, json.loads(text))


def _pack(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def _unpack(packed: bytes) -> str:
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def _fts_query(words: str) -> str:
    """Quote each word or phrase, so that nothing a reader types is FTS5's own syntax."""
    terms = []
    for number, part in enumerate(words.split('"')):
        pieces = [part] if number % 2 else part.split()
        for piece in pieces:
            bare = piece.rstrip("*").strip()
            if bare:
                terms.append(f'"{bare}"' + ("*" if piece.endswith("*") else ""))
    return " ".join(terms)
