"""What a reader on a server (Miniflux, FreshRSS) keeps for its user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that the server reads; `section` is the category it stands in there."""

    id: str
    title: str
    home: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """An entry not read yet; `id` is the server's own, `html` what its feed says of it."""

    id: str
    subscription: str
    url: str
    title: str
    html: str = ""
    author: str = ""
    published: datetime | None = None
