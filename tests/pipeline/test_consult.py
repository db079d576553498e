"""A model is asked about stories; numbers alone count, every answer is kept."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from newsdigest.models import Failure
from newsdigest.models.choice import Offer, Picks, Prompt, Sheet
from newsdigest.pipeline.consult import Advice, consult

Behaviour = Callable[[Prompt], str | Failure]
DOWN = Failure("http://127.0.0.1/v1", "model", "could not ask the model: nobody answers")


@dataclass
class FakeModel:
    """Answer as told, and count."""

    behave: Behaviour
    tokens: int = 0
    asked: list[Prompt] = field(default_factory=list)

    def ask(self, prompts: Sequence[Prompt]) -> Sequence[str | Failure]:
        self.asked += prompts
        self.tokens += 10 * len(prompts)
        return [self.behave(prompt) for prompt in prompts]


@dataclass
class Kept:
    """Answers in memory."""

    outcomes: dict[str, str] = field(default_factory=dict)

    def recall(self, key: str) -> str | None:
        return self.outcomes.get(key)

    def keep(self, key: str, outcome: str) -> None:
        self.outcomes[key] = outcome


def sheet(headline: str = "Ferry stops", sentences: int = 4, length: int = 30) -> Sheet:
    texts = [f"{headline} {n} ".ljust(length, "x") for n in range(sentences)]
    offers = tuple(Offer(text, 0, n * (length + 1)) for n, text in enumerate(texts))
    return Sheet(headline, offers, (Offer("We tried.", 0, 5),), points=2, quotes=1)


def choosing(points: list[int], quotes: list[int] | None = None) -> Behaviour:
    return lambda _: json.dumps({"points": points, "quotes": quotes or []})


def run(
    model: FakeModel | None, *sheets: Sheet, kept: Kept | None = None, budget: int = 10**6
) -> Advice:
    return consult(sheets, model, kept if kept is not None else Kept(), "tiny", budget)


def test_numbers_come_back_as_places_by_the_models_name() -> None:
    advice = run(FakeModel(choosing([3, 1], [1])), sheet())
    assert advice.picks == (Picks(((0, 62), (0, 0)), ((0, 5),), "tiny"),)
    assert advice.failures == ()
    assert advice.tokens == 10


def test_a_second_build_asks_nobody_and_chooses_the_same() -> None:
    kept = Kept()
    first = run(FakeModel(choosing([2, 4], [1])), sheet(), kept=kept)
    assert run(None, sheet(), kept=kept).picks == first.picks
    again = FakeModel(choosing([1]))
    assert run(again, sheet(), kept=kept).picks == first.picks
    assert again.asked == []


def test_another_model_is_asked_anew() -> None:
    kept = Kept()
    run(FakeModel(choosing([2])), sheet(), kept=kept)
    other = FakeModel(choosing([3]))
    consult([sheet()], other, kept, "other", 10**6)
    assert len(other.asked) == 1


def test_prose_is_refused_named_kept_as_refused_and_never_kept_as_text() -> None:
    kept = Kept()
    advice = run(FakeModel(lambda _: "The ferry sank."), sheet(), kept=kept)
    assert advice.picks == (None,)
    [failed] = advice.failures
    assert failed.message.startswith("not chosen by the model: Ferry stops: it wrote")
    assert "sank" not in "".join(kept.outcomes.values())
    again = FakeModel(choosing([1]))
    assert run(again, sheet(), kept=kept).picks == (None,)
    assert again.asked == []


def test_an_endpoint_that_is_down_is_named_once_and_asked_another_day() -> None:
    kept = Kept()
    advice = run(FakeModel(lambda _: DOWN), sheet("One"), sheet("Two"), kept=kept)
    assert advice.picks == (None, None)
    assert advice.failures == (DOWN,)
    assert kept.outcomes == {}


def test_a_bad_answer_for_one_story_leaves_the_others() -> None:
    def behave(prompt: Prompt) -> str:
        return "no" if "Headline: Two" in prompt.user else '{"points": [1]}'

    advice = run(FakeModel(behave), sheet("One"), sheet("Two"), sheet("Three"))
    assert [picks is not None for picks in advice.picks] == [True, False, True]


def test_a_long_story_is_asked_about_in_windows_and_then_once_more() -> None:
    def behave(prompt: Prompt) -> str:
        last = prompt.user.count("\n")
        return json.dumps({"points": [1, 2], "quotes": []}) if last else "{}"

    model = FakeModel(behave)
    long = sheet(sentences=60, length=500)
    [picks] = run(model, long).picks
    assert picks is not None
    assert len(model.asked) == 4
    starts = {offer.start for offer in long.sentences}
    assert [start in starts for _, start in picks.points] == [True, True]


def test_a_window_that_is_refused_leaves_the_story_to_the_program() -> None:
    answers = iter(['{"points": [1]}', "prose", '{"points": [1]}'])
    advice = run(FakeModel(lambda _: next(answers)), sheet(sentences=60, length=500))
    assert advice.picks == (None,)


def test_the_budget_ends_the_asking_and_says_so_once() -> None:
    model = FakeModel(choosing([1]))
    advice = run(model, sheet("One"), sheet("Two"), sheet("Three"), budget=600)
    assert len(model.asked) == 1
    assert [picks is not None for picks in advice.picks] == [True, False, False]
    assert [failed.message for failed in advice.failures] == [
        "not chosen by the model: tiny: tokens_per_run is used up"
    ]


def test_a_kept_answer_that_was_damaged_is_asked_for_again() -> None:
    kept = Kept()
    first = run(FakeModel(choosing([2])), sheet(), kept=kept)
    kept.outcomes = dict.fromkeys(kept.outcomes, "half a li")
    assert run(FakeModel(choosing([2])), sheet(), kept=kept).picks == first.picks
    assert run(None, sheet(), kept=Kept(dict.fromkeys(kept.outcomes, "!no"))).picks == (None,)


def test_a_story_without_sentences_is_not_asked_about() -> None:
    model = FakeModel(choosing([1]))
    assert run(model, sheet(sentences=0)).picks == (None,)
    assert model.asked == []
