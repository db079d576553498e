"""What a reader may ask of the key points."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SummariseOptions:
    """How many points, by which method, and whether each says why it was chosen.

    `points` is the most a story gets: a brief gets fewer. `method` is a name from
    `methods.METHOD_NAMES`. `explain` fills `KeyPoint.parts`.
    """

    points: int = 5
    method: str = "news"
    explain: bool = False
