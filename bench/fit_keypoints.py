"""Fit the coefficients of the default key-point method and write them with their provenance.

usage: PYTHONPATH=src:. python bench/fit_keypoints.py READERS [NAME=FILE[*WEIGHT]]... [--out FILE]

READERS holds one page a line (.jsonl or .jsonl.gz): id, lang, publisher, title, description, text,
sentences [[start, end]] and labels, one a reader: best (numbers of sentences, most necessary
first), ok, bad by kind, same (groups that say the same). FILE holds texts with references and
without headlines: text, references and perhaps lang; each counts WEIGHT.

Linear scores over the product's own features. `main` and `worth` are fitted as softmaxes over the
sentences of a page against what they are worth to its reader (ListNet: Cao et al. 2007): 4 for
the first, 3, 2 for the others of best, 1 for ok; squared for `main`; nothing for what the reader
would never print. `printed` is a logistic regression on best and ok, `unclear` one on what the
reader could not understand alone, of sentences that may be points. `untitled` takes the place
of the first two where there is no headline, which leaves less to go by: `worth`, drawn towards a
greedy oracle of the texts with references by ROUGE-1 and ROUGE-2. All by Newton's method: the
same input gives the same bytes. The tables are of five folds, the readers' over publishers, none
of which is in two of them, chosen by the product's own code; what is written is fitted on all.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from bench.keypoint_pages import (
    FOLDS,
    POINTS,
    SHORT,
    Array,
    Page,
    Row,
    fold_of,
    judge_by,
    labelled,
    load,
    referenced,
    rouge_1,
)

from newsdigest.stages.summarise.choose import Score, choose
from newsdigest.stages.summarise.features import PARTS
from newsdigest.stages.summarise.points import make_rules

# Ridge on coefficients of standardised features. From 10 to 200 nothing moves by more than noise.
RIDGE = 60.0
# What a sentence that the reader did not mention is worth: more than one that is never printed.
UNMENTIONED = 0.25
UNMENTIONED_MAIN = 0.1
# What one unit of likeness to a chosen sentence costs: flat from 0.25 to 1 on labelled pages.
REDUNDANCY = 0.75
STEPS = 30
CLOSE = 1e-10
MEASURES = ("gain", "main", "fit", "bad")


@dataclass
class Fitted:
    """Coefficients in the raw scale of the features."""

    main: Array
    worth: Array
    untitled: Array
    printed: Array
    unclear: Array
    thresholds: tuple[float, float]


# ------------------------------------------------------------------------------------- fitting
def fit(pages: list[Page], others: list[Page]) -> Fitted:
    """Fit the scores to labelled pages, and to texts with references where there are any."""
    stacked = np.vstack([page.features for page in pages])
    centre, scale = stacked.mean(axis=0), stacked.std(axis=0) + 1e-9

    def one(given: list[Page], power: int, unmentioned: float, prior: Array) -> Array:
        rows = [(page.features - centre) / scale for page in given]
        wanted = [target(page, power, unmentioned) for page in given]
        return climb(rows, wanted, np.array([page.weight for page in given]), prior)

    nothing = np.zeros(len(PARTS))
    main = one(pages, 2, UNMENTIONED_MAIN, nothing)
    worth = one(pages, 1, UNMENTIONED, nothing)
    untitled = one(others, 1, 0.0, worth) if others else worth

    def chance(given: npt.NDArray[np.bool_], labels: npt.NDArray[np.bool_]) -> tuple[Array, float]:
        held, threshold = regress(((stacked - centre) / scale)[given], labels[given].astype(float))
        return held / scale, threshold - float(centre @ (held / scale))

    every = np.concatenate([page.worth >= 0 for page in pages])
    may = np.array([not line.never for page in pages for line in page.reading.lines])
    printed, first = chance(every, np.concatenate([page.worth > 0 for page in pages]))
    unclear, second = chance(may, np.concatenate([page.unclear for page in pages]))
    return Fitted(main / scale, worth / scale, untitled / scale, printed, unclear, (first, second))


def target(page: Page, power: int, unmentioned: float) -> Array:
    """Give each sentence its share of the page's worth."""
    values: Array = np.where(page.bad, 0.0, page.worth**power + unmentioned)
    shares: Array = values / max(1e-9, values.sum())
    return shares


