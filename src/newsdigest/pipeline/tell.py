"""Stories -> Tellings, over cores; a model of the reader's is asked first where one is wanted.

method news     Story -> tell* -> Telling
method model    Story -> offer* -> Sheet -> consult -> Picks -> tell* -> Telling
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.models.story import OPINION
from newsdigest.pipeline.stages import Task, offer, offer_lost, tell, tell_lost
from newsdigest.text.counts import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsdigest.models import Failure, Story, Telling
    from newsdigest.pipeline.options import StageOptions
    from newsdigest.ports import Answers, MapFn, Model


class Adviser(NamedTuple):
    """A model to ask, where its answers are kept, and who hears what it refused.

    `model` None asks nobody: only kept answers count. `budget` is tokens for the run.
    """

    name: str
    model: Model | None
    answers: Answers
    budget: int
    notice: Callable[[Failure], None]


def tell_all(
    stories: Sequence[Story], options: StageOptions, over: MapFn, adviser: Adviser | None
) -> tuple[Telling, ...]:
    """Tell every story, in their order."""
    tasks = [Task(story, _options_for(story, options)) for story in stories]
    if adviser is not None:
        from newsdigest.pipeline.consult import consult  # noqa: PLC0415 few runs ask a model

        sheets = tuple(over(offer, iter(tasks), offer_lost))
        advice = consult(sheets, adviser.model, adviser.answers, adviser.name, adviser.budget)
        for failure in advice.failures:
            adviser.notice(failure)
        tasks = [
            task._replace(picks=picks) for task, picks in zip(tasks, advice.picks, strict=True)
        ]
    return tuple(over(tell, iter(tasks), tell_lost))


def _options_for(story: Story, options: StageOptions) -> StageOptions:
    """Tell an opinion by its claim alone."""
    if story.section != OPINION:
        return options
    return replace(
        options,
        summarise=replace(options.summarise, points=1),
        quotes=replace(options.quotes, quotes=0),
    )


def chosen_by(tellings: Sequence[Telling]) -> Iterator[str]:
    """Say which stories a model chose the lines of, and which it did not; nothing without one."""
    names = dict.fromkeys(telling.chosen_by for telling in tellings if telling.chosen_by)
    if not names:
        return
    for name in names:
        of = sum(telling.chosen_by == name for telling in tellings)
        yield f"lines of {counted(of, 'story')} chosen by the model {name}"
    rest = [telling.story.title for telling in tellings if not telling.chosen_by]
    if rest:
        yield f"not by the model: {'; '.join(rest)}"
