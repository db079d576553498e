"""Labelled pages and texts with references, as the product reads them, and what a choice is worth.

For `fit_keypoints.py`, whose head says what the files hold.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from newsdigest.language.words import stems, words
from newsdigest.models import Article
from newsdigest.stages.summarise.choose import Candidate, Score
from newsdigest.stages.summarise.features import PARTS, features
from newsdigest.stages.summarise.points import make_candidates
from newsdigest.stages.summarise.reading import Reading, read

if TYPE_CHECKING:
    from pathlib import Path

Array = npt.NDArray[np.float64]
Row = dict[str, Any]

POINTS = 5
FOLDS = 5
# The kind of bad sentence that cannot be understood alone.
UNCLEAR = "d"
# Points, and sentences of an oracle, of a text with references.
SHORT = 3


@dataclass
class Page:
    """One text: its candidates, their features, and what each is worth to its reader.

    `bad` are those that the reader would never print, `unclear` of them those that cannot be
    understood alone; `covers` are the reader's sentences that each stands for.
    """

    row: Row
    weight: float
    reading: Reading
    candidates: list[Candidate]
    features: Array
    worth: Array
    bad: npt.NDArray[np.bool_]
    unclear: npt.NDArray[np.bool_]
    covers: list[list[int]]


def load(path: Path) -> list[Row]:
    """Read one object a line."""
    raw = path.read_bytes()
    held = gzip.decompress(raw) if path.suffix == ".gz" else raw
    return [json.loads(line) for line in held.decode("utf-8").split("\n") if line.strip()]


def make_page(row: Row, weight: float) -> Page:
    """Read one text as the product does; its worth is filled in by what kind of text it is."""
    article = Article(
        row.get("title") or "",
        row["text"],
        language=row.get("lang") or "en",
        description=row.get("description") or "",
    )
    reading = read(article)
    columns = features(reading) if reading.lines else {part: [] for part in PARTS}
    count = len(reading.lines)
    return Page(
        row=row,
        weight=weight,
        reading=reading,
        candidates=make_candidates([reading], [[Score(0.0, 0.0)] * count]),
        features=np.array([columns[part] for part in PARTS]).T.reshape(count, len(PARTS)),
        worth=np.zeros(count),
        bad=np.zeros(count, bool),
        unclear=np.zeros(count, bool),
        covers=[[] for _ in range(count)],
    )


def labelled(row: Row) -> Page:
    """Read one labelled page: a line is worth the best of the reader's sentences it covers."""
    page = make_page(row, 1.0)
    spans = row["sentences"]
    for at, line in enumerate(page.reading.lines):
        page.covers[at] = [
            number
            for number, (start, end) in enumerate(spans)
            if min(end, line.end) - max(start, line.start)
            > min(end - start, line.end - line.start) / 2
        ]
    values = [worth_of(label) for label in row["labels"]]
    for at, numbers in enumerate(page.covers):
        for label, value in zip(row["labels"], values, strict=True):
            page.worth[at] += max((value.get(n, 0) for n in numbers), default=0) / len(values)
            page.bad[at] |= any(n in kind for kind in label["bad"].values() for n in numbers)
            page.unclear[at] |= not set(numbers).isdisjoint(label["bad"].get(UNCLEAR, ()))
    return page


def worth_of(label: Row) -> dict[int, int]:
    """Say what each sentence is worth to a reader; all of a group what its best is."""
    worth = {number: (4, 3)[rank] if rank < 2 else 2 for rank, number in enumerate(label["best"])}
    for number in label["ok"]:
        worth.setdefault(number, 1)
    for group in label["same"]:
        best = max(worth.get(number, 0) for number in group)
        worth |= dict.fromkeys(group, best) if best else {}
    return worth


def referenced(row: Row, weight: float) -> Page:
    """Read one text with references: a line is worth something if a greedy oracle takes it."""
    page = make_page(row, weight)
    language = row.get("lang") or "en"
    found = [stems(line.words, language) for line in page.reading.lines]
    wanted = [stems(words(reference), language) for reference in row["references"]]
    chosen: list[int] = []
    best = 0.0
    while len(chosen) < SHORT:
        rest = [at for at in range(len(found)) if at not in chosen]
        scored = [(rouge([found[n] for n in (*chosen, at)], wanted), -at) for at in rest]
        score, at = max(scored, default=(0.0, 0))
        if score <= best:
            break
        best = score
        chosen.append(-at)
    page.worth[chosen] = 1.0
    return page


def rouge(found: list[list[str]], wanted: list[list[str]]) -> float:
    """Sum ROUGE-1 and ROUGE-2 F1 of some sentences over references, in no unit."""
    size = sum(map(len, found))
    total = 0.0
    for length in (1, 2):
        held: Counter[tuple[str, ...]] = sum((grams(own, length) for own in found), Counter())
        for reference in wanted:
            shared = (held & grams(reference, length)).total()
            total += shared / max(1, size + len(reference))
    return total


def grams(found: list[str], size: int) -> Counter[tuple[str, ...]]:
    """Count the runs of `size` tokens."""
    return Counter(zip(*(found[at:] for at in range(size)), strict=False))


def judge_by(label: Row, got: list[int]) -> dict[str, float]:
    """Measure a choice of sentences against one reader."""
    worth = worth_of(label)
    group = {n: at for at, members in enumerate(label["same"]) for n in members}

    def once(numbers: list[int]) -> list[int]:
        kept: dict[object, int] = {}
        for number in numbers:
            kept.setdefault(group.get(number, (number,)), number)
        return list(kept.values())

    ideal = once(sorted(worth, key=lambda number: -worth[number]))[:POINTS]
    first = label["best"][0]
    mates = set(label["same"][group[first]]) if first in group else {first}
    never = {number for kind in label["bad"].values() for number in kind}
    size = max(1, len(got))
    value = sum(worth.get(number, 0) for number in once(got))
    return {
        "gain": min(1.0, value / (sum(worth[number] for number in ideal) or 1)),
        "main": float(bool(mates & set(got))),
        "fit": sum(number in worth for number in got) / size,
        "bad": sum(number in never for number in got) / size,
    }


def fold_of(pages: list[Page]) -> list[int]:
    """Deal publishers to folds, the largest first, each to the smallest fold so far."""
    sizes = Counter(page.row["publisher"] for page in pages)
    order = sorted(sizes, key=lambda name: (-sizes[name], zlib.crc32(name.encode())))
    filled = [0] * FOLDS
    place: dict[str, int] = {}
    for name in order:
        place[name] = filled.index(min(filled))
        filled[place[name]] += sizes[name]
    return [place[page.row["publisher"]] for page in pages]


def rouge_1(page: Page, chosen: list[int]) -> float:
    """Measure ROUGE-1 F1 x 100 of some lines, mean over references."""
    language = page.row.get("lang") or "en"
    found = [word for at in chosen for word in stems(page.reading.lines[at].words, language)]
    total = 0.0
    for reference in page.row["references"]:
        wanted = stems(words(reference), language)
        shared = (Counter(found) & Counter(wanted)).total()
        total += 200 * shared / max(1, len(found) + len(wanted))
    return total / len(page.row["references"])
