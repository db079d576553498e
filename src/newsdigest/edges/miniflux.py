"""Miniflux: its subscriptions and unread entries, by its own interface, version 1.

https://miniflux.app/docs/api.html: X-Auth-Token; GET /v1/feeds, GET and PUT /v1/entries.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from newsdigest.edges.reader_answers import moment, number, shaped, words
from newsdigest.models.reader import Subscription, Unread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.edges.reader_http import Api

PAGE: Final = 250
"""Entries asked for at once: with their texts some megabytes."""


class Miniflux:
    """One user's reader."""

    def __init__(self, api: Api, token: str) -> None:
        self._api = api
        self._headers = (("X-Auth-Token", token), ("Accept", "application/json"))

    def subscriptions(self) -> Sequence[Subscription]:
        """List the feeds that are read; FetchError where they cannot be had."""
        listed = shaped(self._api, self._api.json("GET", "/v1/feeds", self._headers), list)
        return [_subscription(one) for one in listed if isinstance(one, dict)]

    def unread(self, most: int) -> Sequence[Unread]:
        """List the newest entries that are not read, at most so many."""
        found: list[Unread] = []
        while len(found) < most:
            wanted = min(PAGE, most - len(found))
            query = f"status=unread&order=published_at&direction=desc&limit={wanted}"
            path = f"/v1/entries?{query}&offset={len(found)}"
            answer = shaped(self._api, self._api.json("GET", path, self._headers), dict)
            entries = shaped(self._api, answer.get("entries"), list)
            found += [_entry(one) for one in entries if isinstance(one, dict)]
            if len(entries) < wanted:
                break
        return found

    def mark_read(self, ids: Sequence[str]) -> None:
        """Mark entries as read."""
        content = json.dumps({"entry_ids": [int(one) for one in ids], "status": "read"})
        headers = (*self._headers, ("Content-Type", "application/json"))
        self._api.ask("PUT", "/v1/entries", headers, content.encode())


def _subscription(one: dict[str, Any]) -> Subscription:
    category = one.get("category")
    section = words(category, "title") if isinstance(category, dict) else ""
    return Subscription(number(one, "id"), words(one, "title"), words(one, "site_url"), section)


def _entry(one: dict[str, Any]) -> Unread:
    return Unread(
        id=number(one, "id"),
        subscription=number(one, "feed_id"),
        url=words(one, "url"),
        title=words(one, "title"),
        html=words(one, "content"),
        author=words(one, "author"),
        published=moment(words(one, "published_at")),
    )
