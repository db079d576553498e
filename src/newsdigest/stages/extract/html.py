"""Page -> Article."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import trafilatura
from trafilatura.settings import Document

from newsdigest.charset import decode
from newsdigest.errors import ExtractError
from newsdigest.models import Article
from newsdigest.stages.extract.blocks import join_blocks
from newsdigest.stages.extract.options import DEFAULTS
from newsdigest.stages.extract.title import clean_title
from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from newsdigest.models import BlockKind, Entry, Page
    from newsdigest.stages.extract.options import ExtractOptions

WHAT = "could not read an article"


def extract(page: Page, options: ExtractOptions = DEFAULTS, hint: Entry | None = None) -> Article:
    """Read a page as an article. Raises ExtractError where it holds none."""
    url = page.final_url or page.url
    if len(page.body) > options.max_html_bytes:
        raise ExtractError(
            WHAT, url, f"the page is over {options.max_html_bytes >> 20} MiB", kind="too big"
        )
    html = decode(page.body, page.content_type)
    found = trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=False)
    if not isinstance(found, Document) or found.body is None:
        raise ExtractError(WHAT, url, "the page is empty", kind="empty")
    blocks: list[tuple[BlockKind, str]] = []
    for line in (found.text or "").splitlines():
        text = clean_line(line)
        if text:
            blocks.append(("paragraph", text))
    if not blocks:
        raise ExtractError(WHAT, url, "the page is empty", kind="empty")
    text, paragraphs = join_blocks(blocks)
    return Article(
        title=clean_title(found.title or (hint.title if hint else ""), found.sitename or ""),
        text=text,
        paragraphs=paragraphs,
        url=url,
        canonical_url=found.url or url,
        site=clean_line(found.sitename or ""),
        authors=tuple(clean_line(a) for a in (found.author or "").split(";") if a.strip()),
        published=datetime.fromisoformat(found.date).replace(tzinfo=UTC) if found.date else None,
        language=options.language or found.language or "",
        standfirst=clean_line(found.description or ""),
    )
