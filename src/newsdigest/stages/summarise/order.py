"""Chosen sentences -> passages in the order a reader should read: the main fact, then the piece."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from newsdigest.stages.summarise.outlets import beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.stages.summarise.choose import Candidate

# Of two sentences whose scores as main fact differ by less the earlier is told first: it names
# what the later only points at ("A second suspect …", "The man …"). On the labelled pages, in
# folds, the first point is the reader's first on 67 % with this, on 64 % with 0 or 1.5.
_NEARLY = 0.4


def in_reading_order(candidates: Sequence[Candidate], chosen: Sequence[int]) -> list[list[int]]:
    """Put chosen positions into the order of reading.

    Gives runs of positions: a sentence stands in one run with the one before that it hangs on.
    The run of the main fact comes first, the others by article, then by place; but one that
    differs in a figure from another outlet's stands beside it. The main fact is the earliest of
    those that are nearly as likely to be it as the likeliest.
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
    likeliest = max(candidates[at].score.main for at in there)
    main = next(at for at in there if candidates[at].score.main >= likeliest - _NEARLY)
    # A stable sort: False before True.
    runs.sort(key=lambda run: main not in run)
    return [runs[at] for at in beside([candidates[run[0]] for run in runs])]
