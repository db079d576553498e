"""An endpoint is asked politely, within bounds, and every way to fail has its line."""

import time
from collections.abc import Iterator, Sequence

import pytest
from tests.servers.loopback import Loopback
from tests.servers.model import (
    FakeModel,
    choosing,
    failing,
    model_server,
    once,
    said,
    slow,
    without_schema,
    writing,
)

from newsdigest.edges.model import ModelEndpoint, ModelOptions
from newsdigest.models import Failure
from newsdigest.models.choice import Prompt
from newsdigest.stages.consult.answer import SCHEMA

PROMPT = Prompt("key", "orders", "1. The ferry stops.", 50)
CHOSEN = '{"points": [1], "quotes": []}'


@pytest.fixture
def model() -> Iterator[FakeModel]:
    with model_server() as fake:
        yield fake


def ask(url: str, *prompts: Prompt, timeout_s: float = 5.0, key: str = "") -> Sequence[object]:
    options = ModelOptions(url, "tiny", key, timeout_s, concurrency=2)
    return ModelEndpoint(options, SCHEMA, proxies={}).ask(prompts or (PROMPT,))


def why(answer: object) -> str:
    assert isinstance(answer, Failure)
    assert answer.kind == "model"
    assert "\n" not in answer.message
    return answer.message


def test_the_question_goes_out_in_the_chat_form_and_the_text_comes_back(model: FakeModel) -> None:
    assert ask(model.url, key="s3cret") == [CHOSEN]
    [call] = model.calls
    assert call.path == "/v1/chat/completions"
    assert call.headers["Authorization"] == "Bearer s3cret"
    assert call.body["model"] == "tiny"
    assert [m["content"] for m in call.body["messages"]] == ["orders", "1. The ferry stops."]
    assert call.body["response_format"]["json_schema"]["schema"] == SCHEMA
    assert call.body["temperature"] == 0


def test_a_url_that_names_the_route_is_taken_as_it_is(model: FakeModel) -> None:
    ask(model.url + "/chat/completions/")
    assert model.calls[0].path == "/v1/chat/completions"


def test_no_key_sends_no_header(model: FakeModel) -> None:
    ask(model.url)
    assert "Authorization" not in model.calls[0].headers


def test_answers_stand_in_the_order_of_the_prompts(model: FakeModel) -> None:
    model.behave = lambda body: said(body["messages"][1]["content"])
    prompts = [Prompt(str(n), "", str(n), 1) for n in range(7)]
    assert ask(model.url, *prompts) == [str(n) for n in range(7)]


def test_an_endpoint_without_schemas_is_asked_without(model: FakeModel) -> None:
    model.behave = without_schema(choosing())
    assert ask(model.url, PROMPT, PROMPT)[0] == CHOSEN
    assert "response_format" not in model.calls[-1].body


def test_tokens_are_those_told_or_else_the_estimate(model: FakeModel) -> None:
    endpoint = ModelEndpoint(ModelOptions(model.url, "tiny"), SCHEMA, proxies={})
    endpoint.ask([PROMPT])
    assert endpoint.tokens == 50
    model.behave = lambda _: said(CHOSEN, tokens=7)
    endpoint.ask([PROMPT])
    assert endpoint.tokens == 57


def test_a_busy_endpoint_is_asked_again_when_it_says(model: FakeModel) -> None:
    model.behave = once(failing(429, {"Retry-After": "1"}), choosing())
    began = time.monotonic()
    assert ask(model.url) == [CHOSEN]
    assert time.monotonic() - began >= 0.5


def test_a_busy_endpoint_that_asks_for_more_than_there_is_fails(model: FakeModel) -> None:
    model.behave = failing(429, {"Retry-After": "60"})
    assert "no answer within 0.3 s" in why(ask(model.url, timeout_s=0.3)[0])


def test_a_busy_endpoint_that_does_not_say_when_fails_at_once(model: FakeModel) -> None:
    model.behave = failing(503)
    assert "it is busy (HTTP 503)" in why(ask(model.url)[0])


def test_one_refused_key_spares_the_other_questions(model: FakeModel) -> None:
    model.behave = failing(401)
    answers = ask(model.url, *[PROMPT] * 20)
    assert {why(answer) for answer in answers} == {
        f"could not ask the model: {model.url}: it refuses the key (HTTP 401)"
    }
    assert len(model.calls) <= 2


@pytest.mark.parametrize(("status", "reason"), [(404, "HTTP 404"), (500, "HTTP 500")])
def test_other_refusals_name_their_status(model: FakeModel, status: int, reason: str) -> None:
    model.behave = failing(status)
    assert why(ask(model.url)[0]).endswith(reason)


def test_a_redirect_is_not_followed(model: FakeModel, server: Loopback) -> None:
    model.behave = failing(307, {"Location": server.url("/elsewhere")})
    assert why(ask(model.url, key="s3cret")[0]).endswith("HTTP 307")
    assert server.requests == []


def test_a_slow_answer_has_its_time_and_no_more(model: FakeModel) -> None:
    model.behave = slow(0.6, choosing())
    assert "no answer within 0.2 s" in why(ask(model.url, timeout_s=0.2)[0])


def test_nothing_is_asked_when_the_runs_time_is_up(model: FakeModel) -> None:
    options = ModelOptions(model.url, "tiny", left_s=lambda: 0.0)
    answers = ModelEndpoint(options, SCHEMA, proxies={}).ask([PROMPT])
    assert "no answer within 0 s" in why(answers[0])


def test_an_answer_cut_in_the_middle_is_named(model: FakeModel) -> None:
    model.behave = lambda _: (200, {"Content-Length": "5000"}, b'{"choices": [')
    assert "the connection broke off" in why(ask(model.url)[0])


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b'{"choices": []}', b'{"choices": [{"message": {"content": 3}}]}'],
)
def test_what_is_not_of_the_chat_form_is_named(model: FakeModel, body: bytes) -> None:
    model.behave = lambda _: (200, {}, body)
    assert "not of the chat form" in why(ask(model.url)[0])


def test_an_endless_answer_is_bounded(model: FakeModel) -> None:
    model.behave = lambda _: (200, {}, b"x" * (2 << 20))
    assert "larger than 1 MiB" in why(ask(model.url)[0])


def test_nobody_at_the_address_is_named_once_for_all() -> None:
    answers = ask("http://127.0.0.1:1/v1", PROMPT, PROMPT, PROMPT)
    assert len({why(answer) for answer in answers}) == 1
    assert "nothing answers" in why(answers[0])


@pytest.mark.parametrize("url", ["", "localhost:11434", "ftp://127.0.0.1/v1", "http://[::1"])
def test_a_url_that_is_none_is_named(url: str) -> None:
    assert "could not ask the model" in why(ask(url)[0])


@pytest.mark.parametrize("key", ["Łukasz", "two\nlines"])
def test_a_key_that_cannot_be_sent_is_named_and_not_shown(model: FakeModel, key: str) -> None:
    message = why(ask(model.url, key=key)[0])
    assert "characters that no header may hold" in message
    assert key not in message


def test_the_key_stands_in_no_description_of_the_options() -> None:
    assert "s3cret" not in repr(ModelOptions("http://127.0.0.1/v1", "tiny", "s3cret"))


def test_prose_is_handed_over_unjudged(model: FakeModel) -> None:
    model.behave = writing("The ferry sank.")
    assert ask(model.url) == ["The ferry sank."]
