"""Small facts about nouns are worded once for every format."""

import pytest

from newsdigest.models import Article, LeftOut, Quote, Story
from newsdigest.stages.render.facts import attribution, credited, left_out_line


@pytest.mark.parametrize(
    ("site", "authors", "agency", "shown"),
    [
        ("Elm Herald", ("Ana Ruiz", "Omar Diallo"), "dpa", ("Ana Ruiz, Omar Diallo", "dpa")),
        ("Reuters", ("Ana Ruiz",), "Reuters", ("Ana Ruiz", "")),
        ("Ana Ruiz", ("Ana Ruiz",), "", ("", "")),
        ("elm herald", ("Elm Herald", "Ana Ruiz"), "", ("Ana Ruiz", "")),
        ("Elm Herald", ("dpa",), "DPA", ("dpa", "")),
        ("", (), "", ("", "")),
    ],
)
def test_nobody_is_credited_twice(
    site: str, authors: tuple[str, ...], agency: str, shown: tuple[str, str]
) -> None:
    assert credited(Article("", "", site=site, authors=authors, agency=agency)) == shown


@pytest.mark.parametrize(
    ("language", "speaker", "description", "shown"),
    [
        ("en", "Omar Diallo", "The council's chairman", "Omar Diallo, the council's chairman"),
        ("de", "Ida Voss", "Die Leiterin des Hafens", "Ida Voss, die Leiterin des Hafens"),
        ("en", "Omar Diallo", "Council chairman", "Omar Diallo, Council chairman"),
        ("en", "", "The council's chairman", "The council's chairman"),
        ("en", "Omar Diallo", "The", "Omar Diallo, The"),
        ("xx", "Omar Diallo", "The chairman", "Omar Diallo, The chairman"),
        ("", "Omar Diallo", "The chairman", "Omar Diallo, the chairman"),
        ("en", "", "", "speaker not named"),
    ],
)
def test_behind_a_name_an_article_that_opened_a_sentence_is_small(
    language: str, speaker: str, description: str, shown: str
) -> None:
    story = Story("s", "T", (Article("T", "Yes.", language=language),))
    quote = Quote("Yes.", 0, 4, speaker=speaker, description=description)
    assert attribution(quote, story) == shown


@pytest.mark.parametrize(
    ("text", "speaker", "description", "shown"),
    [
        ("Yes, Pope Leo said.", "Leo", "Pope", "Pope Leo"),
        ("Yes, Judge Ana Ruiz said.", "Ana Ruiz", "Judge", "Judge Ana Ruiz"),
        ("Yes, Vice President Diallo said.", "Diallo", "Vice President", "Vice President Diallo"),
        ("Yes, Tory MP Ana Ruiz said.", "Ana Ruiz", "Tory MP", "Ana Ruiz, Tory MP"),
        ("Yes, spokesman Diallo said.", "Diallo", "spokesman", "Diallo, spokesman"),
        ("Yes, Leo, the Pope, said.", "Leo", "Pope", "Leo, Pope"),
        ("Yes, The Who said.", "", "The Who", "The Who"),
    ],
)
def test_a_title_stands_before_its_name_where_the_article_writes_it_so(
    text: str, speaker: str, description: str, shown: str
) -> None:
    story = Story("s", "T", (Article("T", text, language="en"),))
    quote = Quote("Yes", 0, 3, speaker=speaker, description=description)
    assert attribution(quote, story) == shown


def test_what_was_left_out_is_summed_up_by_kind_in_its_order() -> None:
    kinds = (
        ["machine-written"] * 2 + ["repeated headline"] + ["related links"] * 3 + ["caption"] * 2
    )
    assert left_out_line([LeftOut(kind, "x") for kind in kinds]) == (
        "2 machine-written lines, headline repeated 1×, 3 lines of related links, 2 captions"
    )
    assert left_out_line([]) == ""
