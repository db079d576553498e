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


@pytest.mark.parametrize("text", ["", "\n", "“", "A", "—"])
def test_nothing_is_too_little_to_read(text: str) -> None:
    outline = read_outline(text, "xx")
    assert outline.text == text
    assert not outline.names.everyone


def test_a_title_with_a_stray_mark_behind_it_is_a_title() -> None:
    outline = read_outline("MEP ” agency Safety Lund came.")
    assert outline.names.runs[0].kind == "role"
