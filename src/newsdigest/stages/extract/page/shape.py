"""Texts and elements -> what of them stays the same: letters, shapes, places in the tree.

Apart from the survey, whose nouns a plain text has no use for.
"""

from __future__ import annotations

from functools import lru_cache
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
_SIGNS = ",.-'\"’“”–„:;()?!«»"
_NOT_ASCII_WORD = bytes(code for code in range(128) if not chr(code).isalnum())
_ASCII_LOWER = bytes(ord(chr(code).lower()) for code in range(128)).ljust(256)
_SIGNED_LEVELS = 2
_KEPT = 2048  # texts: what a page says, which every rule asks for again
_MAX_KEPT = 2000  # characters


def letters(text: str) -> str:
    """Reduce a text to its letters and digits, lower case: what stays the same when marked up."""
    return _kept_letters(text) if len(text) <= _MAX_KEPT else _letters(text)


def _letters(text: str) -> str:
    if not text.isascii():
        for sign in _TYPOGRAPHIC:
            text = text.replace(sign, "")
        if not text.isascii():
            return _other_letters(text)
    return text.encode().translate(_ASCII_LOWER, _NOT_ASCII_WORD).decode()


def _other_letters(text: str) -> str:
    """Reduce a text of any script; what stands in nearly all first, in half a pattern's time."""
    solid = "".join(text.casefold().split())
    for sign in _SIGNS:
        solid = solid.replace(sign, "")
    return solid if solid.isalnum() else _NOT_WORD.sub("", solid)


_kept_letters = lru_cache(maxsize=_KEPT)(_letters)


def shape_of(element: HtmlElement) -> tuple[str, str]:
    """Give an element's tag and classes: what parts of one text have in common."""
    return str(element.tag), element.get("class") or ""


def signature_of(element: HtmlElement) -> Form:
    """Give the form of an element: its depth, and tag and classes of it and of what holds it."""
    above = [*element.iterancestors()]
    return len(above), shape_of(element), tuple(shape_of(one) for one in above[:_SIGNED_LEVELS])
