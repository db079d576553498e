"""What a reader may ask of points and quotes that are to be read alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GlossOptions:
    """`brackets` lets words of the article stand in brackets behind what they explain."""

    brackets: bool = True
