"""Names, credits and datelines -> the news agency that the article came from."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from newsdigest.package_data import package_text
from newsdigest.patterns import regex
from newsdigest.stages.extract.wordlist import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DATELINE = regex(r"^.{0,60}?[(（]([^()（）]{2,40})[)）]\s*[-–—.:]")
_MAX_CREDIT = 120


@cache
def _agencies() -> dict[str, str]:
    """Read the agencies' names: each spelling -> the name as it is printed."""
    found = {}
    for line in package_text(PACKAGE, "data/agencies.txt").splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, others = (part.strip() for part in line.partition("|"))
            spellings = (other.strip() for other in others.split(","))
            found.update({spelling: name for spelling in (name, *spellings) if spelling})
    return found


def agency_in(text: str) -> str:
    """Name the agency whose name a short text bears, the first in the text; empty for none."""
    named = ((_place(spelling, text), name) for spelling, name in _agencies().items())
    return min((hit for hit in named if hit[0] >= 0), default=(0, ""))[1]


def _place(spelling: str, text: str) -> int:
    """Find where a spelling stands by itself and in no longer word; -1 for nowhere."""
    at = text.find(spelling)
    while at >= 0 and (_goes_on(text[at - 1 : at]) or _goes_on(text[at + len(spelling) :][:1])):
        at = text.find(spelling, at + 1)
    return at


def _goes_on(char: str) -> bool:
    return char.isalnum() or char in {"_", "-"}


def is_agency(name: str) -> bool:
    """Say whether a name is an agency's and nothing else."""
    return name.strip() in _agencies()


def find_agency(bylines: Iterable[str], opening: str, credit_lines: Sequence[str]) -> str:
    """Find the agency in bylines that are its name, the first line's dateline, or credit lines."""
    for byline in bylines:
        if is_agency(byline):
            return byline.strip()
    dateline = _DATELINE.match(opening)
    if dateline and (name := agency_in(dateline.group(1))):
        return name
    named = (agency_in(credit) for credit in credit_lines if len(credit) <= _MAX_CREDIT)
    return next((name for name in named if name), "")
