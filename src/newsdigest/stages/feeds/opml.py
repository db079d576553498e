"""OPML <-> FeedSources: folders are sections, attributes we do not know are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from newsdigest.errors import FeedError
from newsdigest.models import FeedSource
from newsdigest.patterns import regex
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
_NAME = regex(r"[A-Za-z_][A-Za-z0-9_.-]*")
# The plainer addresses: a document with a namespace that is no URI is not well formed.
_NAMESPACE = regex(
    r"(?:[A-Za-z][A-Za-z0-9+.-]{0,30}:){0,4}(?://[A-Za-z0-9.-]{1,200}(?::\d{1,5})?(?![^/?#]))?"
    r"[A-Za-z0-9._~/?&=;,+!$()*-]*(?:#[A-Za-z0-9._~/-]*)?"
)
_XML = "http://www.w3.org/XML/1998/namespace"
_XMLNS = "http://www.w3.org/2000/xmlns/"


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
        f"  <head><title>{escape(clean_line(title))}</title></head>",
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
        yield f"{indent}<outline text={quoteattr(clean_line(name))}>"
        yield from _folder(inside, depth + 1)
        yield f"{indent}</outline>"


def _outline(source: FeedSource) -> str:
    name = quoteattr(clean_line(source.name or source.url))
    kept = "".join(_attributes_of(source.opml))
    return f'<outline type="rss" text={name} xmlUrl={quoteattr(clean_line(source.url))}{kept}/>'


def _attributes_of(pairs: Sequence[str]) -> Iterator[str]:
    """Write kept attributes, each once; those of foreign namespaces declare them on the spot.

    A prefix is a namespace's own within the outline, so that two attributes of one name do not
    meet. What is no attribute (a configuration may hold anything) is passed over.
    """
    prefixes = {_XML: "xml"}
    written: set[str] = set()
    for pair in pairs:
        name, _, value = pair.partition("=")
        namespace, brace, local = name[1:].partition("}") if name[:1] == "{" else ("", "", name)
        if not _NAME.fullmatch(local) or (not brace and local.lower() in _OURS | {"xmlns"}):
            continue
        if name in written or namespace == _XMLNS or not _NAMESPACE.fullmatch(namespace):
            continue
        written.add(name)
        if namespace and namespace not in prefixes:
            prefixes[namespace] = f"n{len(prefixes)}"
            yield f" xmlns:{prefixes[namespace]}={quoteattr(clean_line(namespace))}"
        prefix = f"{prefixes[namespace]}:" if namespace else ""
        yield f" {prefix}{local}={quoteattr(clean_line(value))}"
