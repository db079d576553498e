"""Sentence -> is it of a kind that is never a point?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.language.words import words
from newsdigest.patterns import regex
from newsdigest.stages.summarise.openings import QUOTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.language.fields import Phrases
    from newsdigest.stages.summarise.hints import Hints

ENDED = regex(r"[.!?…。！？؟۔።։।][\"'”’»“›)\]】』」]*$")
"""How a whole sentence ends: its stop, and what may close behind it."""
# Fewer words are a label, a caption or an aside, whole or not.
_FEWEST_WORDS = 4
# Up to here they are a sentence only with a full stop: "The bridge opened on Monday."
_FEW_WORDS = 6
# More are a list, or a text that nobody could cut into sentences.
_MOST_WORDS = 150
# Characters of a sentence that may stand behind its stop.
_TAIL = 8
# A label goes on as one: to a colon or full stop nearby, or to the end of a short line.
_REST_OF_LABEL = regex(r"\b(?=.{0,24}[:.]|.{0,60}$)")
_LABELLED = regex(r"\s?:\s")
# A heading over what a sender says of itself: so few words, past the first quarter.
_HEADING_WORDS = 6
# Characters of an outlet's name: a shorter one ("Taz") may be a word.
_SHORTEST_OUTLET = 5
# What ends so says what comes next, or asks, and says nothing by itself. Of 384 questions in the
# pages that readers labelled they would print 2 %, of 155 announcements 4 %.
_NO_STATEMENT = (":", "：", "?", "？", "؟")
# From this share of capitals among its letters a line is a heading.
_SHOUTED = 0.9
_CLOSING = "\"'”’»“›)]】』」 "
# What parts the cells of a table's row.
_CELL = " | "


def is_ended(text: str) -> bool:
    """Tell whether a text ends as a sentence does."""
    return ENDED.search(text, max(0, len(text) - _TAIL)) is not None


def is_never_a_point(
    text: str, said: Sequence[str], hints: Hints, *, ended: bool, spaced: bool
) -> bool:
    """Tell whether a line is of a kind that nobody would print, wherever it stands.

    Labels, greetings, rows of tables, lists, questions, announcements. `said` are its words;
    `spaced` is False for a script that is written without spaces.
    """
    if spaced and not (_FEWEST_WORDS if ended else _FEW_WORDS) <= len(said) <= _MOST_WORDS:
        return True
    if _opening(said, hints.words.greets):
        return True
    if _is_label(text, said, hints) or text.count(_CELL) > 1:
        return True
    return text.rstrip(_CLOSING).endswith(_NO_STATEMENT)


def _is_label(text: str, said: Sequence[str], hints: Hints) -> bool:
    phrase = _opening(said, hints.words.labels)
    if not phrase:
        return text.startswith("©")
    at = 0
    for word in phrase:
        at = text.lower().find(word, at) + len(word)
    return _REST_OF_LABEL.match(text, at) is not None


def _opening(said: Sequence[str], phrases: Phrases) -> tuple[str, ...]:
    """Give the first of some phrases, the longest first, that words open with."""
    return next((p for p in phrases if said[:1] == list(p[:1]) and tuple(said[: len(p)]) == p), ())


def of_the_sender(
    texts: Sequence[str], said: Sequence[Sequence[str]], paragraphs: Sequence[int], hints: Hints
) -> list[bool]:
    """Tell which sentences only correct another text, are a claim, or what a sender says of itself.

    The first are a paragraph that opens so; the second one that a check of facts labels as the
    claim it checks, or the one below that label; the last, past the first quarter, whatever stands
    below a heading that says "About" and a name: "About Volta Cells", not "About the bridge". A
    heading is a short line without its full stop.
    """
    found: list[bool] = []
    amended, below, last, claimed = -1, False, -1, False
    for at, (own, paragraph) in enumerate(zip(said, paragraphs, strict=True)):
        opens, last = paragraph != last, paragraph
        if opens and _opening(own, hints.words.amends):
            amended = paragraph
        if opens:
            phrase = _opening(own, hints.words.claims)
            if claimed or (phrase and _LABELLED.match(texts[at], len(" ".join(phrase)))):
                amended = paragraph
            claimed = bool(phrase) and len(phrase) == len(own)
        if opens and len(own) <= _HEADING_WORDS and 4 * at >= len(said):
            below = below or names_its_sender(texts[at], own, hints)
        found.append(below or paragraph == amended)
    return found


def speaks_to_its_readers(text: str, outlet: str, hints: Hints) -> bool:
    """Tell whether an outlet speaks of itself to its readers: "Read our report in the Herald".

    It names itself, outside marks, and says "we" or "you".
    """
    if len(outlet) < _SHORTEST_OUTLET or outlet not in text:
        return False
    beside = QUOTED.sub(" ", text)
    spoken_to = hints.words.addressed | hints.words.speakers
    return outlet in beside and not spoken_to.isdisjoint(words(beside))


def names_its_sender(text: str, said: Sequence[str], hints: Hints) -> bool:
    """Tell whether a heading says "About" and a name."""
    phrase = _opening(said, hints.words.about)
    if not phrase or is_ended(text):
        return False
    named = text.replace("-", " ").split()[len(phrase) :]
    return not named or not named[0][:1].islower()


def goes_on(text: str, before: str) -> bool:
    """Tell whether a sentence began in the paragraph before, which broke off.

    "iPhones sell" is whole, and so is a name in small letters behind a full stop.
    """
    return text[:1].islower() and not text[1:2].isupper() and bool(before) and not is_ended(before)


def shouted(texts: Sequence[str]) -> list[bool]:
    """Tell which lines are headings by their capitals; none where most lines are written so."""
    loud = [capitals(text) > _SHOUTED for text in texts]
    return loud if 2 * sum(loud) < len(loud) else [False] * len(loud)


def capitals(text: str) -> float:
    """Measure the share of a text's letters that are capitals, 0..1."""
    letters = sum(map(str.isalpha, text))
    return sum(map(str.isupper, text)) / letters if letters else 0.0
