"""Page -> addresses where its feeds may be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from newsdigest.patterns import regex
from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsdigest.models import Page

COMMON_PLACES = (
    *("/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/rss", "/feed.json"),
    *("/feeds/all.atom.xml", "/rss/index.xml"),
)
"""Where publishing software puts feeds, most frequent first."""
MOST_ANCHORS = 3

_TYPES = regex(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|(?:application|text)/xml")
_LOOKS_LIKE_FEED = regex(r"(?:^|[/.?=_-])(?:rss|atom|feeds?|rdf)(?:[/.?&=_-]|\d|$)", re.IGNORECASE)
# Comments are a feed, but not the news; a podcast's is audio.
_SECONDARY = regex(r"comment|kommentar|comentario|podcast", re.IGNORECASE)
_NOT_A_FEED = regex(r"\.(?:html?|php|png|jpe?g|svg|css|js|mp3|pdf)$", re.IGNORECASE)


class Candidate(NamedTuple):
    """An address that may be a feed, with what the page calls it."""

    url: str
    title: str


def discover(page: Page) -> tuple[Candidate, ...]:
    """List a page's feeds: those it declares, then links that look like feeds; comments last.

    Links to other sites count only where they are declared. At most three undeclared ones.
    """
    import lxml.etree  # noqa: PLC0415 -- only `feeds add` needs it
    import lxml.html  # noqa: PLC0415 -- as above

    base = page.final_url or page.url
    try:
        root = lxml.html.document_fromstring(page.body)
    except (lxml.etree.LxmlError, ValueError):
        return ()
    declared = [
        Candidate(_join(base, link.get("href", "")), clean_line(link.get("title") or ""))
        for link in root.iter("link")
        if "alternate" in (link.get("rel") or "").lower().split()
        and _TYPES.match((link.get("type") or "").strip().lower())
    ]
    anchors = [
        Candidate(_join(base, a.get("href", "")), clean_line("".join(str(t) for t in a.itertext())))
        for a in root.iter("a")
        if _LOOKS_LIKE_FEED.search(_path(a.get("href", "")))
    ]
    here = urlsplit(base).hostname
    near = [
        a for a in anchors if urlsplit(a.url).hostname == here and not _NOT_A_FEED.search(a.url)
    ]
    return tuple(_each_once([*declared, *near[:MOST_ANCHORS]]))


def guesses(url: str) -> tuple[str, ...]:
    """List the common places of a feed on a site, from the page's own folder, then the root."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}"
    folder = parts.path.rstrip("/")
    below = [f"{root}{folder}/feed"] if folder else []
    return tuple(dict.fromkeys([*below, *(root + place for place in COMMON_PLACES)]))


def _path(href: str) -> str:
    """Give path and query of a link, empty for what is none."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _join(base: str, href: str) -> str:
    try:
        return urljoin(base, clean_line(href))
    except ValueError:
        return ""


def _each_once(candidates: list[Candidate]) -> Iterator[Candidate]:
    seen: set[str] = set()
    for one in sorted(
        candidates, key=lambda one: bool(_SECONDARY.search(f"{one.url} {one.title}"))
    ):
        if one.url.startswith(("http://", "https://")) and one.url not in seen:
            seen.add(one.url)
            yield one
