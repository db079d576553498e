"""Thin calls into newsdigest for the measuring scripts: one function per measure."""

from __future__ import annotations

from typing import Any


def quotes(text: str, lang: str = "en") -> list[dict[str, Any]]:
    """Give every quote of a text as the quote measure reads it."""
    from newsdigest.stages.quotes.find import find_quotes  # noqa: PLC0415 - import is measured

    rows = []
    for quote in find_quotes(text, lang or "en"):
        row: dict[str, Any] = {
            "text": quote.text,
            "start": quote.start,
            "end": quote.end,
            "speaker": quote.speaker,
            "type": quote.kind,
        }
        if quote.mention_start >= 0:
            row |= {"speaker_start": quote.mention_start, "speaker_end": quote.mention_end}
        rows.append(row)
    return rows
