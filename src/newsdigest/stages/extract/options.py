"""What a caller may ask of cleaning."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class ExtractOptions:
    """Choose how a page or a text is cleaned.

    `dedupe` False keeps the body's repeats (``--no-dedupe``). `language` overrides what the page
    says of itself (an ISO 639-1 code; empty: the page's own, checked against its text).
    `max_html_bytes` refuses larger pages before they are parsed.
    """

    dedupe: bool = True
    language: str = ""
    max_html_bytes: int = 5 * MIB


DEFAULTS = ExtractOptions()
