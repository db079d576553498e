"""A checked feed -> lines for a reader, JSON for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.errors import NewsdigestError
from newsdigest.stages.choose.identity import identify
from newsdigest.text.counts import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsdigest.codec import Plain
    from newsdigest.models import Failure, Feed


def problems(feed: Feed) -> list[str]:
    """Say what is wrong with a feed: its markup, then what its entries lack."""
    entries = feed.entries
    found = list(feed.problems)
    if not entries:
        return [*found, "no entries"]
    for what, lacking in (
        ("title", [e for e in entries if not e.title]),
        ("link to a page", [e for e in entries if not e.url]),
        ("date", [e for e in entries if e.published is None]),
        ("text", [e for e in entries if not (e.summary or e.content)]),
    ):
        if lacking:
            found.append(f"{len(lacking)} of {counted(len(entries), 'entry')} without {what}")
    guids = [entry.guid for entry in entries if entry.guid]
    if twice := len(guids) - len(set(guids)):
        found.append(f"{counted(twice, 'entry')} with the id of another")
    shared = [entry for entry in entries if entry.url]
    if apart := sum(not one.own_page for one in identify(feed.url, shared)):
        found.append(f"{counted(apart, 'entry')} whose address names others or the whole site")
    return found


def check_lines(label: str, feed: Feed) -> Iterator[str]:
    """Word a checked feed: what it is, then what is wrong."""
    yield f"{label}: {feed.title or 'untitled'}, {counted(len(feed.entries), 'entry')}"
    for problem in problems(feed) or ["all is well"]:
        yield f"  {problem}"


def feed_json(label: str, feed: Feed | None, error: NewsdigestError | Failure | None) -> Plain:
    """Give a checked feed's published shape."""
    return {
        "source": label,
        "title": feed.title if feed else None,
        "home": (feed.home or None) if feed else None,
        "entries": len(feed.entries) if feed else 0,
        "problems": problems(feed) if feed else [],
        "error": None if error is None else _message(error),
    }


def _message(error: NewsdigestError | Failure) -> str:
    return str(error) if isinstance(error, NewsdigestError) else error.message


def items_json(label: str, feed: Feed) -> list[Plain]:
    """Give the published shape of a feed's entries, in the feed's order."""
    return [
        {
            "feed": label,
            "id": entry.guid or None,
            "title": entry.title or None,
            "url": entry.url or None,
            "author": ", ".join(entry.authors) or None,
            "published": entry.published.isoformat() if entry.published else None,
            "summary": entry.summary or None,
            "content": entry.content or None,
            "language": entry.language or None,
        }
        for entry in feed.entries
    ]
