"""A feed the reader follows: one [[feeds]] table of the configuration."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

V = TypeVar("V", bound="str | int | float | bool | tuple[str, ...]")


def _key(default: V, meaning: str, at_least: float | None = None) -> V:
    made: V = field(default=default, metadata={"meaning": meaning, "at_least": at_least})
    return made


@dataclass(frozen=True, slots=True)
class FeedSource:
    """A feed as configured. `url` is required, or a server's address in place of it.

    Of secrets it knows the place, never the content.
    """

    url: str = _key("", "address of the feed")
    name: str = _key("", "name in digests and commands; the feed's own title where empty")
    section: str = _key("", "section of the digest")
    limit: int = _key(0, "articles taken in one run; 0: max_per_feed", 0)
    mute: tuple[str, ...] = _key((), "words that hide an item of this feed")
    highlight: tuple[str, ...] = _key((), "words that lift an item of this feed")
    keep: tuple[str, ...] = _key((), "only items whose title, address or author has one of these")
    drop: tuple[str, ...] = _key((), "no item whose title, address or author has one of these")
    weight: float = _key(1.0, "factor on the rank of its stories", 0)
    pause: str = _key("", "not asked before this day, like 2026-12-24")
    full_text: bool = _key(True, "fetch the page where the feed has only a teaser")  # noqa: FBT003 a key's default
    insecure: bool = _key(False, "accept a certificate that cannot be verified")  # noqa: FBT003 a key's default
    private: bool = _key(False, "let its own address lead into a private network")  # noqa: FBT003 a key's default
    cookie_file: str = _key("", "file with a Cookie header of your own subscription")
    auth_env: str = _key("", "environment variable with the Authorization header")
    miniflux: str = _key("", "address of a Miniflux server, in place of url: its unread entries")
    freshrss: str = _key("", "address of a FreshRSS server, in place of url: its unread entries")
    user: str = _key("", "user name at that FreshRSS server")
    token_env: str = _key("", "environment variable with its token, or its API password")
    mark_read: bool = _key(False, "mark entries as read there once they are remembered here")  # noqa: FBT003 a key's default
    opml: tuple[str, ...] = _key((), "attributes of an imported OPML outline, kept for export")

    @property
    def is_reader(self) -> bool:
        """Tell a reader on a server, whose subscriptions are feeds, from a feed."""
        return bool(self.miniflux or self.freshrss)
