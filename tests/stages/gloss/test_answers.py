"""A point from an answer of an interview says at its end who gave it, where that is sure."""

from __future__ import annotations

import pytest
from tests.stages.gloss.test_explain import shown

ASKED = ("Why does the quay close now?", "Who pays for the work?", "What becomes of the ferry?")
SAID = ("The stones give way under lorries.", "The town pays half of it.", "It goes on from Alder.")


def talk(intro: str, *labels: str) -> str:
    parts = [intro]
    for question, answer, label in zip(ASKED, SAID, (*labels, "", "", "")[:3], strict=True):
        parts += [question, f"{label}{answer}"]
    return "\n\n".join(parts)


ENGINEER = "The harbour of Elmtown closes for a year. Engineer Jo Vane planned the work."


@pytest.mark.parametrize(
    "text",
    [
        talk(ENGINEER),
        talk(ENGINEER, "Jo Vane: "),
        talk(ENGINEER, "Vane: ", "Vane: ", "Vane: "),
        talk(f"{ENGINEER} Mayor Ana Ruiz agreed to it.", "JO VANE: "),
    ],
)
def test_an_answer_says_whose_it_is(text: str) -> None:
    assert shown(text, points=[SAID[1]]) == f"{SAID[1]} [answer: Jo Vane]"


@pytest.mark.parametrize(
    "text",
    [
        talk("The harbour of Elmtown closes for a year."),
        talk(f"{ENGINEER} Mayor Ana Ruiz agreed to it."),
        talk(f"{ENGINEER} Her brother Tom Vane agreed to it.", "Vane: "),
        f"{ENGINEER}\n\n{SAID[1]}",
    ],
)
def test_nobody_is_named_where_it_is_not_sure(text: str) -> None:
    assert shown(text, points=[SAID[1]]) == SAID[1]


def test_an_answer_that_names_its_speaker_needs_no_more() -> None:
    text = talk(ENGINEER, "Jo Vane: ")
    whole = f"Jo Vane: {SAID[0]}"
    assert "answer" not in shown(text, points=[whole])
    assert "answer" not in shown(text, points=["Engineer Jo Vane planned the work."])
