"""Text -> Quotes: what was said, by whom, or by nobody we know."""

from __future__ import annotations

import re

from newsdigest.models import Quote

_MARKED = re.compile(r"[“\"„«]([^“”\"„«»\n]{2,})[”\"“»]")


def find_quotes(text: str, language: str = "en") -> tuple[Quote, ...]:
    """Find every quote of a text, in text order: ``text[q.start:q.end] == q.text``.

    Never raises, whatever the text; linear in its length.
    """
    del language
    return tuple(
        Quote(text=match.group(1), start=match.start(1), end=match.end(1))
        for match in _MARKED.finditer(text)
    )
