"""robots.txt -> may this page be read, and how slowly (RFC 9309)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsdigest.charset import decode
from newsdigest.patterns import regex

if TYPE_CHECKING:
    from protego import Protego

    from newsdigest.edges.http.answers import Answer

AGENT: Final = "newsdigest"  # the product token that rules may name
_LARGEST: Final = 500 * 1024  # bytes read of it; RFC 9309 section 2.5 asks for at least this
_LONGEST_DELAY_S: Final = 10.0  # what a Crawl-delay may ask for; more would starve a morning's run
_MOST_RULES: Final = 2000  # of the groups that speak of us; the largest news sites have hundreds
_MOST_AGENTS: Final = 8  # spellings of our name, and *
_LONGEST_RULE: Final = 2048  # characters
_NAMES_AN_AGENT: Final = regex(r"user[- ]?agent\s*(?::\s*)?", re.IGNORECASE)
# As generous as the parser: a known word in its spellings, or anything before a colon. What holds
# for the whole site belongs to no group.
_IS_RULE: Final = regex(
    r"(?!(?:site-?maps?|host)\b)(?:allow\b|dis+al+ow\b|diasllow\b|disallaw\b|crawl[- ]delay\b"
    r"|request[- ]rate\b|visit[- ]time\b|[^:]{0,200}:)",
    re.IGNORECASE,
)
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

    return Robots(Protego.parse(_our_groups(decode(answer.body[:_LARGEST]))), otherwise=True)


def _our_groups(text: str) -> str:
    """Keep the groups that may speak of this program, and of their rules as many as are read.

    A parser copies the rules of a group to each agent it names: 130 kB of agents and rules took
    1.3 GB and half a minute. Linear in the text.
    """
    kept: list[str] = []
    agents: set[str] = set()  # of the group at hand
    naming = False
    rules = 0
    for line in text.splitlines():
        bare = line.partition("#")[0].strip()
        if named := _NAMES_AN_AGENT.match(bare):
            agents = agents if naming else set()
            naming = True
            written = bare[named.end() :].lower()
            agent = written.replace("*", "") or written[:1]
            if _may_be_ours(agent) and agent not in agents and len(agents) < _MOST_AGENTS:
                agents.add(agent)
                kept.append(bare)
        elif _IS_RULE.match(bare):
            naming = False
            if agents and rules < _MOST_RULES and len(bare) <= _LONGEST_RULE:
                rules += 1
                kept.append(bare)
    return "\n".join(kept)


def _may_be_ours(agent: str) -> bool:
    return agent == "*" or (agent != "" and agent in AGENT) or AGENT in agent
