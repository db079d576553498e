"""Page -> Feed, for JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsdigest.charset import decode
from newsdigest.errors import FeedError
from newsdigest.models import Entry, Feed
from newsdigest.stages.feeds.dates import from_text
from newsdigest.stages.feeds.links import resolve
from newsdigest.stages.feeds.prose import line, prose, without_furniture
from newsdigest.text.clean import clean_line
from newsdigest.text.counts import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsdigest.models import Page
    from newsdigest.stages.feeds.options import FeedOptions

_HEAD = 512


def sniff(page: Page) -> bool:
    """Tell a JSON document by its first character; `parse` says whether it is a feed."""
    return page.body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def parse(page: Page, options: FeedOptions) -> Feed:
    """Read a JSON feed, forgiving in types as readers must be.

    Raises FeedError where the document is not JSON or has no list of items.
    """
    try:
        document = json.loads(decode(page.body, page.content_type or "application/json"))
    except (ValueError, RecursionError) as error:
        raise FeedError("could not read feed", page.url, f"broken JSON: {error}") from error
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise FeedError("could not read feed", page.url, "JSON, but not a JSON feed: no items")
    base = page.final_url or page.url
    language = clean_line(_text(document, "language"))
    authors = _authors(document)
    entries = tuple(
        _entry(item, base, language, authors)
        for item in items[: options.max_entries]
        if isinstance(item, dict)
    )
    return Feed(
        url=page.url,
        title=line(_text(document, "title"), markup=False),
        home=resolve(base, _text(document, "home_page_url")),
        language=language,
        entries=entries,
        problems=_problems(document, len(items), options),
    )


def _problems(document: Mapping[str, object], count: int, options: FeedOptions) -> tuple[str, ...]:
    problems = []
    if "jsonfeed.org/version/" not in _text(document, "version"):
        problems.append("no JSON Feed version")
    if count > options.max_entries:
        problems.append(f"{counted(count, 'entry')}, the first {options.max_entries} read")
    return tuple(problems)


def _entry(
    item: Mapping[str, object], base: str, language: str, feed_authors: tuple[str, ...]
) -> Entry:
    link = _text(item, "url") or _text(item, "external_url")
    content = prose(_text(item, "content_html")) or prose(_text(item, "content_text"))
    stamp = _text(item, "date_published") or _text(item, "date_modified")
    return Entry(
        url=resolve(base, link),
        title=line(_text(item, "title"), markup=False),
        guid=clean_line(_text(item, "id")),
        authors=_authors(item) or feed_authors,
        published=from_text(stamp),
        summary=without_furniture(prose(_text(item, "summary"))),
        content=without_furniture(content),
        language=clean_line(_text(item, "language")) or language,
    )


def _authors(item: Mapping[str, object]) -> tuple[str, ...]:
    listed = item.get("authors")
    people = listed if isinstance(listed, list) else [item.get("author")]
    names = (line(_text(one, "name"), markup=False) for one in people if isinstance(one, dict))
    return tuple(name for name in names if name)


def _text(mapping: Mapping[str, object], key: str) -> str:
    """Return a field as text: numbers are ids of careless writers, all else counts as missing."""
    value = mapping.get(key)
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""
