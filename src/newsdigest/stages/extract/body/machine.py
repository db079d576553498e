"""Survey -> the boxes of a page that it labels as written by a machine.

A box is an element below the one that holds the article. A short note in it, its heading, or its
name says who wrote it; a note elsewhere may name the box by its heading ("The Key Points above were
made with the help of ..."). The words are data of each language (``machine.toml``).
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.language.fields import parse
from newsdigest.language.find import base_language, language_of
from newsdigest.patterns import regex
from newsdigest.stages.extract.page.shape import letters
from newsdigest.stages.extract.page.survey import within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from newsdigest.stages.extract.page.survey import Spot, Survey

KIND = "machine-written"
_FILE = "machine.toml"
_WORD = regex(r"[^\W_]+")
_NAMED = regex(
    r"(?:^|[\s_-])(?:gen-?)?(?:ai|ki|ia)-?(?:generated|summar|takeaway|key-?points|overview|brief"
    r"|digest|zusammenfassung|resum|résum)",
)
_MAX_NOTE = 120
_MAX_LEAD = 60
_MAX_SHARE = 0.45  # of the page's text: more is no box
_MAX_SIZE = 1500  # letters
_MAX_RUNS = 10
_MAX_BOXES = 3
_BOX_TOP = 3  # elements: the box, and what is at its head
_NAME_KEYS = frozenset({"class", "id", "data-component", "data-testid", "data-type"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "summary", "strong", "b"})
_EMPHASIS = frozenset({"strong", "b", "em"})
_LISTS = frozenset({"ul", "ol", "dl", "table"})
_ITEMS = frozenset({"li", "td", "dd"})
_MIN_HEADING = 6  # letters
_UNSPACED = "\u3040"


class _Words(NamedTuple):
    """What a note calls the machine: words and phrases; and beginnings of what it did."""

    names: tuple[str, ...]
    made: tuple[str, ...]


def machine_written(
    seen: Survey, container: HtmlElement | None, language: str, title: str = ""
) -> frozenset[HtmlElement]:
    """Find the boxes that a page labels as machine-written; none where no element holds its text.

    O(n) in the runs of text. A sentence of the article about such machines is no label: a label is
    short and opens or closes a small box. An article whose `title` names them, and a page with
    many such boxes, speak of them: there an element's own name alone is a label.
    """
    if container is None:
        return frozenset()
    around = within(container)
    words = _words(base_language(language))
    seen_boxes: set[HtmlElement] = set()
    named: set[HtmlElement] = set()
    noted: set[HtmlElement] = set()
    said = "\n".join(spot.text for spot in seen.spots).casefold()
    hints = tuple(name for known in words for name in known.names if name in said)
    boxes: dict[HtmlElement | None, HtmlElement | None] = {}
    for spot in seen.spots:
        parent = spot.element.getparent()
        if parent in around:
            box = _box_of(spot, around)
        else:  # runs side by side stand in one box
            if parent not in boxes:
                boxes[parent] = _box_of(spot, around)
            box = boxes[parent]
        if box is None or box.tag in _LISTS:
            continue
        if box not in seen_boxes:
            seen_boxes.add(box)
            if _NAMED.search(_names_of(box)):
                named.add(box)
        if box not in named and _may_label(spot, hints):
            noted |= set(_labelled(seen, spot, box, around, words))
    if len(noted) > _MAX_BOXES or _names(title.casefold(), words):
        noted.clear()
    return frozenset(box for box in named | noted if _is_box(seen, box))


def _may_label(spot: Spot, hints: Sequence[str]) -> bool:
    """Say whether a run is short or opens with a lead, and holds the letters of a name.

    That costs a tenth of looking for words, and holds for one run in ten.
    """
    if spot.size > _MAX_NOTE and ":" not in spot.text and "：" not in spot.text:
        return False
    low = spot.text.casefold()
    return any(hint in low for hint in hints)


def _names_of(box: HtmlElement) -> str:
    """Give the names of a box and of what is at its head, a space between two."""
    top = islice(box.iter("*"), _BOX_TOP)
    names = (value for one in top for key, value in one.items() if key in _NAME_KEYS)
    return " ".join(names).lower()


def is_inside(spot: Spot, boxes: frozenset[HtmlElement]) -> bool:
    """Say whether a run of text stands in one of the boxes."""
    return bool(boxes) and (
        spot.element in boxes or any(one in boxes for one in spot.element.iterancestors())
    )


def _labelled(
    seen: Survey,
    spot: Spot,
    box: HtmlElement,
    around: frozenset[HtmlElement],
    words: Sequence[_Words],
) -> Iterator[HtmlElement]:
    """Give the boxes that a run of text labels as machine-written."""
    text = " ".join(spot.text.split())
    if (lead := _lead(spot)) and _tells(lead, words):
        yield spot.element
    elif spot.element.tag not in _ITEMS and len(text) <= _MAX_NOTE and _tells(text, words):
        runs = [other.order for other in seen.spots if _stands_in(other, box)]
        if len(runs) > 1:
            if spot.order in (runs[0], runs[-1]) and len(runs) <= _MAX_RUNS:
                yield box
        elif (named := _named_box(seen, text, around)) is not None:
            yield from (named, box)


def _box_of(spot: Spot, around: frozenset[HtmlElement]) -> HtmlElement | None:
    """Climb to the last element below those around the whole text."""
    element: HtmlElement = spot.element
    if element in around:
        return None
    parent = element.getparent()
    while parent is not None and parent not in around:
        element, parent = parent, parent.getparent()
    return element if parent is not None else None


def _is_box(seen: Survey, box: HtmlElement) -> bool:
    inside = sum(spot.size for spot in seen.spots if _stands_in(spot, box))
    return inside <= min(_MAX_SIZE, _MAX_SHARE * seen.size)


def _stands_in(spot: Spot, box: HtmlElement) -> bool:
    return spot.element is box or box in spot.element.iterancestors()


def _lead(spot: Spot) -> str:
    """Give the emphasised beginning of a paragraph that ends in a colon; "" without one."""
    first = next(iter(spot.element), None)
    if first is None or first.tag not in _EMPHASIS or (spot.element.text or "").strip():
        return ""
    text = " ".join("".join(first.itertext()).split())
    rest = (first.tail or "").lstrip()
    ends = text.endswith((":", "：")) or rest.startswith((":", "："))
    return text if ends and len(text) <= _MAX_LEAD else ""


def _named_box(seen: Survey, note: str, around: frozenset[HtmlElement]) -> HtmlElement | None:
    """Find the box whose heading a note names."""
    key = letters(note)
    for spot in seen.spots:
        heading = letters(spot.text)
        if spot.element.tag in _HEADINGS and _MIN_HEADING <= len(heading) < len(key):
            box = _box_of(spot, around)
            if heading in key and box is not None and box is not spot.element:
                return box
    return None


def _tells(text: str, words: Sequence[_Words]) -> bool:
    """Say whether a text names a machine that writes and says that it made something."""
    low = text.casefold()
    found = set(_WORD.findall(low))
    return any(
        any(_holds(low, found, name) for name in known.names)
        and any(_begins(low, found, made) for made in known.made)
        for known in words
    )


def _names(low: str, words: Sequence[_Words]) -> bool:
    found = set(_WORD.findall(low))
    return any(_holds(low, found, name) for known in words for name in known.names)


def _holds(low: str, found: set[str], name: str) -> bool:
    whole = name.isalnum() and name[0] < _UNSPACED and len(name) <= 4  # noqa: PLR2004 - "AI", "KI": within other words too
    if whole and any(char >= _UNSPACED for char in low):
        return name in low
    return name in found if whole else name in low


def _begins(low: str, found: set[str], made: str) -> bool:
    if made[0] >= _UNSPACED or " " in made:
        return made in low
    return any(word.startswith(made) for word in found)


@cache
def _words(code: str) -> tuple[_Words, ...]:
    """Read the words of a language, and English ones: they stand on pages of any language."""
    found = []
    for one in dict.fromkeys((code, "en")):
        if raw := language_of(one).text(_FILE):
            fields = parse(raw, f"{one}/{_FILE}")
            found.append(
                _Words(*(tuple(fields[key].strip().split("\n")) for key in _Words._fields))
            )
    return tuple(found)
