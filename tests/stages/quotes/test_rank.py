"""The ranker's file is sound, and its chances and confidences are what they say."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from newsdigest.package_data import package_text
from newsdigest.stages.quotes.features import NAMES, OF_ENTITY, OF_QUOTE
from newsdigest.stages.quotes.rank import Ranker, family_of, load_ranker, rank, trust

FLAT = {f"{a}, {b}": [1.0, 0.0] for a in ("known", "unknown") for b in ("rule", "other")}


def _depth(node: Any) -> int:
    return 0 if isinstance(node, float) else 1 + max(_depth(node[2]), _depth(node[3]))


def test_the_file_names_the_features_it_was_fitted_on() -> None:
    data = json.loads(package_text("newsdigest.stages.quotes", "speakers.json"))
    assert data["features"] == [*NAMES, "nobody"]
    assert data["provenance"].keys() >= {"script", "date", "quotes", "publishers", "seed"}
    assert all(isinstance(count, int) for count in data["provenance"]["quotes"].values())


def test_every_tree_is_shallow_and_asks_features_that_there_are() -> None:
    todo: list[Any] = [*load_ranker().trees]
    assert 50 <= len(todo) <= 200
    assert max(map(_depth, todo)) <= 5
    while todo:
        node = todo.pop()
        if not isinstance(node, float):
            assert 0 <= node[0] <= len(NAMES)
            todo += node[2:]


def test_chances_are_those_of_a_softmax_with_nobody_last() -> None:
    tree = (0, 0.5, -1.0, (len(NAMES), 0.5, 1.0, 0.0))
    ranker = Ranker([tree], len(OF_ENTITY), FLAT)
    shared = [1.0] * len(OF_QUOTE)
    row = [*shared, *[0.0] * len(OF_ENTITY)]
    chances = rank([row, [0.0, *row[1:]]], shared, ranker)
    assert sum(chances) == pytest.approx(1.0)
    assert chances[0] > chances[2] > chances[1]
    assert rank([], shared, ranker) == [1.0]


@pytest.mark.parametrize("code", ["en", "de", "fr", "es", "it", "xx"])
@pytest.mark.parametrize("ruled", [True, False])
def test_confidence_grows_with_the_chance_and_is_a_probability(code: str, *, ruled: bool) -> None:
    ranker = load_ranker()
    family = family_of(code, ranker, known=code != "xx", ruled=ruled)
    found = [trust(chance, family, ranker) for chance in (0.0, 0.2, 0.5, 0.9, 1.0)]
    assert all(low < high for low, high in pairwise(found))
    assert 0 < found[0] < found[-1] < 1


def test_a_language_without_a_calibration_takes_that_of_its_kind() -> None:
    ranker = load_ranker()
    assert family_of("en", ranker, known=True, ruled=True) == "en, rule"
    assert family_of("it", ranker, known=True, ruled=False) == "known, other"
    assert family_of("en", ranker, known=False, ruled=True) == "unknown, rule"
