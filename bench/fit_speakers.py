"""Fit the ranker of speakers and write it with its calibration and provenance.

usage: PYTHONPATH=src python bench/fit_speakers.py READERS.jsonl.gz QUOTES.jsonl.gz... [--out FILE]

READERS holds pages whose marked passages readers have given to somebody (`marked`: start, end,
said), QUOTES annotated texts (`quotes`: start, end, speaker, mention, type). Trees are grown under
a softmax over the candidates of each quote and "nobody" (a listwise loss: Cao et al. 2007), with
the product's own features. Who spoke last is a feature and is itself ranked, so there are two
rounds: in the second every text is read by the ranker that never saw its publisher. The table
printed and the calibration (Platt 1999) come from that round's folds over publishers; the trees
written are grown on all. Every text is read twice, the second time without its language's words:
what form alone tells serves the languages that have none. What a cue or a place settles by itself
is not ranked, neither here nor by the product: the table is of the others. Fixed seeds: the same
file every time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from newsdigest.outline.read import read_outline
from newsdigest.stages.quotes.attribute import attribute
from newsdigest.stages.quotes.features import NAMES, OF_ENTITY, OF_QUOTE
from newsdigest.stages.quotes.rank import Node, Ranker

Array = npt.NDArray[np.float64]
Bins = npt.NDArray[np.uint8]

FIRST_FOLDS, FOLDS, SEEDS, TREES, DEPTH, RATE = 2, 5, 2, 88, 4, 0.12
RIDGE, LEAST, SHARE_ROWS, SHARE_COLUMNS = 4.0, 2.0, 0.6, 0.6
MOST_BINS, ROOM = 24, 32
FLAT = {f"{a}, {b}": [1.0, 0.0] for a in ("known", "unknown") for b in ("rule", "other")}
FAMILIES = [
    f"{a}, {b}" for a in ("en", "de", "fr", "es", "known", "unknown") for b in ("rule", "other")
]
NO_RANKER = Ranker([], len(OF_ENTITY), FLAT)
DEFINITE = NAMES.index("definite_here")
CASCADE = NAMES.index("cascade")
HAS_WORDS = OF_QUOTE.index("has_words")
FOUR = ("en", "de", "fr", "es")
LEAN = 8.0
"""What the calibration of all quotes counts for in that of a family."""
WORDLESS = 0.5
"""What a text read without its language's words counts for."""
PHRASE = 0.2
"""What a quote counts whose gold takes "the minister" as it stands, where readers want the name."""
SETS = {"readers": 2.0, "polnear": 0.8}
"""What one quote of a set counts for, 1 where the set is not named."""
KEPT_OF = {"polnear": 2}
"""Documents kept of five, of a set that would outweigh all others."""
OTHERS = 1.5
"""What a reader's passage counts more where it is not English: there are fewer of them."""


@dataclass
class Group:
    """One quote: its candidates' features, which of them are right, what it counts for."""

    source: str
    language: str
    publisher: str
    rows: Array
    right: Array
    weight: float
    known: bool
    vague: list[bool]
    nobody: bool
    spoken: bool
    wordless: bool


# ------------------------------------------------------------------ reading the sets


def load(path: Path) -> list[dict[str, Any]]:
    """Read the objects of a compressed file, one a line."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Give the shared part of two spans over what both cover."""
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return shared / max(1, max(one[1], other[1]) - min(one[0], other[0]))


def answers(document: dict[str, Any]) -> list[tuple[tuple[int, int], list[str]]]:
    """List the spans a document's gold gives, each with the names that are right for it.

    "-" is nobody's speech, "?" somebody's of whom the text tells nothing; no names: unknown.
    """
    if "marked" in document:
        rows = document["marked"]
        return [((m["start"], m["end"]), [who for who, *_ in m["said"]]) for m in rows]
    found = []
    for quote in document["quotes"]:
        names = [quote.get("speaker"), quote.get("mention")]
        named = [n for n in names if n and n.casefold() not in sys.modules["quotes"].PRON]
        direct = quote["type"] == "direct"
        found.append(((quote["start"], quote["end"]), named if direct else []))
    return found


