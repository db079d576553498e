"""Bytes -> text, by the standard's order of evidence.

Order: byte order mark, the transport's header, the markup's own declaration, detection (HTML
Standard 13.2.3, "Determining the character encoding"; labels as in the Encoding Standard 4.2). We
differ where the evidence is refuted by the bytes: a page that is valid UTF-8 is UTF-8 whatever it
is called, and a declared encoding that fails on more than one character in twenty is not believed.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

UTF_8: Final = "utf-8"
_FALLBACK: Final = "cp1252"  # what the standard guesses for most of the world

_BOMS: Final = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The standard's encodings, by the names Python gives them. UTF-7 and the like are not among them:
# they hide markup from whoever reads the bytes.
_MULTIBYTE: Final = frozenset({"gb18030", "big5hkscs", "euc_jp", "cp932", "cp949", "iso2022_jp"})
_WIDE: Final = frozenset({"utf-16-le", "utf-16-be"})
_SINGLE_BYTE: Final = frozenset(
    (
        *(f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
        *(f"cp125{page}" for page in range(9)),
        *("cp866", "cp874", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"),
    )
)
_KNOWN: Final = _MULTIBYTE | _WIDE | _SINGLE_BYTE | {UTF_8}
# Python's name for a label -> what the standard reads under it: nearly always a superset.
_READ_AS: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
    "utf-8-sig": UTF_8,
}
# The standard's labels that Python does not know.
_LABELS: Final = {
    "dos-874": "cp874",
    "windows-874": "cp874",
    "windows-949": "cp949",
    "ks_c_5601-1989": "cp949",
    "x-x-big5": "big5hkscs",
    "iso-8859-8-i": "iso8859-8",
    "logical": "iso8859-8",
    "visual": "iso8859-8",
    "unicode": "utf-16-le",
    "ucs-2": "utf-16-le",
    "iso-10646-ucs-2": "utf-16-le",
    "unicodefffe": "utf-16-be",
    "x-user-defined": "cp1252",
    "x-mac-ukrainian": "mac-cyrillic",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
}
_LABEL: Final = regex(r"[a-z0-9][a-z0-9._:+\-]{1,39}")
_HEADER: Final = regex(r"charset\s{0,9}=[\s\"']{0,9}([^\s\"';,]{1,99})", re.IGNORECASE)
_XML_DECLARATION: Final = regex(
    rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([A-Za-z0-9._:+\-]+)"
)
_META: Final = regex(rb"<meta\b[^>]{0,600}?charset\s*=\s*[\"']?\s*([^\s\"'/>;]+)", re.IGNORECASE)
_NOT_ASCII: Final = regex(rb"[\x80-\xff]")

# The standard looks at 1,024 bytes; pages put scripts and comments before their declaration.
_PRESCAN: Final = 4096
_DETECTED_ON: Final = 32 * 1024  # bytes; more costs time and decides nothing
_WIDE_SAMPLE: Final = 2048
# One character in so many may be broken before a declaration is disbelieved.
_TOLERANCE: Final = 20
# So many sequences of valid UTF-8 do not come about by chance in a multi-byte text; two do:
# the GBK of 联通.
_NO_ACCIDENT: Final = 4


def decode(body: bytes, content_type: str = "") -> str:
    """Decode a page's bytes; `content_type` is the header as sent, or empty. Never fails.

    A byte order mark is not part of the text. Undecodable bytes become U+FFFD. O(n).
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    for encoding in _declared(body, content_type):
        text = _believed(body, encoding)
        if text is not None:
            return text
    return _guessed(body)


def encoding_of(label: str) -> str:
    """Give Python's name of the encoding that a label stands for, or nothing."""
    label = label.strip("\"' \t\n\f\r").lower()
    if label in _LABELS:
        return _LABELS[label]
    for name in (label, label.removeprefix("x-")):
        if not _LABEL.fullmatch(name):
            continue
        try:
            found = codecs.lookup(name).name
        except LookupError:
            continue
        found = _READ_AS.get(found, found)
        return found if found in _KNOWN else ""
    return ""


def is_wide(body: bytes) -> bool:
    """Tell UTF-16 that lacks its mark: nearly all NULs on one side of the byte pairs."""
    start = body[:_WIDE_SAMPLE]
    half = len(start) // 2
    even, odd = start[0::2].count(0), start[1::2].count(0)
    return half > 1 and min(even, odd) * 10 < half and max(even, odd) * 2 > half


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    """Yield the encodings that are claimed, the strongest claim first."""
    header = _HEADER.search(content_type)
    if header and (encoding := encoding_of(header.group(1))):
        yield encoding
    start = _without_comments(body[:_PRESCAN])
    if b"<" not in start:
        return
    for declaration in (_XML_DECLARATION.search(start), _META.search(start)):
        if declaration is None:
            continue
        encoding = encoding_of(declaration.group(1).decode("latin-1"))
        # Markup that could be read as ASCII up to here is not UTF-16 (HTML Standard 13.2.3.2).
        yield UTF_8 if encoding in _WIDE else encoding


def _without_comments(start: bytes) -> bytes:
    """Take comments out, one pass: as an expression, openings without an end took their square."""
    kept, at = [], 0
    while (begins := start.find(b"<!--", at)) >= 0:
        ends = start.find(b"-->", begins + len(b"<!--"))
        if ends < 0:
            break
        kept.append(start[at:begins])
        at = ends + len(b"-->")
    return b"".join([*kept, start[at:]])


def _believed(body: bytes, encoding: str) -> str | None:
    """Decode by a claim, or give None where the bytes refute it."""
    if not encoding or (encoding in _WIDE and not is_wide(body)):
        return None
    if encoding in _SINGLE_BYTE or encoding in _MULTIBYTE:
        least = 1 if encoding in _SINGLE_BYTE else _NO_ACCIDENT
        text = _as_utf8(body, least)
        if text is not None:
            return text
    return _tolerated(body, encoding)


def _as_utf8(body: bytes, least: int) -> str | None:
    """Decode what is UTF-8 beyond doubt: valid, with at least so many non-ASCII characters."""
    try:
        text = body.decode(UTF_8)
    except UnicodeDecodeError:
        return None
    return text if len(text) - len(text.encode("ascii", "ignore")) >= least else None


def _tolerated(body: bytes, encoding: str) -> str | None:
    text = body.decode(encoding, "replace")
    broken = text.count("\ufffd")
    if not broken:
        return text
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return text if broken * _TOLERANCE <= foreign else None


def _guessed(body: bytes) -> str:
    text = _tolerated(body, UTF_8)
    if text is not None and "\x00" not in text:
        return text
    if is_wide(body):
        start = body[:_WIDE_SAMPLE]
        big_endian = start[0::2].count(0) > start[1::2].count(0)
        return body.decode("utf-16-be" if big_endian else "utf-16-le", "replace")
    if text is not None:
        return text
    return body.decode(_detected(body), "replace")


def _detected(body: bytes) -> str:
    """Guess an encoding from the bytes alone, around the first that are not ASCII."""
    import chardet  # noqa: PLC0415 - 45 ms, and most pages declare what they are

    first = _NOT_ASCII.search(body)
    start = max(first.start() - _DETECTED_ON // 4, 0) if first else 0
    sample = body[start : start + _DETECTED_ON]
    return encoding_of(chardet.detect(sample)["encoding"] or "") or _FALLBACK
