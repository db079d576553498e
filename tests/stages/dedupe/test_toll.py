"""What speaks against two articles that are alike telling of one event."""

import pytest
from tests.stages.dedupe.made import BRIDGE, article

from newsdigest.models import Article
from newsdigest.stages.dedupe.signature import signature
from newsdigest.stages.dedupe.toll import Side, Signs, side, signs, toll
from newsdigest.stages.dedupe.vectors import vectors

RESULTS = article(
    "Volta Cells profit doubles to 212 million",
    "Volta Cells said on Monday that its profit doubled to 212 million dollars in three months.",
)
RECALL = article(
    "Volta Cells calls back 9,000 heaters",
    "Volta Cells is calling back 9,000 heaters because they may catch fire, an agency said.",
    site="Elm Herald",
)
QUAKE = "An earthquake of magnitude {} shook {} before dawn, cracking walls in {} houses."
MARO = article("Magnitude 5.1 earthquake shakes Maro", QUAKE.format("5.1", "Maro", 140))
TESSA = article("Magnitude 6.4 earthquake shakes Tessa", QUAKE.format("6.4", "Tessa", 80), site="B")


def sides(*articles: Article) -> list[Side]:
    signed = [signature(one) for one in articles]
    found = vectors(signed)
    return [side(one, found.of(at)) for at, one in enumerate(signed)]


def test_the_same_text_pays_nothing_and_other_names_and_numbers_pay_most() -> None:
    same = toll(*sides(article("City opens bridge", BRIDGE), article("Bridge opens", BRIDGE)))
    template = toll(*sides(MARO, TESSA))
    assert same == 1
    assert template < 0.4


@pytest.mark.parametrize(("one", "other"), [(RESULTS, RECALL), (MARO, TESSA), (MARO, RECALL)])
def test_signs_are_the_same_from_either_side_and_within_bounds(
    one: Article, other: Article
) -> None:
    left, right = sides(one, other)
    assert signs(left, right) == pytest.approx(signs(right, left))
    assert all(0 <= value <= 2.5 for value in signs(left, right))


def test_signs_say_what_is_apart() -> None:
    found = signs(*sides(MARO, TESSA))
    assert (found.numbers_apart, found.figures_apart, found.title_names_apart) == (1, 1, 1)
    bare = signs(*sides(article("Rain"), article("Snow", site="B")))
    assert bare == Signs(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.4)
