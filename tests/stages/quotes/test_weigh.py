"""Where the ranker doubts, whom the rules name may stand, and then at even chances."""

from __future__ import annotations

import pytest

from newsdigest.outline.read import read_outline
from newsdigest.stages.quotes.attribute import attribute
from newsdigest.stages.quotes.features import NAMES, OF_ENTITY
from newsdigest.stages.quotes.rank import Ranker
from newsdigest.stages.quotes.weigh import EVEN

FLAT = {f"{a}, {b}": [1.0, 0.0] for a in ("known", "unknown") for b in ("rule", "other")}
DOUBT = Ranker([(len(NAMES), 0.5, 0.0, 3.0)], len(OF_ENTITY), FLAT)
"""To this one all candidates are alike, and nobody is likelier than any."""


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ("Tom Gill came. Ana Ruiz said: “It will hold.”", "en", "Ana Ruiz"),
        ("Tom Gill came. “It will hold,” said the mayor of Elm.", "en", "the mayor of Elm"),
        ("Tom Gill und Ida Voss kamen. „Es hält“, sagte die Leiterin.", "de", "die Leiterin"),
        ("Luc Petit vient. « Le pont tiendra », dit la maire.", "fr", ""),
        ("Tom Gill came. “It will hold,” Ana Ruiz dozed.", "en", ""),
    ],
)
def test_the_rules_stand_by_a_cue_of_telling(text: str, language: str, speaker: str) -> None:
    (said,) = (one for one in attribute(read_outline(text, language), DOUBT) if one.token >= 0)
    assert (said.speaker.name if said.confidence >= EVEN else "") == speaker
    assert said.confidence == EVEN or not speaker


def test_who_spoke_last_goes_on_in_the_same_paragraph() -> None:
    text = "“It will hold,” said Ana Ruiz. It rained. “We did count it twice.” Tom Gill left."
    first, second = attribute(read_outline(text), DOUBT)
    assert (first.speaker.name, second.speaker.name) == ("Ana Ruiz", "Ana Ruiz")
    assert second.confidence == EVEN
