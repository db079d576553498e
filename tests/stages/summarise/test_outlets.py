"""Several articles of one story: agreement, what one outlet alone has, figures that differ."""

from newsdigest.models import Article
from newsdigest.stages.summarise.choose import Candidate, Rules, Score, choose
from newsdigest.stages.summarise.outlets import agree, beside, only_in
from newsdigest.stages.summarise.reading import Reading, read, weigh

CLOSED = "The council of Elmtown voted on Monday to close the old bridge for two years."
COST = "Repairs to the bridge will cost $40 million, the city engineer said."
BUSES = "Buses will cross free of charge until January, a spokeswoman for the operator promised."
TWELVE = "The flood in Elmtown killed 12 people and cut off four villages, rescuers said."
NINETEEN = "The flood in Elmtown killed 19 people and cut off four villages, rescuers said."


def story(*texts: str) -> tuple[list[Reading], list[Candidate]]:
    readings = [read(Article("", text)) for text in texts]
    vectors = weigh([line for reading in readings for line in reading.lines])
    lines = [(line, number) for number, reading in enumerate(readings) for line in reading.lines]
    return readings, [
        Candidate(line, number, Score(0.0, 0.0), vector)
        for (line, number), vector in zip(lines, vectors, strict=True)
    ]


def test_what_the_other_outlets_say_too_scores_higher() -> None:
    readings, candidates = story(f"{CLOSED} {BUSES}", f"{COST} {CLOSED}")
    scores = [[Score(0.0, 0.0)] * len(reading.lines) for reading in readings]
    raised = agree(readings, scores, [c.vector for c in candidates])
    closed, buses, cost, again = (score.worth for score in raised)
    assert min(closed, again) > max(buses, cost)
    assert [score.main for score in raised] == [score.worth for score in raised]


def test_articles_without_a_sentence_agree_on_nothing() -> None:
    readings, _ = story("", "")
    assert agree(readings, [[], []], []) == []


def test_a_point_that_no_other_outlet_has_is_named() -> None:
    readings, candidates = story(f"{CLOSED} {COST}", f"{CLOSED} {BUSES}")
    outlets = ["Coast Daily", "Elm Herald"]
    assert only_in(candidates, readings, outlets) == ["", "Coast Daily", "", "Elm Herald"]


def test_a_point_whose_words_are_spread_over_another_article_is_not_its_own() -> None:
    spread = "Buses were full on Monday morning. The charges were small but they were not free."
    more = "A spokeswoman came here in January. Two operators promised to cross the river."
    readings, candidates = story(f"{CLOSED} {BUSES}", f"{spread} {more}")
    assert only_in(candidates[1:2], readings, ["Coast Daily", "Elm Herald"]) == [""]


def test_two_articles_of_one_outlet_have_nobody_to_differ_from() -> None:
    readings, candidates = story(CLOSED, BUSES)
    assert only_in(candidates, readings, ["Elm Herald", "Elm Herald"]) == ["", ""]


def test_a_second_article_of_the_same_outlet_does_not_share_a_point_away() -> None:
    readings, candidates = story(BUSES, BUSES, CLOSED)
    outlets = ["Elm Herald", "Elm Herald", "Coast Daily"]
    assert only_in(candidates[:1], readings, outlets) == ["Elm Herald"]


def test_a_figure_is_the_same_in_words_and_in_digits() -> None:
    readings, candidates = story("Seven of nine trams stood.", "Of 9 trams there were 7 at rest.")
    assert only_in(candidates, readings, ["A", "B"]) == ["", ""]


def test_a_point_of_stop_words_alone_is_nobodys_own() -> None:
    readings, candidates = story("It is what it is now.", CLOSED)
    assert only_in(candidates[:1], readings, ["A", "B"]) == [""]


def test_sentences_that_differ_in_a_figure_stand_side_by_side() -> None:
    _, candidates = story(f"{TWELVE} {CLOSED}", f"{COST} {NINETEEN}")
    assert beside(candidates) == [0, 3, 1, 2]


def test_sentences_of_one_outlet_keep_their_order() -> None:
    _, candidates = story(f"{TWELVE} {CLOSED} {NINETEEN}")
    assert beside(candidates) == [0, 1, 2]


def test_figures_of_different_facts_do_not_meet() -> None:
    _, candidates = story(f"{TWELVE} {CLOSED}", "Some 400 jobs at the port are at risk.")
    assert beside(candidates) == [0, 1, 2]


def test_a_year_is_no_other_figure_than_a_count_of_years() -> None:
    since = "The city opened the first bridge over the Elm river since 1962 on Monday."
    after = "The bridge over the Elm river opened on Monday, the first for the city in 64 years."
    _, candidates = story(since, after)
    rules = Rules(points=2, redundancy=0.0)
    assert len(choose(candidates, rules)) == 1
    _, candidates = story(since, since.replace("1962", "1964"))
    assert len(choose(candidates, rules)) == 2
    _, candidates = story(since.replace("1962", "12 years"), after)
    assert len(choose(candidates, rules)) == 2
