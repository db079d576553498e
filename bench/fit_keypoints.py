"""Fit the coefficients of the default key-point method and write them with their provenance.

usage: PYTHONPATH=src python bench/fit_keypoints.py NAME=FILE[*WEIGHT]... [--out FILE] [--date DAY]

FILE holds one JSON object a line (.jsonl or .jsonl.gz): text, references, and perhaps title and
lang. NAME is how the set is called in the provenance; WEIGHT is what one of its texts counts for.

Two steps, both deterministic. A logistic regression on the sentences of a greedy oracle picks the
pool of each text: its most likely sentences. Then the expected ROUGE-1 + ROUGE-2 F1 of the
three sentences chosen, under a softmax over all triples of the pool, is raised by gradient
ascent (minimum risk training: Shen et al. 2016, section 3), with the product's own features,
rules of standing and cost of likeness. A first table gives the gain over the lead by five-fold
cross-validation, chosen by the product's own code; the coefficients written are fitted on all.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from newsdigest.language.words import stems, words
from newsdigest.models import Article
from newsdigest.stages.summarise.choose import Candidate, Rules, choose
from newsdigest.stages.summarise.features import PARTS, features
from newsdigest.stages.summarise.points import make_candidates
from newsdigest.stages.summarise.reading import dot, read

Array = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

POINTS = 3
POOL = 14
FOLDS = 5
RIDGE_SEED = 3.0
RIDGE = 0.01
STEPS = 250
STEP = 0.05
# The softmax weighs all triples and can afford some likeness; the one choice that is made in its
# place is better off with less: at one and a half times the fitted cost no set loses 0.1 ROUGE-1,
# and the set with the most references gains 0.2.
CAUTION = 1.5
# A triple that breaks a rule of standing is out of the softmax by this much.
FORBIDDEN = 1e9
TRIPLES = np.array(list(itertools.combinations(range(POOL), POINTS)))
MEMBERS = np.zeros((POOL, len(TRIPLES)))
for _row, _triple in enumerate(TRIPLES):
    MEMBERS[list(_triple), _row] = 1.0


@dataclass
class Text:
    """One text of a set: its candidates, features, and what its references would reward."""

    name: str
    weight: float
    candidates: list[Candidate]
    features: Array
    lengths: Array
    # Per reference, per n-gram size: counts of its n-grams in each sentence, and in itself.
    overlaps: list[list[tuple[Array, Array]]]
    sizes: list[int]
    lead: Array


@dataclass
class Model:
    """Coefficients in the raw scale of the features, and the cost of one unit of likeness."""

    coefficients: Array
    redundancy: float


def tokens(text: str, language: str) -> list[str]:
    """List the tokens that ROUGE counts: Porter stems in English, plain words elsewhere."""
    found = words(text)
    return stems(found, "en") if language == "en" else found


def grams(found: list[str], size: int) -> Counter[tuple[str, ...]]:
    """Count the runs of `size` tokens."""
    return Counter(zip(*(found[at:] for at in range(size)), strict=False))


def load(name: str, path: Path, weight: float) -> list[Text]:
    """Read one set; texts of no more sentences than are chosen teach nothing and are dropped."""
    raw = path.read_bytes()
    held = gzip.decompress(raw) if path.suffix == ".gz" else raw
    rows = [json.loads(line) for line in held.decode("utf-8").split("\n") if line.strip()]
    made = (make_text(name, row, weight) for row in rows)
    return [text for text in made if len(text.candidates) > POINTS]


def make_text(name: str, row: dict[str, Any], weight: float) -> Text:
    """Read one text as the product does and count what its references share with it."""
    language = row.get("lang", "en")
    reading = read(Article(row.get("title") or "", row["text"], language=language))
    found = [tokens(line.text, language) for line in reading.lines]
    overlaps, sizes = [], []
    for reference in row["references"]:
        wanted = tokens(reference, language)
        sizes.append(len(wanted))
        overlaps.append([count(found, wanted, size) for size in (1, 2)])
    columns = features(reading) if reading.lines else {}
    matrix = np.array([columns[part] for part in PARTS]).T if columns else np.zeros((0, len(PARTS)))
    text = Text(
        name=name,
        weight=weight,
        candidates=make_candidates([reading], [[0.0] * len(reading.lines)]),
        features=matrix,
        lengths=np.array([len(line) for line in found], float),
        overlaps=overlaps,
        sizes=sizes,
        lead=np.zeros(2),
    )
    text.lead = rouge(text, np.arange(min(POINTS, len(found)))[None])[0] if found else text.lead
    return text


def count(found: list[list[str]], wanted: list[str], size: int) -> tuple[Array, Array]:
    """Count, per sentence, each n-gram of a reference; and in the reference itself."""
    target = grams(wanted, size)
    place = {gram: at for at, gram in enumerate(target)}
    held = np.zeros((len(found), len(place)))
    for row, line in enumerate(found):
        for gram in zip(*(line[at:] for at in range(size)), strict=False):
            if gram in place:
                held[row, place[gram]] += 1
    return held, np.array(list(target.values()), float)


def rouge(text: Text, chosen: Indices) -> Array:
    """Measure ROUGE-1 and ROUGE-2 F1 x 100 of sets of sentences (one a row), mean over references.

    n-grams across two sentences are not counted: a few hundredths below the usual script.
    """
    totals = text.lengths[chosen].sum(axis=1)
    scores = np.zeros((len(chosen), 2))
    for sizes, size in zip(text.overlaps, text.sizes, strict=True):
        for at, (held, target) in enumerate(sizes):
            shared = np.minimum(held[chosen].sum(axis=1), target).sum(axis=1)
            scores[:, at] += 2 * shared / np.maximum(1, totals - at + size - at)
    return 100 * scores / max(1, len(text.sizes))


def oracle(text: Text) -> set[int]:
    """Choose sentences greedily by ROUGE-1 + ROUGE-2 until none adds to it."""
    chosen: list[int] = []
    best = 0.0
    while len(chosen) < POINTS:
        rest = [at for at in range(len(text.lengths)) if at not in chosen]
        scores = rouge(text, np.array([[*chosen, at] for at in rest])).sum(axis=1)
        if scores.max() <= best:
            break
        best = float(scores.max())
        chosen.append(rest[int(scores.argmax())])
    return set(chosen)


def fit_seed(texts: list[Text], scale: Array) -> Array:
    """Fit a ridge logistic regression on the oracle's sentences by Newton's method."""
    rows = np.vstack([text.features / scale for text in texts])
    rows = np.hstack([np.ones((len(rows), 1)), rows])
    labels = np.concatenate(
        [np.isin(np.arange(len(t.lengths)), list(oracle(t))).astype(float) for t in texts]
    )
    shares = np.concatenate(
        [np.full(len(t.lengths), 20 * t.weight / len(t.lengths)) for t in texts]
    )
    fitted = np.zeros(rows.shape[1])
    ridge = RIDGE_SEED * np.eye(len(fitted))
    for _ in range(20):
        guess = 1 / (1 + np.exp(-rows @ fitted))
        slope = rows.T @ (shares * (guess - labels)) + ridge @ fitted
        bend = (rows * (shares * guess * (1 - guess))[:, None]).T @ rows + ridge
        fitted -= np.linalg.solve(bend, slope)
    return fitted[1:] / scale


@dataclass
class Pools:
    """The pools of many texts, stacked: features, rewards, likeness and weight of each triple."""

    features: Array
    rewards: Array
    likeness: Array
    allowed: npt.NDArray[np.bool_]
    shares: Array


def make_pools(texts: list[Text], seed: Array, scale: Array) -> Pools:
    """Take each text's likeliest sentences and reward all their triples."""
    held = [make_pool(text, text.features @ seed) for text in texts]
    weights = np.array([text.weight for text in texts])
    rewards = np.stack([rewards for _, rewards, _, _ in held])
    rewards = rewards / rewards.std(axis=1).mean()
    return Pools(
        np.stack(
            [text.features[p] / scale for text, (p, _, _, _) in zip(texts, held, strict=True)]
        ),
        rewards,
        np.stack([likeness for _, _, likeness, _ in held]),
        np.stack([allowed for _, _, _, allowed in held]),
        (weights / weights.sum())[:, None],
    )


