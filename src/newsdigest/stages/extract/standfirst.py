"""Survey and blocks -> the standfirst: the sentence or two that stand between headline and text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.stages.extract.blocks import Block
from newsdigest.stages.extract.marks import furniture_kind, marks_standfirst
from newsdigest.stages.extract.rules import is_prose
from newsdigest.stages.extract.survey import letters, marks_of
from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsdigest.stages.extract.survey import Spot, Survey

_NO_STANDFIRST = frozenset({"caption", "advertisement", "promotion", "byline", "bio"})
_MIN_LETTERS = 20
_MAX_LETTERS = 700
_REACH = 40  # runs of text behind the headline
_TOP_BLOCKS = 3
_LEVELS = 3  # elements around a run whose names may mark it


def find_opening(
    seen: Survey, blocks: Sequence[Block], titles: Sequence[str], descriptions: Iterable[str]
) -> tuple[str, bool]:
    """Find the standfirst among what stands between the headline and the first prose; "" for none.

    An element's own name marks it, or the page's description repeats it. A first paragraph that
    the description repeats is the article's beginning and no standfirst.
    """
    first = next((b.spot.order for b in blocks if b.spot and is_prose(b.text)), 0)
    top = [block.spot.order for block in blocks[:_TOP_BLOCKS] if block.spot]
    head = max(
        (spot.order for key in titles for spot in seen.whole.get(key, ()) if spot.order <= first),
        default=-1,
    )
    if head < 0:
        return "", False
    described = [key for text in descriptions if len(key := letters(text)) >= _MIN_LETTERS]
    for spot in seen.spots[head + 1 : head + _REACH]:
        if spot.order > max([first, *top]):
            break
        text = clean_line(spot.text)
        if not _MIN_LETTERS <= spot.size <= _MAX_LETTERS or letters(text) in titles:
            continue
        if _is_marked(spot):
            return text, True
        if spot.order < first and _is_described(text, described):
            return text, False
    return "", False


def _is_marked(spot: Spot) -> bool:
    element, names = spot.element, []
    for _ in range(_LEVELS):
        names += [element.get(key) or "" for key in ("class", "id", "itemprop")]
        parent = element.getparent()
        if parent is None or len("".join(parent.itertext())) > 2 * len(spot.text):
            break
        element = parent
    block = Block("paragraph", spot.text, spot, *marks_of(spot, frozenset()))
    return marks_standfirst(" ".join(names)) and furniture_kind(block) not in _NO_STANDFIRST


def _is_described(text: str, described: Sequence[str]) -> bool:
    key = letters(text)
    return any(key == other or key.startswith(other[:60]) for other in described)
