"""An interview is told by its paragraphs: it asks, and what stands between is answered."""

from __future__ import annotations

import pytest

from newsdigest.outline.interview import find_interview

INTRO = "The harbour will close for a year. Jo Vane knows what it means for Elmtown."
ASKED = ["The plan came late. Why now?", "Who pays for it?", "“And the ferry?”"]
ANSWERS = ["The quay is old.", "The town pays. The province helps.", "It goes on."]
TALK = "\n\n".join([INTRO, *(text for pair in zip(ASKED, ANSWERS, strict=True) for text in pair)])


def test_questions_and_answers_are_slices_of_the_text() -> None:
    found = find_interview(TALK)
    assert found is not None
    assert [TALK[start:end] for start, end in found.questions] == ASKED
    assert [TALK[start:end] for start, end in found.answers] == ANSWERS


@pytest.mark.parametrize(
    "text",
    [
        "",
        INTRO,
        TALK.replace("Why now?", "That is it."),  # two questions make no interview
        "\n\n".join([INTRO, *ASKED, *ANSWERS]),  # a list of questions
        f"{TALK}\n\nWhat next?",  # a report that ends by asking
        "\n\n".join([TALK, *[INTRO] * 9]),  # mostly told
        " ".join(ASKED) * 3,  # asked in one paragraph
    ],
)
def test_what_only_asks_now_and_then_is_none(text: str) -> None:
    assert find_interview(text) is None