def make_pool(text: Text, scores: Array) -> tuple[Indices, Array, Array, npt.NDArray[np.bool_]]:
    """Give one text's pool (padded), and each triple's reward, likeness and permission."""
    best = sorted(int(at) for at in np.argsort(-scores, kind="stable")[:POOL])
    pool: Indices = np.array(best + [best[0]] * (POOL - len(best)))
    likeness = np.zeros((POOL, POOL))
    for a, b in itertools.combinations(range(len(best)), 2):
        one, other = text.candidates[pool[a]], text.candidates[pool[b]]
        likeness[a, b] = dot(one.vector, other.vector)
    first, second, third = TRIPLES.T
    pairs: Array = likeness[first, second] + likeness[first, third] + likeness[second, third]
    whole = np.all(len(best) > TRIPLES, axis=1)
    allowed = whole.copy()
    for at, own in enumerate(best):
        needs = text.candidates[own].follows
        if needs >= 0:
            there = np.zeros(len(TRIPLES), bool)
            if needs in best and needs != own:
                there = MEMBERS[best.index(needs)] > 0
            allowed &= there | (MEMBERS[at] == 0)
    if not allowed.any():
        allowed = whole
    rewards: Array = rouge(text, pool[TRIPLES]).sum(axis=1)
    return pool, rewards - rewards[allowed].mean(), pairs, allowed


