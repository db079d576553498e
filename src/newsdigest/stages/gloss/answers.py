"""An interview -> whose words a sentence of an answer are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.outline.interview import find_interview
from newsdigest.patterns import regex
from newsdigest.stages.gloss.introductions import name_in_full

if TYPE_CHECKING:
    from newsdigest.outline.names import Person
    from newsdigest.stages.gloss.introductions import Introduction, Introductions

_LABEL = regex(r"(\w[\w.’' -]{0,40}?)\s?:\s+(?=\S)")

Answer = tuple[int, int, "Introduction"]
"""Where an answer stands in its article, and who gives it."""


def find_answers(source: Introductions) -> list[Answer]:
    """Find the answers of an interview of which it is sure who gives them; in order.

    Who a label at the head of an answer names, up to the next label; before any label the one
    person whom the text names in full before it asks. Nobody where two could be meant.
    """
    text = source.outline.text
    interview = find_interview(text)
    if interview is None:
        return []
    speaker = _alone_before(source, interview.questions[0][0])
    found: list[Answer] = []
    for start, end in interview.answers:
        label = _LABEL.match(text, start, end)
        labelled = _named(source, label.group(1)) if label is not None else []
        if labelled:
            speaker = labelled[0] if len(labelled) == 1 else None
        named = name_in_full(source, speaker) if speaker is not None else None
        if named is not None:
            found.append((start, end, named))
    return found


def _alone_before(source: Introductions, end: int) -> Person | None:
    """Give the one person named in full before a place, None where none is or several are."""
    tokens = source.outline.tokens
    there = [
        person
        for people in source.people.values()
        for person in people
        if any(tokens[run.core].start < end for run in source.mentions.get(id(person), ()))
    ]
    return there[0] if len(there) == 1 and source.is_sure(there[0]) else None


def _named(source: Introductions, label: str) -> list[Person]:
    """List whom a label may name: by the name, or by its last word."""
    low = label.casefold()
    return [
        person
        for people in source.people.values()
        for person in people
        if low in (person.name.casefold(), person.parts[-1])
    ]
