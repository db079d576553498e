"""Extractor's texts and the survey -> blocks in their places, with what the extractor missed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.stages.extract.body.blocks import Block
from newsdigest.stages.extract.body.marks import furniture_kind, marks_hidden
from newsdigest.stages.extract.body.rules import is_prose
from newsdigest.stages.extract.page.survey import container_of, letters, marks_of, within
from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from newsdigest.models import BlockKind
    from newsdigest.stages.extract.page.survey import Spot, Survey

_TAG_KINDS: dict[str, BlockKind] = {
    "p": "paragraph", "div": "paragraph", "section": "paragraph", "article": "paragraph",
    "li": "list item", "dd": "list item", "blockquote": "quotation",
    "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
}  # fmt: skip
_HIDDEN = regex(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
_MAX_LINKED = 0.3
_MIN_PASSED = 12  # letters: less is a button
_MIN_PULL_WORDS = 4
_PULLED = frozenset({"blockquote", "aside"})
_PULL = regex(r"pull-?quote|blockquote|highlight", re.IGNORECASE)
_MAX_HEADING = 120
_PICTURES = ("img", "picture", "video", "amp-img")
_PICTURE_LEVELS = 2
_FRAME = regex(r"image|photo|picture|figure|media|img", re.IGNORECASE)
_MAX_CAPTION = 400
_FRAME_GROWTH = 2  # a credit and white space beside the caption
_NO_FRAME = frozenset({"body", "main", "article", "p", "li", "td"})


def place_blocks(seen: Survey, texts: Sequence[tuple[BlockKind, str]]) -> list[Block]:
    """Find every block's place in the page, and what the elements around it call themselves."""
    spots: list[Spot | None] = []
    order = -1
    for _, text in texts:
        spot = seen.find(text, order)
        order = spot.order if spot else order
        spots.append(spot)
    container = container_of(spot for spot in spots if spot)
    around = within(container)
    return [
        _block(kind, text, spot, around, container)
        for (kind, text), found in zip(texts, spots, strict=True)
        for spot in (found if kind == "heading" else _inside(seen, text, found, container),)
        if spot is None or not is_hidden(spot, around)
    ]


def _inside(
    seen: Survey, text: str, spot: Spot | None, container: HtmlElement | None
) -> Spot | None:
    """Of several places with the same text, choose one in the article's container."""
    if spot is None or container is None or stands_in(spot, container):
        return spot
    alike = seen.whole.get(letters(text), ())
    return next((other for other in alike if stands_in(other, container)), spot)


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


def recover_blocks(seen: Survey, blocks: Sequence[Block]) -> list[Block]:
    """Put back prose and headings that stand among the blocks but were not handed over.

    Only what is inside the article's container, between its first and last block, unlinked, shown,
    and not in an element that bears the name of furniture.
    """
    placed = [block.spot for block in blocks if block.spot]
    container = container_of(placed)
    if container is None:
        return list(blocks)
    around = within(container)
    first, last = min(spot.order for spot in placed), max(spot.order for spot in placed)
    known = "\n".join(letters(block.text) for block in blocks)
    missing: list[Block] = []
    for spot in seen.spots[first + 1 : last]:
        block = _missing(spot, known, around)
        if block and container in spot.element.iterancestors():
            missing.append(block)
    return _merge(blocks, missing)


def _missing(spot: Spot, known: str, around: frozenset[HtmlElement]) -> Block | None:
    kind = _TAG_KINDS.get(str(spot.element.tag))
    text = clean_line(spot.text)
    if kind is None or spot.link_share > _MAX_LINKED or letters(text) in known:
        return None
    if not (len(text) <= _MAX_HEADING if kind == "heading" else is_prose(text)):
        return None
    block = _block(kind, text, spot, around)
    if furniture_kind(block) or marks_hidden(block.marks) or is_hidden(spot, around):
        return None
    return block


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
        text = clean_line(spot.text)
        told = letters(text) in known
        if spot.order in kept or spot.size < _MIN_PASSED:
            continue
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
        if "hidden" in element.attrib or (
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
        if sum(len(text) for text in element.itertext()) > _FRAME_GROWTH * len(spot.text):
            return False
        if _FRAME.search(element.get("class") or ""):
            return next(element.iter(*_PICTURES), None) is not None
        element = element.getparent()
    return False


def _merge(blocks: Sequence[Block], missing: Sequence[Block]) -> list[Block]:
    """Put blocks among others by their place, in place of what is a mere piece of one of them.

    Blocks without a place stay behind their neighbour.
    """
    wholes = [letters(block.text) for block in missing]
    merged: list[Block] = []
    waiting = sorted(missing, key=lambda block: block.spot.order if block.spot else 0)
    for block in blocks:
        while (
            waiting and block.spot and waiting[0].spot and waiting[0].spot.order < block.spot.order
        ):
            merged.append(waiting.pop(0))
        key = letters(block.text)
        if not any(key in whole for whole in wholes):
            merged.append(block)
    return [*merged, *waiting]
