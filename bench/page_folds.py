"""What the fits on whole pages share: their arguments, their folds by publisher, what they write.

A page gives some choices, each with its figures, and says which of them are right.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FOLDS = 5
Array = npt.NDArray[np.float64]
Page = tuple[str, str, Array, Array]
"""(set, publisher, figures, right or wrong): a row of figures for each choice."""
Pages = list[Page]


def arguments(about: str | None) -> argparse.ArgumentParser:
    """Make the parser of what every fit on pages is given."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("scripts")
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--date", default="")
    return parser


def measure_in(scripts: str) -> Any:
    """Give the measuring script of extraction, from the folder it stands in."""
    sys.path.insert(0, scripts)
    return importlib.import_module("extract")


def publisher_of(url: str) -> str:
    """Give the registered part of an address's host."""
    labels = (urlsplit(url).hostname or "").split(".")
    short = len(labels) > 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3:] if short else labels[-2:])


def fold_of(publisher: str) -> int:
    """Give a publisher's fold, the same in every run."""
    return zlib.crc32(publisher.encode()) % FOLDS


def tell_folds(pages: Pages, fit: Callable[[Pages], Array], choice: str) -> list[tuple[bool, bool]]:
    """Print how often the choice is right, fitted without a page's fold, beside the first choice.

    Gives for each page whether its first choice is right and whether the one chosen is.
    """
    folds = [fold_of(publisher) for _, publisher, _, _ in pages]
    fitted = [
        fit([page for page, own in zip(pages, folds, strict=True) if own != k])
        for k in range(FOLDS)
    ]
    ranked = [_is_right(page, fitted[own]) for page, own in zip(pages, folds, strict=True)]
    first = [float(right[0]) if len(right) else 0.0 for _, _, _, right in pages]
    best = [float(right.max()) if len(right) else 0.0 for _, _, _, right in pages]
    print(
        f"{len(pages)} pages: first {choice} {np.mean(first):.3f}, ranked {np.mean(ranked):.3f}, "
        f"any {choice} {np.mean(best):.3f}, no {choice} {sum(not len(page[3]) for page in pages)}"
    )
    for dataset in sorted({page[0] for page in pages}):
        own = [score for score, page in zip(ranked, pages, strict=True) if page[0] == dataset]
        print(f"  {dataset} {np.mean(own):.3f} of {len(own)}")
    return [(bool(before), bool(after)) for before, after in zip(first, ranked, strict=True)]


def write_weights(
    asked: argparse.Namespace,
    script: str,
    pages: Pages,
    weighed: tuple[Sequence[str], Array, float],
    **bounds: float,
) -> None:
    """Print the weights, and write them with where they come from if `--out` asks for it.

    `weighed` holds the names of the figures, their weights and the ridge of the fit; `bounds`
    stand beside the weights in what is written.
    """
    names, weights, ridge = weighed
    for name, weight in zip(names, weights, strict=True):
        print(f"  {name:18} {weight:+.2f}")
    if asked.out:
        written = {
            "provenance": {
                "script": f"bench/{script}",
                "date": asked.date,
                "data": sorted({page[0] for page in pages}),
                "pages": len(pages),
                "ridge": ridge,
            },
            **bounds,
            "weights": {
                name: round(float(one), 3) for name, one in zip(names, weights, strict=True)
            },
        }
        asked.out.write_text(json.dumps(written, indent=1) + "\n")


def _is_right(page: Page, weights: Array) -> float:
    """Say whether the choice of the highest score is right: 1 or 0; the first of equals."""
    _, _, rows, right = page
    return float(right[int((rows @ weights).argmax())]) if len(rows) else 0.0
