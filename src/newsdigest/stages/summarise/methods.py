"""Method names -> scorers: one row a method, all of one shape.

A scorer takes a Reading of n sentences and gives n Scores; choosing,
ordering and ties are done once, in `choose`. A row loads its scorer when it is asked for, so that
the names cost nothing to list.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from newsdigest.stages.summarise.choose import Score
    from newsdigest.stages.summarise.options import Scorer
    from newsdigest.stages.summarise.reading import Reading

# The ratings of sumy, and of others, are scaled to spread 1: one unit of likeness costs this much.
_SUMY_REDUNDANCY = 1.0


class Method(NamedTuple):
    """How sentences are scored, and what likeness to a chosen one costs in the same unit."""

    score: Callable[[Reading], Sequence[Score]]
    redundancy: float


def _news() -> Method:
    from newsdigest.stages.summarise import news  # noqa: PLC0415 - loaded when asked for

    return Method(news.score, news.weights().redundancy)


def _sumy(name: str) -> Method:
    from newsdigest.stages.summarise import sumy_methods  # noqa: PLC0415 - as above

    return Method(sumy_methods.scorer(name), _SUMY_REDUNDANCY)


def find_method(name: str, scorer: Scorer | None = None) -> Method:
    """Load a method by the name of its row or by its place in another package.

    `scorer` is a callable of the caller's own, and goes before any name. Raises UsageError for a
    name that has no row and is no place.
    """
    if scorer is None and name in METHODS:
        return METHODS[name]()
    from newsdigest.stages.summarise import own  # noqa: PLC0415 - as above

    score = own.wrap_scorer(scorer) if scorer else own.load_scorer(name)
    return Method(score, _SUMY_REDUNDANCY)


METHODS: Mapping[str, Callable[[], Method]] = {
    "news": _news,
    "lexrank": functools.partial(_sumy, "lexrank"),
    "textrank": functools.partial(_sumy, "textrank"),
    "lsa": functools.partial(_sumy, "lsa"),
    "luhn": functools.partial(_sumy, "luhn"),
    "sum-basic": functools.partial(_sumy, "sum-basic"),
    "kl": functools.partial(_sumy, "kl"),
    "reduction": functools.partial(_sumy, "reduction"),
    "edmundson": functools.partial(_sumy, "edmundson"),
    "model": _news,  # of the stories that no model chose of
}
ASKS_A_MODEL: frozenset[str] = frozenset({"model"})
"""Methods for which the journey asks a model of the reader's first: see `pipeline.tell`."""
METHOD_NAMES: tuple[str, ...] = tuple(METHODS)
