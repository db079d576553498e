"""Fit the trees that say which block of a page is no part of its article.

    PYTHONPATH=src python bench/fit_blocks.py SCRIPTS DATA [--out FILE] [--date DAY]

SCRIPTS is the folder of the measuring scripts, DATA their extraction data with full texts as gold.
A block is foreign where it is no part of the gold text and fewer than half of its 3-grams are. A
table by folds of publishers comes first; the trees written are fitted on all pages.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from bench.page_folds import FOLDS, arguments, fold_of, measure_in, publisher_of
from bench.trees import Shape, auc, fit, predict

from newsdigest.errors import ExtractError
from newsdigest.models import Page
from newsdigest.stages.extract.body import read, rules
from newsdigest.stages.extract.body.form import NAMES, figures
from newsdigest.stages.extract.html import extract

if TYPE_CHECKING:
    from pathlib import Path

# A page of which two fifths are foreign is one whose gold is another text, or a part of it.
MOST_FOREIGN = 0.4
FEW = 4
LEAST = 0.4
MOST = -2.5
"""Log odds above which a block goes though no rule found it, and below which it stays though one
did."""
SHAPE = Shape()


@dataclass(frozen=True)
class Row:
    """One block: its page, the page's publisher, its figures, its length, and whether it goes."""

    page: str
    publisher: str
    figures: tuple[float, ...]
    size: int
    found: bool
    foreign: bool


def collect(measure: Any, data: Path) -> list[Row]:
    """Read every page with a gold text and give its blocks, but for those that repeat others."""
    rows: list[Row] = []
    seen: dict[str, Any] = {}

    def take(draft: Any, _: object) -> list[tuple[str, str]]:
        blocks = list(draft.blocks)
        found = rules.find(draft, rules.RULES)
        draft.blocks = blocks
        named = {place: rule for place, (rule, _) in found.items()}
        seen.update(blocks=blocks, named=named, figures=figures(draft, named) if blocks else [])
        return []

    setattr(read, "judge", take)  # noqa: B010 - a bench looks inside
    repeats = {rule.__name__ for rule in rules.REPEATS}
    for dataset, name, path, gold in measure.load(data):
        if not gold.get("text"):
            continue
        seen.clear()
        with contextlib.suppress(ExtractError):
            extract(Page(gold["url"], gzip.decompress(path.read_bytes())))
        text = f"{gold['text']}\n{gold.get('summary') or ''}"
        flat = " ".join(measure.norm(text).split())
        known = set(measure.shingles(measure.norm(text), 3))
        for place, (block, row) in enumerate(
            zip(seen.get("blocks", ()), seen.get("figures", ()), strict=True)
        ):
            rule = seen["named"].get(place, "")
            if rule in repeats:
                continue
            foreign = is_foreign(measure, block.text, flat, known)
            one = (f"{dataset}/{name}", publisher_of(gold["url"]), row, len(block.text))
            rows.append(Row(*one, bool(rule), foreign))
    return rows


def is_foreign(measure: Any, text: str, flat: str, known: set[tuple[str, ...]]) -> bool:
    """Say whether a block is no part of the gold text."""
    line = measure.norm(text)
    grams = list(measure.shingles(line, 3)) if len(line.split()) > 2 else []
    return line not in flat and sum(gram in known for gram in grams) * 2 < max(1, len(grams))


def main() -> int:
    """Print the folds and write the model."""
    asked = arguments(__doc__).parse_args()
    rows = collect(measure_in(asked.scripts), asked.data)
    pages = Counter(row.page for row in rows)
    foreign = Counter(row.page for row in rows if row.foreign)
    rows = [row for row in rows if foreign[row.page] <= max(FEW, MOST_FOREIGN * pages[row.page])]
    table = np.array([row.figures for row in rows])
    classes = np.array([float(row.foreign) for row in rows])
    weights = np.array([5 / pages[row.page] ** 0.5 for row in rows])
    folds = np.array([fold_of(row.publisher) for row in rows])
    scores = np.zeros(len(rows))
    for fold in range(FOLDS):
        others = folds != fold
        model = fit(table[others], classes[others], weights[others], SHAPE)
        scores[~others] = predict(model, table[~others])
    read_pages = len({row.page for row in rows})
    print(f"{len(rows)} blocks of {read_pages} pages, AUC {auc(classes, scores):.3f}")
    found = np.array([row.found for row in rows])
    sizes = np.array([row.size for row in rows])
    print("| | foreign blocks | characters | of the article | characters |\n|---|---|---|---|---|")
    for name, taken in (
        ("rules alone", found),
        ("with trees", (found & (scores >= MOST)) | (scores > LEAST)),
    ):
        cells = [
            cell
            for one in (1.0, 0.0)
            for cell in (
                int((taken & (classes == one)).sum()),
                int(sizes[taken & (classes == one)].sum()),
            )
        ]
        print(f"| {name} | {' | '.join(map(str, cells))} |")
    if asked.out:
        model = fit(table, classes, weights, SHAPE)
        told = {
            "provenance": {
                "script": "bench/fit_blocks.py",
                "date": asked.date,
                "data": sorted({row.page.partition("/")[0] for row in rows}),
                "pages": len({row.page for row in rows}),
                "blocks": len(rows),
                "shape": vars(SHAPE),
            },
            "figures": list(NAMES),
            "least": LEAST,
            "most": MOST,
            **model,
        }
        asked.out.write_text(json.dumps(told, separators=(",", ":")) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
