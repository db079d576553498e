"""Fit what speaks against two articles telling of one event, and write the weights.

usage: PYTHONPATH=src:. python bench/fit_toll.py NAME=FILE[*WEIGHT]... [--out FILE] [--date DAY]

FILE holds one JSON object a line (.jsonl.gz): id, title, text, published, source, lang, cluster.
Beside these sets, `bench/made_news.py` gives days with look-alikes. Each set counts whole, and cut
to its first 25 words for half. Pairs are those that grouping would look at (their likeness after
borrowing is a quarter or more); a ridge regression by Newton's method, no chance in it.
"""

from __future__ import annotations

import argparse
import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from bench.made_news import FIRST, Kinds, made_days

from newsdigest.models import Article, Signature
from newsdigest.stages.dedupe import alike as rules
from newsdigest.stages.dedupe.linkage import borrow
from newsdigest.stages.dedupe.signature import signature
from newsdigest.stages.dedupe.toll import Signs, side, signs
from newsdigest.stages.dedupe.vectors import vectors

Array = npt.NDArray[np.float64]
Batch = tuple[list[Article], list[str]]

LOOKED_AT = 0.25
TEASER_WORDS = 25
RIDGE = 0.01
STEPS = 40
GOAL = Path("src/newsdigest/stages/dedupe/toll.json")


def read_set(path: Path) -> Batch:
    """Read a set as articles with the names of their stories."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [_article(row) for row in rows], [row["cluster"] for row in rows]


def made_batches(kinds: Kinds = FIRST) -> list[Batch]:
    """Give the made days as articles with the names of their stories."""
    batches = []
    for day in made_days(kinds=kinds):
        articles = [
            Article(
                item.title,
                item.text,
                url=f"https://{item.outlet.lower().replace(' ', '-')}.test/{item.day}/{at}",
                site=item.outlet,
                language="en",
                published=datetime(2026, 11, 1, 8 + at % 9, tzinfo=UTC) + timedelta(days=item.day),
            )
            for at, item in enumerate(day)
        ]
        batches.append((articles, [item.story for item in day]))
    return batches


def _article(row: dict[str, Any]) -> Article:
    try:
        when = datetime.fromisoformat(row["published"] or "")
    except ValueError:
        when = None
    return Article(
        row["title"],
        row["text"] or "",
        url=f"https://set.test/{row['id']}",
        site=row["source"] or "",
        published=when.replace(tzinfo=when.tzinfo or UTC) if when else None,
        language=row["lang"] or "",
    )


def pairs(batch: Batch) -> tuple[list[Signs], list[bool]]:
    """Give the signs of the pairs that grouping looks at, and whether each is one story."""
    articles, stories = batch
    signed: list[Signature] = [signature(article) for article in articles]
    found_in = vectors(signed)
    sides = [side(one, found_in.of(at)) for at, one in enumerate(signed)]
    found, same = [], []
    for at, row in enumerate(borrow(rules.alike(signed))):
        for other, likeness in sorted(row.items()):
            longer = max(signed[at].runs, signed[other].runs)
            if other < at and likeness >= LOOKED_AT and longer >= rules.BARE_RUNS:
                found.append(signs(sides[at], sides[other]))
                same.append(stories[at] == stories[other])
    return found, same


def cut(batch: Batch, words: int) -> Batch:
    """Cut the articles of a set to their beginnings."""
    articles, stories = batch
    return [replace(one, text=" ".join(one.text.split()[:words])) for one in articles], stories


def fit(evidence: Array, same: Array, weight: Array) -> Array:
    """Give the bias, then a weight for each column, all for columns as they are."""
    middle, spread = evidence.mean(0), evidence.std(0) + 1e-9
    known = np.c_[np.ones(len(evidence)), (evidence - middle) / spread]
    ridge = np.diag([0.0] + [RIDGE / known.shape[1]] * evidence.shape[1])
    share = weight / weight.sum()
    weights = np.zeros(known.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (share * (chance - same)) + ridge @ weights
        curve = (known.T * (share * chance * (1 - chance))) @ known + ridge
        weights -= np.linalg.solve(curve, slope)
    plain = weights[1:] / spread
    fitted: Array = np.r_[weights[0] - plain @ middle, plain]
    return fitted


def _nothing(one: object, other: object) -> float:
    """Take no toll."""
    del one, other
    return 1.0


def main() -> None:
    """Fit on all sets and write."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("sets", nargs="+", metavar="NAME=FILE[*WEIGHT]")
    asked.add_argument("--out", type=Path, default=GOAL)
    asked.add_argument("--date", default="2026-11-29")
    given = asked.parse_args()
    setattr(rules, "toll", _nothing)  # noqa: B010 - pairs are looked at before they pay
    evidence: list[Signs] = []
    same: list[bool] = []
    weight: list[float] = []
    names = []
    sets: list[tuple[str, float, list[Batch]]] = [("made", 1.0, made_batches())]
    for text in given.sets:
        name, _, file = text.partition("=")
        path, _, share = file.partition("*")
        sets.append((name, float(share or 1), [read_set(Path(path))]))
    for name, share, batches in sets:
        for short, part in ((False, 1.0), (True, 0.5)):
            found = [pairs(cut(one, TEASER_WORDS) if short else one) for one in batches]
            rows = [row for own, _ in found for row in own]
            evidence += rows
            same += [one for _, own in found for one in own]
            weight += [share * part / len(rows)] * len(rows)
        names.append(f"{name} {share:g}")
    fitted = fit(np.array(evidence), np.array(same, float), np.array(weight))
    keys = ("bias", *Signs._fields)
    written = {
        "about": "Weights of what two articles on one event share and lack (bench/fit_toll.py).",
        "data": f"{len(same)} pairs of {', '.join(names)}; whole articles, and teasers for half",
        "date": given.date,
        "weights": {key: round(float(one), 3) for key, one in zip(keys, fitted, strict=True)},
    }
    given.out.write_text(json.dumps(written, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
