"""Sentence -> is it of a kind that is never a point? and: does it open or go on a quotation?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

ENDED = regex(r"[.!?…。！？؟۔።։।][\"'”’»“›)\]】』」]*$")
"""How a whole sentence ends: its stop, and what may close behind it."""
# Fewer words are a label, a caption or an aside, whole or not.
_FEWEST_WORDS = 4
# Up to here they are a sentence only with a full stop: "The bridge opened on Monday."
_FEW_WORDS = 6
# More are a list, or a text that nobody could cut into sentences.
_MOST_WORDS = 100
# Characters of a sentence that may stand behind its stop.
_TAIL = 8
_LABEL = regex(
    r"(?:read more|related|watch|video|photos?|pictured?|image|file photo|caption|source|sign up|"
    r"subscribe|follow us|click here|share|editor['’]s note|advertisement|copyright|©|"
    r"scroll down)\b(?=.{0,24}[:.]|.{0,60}$)",
    re.IGNORECASE,
)
# What ends so says what comes next, or asks, and says nothing by itself. Of 384 questions in the
# pages that readers labelled they would print 2 %, of 155 announcements 4 %.
_NO_STATEMENT = (":", "：", "?", "？", "؟")
# From this share of capitals among its letters a line is a heading.
_SHOUTED = 0.9
_CLOSING = "\"'”’»“›)]】』」 "
# What parts the cells of a table's row.
_CELL = " | "
# Marks of quotations; a straight one may be an apostrophe. Some always open or never do; the others
# open one language's quotations and close another's.
_MARK = regex("[“„«「『”»」』]")
_OPENS = frozenset("„「『")
_CLOSES = frozenset("”」』")


def is_ended(text: str) -> bool:
    """Tell whether a text ends as a sentence does."""
    return ENDED.search(text, max(0, len(text) - _TAIL)) is not None


def is_never_a_point(text: str, size: int, *, ended: bool, spaced: bool) -> bool:
    """Tell whether a line is of a kind that nobody would print, wherever it stands.

    Labels, rows of tables, lists, headings in capitals, questions, announcements. `size` counts its
    words; `spaced` is False for a script that is written without spaces.
    """
    if spaced and not (_FEWEST_WORDS if ended else _FEW_WORDS) <= size <= _MOST_WORDS:
        return True
    if _LABEL.match(text) or text.count(_CELL) > 1:
        return True
    if text.rstrip(_CLOSING).endswith(_NO_STATEMENT):
        return True
    return capitals(text) > _SHOUTED


def goes_on(text: str, before: str) -> bool:
    """Tell whether a sentence began in the paragraph before, which broke off.

    "iPhones sell" is whole, and so is a name in small letters behind a full stop.
    """
    return text[:1].islower() and not text[1:2].isupper() and bool(before) and not is_ended(before)


def capitals(text: str) -> float:
    """Measure the share of a text's letters that are capitals, 0..1."""
    letters = sum(map(str.isalpha, text))
    return sum(map(str.isupper, text)) / letters if letters else 0.0


def within_quotations(texts: Sequence[str], paragraphs: Sequence[int]) -> list[tuple[bool, bool]]:
    """Tell of each sentence whether a quotation is open where it begins, and where it ends.

    A paragraph begins outside: an author's slip spoils no more than the paragraph it stands in.
    """
    found: list[tuple[bool, bool]] = []
    inside, last = False, -1
    for text, paragraph in zip(texts, paragraphs, strict=True):
        if paragraph != last:
            inside, last = False, paragraph
        before = inside
        for mark in _MARK.findall(text):
            inside = mark in _OPENS or (mark not in _CLOSES and not inside)
        found.append((before, inside))
    return found
