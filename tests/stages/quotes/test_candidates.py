"""Who is a candidate for a quote, and with what features."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from newsdigest.outline.read import read_outline
from newsdigest.stages.quotes.attribute import attribute
from newsdigest.stages.quotes.candidates import MOST, Gathered
from newsdigest.stages.quotes.features import NAMES, OF_QUOTE

if TYPE_CHECKING:
    from newsdigest.stages.quotes.case import Case
    from newsdigest.stages.quotes.said import Said


def _gathered(text: str, language: str = "en") -> list[tuple[Case, Gathered]]:
    seen: list[tuple[Case, Gathered]] = []

    def watch(said: Said, case: Case, gathered: Gathered, spoken: bool) -> None:  # noqa: FBT001
        assert case.said is said
        assert spoken in (True, False)
        seen.append((case, gathered))

    attribute(read_outline(text, language), watch=watch)
    return seen


def _names(text: str, language: str = "en") -> list[str]:
    return [candidate.entity.name for candidate in _gathered(text, language)[0][1].candidates]


def test_everybody_near_a_quote_is_a_candidate() -> None:
    text = "Ana Ruiz met Tom Hart. The council said: “The bridge will hold,” Hart said."
    names = _names(text)
    assert {"Tom Hart", "Ana Ruiz"} <= set(names)


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("Meanwhile the bridge opened. “It will hold the winter,” Ana Ruiz said.", "Meanwhile"),
        ("The book which is long says: “It will hold the winter.”", "The book which is long"),
    ],
)
def test_what_is_no_phrase_is_nobody(text: str, nobody: str) -> None:
    assert nobody not in _names(text)


def test_every_candidate_has_a_number_for_every_feature() -> None:
    text = "Ana Ruiz, mayor of Elm, spoke. “It will hold,” she said. “I counted,” Ruiz added."
    for _, gathered in _gathered(text):
        assert len(gathered.shared) == len(OF_QUOTE)
        for candidate in gathered.candidates:
            assert len(candidate.features) == len(NAMES)
            assert all(math.isfinite(number) for number in candidate.features)


def test_candidates_are_few_however_many_names_stand_near() -> None:
    crowd = ", ".join(f"Ana R{'abcdefghijklmnopqrstuvwxyz'[n]}iz" for n in range(26))
    assert len(_names(f"{crowd} met. “It will hold the winter,” she said.")) <= MOST


def test_a_cue_inside_the_marks_names_who_speaks() -> None:
    text = "« Le pont tiendra, assure Luc Petit. Nous y veillons chaque jour. »"
    case, _ = _gathered(text, "fr")[0]
    assert case.primary is not None
    assert (case.primary.place, case.primary.speaker.name) == ("inside", "Luc Petit")


def test_a_line_below_that_is_a_name_and_a_role_signs_the_quote() -> None:
    text = "“The bridge will hold for a hundred years.”\nAna Ruiz, mayor of Elm"
    case, _ = _gathered(text)[0]
    assert case.primary is not None
    assert (case.primary.cue.rule, case.primary.speaker.name) == ("signed", "Ana Ruiz")