def groups_of(
    document: dict[str, Any], source: str, ranker: Ranker, *, wordless: bool
) -> list[Group]:
    """Read one document with the product and give every quote of it that has an answer."""
    said, quotes = sys.modules["said"], sys.modules["quotes"]
    language = document.get("lang") or "en"
    publisher = document.get("publisher") or f"{source}:{document.get('outlet') or document['id']}"
    gold = answers(document)
    found: list[Group] = []

    def is_right(name: str, names: list[str]) -> bool:
        real = [n for n in names if n not in ("?", "-")]
        short = any(said.initials(name, n) or said.initials(n, name) for n in real)
        return bool(real) and bool(
            quotes.loose_name(name, real) or said.squash(name, real) or short
        )

    def watch(quote: Any, _case: Any, gathered: Any, spoken: bool) -> None:  # noqa: FBT001
        span = (quote.start, quote.end)
        best = max(gold, key=lambda g: overlap(g[0], span), default=None)
        names = ["-"] if source != "readers" else []
        if best is not None and overlap(best[0], span) >= 0.5:
            names = best[1]
        elif source != "readers" and any(a <= quote.start < b for (a, b), _ in gold):
            names = []
        people = [candidate.entity for candidate in gathered.candidates]
        vague = [said.vague(entity.name) for entity in people]
        right = [is_right(entity.name, names) for entity in people]
        back = [c.features[DEFINITE] > 0 for c in gathered.candidates]
        phrase = any(right) and all(b for r, b in zip(right, back, strict=True) if r)
        if source != "readers" and names[:1] != ["-"] and not any(right):
            return
        if not names or (source != "readers" and names[0] == "-" and not spoken):
            return  # their gold is no lesson on what the product takes for no speech anyway
        rows = np.zeros((len(people) + 1, len(NAMES) + 1))
        for number, candidate in enumerate(gathered.candidates):
            rows[number, :-1] = candidate.features
        rows[-1, : len(OF_QUOTE)] = gathered.shared
        rows[-1, -1] = 1.0
        weight = SETS.get(source, 1.0) * (OTHERS if source == "readers" and language != "en" else 1)
        weight *= WORDLESS if wordless else 1.0
        weight *= PHRASE if phrase and source != "readers" else 1.0
        answer = np.array([*map(float, right), float(not any(right))])
        found.append(
            Group(source, language, publisher, rows, answer, weight, rows[-1, HAS_WORDS] > 0,
                  vague, names[0] == "-", spoken, wordless)
        )  # fmt: skip

    attribute(read_outline(document["text"], "" if wordless else language), ranker, watch)
    return found


def fold_of(publisher: str, folds: int) -> int:
    """Number the fold of a publisher, the same on every machine."""
    return zlib.crc32(publisher.encode()) % folds


def gather(paths: list[Path], rankers: list[Ranker]) -> list[Group]:
    """Read all sets, each document by the ranker of its publisher's fold."""
    found: list[Group] = []
    for path in paths:
        source = path.name.partition(".")[0]
        for document in load(path):
            publisher = (
                document.get("publisher") or f"{source}:{document.get('outlet') or document['id']}"
            )
            if zlib.crc32(document["id"].encode()) % 5 >= KEPT_OF.get(source, 5):
                continue
            ranker = rankers[fold_of(publisher, len(rankers))]
            found.extend(groups_of(document, source, ranker, wordless=False))
            if source != "polnear":
                found.extend(groups_of(document, source, ranker, wordless=True))
    return found


# ------------------------------------------------------------------ growing trees


def stack(groups: list[Group]) -> tuple[Array, Array, npt.NDArray[np.int64], Array]:
    """Put quotes under each other: rows, right ones, quote of each row, weight of each quote."""
    rows = np.concatenate([group.rows for group in groups])
    right = np.concatenate([group.right for group in groups])
    of = np.concatenate([np.full(len(group.rows), n) for n, group in enumerate(groups)])
    return rows, right, of, np.array([group.weight for group in groups])


