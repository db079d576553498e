"""Texts and elements -> what of them stays the same: letters, shapes, places in the tree.

Apart from the survey, whose nouns a plain text has no use for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.patterns import regex

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Form = tuple[int, tuple[str, str], tuple[tuple[str, str], ...]]
"""Depth, tag and classes of an element, and those of what holds it, the nearest first."""

_NOT_WORD = regex(r"[\W_]+")
# Nearly all that a page writes is ASCII but for these signs, none of them a letter. Bytes and a
# table take a fifth of the time of a pattern, and this is asked of every run and paragraph.
_TYPOGRAPHIC = "’‘“”–—…\u00a0"
_NOT_ASCII_WORD = bytes(code for code in range(128) if not chr(code).isalnum())
_ASCII_LOWER = bytes(ord(chr(code).lower()) for code in range(128)).ljust(256)
_SIGNED_LEVELS = 2


def letters(text: str) -> str:
    """Reduce a text to its letters and digits, lower case: what stays the same when marked up."""
    if not text.isascii():
        for sign in _TYPOGRAPHIC:
            text = text.replace(sign, "")
        if not text.isascii():
            return _NOT_WORD.sub("", text.casefold())
    return text.encode().translate(_ASCII_LOWER, _NOT_ASCII_WORD).decode()


def shape_of(element: HtmlElement) -> tuple[str, str]:
    """Give an element's tag and classes: what parts of one text have in common."""
    return str(element.tag), element.get("class") or ""


def signature_of(element: HtmlElement) -> Form:
    """Give the form of an element: its depth, and tag and classes of it and of what holds it."""
    above = [*element.iterancestors()]
    return len(above), shape_of(element), tuple(shape_of(one) for one in above[:_SIGNED_LEVELS])
