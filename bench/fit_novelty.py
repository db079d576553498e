"""Fit what tells news from what was told, and write the weights with their provenance.

usage: PYTHONPATH=src:. python bench/fit_novelty.py [--out FILE] [--date DAY]

A logistic regression (ridge 1, Newton's method, no chance in it) on the labelled lines of
``tests/data/story_lines`` and ``tests/data/novelty``, all written for it. The first line printed
is the share right by eight-fold cross-validation over stories, the lines wrong follow.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from bench.story_lines import HOME, read_cases, read_story_lines

from newsdigest.language.novelty import Evidence, Told

Array = npt.NDArray[np.float64]

FOLDS = 8
RIDGE = 1.0
STEPS = 50
GOAL = Path("src/newsdigest/language/data/novelty.json")


class Lines(NamedTuple):
    """Labelled lines: their evidence, whether they are new, the story of each, their text."""

    evidence: Array
    new: Array
    story: npt.NDArray[np.int64]
    text: list[str]


def read_lines() -> Lines:
    """Read all labelled lines that follow something told."""
    groups = [
        [(before, story.language, line, new) for before, line, new in story.asked()]
        for story in read_story_lines()
    ]
    groups += read_cases(HOME.parent / "novelty/cases.txt")
    rows = [(number, *row) for number, group in enumerate(groups) for row in group]
    return Lines(
        np.array([list(Told(told, lang).evidence(line)) for _, told, lang, line, _ in rows], float),
        np.array([new for *_, new in rows], float),
        np.array([number for number, *_ in rows]),
        [line for *_, line, _ in rows],
    )


def fit(evidence: Array, new: Array) -> Array:
    """Give a weight for each column, and the bias last."""
    known = np.c_[evidence, np.ones(len(evidence))]
    ridge = np.diag([RIDGE] * evidence.shape[1] + [0.0])
    weights = np.zeros(known.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (chance - new) + ridge @ weights
        curve = (known.T * (chance * (1 - chance))) @ known + ridge
        weights -= np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    """Measure, fit on all, write."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--out", type=Path, default=GOAL)
    asked.add_argument("--date", default="2026-11-29")
    given = asked.parse_args()
    lines = read_lines()
    score = np.zeros(len(lines.new))
    for fold in range(FOLDS):
        held = lines.story % FOLDS == fold
        weights = fit(lines.evidence[~held], lines.new[~held])
        score[held] = lines.evidence[held] @ weights[:-1] + weights[-1]
    wrong = (score > 0) != lines.new
    print(f"{1 - wrong.mean():.3f} of {len(wrong)} lines right, by stories held out")
    for at in np.flatnonzero(wrong):
        print("new" if lines.new[at] else "old", lines.text[at])
    weights = fit(lines.evidence, lines.new)
    names = [*Evidence._fields, "bias"]
    written = {
        "about": "Weights of what tells news from what was told (bench/fit_novelty.py).",
        "data": f"{len(wrong)} lines of tests/data/story_lines and tests/data/novelty, our own",
        "right_by_stories_held_out": round(float(1 - wrong.mean()), 3),
        "date": given.date,
        "weights": {n: round(float(w), 3) for n, w in zip(names, weights, strict=True)},
    }
    given.out.write_text(json.dumps(written, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
