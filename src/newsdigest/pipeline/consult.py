"""Sheets -> Picks: a model of the reader's is asked, story by story; what it wrote is not used.

sheets -> windows -> ask* -> read_answer -> (second round where a story had several windows)

Every answer, a refused one too, is kept by the hash of question and model, so that a day is built
again to the same bytes with the endpoint gone. What could not be asked is not kept: it may be
asked again another day.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.errors import ExtractError
from newsdigest.models import Failure
from newsdigest.stages.consult.answer import read_answer
from newsdigest.stages.consult.prompt import make_prompt, second_round, windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsdigest.models.choice import Picks, Prompt, Sheet
    from newsdigest.ports import Answers, Model

_REFUSED = "!"


@dataclass(frozen=True, slots=True)
class Advice:
    """What asking came to: one Picks a sheet, None where the program's own method chooses.

    `failures` name each story that was not chosen by the model and why, a reason that stands for
    all of them once. `tokens` is what the run cost, as counted by the endpoint or estimated.
    """

    picks: tuple[Picks | None, ...]
    failures: tuple[Failure, ...] = ()
    tokens: int = 0


class Remembered:
    """Answers in memory, to be kept with what else a run leaves behind."""

    def __init__(self, known: Iterable[tuple[str, str]] = ()) -> None:
        self._outcomes = dict(known)

    @property
    def all(self) -> tuple[tuple[str, str], ...]:
        """Give every answer by its key, in a fixed order."""
        return tuple(sorted(self._outcomes.items()))

    def recall(self, key: str) -> str | None:
        """Return a kept outcome, None where there is none."""
        return self._outcomes.get(key)

    def keep(self, key: str, outcome: str) -> None:
        """Keep an outcome."""
        self._outcomes[key] = outcome


class _Asked(NamedTuple):
    """A question under way: whose story, what it shows, how it is worded."""

    story: int
    sheet: Sheet
    prompt: Prompt


def consult(
    sheets: Sequence[Sheet], model: Model | None, answers: Answers, name: str, budget: int
) -> Advice:
    """Ask about every story at once, long ones in windows and then about what the windows gave.

    `model` None asks nobody: only kept answers count. `budget` bounds the tokens of the run by
    the estimate of its questions; stories are asked about in their order until it is used up.
    """
    desk = _Desk(model, answers, name, budget)
    first = [
        _Asked(number, part, make_prompt(part))
        for number, sheet in enumerate(sheets)
        for part in (windows(sheet) if sheet.sentences else ())
    ]
    found: dict[int, list[Picks | None]] = {}
    for asked, picks in zip(first, desk.ask(first), strict=True):
        found.setdefault(asked.story, []).append(picks)
    again = [
        _Asked(story, joined, make_prompt(joined))
        for story, picks in found.items()
        if len(whole := [one for one in picks if one is not None]) == len(picks) > 1
        for joined in [second_round(sheets[story], whole)]
    ]
    final = {story: picks[0] for story, picks in found.items() if len(picks) == 1}
    final |= dict(zip((asked.story for asked in again), desk.ask(again), strict=True))
    chosen = tuple(final.get(number) for number in range(len(sheets)))
    return Advice(chosen, tuple(desk.failures.values()), desk.tokens)


class _Known(NamedTuple):
    """What was kept of a question asked before: what was chosen, None for a refused answer."""

    picks: Picks | None


class _Desk:
    """Where questions go out and answers come in, kept ones first."""

    def __init__(self, model: Model | None, answers: Answers, name: str, budget: int) -> None:
        self._model = model
        self._answers = answers
        self._name = name
        self._left = budget
        self.tokens = 0
        self.failures: dict[str, Failure] = {}

    def ask(self, questions: Sequence[_Asked]) -> list[Picks | None]:
        """Return one Picks per question, None for what was refused or could not be asked."""
        kept = [self._kept(asked) for asked in questions]
        unknown = (one for one, known in zip(questions, kept, strict=True) if known is None)
        said = self._said(list(self._affordable(unknown)))
        return [
            self._read(asked, said.get(asked.prompt.key)) if known is None else known.picks
            for asked, known in zip(questions, kept, strict=True)
        ]

    def _kept(self, asked: _Asked) -> _Known | None:
        """Recall an answer; a kept one that cannot be read is as good as none."""
        outcome = self._answers.recall(self._key(asked))
        if outcome is None:
            return None
        if outcome.startswith(_REFUSED):
            return _Known(None)
        try:
            return _Known(read_answer(outcome, asked.sheet, self._name))
        except ExtractError:
            return None

    def _said(self, fresh: Sequence[_Asked]) -> dict[str, str | Failure]:
        if self._model is None or not fresh:
            return {}
        before = self._model.tokens
        said = self._model.ask([asked.prompt for asked in fresh])
        self.tokens += self._model.tokens - before
        return {asked.prompt.key: answer for asked, answer in zip(fresh, said, strict=True)}

    def _affordable(self, questions: Iterable[_Asked]) -> Iterable[_Asked]:
        for asked in questions if self._model is not None else ():
            if asked.prompt.tokens > self._left:
                self._note(self._name, "tokens_per_run is used up", "tokens_per_run in [model]")
                return
            self._left -= asked.prompt.tokens
            yield asked

    def _read(self, asked: _Asked, said: str | Failure | None) -> Picks | None:
        if said is None:
            return None
        if isinstance(said, Failure):
            self.failures.setdefault(said.message, said)
            return None
        try:
            picks = read_answer(said, asked.sheet, self._name)
        except ExtractError as error:
            self._answers.keep(self._key(asked), _REFUSED + error.why)
            self._note(asked.sheet.headline, error.why, "another model, or --method news")
            return None
        self._answers.keep(self._key(asked), _as_numbers(picks, asked.sheet))
        return picks

    def _key(self, asked: _Asked) -> str:
        return sha256(f"{self._name}\n{asked.prompt.key}".encode("utf-8", "replace")).hexdigest()

    def _note(self, which: str, why: str, hint: str) -> None:
        message = f"not chosen by the model: {which}: {why}"
        self.failures.setdefault(message, Failure(which, "model", message, hint))


def _as_numbers(picks: Picks, sheet: Sheet) -> str:
    """Write what was taken of an answer, and nothing else of it."""
    sentences = {(o.article, o.start): n for n, o in enumerate(sheet.sentences, 1)}
    spoken = {(o.article, o.start): n for n, o in enumerate(sheet.spoken, 1)}
    chosen = {
        "points": [sentences[place] for place in picks.points],
        "quotes": [spoken[place] for place in picks.quotes],
    }
    return json.dumps(chosen, separators=(",", ":"))
