"""The published JSON Schema holds for what every command gives, and fails for what none does."""

import copy
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from newsdigest import digest_html, digest_text, to_json
from newsdigest.codec import digest_to_json
from newsdigest.models import Digest, Failure, Hit, TitleOnly
from newsdigest.stages.render.json import render_hits
from newsdigest.stages.render.view import View

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "docs/reference/newsdigest-1.schema.json").read_text("utf-8"))
CHECK = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
DAY = date(2026, 11, 21)


def shapes() -> Iterator[tuple[str, Any]]:
    for page in sorted((ROOT / "samples").glob("*.html")):
        yield page.name, to_json(digest_html(page.read_bytes()))
    yield "ferry.txt", to_json(digest_text((ROOT / "samples/ferry.txt").read_text("utf-8")))
    day = Digest(
        "A day", (), DAY, datetime(2026, 11, 20, 6, tzinfo=UTC),
        (TitleOnly("T", "https://a.test/y", "A"),),
        (Failure("https://b.test", "timeout", "could not fetch: https://b.test: slow"),),
        ("muted",), 1, 1, DAY, DAY,
    )  # fmt: skip
    yield "a day", digest_to_json(day)
    hit = Hit(DAY, "s", "T", "https://a.test/y", "the \x02bridge\x03", (DAY,))
    yield "a search", json.loads(render_hits([hit], View()))
    yield "a search that found nothing", json.loads(render_hits([], View()))


SHAPES = dict(shapes())


@pytest.mark.parametrize("name", SHAPES)
def test_what_a_command_gives_is_of_the_published_schema(name: str) -> None:
    CHECK.validate(SHAPES[name])


def keys(shape: Any) -> Iterator[tuple[list[Any], str]]:
    if isinstance(shape, dict):
        for key, value in shape.items():
            yield [], key
            yield from (([key, *path], one) for path, one in keys(value))
    elif isinstance(shape, list) and shape:
        yield from (([0, *path], one) for path, one in keys(shape[0]))


def test_the_schema_misses_every_key_that_is_taken_away() -> None:
    whole = SHAPES["bridge.html"]
    places = list(keys(whole))
    assert len(places) > 40
    for path, key in places:
        cut = copy.deepcopy(whole)
        inner = cut
        for step in path:
            inner = inner[step]
        del inner[key]
        assert not CHECK.is_valid(cut), (path, key)


def test_the_schema_knows_every_key_there_is() -> None:
    for name, whole in SHAPES.items():
        for path, key in keys(whole):
            named = json.dumps(SCHEMA)
            assert f'"{key}"' in named, (name, path, key)
