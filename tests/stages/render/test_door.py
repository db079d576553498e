"""The one door out: no field of any noun, in any format, steers a terminal or hides in a line."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.nouns import digests
from tests.stages.render.stories import alone, day, several

from newsdigest.models import Digest, Hit
from newsdigest.stages.render.formats import FORMATS, hits_renderer, renderer
from newsdigest.stages.render.view import View
from newsdigest.text.clean import shown

HOSTILE = (
    "a\x1b]52;c;ZXZpbA==\x07b\x1b]0;title\x1b\\c\x1b[38;5;13;7md\x9b2Je\x9d8;;http://e.test\x9cf"
    "\u202eg\u2066h\x00i\x08j\x7fk\x85l\rm\ufeffn\U000e0041o\ud800p\ufffeq\U0001ffffr"
)
STEERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\ud800-\udfff"
    "\U000e0000-\U000e007f\U0001ffff]"
)
OURS = re.compile(r"\x1b\[(?:0|[0-9;]*)m|\x1b\]8;;[^\x00-\x1f\x7f-\x9f]*\x1b\\")
VIEWS = (
    View(),
    View(full=True),
    View(colours="truecolor", links=True, explain=True, why=True),
    View(colours="truecolor", links=True, full=True),
)


def texts(noun: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the way to every text in a noun."""
    if isinstance(noun, str):
        yield path
    elif isinstance(noun, tuple):
        for at, part in enumerate(noun):
            yield from texts(part, (*path, at))
    elif is_dataclass(noun):
        for field in fields(noun):
            yield from texts(getattr(noun, field.name), (*path, field.name))


def put(noun: Any, path: tuple[Any, ...], text: str) -> Any:
    """Put a text into a noun at the end of a way."""
    if not path:
        return text
    first, *rest = path
    if isinstance(noun, tuple):
        return (*noun[:first], put(noun[first], tuple(rest), text), *noun[first + 1 :])
    return replace(noun, **{first: put(getattr(noun, first), tuple(rest), text)})


def name(path: tuple[Any, ...]) -> str:
    return ".".join(str(part) for part in path)


def one_of_each(noun: Digest) -> dict[str, tuple[Any, ...]]:
    """Give a way to every field of every noun, each once."""
    found: dict[str, tuple[Any, ...]] = {}
    for path in texts(noun):
        fields_only = name(tuple(part for part in path if isinstance(part, str)))
        if not fields_only.endswith("paragraphs.kind"):
            found.setdefault(fields_only, path)
    return found


def assert_safe(drawn: str | bytes, *, coloured: bool) -> None:
    text = drawn.decode("utf-8", "replace") if isinstance(drawn, bytes) else drawn
    assert "38;5;13;7" not in text or "\x1b[38;5;13;7m" not in text
    left = OURS.sub("", text) if coloured else text
    assert not STEERS.search(left.replace("\n", ""))


TEXT_FORMATS = [format_ for format_, row in FORMATS.items() if not row.binary]


@pytest.mark.parametrize("format_", TEXT_FORMATS)
def test_no_field_of_any_noun_steers_in_any_format(format_: str) -> None:
    for digest in (alone(), several(), day()):
        for path in one_of_each(digest).values():
            hostile = put(digest, path, HOSTILE)
            for view in VIEWS:
                drawn = renderer(format_)(hostile, view)
                assert_safe(drawn, coloured=view.colours != "none")


@settings(max_examples=30, deadline=None)
@given(digests(), st.sampled_from(TEXT_FORMATS), st.sampled_from(VIEWS))
def test_no_digest_full_of_hostile_texts_steers(digest: Digest, format_: str, view: View) -> None:
    for path in one_of_each(digest).values():
        if path[-1] not in {"text", "language"}:
            digest = put(digest, path, HOSTILE)
    drawn = renderer(format_)(digest, view)
    assert_safe(drawn, coloured=view.colours != "none")


@pytest.mark.parametrize("format_", [one for one, row in FORMATS.items() if row.hits])
def test_no_field_of_a_hit_steers(format_: str) -> None:
    hit = Hit(date(2026, 11, 21), "id", "title", "https://a.test/", "a \x02found\x03 word")
    for path in texts(hit):
        hostile = put(hit, path, HOSTILE)
        for view in VIEWS:
            drawn = hits_renderer(format_)([hostile], view)
            assert_safe(drawn, coloured=view.colours != "none")


def test_the_door_keeps_offsets_and_lets_clean_nouns_through_as_they_are() -> None:
    whole = day()
    assert shown(whole) is whole
    hostile = put(whole, ("tellings", 0, "story", "articles", 0, "text"), HOSTILE)
    article = shown(hostile).tellings[0].story.articles[0]
    assert len(article.text) == len(HOSTILE)
    assert shown({"a": ["x\x1by", 1]}) == {"a": ["x\ufffdy", 1]}
