"""Fit the weights that say which of a page's lists of names are its authors.

    PYTHONPATH=src:. python bench/fit_authors.py SCRIPTS DATA [--out FILE] [--date DAY]

SCRIPTS is the folder of the measuring scripts, DATA their extraction data. A logistic regression
over the lists of the pages that have one that is right and one that is wrong at least, each page
weighing the same. A table by folds of publishers comes first; the weights written are of all pages.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from bench.fit_blocks import FOLDS, fold_of, publisher_of

from newsdigest.charset import decode
from newsdigest.stages.extract.head.authors import FIGURES, author_lists, list_figures
from newsdigest.stages.extract.head.sitename import names_of_site
from newsdigest.stages.extract.page.claims import read_claims
from newsdigest.stages.extract.page.tree import parse
from newsdigest.urls import hostname

Array = npt.NDArray[np.float64]
Pages = list[tuple[str, str, Array, Array]]
"""(set, publisher, figures, right or wrong) of each page."""
RIDGE = 3.0
STEPS = 40
LEAST = -1.0
"""Log odds below which no list is believed."""


def collect(measure: Any, data: Path) -> Pages:
    """Give (set, publisher, figures, right or wrong) of each page with authors as gold."""
    pages = []
    for dataset, _, path, gold in measure.load(data):
        if not gold.get("authors"):
            continue
        tree = parse(decode(gzip.decompress(path.read_bytes()), ""))
        if tree is None:
            continue
        found = read_claims(tree)
        sites = names_of_site(found.site_names, hostname(gold["url"]))
        lists = author_lists(found, sites)
        rows = np.array(list_figures(lists, sites, gold["url"])).reshape(-1, len(FIGURES))
        wanted = measure.names(gold["authors"])
        right = np.array([float(measure.names(list(one.names)) == wanted) for one in lists])
        pages.append((dataset, publisher_of(gold["url"]), rows, right))
    return pages


def fit(pages: Pages) -> Array:
    """Fit by Newton's method with a ridge."""
    rows = np.vstack([rows for _, _, rows, _ in pages if len(rows)])
    right = np.concatenate([right for _, _, rows, right in pages if len(rows)])
    weigh = np.concatenate(
        [np.full(len(rows), 1 / len(rows)) for _, _, rows, _ in pages if len(rows)]
    )
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (weigh * (chance - right)) + RIDGE / 10 * weights
        bend = (rows.T * (weigh * chance * (1 - chance))) @ rows + RIDGE / 10 * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights


def is_right(page: tuple[str, str, Array, Array], weights: Array) -> float:
    """Say whether the list chosen is the right one."""
    _, _, rows, right = page
    return float(right[int((rows @ weights).argmax())]) if len(rows) else 0.0


def main() -> int:
    """Print the folds and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scripts")
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--date", default="")
    asked = parser.parse_args()
    sys.path.insert(0, asked.scripts)
    pages = collect(importlib.import_module("extract"), asked.data)
    folds = [fold_of(publisher) for _, publisher, _, _ in pages]
    fitted = [
        fit([page for page, own in zip(pages, folds, strict=True) if own != k])
        for k in range(FOLDS)
    ]
    ranked = [is_right(page, fitted[own]) for page, own in zip(pages, folds, strict=True)]
    first = [float(right[0]) if len(right) else 0.0 for _, _, _, right in pages]
    best = [float(right.max()) if len(right) else 0.0 for _, _, _, right in pages]
    print(
        f"{len(pages)} pages: first list {np.mean(first):.3f}, ranked {np.mean(ranked):.3f}, ",
        end="",
    )
    print(f"any list {np.mean(best):.3f}")
    for dataset in sorted({page[0] for page in pages}):
        own = [score for score, page in zip(ranked, pages, strict=True) if page[0] == dataset]
        print(f"  {dataset} {np.mean(own):.3f} of {len(own)}")
    weights = fit(pages)
    for name, weight in zip(FIGURES, weights, strict=True):
        print(f"  {name:18} {weight:+.2f}")
    if asked.out:
        told = {
            "provenance": {
                "script": "bench/fit_authors.py",
                "date": asked.date,
                "data": sorted({page[0] for page in pages}),
                "pages": len(pages),
                "ridge": RIDGE,
            },
            "least": LEAST,
            "weights": {
                name: round(float(one), 3) for name, one in zip(FIGURES, weights, strict=True)
            },
        }
        asked.out.write_text(json.dumps(told, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
