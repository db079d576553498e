"""Sentence, sentences told before -> does it say anything new?"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from newsdigest.text.words import base_language, stems, stop_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A sentence is old when one told sentence holds this share of its content, or one holds half and
# all told sentences together nearly everything. Set on tests/data/novelty.
IN_ONE = 0.7
HALF_IN_ONE = 0.5
IN_ALL = 0.9
# A sentence of fewer content words than this ("The strike is over.") is judged by all its words.
FEW_WORDS = 3

# Words that turn a sentence round, and small numbers as words, in order from zero. A language that
# is not here has none that we know.
_DENIALS = {
    "de": "nicht kein keine keinen keinem keiner nie niemals",
    "en": "not no never cannot t",
    "es": "no nunca jamás",
    "fr": "ne pas jamais",
    "it": "non mai",
    "nl": "niet geen nooit",
    "pt": "não nunca jamais",
    "ru": "не нет никогда",
}
_NUMBERS = {
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen twenty",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze",
    "it": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici",
    "nl": "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "pt": "zero um dois três quatro cinco seis sete oito nove dez onze doze",
}


class Told:
    """What a reader has been told, asked about many sentences.

    Building is linear in what was told; a question costs the told sentences that share a word
    with it. Nothing told: everything is new.
    """

    __slots__ = ("_language", "_negated", "_postings")

    def __init__(self, sentences: Iterable[str], language: str = "en") -> None:
        self._language = base_language(language)
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


def is_new(sentence: str, told: Iterable[str], language: str = "en") -> bool:
    """Say whether one sentence holds content that the told sentences do not (see `Told`)."""
    return Told(told, language).is_new(sentence)


def in_digits(found: Sequence[str], language: str) -> list[str]:
    """Write small numbers in words as digits, word for word; other words as they stand."""
    digits = _digits(base_language(language))
    return [digits.get(word, word) for word in found]


def _content(sentence: str, language: str) -> tuple[frozenset[str], frozenset[str], bool]:
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
    return content, frozenset(written), not _denials(language).isdisjoint(found)


@functools.cache
def _digits(language: str) -> dict[str, str]:
    listed = _NUMBERS.get(language, "").split()
    return {word: str(number) for number, word in enumerate(listed)}


@functools.cache
def _denials(language: str) -> frozenset[str]:
    return frozenset(_DENIALS.get(language, "").split())


def _is_number(term: str) -> bool:
    return any(letter.isdigit() for letter in term)
