"""Page drawn by its scripts -> the article that they carry, where the page itself shows none.

React Server Components send a long text as a row ``ID:TLENGTH,TEXT`` (length in hex, in bytes of
UTF-8), cut into pieces that are each an argument of ``__next_f.push``. Next.js pages before them
carry one JSON document. Either holds the article's body as HTML, which a browser would draw.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.stages.extract.page.tree import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

MIN_CHARS = 400
"""Characters that a text which the page does not show needs to be an article's body."""
_PUSH = "self.__next_f.push("
_ROW = regex(rb"(?<![0-9a-f])[0-9a-f]{1,8}:T([0-9a-f]{1,8}),")
TAG = regex(r"<[^>]{1,200}>")
"""Mark-up within a text."""
# Where a script is to put an advertisement: "$$AD$$", "{{ad}}".
_HOLE = regex(r"\$\$\w{2,40}\$\$|\{\{\s?\w[\w .-]{0,40}\}\}")
_PARAGRAPH = regex(r"<(?:p|br|div)\b")


def carried_article(tree: HtmlElement) -> HtmlElement | None:
    """Find the longest text with paragraphs among what the scripts carry, as a page of its own.

    None where no script carries `MIN_CHARS` characters of one. Linear in the scripts.
    """
    texts = [text for text in _texts(tree) if _PARAGRAPH.search(text)]
    sizes = [len(TAG.sub("", text)) for text in texts]
    longest = max(sizes, default=0)
    if longest < MIN_CHARS:
        return None
    body = _HOLE.sub("", texts[sizes.index(longest)])
    return parse(f"<html><body><article>{body}</article></body></html>")


def _texts(tree: HtmlElement) -> Iterator[str]:
    sent: list[str] = []
    for script in tree.iter("script"):
        text = (script.text or "").strip()
        if script.get("type") == "application/json":
            yield from _strings(_parsed(text))
        elif text.startswith(_PUSH):
            sent += _strings(_parsed(text[len(_PUSH) :].rstrip("; \n").removesuffix(")")))
    yield from _rows("".join(sent).encode())


def _rows(sent: bytes) -> Iterator[str]:
    at = 0
    while row := _ROW.search(sent, at):
        at = row.end() + int(row[1], 16)
        yield sent[row.end() : at].decode(errors="replace")


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):  # a script may hold anything
        return None


def _strings(found: object) -> Iterator[str]:
    """Give every text of a JSON document, in order."""
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += reversed(one.values())
        elif isinstance(one, list):
            waiting += reversed(one)
