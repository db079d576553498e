"""What is asked of the world and what comes back: Request -> Page or Failure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to fetch, and how.

    `trusted` marks an address the user typed: private addresses are allowed and robots.txt is not
    asked. `etag` and `last_modified` are sent back verbatim. `headers` may hold secrets: never
    printed, never sent to another host. `poll` marks a feed: its server is asked each time, and
    the page cache answers only offline.
    """

    url: str
    trusted: bool = False
    etag: str = ""
    last_modified: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    insecure: bool = False
    poll: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes that came from the world, after decompression, with what the answer said of them.

    `status` 304 has an empty body: nothing changed. `content_type` is the header as sent, empty
    for files and stdin. `moved_to` is set only by a permanent redirect (301, 308).
    """

    url: str
    body: bytes
    content_type: str = ""
    status: int = 200
    final_url: str = ""
    moved_to: str = ""
    etag: str = ""
    last_modified: str = ""
    from_cache: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A known error as a value: `source` is the link, file or feed it happened to.

    `kind` is short and stable ("timeout", "gone", "not a page"); `message` is the error's
    ``what: which: why``; `hint` says what to do; `retry_after` parks a host until then.
    """

    source: str
    kind: str
    message: str
    hint: str = ""
    retry_after: datetime | None = None
