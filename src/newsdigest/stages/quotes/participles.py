"""A participle before a quote -> the subject it shares: "..., adding that", "hatte X erklärt"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.outline import phrases
from newsdigest.outline.phrases import Mention
from newsdigest.stages.quotes import subjects

if TYPE_CHECKING:
    from newsdigest.outline.read import Outline


REACH = 40
"""Tokens between a helping verb and its participle."""


def is_gerund(outline: Outline, verb: int) -> bool:
    """Whether a verb has its sentence's own subject: "adding", "ajoutant", "agregando"."""
    return outline.tokens[verb].low.endswith(outline.words.gerund_endings or ("-",))


def follows_speech(outline: Outline, first: int, verb: int) -> bool:
    """Whether who spoke in the same sentence speaks on: "“...”, dit X, ajoutant que “...”"."""
    apart = is_gerund(outline, verb) and outline.tokens[verb - 1].text == ","
    return apart and any(token.kind == "speech" for token in outline.tokens[first:verb])


def tie(outline: Outline, first: int, quote: int) -> bool:
    """Whether a participle no list knows ties a quote to one before: “...”, appelant à “...”."""
    words = outline.words
    if words.traits.fixed_order or not words.gerund_endings:
        return False
    for at in range(quote - 1, first, -1):
        token = outline.tokens[at]
        if token.text == ",":
            lead = outline.tokens[at + 1]
            shut = (words.prepositions, words.roles, words.roles_pl, words.starters, words.adverbs)
            free = not any(lead.low in group for group in shut)
            return free and not lead.upper and follows_speech(outline, first, at + 1)
        if token.kind not in ("word", "number"):
            return False
    return False


def subject_behind_with(outline: Outline, first: int, verb: int) -> Mention | None:
    """Read ", with a steward of the union calling it “...”": whom "with" leads."""
    judges = outline.tokens[verb].low in outline.words.judging and is_gerund(outline, verb)
    if not judges or not outline.words.traits.fixed_order:
        return None
    for at in range(verb - 1, max(first, verb - REACH), -1):
        if outline.tokens[at].text == ",":
            led = outline.tokens[at + 1].low in outline.words.prepositions
            return phrases.head(outline, at + 2, verb, late=True) if led else None
    return None


def subject_of_main_clause(outline: Outline, first: int, verb: int) -> Mention | None:
    """Read "X said Y was late, adding" and "X met Y, telling her": the sentence's own subject."""
    if not is_gerund(outline, verb) or verb <= first or outline.tokens[verb - 1].text != ",":
        return None
    found = subjects.opening(outline, first, verb - 1)
    if found is None or found.kind not in ("person", "body", "pronoun"):
        return None
    commas = (at for at in range(found.first - 1, first, -1) if outline.tokens[at].text == ",")
    for at in range(next(commas, first - 1) + 1, found.first):
        lead = outline.names.run_over(at)
        led = at > first and outline.tokens[at - 1].low in outline.words.prepositions
        if lead is not None and lead.first == at and lead.kind == "person" and not led:
            return found if lead.owner else Mention(at, lead.last, "person")
    return found


def subject_of_participle(outline: Outline, first: int, verb: int) -> Mention | None:
    """Read "X hatte am Montag erklärt" and "Am Montag hatte X erklärt"."""
    helpers = outline.words.helpers
    if not helpers:
        return None
    for at in range(verb - 1, max(first, verb - REACH), -1):
        if outline.tokens[at].low in helpers:
            left = subjects.before(outline, first, at) if at > first else None
            return left or subjects.after(outline, at, verb)
        if outline.tokens[at].text in (",", ":", ";") or outline.tokens[at].kind == "speech":
            return None
    return None
