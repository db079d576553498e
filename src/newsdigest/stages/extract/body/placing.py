"""Extractor's texts and the survey -> blocks in their places, with what the extractor missed."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.patterns import regex
from newsdigest.stages.extract.body.blocks import Block
from newsdigest.stages.extract.body.draft import is_prose, is_sentence
from newsdigest.stages.extract.body.marks import (
    for_readers,
    furniture_kind,
    marks_hidden,
    named_kind,
)
from newsdigest.stages.extract.page.shape import letters, shape_of
from newsdigest.stages.extract.page.survey import container_of, marks_of, within
from newsdigest.stages.extract.page.visible import says_over
from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

    from newsdigest.models import BlockKind
    from newsdigest.stages.extract.page.shape import Form
    from newsdigest.stages.extract.page.survey import Spot, Survey

_TAG_KINDS: dict[str, BlockKind] = {
    "p": "paragraph", "div": "paragraph", "section": "paragraph", "article": "paragraph",
    "li": "list item", "dd": "list item", "blockquote": "quotation",
    "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
}  # fmt: skip
_HIDDEN = regex(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
# The parts in which React streams a page: scripts show them at once.
_STREAMED = regex(r"S:[0-9a-f]+$")
_MAX_LINKED = 0.3
_MOSTLY_LINKED = 0.7
_ENOUGH_OWN = 250  # letters
_ARTICLE = frozenset({"article", "main"})
_NEAR_LEVELS = 2
FEW = 0.15
"""Of a page's prose: where less was handed over, the extractor did not find the article."""
MUCH = 0.2
"""Of an article's text: more of it does not go on one sign alone."""
_MIN_PASSED = 12  # letters: less is a button
_MIN_PULL_WORDS = 4
_PULLED = frozenset({"blockquote", "aside"})
_PULL = regex(r"pull-?quote|blockquote|highlight", re.IGNORECASE)
_MIN_TOLD = 60  # letters: a linked headline may be a short sentence
_MAX_HEADING = 120
_HEADED = regex(r"(?:sub|cross|inter)[-_]?(?:head(?:er|ing|line)?|title)s?(?![a-z])", re.IGNORECASE)
_PICTURES = ("img", "picture", "video", "amp-img")
_PICTURE_LEVELS = 2
_FRAME = regex(r"image|photo|picture|\bpic(?![a-z])|\bpic-?box|figure|media|img", re.IGNORECASE)
_MAX_CAPTION = 400
_FRAME_GROWTH = 2  # a credit and white space beside the caption
_NO_FRAME = frozenset({"body", "main", "article", "p", "li", "td"})


class Placed(NamedTuple):
    """The blocks that a page shows, and the texts of those that it hides."""

    blocks: list[Block]
    hidden: tuple[str, ...]


def place_blocks(seen: Survey, texts: Sequence[tuple[BlockKind, str]]) -> Placed:
    """Find every block's place in the page, and what the elements around it call themselves.

    What is not shown goes, unless that is much of the text: then a script shows it, or a fee.
    """
    spots: list[Spot | None] = []
    order = -1
    for _, text in texts:
        spot = seen.find(text, order)
        order = spot.order if spot else order
        spots.append(spot)
    container = container_of(_own_spots(spots))
    around = within(container)
    blocks = [
        _block(kind, text, spot, around, container)
        for (kind, text), found in zip(texts, spots, strict=True)
        for spot in (found if kind == "heading" else _inside(seen, text, found, container),)
    ]
    blocks = _with_bullets(seen, blocks, around)
    unseen = {place for place, block in enumerate(blocks) if _unseen(block, around)}
    shown = [block for place, block in enumerate(blocks) if place not in unseen]
    size = sum(len(block.text) for block in blocks)
    if size - sum(len(block.text) for block in shown) > MUCH * size:
        return Placed(blocks, ())
    return Placed(shown, tuple(blocks[place].text for place in sorted(unseen)))


def _with_bullets(seen: Survey, blocks: list[Block], around: frozenset[HtmlElement]) -> list[Block]:
    """Put captions that a list above the text tells too where the list stands: its bullets."""
    first = min((block.spot.order for block in blocks if block.spot), default=0)
    told = {}
    for block in blocks:
        if block.spot and block.spot.element.tag != "li" and furniture_kind(block) == "caption":
            spots = seen.whole.get(letters(block.text), ())
            listed = (spot for spot in spots if spot.order < first and _is_listed(spot))
            if (spot := next(listed, None)) is not None:
                told[spot.order] = _block("list item", block.text, spot, around)
    return _merge(blocks, list(told.values())) if told else blocks


