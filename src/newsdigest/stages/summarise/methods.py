"""Method names -> scorers: one row a method, all of one shape.

A scorer takes a Reading of n sentences and gives n scores, higher meaning better; choosing,
ordering and ties are done once, in `points`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.stages.summarise import news

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from newsdigest.stages.summarise.reading import Reading

    Scorer = Callable[[Reading], Sequence[float]]

METHODS: Mapping[str, Scorer] = {"news": news.score}
METHOD_NAMES: tuple[str, ...] = tuple(METHODS)
