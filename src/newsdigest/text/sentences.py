"""Text -> Sentences, by offset."""

from __future__ import annotations

import re
from dataclasses import dataclass

import sentencex

from newsdigest.text.words import base_language


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `text[start:end]`, without surrounding white space.

    `paragraph` counts paragraphs (runs of lines without a line break) from 0.
    """

    start: int
    end: int
    paragraph: int


def split_sentences(text: str, language: str = "en") -> tuple[Sentence, ...]:
    """Split text into sentences, paragraph by paragraph; a line break always ends a paragraph.

    Sentences are in order, do not overlap, and leave only white space between them.
    """
    code = base_language(language) or "en"
    found: list[Sentence] = []
    for number, line in enumerate(re.finditer(r"[^\n\r]*\S[^\n\r]*", text)):
        at = line.start()
        for part in sentencex.segment(code, line.group()):
            body = part.strip()
            if body:
                start = text.index(body, at)
                at = start + len(body)
                found.append(Sentence(start, at, number))
    return tuple(found)