def _own_spots(spots: Iterable[Spot | None]) -> list[Spot]:
    """Give the places that are no readers' comments; all where next to nothing else is there."""
    found = [spot for spot in spots if spot]
    own = [spot for spot in found if not _is_comment(spot)]
    return own if sum(spot.size for spot in own) >= _ENOUGH_OWN else found


def _is_comment(spot: Spot) -> bool:
    block = Block("paragraph", spot.text, spot, *marks_of(spot, frozenset()))
    return furniture_kind(block) == "reader comments"


def _unseen(block: Block, around: frozenset[HtmlElement]) -> bool:
    return block.spot is not None and (is_hidden(block.spot, around) or for_readers(block.marks))


def _inside(
    seen: Survey, text: str, spot: Spot | None, container: HtmlElement | None
) -> Spot | None:
    """Of several places with the same text, choose one in the article's container, no caption's."""
    if spot is None or container is None or stands_in(spot, container):
        return spot
    for other in seen.whole.get(letters(text), ()):
        if stands_in(other, container):
            return spot if _is_caption(other, within(container)) else other
    return spot


def _is_caption(spot: Spot, around: frozenset[HtmlElement]) -> bool:
    return furniture_kind(_block("paragraph", spot.text, spot, around)) == "caption"


def _block(
    kind: BlockKind,
    text: str,
    spot: Spot | None,
    around: frozenset[HtmlElement],
    container: HtmlElement | None = None,
) -> Block:
    if spot is None:
        return Block(kind, text)
    marks, tags = marks_of(spot, around)
    outside = container is not None and not stands_in(spot, container)
    pictured = container is not None and len(text) <= _MAX_CAPTION and is_pictured(spot, container)
    return Block(kind, text, spot, marks, tags, outside, pictured)


def stands_in(spot: Spot, container: HtmlElement) -> bool:
    """Say whether a run of text stands in an element."""
    return spot.element is container or container in spot.element.iterancestors()


def recover_blocks(seen: Survey, blocks: Sequence[Block], titles: Sequence[str]) -> list[Block]:
    """Put back prose and headings of the page that were not handed over.

    What is between the first block and the last in the article's container; what stands in the
    same form as paragraphs that were kept, wherever it is; the opening between the headline and the
    first of them; and, where next to nothing of the page's prose was handed over, all of it. Only
    what is shown, next to unlinked, and in no element that bears the name of furniture.
    """
    placed = [block.spot for block in blocks if block.spot]
    container = container_of(placed)
    if container is None:
        return list(blocks)
    around = within(container)
    first, last = min(spot.order for spot in placed), max(spot.order for spot in placed)
    known = "\n".join(letters(block.text) for block in blocks)
    forms = _forms_of(blocks)
    start = _headline_before(seen, titles, first)
    few = sum(spot.size for spot in placed) < FEW * seen.prose
    missing: list[Block] = []
    for spot in seen.spots:
        amid = first < spot.order < last and stands_in(spot, container)
        alike = _is_alike(spot, forms)
        opening = start + 1 < spot.order < first and _shares_article(spot, container)
        if not (amid or alike or opening or few):
            continue
        block = _missing(spot, known, around, alike=alike)
        if block and (amid or alike or (is_sentence(block.text) and is_prose(block.text))):
            missing.append(block)
    return _merge(blocks, missing)


def _forms_of(blocks: Sequence[Block]) -> frozenset[Form]:
    """Give the forms in which two paragraphs of prose at least stand."""
    forms = Counter(
        block.spot.form
        for block in blocks
        if block.spot and block.kind == "paragraph" and is_prose(block.text)
    )
    return frozenset(form for form, times in forms.items() if times > 1)


def _is_alike(spot: Spot, forms: frozenset[Form]) -> bool:
    """Say whether a run stands in one of some forms; first by what costs next to nothing."""
    return (
        spot.size >= _MIN_PASSED
        and any(form[1] == shape_of(spot.element) for form in forms)
        and spot.form in forms
    )


def _headline_before(seen: Survey, titles: Sequence[str], first: int) -> int:
    """Give the place of the headline above the first block, or that of the block."""
    orders = [spot.order for key in titles for spot in seen.whole.get(key, ())]
    return max((order for order in orders if order < first), default=first)


def _shares_article(spot: Spot, container: HtmlElement) -> bool:
    """Say whether a run stands in the element that the page calls its article or main part.

    Where none is called so, in what is right round the element of the text.
    """
    named = (one for one in (container, *container.iterancestors()) if one.tag in _ARTICLE)
    near = [one for one in islice(container.iterancestors(), _NEAR_LEVELS) if one.tag != "body"]
    return stands_in(spot, next(named, [container, *near][-1]))