def edges_of(rows: Array) -> list[Array]:
    """Give the thresholds of every feature, at most `MOST_BINS`."""
    found = []
    for column in rows.T:
        values = np.unique(column)
        if len(values) > MOST_BINS:
            values = np.unique(np.quantile(column, np.linspace(0, 1, MOST_BINS + 1)))
        found.append(np.round((values[1:] + values[:-1]) / 2, 4))
    return found


def softmax(scores: Array, of: npt.NDArray[np.int64], count: int) -> Array:
    """Turn scores into shares that sum to 1 within each quote."""
    top = np.full(count, -np.inf)
    np.maximum.at(top, of, scores)
    weights = np.exp(scores - top[of])
    share: Array = weights / np.bincount(of, weights, count)[of]
    return share


def split(bins: Bins, slope: Array, curve: Array, usable: npt.NDArray[np.int64], depth: int) -> Any:
    """Grow one tree: nested (feature, bin, left, right), leaves as numbers."""
    total, bend = slope.sum(), curve.sum()
    leaf = float(-total / (bend + RIDGE)) * RATE
    if depth == 0 or len(slope) < ROOM:
        return leaf
    best = (1e-6, -1, 0)
    for feature in usable:
        left = np.bincount(bins[:, feature], slope, ROOM).cumsum()
        below = np.bincount(bins[:, feature], curve, ROOM).cumsum()
        gain = left**2 / (below + RIDGE) + (total - left) ** 2 / (bend - below + RIDGE)
        gain[(below < LEAST) | (bend - below < LEAST)] = 0
        at = int(gain.argmax())
        worth = float(gain[at] - total**2 / (bend + RIDGE))
        if gain[at] > 0 and worth > best[0]:
            best = (worth, int(feature), at)
    if best[1] < 0:
        return leaf
    low = bins[:, best[1]] <= best[2]
    return (
        best[1],
        best[2],
        split(bins[low], slope[low], curve[low], usable, depth - 1),
        split(bins[~low], slope[~low], curve[~low], usable, depth - 1),
    )


def scores_of(tree: Any, bins: Bins) -> Array:
    """Read one tree for every row."""
    found = np.zeros(len(bins))
    todo = [(tree, np.arange(len(bins)))]
    while todo:
        node, which = todo.pop()
        if isinstance(node, float):
            found[which] = node
            continue
        low = bins[which, node[0]] <= node[1]
        todo += [(node[2], which[low]), (node[3], which[~low])]
    return found


def plain(tree: Any, edges: list[Array]) -> Node:
    """Write thresholds for bins."""
    if isinstance(tree, float):
        return round(tree, 4)
    feature, at, low, high = tree
    return (feature, float(edges[feature][at]), plain(low, edges), plain(high, edges))


def halved(tree: Node, share: float) -> Node:
    """Give a tree whose leaves count for a share."""
    if isinstance(tree, float):
        return round(tree * share, 4)
    feature, cut, low, high = tree
    return (feature, cut, halved(low, share), halved(high, share))


def grow(groups: list[Group]) -> list[Node]:
    """Grow the trees on quotes, once a seed, and let their mean decide."""
    return [halved(tree, 1 / SEEDS) for seed in range(SEEDS) for tree in grown(groups, seed)]


def grown(groups: list[Group], seed: int) -> list[Node]:
    """Grow the trees of one seed."""
    rows, right, of, weight = stack(groups)
    edges = edges_of(rows)
    bins = np.empty(rows.shape, np.uint8)
    for feature, edge in enumerate(edges):
        bins[:, feature] = np.searchsorted(edge, rows[:, feature], side="left")
    chance = np.random.default_rng(seed)
    scores, count, trees = np.zeros(len(rows)), len(groups), []
    for _ in range(TREES):
        share = softmax(scores, of, count)
        mass = np.bincount(of, share * right, count)
        goal = np.where(right > 0, share / np.maximum(mass[of], 1e-9), 0.0)
        slope = (share - goal) * weight[of]
        curve = np.maximum(share * (1 - share), 1e-4) * weight[of]
        kept = (chance.random(count) < SHARE_ROWS)[of]
        usable = np.flatnonzero(chance.random(rows.shape[1]) < SHARE_COLUMNS)
        tree = split(bins[kept], slope[kept], curve[kept], usable, DEPTH)
        scores += scores_of(tree, bins)
        trees.append(plain(tree, edges))
    return trees


