"""Page -> what kind of thing its bytes are, whatever their server or their name says.

Order and marks follow the MIME Sniffing Standard (mimesniff.spec.whatwg.org, sections 6 and 7),
with feeds and link lists told apart besides.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from newsdigest.charset import decode, is_wide
from newsdigest.errors import ExtractError
from newsdigest.patterns import regex

if TYPE_CHECKING:
    from newsdigest.models import Page

Kind = Literal[
    "html",
    "text",
    "feed",
    "opml",
    "links",
    "json",
    "xml",
    "pdf",
    "image",
    "audio",
    "video",
    "archive",
    "font",
    "document",
    "binary",
    "empty",
]

# What no article, feed or list can be made of -> how to name it: "it is ...".
NOT_PAGES: Final[dict[str, str]] = {
    "pdf": "a PDF document",
    "image": "an image",
    "audio": "a sound",
    "video": "a video",
    "archive": "an archive",
    "font": "a font",
    "document": "an office document",
    "binary": "binary data",
}

_LOOKED_AT: Final = 4096  # bytes; a feed's root stands within, behind its licence comment
_GZIP: Final = b"\x1f\x8b\x08"
_GZIP_WBITS: Final = zlib.MAX_WBITS | 16
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

_MAGIC: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"BM", "image"),
    (b"\x00\x00\x01\x00", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"ID3", "audio"),
    (b"OggS\x00", "audio"),
    (b"fLaC", "audio"),
    (b"MThd\x00\x00\x00\x06", "audio"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"FLV\x01", "video"),
    (b"\x00\x00\x01\xba", "video"),
    (b"PK\x03\x04", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"\x00\x01\x00\x00", "font"),
    (b"OTTO", "font"),
    (b"{\\rtf", "document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "document"),
    (b"\x7fELF", "binary"),
    (b"SQLite format 3\x00", "binary"),
)
# Formats whose name stands some bytes in: offset of the name, then name -> kind.
_RIFF: Final[dict[bytes, Kind]] = {b"WEBP": "image", b"WAVE": "audio", b"AVI ": "video"}
_STILL_BRANDS: Final = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1")
_OFFICE_PARTS: Final = (
    b"[Content_Types].xml",
    b"mimetypeapplication/vnd.oasis",
    b"mimetypeapplication/epub",
)

# MIME Sniffing 3: bytes that no text holds.
_BINARY: Final = regex(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_SPACE: Final = regex(r"\s*")
# What may stand before a document's root, each by its two ends: one pass over them, whatever they
# hold (as one expression it took a minute for 299 bytes of comments).
_BEFORE_THE_ROOT: Final = (("<!--", "-->"), ("<?", "?>"))
_FEED_DOCTYPE: Final = regex(r"<!DOCTYPE\s+(?:rss|rdf:RDF)[^>]*>", re.IGNORECASE)
_FEED_ROOT: Final = regex(r"<(?:\w{1,64}:)?(?:rss|feed|RDF|channel)\b", re.IGNORECASE)
_OPML_ROOT: Final = regex(r"<opml\b", re.IGNORECASE)
_HTML_START: Final = regex(
    r"<(?:!doctype\s+html|html|head|body|script|iframe|title|meta|link|style|base|noscript|main"
    r"|article|section|header|nav|div|table|font|center|span|h[1-6]|p|br|a|b|i|ul|ol|img|figure)"
    r"\b[^<]*",
    re.IGNORECASE,
)
_HTML_TAG: Final = regex(
    r"</(?:html|head|body|div|p|article|section|h[1-6]|ul|ol|li|a|span|table|script|title)\s*>"
    r"|<(?:html|body|article|meta\s)",
    re.IGNORECASE,
)
_JSON_FEED: Final = regex(r'"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/version/')
_JSON_START: Final = regex(r'\A\s*(?:\{\s*["}]|\[\s*[\[{"\]\d])')
_LINK_LINE: Final = regex(r"(?:https?://|www\.)\S+\Z", re.IGNORECASE)


def sniff(page: Page) -> Kind:
    """Tell what a page's bytes are: by content, and by the first 4 KiB of it.

    Bytes that are compressed as a whole are told by what is inside. A text whose every line is
    an address, comments and blank lines aside, is a list of links.
    """
    start = _opened_start(page.body)
    if not start.strip(b"\x00\t\n\x0c\r "):
        return "empty"
    if kind := _by_magic(start):
        return kind
    if not start.startswith(_BOMS) and _BINARY.search(start) and not is_wide(start):
        # The standard looks for markup first: one stray character does not make a page an image.
        return _of_root(_root(start.decode("latin-1"))) or "binary"
    return _of_text(
        decode(start, page.content_type).lstrip("\ufeff"), whole=len(page.body) <= _LOOKED_AT
    )


def unwrap(page: Page, max_bytes: int) -> Page:
    """Undo gzip where a page's very bytes are compressed; other pages come back as they are.

    Raises:
        ExtractError: the packed bytes are broken or cut off, or come to more than `max_bytes`.
    """
    if not page.body.startswith(_GZIP):
        return page
    inflate = zlib.decompressobj(_GZIP_WBITS)
    try:
        body = inflate.decompress(page.body, max_bytes)
    except zlib.error as error:
        raise ExtractError("could not read", page.url, "its compressed data is broken") from error
    if not inflate.eof:
        why = "it unpacks to more than is read" if inflate.unconsumed_tail else "it is cut off"
        raise ExtractError("could not read", page.url, why)
    return replace(page, body=body)


def _opened_start(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body[:_LOOKED_AT]
    inflate = zlib.decompressobj(_GZIP_WBITS)
    try:
        inside = inflate.decompress(body, _LOOKED_AT)
    except zlib.error:
        return body[:_LOOKED_AT]
    return inside if inside or inflate.eof else body[:_LOOKED_AT]


def _by_magic(start: bytes) -> Kind | None:
    for magic, kind in _MAGIC:
        if start.startswith(magic) and not (magic.isalnum() and _is_plain(start)):
            return "document" if kind == "archive" and _is_office(start) else kind
    if start.startswith(b"RIFF"):
        return _RIFF.get(start[8:12])
    if start[4:8] == b"ftyp":
        return "image" if start[8:12] in _STILL_BRANDS else "video"
    return None


def _is_plain(start: bytes) -> bool:
    """Tell a text that happens to begin with a format's letters: "BM reported", "ID3 tags"."""
    return not _BINARY.search(start)


