"""An outline keeps every place of its text and knows who is introduced in it."""

from __future__ import annotations

import pytest

from newsdigest.outline.read import read_outline

TEXT = (
    "Ana Ruiz, mayor of Elm, opened the bridge on Monday. “It will hold,” Ruiz said.\n\n"
    "Harbour Watch, a lobby, called it “a toy”."
)


def test_tokens_and_spans_are_slices_of_the_text() -> None:
    outline = read_outline(TEXT)
    assert [TEXT[span.start : span.end] for span in outline.spans] == ["It will hold,", "a toy"]
    words = [token for token in outline.tokens if token.kind in ("word", "sign", "number")]
    assert all(TEXT[token.start : token.end].lower() == token.low for token in words)
    assert [outline.ending(0), outline.ending(1)] == [",", "y"]


def test_sentences_cover_the_words_and_cross_no_line() -> None:
    outline = read_outline(TEXT)
    assert [outline.slice(s.first, s.last) for s in outline.sentences] == [
        "Ana Ruiz, mayor of Elm, opened the bridge on Monday.",
        "“It will hold,” Ruiz said.",
        "Harbour Watch, a lobby, called it “a toy”.",
    ]
    assert [sentence.line for sentence in outline.sentences] == [0, 0, 1]


def test_a_person_keeps_the_words_that_introduce_them() -> None:
    ana = read_outline(TEXT).names.everyone[0]
    assert (ana.name, ana.description) == ("Ana Ruiz", "mayor of Elm")
    assert TEXT[slice(*ana.described)] == ana.description
    assert ana.mentions > 1


@pytest.mark.parametrize(
    ("text", "described"),
    [
        (
            "Democratic Party for the Towns leader Yuri Tama left.",
            "Democratic Party for the Towns leader",
        ),
        ("On Monday Bank of Elm governor Andrew Bale spoke.", "Bank of Elm governor"),
        (
            "They met Institute for the Study of War analyst Kim Vale.",
            "Institute for the Study of War analyst",
        ),
        ("“No,” said senior author Dr. Silva Marten.", "senior author"),
        ("She now attends a centre Rita Land trusts.", ""),
        ("He left the party of Elmtown leader Jo Vane.", "Elmtown leader"),
        ("Members of the Elm council leader Jo Vane left.", "Elm council leader"),
    ],
)
def test_a_title_before_a_name_is_whole(text: str, described: str) -> None:
    assert read_outline(text).names.everyone[0].description == described


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("Ana Ruiz, author of “The Tall Bridges”, spoke.", "author"),
        ("Ana Ruiz (director in “Oak”) spoke.", "director"),
        ("The crew chief of Frank Bord, Ana Ruiz, and Bill Holm ate.", ""),
        ("The lawyer of Frank Bord, Ana Ruiz, spoke.", "The lawyer of Frank Bord"),
        ("The head of the union, Ana Ruiz, and her deputy left.", "The head of the union"),
    ],
)
def test_a_role_hangs_on_nothing_and_is_of_no_list(text: str, described: str) -> None:
    everyone = {person.name: person.description for person in read_outline(text).names.everyone}
    assert everyone["Ana Ruiz"] == described


@pytest.mark.parametrize("text", ["", "\n", "“", "A", "—"])
def test_nothing_is_too_little_to_read(text: str) -> None:
    outline = read_outline(text, "xx")
    assert outline.text == text
    assert not outline.names.everyone


def test_a_title_with_a_stray_mark_behind_it_is_a_title() -> None:
    outline = read_outline("MEP ” agency Safety Lund came.")
    assert outline.names.runs[0].kind == "role"


NAMED = [
    # a text, its language, and the people it names with their mentions
    ("“Nein”, so Jens Weber. Weber geht nun.", "de", {"Jens Weber": 2}),
    ("Jens Vogt kam. Vogts Antrag fiel durch.", "de", {"Jens Vogt": 2}),
    ("Jens Vogt kam. Hier sieht Vogt Vorteile.", "de", {"Jens Vogt": 2}),
    ("Die Ministerin Eva Vogt kam. Die Weber sagt nichts.", "de", {"Eva Vogt": 1}),
    ("MK Dalia Brenn spoke. Brenn said no.", "en", {"Dalia Brenn": 2}),
    ("Then Velda King, a host, asked. King said no.", "en", {"Velda King": 2}),
    ("The Elm King met the bishop. The king said no.", "en", {}),
    ("Elm Harbour Trust (EHT) opened a gate.", "en", {}),
    ("Elm Harbour Trust (NPP) opened a gate.", "en", {"Elm Harbour Trust": 1}),
    ("Pedro Gil Oria vino. Gil dijo que no.", "es", {"Pedro Gil Oria": 2}),
    ("Iris y del Negrito vinieron.", "es", {"Iris": 1}),
    ("Ortega y Gasset vino.", "es", {"Ortega y Gasset": 1}),
    ("Dalla Brenn came. Brenn runs. She asks. Asks Dalla of it.", "en", {"Dalla Brenn": 3}),
    ("She runs. Runs Dalla Brenn? Brenn does.", "en", {"Dalla Brenn": 2}),
]


@pytest.mark.parametrize(("text", "language", "people"), NAMED)
def test_a_name_is_told_from_what_stands_beside_it(
    text: str, language: str, people: dict[str, int]
) -> None:
    outline = read_outline(text, language)
    assert {person.name: person.mentions for person in outline.names.everyone} == people


GLUED = [
    ("Il est mort.«\u202fOui\u202f», dit Luc.", 2),
    ("Il est mort («\u202foui\u202f»).Luc vient.", 2),
    ("Er sagt „nein“.Danach kommt Vogt.", 2),
    ("Er sagt z.B.„nein“.", 1),
    ("Er kam. dann ging er.", 1),
]


@pytest.mark.parametrize(("text", "sentences"), GLUED)
def test_a_stop_without_a_blank_behind_it_ends_a_sentence_before_speech(
    text: str, sentences: int
) -> None:
    assert len(read_outline(text, "fr" if "mort" in text else "de").sentences) == sentences


@pytest.mark.parametrize("text", ['He said "it holds " and left.', 'He said "it holds"and left.'])
def test_a_straight_mark_between_two_blanks_or_none_ends_what_is_open(text: str) -> None:
    (span,) = read_outline(text).spans
    assert text[span.start : span.end].strip() == "it holds"


def test_a_role_beside_a_last_name_that_two_bear_is_nobody_s() -> None:
    text = "Ana Ruiz met Tom Ruiz. President Ruiz laughed. Mayor Ida Voss left."
    people = {one.name: one.description for one in read_outline(text, "en").names.everyone}
    assert people == {"Ana Ruiz": "", "Tom Ruiz": "", "Ida Voss": "Mayor"}


def test_what_holds_a_stop_behind_an_elided_noun_is_no_person() -> None:
    assert read_outline("L'Orne St. Petit est là.", "fr").names.everyone == []
