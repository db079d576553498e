"""FreshRSS: its subscriptions and unread entries, by the interface of Google Reader.

https://freshrss.github.io/FreshRSS/en/developers/06_GoogleReader_API.html: ClientLogin, then
subscription/list, stream/contents/reading-list, token and edit-tag under /api/greader.php.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from newsdigest.edges.reader_answers import shaped, words
from newsdigest.errors import FetchError
from newsdigest.models.reader import Subscription, Unread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.edges.reader_http import Api

ROOT: Final = "/api/greader.php"
READ: Final = "user/-/state/com.google/read"
PAGE: Final = 250
TAGGED_AT_ONCE: Final = 250
_FORM: Final = ("Content-Type", "application/x-www-form-urlencoded")


class FreshRss:
    """One user's reader; logs in when it is first asked."""

    def __init__(self, api: Api, user: str, password: str) -> None:
        self._api = api
        self._user = user
        self._password = password
        self._auth = ""

    def subscriptions(self) -> Sequence[Subscription]:
        """List the feeds that are read; FetchError where they cannot be had."""
        answer = shaped(self._api, self._get("/subscription/list?output=json"), dict)
        listed = shaped(self._api, answer.get("subscriptions"), list)
        return [_subscription(one) for one in listed if isinstance(one, dict)]

    def unread(self, most: int) -> Sequence[Unread]:
        """List the newest entries that are not read, at most so many."""
        found: list[Unread] = []
        more = ""
        while len(found) < most:
            asked = {"output": "json", "xt": READ, "n": min(PAGE, most - len(found))}
            query = urlencode({**asked, **({"c": more} if more else {})})
            answer = shaped(self._api, self._get(f"/stream/contents/reading-list?{query}"), dict)
            items = shaped(self._api, answer.get("items"), list)
            found += [_entry(one) for one in items if isinstance(one, dict)]
            more = words(answer, "continuation")
            if not more or not items:
                break
        return found

    def mark_read(self, ids: Sequence[str]) -> None:
        """Mark entries as read."""
        token = self._api.ask("GET", f"{ROOT}/reader/api/0/token", self._headers()).decode().strip()
        for start in range(0, len(ids), TAGGED_AT_ONCE):
            some = [("i", one) for one in ids[start : start + TAGGED_AT_ONCE]]
            form = urlencode([*some, ("a", READ), ("T", token)]).encode()
            self._api.ask("POST", f"{ROOT}/reader/api/0/edit-tag", (*self._headers(), _FORM), form)

    def _get(self, path: str) -> Any:  # noqa: ANN401 JSON
        return self._api.json("GET", f"{ROOT}/reader/api/0{path}", self._headers())

    def _headers(self) -> tuple[tuple[str, str], ...]:
        if not self._auth:
            self._auth = self._log_in()
        return (("Authorization", f"GoogleLogin auth={self._auth}"),)

    def _log_in(self) -> str:
        """Exchange user and password for the session's token: in a form, so in no log of theirs."""
        form = urlencode({"Email": self._user, "Passwd": self._password}).encode()
        answer = self._api.ask("POST", f"{ROOT}/accounts/ClientLogin", (_FORM,), form)
        for line in answer.decode("utf-8", "replace").splitlines():
            name, _, value = line.partition("=")
            if name == "Auth" and value:
                return value.strip()
        hint = "freshrss = the address of the front page; allow API access in its settings"
        raise FetchError(
            "could not fetch", self._api.base, "it does not log us in", hint, kind="login"
        )


def _subscription(one: dict[str, Any]) -> Subscription:
    labels = [
        words(each, "label") for each in one.get("categories") or () if isinstance(each, dict)
    ]
    section = next((label for label in labels if label), "")
    return Subscription(words(one, "id"), words(one, "title"), words(one, "htmlUrl"), section)


def _entry(one: dict[str, Any]) -> Unread:
    origin = one.get("origin")
    summary = one.get("summary") or one.get("content")
    stamp = one.get("published")
    return Unread(
        id=words(one, "id"),
        subscription=words(origin, "streamId") if isinstance(origin, dict) else "",
        url=_href(one.get("canonical")) or _href(one.get("alternate")),
        title=words(one, "title"),
        html=words(summary, "content") if isinstance(summary, dict) else "",
        author=words(one, "author"),
        published=datetime.fromtimestamp(stamp, UTC) if isinstance(stamp, int) else None,
    )


def _href(links: object) -> str:
    listed = links if isinstance(links, list) else []
    return next((words(one, "href") for one in listed if isinstance(one, dict)), "")
