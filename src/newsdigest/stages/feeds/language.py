"""Feed -> the same in the language that its entries are written in, whatever it declares."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsdigest.language.identify import find_language

if TYPE_CHECKING:
    from newsdigest.models import Entry, Feed

_SAMPLE_CHARS = 2_000
"""Read of all entries together; of one entry at most a quarter, so that none speaks for all."""


def with_language(feed: Feed) -> Feed:
    """Give a feed, and each entry that names no language of its own, the language of its text.

    Headlines and teasers alone are too short to tell; all of a feed's together are not. What the
    feed declares holds where the text does not gainsay it.
    """
    declared = feed.language
    parts, size = [], 0
    for entry in feed.entries:
        if size >= _SAMPLE_CHARS:
            break
        parts.append(sample(entry)[: _SAMPLE_CHARS // 4])
        size += len(parts[-1])
    language = find_language("\n".join(parts), declared)
    return replace(
        feed,
        language=language or declared,
        entries=tuple(
            replace(entry, language=language) if entry.language in {"", declared} else entry
            for entry in feed.entries
        ),
    )


def sample(entry: Entry) -> str:
    """Give an entry's headline and the longer of its texts."""
    return f"{entry.title}\n{max(entry.content, entry.summary, key=len)}"
