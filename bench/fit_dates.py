"""Fit the weights that say which of the days a page states is that of its publication.

    PYTHONPATH=src:. python bench/fit_dates.py SCRIPTS DATA [--out FILE] [--date DAY] [--read]

SCRIPTS is the folder of the measuring scripts, DATA their extraction data. A conditional logit
(McFadden 1974) over the days of each page that states its own and others: the chance of a day is
its share of the exponents of all. A table by folds of
publishers comes first, beside the first day that a page states; `--read` lists the pages on which
the two differ. The weights written are of all pages.
"""

from __future__ import annotations

import gzip
import sys
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any

import numpy as np
from bench.page_folds import arguments, measure_in, publisher_of, tell_folds, write_weights

from newsdigest.charset import decode
from newsdigest.stages.extract.head.dates import (
    FIGURES,
    Published,
    all_datings,
    day_figures,
    days_of,
    fullest,
    is_weighed,
    page_clock,
    settled,
)
from newsdigest.stages.extract.head.datings import stamped
from newsdigest.stages.extract.head.headline import choose_headline
from newsdigest.stages.extract.head.sitename import names_of_site
from newsdigest.stages.extract.page.claims import read_claims
from newsdigest.stages.extract.page.survey import survey
from newsdigest.stages.extract.page.tree import parse
from newsdigest.urls import hostname

if TYPE_CHECKING:
    from pathlib import Path

    from bench.page_folds import Array, Pages

RIDGE = 2.0
STEPS = 40


def collect(measure: Any, data: Path) -> tuple[Pages, list[str]]:
    """Give (set, publisher, figures, right or wrong) of each page, and what its days are."""
    pages: Pages = []
    told = []
    for dataset, key, path, gold in measure.load(data):
        tree = parse(decode(gzip.decompress(path.read_bytes()), ""))
        if not gold.get("date") or tree is None:
            continue
        found, seen, url = read_claims(tree), survey(tree), gold["url"]
        host = hostname(url)
        title = choose_headline(found, names_of_site(found.site_names, host))
        datings = all_datings(stamped(found), found, seen, url, title)
        clock = page_clock(datings, host, found.language)
        days = days_of(datings, clock)
        wanted = measure.days(gold["date"]) | measure.days(gold.get("datetime"))
        right = [
            float(bool(said(measure, settled(fullest(own), clock)) & wanted))
            for own in days.values()
        ]
        rows = np.zeros((len(days), len(FIGURES)))
        if is_weighed(days):
            rows = np.array(day_figures(days))
        pages.append((dataset, publisher_of(url), rows, np.array(right)))
        sources = {f"{day}": sorted({one.source for one in own}) for day, own in days.items()}
        told.append(f"{dataset} {key} {gold['date']}: {sources}")
    return pages, told


def fit(pages: Pages) -> Array:
    """Fit by Newton's method with a ridge."""
    torn = [(rows, right) for _, _, rows, right in pages if 0 < right.sum() < len(right)]
    weights = np.zeros(len(FIGURES))
    for _ in range(STEPS):
        slope, bend = RIDGE * weights, RIDGE * np.eye(len(weights))
        for rows, right in torn:
            odds = np.exp(rows @ weights - (rows @ weights).max())
            chance, wanted = odds / odds.sum(), odds * right / (odds * right).sum()
            mean = rows.T @ chance
            slope = slope + rows.T @ (chance - wanted)
            bend = bend + (rows.T * chance) @ rows - np.outer(mean, mean)
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def said(measure: Any, published: Published) -> set[str]:
    """Give the days that a moment may mean, as the measure reads them."""
    moment, minutes = published
    zone = timezone(timedelta(minutes=minutes or 0))
    days: set[str] = measure.days(moment.astimezone(zone) if moment else None)
    return days


def main() -> int:
    """Print the folds and write the weights."""
    parser = arguments(__doc__)
    parser.add_argument("--read", action="store_true")
    asked = parser.parse_args()
    pages, told = collect(measure_in(asked.scripts), asked.data)
    for (before, after), line in zip(tell_folds(pages, fit, "day"), told, strict=True):
        if asked.read and before != after:
            print("  better" if after else "  worse", line)
    write_weights(asked, "fit_dates.py", pages, (FIGURES, fit(pages), RIDGE))
    return 0


if __name__ == "__main__":
    sys.exit(main())
