"""What is asked of the world and what comes back: Request -> Page or Failure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from newsdigest.origin import Origin


@dataclass(frozen=True, slots=True)
class Grant:
    """What the reader granted one origin: it holds there, and nowhere else, for ever.

    `headers` may hold secrets: they are never printed. `insecure` accepts a certificate that
    cannot be verified, `private` an address inside a network. An `origin` of None grants nothing.
    """

    origin: Origin | None
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    insecure: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to fetch, and how.

    `trusted` marks an address the user typed or listed: robots.txt is not asked. `grant` is what
    goes with it, wherever the address leads; None: private addresses, on the address's own origin,
    where it is trusted. `etag` and `last_modified` are sent back verbatim.
    """

    url: str
    trusted: bool = False
    etag: str = ""
    last_modified: str = ""
    grant: Grant | None = None


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
