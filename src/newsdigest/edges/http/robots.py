"""robots.txt -> may this page be read, and how slowly (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsdigest.charset import decode

if TYPE_CHECKING:
    from protego import Protego

    from newsdigest.edges.http.answers import Answer

AGENT: Final = "newsdigest"  # the product token that rules may name
_LARGEST: Final = 500 * 1024  # bytes read of it; RFC 9309 section 2.5 asks for at least this
_LONGEST_DELAY_S: Final = 10.0  # what a Crawl-delay may ask for; more would starve a morning's run
_OK: Final = range(200, 300)
_NONE_THERE: Final = range(400, 500)
_TOO_OFTEN: Final = 429  # a server out of breath, not one without rules


@dataclass(frozen=True, slots=True)
class Robots:
    """What one server's robots.txt says. `rules` None: the same answer for every page."""

    rules: Protego | None
    otherwise: bool

    def allows(self, url: str) -> bool:
        """Tell whether this program may read a page."""
        return self.otherwise if self.rules is None else self.rules.can_fetch(url, AGENT)

    def delay_s(self) -> float:
        """Return the gap it asks for between two requests, at most 10 s, 0 where it asks none."""
        asked = self.rules.crawl_delay(AGENT) if self.rules is not None else None
        return min(asked or 0.0, _LONGEST_DELAY_S)


NO_ANSWER: Final = Robots(None, otherwise=False)
NO_RULES: Final = Robots(None, otherwise=True)


def read_robots(answer: Answer) -> Robots:
    """Read the answer to a request for robots.txt.

    Not there (4xx): everything is allowed. The server fails (5xx): nothing is, as RFC 9309
    section 2.3.1.4 has it.
    """
    if answer.status in _NONE_THERE and answer.status != _TOO_OFTEN:
        return NO_RULES
    if answer.status not in _OK:
        return NO_ANSWER
    from protego import Protego  # noqa: PLC0415 - only pages found by the program need it

    return Robots(Protego.parse(decode(answer.body[:_LARGEST])), otherwise=True)