def climb(rows: list[Array], targets: list[Array], weights: Array, prior: Array) -> Array:
    """Fit a softmax over the rows of each text by Newton's method, halving what overshoots.

    The ridge draws the coefficients to `prior`.
    """
    held = prior

    def at(tried: Array) -> tuple[float, Array, Array]:
        loss, slope, bend = listwise(tried, rows, targets, weights)
        apart = tried - prior
        ridge = RIDGE * np.eye(len(prior))
        return loss + RIDGE / 2 * float(apart @ apart), slope + RIDGE * apart, bend + ridge

    loss, slope, bend = at(held)
    for _ in range(STEPS):
        step = np.linalg.solve(bend, slope)
        found = at(held - step)
        while found[0] > loss and np.abs(step).max() > CLOSE:
            step = step / 2
            found = at(held - step)
        gained, held = loss - found[0], held - step
        loss, slope, bend = found
        if gained < CLOSE * abs(loss):
            break
    return held


def listwise(
    held: Array, rows: list[Array], targets: list[Array], weights: Array
) -> tuple[float, Array, Array]:
    """Give the cross entropy of the softmaxes, its slope and its bend."""
    loss = 0.0
    slope, bend = np.zeros(len(held)), np.zeros((len(held), len(held)))
    for features_of, wanted, weight in zip(rows, targets, weights, strict=True):
        total = wanted.sum()
        if not total:
            continue
        energy = features_of @ held
        energy -= energy.max()
        chance = np.exp(energy)
        norm = chance.sum()
        chance /= norm
        loss -= weight * float(wanted @ (energy - math.log(norm)))
        slope += weight * (features_of.T @ (total * chance - wanted))
        centred = features_of - chance @ features_of
        bend += weight * total * (centred.T * chance) @ centred
    return loss, slope, bend


def regress(rows: Array, labels: Array) -> tuple[Array, float]:
    """Fit a ridge logistic regression by Newton's method; the threshold bears no ridge."""
    rows = np.hstack([rows, np.ones((len(rows), 1))])
    ridge = np.full(rows.shape[1], RIDGE)
    ridge[-1] = 1e-3
    held = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-rows @ held))
        slope = rows.T @ (guess - labels) + ridge * held
        bend = (rows * (guess * (1 - guess))[:, None]).T @ rows + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        held -= step
        if np.abs(step).max() < CLOSE:
            break
    return held[:-1], float(held[-1])


# ------------------------------------------------------------------------------------- judging
def judge(page: Page, fitted: Fitted) -> dict[str, float]:
    """Measure the product's own choice against the page's readers, 0..1 each.

    gain: what the points are worth of what the reader's own would be, one of a group counting;
    main: whether the reader's first is among them; fit: the share that a reader would print; bad:
    the share that one never would.
    """
    chosen = pick(page, fitted)
    got = list(dict.fromkeys(number for at in chosen for number in page.covers[at]))
    each = [judge_by(label, got) for label in page.row["labels"]]
    return {name: sum(one[name] for one in each) / len(each) for name in MEASURES}


def pick(page: Page, fitted: Fitted, points: int = POINTS) -> list[int]:
    """Choose as the product does, by these coefficients."""
    titled = bool(page.reading.claim.title)
    main, worth = (fitted.main, fitted.worth) if titled else (fitted.untitled, fitted.untitled)
    odds = [
        page.features @ held + threshold
        for held, threshold in zip((fitted.printed, fitted.unclear), fitted.thresholds, strict=True)
    ]
    scores = zip(
        (page.features @ main).tolist(),
        (page.features @ worth).tolist(),
        *((1 / (1 + np.exp(-odd))).tolist() for odd in odds),
        strict=True,
    )
    scored = [
        candidate._replace(score=Score(*score))
        for candidate, score in zip(page.candidates, scores, strict=True)
    ]
    return choose(scored, make_rules([page.reading], points, REDUNDANCY))


