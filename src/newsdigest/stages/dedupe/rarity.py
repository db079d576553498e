"""Terms of many articles -> how much each term tells about what an article is about.

A word's rarity is known from two sides: how often it stands in text of its language at large
(the languages' tables, ``common_words.txt``, made by ``bench/common_words.py``), and in how many of
the articles at hand. The first keeps a batch of five articles from taking "said" for a rare word;
the second knows that this week half of all articles name the president.
"""

from __future__ import annotations

import functools
from math import log
from typing import TYPE_CHECKING

from newsdigest.language.find import indexed, language_of
from newsdigest.language.words import stems, stop_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsdigest.language.language import Language

# How much the articles at hand count for a word's rarity, beside the language at large.
AT_HAND = 0.3
# The chance of a term that no table knows, and of a stop word where there is no table.
UNKNOWN = 0.0003
STOP_WORD = 0.2
RARITY_POWER = 1.2


def rarity(found_in: Mapping[str, int], batch: int, language: str) -> dict[str, float]:
    """Weigh terms by rarity: `found_in` says in how many of `batch` articles each one stands.

    Weights are >= 0. The batch counts in powers of two, so that one more article that shares no
    word with the others changes no weight of theirs.
    """
    known = chances(language)
    size = 1 << batch.bit_length()
    at_large = 1 - AT_HAND
    return {
        term: max(0.0, -log(AT_HAND * count / size + at_large * known.get(term, UNKNOWN)))
        ** RARITY_POWER
        for term, count in found_in.items()
    }


@functools.cache
def chances(language: str) -> dict[str, float]:
    """Tell how often each stem of a language stands in an opening, as far as we know.

    Without a table, stop words alone are common. Without those, as where a text's language is not
    known, a word that is common in any language of the tables is.
    """
    if table := _read(language_of(language)):
        return table
    # Single letters are stop words of every language, and no sign that we know this one's.
    listed = sorted(word for word in stop_words(language) if len(word) > 1)
    stopped = stems(listed, language)
    if stopped:
        return dict.fromkeys(stopped, STOP_WORD)
    union: dict[str, float] = {}
    for known in sorted(indexed(), key=lambda one: one.code):
        if table := _read(known):
            union = table | dict.fromkeys(stop_words(known), STOP_WORD) | union
    return union


def _read(language: Language) -> dict[str, float]:
    table = language.text("common_words.txt")
    chances: dict[str, float] = {}
    for line in table.splitlines():
        chance, *found = line.split()
        chances.update(dict.fromkeys(found, float(chance)))
    return chances