def _is_office(start: bytes) -> bool:
    return any(part in start for part in _OFFICE_PARTS)


def _of_text(text: str, *, whole: bool) -> Kind:
    if '"version"' in text and _JSON_FEED.search(text):
        return "feed"
    if "<" in text and (kind := _of_markup(text)):  # prose compiles none of its patterns
        return kind
    if _JSON_START.match(text):
        return "json"
    return "links" if _is_list(text, whole=whole) else "text"


def _of_markup(text: str) -> Kind | None:
    root = _root(text)
    if kind := _of_root(root):
        return kind
    if len(_HTML_TAG.findall(text)) > 1:
        return "html"
    return "xml" if "<?xml" in text[: len(text) - len(root)] else None


def _root(text: str) -> str:
    """Give a document from its root on, or from where its comments never end. O(n)."""
    at = _after_space(text, 0)
    while True:
        end = next((end for start, end in _BEFORE_THE_ROOT if text.startswith(start, at)), "")
        found = text.find(end, at) if end else -1
        if found >= 0:
            at = _after_space(text, found + len(end))
        elif doctype := _FEED_DOCTYPE.match(text, at):
            at = _after_space(text, doctype.end())
        else:
            return text[at:]


def _after_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _of_root(root: str) -> Kind | None:
    if _FEED_ROOT.match(root):
        return "feed"
    if _OPML_ROOT.match(root):
        return "opml"
    return "html" if _HTML_START.match(root) else None


def _is_list(text: str, *, whole: bool) -> bool:
    lines = [line.strip() for line in text.splitlines()]
    if not whole:
        lines = lines[:-1]  # perhaps cut in the middle
    written = [line for line in lines if line and not line.startswith("#")]
    return bool(written) and all(_LINK_LINE.match(line) for line in written)
