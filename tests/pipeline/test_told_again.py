"""What an earlier digest told is not told again."""

from dataclasses import replace
from datetime import date

from newsdigest.models import Article, Story, ToldStory
from newsdigest.pipeline.options import StageOptions
from newsdigest.pipeline.stages import Task, tell

TOLD = ToldStory("s", "Bridge opens", date(2026, 11, 12))
COPY = Article("Bridge opens", "The city opened a bridge over the Elm river on Thursday.")
NEWS = Article("Toll waived", "Cars will cross the Elm bridge free of charge until May next year.")


def test_nothing_is_told_from_copies_of_what_was_told() -> None:
    story = Story("s", "Toll waived", (NEWS, COPY), update_of=TOLD, known=1)
    telling = tell(Task(story, StageOptions()))
    assert [point.text for point in telling.key_points] == [NEWS.text]
    only_known = replace(story, articles=(COPY,))
    assert tell(Task(only_known, StageOptions())).key_points == ()
