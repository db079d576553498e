"""Small facts about nouns that every format words the same way: dates, lengths, counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

    from newsdigest.models import LeftOut

WORDS_A_MINUTE = 230
"""Silent reading of English non-fiction, 238 words a minute (Brysbaert 2019), rounded down."""

# English names whatever the locale: the same digest on every machine.
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def minutes(words: int) -> int:
    """Give the reading time in whole minutes, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def moment(when: datetime, zone: tzinfo) -> str:
    """Write a time as `Sat 21 Nov 2026, 10:30`, in the reader's zone."""
    local = when.astimezone(zone)
    return (
        f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {local.year}, {local:%H:%M}"
    )


def counted(number: int, noun: str) -> str:
    """Write `1 story`, `4 stories`."""
    if number == 1:
        return f"1 {noun}"
    plural = f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"
    return f"{number} {plural}"


def left_out_line(left_out: Iterable[LeftOut]) -> str:
    """Sum up what was left out by kind, in order of first appearance; empty for nothing."""
    counts = Counter(piece.kind for piece in left_out)
    return ", ".join(_counted_kind(kind, n) for kind, n in counts.items())


def _counted_kind(kind: str, n: int) -> str:
    if kind == "repeated headline":
        return f"headline repeated {n}×"
    head, of, rest = kind.partition(" of ")
    return counted(n, head) + of + rest
