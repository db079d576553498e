"""What a reader may ask of the key points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Scorer = Callable[[Sequence[str]], Sequence[float]]
"""n sentences -> n scores, higher meaning better."""


@dataclass(frozen=True, slots=True)
class SummariseOptions:
    """How many points, by which method, and whether each says why it was chosen.

    `points` is the most a story gets: a brief gets fewer. `method` is a name from
    `methods.METHOD_NAMES`, or the place of another package's, ``package.module:function``.
    `explain` fills `KeyPoint.parts`. `scorer` is the caller's own method and goes before a name.
    """

    points: int = 5
    method: str = "news"
    explain: bool = False
    scorer: Scorer | None = None
