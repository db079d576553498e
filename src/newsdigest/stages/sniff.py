"""Page -> what kind of thing its bytes are, whatever its server calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from newsdigest.models import Page

Kind = Literal[
    "html", "text", "feed", "opml", "links", "pdf", "image", "audio", "video", "archive", "binary",
    "empty",
]  # fmt: skip


def sniff(page: Page) -> Kind:
    """Tell what a page's bytes are, by content."""
    start = page.body[:2048].lstrip().lower()
    if not start:
        return "empty"
    if start.startswith(b"%pdf-"):
        return "pdf"
    if b"<rss" in start or b"<feed" in start or b"<rdf:rdf" in start:
        return "feed"
    return "html" if b"<html" in start or b"<!doctype html" in start else "text"
