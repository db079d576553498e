"""Element -> the words that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "button"})
"""Elements whose text is no word to a reader."""


def visible_text(element: HtmlElement) -> str:
    """Join an element's visible words; parts that are elements of their own stand apart."""
    return clean_line(" ".join(pieces_of(element)))


def tight_text(element: HtmlElement) -> str:
    """Join an element's text as inline markup does: no space but what is written."""
    return clean_line("".join(pieces_of(element)))


def says_over(element: HtmlElement, limit: int) -> bool:
    """Say whether all text in an element, comments too, is longer than some characters."""
    said = 0
    for text in element.itertext():
        said += len(text)
        if said > limit:
            return True
    return False


def pieces_of(element: HtmlElement, hidden: frozenset[str] = HIDDEN) -> Iterator[str]:
    """Give the texts of an element and what is in it, in order, but of what is not shown."""
    for node in element.iter():
        if isinstance(node.tag, str) and node.tag not in hidden and node.text:
            yield node.text
        if node is not element and node.tail:
            yield node.tail
