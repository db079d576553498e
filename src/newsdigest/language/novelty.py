"""Sentence, sentences told before -> does it say anything new?"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from newsdigest.language.find import language_of
from newsdigest.language.words import stems, stop_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsdigest.language.language import Language

# A sentence is old when one told sentence holds this share of its content, or one holds half and
# all told sentences together nearly everything. Set on tests/data/novelty.
IN_ONE = 0.7
HALF_IN_ONE = 0.5
IN_ALL = 0.9
# A sentence of fewer content words than this ("The strike is over.") is judged by all its words.
FEW_WORDS = 3


class Told:
    """What a reader has been told, asked about many sentences.

    Building is linear in what was told; a question costs the told sentences that share a word
    with it. Nothing told: everything is new.
    """

    __slots__ = ("_language", "_negated", "_postings")

    def __init__(self, sentences: Iterable[str], language: str | Language = "en") -> None:
        self._language = language_of(language)
        self._postings: dict[str, list[int]] = {}
        self._negated: list[bool] = []
        for number, sentence in enumerate(sentences):
            _, everything, negated = _content(sentence, self._language)
            self._negated.append(negated)
            for term in everything:
                self._postings.setdefault(term, []).append(number)

    def __bool__(self) -> bool:
        return bool(self._negated)

    def is_new(self, sentence: str) -> bool:
        """Say whether a sentence holds content that was not told.

        A number that no told sentence holds is new, and so is a sentence that denies what was
        told. A sentence without content is never new once anything was told.
        """
        if not self:
            return True
        content, everything, negated = _content(sentence, self._language)
        if len(content) < FEW_WORDS:
            content = everything
        if not content:
            return False
        shared: dict[int, int] = {}
        told = 0
        for term in content:
            numbers = self._postings.get(term, ())
            if not numbers and _is_number(term):
                return True
            told += bool(numbers)
            for number in numbers:
                if self._negated[number] == negated:
                    shared[number] = shared.get(number, 0) + 1
        best = max(shared.values(), default=0)
        if best >= IN_ONE * len(content):
            return False
        return best < HALF_IN_ONE * len(content) or told < IN_ALL * len(content)


def is_new(sentence: str, told: Iterable[str], language: str | Language = "en") -> bool:
    """Say whether one sentence holds content that the told sentences do not (see `Told`)."""
    return Told(told, language).is_new(sentence)


def in_digits(found: Sequence[str], language: str | Language) -> list[str]:
    """Write small numbers in words as digits, word for word; other words as they stand."""
    digits = _digits(language_of(language))
    return [digits.get(word, word) for word in found]


def _content(sentence: str, language: Language) -> tuple[frozenset[str], frozenset[str], bool]:
    """Give a sentence's content, all its stems, and whether it denies something.

    Content is what is no stop word and no single letter; numbers in words become digits.
    """
    found = words(sentence)
    digits = _digits(language)
    written = stems(in_digits(found, language), language)
    stopped = stop_words(language)
    content = frozenset(
        stem
        for word, stem in zip(found, written, strict=True)
        if (word in digits or word not in stopped) and (len(word) > 1 or word.isdigit())
    )
    return content, frozenset(written), not language.basics.denials.isdisjoint(found)


@functools.cache
def _digits(language: Language) -> Mapping[str, str]:
    return {word: str(number) for number, word in enumerate(language.basics.numbers)}


def _is_number(term: str) -> bool:
    return any(letter.isdigit() for letter in term)
