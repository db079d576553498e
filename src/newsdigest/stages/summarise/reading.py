"""Article -> Reading: the sentences a scorer sees, with their words counted once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.text.sentences import split_sentences
from newsdigest.text.words import stems, stop_words, words

if TYPE_CHECKING:
    from newsdigest.models import Article


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an article that may become a point: `article.text[start:end] == text`.

    `index` counts the article's sentences from 0, `paragraph` its paragraphs; `stems` are its
    content words, cut to their stems, repeats kept.
    """

    text: str
    start: int
    end: int
    index: int
    paragraph: int
    words: tuple[str, ...]
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as its sentences, in order, with the content stems of its headline."""

    lines: tuple[Line, ...]
    title: frozenset[str]
    language: str


def read(article: Article) -> Reading:
    """Split an article into the sentences that may become points; cost linear in its text."""
    language = article.language or "en"
    stopped = stop_words(language)
    lines: list[Line] = []
    for index, found in enumerate(split_sentences(article.text, language)):
        text = article.text[found.start : found.end]
        said = words(text)
        content = tuple(stems([word for word in said if word not in stopped], language))
        lines.append(
            Line(text, found.start, found.end, index, found.paragraph, tuple(said), content)
        )
    title = frozenset(stems([w for w in words(article.title) if w not in stopped], language))
    return Reading(tuple(lines), title, language)
