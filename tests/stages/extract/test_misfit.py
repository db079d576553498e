"""Trees over the form of blocks: a verdict that needs few of them is that of all."""

import json
from random import Random

import pytest

from newsdigest.package_data import package_text
from newsdigest.stages.extract.body.form import NAMES
from newsdigest.stages.extract.body.misfit import read_trees
from newsdigest.stages.extract.wordlist import PACKAGE


def whole_sum(row: list[float]) -> float:
    data = json.loads(package_text(PACKAGE, "data/blocks.json"))
    total: float = data["start"]
    for tree in data["trees"]:
        node = tree
        while len(node) > 1:
            node = node[2] if row[node[0]] <= node[1] else node[3]
        total += node[0]
    return total


@pytest.mark.parametrize("seed", range(40))
def test_a_score_lies_on_the_side_of_the_bound_where_the_sum_of_all_trees_does(seed: int) -> None:
    draw = Random(seed)  # noqa: S311 - figures, no secret
    row = [draw.choice((0.0, 1.0, 6 * draw.random())) for _ in NAMES]
    total, trees = whole_sum(row), read_trees("blocks")
    for bound in (trees.least, trees.most, total - 1e-6, total + 1e-6):
        assert (trees.score(row, bound) > bound) == (total > bound)
    assert trees.score(row, total) == pytest.approx(total)
