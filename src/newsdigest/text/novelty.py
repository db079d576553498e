"""Sentence, sentences told before -> does it say anything new?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.text.normal import words

if TYPE_CHECKING:
    from collections.abc import Iterable

# A sentence is old when this share of its content words stands in one sentence told before.
COVERED = 0.7
_SHORT = 3


class Told:
    """What a reader has been told, asked about many sentences.

    Building costs one pass over the told sentences; a question costs the told sentences that
    share a word with it. Nothing told: everything is new.
    """

    __slots__ = ("_postings", "language")

    def __init__(self, sentences: Iterable[str], language: str = "en") -> None:
        self.language = language
        self._postings: dict[str, set[int]] = {}
        for number, sentence in enumerate(sentences):
            for word in _content(sentence):
                self._postings.setdefault(word, set()).add(number)

    def __bool__(self) -> bool:
        return bool(self._postings)

    def is_new(self, sentence: str) -> bool:
        """Say whether a sentence holds content that was not told.

        A sentence without content words is never new once anything was told.
        """
        if not self:
            return True
        content = _content(sentence)
        shared: dict[int, int] = {}
        for word in content:
            for number in self._postings.get(word, ()):
                shared[number] = shared.get(number, 0) + 1
        best = max(shared.values(), default=0)
        return bool(content) and best < COVERED * len(content)


def is_new(sentence: str, told: Iterable[str], language: str = "en") -> bool:
    """Say whether one sentence holds content that the told sentences do not (see `Told`)."""
    return Told(told, language).is_new(sentence)


def _content(sentence: str) -> frozenset[str]:
    return frozenset(word for word in words(sentence) if len(word) > _SHORT or word.isdigit())
