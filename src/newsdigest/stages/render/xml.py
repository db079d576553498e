"""Text -> what an XML document may hold."""

from __future__ import annotations

from html import escape

from newsdigest.patterns import regex

# XML 1.0, production 2: what is no Char may not stand in a document, escaped or not.
_NO_CHAR = regex("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(markup: str) -> str:
    """Drop the characters that no XML document may hold."""
    return _NO_CHAR.sub("", markup)


def content(text: str) -> str:
    """Escape a text for an element or an attribute of XML; white space of any kind is one space."""
    return legal(escape(" ".join(text.split())))
