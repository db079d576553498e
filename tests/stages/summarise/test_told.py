"""What was told before is barred, and the lead of what is news is not."""

from newsdigest.language.novelty import Told
from newsdigest.models import Article
from newsdigest.stages.summarise.choose import Score
from newsdigest.stages.summarise.points import make_candidates
from newsdigest.stages.summarise.reading import read
from newsdigest.stages.summarise.told import bar_told

PLAN = "The council will vote on Tuesday on a toll of two dollars for the Elm bridge."
OUTCOME = "The council on Tuesday voted for a toll of two dollars for the Elm bridge."
MORE = "Nineteen members were in favour and twelve of them against the mayor's plan."


def judged(*lines: str, told: str, headline: str = "") -> list[tuple[bool, float]]:
    reading = read(Article("", "\n\n".join(lines), language="en"))
    candidates = make_candidates([reading], [[Score(0.0, 0.0)] * len(lines)])
    return [(one.barred, one.score.main) for one in bar_told(candidates, headline, Told([told]))]


def test_the_outcome_comes_first_and_its_plan_is_barred() -> None:
    assert judged(OUTCOME, MORE, PLAN, told=PLAN) == [(False, 1.0), (False, 0.0), (True, 0.0)]


def test_a_lead_that_was_told_whole_is_barred_whatever_follows() -> None:
    assert judged(PLAN, MORE, told=PLAN) == [(True, 1.0), (False, 0.0)]


def test_a_headline_that_is_news_brings_its_lead() -> None:
    nearly = "The council's vote on Tuesday on a toll of two dollars for the Elm bridge is near."
    told = f"{PLAN} It is near."
    assert judged(nearly, told=told, headline="Court bans toll") == [(False, 1.0)]


def test_the_lead_is_the_first_sentence_past_labels_that_stands() -> None:
    label = "Read more: bridges and ferries of Elmtown"
    assert judged(label, OUTCOME, MORE, told=PLAN)[1] == (False, 1.0)
    hanging = "He voted on Tuesday for a toll of two dollars for the Elm bridge."
    assert judged(hanging, MORE, told=PLAN) == [(False, 0.0), (False, 0.0)]


def test_nothing_to_judge_is_nothing() -> None:
    assert bar_told([], "Headline", Told(["Rain fell."])) == []
