"""What parts two brief articles that are alike."""

import pytest
from tests.stages.dedupe.made import article

from newsdigest.models import Article, Signature
from newsdigest.stages.dedupe.part import (
    BEHIND_KEPT,
    BRIEF_RUNS,
    Brief,
    brief,
    evidence,
    is_brief,
    is_one_cast,
    judged,
    part,
)
from newsdigest.stages.dedupe.signature import signature
from newsdigest.stages.dedupe.vectors import vectors

FERRY = "A ferry from {} to {} ran onto a sandbank with {} people on board. Boats took all ashore."
NORTH = article("Ferry runs aground off Maro", FERRY.format("Tessa", "Maro", 42))
SOUTH = article("Ferry runs aground off Hollin", FERRY.format("Birk", "Hollin", 81), site="B")
STRANDED = article(
    "42 taken off stranded ferry",
    "Boats took 42 people ashore after a ferry from Tessa got stuck on a sandbank before Maro.",
    site="C",
)
RESULTS = article(
    "Volta Cells profit doubles to 212 million",
    "On Monday Volta Cells said that its profit doubled to 212 million dollars in three months.",
)
RECALL = article(
    "Volta Cells calls back 9,000 heaters",
    "An agency said that Volta Cells is calling back 9,000 heaters because they may catch fire.",
    site="B",
)


def briefs(*articles: Article) -> list[Brief]:
    signed = [signature(one) for one in articles]
    found = vectors(signed)
    return [brief(one, found.of(at)) for at, one in enumerate(signed)]


def parted(*articles: Article, likeness: float = 0.9) -> list[dict[int, float]]:
    """Part articles that are all equally alike."""
    places = range(len(articles))
    alike = [dict.fromkeys((other for other in places if other != at), likeness) for at in places]
    part_signed(alike, [dict(row) for row in alike], [signature(one) for one in articles])
    return alike


def part_signed(
    alike: list[dict[int, float]],
    measured: list[dict[int, float]],
    signed: list[Signature],
    told: frozenset[int] = frozenset(),
) -> None:
    part(alike, measured, signed, vectors(signed), told)


def test_one_set_of_words_over_other_names_and_numbers_is_told_apart() -> None:
    north, south, stranded = briefs(NORTH, SOUTH, STRANDED)
    assert judged(evidence(north, south)) < -2 < 2 < judged(evidence(north, stranded))


@pytest.mark.parametrize(("one", "other"), [(NORTH, SOUTH), (NORTH, RESULTS), (RESULTS, RECALL)])
def test_evidence_is_the_same_from_either_side_and_bounded(one: Article, other: Article) -> None:
    left, right = briefs(one, other)
    assert evidence(left, right) == pytest.approx(evidence(right, left))
    assert all(0 <= value <= 2.5 for value in evidence(left, right))


def test_evidence_says_what_is_apart() -> None:
    found = evidence(*briefs(NORTH, SOUTH))
    assert (found.names_apart, found.title_names_apart, found.numbers_apart) == (1, 1, 1)
    assert found.template > 0.5


def test_articles_without_names_or_headline_are_judged_by_the_rest() -> None:
    found = evidence(*briefs(article("", "rain all day long"), article("", "no wind", site="B")))
    assert (found.names_held, found.title_held, found.title_names_apart) == (0.5, 0.5, 0)


def test_what_is_told_apart_speaks_against_joining() -> None:
    rows = parted(NORTH, SOUTH, STRANDED)
    assert rows[0][1] == rows[1][0] < 0
    assert rows[0][2] == rows[2][0] == pytest.approx(0.9, abs=0.01)


def test_a_pair_far_below_the_best_of_both_keeps_little() -> None:
    again = article(RESULTS.title, RESULTS.text, site="C")
    recalled = article(RECALL.title, RECALL.text, site="D")
    alone = parted(RESULTS, RECALL, likeness=0.2)[0][1]
    beside = parted(RESULTS, RECALL, again, recalled, likeness=0.2)[0][1]
    assert beside <= BEHIND_KEPT * alone + 0.01


def test_one_cast_is_short_articles_that_share_names_alone() -> None:
    assert is_one_cast(*briefs(RESULTS, RECALL))
    assert not is_one_cast(*briefs(RESULTS, RESULTS))
    assert not is_one_cast(*briefs(NORTH, SOUTH))
    alike = [{1: 0.9}, {0: 0.9}]
    part_signed(alike, [{1: 0.1}, {0: 0.1}], [signature(one) for one in (RESULTS, RECALL)])
    assert alike[0][1] <= 0.12


def test_what_goes_on_from_a_told_story_may_have_other_numbers() -> None:
    alike = [{1: 0.9}, {0: 0.9}]
    part_signed(alike, alike, [signature(NORTH), signature(SOUTH)], frozenset({0}))
    assert alike == [{1: 0.9}, {0: 0.9}]


def test_long_articles_and_bare_headlines_are_left_as_they_are() -> None:
    long = signature(article(NORTH.title, f"{NORTH.text} {' '.join(map(str, range(200)))}"))
    assert long.runs > BRIEF_RUNS
    bare = signature(article("Ferry runs aground"))
    assert not is_brief(long, long)
    assert is_brief(long, signature(SOUTH))
    assert not is_brief(bare, signature(SOUTH))
    alike = [{1: 0.9}, {0: 0.9}]
    part_signed(alike, alike, [long, long])
    assert alike == [{1: 0.9}, {0: 0.9}]
