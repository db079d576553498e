"""A full stop and the words on either side of it -> does a sentence end there?"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from newsdigest.language.words import stop_words
from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsdigest.language.language import Language

OPENING = "\"'“„«‘‚‹「『([¿¡"
# Characters before a full stop in which its last word, number or initials are.
_TAIL = 24
_LAST_TOKEN = regex(r"(?<!\w)([^\W\d_][^\s\"“„«(\[’']*)\.$")
_FIRST_WORD = regex(r"\w+")
_HYPHENED_INITIAL = regex(r"[^\W\d_]\.?-[^\W\d_]\.$")
_CLOCK = regex(r"\b[ap]\.\s?m\.$", re.IGNORECASE)
_ZONE = regex(r"(?:E[SD]T|GMT|UTC|local)\b")
_ORDINAL = regex(r"(?:^|[\s(])\d{1,2}\.$")
# What a figure before a full stop is where it is no ordinal: a score ("3 zu 2."), the number of
# what stands before it ("Gruppe 4.").
_SCORE = regex(r"(?<!\d)\d{1,2}\s([^\W\d]+|[:–-])\s\d{1,2}\.$")
_NUMBERED = regex(r"([^\W\d_]+)\.?\s\d{1,2}\.$")
# Dotted initials: "J.D. Hale", "S.p.A. Verdi".
_INITIALS = regex(r"(?<![\w.])(?:[^\W\d_]\.){2,}$")
# What "No." and "Art." number: a figure, a Roman one, a letter that is no word of its own.
_FIGURE = regex(r"[§#]?\d|[IVXLC]{2,}\b|[B-HJ-Z]\d*\b(?!\.?\w)")
# "Mass. Gov. Hale": the title behind a place is an abbreviation too.
_TITLE = regex(r"([A-Z][a-z]{1,4})\. [A-Z]")
# Who spoke, by name, and the verb behind: "Ana Ruiz asked".
_SPEAKER = regex(r"(?:[^\W\d_a-zß-ÿ][\w’'.-]* ){1,3}([^\W\d_]+)\b")
_BEFORE_PAUSE = regex(r"(\w{1,9})[。，：,]")
_STOP = regex(r"\.\s+")


def goes_on(before: str, after: str, language: Language) -> bool:
    """Say whether the word that ends `before` wants what `after` opens with, capital or not.

    Neither has white space at the edge where they meet.
    """
    before = before[-_TAIL:]
    opened = after.lstrip(OPENING)
    token = _LAST_TOKEN.search(before)
    if token and _wants(token[1], opened, language):
        return True
    if _HYPHENED_INITIAL.search(before):
        return True
    if _CLOCK.search(before):
        return _in_calendar(after, language) or _ZONE.match(after) is not None
    if _INITIALS.search(before):
        return opened[:1].isupper() and not _opens(opened, language)
    if language.traits.dotted_ordinals and _ORDINAL.search(before):
        if _in_calendar(opened, language):
            return True
        return not _is_count(before, language) and not _opens(opened, language)
    return False


def tagged(before: str, after: str, language: Language) -> bool:
    """Say whether `after` tells who spoke the quotation that `before` is: as "Ana Ruiz asked".

    Where words are written without spaces, a few letters that end in a verb of saying tell it.
    """
    cutting = language.cutting
    if not (cutting.tags or cutting.quotatives) or before[:1] not in OPENING:
        return False
    if after.startswith(tuple(cutting.quotatives)):
        return True
    if language.traits.unparted_words:
        head = _BEFORE_PAUSE.match(after)
        return head is not None and head[1].endswith(tuple(cutting.tags))
    speaker = _SPEAKER.match(after) if before[-2:-1] in "!?" else None
    return speaker is not None and speaker[1] in cutting.tags and not _opens(after, language)


def full_stops(body: str, language: Language) -> Iterator[int]:
    """Find where a sentence begins behind a word that sentencex takes for an abbreviation.

    A month ("in May."), the Russian year after its figure, "no." without a figure to follow.
    """
    cutting = language.cutting
    if not (cutting.before_figure or cutting.full_words or cutting.full_units):
        return
    for stop in _STOP.finditer(body):
        opened = body[stop.end() : stop.end() + _TAIL].lstrip(OPENING)
        if not opened[:1].isupper():
            continue
        token = _LAST_TOKEN.search(body[max(0, stop.start() - _TAIL) : stop.start() + 1])
        if token is None:
            continue
        word, head = token[1], token.string[: token.start()].rstrip()
        ends = word in cutting.full_words or _is_full_unit(word, head, opened, language)
        # One letter is an initial.
        if not ends and len(word) > 1 and word.lower() in cutting.before_figure:
            ends = not _wants(word, opened, language)
        if ends:
            yield stop.end()


def _is_full_unit(word: str, head: str, opened: str, language: Language) -> bool:
    """Say whether a word is a unit behind its figure, and what follows is not what it measures."""
    units = language.cutting.full_units
    last = head.rpartition(" ")[2].removesuffix(".")
    if word not in units or not (last[-1:].isdigit() or last in units):
        return False
    return not language.traits.capital_nouns or _opens(opened, language)


def _wants(token: str, opened: str, language: Language) -> bool:
    cutting = language.cutting
    low = token.lower()
    if low in cutting.wants_more or token in cutting.wants_more:
        return True
    if low in cutting.before_figure:
        return _numbers(opened, language)
    # "R-Mass. Gov." as "Mass. Gov."
    if token.rpartition("-")[2] in cutting.before_title:
        title = _TITLE.match(opened)
        return title is not None and title[1] not in cutting.courtesy
    return False


def _numbers(opened: str, language: Language) -> bool:
    """Say whether what follows is the figure that "No.", "Art." and "Sat." wait for, or a date."""
    return _FIGURE.match(opened) is not None or _in_calendar(opened, language)


def _in_calendar(opened: str, language: Language) -> bool:
    word = _FIRST_WORD.match(opened)
    return word is not None and word.group().lower() in _calendar(language)


@cache
def _calendar(language: Language) -> frozenset[str]:
    """Give the days and months of a language, the abbreviated months too."""
    known = language.calendar
    rows = (*known.weekdays, *known.months, *known.short_months)
    return frozenset(form for row in rows for form in row)


def _is_count(before: str, language: Language) -> bool:
    """Say whether the figure before a full stop counts or names something, and orders nothing."""
    score = _SCORE.search(before)
    if score and (score[1] in ":–-" or score[1] in language.cutting.between_scores):
        return True
    name = _NUMBERED.search(before)
    if name is None:
        return False
    low = name[1].lower()
    if low in language.cutting.before_figure:
        return True
    # Where nouns alone have a capital: elsewhere it may be a name's ("Elm 3. Lig").
    is_noun = language.traits.capital_nouns and name[1][0].isupper()
    return is_noun and low not in stop_words(language)


def _opens(opened: str, language: Language) -> bool:
    """Say whether a sentence opens with the word: it names nobody, or there is none."""
    word = _FIRST_WORD.match(opened)
    if word is None:
        return True
    low = word.group().lower()
    return low in stop_words(language) or low in language.cutting.openers
