"""Headlines of one story -> the one to print: verbatim, the clearest, by a stated rule."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.text.words import base_language, content_stems, stop_words, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Article

_CUT = regex(r"(?:\.\.\.|…)\s*$")
# "BREAKING:", "UPDATE 2-", "WATCH |": a word or two in capitals that speak of the telling.
_LABEL = regex(r"^\W*[A-Z]{3,}(?:\s+[A-Z0-9]+)?\s*[:|–—-]")
_TEASING = regex(r"[?!]\W*$")
_LETTERS = 3
_SHOUTED_SHARE = 0.6
_FEW_WORDS, _MANY_WORDS = 4, 18


def headline(articles: Sequence[Article]) -> str:
    """Choose one of the articles' headlines, as it stands.

    Fewest faults first (cut off, shouted, labelled, teasing, too short or too long); then the one
    whose words stand in most of the others; then the one of the earlier article. Articles come
    best first. An empty headline loses to any other.
    """
    titles = [article.title for article in articles]
    stems = [
        frozenset(content_stems(article.title, base_language(article.language)))
        for article in articles
    ]

    def place(at: int) -> tuple[bool, int, float, int]:
        others = [own for number, own in enumerate(stems) if number != at]
        shared = sum(len(stems[at] & own) / (len(stems[at] | own) or 1) for own in others)
        return (not titles[at], faults(titles[at]), -shared, at)

    return titles[min(range(len(titles)), key=place)]


def faults(title: str) -> int:
    """Count what makes a headline unclear."""
    count = len(words(title))
    letters = [letter for letter in title if letter.isalpha()]
    upper = sum(letter.isupper() for letter in letters)
    return sum(
        (
            2 * bool(_CUT.search(title)),
            2 * (len(letters) > _FEW_WORDS and upper > _SHOUTED_SHARE * len(letters)),
            bool(_LABEL.match(title)),
            bool(_TEASING.search(title)),
            not _FEW_WORDS <= count <= _MANY_WORDS,
        )
    )


def likeness(one: str, other: str, language: str = "en") -> float:
    """Say how alike two bare headlines are, 0..1, with nothing else known of them.

    Shared letter triples of the words that are no stop words: "Iran" is like "Iranian", which
    stems miss. On headline pairs it is worth .03 of average precision more than rare stems (.774
    against .743); 4-grams, weights by rarity and pairs of similar words gain no more.
    """
    left, right = (_triples(title, language) for title in (one, other))
    length = sqrt(left.total() * right.total())
    return (left & right).total() / length if length else 0.0


def _triples(title: str, language: str) -> Counter[str]:
    stopped = stop_words(language)
    padded = f" {' '.join(word for word in words(title) if word not in stopped)} "
    return Counter(padded[at : at + _LETTERS] for at in range(len(padded) - _LETTERS + 1))