def cross_validate(pages: list[Page], others: list[Page]) -> dict[str, dict[str, float]]:
    """Measure pages that the model has not seen, whose publishers it has not seen; by language."""
    folds = fold_of(pages)
    found: dict[str, list[dict[str, float]]] = {}
    for fold in range(FOLDS):
        seen = [page for page, at in zip(pages, folds, strict=True) if at != fold]
        fitted = fit(seen, others)
        for page, at in zip(pages, folds, strict=True):
            if at == fold:
                measured = judge(page, fitted)
                for name in ("all", page.row["lang"], f"fold {fold + 1}"):
                    found.setdefault(name, []).append(measured)
    order = sorted(found, key=lambda name: (name.startswith("fold"), -len(found[name]), name))
    table = {}
    for name in order:
        of = found[name]
        table[name] = {"pages": float(len(of))} | {
            key: round(100 * sum(one[key] for one in of) / len(of), 1) for key in MEASURES
        }
        print(f"{name:8s} {len(of):4d}  " + "  ".join(f"{k} {table[name][k]}" for k in MEASURES))
    return table


def cross_validate_texts(pages: list[Page], name: str, others: list[Page]) -> dict[str, float]:
    """Measure ROUGE F1 x 100 over the first sentences on texts that the model has not seen."""
    gained: list[float] = []
    for fold in range(FOLDS):
        fitted = fit(pages, [page for at, page in enumerate(others) if at % FOLDS != fold])
        for page in others[fold::FOLDS]:
            if page.row["set"] == name:
                chosen, first = pick(page, fitted, SHORT), range(min(SHORT, len(page.candidates)))
                gained.append(rouge_1(page, chosen) - rouge_1(page, list(first)))
    mean, spread = float(np.mean(gained)), float(np.std(gained)) / math.sqrt(len(gained))
    print(f"{name:8s} {len(gained):4d}  ROUGE-1 over the first {mean:+.2f} ± {1.96 * spread:.2f}")
    return {"texts": len(gained), "rouge1_over_first_three": round(mean, 2)}


# ------------------------------------------------------------------------------------- writing
def main(argv: list[str]) -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("readers", type=Path)
    parser.add_argument("sets", nargs="*", metavar="NAME=FILE[*WEIGHT]")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--date", default="", help="the day to write into the provenance")
    given = parser.parse_args(argv)
    pages = [page for row in load(given.readers) if len((page := labelled(row)).candidates) > 1]
    weights: dict[str, float] = {}
    others: list[Page] = []
    for one in given.sets:
        name, _, rest = one.partition("=")
        path, _, weight = rest.partition("*")
        weights[name] = float(weight or 1)
        held = [referenced(row | {"set": name}, weights[name]) for row in load(Path(path))]
        others += [page for page in held if len(page.candidates) > SHORT]
    table = cross_validate(pages, others)
    texts = {
        name: {"weight": weight} | cross_validate_texts(pages, name, others)
        for name, weight in weights.items()
    }
    if given.out:
        provenance = {
            "script": "bench/fit_keypoints.py",
            "date": given.date,
            "readers": {
                "pages": len(pages),
                "publishers": len({page.row["publisher"] for page in pages}),
                "languages": len({page.row["lang"] for page in pages}),
            },
            "texts": texts,
            "five_folds": table,
        }
        write(given.out, fit(pages, others), provenance)


def write(out: Path, fitted: Fitted, provenance: Row) -> None:
    """Write the data file that the product reads."""

    def rounded(coefficients: Array) -> dict[str, float]:
        return {p: round(float(v), 4) for p, v in zip(PARTS, coefficients, strict=True)}

    held = {
        "provenance": provenance,
        "redundancy": REDUNDANCY,
        "thresholds": [round(threshold, 4) for threshold in fitted.thresholds],
        "main": rounded(fitted.main),
        "worth": rounded(fitted.worth),
        "untitled": rounded(fitted.untitled),
        "printed": rounded(fitted.printed),
        "unclear": rounded(fitted.unclear),
    }
    out.write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
