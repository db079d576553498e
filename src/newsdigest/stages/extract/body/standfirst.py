"""Survey and blocks -> the standfirst: the sentence or two that stand between headline and text."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.patterns import regex
from newsdigest.stages.extract.body.blocks import Block
from newsdigest.stages.extract.body.draft import is_prose
from newsdigest.stages.extract.body.marks import furniture_kind, marks_hidden, marks_standfirst
from newsdigest.stages.extract.body.placing import is_hidden, is_pictured, stands_in
from newsdigest.stages.extract.page.shape import letters
from newsdigest.stages.extract.page.survey import container_of, marks_of, within
from newsdigest.stages.extract.page.visible import says_over
from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from newsdigest.stages.extract.page.survey import Spot, Survey

_NO_STANDFIRST = frozenset({"caption", "advertisement", "promotion", "byline", "bio"})
_MIN_LETTERS = 20
_MAX_LETTERS = 700
_REACH = 40  # runs of text behind the headline
_TOP_BLOCKS = 3
_HEAD_REACH = 12  # runs between an h1 and the headline told again
_STAMPED = regex(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b")
_GLUED = 2
_MIN_WORDS = 8
_DAY = regex(r"\d\D{1,12}(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b")
_HALF_DAY = regex(r"\d\s?[ap]\.?m\.?\W*$", re.IGNORECASE)
_LEVELS = 3  # elements around a run whose names may mark it
_BESIDE_LEVELS = 2  # elements round that of the text
_MAX_LINKED = 0.3
_ALIKE = 60  # letters: descriptions are cut short, or begin with a label
_MIN_ALIKE = 40
_MAX_PARTS = 4  # runs that make up one standfirst


class Opening(NamedTuple):
    """What stands between the headline and the text; `spots` are empty where nothing does.

    `apart` says that it is no part of the text: its element's name says so, or it stands outside
    the element that holds the text. `named` says that it is a standfirst by its element's name.
    """

    spots: tuple[Spot, ...] = ()
    apart: bool = False
    named: bool = False

    @property
    def text(self) -> str:
        """Join what it says."""
        return " ".join(clean_line(spot.text) for spot in self.spots)


def find_opening(
    seen: Survey, blocks: Sequence[Block], titles: Sequence[str], descriptions: Iterable[str]
) -> Opening:
    """Find what opens the article between its headline and its first prose.

    An element's own name marks it, or the page's description repeats it, or it is prose right
    behind the headline that the extractor passed over. A first paragraph that the description
    repeats is the article's beginning and no standfirst.
    """
    prose = [b.spot.order for b in blocks if b.spot and is_prose(b.text)]
    first = _first_below(seen, titles, prose)
    top = [block.spot.order for block in blocks[:_TOP_BLOCKS] if block.spot]
    heads = _headlines(seen, titles, first)
    if not heads:
        return Opening()
    container = container_of(block.spot for block in blocks if block.spot)
    layout = frozenset(name for block in blocks[_TOP_BLOCKS:] for name in block.marks.split())
    described = [key for text in descriptions if len(key := letters(text)) >= _MIN_LETTERS]
    end = min(max([first, *top]) + 1, heads[-1] + _REACH)
    fitting = list(_sized(seen.spots[heads[0] + 1 : end], titles))
    marked = [spot for spot in fitting if _is_marked(spot, layout)]
    for spot in fitting:
        if _is_described(spot, described) and (spot in marked or spot.order < first):
            spots, named = (spot, *_going_on(seen, spot, first)), spot in marked
            return Opening(spots, named and not _leads_into(spots, prose, container), named)
    for spot in marked:
        spots = (spot, *_going_on(seen, spot, first))
        return Opening(spots, not _leads_into(spots, prose, container), named=True)
    behind = (_right_behind(seen, head, first, container, titles) for head in heads)
    return next((opening for opening in behind if opening.spots), Opening())


def _leads_into(spots: Sequence[Spot], prose: Sequence[int], container: HtmlElement | None) -> bool:
    """Say whether what opens the text stands in its own element or beside it, and prose follows.

    Then it is the text's first paragraph, whatever its name.
    """
    if container is None or spots[-1].order + 1 not in prose:
        return False
    above = islice(container.iterancestors(), _BESIDE_LEVELS)
    beside = any(spots[0].element.getparent() is one for one in above)
    return beside or all(stands_in(spot, container) for spot in spots)


def _first_below(seen: Survey, titles: Sequence[str], prose: Sequence[int]) -> int:
    """Give the place of the first prose; of the second, where an h1 parts it from the first."""
    if len(prose) > 1:
        spots = (spot for key in titles for spot in seen.whole.get(key, ()))
        if any(s.element.tag == "h1" and prose[0] < s.order < prose[1] for s in spots):
            return prose[1]
    return next(iter(prose), 0)


def _headlines(seen: Survey, titles: Sequence[str], first: int) -> list[int]:
    """Find the headline's last place before the first prose, and an h1's shortly before it."""
    bearing = [spot for key in titles for spot in seen.whole.get(key, ()) if spot.order <= first]
    bearing = bearing or [spot for spot in seen.spots[: first + 1] if _is_glued(spot, titles)]
    orders = sorted(spot.order for spot in bearing)
    if not orders:
        return []
    last = orders[-1]
    # A page may tell its headline in an h1 and again right above the text: what stands between
    # the two opens the article as well.
    main = (spot.order for spot in bearing if spot.element.tag == "h1")
    opened = min((order for order in main if last - order <= _HEAD_REACH), default=last)
    return [order for order in orders if order >= opened]


def _is_glued(spot: Spot, titles: Sequence[str]) -> bool:
    """Say whether an h1 holds the headline and more, or a part of it."""
    if spot.element.tag != "h1" or spot.size < _MIN_LETTERS:
        return False
    key = letters(spot.text)
    return _bears_title(key, titles) or any(key in title for title in titles)


def _bears_title(key: str, titles: Sequence[str]) -> bool:
    """Say whether the letters of a run hold a title and little more."""
    return any(title in key and len(key) <= _GLUED * len(title) for title in titles)


def _sized(spots: Iterable[Spot], titles: Sequence[str]) -> Iterator[Spot]:
    for spot in spots:
        sized = _MIN_LETTERS <= spot.size <= _MAX_LETTERS and spot.link_share <= _MAX_LINKED
        stamped = sized and not _is_told(spot.text) and _STAMPED.search(spot.text)
        if sized and not stamped and not _bears_title(letters(spot.text), titles):
            yield spot


def _is_told(text: str) -> bool:
    """Say whether a text reads as prose, and does not end with half a day: "at 11:04 a.m."."""
    told = is_prose(text) or (len(text.split()) >= _MIN_WORDS and not _DAY.search(text))
    return told and not _HALF_DAY.search(text)


def _is_marked(spot: Spot, layout: frozenset[str]) -> bool:
    """Say whether names mark a run as standfirst that mark nothing further down.

    The nearest name decides: a header called "article-meta" holds more than a byline.
    """
    element = spot.element
    for level in range(_LEVELS):
        names = " ".join(element.get(key) or "" for key in ("class", "id", "itemprop"))
        own = " ".join(name for name in names.split() if name not in layout)
        if marks_standfirst(own):
            kind = _kind(spot, frozenset())
            if kind == "byline" and not level:
                kind = _kind(spot, within(element.getparent()))
            return kind not in _NO_STANDFIRST
        parent = element.getparent()
        if parent is None or says_over(parent, 2 * len(spot.text)):
            break
        element = parent
    return False


def _kind(spot: Spot, around: frozenset[HtmlElement]) -> str:
    return furniture_kind(Block("paragraph", spot.text, spot, *marks_of(spot, around)))


def _is_described(spot: Spot, described: Sequence[str]) -> bool:
    key = letters(spot.text)
    alike = any(
        other[:_ALIKE] in key or (len(key) >= _MIN_ALIKE and key[:_ALIKE] in other)
        for other in described
    )
    return alike and _kind(spot, frozenset()) not in _NO_STANDFIRST


def _right_behind(
    seen: Survey, head: int, first: int, container: HtmlElement | None, titles: Sequence[str]
) -> Opening:
    """Take the run behind the headline, if it is shown, prose, and neither links nor a caption."""
    if head + 1 >= first or container is None:
        return Opening()
    spot = seen.spots[head + 1]
    around = within(seen.spots[first].element)
    if not _MIN_LETTERS <= spot.size <= _MAX_LETTERS or not is_prose(clean_line(spot.text)):
        return Opening()
    marks, _ = marks_of(spot, around)
    if _HALF_DAY.search(spot.text) or _bears_title(letters(spot.text), titles):
        return Opening()
    if spot.link_share > _MAX_LINKED or _kind(spot, around) or is_pictured(spot, container):
        return Opening()
    if marks_hidden(marks) or is_hidden(spot, around):
        return Opening()
    return Opening((spot, *_going_on(seen, spot, first)), not stands_in(spot, container))


def _going_on(seen: Survey, spot: Spot, first: int) -> Iterator[Spot]:
    """Give the runs with which a standfirst goes on: elements alike, side by side."""
    parent, kind = spot.element.getparent(), (spot.element.tag, spot.element.get("class"))
    named = parent is not None and marks_standfirst(parent.get("class") or "")
    end = spot.order + _MAX_PARTS
    for other in seen.spots[spot.order + 1 : end if named else min(first, end)]:
        element = other.element
        if element.getparent() is not parent or (element.tag, element.get("class")) != kind:
            return
        if not (kind[1] or named) or not is_prose(clean_line(other.text)):
            return
        yield other