def chances(groups: list[Group], trees: list[Node]) -> list[Array]:
    """Rank held-out quotes."""
    rows, _, of, _ = stack(groups)
    scores = np.zeros(len(rows))
    for tree in trees:
        todo: list[tuple[Any, npt.NDArray[np.int64]]] = [(tree, np.arange(len(rows)))]
        while todo:
            node, which = todo.pop()
            if isinstance(node, float):
                scores[which] += node
                continue
            low = rows[which, node[0]] <= node[1]
            todo += [(node[2], which[low]), (node[3], which[~low])]
    share = softmax(scores, of, len(groups))
    return np.split(share, np.searchsorted(of, np.arange(1, len(groups))))


# ------------------------------------------------------------------ judging


def held_out(groups: list[Group], folds: int) -> tuple[list[list[Node]], list[tuple[Group, Array]]]:
    """Grow on all folds but one, rank that one; give the rankers and the ranked."""
    rankers, ranked = [], []
    for fold in range(folds):
        trees = grow([group for group in groups if fold_of(group.publisher, folds) != fold])
        mine = [group for group in groups if fold_of(group.publisher, folds) == fold]
        rankers.append(trees)
        ranked += list(zip(mine, chances(mine, trees), strict=True))
        print(f"fold {fold + 1}: {len(mine)} quotes", file=sys.stderr)
    return rankers, ranked


def families_of(group: Group, best: int) -> list[str]:
    """Name the families whose calibration a quote serves; `best` is its likeliest candidate."""
    tail = ", rule" if group.rows[best, CASCADE] > 0 else ", other"
    if not group.known:
        return ["unknown" + tail]
    own = [group.language + tail] if group.language in FOUR else []
    return own + (["known" + tail] if group.language not in ("en", "de") else [])


def calibrate(ranked: list[tuple[Group, Array]]) -> dict[str, list[float]]:
    """Fit slope and intercept of each family by Newton's method on the log likelihood.

    Both lean on those of all quotes together, as eight quotes would pull: some families are small.
    A language read without its words stands in for those that have none, at a fifth. What is no
    speech is left out, as the product leaves it.
    """
    points: dict[str, list[tuple[float, bool, float]]] = defaultdict(list)
    for group, share in ranked:
        if len(share) > 1 and group.source == "readers" and group.spoken:
            best = int(share[:-1].argmax())
            chance = min(max(float(share[best]), 1e-6), 1 - 1e-6)
            point = (
                float(np.log(chance / (1 - chance))),
                group.right[best] > 0,
                0.2 if group.wordless else 1.0,
            )
            for family in families_of(group, best):
                points[family].append(point)
            points["all"].append(point)
    middle = newton(points["all"], np.array([1.0, 0.0]), 0.1)
    return {f: [round(float(b), 3) for b in newton(points[f], middle, LEAN)] for f in FAMILIES}


def newton(points: list[tuple[float, bool, float]], prior: Array, pull: float) -> Array:
    """Fit a logistic line to weighted points; `pull` is what the prior counts for."""
    x, y, w = (np.array(column, float) for column in zip(*points, strict=True))
    design = np.stack([x, np.ones_like(x)], 1)
    beta = prior.copy()
    for _ in range(30):
        p = 1 / (1 + np.exp(-design @ beta))
        slope = design.T @ (w * (y - p)) - pull * (beta - prior)
        bend = (design * (w * p * (1 - p))[:, None]).T @ design + pull * np.eye(2)
        beta = beta + np.linalg.solve(bend, slope)
    return beta


