"""Extractor's texts and the survey -> blocks in their places, with what the extractor missed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.stages.extract.blocks import Block
from newsdigest.stages.extract.marks import furniture_kind, marks_hidden
from newsdigest.stages.extract.rules import is_prose
from newsdigest.stages.extract.survey import container_of, letters, marks_of, within
from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from newsdigest.models import BlockKind
    from newsdigest.stages.extract.survey import Spot, Survey

_TAG_KINDS: dict[str, BlockKind] = {
    "p": "paragraph", "div": "paragraph", "section": "paragraph", "article": "paragraph",
    "li": "list item", "dd": "list item", "blockquote": "quotation",
    "h2": "heading", "h3": "heading", "h4": "heading",
}  # fmt: skip
_HIDDEN = regex(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
_MAX_LINKED = 0.3
_MIN_PASSED = 12  # letters: less is a button
_MIN_PULL_WORDS = 4
_PULLED = frozenset({"blockquote", "aside"})
_PULL = regex(r"pull-?quote|blockquote|highlight", re.IGNORECASE)
_MAX_HEADING = 120


def place_blocks(seen: Survey, texts: Sequence[tuple[BlockKind, str]]) -> list[Block]:
    """Find every block's place in the page, and what the elements around it call themselves."""
    spots: list[Spot | None] = []
    order = -1
    for _, text in texts:
        spot = seen.find(text, order)
        order = spot.order if spot else order
        spots.append(spot)
    around = within(container_of(spot for spot in spots if spot))
    return [
        _block(kind, text, spot, around)
        for (kind, text), spot in zip(texts, spots, strict=True)
        if spot is None or not _is_hidden(spot, around)
    ]


def _block(kind: BlockKind, text: str, spot: Spot | None, around: frozenset[HtmlElement]) -> Block:
    marks, tags = marks_of(spot, around) if spot else ("", frozenset[str]())
    return Block(kind, text, spot, marks, tags)


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
    if furniture_kind(block) or marks_hidden(block.marks) or _is_hidden(spot, around):
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
        if container in spot.element.iterancestors() and not _is_hidden(spot, around):
            if not told:
                gone.append((_passed_kind(block), text))
            elif spot.element.tag in _PULLED or _PULL.search(block.marks):
                gone.append(("pull quote", text))
    return gone


def _passed_kind(block: Block) -> str:
    if kind := furniture_kind(block):
        return kind
    return "related links" if block.link_share > _MAX_LINKED else "site furniture"


def _is_hidden(spot: Spot, around: frozenset[HtmlElement]) -> bool:
    element: HtmlElement | None = spot.element
    while element is not None and element not in around:
        if "hidden" in element.attrib or element.get("aria-hidden") == "true":
            return True
        if _HIDDEN.search(element.get("style") or ""):
            return True
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
