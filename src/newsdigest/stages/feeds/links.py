"""A link as a feed writes it -> an address on the web, or nothing."""

from __future__ import annotations

from urllib.parse import urljoin

from newsdigest.patterns import regex
from newsdigest.text.clean import clean_line

_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*:")
LONGEST = 8192
"""Characters of an address: longer ones are refused by most servers, and by our own fetcher."""
_WEB = ("http://", "https://")


def resolve(base: str, link: str) -> str:
    """Resolve a link against its base; what leads off the web (javascript:, file:) is none.

    A relative link stays as it is where there is no base, as for a feed that is a file.
    """
    if len(link) > LONGEST:
        return ""
    link = clean_line(link)
    if not link:
        return ""
    try:
        link = urljoin(base if is_web(base) else "", link)
    except ValueError:
        return ""
    return "" if _SCHEME.match(link) and not is_web(link) else link


def is_web(url: str) -> bool:
    """Tell whether an address is http or https."""
    return url.lower().startswith(_WEB)
