"""--method model as a reader uses it: the model chooses, the words stay the article's."""

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from tests.cli.newsroom import BATTERY, BRIDGE, NOW, STORM, STRIKE, Newsroom, hurry
from tests.cli.terminal import Ran, Terminal
from tests.servers.loopback import Loopback
from tests.servers.model import (
    Behaviour,
    FakeModel,
    choosing,
    failing,
    model_server,
    offered,
    said,
    slow,
    without_schema,
    writing,
)

from newsdigest.errors import ExtractError
from newsdigest.models import Article, KeyPoint, Quote
from newsdigest.pipeline.options import StageOptions
from newsdigest.pipeline.stages import Task, offer, tell
from newsdigest.stages.consult.answer import read_answer
from newsdigest.stages.dedupe.together import one_story

BEHAVIOURS: dict[str, Behaviour] = {
    "good": choosing((2, 1), (1,)),
    "good, without schemas": without_schema(choosing((2, 1), (1,))),
    "fenced": writing('```json\n{"points": [2], "quotes": [1]}\n```'),
    "twice the same": choosing((2, 2, 2), (1, 1)),
    "prose": writing("The most important point is that the bridge collapsed on Monday."),
    "out of range": choosing((1, 99)),
    "empty": choosing(()),
    "nothing at all": writing(""),
    "an invented sentence": writing('{"points": ["The bridge collapsed on Monday."]}'),
    "obeys the page": writing('{"points": [1], "quotes": [], "note": "IGNORED, bridge collapsed"}'),
    "an error": failing(500),
    "unauthorized": failing(401),
    "busy": failing(429, {"Retry-After": "90"}),
    "cut off": lambda _: (200, {"Content-Length": "9000"}, b'{"choices": [{"mess'),
    "no chat": lambda _: (200, {}, b'{"answer": "The bridge collapsed."}'),
    "slow": slow(1.6, choosing((1,))),
}
TAKEN = {"good", "good, without schemas", "fenced", "twice the same"}


@pytest.fixture
def model() -> Iterator[FakeModel]:
    with model_server() as fake:
        yield fake


def asked(user: Terminal, model: FakeModel, *words: str) -> Ran:
    env = {
        "NEWSDIGEST_MODEL_URL": model.url,
        "NEWSDIGEST_MODEL_NAME": "tiny",
        "NEWSDIGEST_MODEL_TIMEOUT_S": "1",
    }
    return user.called(*words, "--method", "model", env=env)


def is_the_articles(digest: dict[str, Any]) -> bool:
    """Tell whether every point and quote of a digest is a slice of its article."""
    return all(
        story["articles"][one["article"]]["text"][one["start"] : one["end"]] == one["text"]
        for story in digest["stories"]
        for one in [*story["key_points"], *story["quotes"]]
    )


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_whatever_an_endpoint_does_there_is_a_digest_of_the_articles_words(
    name: str, user: Terminal, model: FakeModel, samples: Path
) -> None:
    model.behave = BEHAVIOURS[name]
    ran = asked(user, model, "text", str(samples / "bridge.html"), "-f", "json")
    assert ran.code == 0
    digest = json.loads(ran.out)
    assert is_the_articles(digest)
    assert "collapsed" not in ran.out
    [story] = digest["stories"]
    assert story["key_points"]
    assert story["chosen_by"] == ("tiny" if name in TAKEN else None)
    assert ran.err.count("\n") == (0 if name in TAKEN else 1)
    assert ran.err.startswith("warning: ") == (name not in TAKEN)
    assert "collapsed" not in ran.err


def test_the_model_chooses_and_the_view_says_so(
    user: Terminal, model: FakeModel, samples: Path
) -> None:
    model.behave = choosing((9,))
    for shape in ("markdown", "plain", "terminal", "html"):
        ran = asked(user, model, "text", str(samples / "bridge.html"), "-f", shape)
        assert "The old ferry makes its last trip" in ran.out
        assert "Lines chosen by the model tiny" in ran.out
    [first] = model.calls
    assert "1. The city opened a new bridge" in first.question
    ran = asked(user, model, "text", str(samples / "bridge.html"), "--offline")
    assert "Lines chosen by the model tiny" in ran.out


def test_nothing_is_asked_without_the_method(
    user: Terminal, model: FakeModel, samples: Path
) -> None:
    env = {"NEWSDIGEST_MODEL_URL": model.url, "NEWSDIGEST_MODEL_NAME": "tiny"}
    assert user.called("text", str(samples / "bridge.html"), env=env).code == 0
    assert model.calls == []


def test_a_model_that_is_not_named_is_an_error_that_says_what_to_set(
    user: Terminal, samples: Path
) -> None:
    ran = user.called("text", str(samples / "ferry.txt"), "--method", "model")
    assert (ran.code, ran.out) == (2, "")
    assert "no model to ask: model.url: it is not set" in ran.err