def fit(texts: list[Text]) -> Model:
    """Fit the coefficients and the cost of likeness to the texts given."""
    scale = np.vstack([text.features for text in texts]).std(axis=0) + 1e-9
    pools = make_pools(texts, fit_seed(texts, scale), scale)
    held = np.append(np.zeros(len(PARTS)), 1.0)
    drift, power = np.zeros_like(held), np.zeros_like(held)
    for step in range(1, STEPS + 1):
        slope = climb(pools, held)
        # Adam (Kingma & Ba 2015), its step falling to nothing.
        drift = 0.9 * drift + 0.1 * slope
        power = 0.99 * power + 0.01 * slope**2
        rate = STEP * (1 - (step - 1) / STEPS)
        held = held + rate * (drift / (1 - 0.9**step)) / (np.sqrt(power / (1 - 0.99**step)) + 1e-9)
    return Model(held[:-1] / scale, CAUTION * float(held[-1]))


def climb(pools: Pools, held: Array) -> Array:
    """Give the slope of the expected reward, less the ridge on the coefficients."""
    energy = pools.features @ held[:-1] @ MEMBERS - held[-1] * pools.likeness
    energy = np.where(pools.allowed, energy, -FORBIDDEN)
    chance = np.exp(energy - energy.max(axis=1, keepdims=True))
    chance /= chance.sum(axis=1, keepdims=True)
    expected = (chance * pools.rewards).sum(axis=1, keepdims=True)
    pull = pools.shares * chance * (pools.rewards - expected)
    slope = np.einsum("tp,tpf->f", pull @ MEMBERS.T, pools.features) - RIDGE * held[:-1]
    return np.append(slope, -(pull * pools.likeness).sum())


def gains(model: Model, texts: list[Text]) -> Array:
    """Measure ROUGE-1 and ROUGE-2 over the lead, with the product's own choice."""
    rows = []
    for text in texts:
        scores = text.features @ model.coefficients
        scored = [
            Candidate(c.line, c.article, float(score), c.vector, c.follows)
            for c, score in zip(text.candidates, scores, strict=True)
        ]
        chosen = choose(scored, Rules(POINTS, model.redundancy))
        rows.append(rouge(text, np.array([chosen]))[0] - text.lead)
    return np.array(rows)


def cross_validate(texts: list[Text]) -> dict[str, list[float]]:
    """Give, per set, the gain over the lead on texts the model has not seen."""
    found: dict[str, list[Array]] = {}
    for fold in range(FOLDS):
        model = fit([text for at, text in enumerate(texts) if at % FOLDS != fold])
        for text in texts[fold::FOLDS]:
            found.setdefault(text.name, []).append(gains(model, [text])[0])
    scores = {}
    for name, rows in sorted(found.items()):
        table = np.array(rows)
        mean, half = table.mean(axis=0), 1.96 * table.std(axis=0) / np.sqrt(len(table))
        print(
            f"{name:12s} {len(table):5d} texts  R1 {mean[0]:+.2f} ± {half[0]:.2f}"
            f"  R2 {mean[1]:+.2f} ± {half[1]:.2f}"
        )
        scores[name] = [round(float(value), 2) for value in mean]
    return scores


def parse(given: str) -> tuple[str, Path, float]:
    """Read one NAME=FILE[*WEIGHT]."""
    name, _, rest = given.partition("=")
    path, _, weight = rest.partition("*")
    return name, Path(path), float(weight or 1)


def main(argv: list[str]) -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("sets", nargs="+", metavar="NAME=FILE[*WEIGHT]")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--date", default="", help="the day to write into the provenance")
    given = parser.parse_args(argv)
    texts = [text for one in given.sets for text in load(*parse(one))]
    scores = cross_validate(texts)
    if given.out:
        write(given.out, texts, scores, given.date)


def write(out: Path, texts: list[Text], scores: dict[str, list[float]], day: str) -> None:
    """Fit on all texts and write the data file that the product reads."""
    model = fit(texts)
    held = {
        "provenance": {
            "script": "bench/fit_keypoints.py",
            "date": day,
            "sets": {
                name: {
                    "texts": sum(text.name == name for text in texts),
                    "weight": next(text.weight for text in texts if text.name == name),
                    "cross_validated_gain_over_lead": {"rouge1": gain[0], "rouge2": gain[1]},
                }
                for name, gain in scores.items()
            },
        },
        "redundancy": round(model.redundancy, 4),
        "coefficients": {
            part: round(float(value), 4)
            for part, value in zip(PARTS, model.coefficients, strict=True)
        },
    }
    out.write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
