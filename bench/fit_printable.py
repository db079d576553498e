"""Fit what a quote is worth in print to what readers would print, and write it with provenance.

usage: PYTHONPATH=src python bench/fit_printable.py READERS.jsonl.gz [--out FILE] [--date DAY]

READERS holds pages with `marked` passages: start, end, printable (one a reader). A ridge logistic
regression on the features of `pick.features_of`, over the quotes that can stand alone. The table
gives the area under the curve on publishers held out, beside length and confidence by hand.
"""

from __future__ import annotations

import argparse
import gzip
import json
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from newsdigest.stages.quotes.find import find_quotes
from newsdigest.stages.quotes.options import QuoteOptions
from newsdigest.stages.quotes.pick import FEATURES, features_of, standing

Array = npt.NDArray[np.float64]
FOLDS, RIDGE, STEPS = 5, 3.0, 25
SAME = 0.5
"""Share of what two spans cover that they have in common."""


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Give the shared part of two spans over what both cover."""
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return shared / max(1, max(one[1], other[1]) - min(one[0], other[0]))


def gather(path: Path) -> tuple[Array, Array, npt.NDArray[np.int64]]:
    """Give features, answers and folds of every quote that readers judged and that stands."""
    rows: list[list[float]] = []
    answers: list[bool] = []
    folds: list[int] = []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        documents: list[dict[str, Any]] = [json.loads(line) for line in lines]
    for document in documents:
        said = [q for q in find_quotes(document["text"], document["lang"]) if q.kind == "direct"]
        for quote in standing(said, document["text"], QuoteOptions(), document["lang"]):
            spans = [((m["start"], m["end"]), m["printable"]) for m in document["marked"]]
            best = max(spans, key=lambda s: overlap(s[0], (quote.start, quote.end)), default=None)
            if best is None or overlap(best[0], (quote.start, quote.end)) < SAME:
                continue
            early = 1 - quote.start / (len(document["text"]) + 1)
            rows.append(features_of(quote, early, document["lang"]))
            answers.append(any(best[1]))
            folds.append(zlib.crc32(document["publisher"].encode()) % FOLDS)
    return np.array(rows), np.array(answers, float), np.array(folds)


def fit(rows: Array, answers: Array) -> Array:
    """Give the coefficients and, last, the intercept."""
    middle, spread = rows.mean(0), rows.std(0) + 1e-9
    design = np.c_[(rows - middle) / spread, np.ones(len(rows))]
    beta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-design @ beta))
        pull = design.T @ (answers - chance) - RIDGE * np.r_[beta[:-1], 0]
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + RIDGE * np.eye(len(beta))
        beta += np.linalg.solve(bend, pull)
    plain = beta[:-1] / spread
    found: Array = np.r_[plain, beta[-1] - plain @ middle]
    return found


def area(scores: Array, answers: Array) -> float:
    """Give the area under the curve: how often a printable quote outranks another."""
    ranks = np.empty(len(scores))
    ranks[scores.argsort()] = np.arange(len(scores))
    ones = answers.sum()
    return float((ranks[answers > 0].sum() - ones * (ones - 1) / 2) / ones / (len(answers) - ones))


def main() -> None:
    """Fit, print what the folds show, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--date", default=datetime.now(UTC).date().isoformat())
    options = parser.parse_args()
    rows, answers, folds = gather(options.readers)
    held = np.zeros(len(rows))
    for fold in range(FOLDS):
        beta = fit(rows[folds != fold], answers[folds != fold])
        held[folds == fold] = rows[folds == fold] @ beta[:-1]
    length = rows[:, FEATURES.index("full")] + 0.6 * rows[:, FEATURES.index("named")]
    print(f"{len(rows)} quotes, {answers.mean():.3f} printable")
    print(f"held out {area(held, answers):.4f}, length and name {area(length, answers):.4f}")
    if options.out is None:
        return
    beta = fit(rows, answers)
    data = {
        "provenance": {
            "script": "bench/fit_printable.py",
            "date": options.date,
            "quotes": len(rows),
            "held_out_area": round(area(held, answers), 4),
        },
        "intercept": round(float(beta[-1]), 4),
        "coefficients": {n: round(float(b), 4) for n, b in zip(FEATURES, beta[:-1], strict=True)},
    }
    options.out.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
