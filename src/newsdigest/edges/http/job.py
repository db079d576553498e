"""One request under way: where it stands, what it carries, where a redirect takes it."""

from __future__ import annotations

import platform
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from newsdigest import __version__
from newsdigest.edges.http.address import Target, join_target
from newsdigest.edges.http.answers import PERMANENT_REDIRECTS, Answer, served_at
from newsdigest.edges.http.coding import ACCEPTED
from newsdigest.edges.http.exchange import Way
from newsdigest.edges.http.failures import TroubleError
from newsdigest.models import Grant, Page, Request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.edges.http.options import FetchOptions
    from newsdigest.origin import Origin

_ACCEPT: Final = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/feed+json,application/xml;q=0.9,*/*;q=0.8"
)
_HOME: Final = "https://pypi.org/project/newsdigest/"


@dataclass(slots=True)
class Job:
    """One request and how far it has come.

    `target` is where it stands now. `left_s` is what is left of its time: it runs while the
    request is worked on or waits to be tried again, not while it waits for its turn.
    """

    position: int
    request: Request
    start: Target
    target: Target
    left_s: float
    stored: Page | None = None
    hops: int = 0
    tries: int = 1
    moved_to: str = ""
    _permanent: bool = True
    _cookies: dict[tuple[Origin, str], str] = field(default_factory=dict)
    _visited: set[tuple[str, str]] = field(default_factory=set)

    def granted(self, target: Target) -> Grant:
        """Say what the user granted at a place: all of it on the origin it was granted, or nothing.

        The one place where this is decided, for feeds that moved, redirects and robots.txt alike.
        """
        given = granted_to(self.request, self.start)
        return given if given.origin == target.origin else NO_GRANT

    @property
    def asks_robots(self) -> bool:
        """Tell whether the place is a stranger's, whose robots.txt is asked."""
        return not (self.request.trusted or self.granted(self.target).private)

    @property
    def left_behind(self) -> Origin | None:
        """Give the origin of what the reader set for it, where it has left that origin."""
        given = self.request.grant
        if given is None or given == Grant(given.origin) or given.origin == self.target.origin:
            return None
        return given.origin

    def way(self, target: Target, options: FetchOptions) -> Way:
        """Say how a request may travel."""
        granted = self.granted(target)
        return Way(
            allow_private=options.allow_private or granted.private, insecure=granted.insecure
        )

    def headers(self, contact: str) -> Sequence[tuple[str, str]]:
        """Return what to send where it stands now: secrets only on the origin they belong to."""
        headers = {
            "user-agent": user_agent(contact),
            "accept": _ACCEPT,
            "accept-encoding": ACCEPTED,
        }
        known = self.stored if self._from_cache else self.request
        if known and known.etag:
            headers["if-none-match"] = known.etag
        if known and known.last_modified:
            headers["if-modified-since"] = known.last_modified
        if self.target.authorization:
            headers["authorization"] = self.target.authorization
        headers |= {name.lower(): value for name, value in self.granted(self.target).headers}
        if cookies := self._cookies_here():
            headers["cookie"] = "; ".join(filter(None, (headers.get("cookie"), cookies)))
        return [(name.title(), value) for name, value in headers.items()]

    def follow(self, answer: Answer, most: int) -> None:
        """Move to where a redirect points; raise `TroubleError` where it must not be followed."""
        self._visited.add((self.target.url, self._cookies_here()))
        self._keep_cookies(answer)
        goal = join_target(self.target, _as_text(answer.header("location")))
        self.hops += 1
        if self.hops > most:
            raise TroubleError("redirects", f"more than {most} redirects")
        self._permanent = self._permanent and answer.status in PERMANENT_REDIRECTS
        if self._permanent:
            self.moved_to = goal.url
        self.target = goal
        if (goal.url, self._cookies_here()) in self._visited:
            raise TroubleError("redirects", "it redirects in a circle")

    def page(self, answer: Answer) -> Page:
        """Make the page of an answer, or of what is stored where the answer is a 304."""
        if answer.status == 304 and self._from_cache and self.stored is not None:  # noqa: PLR2004
            return self.stored
        return Page(
            url=self.request.url,
            body=answer.body,
            content_type=answer.header("content-type"),
            status=answer.status,
            final_url=self.target.url,
            moved_to=self.moved_to,
            etag=answer.header("etag"),
            last_modified=answer.header("last-modified"),
            served=served_at(answer),
        )

    @property
    def is_conditional(self) -> bool:
        """Tell whether a 304 would be an answer to what was asked."""
        known = self.stored if self._from_cache else self.request
        return bool(known and (known.etag or known.last_modified))

    @property
    def _from_cache(self) -> bool:
        """Tell whether the validators are the page cache's: the caller's own go first."""
        return self.stored is not None and not (self.request.etag or self.request.last_modified)

    def _keep_cookies(self, answer: Answer) -> None:
        """Keep what a redirect sets for its own origin: many send back to where one came from."""
        for cookie in answer.cookies:
            name, equals, value = cookie.partition(";")[0].partition("=")
            if equals:
                self._cookies[self.target.origin, name.strip()] = value.strip()

    def _cookies_here(self) -> str:
        kept = self._cookies.items()
        return "; ".join(
            f"{name}={value}" for (own, name), value in kept if own == self.target.origin
        )


NO_GRANT: Final = Grant(None)


def granted_to(request: Request, start: Target) -> Grant:
    """Give what goes with a request: what it says, or for a typed address what typing it grants."""
    return request.grant or Grant(start.origin, private=request.trusted)


def user_agent(contact: str) -> str:
    """Name the program, its version and whom to ask about it."""
    return f"newsdigest/{__version__} (+{contact or _HOME}) Python/{platform.python_version()}"


def _as_text(header: str) -> str:
    """Read a header that servers send in UTF-8, whatever HTTP says."""
    raw = header.encode("latin-1")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return header
