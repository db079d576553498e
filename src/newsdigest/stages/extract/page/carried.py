"""Page drawn by its scripts -> the article that they carry, where the page itself shows none.

React Server Components send a long text as a row ``ID:TLENGTH,TEXT`` (length in hex, in bytes of
UTF-8), cut into pieces that are each an argument of ``__next_f.push``. Next.js pages before them
carry one JSON document, and others assign one to a name. They hold the article's body as HTML, or
as a list of paragraphs, which a browser would draw.
"""

from __future__ import annotations

import html
import json
from itertools import islice
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
# "window.__NUXT__ = {", "Fusion.globalContent={", '__STATE__ = JSON.parse("': names of states.
_ASSIGNED = regex(
    r"(?:__\w{1,80}__|\b[A-Z]\w{0,80}\.\w{1,80}|\bwindow\.\w{1,80})\s{0,9}=\s{0,9}(?:JSON\.parse\(\s{0,9})?(?=[{\[\"])"
)
_MAX_ASSIGNED = 40
_NUMBERS = regex(r"\d+")
_PROSE_CHARS = 60
_PARAGRAPH = regex(r"<(?:p|br|div)\b")


def carried_article(tree: HtmlElement) -> HtmlElement | None:
    """Find the longest text with paragraphs among what the scripts carry, as a page of its own.

    That is one text with mark-up, or the paragraphs that stand in the same place of one document,
    each a text of its own. None where no script carries `MIN_CHARS` characters. Linear in them.
    """
    documents, rows = _carried(tree)
    texts = [text for document in documents for _, text in _strings(document)]
    bodies = [text for text in (*texts, *rows) if _PARAGRAPH.search(text)]
    bodies += [body for document in documents for body in _listed(document)]
    sizes = [len(TAG.sub("", body)) for body in bodies]
    longest = max(sizes, default=0)
    if longest < MIN_CHARS:
        return None
    body = _HOLE.sub("", bodies[sizes.index(longest)])
    return parse(f"<html><body><article>{body}</article></body></html>")


def _listed(document: object) -> Iterator[str]:
    """Give the paragraphs of plain prose that stand alike in a document, as one text."""
    alike: dict[str, dict[str, None]] = {}
    for place, text in _strings(document):
        if len(text) >= _PROSE_CHARS and " " in text and not TAG.search(text):
            alike.setdefault(place, {})[text] = None
    for texts in alike.values():
        if len(texts) > 1:
            yield "".join(f"<p>{html.escape(text, quote=False)}</p>" for text in texts)


def _carried(tree: HtmlElement) -> tuple[list[object], list[str]]:
    """Give the documents that scripts carry, and the texts that they send in pieces."""
    documents: list[object] = []
    sent: list[str] = []
    for script in tree.iter("script"):
        text = (script.text or "").strip()
        if script.get("type") == "application/json":
            documents.append(_parsed(text))
        elif text.startswith(_PUSH):
            pushed = _parsed(text[len(_PUSH) :].rstrip("; \n").removesuffix(")"))
            sent += [piece for _, piece in _strings(pushed)]
        else:
            documents += _assigned(text)
    return documents, list(_rows("".join(sent).encode()))


def _assigned(text: str) -> Iterator[object]:
    """Give the documents that a script assigns to names, written out or as a text to be parsed."""
    decoder = json.JSONDecoder(strict=False)
    for name in islice(_ASSIGNED.finditer(text), _MAX_ASSIGNED):
        try:
            value, _ = decoder.raw_decode(text, name.end())
        except (ValueError, RecursionError):  # a script may assign anything
            continue
        yield _parsed(value) if isinstance(value, str) else value


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


def _strings(found: object) -> Iterator[tuple[str, str]]:
    """Give every text of a JSON document in order, with its place: keys, without numbers."""
    waiting: list[tuple[str, object]] = [("", found)]
    while waiting:
        place, one = waiting.pop()
        if isinstance(one, str):
            yield place, one
        elif isinstance(one, dict):
            inner = [(f"{place}/{_NUMBERS.sub('', key)}", value) for key, value in one.items()]
            waiting += reversed(inner)
        elif isinstance(one, list):
            waiting += [(f"{place}/*", value) for value in reversed(one)]
