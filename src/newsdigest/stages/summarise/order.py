"""Chosen sentences -> passages in the order a reader should read: the main fact, then the piece."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from newsdigest.stages.summarise.outlets import beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.stages.summarise.choose import Candidate


def in_reading_order(candidates: Sequence[Candidate], chosen: Sequence[int]) -> list[list[int]]:
    """Put chosen positions, the main fact first among them, into the order of reading.

    Gives runs of positions: a sentence stands in one run with the one before that it hangs on.
    The run of the main fact comes first, the others by article, then by place; but one that
    differs in a figure from another outlet's stands beside it.
    """
    if not chosen:
        return []
    there = sorted(chosen)
    runs = [[there[0]]]
    for before, at in pairwise(there):
        if candidates[at].follows == before:
            runs[-1].append(at)
        else:
            runs.append([at])
    # A stable sort: False before True.
    runs.sort(key=lambda run: chosen[0] not in run)
    return [runs[at] for at in beside([candidates[run[0]] for run in runs])]
