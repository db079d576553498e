"""Scored sentences -> the few to print."""

from dataclasses import replace

import pytest

from newsdigest.models import Article
from newsdigest.stages.summarise.choose import Candidate, Rules, Score, choose, says_the_same
from newsdigest.stages.summarise.reading import Line, read

TEXT = (
    "Elmtown closes the old bridge over the river. "
    "Farmers in the hills harvest barley and oats. "
    "Two schools open new wings in September. "
    "Musicians rehearse an opera by the harbour."
)


def lines(text: str = TEXT) -> tuple[Line, ...]:
    return read(Article("", text)).lines


def candidates(
    *scores: float, follows: dict[int, int] | None = None, barred: tuple[int, ...] = ()
) -> list[Candidate]:
    reading = read(Article("", TEXT))
    return [
        Candidate(line, 0, Score(score, score), vector, (follows or {}).get(at, -1), at in barred)
        for at, (line, score, vector) in enumerate(
            zip(reading.lines, scores, reading.vectors, strict=True)
        )
    ]


def test_the_best_are_chosen_in_order_of_choice() -> None:
    assert choose(candidates(1, 2, 0, 3), Rules(2, 0.0)) == [3, 1]


def test_the_main_fact_is_chosen_first_and_what_is_worth_most_after_it() -> None:
    scores = [Score(0.0, 3.0), Score(9.0, 0.0), Score(1.0, 2.0), Score(0.0, 1.0)]
    given = [
        one._replace(score=score) for one, score in zip(candidates(0, 0, 0, 0), scores, strict=True)
    ]
    assert choose(given, Rules(3, 0.0)) == [1, 0, 2]


def test_past_the_second_what_an_editor_would_not_print_ends_the_choice() -> None:
    scores = [Score(3.0, 3.0, 0.1), Score(2.0, 2.0, 0.1), Score(1.0, 1.0, 0.1), Score(0.0, 0.0)]
    given = [
        one._replace(score=score) for one, score in zip(candidates(0, 0, 0, 0), scores, strict=True)
    ]
    assert choose(given, Rules(4, 0.0)) == [0, 1]


def test_what_points_back_stands_alone_where_it_is_surely_understood() -> None:
    tied = "This second bridge over the Elm was opened by the mayor of Elmtown on Monday."
    said = "“This is the second bridge over the Elm,” she said on Monday to the mayor of Elmtown."
    gone = "Their dream of a second bridge gone, 150 men of Elmtown came home on Monday."
    also = "Also a second bridge over the Elm was opened by the mayor of Elmtown on Monday."
    named = "He opened the second bridge over the Elm in the north of Elmtown on Monday."
    for text, unclear, told in (
        (gone, 0.05, [0]),
        (tied, 0.05, [0]),
        (tied, 0.5, [1]),
        *((text, 0.05, [1]) for text in (named, also, said)),
    ):
        reading = read(Article("", f"{text} The ferry carries the pupils over the lake."))
        given = [
            Candidate(line, 0, Score(2.0 - at, 2.0 - at, 1.0, unclear), vector, follows)
            for at, (line, vector, follows) in enumerate(
                zip(reading.lines, reading.vectors, (0, -1), strict=True)
            )
        ]
        assert choose(given, Rules(1, 0.0)) == told


def test_ties_go_to_the_earlier() -> None:
    assert choose(candidates(1, 1, 1, 1), Rules(2, 0.0)) == [0, 1]


def test_another_outlets_words_for_a_fact_are_a_repeat_sooner_than_its_own() -> None:
    text = (
        "Talks between the dockers and the port ended without a result on Saturday. "
        "The dockers and the port broke off their talks late on Saturday evening."
    )
    found = lines(text)
    own = [Candidate(line, 0, Score(1.0, 1.0), {}, -1) for line in found]
    across = [own[0], own[1]._replace(article=1)]
    assert choose(own, Rules(2, 0.0)) == [0, 1]
    assert choose(across, Rules(2, 0.0)) == [0]
    figures = [
        one._replace(line=replace(one.line, figures=frozenset({str(n)})))
        for n, one in enumerate(across)
    ]
    assert choose(figures, Rules(2, 0.0)) == [0, 1]


def test_nothing_gives_nothing() -> None:
    assert choose([], Rules(3, 1.0)) == []


def test_a_barred_sentence_is_never_chosen() -> None:
    assert choose(candidates(9, 1, 2, 3, barred=(0,)), Rules(4, 0.0)) == [3, 2, 1]
    assert choose(candidates(9, 9, 9, 9, barred=(0, 1, 2, 3)), Rules(4, 0.0)) == []


def test_a_sentence_follows_only_what_was_chosen() -> None:
    assert choose(candidates(1, 9, 2, 3, follows={1: 0}), Rules(2, 0.0)) == [3, 2]
    assert choose(candidates(5, 4, 2, 3, follows={1: 0}), Rules(2, 0.0)) == [0, 1]


def test_where_nothing_may_stand_the_best_is_chosen_alone() -> None:
    own = {at: at for at in range(4)}
    assert choose(candidates(1, 3, 3, 2, follows=own), Rules(3, 0.0)) == [1]


def test_likeness_to_what_was_chosen_costs() -> None:
    like = read(
        Article(
            "",
            "The old bridge is closed to cars. The old bridge over the river is closed. "
            "Barley is dear in the hills now.",
        )
    )
    given = [
        Candidate(line, 0, Score(score, score), vector)
        for line, score, vector in zip(like.lines, (3.0, 2.0, 1.9), like.vectors, strict=True)
    ]
    assert choose(given, Rules(2, 5.0)) == [0, 2]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Elmtown closes the old bridge.", "Elmtown closes the old bridge.", True),
        ("Elmtown closes its old bridge.", "Elmtown closes the old bridge today.", True),
        ("Elmtown closes the old bridge.", "Farmers harvest barley and oats.", False),
        ("The flood in Elmtown killed 12 people.", "The flood in Elmtown killed 19 people.", False),
        ("The flood in Elmtown killed people.", "The flood in Elmtown killed 19 people.", True),
        (
            "Elmtown has no plan to sell the ferry to investors, the mayor Ana Ruiz told Radio 4N.",
            "“We do not plan to sell the ferry to anybody,” Cole was quoted as saying in May.",
            True,
        ),
        ("The flood in Elmtown killed twelve people.", "In Elmtown 12 people drowned.", True),
        ("The flood in Elmtown killed twelve people.", "Elmtown's flood killed 19 people.", False),
        (
            "Fourteen of 22 cranes stand idle and fruit importers count the cost in lost trade.",
            "The port authority said on Friday that 14 of 22 cranes were idle.",
            True,
        ),
        (
            "One of 22 cranes stands idle and fruit importers count the cost in lost trade.",
            "The port authority said on Friday that one of 22 cranes had been sold.",
            False,
        ),
        ("It is so and so, is it?", "It is not so, or is it?", False),
        ("“No, no, not now,” said Cole.", "Cole said no.", False),
    ],
)
def test_two_sentences_that_say_the_same_are_told(one: str, other: str, *, same: bool) -> None:
    first, second = lines(one)[0], lines(other)[0]
    assert says_the_same(first, second) is same
    assert says_the_same(second, first) is same
