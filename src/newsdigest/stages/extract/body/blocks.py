"""Extractor's tree -> blocks of text, and blocks -> an article's text and paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.models import Paragraph
from newsdigest.stages.extract.mojibake import unescaped
from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from newsdigest.models import BlockKind
    from newsdigest.stages.extract.page.survey import Spot

GAP = "\n\n"
_KINDS: dict[str, BlockKind] = {
    "p": "paragraph", "ab": "paragraph", "div": "paragraph", "code": "paragraph",
    "head": "heading", "quote": "quotation", "item": "list item",
}  # fmt: skip
_CELL_GAP = " | "
_MAX_ROW = 400


class Block(NamedTuple):
    """One paragraph before it is judged. `spot` is its place in the page, None where unknown.

    `marks` are the names that the elements around it bear below the article's container, `tags`
    those elements' tags; `outside` says that it does not stand in that container,
    `pictured` that it is all the text of an element with a picture.
    """

    kind: BlockKind
    text: str
    spot: Spot | None = None
    marks: str = ""
    tags: frozenset[str] = frozenset()
    outside: bool = False
    pictured: bool = False

    @property
    def link_share(self) -> float:
        """Give the share of the block's letters that stand in links, 0 where it is unknown."""
        return self.spot.link_share if self.spot else 0.0


def read_body(body: _Element) -> Iterator[tuple[BlockKind, str]]:
    """Lay the extractor's tree out as blocks, in order, none empty; line breaks end a block."""
    pieces: list[str] = []
    yield from _walk(body, "paragraph", pieces)
    yield from _flush("paragraph", pieces)


def _walk(element: _Element, kind: BlockKind, pieces: list[str]) -> Iterator[tuple[BlockKind, str]]:
    if element.text:
        pieces.append(element.text)
    for child in element:
        inner = _KINDS.get(str(child.tag))
        if child.tag == "row" and (row := _row_text(child)):
            yield from _flush(kind, pieces)
            yield "list item", row
        elif inner:
            yield from _flush(kind, pieces)
            inner = "quotation" if kind == "quotation" else inner
            yield from _walk(child, inner, pieces)
            yield from _flush(inner, pieces)
        else:
            pieces.append("\n" if child.tag == "lb" else "")
            yield from _walk(child, kind, pieces)
        if child.tail:
            pieces.append(child.tail)


def _row_text(row: _Element) -> str:
    """Join a row's cells; empty for a row that lays out whole paragraphs."""
    cells = (clean_line("".join(map(str, cell.itertext()))) for cell in row)
    text = _CELL_GAP.join(cell for cell in cells if cell)
    return text if len(text) <= _MAX_ROW else ""


def _flush(kind: BlockKind, pieces: list[str]) -> Iterator[tuple[BlockKind, str]]:
    text = unescaped("".join(pieces))
    pieces.clear()
    for line in text.split("\n") if "\n" in text else (text,):
        if clean := clean_line(line):
            yield kind, clean


def join_blocks(blocks: Sequence[Block]) -> tuple[str, tuple[Paragraph, ...]]:
    """Join blocks by a blank line; give each its place. Blocks are not empty and already clean."""
    paragraphs: list[Paragraph] = []
    start = 0
    for block in blocks:
        paragraphs.append(Paragraph(start, start + len(block.text), block.kind))
        start += len(block.text) + len(GAP)
    return GAP.join(block.text for block in blocks), tuple(paragraphs)
