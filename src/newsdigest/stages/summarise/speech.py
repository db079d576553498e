"""Article's text, its sentences -> which of them stand within somebody's speech."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.language.find import language_of
from newsdigest.outline.dialogue import find_dialogue
from newsdigest.outline.marks import find_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Characters by which a sentence and what is marked may differ: a stop, a mark.
_SLACK = 1


class Spoken(NamedTuple):
    """How a sentence lies in speech: cut open by it at an end, or nothing but it."""

    inside: bool
    whole: bool


def in_speech(text: str, sentences: Iterable[tuple[int, int]], language: str) -> Sequence[Spoken]:
    """Tell of each sentence, by start and end and in order, how it lies in speech; linear.

    A sentence is inside where it begins or ends within marks, or after a dash that opens speech,
    that go on beside it. Speech whose other mark is missing counts for nothing: nobody knows how
    far it goes. What a label of an interview opens is no such speech: it says who speaks.
    """
    words = language_of(language).speech
    spans = [span for span in find_dialogue(text, find_marks(text, words), words) if not span.label]
    found: list[Spoken] = []
    at = 0
    for start, end in sentences:
        while at < len(spans) and spans[at].right <= start + _SLACK:
            at += 1
        inside = whole = False
        for span in spans[at:]:
            if span.left >= end:
                break
            begins, ends = span.start < start, span.end > end + _SLACK
            inside |= (begins or ends) and not span.recovered
            whole |= span.left <= start and span.right >= end - _SLACK
        found.append(Spoken(inside, whole))
    return found
