"""What a cue or a place settles, so that nobody is weighed; and what the weighed features are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsdigest.outline.read import read_outline
from newsdigest.stages.quotes.attribute import attribute
from newsdigest.stages.quotes.case import GOES_ON, Split
from newsdigest.stages.quotes.features import NAMES, OF_QUOTE
from newsdigest.stages.quotes.find import find_quotes

if TYPE_CHECKING:
    from newsdigest.stages.quotes.candidates import Gathered
    from newsdigest.stages.quotes.case import Case
    from newsdigest.stages.quotes.said import Said


def _weighed(text: str, language: str = "en") -> list[tuple[Case, Gathered]]:
    seen: list[tuple[Case, Gathered]] = []

    def watch(_said: Said, case: Case, gathered: Gathered, _spoken: bool) -> None:  # noqa: FBT001
        seen.append((case, gathered))

    attribute(read_outline(text, language), watch=watch)
    return seen


def _of(gathered: Gathered, name: str, feature: str) -> float:
    one = next(c for c in gathered.candidates if c.entity.name == name)
    return one.features[NAMES.index(feature)]


def test_the_second_half_has_the_speaker_and_the_trust_of_the_first() -> None:
    text = "Tom Gill came. “It will hold,” said Ana Ruiz on the pier. “We did count it twice.”"
    first, second = find_quotes(text)
    assert (second.speaker, second.confidence) == (first.speaker, first.confidence)
    assert second.rule == GOES_ON


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("Tom Gill came. “It will hold us all.” “We did count them.” Ana Ruiz left.", Split.BEHIND),
        ("“It will hold,” he said, “as we did count it.” Ana Ruiz left.", Split.ROUND_CUE),
        ("She said it “will hold us all” and that “the last plank is down” now.", Split.WITHIN),
        ("“It will hold,” he said. A horse ran by. “We did count.” Ana Ruiz left.", Split.NOT),
    ],
)
def test_how_a_quote_goes_on_from_the_last_one(text: str, split: Split) -> None:
    assert _weighed(text)[-1][0].split is split


def test_a_bare_sentence_that_only_says_who_spoke_parts_no_halves() -> None:
    text = "“It will hold.” Ana Ruiz said. “We did count it twice.”"
    assert [quote.rule for quote in find_quotes(text)][1] == GOES_ON


@pytest.mark.parametrize(
    "between",
    [
        "Jane Lind met Tom Gill.",  # two people
        "At the old mill of the town Jane Lind laughs.",  # she does not open it
        "Jane Lind.",  # nothing that she does
    ],
)
def test_a_sentence_that_turns_to_nobody_for_sure_settles_nothing(between: str) -> None:
    text = f"“The stage was wet,” says Kurt Haus. {between} “I fell twice and nobody saw it.”"
    assert find_quotes(text)[-1].rule != "turns"


def test_what_was_written_is_nobody_where_a_name_may_have_written_it() -> None:
    text = "Ana Ruiz and the Elm Trust argued. “We owe her nothing,” {} read."
    assert find_quotes(text.format("the statement"))[0].speaker in ("", "Elm Trust")
    alone = find_quotes("“The clerk moved nine million,” the indictment said.")
    assert [quote.speaker for quote in alone] == ["the indictment"]


def test_reported_words_without_anybody_before_them_stay_open() -> None:
    (quote,) = find_quotes("Die Hütte sei „noch vor dem Winter zu versetzen und zu retten“.", "de")
    assert quote.speaker == ""


def test_who_is_named_inside_a_speech_or_behind_it_has_not_said_it() -> None:
    text = "Ana Ruiz met Tom Gill and Paul Kern. “{},” he said. “But you know {}.”"
    for first, second in (("Paul Kern can row", "him"), ("He can row", "Mr. Paul Kern")):
        (_, gathered), *_ = _weighed(text.format(first, second))
        names = {candidate.entity.name for candidate in gathered.candidates}
        assert "Tom Gill" in names
        assert "Paul Kern" not in names
    (_, gathered), *_ = _weighed(text.format("It kerns", "a kernel"))
    assert "Paul Kern" in {candidate.entity.name for candidate in gathered.candidates}


def test_whom_cues_name_later_is_known_before() -> None:
    text = "The Elm Trust met the Oak Bank. “We count,” it said.\nA day passed.\nIt rained.\n"
    text += "“We count on it,” the Oak Bank said."
    (_, gathered), *_ = _weighed(text)
    assert _of(gathered, "Oak Bank", "told") > _of(gathered, "Elm Trust", "told") == 0
    assert (_of(gathered, "Oak Bank", "told_share"), _of(gathered, "Oak Bank", "told_ahead")) == (
        1,
        3,
    )
    assert _of(gathered, "Oak Bank", "told_back") == _of(gathered, "Elm Trust", "told_back")


@pytest.mark.parametrize(
    ("before", "seen", "near"),
    [
        ("Ana Ruiz spoke.", 1, 0),
        ("The expert Ana Ruiz spoke.", 3, 3),
        ("Ana Ruiz, of the old town by the sea, asked experts.", 3, 2),
        ("An expert came. Ana Ruiz spoke.", 2, 0),
        ("Ana Ruiz spoke. The export was great.", 1, 0),
        ("Ana Ruiz spoke. Experimenting was great.", 1, 0),
    ],
)
def test_where_else_a_phrase_stands_tells_of_whom_it_speaks(
    before: str, seen: float, near: float
) -> None:
    (_, gathered), *_ = _weighed(f"{before} “We count on it,” the expert said.")
    assert gathered.shared[OF_QUOTE.index("phrase_seen")] == seen
    assert _of(gathered, "Ana Ruiz", "phrase_near") == near


def test_who_stands_across_the_verb_is_told_so() -> None:
    (_, gathered), *_ = _weighed("Ana Ruiz came. She told the Elm Trust: “We count on it.”")
    assert _of(gathered, "Elm Trust", "across") == 1
    (_, gathered), *_ = _weighed("Ana Ruiz came. “We count on it,” she told the Elm Trust.")
    assert (_of(gathered, "Elm Trust", "across"), _of(gathered, "Ana Ruiz", "across")) == (1, 0)


def test_the_only_person_of_a_text_is_meant_by_what_points_back() -> None:
    text = "Ana Ruiz opened the gate at noon. “It will hold,” {} said on Monday."
    assert find_quotes(text.format("the mayor"))[0].speaker == "Ana Ruiz"
    assert find_quotes(text.format("a neighbour"))[0].speaker == "a neighbour"