def _missing(
    spot: Spot, known: str, around: frozenset[HtmlElement], *, alike: bool = False
) -> Block | None:
    kind = _TAG_KINDS.get(str(spot.element.tag))
    if kind is None or not (spot.link_share <= _MAX_LINKED or (alike and _is_linked_prose(spot))):
        return None
    if kind == "paragraph" and _HEADED.search(spot.element.get("class") or ""):
        kind = "heading"
    text = clean_line(spot.text)
    if (spot.link_share > _MAX_LINKED and not is_sentence(text)) or letters(text) in known:
        return None
    listed = kind == "list item" and not spot.linked and _is_listed(spot)
    if not (len(text) <= _MAX_HEADING if kind == "heading" else listed or is_prose(text)):
        return None
    block = _block(kind, text, spot, around)
    if named_kind(block) or marks_hidden(block.marks) or is_hidden(spot, around):
        return None
    return block


def _is_linked_prose(spot: Spot) -> bool:
    """Say whether a run is prose with many links, or a sentence that is all one."""
    told = spot.size >= _MIN_TOLD and is_sentence(clean_line(spot.text))
    return told or spot.link_share <= _MOSTLY_LINKED


def _is_listed(spot: Spot) -> bool:
    """Say whether a run is an item of a list of several that is no part of a menu or form."""
    parent = spot.element.getparent()
    return (
        spot.element.tag == "li"
        and spot.size >= _MIN_PASSED
        and parent is not None
        and len(parent) > 1
        and next(parent.iter("a", "button", "input"), None) is None
    )


def passed_over(seen: Survey, blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """Name what stands among the blocks in the page and is not in them: (kind, text), in order."""
    placed = [block.spot for block in blocks if block.spot]
    container = container_of(placed)
    if container is None:
        return []
    around = within(container)
    first, last = min(spot.order for spot in placed), max(spot.order for spot in placed)
    known = "\n".join(letters(block.text) for block in blocks)
    kept = {spot.order for spot in placed}
    gone: list[tuple[str, str]] = []
    for spot in seen.spots[first + 1 : last]:
        if spot.order in kept or spot.size < _MIN_PASSED:
            continue
        text = clean_line(spot.text)
        told = letters(text) in known
        if told and len(text.split()) < _MIN_PULL_WORDS:
            continue
        block = _block("paragraph", text, spot, around)
        if container in spot.element.iterancestors() and not is_hidden(spot, around):
            if not told:
                gone.append((_passed_kind(block), text))
            elif spot.element.tag in _PULLED or _PULL.search(block.marks):
                gone.append(("pull quote", text))
    return gone


def _passed_kind(block: Block) -> str:
    if kind := furniture_kind(block):
        return kind
    return "related links" if block.link_share > _MAX_LINKED else "site furniture"


def is_hidden(spot: Spot, around: frozenset[HtmlElement]) -> bool:
    """Say whether an element below those around says that it is not shown."""
    element: HtmlElement | None = spot.element
    while element is not None and element not in around:
        if ("hidden" in element.attrib and not _STREAMED.match(element.get("id") or "")) or (
            element.get("aria-hidden") == "true" and element.tag != "p"
        ):
            return True
        if _HIDDEN.search(element.get("style") or ""):
            return True
        element = element.getparent()
    return False


def is_pictured(spot: Spot, container: HtmlElement) -> bool:
    """Say whether a run of text is all that an element with a picture or a film says."""
    element = spot.element.getparent()
    for _ in range(_PICTURE_LEVELS):
        if element is None or element is container or element.tag in _NO_FRAME:
            return False
        if _FRAME.search(element.get("class") or ""):
            alone = not says_over(element, _FRAME_GROWTH * len(spot.text))
            return alone and next(element.iter(*_PICTURES), None) is not None
        element = element.getparent()
    return False


def _merge(blocks: Sequence[Block], missing: Sequence[Block]) -> list[Block]:
    """Put blocks among others by their place, in place of what is a mere piece of one of them.

    Blocks without a place stay behind their neighbour.
    """
    wholes = "\n".join(letters(block.text) for block in missing)
    merged: list[Block] = []
    waiting = sorted(missing, key=lambda block: block.spot.order if block.spot else 0)
    for block in blocks:
        while (
            waiting and block.spot and waiting[0].spot and waiting[0].spot.order < block.spot.order
        ):
            merged.append(waiting.pop(0))
        key = letters(block.text)
        if not missing or key not in wholes:
            merged.append(block)
    return [*merged, *waiting]
