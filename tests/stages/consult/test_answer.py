"""A model's words are read as numbers of the sheet, or refused with a reason."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.errors import ExtractError
from newsdigest.models.choice import Offer, Picks, Sheet
from newsdigest.stages.consult.answer import LONGEST_ANSWER, read_answer

SHEET = Sheet(
    "Ferry stops for the winter",
    tuple(Offer(f"Sentence number {n} of the article.", 0, n * 40) for n in range(6)),
    tuple(Offer(f"Words number {n}.", 0, n * 40 + 5, "Ana Ruiz") for n in range(3)),
    points=3,
    quotes=1,
)
PLACES = {(offer.article, offer.start) for offer in SHEET.sentences}
SPOKEN = {(offer.article, offer.start) for offer in SHEET.spoken}


def refusal(content: str) -> str:
    with pytest.raises(ExtractError) as caught:
        read_answer(content, SHEET, "m")
    assert caught.value.kind == "model"
    return caught.value.why


def test_numbers_become_places_in_the_order_of_choice() -> None:
    got = read_answer('{"points": [4, 1], "quotes": [2]}', SHEET, "m")
    assert got == Picks(((0, 120), (0, 0)), ((0, 45),), "m")


def test_a_fence_around_the_object_is_dropped() -> None:
    got = read_answer('```json\n{"points": [2], "quotes": []}\n```\n', SHEET, "m")
    assert got.points == ((0, 40),)


def test_a_number_twice_counts_once_and_too_many_are_cut() -> None:
    got = read_answer('{"points": [2, 2, 3, 4, 5, 6], "quotes": [1, 2, 3]}', SHEET, "m")
    assert got.points == ((0, 40), (0, 80), (0, 120))
    assert got.quotes == ((0, 5),)


def test_quotes_may_be_missing() -> None:
    assert read_answer('{"points": [1]}', SHEET, "m").quotes == ()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "something else than the JSON"),
        ("The key points are 1 and 2.", "something else than the JSON"),
        ('Here you are: {"points": [1]}', "something else than the JSON"),
        ('```json\n{"points": [1]}\n``` as you asked', "something else than the JSON"),
        ('{"points": [1', "something else than the JSON"),
        ("[1, 2]", "another shape"),
        ("null", "another shape"),
        ('{"points": [1], "summary": "The ferry stops."}', "another shape"),
        ('{"points": "1"}', "are no list"),
        ('{"points": ["The ferry sank."], "quotes": []}', "something else than numbers"),
        ('{"points": [1.5]}', "something else than numbers"),
        ('{"points": [true]}', "something else than numbers"),
        ('{"points": [[1]]}', "something else than numbers"),
        ('{"points": [0]}', "do not exist"),
        ('{"points": [-1]}', "do not exist"),
        ('{"points": [7]}', "do not exist"),
        ('{"points": [1], "quotes": [4]}', "do not exist"),
        ('{"points": [], "quotes": [1]}', "no sentence"),
        ('{"quotes": [1]}', "no sentence"),
        ("[" * 9_000, "something else than the JSON"),
        ('{"points": [1]}' + " " * LONGEST_ANSWER, "a text instead of numbers"),
    ],
)
def test_whatever_else_comes_is_refused_with_its_reason(content: str, why: str) -> None:
    assert why in refusal(content)


numbers = st.lists(st.integers(-3, 12) | st.booleans() | st.text(max_size=5) | st.none())
near = st.dictionaries(
    st.sampled_from(["points", "quotes", "note"]), numbers | st.text(max_size=9), max_size=3
).map(json.dumps)


@given(near | st.text(max_size=200))
def test_any_answer_chooses_places_of_the_sheet_or_is_refused(content: str) -> None:
    try:
        got = read_answer(content, SHEET, "m")
    except ExtractError:
        return
    assert 1 <= len(got.points) <= SHEET.points
    assert len(set(got.points)) == len(got.points)
    assert set(got.points) <= PLACES
    assert set(got.quotes) <= SPOKEN
    assert len(got.quotes) <= SHEET.quotes
