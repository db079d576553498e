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
    "bad address": "check the link: it must start with http:// or https://",
    "private address": "set allow_private = true in [fetch] if this address is meant",
    "cannot resolve": "check the host name and the network",
    "refused": "check the address and the port, or try again later",
    "timeout": "try again later",
    "tls": "set insecure = true for this feed only if you trust it without a valid certificate",
    "redirects": "open the link in a browser and use the address it ends at",
    "too big": "",
    "not a page": "",
    "empty": "try again later",
    "cut off": "try again later",
    "garbled": "",
    "login": "give the feed a cookie_file or an auth_env",
    "subscription": "",
    "blocked": "open the link in a browser and pipe the page: newsdigest text FILE",
    "robots": "open the link in a browser and pipe the page: newsdigest text FILE",
    "not found": "check the link",
    "gone": "remove the feed or the link",
    "rejected": "",
    "server error": "try again later",
    "parked": "try again after that time",
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
