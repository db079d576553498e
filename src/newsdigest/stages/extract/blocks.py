"""Blocks of text -> an article's text and the paragraphs that cover it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.models import Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import BlockKind

GAP = "\n\n"


def join_blocks(blocks: Sequence[tuple[BlockKind, str]]) -> tuple[str, tuple[Paragraph, ...]]:
    """Join blocks by a blank line; give each its place. Blocks are not empty and already clean."""
    paragraphs: list[Paragraph] = []
    start = 0
    for kind, text in blocks:
        paragraphs.append(Paragraph(start, start + len(text), kind))
        start += len(text) + len(GAP)
    return GAP.join(text for _, text in blocks), tuple(paragraphs)
