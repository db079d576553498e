"""What is asked of the world, and what goes with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
