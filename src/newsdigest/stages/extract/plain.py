"""Plain text -> Article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.errors import ExtractError
from newsdigest.models import Article
from newsdigest.stages.extract.blocks import join_blocks
from newsdigest.stages.extract.options import DEFAULTS
from newsdigest.text.clean import clean_line, clean_text

if TYPE_CHECKING:
    from newsdigest.models import BlockKind
    from newsdigest.stages.extract.options import ExtractOptions


def extract_text(text: str, options: ExtractOptions = DEFAULTS, source: str = "") -> Article:
    """Read plain text as an article. Raises ExtractError where it holds no words."""
    lines = [clean_line(line) for line in clean_text(text).splitlines()]
    blocks: list[tuple[BlockKind, str]] = [("paragraph", line) for line in lines if line]
    if not blocks:
        raise ExtractError("could not read an article", source, "the text is empty", kind="empty")
    title = blocks.pop(0)[1] if len(blocks) > 1 else ""
    body, paragraphs = join_blocks(blocks)
    return Article(
        title=title, text=body, paragraphs=paragraphs, url=source, language=options.language
    )
