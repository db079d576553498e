"""What an earlier digest told is not told again."""

from dataclasses import replace
from datetime import date

from newsdigest.models import Article, Story, ToldStory
from newsdigest.pipeline.options import StageOptions
from newsdigest.pipeline.stages import Task, tell
from newsdigest.stages.summarise.options import SummariseOptions

TOLD = ToldStory("s", "Bridge opens", date(2026, 11, 12))
COPY = Article("Bridge opens", "The city opened a bridge over the Elm river on Thursday.")
NEWS = Article("Toll waived", "Cars will cross the Elm bridge free of charge until May next year.")


def test_nothing_is_told_from_copies_of_what_was_told() -> None:
    story = Story("s", "Toll waived", (NEWS, COPY), update_of=TOLD, known=1)
    telling = tell(Task(story, StageOptions()))
    assert [point.text for point in telling.key_points] == [NEWS.text]
    only_known = replace(story, articles=(COPY,))
    assert tell(Task(only_known, StageOptions())).key_points == ()


def test_points_of_an_update_are_what_no_earlier_digest_told() -> None:
    first = (
        "The ferry between Elmstad and the islands stays in port for three weeks after a fire.",
        "Nobody was hurt when the engine of the ferry caught fire on Sunday evening.",
        "Carriers will bring food and medicine to the islands by helicopter twice a day.",
    )
    then = (
        "The owner of the ferry said on Tuesday that it had no valid certificate of safety.",
        "Police searched three offices in the harbour and took papers of four years with them.",
    )
    text = "\n\n".join((*then[:1], *first, *then[1:]))
    story = Story("s", "No certificate", (Article("No certificate", text),))
    told = replace(TOLD, sentences=first)
    options = StageOptions(summarise=SummariseOptions(points=2))
    new = tell(Task(replace(story, update_of=told), options)).key_points
    assert {point.text for point in new} == set(then)
    all_told = tell(Task(story, replace(options, summarise=SummariseOptions(points=5)))).key_points
    assert {point.text for point in all_told} & set(first)
