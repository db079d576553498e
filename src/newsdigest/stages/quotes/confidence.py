"""How a speaker was found -> how far to trust it, 0..1.

The figures are shares of right names, by rule and by kind of mention, counted over annotated news
and rounded so that no single text decides one: docs/decisions.md. A quote below the threshold
prints without a speaker.
"""

from __future__ import annotations

BY_RULE = {
    "verb first": 0.99,
    "subject first": 0.99,
    "signed": 0.97,
    "before": 0.96,
    "according": 0.95,
    "any verb": 0.92,
    "labelled": 0.95,
    "indirect": 0.95,
    "indirect after": 0.95,
    "indirect according": 0.93,
    "before inverted": 0.88,
    "colon": 0.86,
    "verb alone": 0.88,
    "subject": 0.62,
}
"""A cue beside the quote, read by this rule, names the right one."""

BY_MENTION = {
    "name": 1.0,
    "short": 0.99,
    "several": 0.98,
    "body": 0.97,
    "description": 0.97,
    "role": 0.88,
    "epithet": 0.75,
    "dropped": 0.85,
    "word": 0.85,
    "owner": 0.8,
    "he": 0.93,
    "she": 0.93,
    "they": 0.75,
    "it": 0.67,
    "his": 0.75,
    "her": 0.75,
    "their": 0.65,
    "its": 0.65,
}
"""A mention of this kind was resolved to the right one."""

_LOOSE = {
    ("before", "description"): 0.8,
    ("colon", "description"): 0.5,
    ("before inverted", "description"): 0.5,
    ("before inverted", "body"): 0.55,
    ("colon", "word"): 0.7,
    ("subject", "description"): 0.4,
    ("subject", "word"): 0.4,
}
"""Pairs that are worse than their parts: a phrase before a quote need not be its subject."""

_CARRIED = {
    "same sentence": (1.0, 1.0, 0.9),
    "same paragraph": (0.97, 0.92, 0.7),
    "next paragraph": (0.9, 0.8, 0.45),
    "far paragraph": (0.7, 0.65, 0.3),
}
"""What is left of a speaker's trust when no cue stands by the next quote: 1, 2, more sentences."""

AFTER_INDIRECT = 0.88
"""The same, when what came before was reported without marks."""
PHRASE_CARRIED = 0.5
"""A phrase such as "the proprietor" stands for somebody whom the next quote should name."""
SAME_SPEECH = 0.97
"""The paragraphs of one speech, each opened and only the last closed, have one speaker."""
FRAGMENT_CARRIED = 0.65
"""A few marked words inside a sentence often belong to that sentence's own subject."""
PER_SENTENCE = 0.985
"""What each sentence between a pronoun and its person leaves."""


def trust_cue(rule: str, how: str, distance: int) -> float:
    """Say how far to trust a speaker that a cue names; `distance` in sentences to the person."""
    if not how:
        return 0.0
    pair = _LOOSE.get((rule, how))
    base = pair if pair is not None else BY_RULE.get(rule, 0.9) * BY_MENTION.get(how, 0.9)
    return round(base * PER_SENTENCE ** max(0, distance - 1), 3)


def carry(
    nearness: int, before: float, distance: int, *, indirect: bool, vague: bool, inside: bool
) -> tuple[str, float]:
    """Name the rule by which a speaker is carried on, and say how far it is trusted.

    `nearness` is 1 (far paragraph) to 4 (same sentence), `before` the trust in the speech before,
    `distance` in sentences to it; `vague` that it was given to a phrase, `inside` that the words
    stand within a sentence.
    """
    rule = list(_CARRIED)[4 - nearness]
    steps = _CARRIED[rule]
    step = steps[min(max(distance, 1), len(steps)) - 1]
    trust = round(before * step * (AFTER_INDIRECT if indirect else 1.0), 3)
    if vague:
        trust *= PHRASE_CARRIED
    if inside and rule != "same sentence":
        trust *= FRAGMENT_CARRIED
    return rule, trust
