"""Print what each cleaning rule is worth alone: the figures without it less those with all.

    PYTHONPATH=src python bench/extract_rules.py SCRIPTS DATA

SCRIPTS is the folder of the measuring scripts, DATA their extraction data. Every page is read once;
its blocks are judged with all rules and with each left out. A rule pays if its row is negative in
F1 or positive in pages with a foreign line.
"""

from __future__ import annotations

import gzip
import importlib
import statistics
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from newsdigest.errors import ExtractError
from newsdigest.models import Page
from newsdigest.stages.extract.body import draft as drafts
from newsdigest.stages.extract.body import read as body
from newsdigest.stages.extract.body import rules
from newsdigest.stages.extract.html import extract

SETS = ("scrapinghub", "fundus", "wcxb")
NAMES = ("", *(rule.__name__ for rule in rules.RULES))


def variants(page: Page) -> dict[str, dict[str, str]]:
    """Read a page once and judge it once a rule: {rule left out: text and standfirst}."""
    texts: dict[str, str] = {}

    def judge_all(draft: drafts.Draft, _: object) -> list[tuple[str, str]]:
        whole = list(draft.blocks)
        gone: list[tuple[str, str]] = []
        for name in reversed(NAMES):
            draft.blocks = list(whole)
            gone = rules.judge(draft, [rule for rule in rules.RULES if rule.__name__ != name])
            texts[name] = "\n\n".join(block.text for block in draft.blocks)
        return gone

    setattr(body, "judge", judge_all)  # noqa: B010 - a bench looks inside
    try:
        standfirst = extract(page).standfirst
    except ExtractError:
        return {name: {} for name in NAMES}
    return {name: {"text": text, "standfirst": standfirst} for name, text in texts.items()}


def main() -> int:
    """Print the table as Markdown."""
    sys.path.insert(0, sys.argv[1])
    measure = importlib.import_module("extract")
    rows: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for dataset, _, path, gold in measure.load(Path(sys.argv[2]), list(SETS)):
        page = Page(gold["url"], gzip.decompress(path.read_bytes()))
        for name, predicted in variants(page).items():
            rows[name, dataset].append(measure.score(dataset, gold, predicted))
    figures = {
        key: (
            measure.summarise(found, [], 0)["F1"],
            statistics.mean(row["extra"] for row in found if "extra" in row),
        )
        for key, found in rows.items()
    }
    print("| without | " + " | ".join(f"{name} F1 | foreign" for name in SETS) + " |")
    print("|---|" + "---|" * (2 * len(SETS)))
    whole = " | ".join("{:.4f} | {:.3f}".format(*figures["", name]) for name in SETS)
    print(f"| (nothing) | {whole} |")
    for rule in NAMES[1:]:
        pairs = [(figures[rule, name], figures["", name]) for name in SETS]
        cells = (f"{got[0] - all_[0]:+.4f} | {got[1] - all_[1]:+.3f}" for got, all_ in pairs)
        print(f"| {rule} | {' | '.join(cells)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
