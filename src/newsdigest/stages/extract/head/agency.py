"""Names, credits and datelines -> the news agency that the article came from."""

from __future__ import annotations

import re
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
def _agencies() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Read the agencies' names: (name as printed, pattern of all its spellings)."""
    found = []
    for line in package_text(PACKAGE, "data/agencies.txt").splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, others = (part.strip() for part in line.partition("|"))
            spellings = [name, *(other.strip() for other in others.split(",") if other.strip())]
            joined = "|".join(re.escape(one) for one in sorted(spellings, key=len, reverse=True))
            found.append((name, re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])")))
    return tuple(found)


def agency_in(text: str) -> str:
    """Name the agency whose name a short text bears, the first in the text; empty for none."""
    hits = [(hit.start(), name) for name, pattern in _agencies() if (hit := pattern.search(text))]
    return min(hits)[1] if hits else ""


def is_agency(name: str) -> bool:
    """Say whether a name is an agency's and nothing else."""
    return any(pattern.fullmatch(name.strip()) for _, pattern in _agencies())


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
