"""A number and a noun -> words: one place for plurals."""

from __future__ import annotations

WORDS_A_MINUTE = 230
"""Silent reading of English non-fiction, 238 words a minute (Brysbaert 2019), rounded down."""


def counted(number: int, noun: str) -> str:
    """Write `1 story`, `4 stories`, `1,200 words`; a noun of several words ends in the one counted.

    >>> counted(2, "entry"), counted(1, "day"), counted(2, "fact box")
    ('2 entries', '1 day', '2 fact boxes')
    """
    if number == 1:
        return f"1 {noun}"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        noun = f"{noun[:-1]}ie"
    elif noun.endswith(("x", "ch", "sh", "s")):
        noun = f"{noun}e"
    return f"{number:,} {noun}s"
