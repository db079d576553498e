"""Raw title -> headline."""

from __future__ import annotations

from newsdigest.text.clean import clean_line


def clean_title(raw: str, site: str = "") -> str:
    """Strip from a raw title what is not the headline."""
    del site
    return clean_line(raw)
