"""Fit what parts two brief articles that are alike, and write the weights.

usage: PYTHONPATH=src:. python bench/fit_part.py NAME=FILE:WORDS[*WEIGHT]... [--out FILE] [--folds]

FILE holds one JSON object a line (.jsonl.gz), as for `bench/fit_toll.py`; its articles are cut to
their first WORDS words, as teasers are. Beside these sets, `bench/made_news.py` gives days with
look-alikes. Pairs are those that grouping would look at; a ridge regression, no chance in it.
`--folds` writes nothing and prints, for each part left out in turn (one set, one half of the made
news), how well the rest orders its pairs.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
from bench.fit_toll import Array, Batch, cut, fit, made_batches, read_set
from bench.made_news import FIRST, MORE

from newsdigest.stages.dedupe.alike import alike
from newsdigest.stages.dedupe.linkage import borrow
from newsdigest.stages.dedupe.part import Evidence, brief, evidence, is_brief
from newsdigest.stages.dedupe.signature import signature
from newsdigest.stages.dedupe.vectors import vectors

LOOKED_AT = 0.25
GOAL = Path("src/newsdigest/stages/dedupe/part.json")


class Part(NamedTuple):
    """The pairs of one set: their evidence, whether each is of one story, and the set's weight."""

    name: str
    found: Array
    same: Array
    weight: float


def pairs(batches: list[Batch]) -> tuple[Array, Array]:
    """Give the evidence of the pairs that grouping looks at, and whether each is one story."""
    found: list[Evidence] = []
    same: list[bool] = []
    for articles, stories in batches:
        signed = [signature(article) for article in articles]
        weights = vectors(signed)
        briefs = [brief(one, weights.of(at)) for at, one in enumerate(signed)]
        for at, row in enumerate(borrow(alike(signed))):
            for other, likeness in sorted(row.items()):
                if other < at and likeness >= LOOKED_AT and is_brief(signed[at], signed[other]):
                    found.append(evidence(briefs[at], briefs[other]))
                    same.append(stories[at] == stories[other])
    return np.array(found), np.array(same, float)


def fitted(parts: list[Part]) -> Array:
    """Fit all parts together, each as a whole counting its weight."""
    weight = [np.full(len(one.same), one.weight / len(one.same)) for one in parts]
    return fit(
        np.concatenate([one.found for one in parts]),
        np.concatenate([one.same for one in parts]),
        np.concatenate(weight),
    )


def ordered(sums: Array, same: Array) -> float:
    """Give the chance that a true pair has the higher sum than a false one."""
    true, false = sums[same > 0], sums[same == 0]
    above = np.searchsorted(np.sort(false), true)
    return float(above.mean() / len(false)) if len(false) and len(true) else float("nan")


def read_parts(texts: list[str]) -> list[Part]:
    """Read the sets that were named, and the made news."""
    parts = [
        Part("made", *pairs(made_batches(FIRST)), 1.0),
        Part("more", *pairs(made_batches(MORE)), 1.0),
    ]
    for text in texts:
        name, _, file = text.partition("=")
        path, _, rest = file.rpartition(":")
        words, _, weight = rest.partition("*")
        batch = cut(read_set(Path(path)), int(words))
        parts.append(Part(f"{name}/{words}", *pairs([batch]), float(weight or 1)))
    return parts


def main() -> None:
    """Fit on all parts and write, or on all but one and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("sets", nargs="+", metavar="NAME=FILE:WORDS[*WEIGHT]")
    asked.add_argument("--out", type=Path, default=GOAL)
    asked.add_argument("--date", default="2026-11-29")
    asked.add_argument("--folds", action="store_true")
    given = asked.parse_args()
    parts = read_parts(given.sets)
    if given.folds:
        for left in parts:
            kin = left.name.partition("/")[0]
            weights = fitted([one for one in parts if one.name.partition("/")[0] != kin])
            sums = weights[0] + left.found @ weights[1:]
            print(f"{left.name}: {len(sums)} pairs, {ordered(sums, left.same):.3f}")
        return
    weights = fitted(parts)
    named = ", ".join(f"{one.name} {one.weight:g}" for one in parts)
    written = {
        "about": "Weights of what parts two brief articles that are alike (bench/fit_part.py).",
        "data": f"{sum(len(one.same) for one in parts)} pairs of {named}",
        "date": given.date,
        "weights": {
            key: round(float(one), 3)
            for key, one in zip(("bias", *Evidence._fields), weights, strict=True)
        },
    }
    given.out.write_text(json.dumps(written, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
