"""Fit the weights that say which of a page's lists of names are its authors.

    PYTHONPATH=src:. python bench/fit_authors.py SCRIPTS DATA [--out FILE] [--date DAY]

SCRIPTS is the folder of the measuring scripts, DATA their extraction data. A logistic regression
over the lists of the pages that have one that is right and one that is wrong at least, each page
weighing the same. A table by folds of publishers comes first; the weights written are of all pages.
"""

from __future__ import annotations

import gzip
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
from bench.page_folds import arguments, measure_in, publisher_of, tell_folds, write_weights

from newsdigest.charset import decode
from newsdigest.stages.extract.head.authors import FIGURES, author_lists, list_figures
from newsdigest.stages.extract.head.sitename import names_of_site
from newsdigest.stages.extract.page.claims import read_claims
from newsdigest.stages.extract.page.tree import parse
from newsdigest.urls import hostname

if TYPE_CHECKING:
    from pathlib import Path

    from bench.page_folds import Array, Pages

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


def main() -> int:
    """Print the folds and write the weights."""
    asked = arguments(__doc__).parse_args()
    pages = collect(measure_in(asked.scripts), asked.data)
    tell_folds(pages, fit, "list")
    write_weights(asked, "fit_authors.py", pages, (FIGURES, fit(pages), RIDGE), least=LEAST)
    return 0


if __name__ == "__main__":
    sys.exit(main())
