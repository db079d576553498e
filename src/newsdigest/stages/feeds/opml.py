"""OPML <-> FeedSources: folders are sections, attributes we do not know are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from newsdigest.errors import FeedError
from newsdigest.models import FeedSource
from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

FOLDER = " / "
"""Parts the names of nested folders in a section's name."""
_WHAT = "could not read OPML"
# Known under these names, or written by us.
_OURS = frozenset({"text", "title", "type", "xmlurl"})
_DEEPEST = 50


def read_opml(body: bytes, label: str) -> tuple[FeedSource, ...]:
    """Read the feeds of an OPML document, in its order, each address once.

    Raises FeedError, with the line, where it is not well-formed or holds no feed: nothing is
    guessed from half a list. Entities are neither expanded nor fetched.
    """
    from lxml import etree  # noqa: PLC0415 -- only import and export need it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FeedError(_WHAT, label, f"broken markup: {clean_line(str(error))}") from error
    outlines = root.find(".//{*}body")
    if outlines is None:
        raise FeedError(_WHAT, label, "it has no body: not OPML")
    found: dict[str, FeedSource] = {}
    for source in _sources(outlines, ()):
        found.setdefault(source.url, source)
    if not found:
        raise FeedError(_WHAT, label, "it lists no feed with an http or https address")
    return tuple(found.values())


def _sources(folder: _Element, path: tuple[str, ...]) -> Iterator[FeedSource]:
    if len(path) > _DEEPEST:
        return
    for outline in folder.iterchildren("{*}outline"):
        given = {attribute.lower(): value for attribute, value in _attributes(outline)}
        name = clean_line(given.get("text", "") or given.get("title", ""))
        url = clean_line(given.get("xmlurl", ""))
        if url.startswith(("http://", "https://")):
            kept = (
                f"{attribute}={clean_line(value)}"
                for attribute, value in _attributes(outline)
                if attribute.lower() not in _OURS
            )
            yield FeedSource(url, name=name, section=FOLDER.join(path), opml=tuple(kept))
        yield from _sources(outline, (*path, name) if name and not url else path)


def _attributes(outline: _Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in outline.attrib.items()]


def write_opml(sources: Sequence[FeedSource], title: str) -> str:
    """Write feeds as OPML 2.0, sections as nested folders in the order they first appear."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{escape(title)}</title></head>",
        "  <body>",
        *_folder(sources, 0),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _folder(sources: Sequence[FeedSource], depth: int) -> Iterator[str]:
    """Draw the feeds at one depth, then the folders below it."""
    indent = "  " * (depth + 2)
    below: dict[str, list[FeedSource]] = {}
    for source in sources:
        path = source.section.split(FOLDER) if source.section else []
        if len(path) > depth:
            below.setdefault(path[depth], []).append(source)
        else:
            yield indent + _outline(source)
    for name, inside in below.items():
        yield f"{indent}<outline text={quoteattr(name)}>"
        yield from _folder(inside, depth + 1)
        yield f"{indent}</outline>"


def _outline(source: FeedSource) -> str:
    name = quoteattr(source.name or source.url)
    kept = "".join(_attribute(pair) for pair in source.opml)
    return f'<outline type="rss" text={name} xmlUrl={quoteattr(source.url)}{kept}/>'


def _attribute(pair: str) -> str:
    """Write a kept attribute; one of a foreign namespace declares it on the spot."""
    name, _, value = pair.partition("=")
    if not name.startswith("{"):
        return f" {name}={quoteattr(value)}"
    namespace, _, local = name[1:].partition("}")
    return f" xmlns:ns-{local}={quoteattr(namespace)} ns-{local}:{local}={quoteattr(value)}"
