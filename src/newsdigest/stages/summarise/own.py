"""Somebody else's method as one of ours: n sentences -> n scores, whoever wrote it."""

from __future__ import annotations

import math
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from newsdigest.errors import UsageError
from newsdigest.stages.summarise.choose import Score
from newsdigest.stages.summarise.features import standard

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsdigest.stages.summarise.options import Scorer
    from newsdigest.stages.summarise.reading import Reading


def load_scorer(place: str) -> Callable[[Reading], Sequence[Score]]:
    """Load the scorer that an installed package holds at ``package.module:function``."""
    module, _, name = place.partition(":")
    try:
        found = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        why = f"it cannot be loaded ({error})"
        raise UsageError("no such method", place, why, "use --method news") from error
    return wrap_scorer(cast("Scorer", found), place)


def wrap_scorer(scorer: Scorer, name: str = "") -> Callable[[Reading], Sequence[Score]]:
    """Let a callable on sentences score a Reading.

    Its scores are shifted and scaled to mean 0 and spread 1, as those of every other method.
    Raises UsageError where it does not give one finite number for each sentence.
    """
    return partial(_score, scorer, name or getattr(scorer, "__name__", "method"))


def _score(scorer: Scorer, name: str, reading: Reading) -> list[Score]:
    """Score main fact and worth alike: a method of others has one number a sentence."""
    lines = [line.text for line in reading.lines]
    if not lines:
        return []
    try:
        scores = [float(score) for score in scorer(lines)]
    except (TypeError, ValueError) as error:
        raise _wrong(name, f"it gives no list of numbers ({error})") from error
    if len(scores) != len(lines):
        raise _wrong(name, f"it gives {len(scores)} scores for {len(lines)} sentences")
    if not all(map(math.isfinite, scores)):
        raise _wrong(name, "it gives scores that are no finite numbers")
    return [Score(score, score) for score in standard(scores)]


def _wrong(name: str, why: str) -> UsageError:
    return UsageError("cannot summarise", f"method {name}", why, "one number for each sentence")
