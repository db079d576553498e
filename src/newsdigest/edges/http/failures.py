"""Every way a fetch can fail: its class, its line for the reader, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsdigest.errors import FetchError
from newsdigest.models import Failure
from newsdigest.text.clean import clean_line
from newsdigest.urls import shown_url

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class FailKind:
    """One class of failure: what it means, and what to try, which may be empty."""

    meaning: str
    hint: str = ""


# The names are stable: they stand in JSON and in the store. docs/reference/failures.md is drawn
# from this table.
KINDS: Final[dict[str, FailKind]] = {
    "bad address": FailKind(
        "the link is none that can be fetched", "a link that starts with http:// or https://"
    ),
    "private address": FailKind(
        "a feed, a page or a redirect leads into a private network",
        "set private = true for this feed, or allow_private = true in [fetch], if it is meant",
    ),
    "cannot resolve": FailKind(
        "no address is known for the host", "another spelling of the host; is the network up?"
    ),
    "refused": FailKind(
        "nothing answers at the address", "another address or port, or again later"
    ),
    "timeout": FailKind("the time was up; the message says while doing what", "again later"),
    "tls": FailKind(
        "no connection that can be trusted; the message says why",
        "set insecure = true for this feed only, if you trust it all the same",
    ),
    "no tls": FailKind(
        "the server speaks no TLS there",
        "http:// before the address, if you trust the network between",
    ),
    "redirects": FailKind(
        "redirects in a circle, too many of them, or out of the web",
        "open the link in a browser and use the address it ends at",
    ),
    "too big": FailKind("more bytes than are read of one page, unpacked"),
    "not a page": FailKind("a PDF, an image, an archive: the message says which"),
    "empty": FailKind("an answer without a page", "again later"),
    "cut off": FailKind(
        "the connection or the page ended in the middle, or too late", "again later"
    ),
    "garbled": FailKind("the answer breaks the rules of HTTP or of its own packing"),
    "login": FailKind("the server asks for a user", "a cookie_file or an auth_env for the feed"),
    "subscription": FailKind(
        "the page is for subscribers",
        "a cookie_file for the feed, or the page saved from a browser",
    ),
    "blocked": FailKind(
        "the server refuses this program, or puts a test for humans before the page",
        "again later, or save the page from a browser: newsdigest text FILE",
    ),
    "robots": FailKind(
        "the site's robots.txt asks programs not to read the page",
        "newsdigest url LINK",
    ),
    "not found": FailKind("no such page", "another spelling of the link"),
    "gone": FailKind(
        "removed for good", "another link; `newsdigest feeds remove NAME` where it is a feed"
    ),
    "rejected": FailKind("the server does not accept the request"),
    "server error": FailKind("the server failed, more than once", "again later"),
    "parked": FailKind("the server asked to be left alone for a while", "again after that time"),
    "offline": FailKind("the page is not kept on disk", "run it once without --offline"),
}


class TroubleError(Exception):
    """Say why one request failed: a kind of `KINDS` and a reason in a reader's words.

    `again` marks what a second try may mend. `retry_after` is when the server asked to be asked
    again.
    """

    def __init__(
        self, kind: str, why: str, *, again: bool = False, retry_after: datetime | None = None
    ) -> None:
        super().__init__(kind, why)
        self.kind = kind
        self.why = why
        self.again = again
        self.retry_after = retry_after


def failure(url: str, trouble: TroubleError) -> Failure:
    """Make the failure of one URL a value that is safe to print."""
    shown = clean_line(shown_url(url))
    error = FetchError("could not fetch", shown, clean_line(trouble.why), KINDS[trouble.kind].hint)
    return Failure(shown, trouble.kind, str(error), error.hint, trouble.retry_after)
