"""A slice of an article -> the same words between the quotation marks of their language."""

from __future__ import annotations

_OUTER = {"de": ("„", "“"), "fr": ("«", "»"), "ru": ("«", "»")}


def quoted(text: str, language: str) -> str:
    """Put the outer quotation marks of a language round a quote."""
    opening, closing = _OUTER.get(language[:2].lower(), ("“", "”"))
    return f"{opening}{text}{closing}"
