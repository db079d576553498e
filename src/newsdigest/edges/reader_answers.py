"""Answers of a reader's server -> plain values, forgiving in types; a wrong shape is named."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from newsdigest.errors import FetchError
from newsdigest.urls import shown_url

if TYPE_CHECKING:
    from newsdigest.edges.reader_http import Api

S = TypeVar("S")


def shaped(api: Api, answer: object, kind: type[S]) -> S:
    """Return an answer of a kind; FetchError for another one: it is not that server's."""
    if isinstance(answer, kind):
        return answer
    why, hint = "its answer is not what such a server sends", "the address of its front page"
    raise FetchError("could not fetch", shown_url(api.base), why, hint, kind="garbled")


def words(mapping: dict[str, Any], key: str) -> str:
    """Return a field as text, empty where it is none."""
    value = mapping.get(key)
    return value if isinstance(value, str) else ""


def number(mapping: dict[str, Any], key: str) -> str:
    """Return a field that is a number as text, empty where it is none."""
    value = mapping.get(key)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def moment(text: str) -> datetime | None:
    """Read an ISO time; None where there is none."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
