"""Every way a fetch can fail: its class, its line for the reader, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsdigest.errors import FetchError
from newsdigest.models import Failure
from newsdigest.text.clean import clean_line
from newsdigest.urls import shown_url

if TYPE_CHECKING:
    from datetime import datetime

# kind -> hint, printed after "Try: ". The kinds are stable: they stand in JSON and in the store.
KINDS: Final[dict[str, str]] = {
    "bad address": "a link that starts with http:// or https://",
    "private address": "set allow_private = true in [fetch] if this address is meant",
    "cannot resolve": "another spelling of the host name; is the network up?",
    "refused": "another address or port, or again later",
    "timeout": "again later",
    "tls": "set insecure = true for this feed only if you trust it without a valid certificate",
    "redirects": "open the link in a browser and use the address it ends at",
    "too big": "",
    "not a page": "",
    "empty": "again later",
    "cut off": "again later",
    "garbled": "",
    "login": "a cookie_file or an auth_env for the feed",
    "subscription": "a cookie_file for the feed, or the page saved from a browser",
    "blocked": "again later, or save the page from a browser: newsdigest text FILE",
    "robots": "newsdigest url LINK, which asks for you and not for a program",
    "not found": "another spelling of the link",
    "gone": "newsdigest feeds remove, if it is a feed",
    "rejected": "",
    "server error": "again later",
    "parked": "again after that time",
    "offline": "run it once without --offline",
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
    error = FetchError("could not fetch", shown, clean_line(trouble.why), KINDS[trouble.kind])
    return Failure(shown, trouble.kind, str(error), error.hint, trouble.retry_after)
