"""What a user may choose about quotes."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_THRESHOLD = 0.45
"""Confidence below which a quote prints without a speaker, 0..1."""


@dataclass(frozen=True, slots=True)
class QuoteOptions:
    """Say how many quotes to print and how sure their speakers must be.

    `quotes` is the most printed per story, 0 for none. A speaker whose confidence is below
    `threshold` (0..1) is not named. `shortest` and `longest` bound a printed quote, in words.
    """

    quotes: int = 3
    threshold: float = DEFAULT_THRESHOLD
    shortest: int = 5
    longest: int = 70
