"""Configuration text -> the same with a feed more or less, comments and order kept."""

from __future__ import annotations

import json
import tomllib
from dataclasses import fields
from typing import TYPE_CHECKING

from newsdigest.errors import ConfigError
from newsdigest.models import FeedSource
from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADER = regex(r"^\s*\[\[?[^\[\]]+\]\]?\s*(?:#.*)?$")
_FEED_HEADER = regex(r"^\s*\[\[\s*feeds\s*\]\]\s*(?:#.*)?$")


def with_feeds(text: str, sources: Sequence[FeedSource], path: str) -> str:
    """Append feeds to a configuration; what stands there stays as it is.

    `path` names the file in messages. Raises ConfigError where the text has feeds in a form that
    cannot be added to.
    """
    blocks = ["\n".join(["[[feeds]]", *_lines(source)]) for source in sources]
    edited = "\n\n".join([text.rstrip("\n"), *blocks]).lstrip("\n") + "\n"
    expected = _feeds(text) + [_table(source) for source in sources]
    return _checked(edited, expected, path)


def without_feed(text: str, url: str, path: str) -> str:
    """Take one feed out of a configuration, with the comments between its header and the next.

    Raises ConfigError where its table cannot be told apart.
    """
    feeds = _feeds(text)
    at = next((n for n, feed in enumerate(feeds) if feed.get("url") == url), -1)
    lines = text.splitlines(keepends=True)
    starts = [n for n, line in enumerate(lines) if _FEED_HEADER.match(line)]
    if at < 0 or len(starts) != len(feeds):
        raise _by_hand(path)
    start = starts[at]
    after = (n for n in range(start + 1, len(lines)) if _HEADER.match(lines[n]))
    end = next(after, len(lines))
    while end > start + 1 and lines[end - 1].lstrip().startswith("#"):
        end -= 1  # a comment right above the next header speaks of the next table
    edited = "".join(lines[:start] + lines[end:]).rstrip("\n") + "\n"
    return _checked(edited, feeds[:at] + feeds[at + 1 :], path)


def _checked(edited: str, expected: Sequence[object], path: str) -> str:
    """Return an edited text only if it reads back as what was meant."""
    try:
        good = _feeds(edited) == list(expected)
    except tomllib.TOMLDecodeError:
        good = False
    if not good:
        raise _by_hand(path)
    return edited


def _by_hand(path: str) -> ConfigError:
    why = "its [[feeds]] tables have a form that only you can edit safely"
    return ConfigError("cannot edit the configuration", path, why, "edit it by hand")


def _feeds(text: str) -> list[dict[str, object]]:
    return list(tomllib.loads(text).get("feeds", []))


def _table(source: FeedSource) -> dict[str, object]:
    """Give what a feed says beyond the defaults."""
    pairs = ((field, getattr(source, field.name)) for field in fields(FeedSource))
    return {
        field.name: list(value) if isinstance(value, tuple) else value
        for field, value in pairs
        if field.name == "url" or value != field.default
    }


def _lines(source: FeedSource) -> list[str]:
    return [f"{name} = {_value(value)}" for name, value in _table(source).items()]


def _value(value: object) -> str:
    """Write a value as TOML: its basic strings take JSON's escapes."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
