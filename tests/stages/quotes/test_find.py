"""What holds for every text, whatever stands in it."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsdigest.stages.quotes.find import find_quotes

PIECES = st.sampled_from(
    [
        *"“”„‟\"«»‹›「」『』‘’‚'`—–-.,:;!?…()[]\n\u00a0 ",
        "\n\n",
        "''",
        "``",
        " said ",
        " sagte ",
        "Ana Ruiz",
        " Dr. ",
        " who ",
        " he ",
        " according to ",
        " laut ",
        "the mayor",
        " and ",
        " the ",
        "U.S.",
        "Q: ",
        "A: ",
        "’s ",
        "42",
        " zufolge",
        " heißt es in ",
        "— dijo ",
        "-t-il",
        "l’",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))
CODES = ["en", "de", "fr", "es", "it", "pt", "nl", "ru", "pl", "ja", "x", "zz-ZZ", ""]
LANGUAGES = st.sampled_from(CODES)


def holds(text: str, language: str) -> None:
    last = 0
    for quote in find_quotes(text, language):
        assert text[quote.start : quote.end] == quote.text
        assert quote.text.strip()
        assert quote.start >= last
        last = quote.start
        assert 0.0 <= quote.confidence <= 1.0
        assert quote.speaker in text or not quote.speaker
        assert quote.description in text
        assert (quote.mention_start < 0) == (quote.mention_end < 0)
        assert quote.mention_end <= len(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS, LANGUAGES)
@example("“", "en")
@example("”’s", "en")
@example("A:\n\nA: “\n\nQ: x\n\nQ: y", "en")
def test_any_text_gives_slices_of_itself_in_order(text: str, language: str) -> None:
    holds(text, language)


def test_the_same_text_gives_the_same_quotes() -> None:
    text = "Ana Ruiz and Carlos Ruiz met. “It is safe for all of us,” Mr. Ruiz said."
    assert find_quotes(text) == find_quotes(text)


def test_a_speaker_below_the_threshold_is_not_named() -> None:
    text = "“It is safe for all of us,” said Ana Ruiz."
    (named,) = find_quotes(text, "en", 0.9)
    (unnamed,) = find_quotes(text, "en", 1.0)
    assert named.speaker == "Ana Ruiz"
    assert unnamed.speaker == unnamed.description == ""
    assert unnamed.confidence == named.confidence


def test_the_mention_spans_the_words_that_name_the_speaker() -> None:
    text = "Ana Ruiz is mayor. “It is safe for all of us,” Ms. Ruiz said."
    (quote,) = find_quotes(text)
    assert text[quote.mention_start : quote.mention_end] == "Ms. Ruiz"
    assert (quote.cue, quote.rule) == ("said", "subject first, short")


@pytest.mark.parametrize(
    "unit", ["“a ” ", "„a ", "« ", "said X, ", "A: b\n", "— a — b ", "Ab ", "“A,” said Bo Day. "]
)
def test_cost_grows_with_length_and_no_faster(unit: str) -> None:
    def cost(times: int) -> float:
        text = unit * times
        started = time.process_time()
        find_quotes(text)
        return time.process_time() - started

    cost(200)
    short = min(cost(500) for _ in range(3))
    long = min(cost(4_000) for _ in range(2))
    assert long < 8 * short * 3 + 0.05
