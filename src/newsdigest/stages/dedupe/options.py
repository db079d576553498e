"""What a reader may ask of grouping, and the thresholds it works with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DedupeOptions:
    """Say how articles become stories.

    `dedupe` False makes every article a story of its own. A story told within the last
    `repeat_after_days` days comes back only as an update.
    """

    dedupe: bool = True
    repeat_after_days: int = 7


DEFAULT = DedupeOptions()
