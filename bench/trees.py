"""Fit small gradient-boosted trees for two classes, with numpy alone and no chance in it.

Newton steps on the logistic loss (Friedman 2001; the gain of a split as in Chen and Guestrin 2016,
equation 7), figures cut into bins at their quantiles. A tree is nested lists: [figure, bound, low,
high], or [what the leaf adds].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Shape:
    """How many trees, how deep, how bold, and how cautious at the leaves."""

    trees: int = 150
    depth: int = 3
    rate: float = 0.1
    leaf: int = 40
    ridge: float = 10.0
    bins: int = 48


@dataclass(frozen=True)
class _Binned:
    bins: npt.NDArray[np.int16]
    bounds: list[Array]


def fit(rows: Array, classes: Array, weights: Array, shape: Shape) -> dict[str, Any]:
    """Fit trees to rows of figures and classes 0 or 1; {start, trees}."""
    binned = _bin(rows, shape.bins)
    share = float((weights * classes).sum() / weights.sum())
    start = float(np.log(share / (1 - share)))
    scores = np.full(len(rows), start)
    trees = []
    everyone = np.arange(len(rows))
    for _ in range(shape.trees):
        chance = 1 / (1 + np.exp(-scores))
        slopes, bends = weights * (chance - classes), weights * chance * (1 - chance)
        tree = _grow(binned, everyone, (slopes, bends), shape.depth, shape)
        trees.append(tree)
        scores += predict_tree(tree, rows)
    return {"start": round(start, 4), "trees": trees}


def _bin(rows: Array, bins: int) -> _Binned:
    found = np.zeros(rows.shape, np.int16)
    bounds = []
    for column in range(rows.shape[1]):
        values = np.unique(rows[:, column])
        cuts = (values[:-1] + values[1:]) / 2
        if len(values) > bins:
            cuts = np.unique(np.quantile(rows[:, column], np.linspace(0, 1, bins + 1)[1:-1]))
        bounds.append(cuts)
        found[:, column] = np.searchsorted(cuts, rows[:, column], side="left")
    return _Binned(found, bounds)


def _grow(
    binned: _Binned,
    members: npt.NDArray[np.int64],
    pulls: tuple[Array, Array],
    depth: int,
    shape: Shape,
) -> list[Any]:
    slopes, bends = pulls[0][members], pulls[1][members]
    slope, bend = slopes.sum(), bends.sum()
    leaf = [round(float(-shape.rate * slope / (bend + shape.ridge)), 4)]
    if depth == 0 or len(members) < 2 * shape.leaf:
        return leaf
    most, cut = 1e-6, None
    for column, bounds in enumerate(binned.bounds):
        if not len(bounds):
            continue
        own = binned.bins[members, column]
        low = [np.bincount(own, one, len(bounds) + 1).cumsum()[:-1] for one in (slopes, bends)]
        count = np.bincount(own, minlength=len(bounds) + 1).cumsum()[:-1]
        gain = low[0] ** 2 / (low[1] + shape.ridge)
        gain += (slope - low[0]) ** 2 / (bend - low[1] + shape.ridge)
        gain -= slope**2 / (bend + shape.ridge)
        gain[(count < shape.leaf) | (len(members) - count < shape.leaf)] = 0
        if gain.max() > most:
            most, cut = float(gain.max()), (column, int(gain.argmax()))
    if cut is None:
        return leaf
    column, place = cut
    below = binned.bins[members, column] <= place
    return [
        column,
        round(float(binned.bounds[column][place]), 5),
        _grow(binned, members[below], pulls, depth - 1, shape),
        _grow(binned, members[~below], pulls, depth - 1, shape),
    ]


def predict_tree(tree: list[Any], rows: Array) -> Array:
    """Give what one tree adds to each row."""
    if len(tree) == 1:
        return np.full(len(rows), float(tree[0]))
    found = np.empty(len(rows))
    below = rows[:, tree[0]] <= tree[1]
    found[below], found[~below] = (
        predict_tree(tree[2], rows[below]),
        predict_tree(tree[3], rows[~below]),
    )
    return found


def predict(model: dict[str, Any], rows: Array) -> Array:
    """Give the log odds of each row."""
    odds: Array = model["start"] + sum(predict_tree(tree, rows) for tree in model["trees"])
    return odds


def auc(classes: Array, scores: Array) -> float:
    """Give the chance that a row of class 1 scores above one of class 0."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores)] = np.arange(1, len(scores) + 1)
    ones = classes.sum()
    return float(
        (ranks[classes == 1].sum() - ones * (ones + 1) / 2) / (ones * (len(scores) - ones))
    )
