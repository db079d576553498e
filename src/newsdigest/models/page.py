"""What comes back from the world: a Page, or a Failure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes that came from the world, after decompression, with what the answer said of them.

    `status` 304 has an empty body: nothing changed. `content_type` is the header as sent, empty
    for files and stdin. `moved_to` is set only by a permanent redirect (301, 308). `served` is the
    time by the server's clock.
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
    served: datetime | None = None


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
