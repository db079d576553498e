"""A cue's phrase -> where else its text uses the words of it, and beside whom.

"The bank" is whom the text called an investment bank; "the officer" whom it brought in as "a
police officer", and so nobody it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsdigest.outline.phrases import Mention
    from newsdigest.outline.read import Outline

KEY = 4
"""Letters by which words are looked up, and the fewest that words of one stem share."""
ENDING = 2
"""Letters by which forms of one word may differ: "expert", "experts"."""
MOST = 8
"""Places looked at, the latest before the phrase."""
INTRODUCES = 3
"""Tokens between "a" and the word it brings in."""
NEW, INTRODUCED, AGAIN = 1.0, 2.0, 3.0
"""The words of a phrase were not met before; with an indefinite article; otherwise."""


class Recalled(NamedTuple):
    """The tokens before a phrase that repeat its words, the latest first; how they came up."""

    tokens: list[int]
    how: float


NOTHING = Recalled([], 0.0)


def index_words(outline: Outline) -> dict[str, list[int]]:
    """Give the tokens of each word of `KEY` letters or more, by its first letters."""
    found: dict[str, list[int]] = {}
    for at, token in enumerate(outline.tokens):
        if token.kind == "word" and len(token.low) >= KEY:
            found.setdefault(token.low[:KEY], []).append(at)
    return found


def recall(outline: Outline, index: dict[str, list[int]], mention: Mention) -> Recalled:
    """Find where the words of a phrase stand before it."""
    words = outline.words
    small = words.determiners | words.prepositions | words.conjunctions
    places: set[int] = set()
    for at in range(mention.first, mention.last):
        token = outline.tokens[at]
        large = token.upper and at > mention.first and not words.traits.capital_nouns
        if token.kind != "word" or large or token.low in small:
            continue
        for other in index.get(token.low[:KEY], ()):
            if other >= mention.first:
                break
            if _is_form(outline.tokens[other].low, token.low):
                places.add(other)
    latest = sorted(places, reverse=True)[:MOST]
    if not latest:
        return Recalled([], NEW)
    brought = any(_is_introduced(outline, at) for at in latest)
    return Recalled(latest, INTRODUCED if brought else AGAIN)


def _is_form(one: str, other: str) -> bool:
    """Whether two words that begin alike are forms of one."""
    shared = max(KEY, min(len(one), len(other)) - ENDING)
    return one[:shared] == other[:shared] and abs(len(one) - len(other)) <= KEY


def _is_introduced(outline: Outline, at: int) -> bool:
    """Whether an indefinite article stands before a word, with adjectives between at most."""
    lows = [outline.tokens[n].low for n in range(max(0, at - INTRODUCES), at)]
    return any(low in outline.words.indefinite for low in lows)