def confidence(
    group: Group, share: Array, calibration: dict[str, list[float]]
) -> tuple[int, float]:
    """Give the likeliest candidate of a quote, -1 for none, and how far to trust it."""
    if len(share) == 1:
        return -1, 0.0
    best = int(share[:-1].argmax())
    chance = min(max(float(share[best]), 1e-6), 1 - 1e-6)
    slope, intercept = calibration[families_of(group, best)[0]]
    return best, float(1 / (1 + np.exp(-slope * np.log(chance / (1 - chance)) - intercept)))


def report(ranked: list[tuple[Group, Array]], calibration: dict[str, list[float]]) -> None:
    """Print right, wrong and vague at several thresholds, and how often a confidence is right."""
    main = [(g, confidence(g, p, calibration)) for g, p in ranked if not g.wordless]
    for threshold in (0.0, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for group, (best, sure) in main:
            named = best >= 0 and sure >= threshold and group.spoken
            own = [group.language if group.language in FOUR else "other", "readers"]
            for key in own if group.source == "readers" else [group.source]:
                c = counts[key]
                if group.nobody:
                    c.update(nobody=1, false=named)
                    continue
                right = named and bool(group.right[best] > 0)
                vague = named and not right and group.vague[best]
                c.update(
                    n=1,
                    named=named,
                    right=right,
                    vague=vague,
                    wrong=named and not right and not vague,
                )
        print(f"threshold {threshold}")
        for key, c in sorted(counts.items()):
            shares = {name: 100 * c[name] / max(1, c["n"]) for name in ("named", "right")}
            shares |= {name: 100 * c[name] / max(1, c["named"]) for name in ("wrong", "vague")}
            shares["false"] = 100 * c["false"] / max(1, c["nobody"])
            told = " ".join(f"{name} {share:.1f}" for name, share in shares.items())
            print(f"  {key:8} n {c['n']:5} {told}")
    reliability(main)


def reliability(main: list[tuple[Group, tuple[int, float]]]) -> None:
    """Print how often a speaker of each confidence is right, language by language."""
    print("reliability: confidence, quotes, right")
    bounds = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.01)
    for language in (*FOUR, "other"):
        cells = []
        for low, high in pairwise(bounds):
            hits = [
                bool(group.right[best] > 0)
                for group, (best, sure) in main
                if group.source == "readers" and best >= 0 and low <= sure < high
                and language == (group.language if group.language in FOUR else "other")
            ]  # fmt: skip
            cells.append(f"{low:.1f}: {len(hits)} {100 * sum(hits) / max(1, len(hits)):.0f} %")
        print(f"  {language:6}", " | ".join(cells))


def main() -> None:
    """Fit, print what the folds show, write the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument(
        "--scorers", type=Path, required=True, help="folder of said.py and quotes.py"
    )
    parser.add_argument("--out", type=Path)
    parser.add_argument("--held", type=Path, help="write the rankers of the folds here")
    parser.add_argument("--date", default=datetime.now(UTC).date().isoformat())
    options = parser.parse_args()
    sys.path.insert(0, str(options.scorers))
    __import__("said")
    groups = gather(options.sets, [NO_RANKER])
    rankers, _ = held_out(groups, FIRST_FOLDS)
    groups = gather(options.sets, [Ranker(trees, len(OF_ENTITY), FLAT) for trees in rankers])
    rankers, ranked = held_out(groups, FOLDS)
    calibration = calibrate(ranked)
    if options.held is not None:
        held = {"calibration": calibration, "folds": rankers, "names": [*NAMES]}
        options.held.write_text(json.dumps(held), "utf-8")
    report(ranked, calibration)
    if options.out is None:
        return
    counts = Counter(group.source for group in groups if not group.wordless)
    data = {
        "provenance": {
            "script": "bench/fit_speakers.py",
            "date": options.date,
            "quotes": dict(sorted(counts.items())),
            "publishers": len({group.publisher for group in groups}),
            "trees": TREES, "depth": DEPTH, "rate": RATE, "seed": 0, "seeds": SEEDS,
        },
        "features": [*NAMES, "nobody"],
        "calibration": calibration,
        "trees": grow(groups),
    }  # fmt: skip
    options.out.write_text(json.dumps(data, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
