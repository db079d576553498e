"""A model's words -> Picks, or why they are refused: only numbers of the sheet are taken.

Nothing that a model writes is ever printed, so that it can choose badly and invent nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from newsdigest.errors import ExtractError
from newsdigest.models.choice import Picks
from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models.choice import Offer, Sheet

# What many models put around JSON though they are asked not to; the fence is dropped, the rest
# must still be the object and nothing else.
_FENCE: Final = regex(r"\s*```(?:json)?[ \t]*\n([^`]*)```\s*")
_KEYS: Final = frozenset({"points", "quotes"})
LONGEST_ANSWER: Final = 10_000
"""Characters. An answer of numbers has a few dozen; a longer one is prose."""

SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "points": {"type": "array", "items": {"type": "integer"}},
        "quotes": {"type": "array", "items": {"type": "integer"}},
    },
    "required": ["points", "quotes"],
    "additionalProperties": False,
}
"""The shape of an answer, for endpoints that can be held to one."""


def read_answer(content: str, sheet: Sheet, by: str) -> Picks:
    """Read the numbers that were chosen; a number that stands twice counts once.

    More than was asked for is cut to the first so many. Raises ExtractError, of the kind
    "model", with the reason in its `why`, for everything that is not one object of two lists of
    numbers of this sheet with at least one sentence.
    """
    found = _object(content)
    points = _numbers(found, "points", len(sheet.sentences))
    quotes = _numbers(found, "quotes", len(sheet.spoken))
    if not points:
        raise _refused("it chose no sentence")
    return Picks(
        _places(points[: sheet.points], sheet.sentences),
        _places(quotes[: sheet.quotes], sheet.spoken),
        by,
    )


def _object(content: str) -> dict[str, object]:
    if len(content) > LONGEST_ANSWER:
        raise _refused("it wrote a text instead of numbers")
    fenced = _FENCE.fullmatch(content)
    try:
        found = json.loads(fenced[1] if fenced else content)
    except (ValueError, RecursionError) as error:
        raise _refused("it wrote something else than the JSON asked for") from error
    if not isinstance(found, dict) or not found.keys() <= _KEYS:
        raise _refused("its JSON has another shape than the one asked for")
    return found


def _numbers(found: dict[str, object], key: str, most: int) -> list[int]:
    listed = found.get(key, [])
    if not isinstance(listed, list):
        raise _refused(f"its {key} are no list")
    numbers: list[int] = []
    for number in listed:
        if not isinstance(number, int) or isinstance(number, bool):
            raise _refused(f"its {key} hold something else than numbers")
        if not 1 <= number <= most:
            raise _refused(f"it chose {key} that do not exist")
        numbers.append(number)
    return list(dict.fromkeys(numbers))


def _places(numbers: Sequence[int], offers: Sequence[Offer]) -> tuple[tuple[int, int], ...]:
    return tuple((offers[n - 1].article, offers[n - 1].start) for n in numbers)


def _refused(why: str) -> ExtractError:
    return ExtractError("answer refused", "", why, kind="model")
