"""Markup of a feed's fields -> plain text."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.text.clean import clean_line, clean_text, without_references

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

_MARKUP = regex(r"<[a-zA-Z/!?]|&#?\w")
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "center", "dd", "details", "div"),
        *("dl", "dt", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_SILENT = frozenset(
    ("script", "style", "template", "noscript", "iframe", "svg", "math", "head", "textarea")
)
# What publishing software adds below every entry; nothing a reader came for.
_FURNITURE = regex(
    r"(?:\s*(?:The post .{1,300}? (?:appeared first on|first appeared on) .{1,120}"
    r"|(?:Continue|Keep) reading\b.{0,200}|Read (?:more|the full (?:story|article))\b.{0,120}"
    r"|\[?Read more\]?|\[link\]|\[comments\]|Comments))\s*$",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_FURNITURE = 500  # characters of what such software adds, at most
_LONGEST = 400_000
_LONGEST_LINE = 1000  # characters of a title; with its markup ten times as many
_LONGEST_RAW_LINE = 10 * _LONGEST_LINE


def line(text: str, *, markup: bool) -> str:
    """Make a field that stands on one line: markup gone where it is markup, white space single."""
    text = text[:_LONGEST_RAW_LINE]
    whole = " ".join(prose(text).split()) if markup else clean_line(text)
    return whole[:_LONGEST_LINE]


def prose(text: str) -> str:
    """Turn a fragment of HTML into paragraphs parted by blank lines.

    Text without markup passes with its paragraphs; anything beyond 400,000 characters is cut.
    Scripts, styles and other silent elements are dropped. Linear in the length.
    """
    text = text[:_LONGEST]
    if not _MARKUP.search(text):
        return _paragraphs(clean_text(text).split("\n\n"))
    if "<" not in text:
        return _paragraphs(clean_text(html.unescape(text)).split("\n\n"))
    return _paragraphs(clean_text(block) for block in _blocks(clean_text(text)))


def without_furniture(text: str) -> str:
    """Drop what publishing software adds at the end of each entry, where a sentence ended."""
    while cut := _FURNITURE.search(text, max(len(text) - _LONGEST_FURNITURE, 0)):
        if not _at_break(text, cut):
            break
        text = text[: cut.start()].rstrip()
    return text


def _at_break(text: str, cut: re.Match[str]) -> bool:
    if cut.start() == 0 or "\n" in cut[0][: len(cut[0]) - len(cut[0].lstrip())]:
        return True
    return text[cut.start() - 1] in '.!?…])”"'


def _paragraphs(blocks: Iterable[str]) -> str:
    lines = (" ".join(block.split()) for block in blocks)
    return "\n\n".join(line for line in lines if line)


def _blocks(text: str) -> list[str]:
    import lxml.html  # noqa: PLC0415 -- only feeds with markup need it

    parser = lxml.html.HTMLParser(recover=True, remove_comments=True, remove_pis=True)
    return _walk(
        lxml.html.document_fromstring(f"<div>{without_references(text)}</div>", parser=parser)
    )


def _walk(root: HtmlElement) -> list[str]:
    """Collect text block by block, without recursion: depth is the writer's choice."""
    import lxml.etree  # noqa: PLC0415 -- as in _blocks

    blocks, now = [], list[str]()
    silent = 0
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS:
            blocks.append("".join(now))
            now = []
        if event == "start":
            silent += tag in _SILENT
            text = element.text
        else:
            silent -= tag in _SILENT
            text = element.tail
        if text and not silent:
            now.append(text)
    return [*blocks, "".join(now)]