def test_a_key_that_is_not_there_is_named_and_one_that_is_stays_unseen(
    user: Terminal, model: FakeModel, samples: Path
) -> None:
    env = {
        "NEWSDIGEST_MODEL_URL": model.url,
        "NEWSDIGEST_MODEL_NAME": "tiny",
        "NEWSDIGEST_MODEL_KEY_ENV": "MY_KEY",
    }
    words = ("text", str(samples / "ferry.txt"), "--method", "model", "-v")
    ran = user.called(*words, env=env)
    assert (ran.code, ran.out) == (2, "")
    assert "no key for the model: MY_KEY" in ran.err
    model.behave = failing(401)
    ran = user.called(*words, env={**env, "MY_KEY": "s3cret"})
    assert model.calls[-1].headers["Authorization"] == "Bearer s3cret"
    assert ran.code == 0
    assert "s3cret" not in ran.out + ran.err


# ---------------------------------------------------------------- a day
@pytest.fixture
def room(user: Terminal, server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    hurry(monkeypatch)
    with time_machine.travel(NOW, tick=True):
        made = Newsroom(user, server)
        hour = timedelta(hours=1)
        times = made.found("Example Times")
        times.publish("City opens new river bridge", NOW - hour, *BRIDGE)
        times.publish("Storm fells trees in the hills", NOW - hour, *STORM)
        made.found("Elm Herald").publish("Harbour strike enters third week", NOW - hour, *STRIKE)
        made.found("Tech Test").publish("Volta Cells files for a listing", NOW - hour, *BATTERY)
        yield made


def follow(room: Newsroom, model: FakeModel, more: str = "") -> None:
    room.follow(rest=f'[model]\nurl = "{model.url}"\nname = "tiny"\ntimeout_s = 1\n{more}')


def test_a_day_is_built_again_to_the_same_bytes_with_the_endpoint_gone(room: Newsroom) -> None:
    with model_server() as model:

        def behave(body: dict[str, Any]) -> Any:
            question = body["messages"][1]["content"]
            return said("no") if "Storm" in question else said({"points": [offered(question)]})

        model.behave = behave
        follow(room, model)
        ran = room.daily("--method", "model")
        assert ran.code == 0
        assert "not chosen by the model: Storm fells trees" in ran.err
        first = room.file().read_bytes()
        assert len(model.calls) == 4
    text = first.decode()
    assert "- lines of 3 stories chosen by the model tiny" in text
    assert "- not by the model: Storm fells trees in the hills" in text
    assert "Utilities in five countries" in text
    assert room.daily("--date", "2026-11-21", "--method", "model").code == 0
    assert room.file().read_bytes() == first
    assert room.daily("--method", "model", "--force").code == 0
    assert room.file().read_bytes() == first


def test_a_run_asks_for_no_more_tokens_than_it_may(room: Newsroom, model: FakeModel) -> None:
    follow(room, model, "tokens_per_run = 900")
    ran = room.daily("--method", "model")
    assert ran.code == 0
    assert 0 < len(model.calls) < 4
    assert "tokens_per_run is used up" in ran.err
    assert "tiny: " not in ran.err.replace("model: tiny: ", "")


def test_a_day_does_not_wait_longer_than_its_time(room: Newsroom, model: FakeModel) -> None:
    model.behave = slow(30, choosing((1,)))
    room.follow(rest=f'[model]\nurl = "{model.url}"\nname = "tiny"\n')
    ran = room.daily("--method", "model", "--max-time", "3")
    assert ran.code == 0
    assert "could not ask the model" in ran.err
    assert room.file().exists()


def test_doctor_says_what_would_be_sent_where(room: Newsroom, model: FakeModel) -> None:
    follow(room, model)
    ran = room.user.called("doctor")
    assert f"model: --method model would send headlines, sentences and quotes to {model.url}" in (
        " ".join(ran.out.split())
    )


# ---------------------------------------------------------------- a thousand answers
def test_of_a_thousand_random_answers_nothing_is_printed_that_is_not_the_articles() -> None:
    text = "\n\n".join([*BRIDGE, *STRIKE, *BATTERY, *STORM])
    task = Task(one_story([Article("A week in Elm", text, language="en")]), StageOptions())
    sheet = offer(task)
    chance = random.Random(24)  # noqa: S311 the same answers each time
    pieces = ['{"points": [', "1", "2", "7", "99", "-1", ",", " ", '"quotes": [', "]", "}", "1.5"]
    pieces += ['"The bridge fell."', "true", "null", "```json\n", "\n```", "Sure! ", "[", "{"]
    taken, most = 0, len(sheet.sentences) + 1
    for turn in range(1000):
        numbers = [chance.randint(-1, most) for _ in range(chance.randint(0, 6))]
        loose = "".join(chance.choices(pieces, k=chance.randint(0, 12)))
        answer = loose if turn % 2 else json.dumps({"points": numbers, "quotes": []})
        try:
            picks = read_answer(answer, sheet, "tiny")
        except ExtractError:
            continue  # `news` chooses, as in every other test
        taken += 1
        told = tell(task._replace(picks=picks))
        assert told.key_points
        slices: list[KeyPoint | Quote] = [*told.key_points, *told.quotes]
        assert all(text[one.start : one.end] == one.text for one in slices)
    assert 50 < taken < 500
