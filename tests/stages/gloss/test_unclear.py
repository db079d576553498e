"""A point that leaves its reader asking who or what is found, and no other."""

import pytest
from tests.stages.gloss.test_explain import SAFETY, outlines, point

from newsdigest.models import Article
from newsdigest.stages.gloss.explain import unclear

LEAD = "Ana Ruiz, mayor of Elmton, closed the plant.\n\nIt rained.\n\n"


def lacks(sentence: str, lead: str = LEAD, title: str = "Plant closed", code: str = "en") -> bool:
    article = Article(title, f"{lead}{sentence}", language=code)
    made = [point(article, sentence)]
    found = unclear([article], outlines([article]), made, title)
    assert found <= {(0, made[0].start)}
    return bool(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "They want a new plant by May.",
        "While they wait for it, they drink beer.",
        "With his brother he left the town.",
        "This decision was wrong.",
        "These old tubes leaked, a baker said.",
        "The diplomat said that it was wrong.",
        "The agency’s head said that it was wrong.",
        "According to the report, it leaks.",
        "He said that it was wrong.",
    ],
)
def test_what_points_at_nothing_that_was_told_is_unclear(sentence: str) -> None:
    assert lacks(sentence, lead="The plant was closed.\n\nIt rained.\n\n")


@pytest.mark.parametrize(
    "sentence",
    [
        "Ruiz wants a new plant by May.",
        "The town and its people want a plant.",
        "A baker said that he wants a plant.",
        "With her new plan, Ana Ruiz won.",
        "While he waits, the town wants a plant.",
        "“They want a plant,” a baker said.",
        "This week a baker wants a plant.",
        "Those who wait want a plant.",
        "The plant said nothing.",
        "The government said nothing.",
        "The report of the baker said nothing.",
        "The old Elmton report said nothing.",
        "The very old report said nothing.",
        "14 million people want a plant.",
        "The",
    ],
)
def test_what_is_told_explained_or_general_is_clear(sentence: str) -> None:
    assert not lacks(sentence)


def test_a_surname_or_initials_that_no_bracket_explains_are_unclear() -> None:
    lead = SAFETY.format("Ana Ruiz met Jon Ruiz.\n\n")
    assert lacks("The plant closed, and Ruiz knew.", lead=lead)
    assert lacks(
        "Lund, Holm and the ORS came.", lead=lead.replace("Ana Ruiz, mayor", "Mia Holm, a")
    )
    assert not lacks("Mayor Ruiz knew of it.", lead=lead)
    assert not lacks("The Office for River Safety (ORS) knew of it.", lead=lead)
    assert not lacks("Ruiz Ruiz knew of it.", lead=lead)


def test_a_pronoun_may_mean_the_one_person_of_the_headline() -> None:
    sentence = "When she left, she laughed."
    lead = "The plant was closed by Ana Ruiz.\n\nIt rained.\n\n"
    assert lacks(sentence, lead=lead)
    assert not lacks(sentence, lead=lead, title="Ana Ruiz closes plant")
    assert lacks("When they left, they laughed.", lead=lead, title="Ana Ruiz closes plant")
    assert lacks("When he left, he laughed.", lead=lead, title="Ana Ruiz closes plant")


@pytest.mark.parametrize(
    ("sentence", "unclear"),
    [
        ("Mit ihm kam ein Bäcker aus dem Norden.", True),
        ("Das Werk können Sie am Montag sehen.", False),
        ("Der Verein, der gewann, feiert am Montag.", False),
        ("Der Verein sagte am Montag nichts dazu.", True),
    ],
)
def test_other_languages_are_read_by_their_own_words(sentence: str, unclear: bool) -> None:  # noqa: FBT001
    lead = "Das Werk wurde geschlossen.\n\nEs regnete.\n\n"
    assert lacks(sentence, lead=lead, title="Werk geschlossen", code="de") is unclear


@pytest.mark.parametrize("opening", ["Among them was", "The others knew", "All three knew"])
def test_a_part_of_what_was_counted_is_unclear_even_beside_it(opening: str) -> None:
    first, second = "Ten bakers came on Monday.", f"{opening} a baker from the north."
    article = Article("Plant closed", f"{first}\n\n{second}", language="en")
    made = [point(article, first), point(article, second)]
    found = unclear([article], outlines([article]), made, article.title)
    assert found == {(0, made[1].start)}


def test_a_part_of_what_is_named_beside_it_is_clear() -> None:
    assert not lacks("The others of the town were asked.")


def test_what_goes_on_where_the_point_before_ends_is_clear() -> None:
    first, second = "A baker came on Monday.", "He wants a new plant."
    article = Article("Plant closed", f"{first} {second}", language="en")
    made = [point(article, first), point(article, second)]
    assert unclear([article], outlines([article]), made, article.title) == frozenset()
