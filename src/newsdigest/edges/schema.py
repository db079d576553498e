"""The store's tables: one tuple of statements a version. A released row is never edited."""

from __future__ import annotations

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE feeds (url TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT",
        # Items of a day in the order they were met; `item` is NULL once its text is past its time.
        """CREATE TABLE items (
            id INTEGER PRIMARY KEY, day TEXT NOT NULL, listed TEXT NOT NULL, item BLOB
        ) STRICT""",
        "CREATE INDEX items_day ON items (day)",
        """CREATE TABLE keys (
            key INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX keys_item ON keys (item)",
        """CREATE TABLE days (
            day TEXT PRIMARY KEY, book TEXT NOT NULL, digest BLOB, digest_day INTEGER NOT NULL
        ) STRICT""",
        """CREATE TABLE told (
            day TEXT NOT NULL, story TEXT NOT NULL, title TEXT NOT NULL, memory BLOB,
            UNIQUE (day, story)
        ) STRICT""",
        "CREATE INDEX told_story ON told (story)",
        "CREATE TABLE runs (at TEXT PRIMARY KEY, complete INTEGER NOT NULL) STRICT",
        """CREATE VIRTUAL TABLE words USING fts5 (
            title, body, day UNINDEXED, story UNINDEXED, url UNINDEXED,
            tokenize = 'unicode61 remove_diacritics 2'
        )""",
    ),
    (
        # What was told once held the day of its last telling, which nothing asks for.
        "UPDATE told SET memory = without_last_told(memory) WHERE memory IS NOT NULL",
        "UPDATE days SET digest = without_last_told(digest) WHERE digest IS NOT NULL",
    ),
)
