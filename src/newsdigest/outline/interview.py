"""Text -> the questions and answers of an interview, told by its paragraphs' form."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from newsdigest.outline.marks import paragraphs

FEWEST_QUESTIONS = 3
"""Paragraphs that ask: a report has one, for effect."""
SHARE = 4
"""Of what stands from the first question on at least one paragraph in so many asks."""
_ASKS = ("?", "？", "؟")
_CLOSING = "\"'”’»“›)]】』」 "


class Interview(NamedTuple):
    """Where an interview asks and where it answers: characters of its text, in order."""

    questions: tuple[tuple[int, int], ...]
    answers: tuple[tuple[int, int], ...]


def find_interview(text: str) -> Interview | None:
    """Find the questions and answers of an interview; None for any other text; linear.

    A paragraph that ends by asking is a question, what stands behind it the answer. An interview
    has several, one by one, and little else from the first of them on.
    """
    if sum(map(text.count, _ASKS)) < FEWEST_QUESTIONS:
        return None
    lines = list(paragraphs(text))
    asked = [text[start:end].rstrip(_CLOSING).endswith(_ASKS) for start, end in lines]
    if sum(asked) < FEWEST_QUESTIONS:
        return None
    first = asked.index(True)
    in_turn = not any(one and other for one, other in pairwise(asked))
    if not in_turn or asked[-1] or SHARE * sum(asked) < len(lines) - first:
        return None
    told = list(zip(lines, asked, strict=True))[first:]
    return Interview(
        tuple(line for line, asks in told if asks),
        tuple(line for line, asks in told if not asks),
    )
