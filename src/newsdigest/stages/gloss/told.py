"""What a reader of a digest has met so far: the headline, and the points before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = regex(r"[^\W_]+(?:[’'.-][^\W_]+)*")


class Told:
    """The words a reader has met, in lower case, those of the headline apart from the rest.

    `last` are the last names of the people in what was printed last.
    """

    def __init__(self, headline: str) -> None:
        self.headline = frozenset(words_of(headline))
        self.words: set[str] = set()
        self.last: set[str] = set()

    def hear(self, *texts: str, people: Iterable[str] = ()) -> None:
        """Remember texts that were printed together, and the last names in them."""
        for text in texts:
            self.words.update(words_of(text))
        self.last = set(people)

    def knows(self, words: tuple[str, ...] | list[str]) -> bool:
        """Say whether all of these words, in lower case, were met."""
        return all(word in self.words or word in self.headline for word in words)


def words_of(text: str) -> list[str]:
    """Cut a text to its words, without possessives; a hyphened word gives its parts too."""
    found: list[str] = []
    for match in _WORD.finditer(text.lower()):
        word = match[0].removesuffix("’s").removesuffix("'s")
        found.append(word)
        if "-" in word:
            found.extend(word.split("-"))
    return found
