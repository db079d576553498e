"""Text -> Sentences, by offset."""

from __future__ import annotations

import re
from dataclasses import dataclass


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
    del language
    found: list[Sentence] = []
    for number, line in enumerate(re.finditer(r"[^\n]*\S[^\n]*", text)):
        for part in re.finditer(r"\S.*?(?:[.!?]+[”\"'’»)\]]*(?=\s)|$)", line.group()):
            body = part.group().rstrip()
            start = line.start() + part.start()
            found.append(Sentence(start, start + len(body), number))
    return tuple(found)
