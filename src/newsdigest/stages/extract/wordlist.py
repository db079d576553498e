"""Data files of one form, ``kind | entry`` a line, -> entries by kind."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from newsdigest.package_data import package_text

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE = "newsdigest.stages.extract"
"""Where the data of extraction lies."""


@cache
def load_entries(name: str) -> Mapping[str, tuple[str, ...]]:
    """Read ``data/<name>.txt``: its entries by kind, in order; ``#`` begins a comment."""
    found: dict[str, list[str]] = {}
    for line in package_text(PACKAGE, f"data/{name}.txt").splitlines():
        if line.strip() and not line.startswith("#"):
            kind, _, entry = line.partition("|")
            found.setdefault(kind.strip(), []).append(entry.strip())
    return {kind: tuple(entries) for kind, entries in found.items()}


def alternatives(entries: tuple[str, ...]) -> str:
    """Join entries, which may be patterns, into one alternation, the longest first."""
    return "|".join(sorted(entries, key=len, reverse=True))
