"""Draft -> what stands above the text, below it, and behind the element that holds it."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.stages.extract.body.draft import (
    SENTENCE_END,
    Finding,
    form_of,
    is_prose,
    is_sentence,
)
from newsdigest.stages.extract.body.marks import furniture_kind
from newsdigest.stages.extract.page.shape import letters, shape_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsdigest.stages.extract.body.blocks import Block
    from newsdigest.stages.extract.body.draft import Draft

# ------------------------------------------------------------------ the top
_TOP = 6  # blocks in which bylines and times are looked for
_MAX_TOP_LINE = 90
_TIME = regex(
    r"\b(?:19|20)\d\d\b|(?<![\d£$€¥.,])(?:[01]?\d|2[0-3])[:.h][0-5]\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b"
    r"|年.{1,3}月|\b\d{1,2} min"
)
_MAX_ITEMS = 3
_MAX_ITEM = 40
_BYLINE_GROWTH = 3  # "By", a role, a place beside the name


def top_line(draft: Draft) -> Iterator[Finding]:
    """Find bylines and times at the top: short lines that name a writer, or a date before prose.

    They may be a list of a few words each; a longer one is the article's.
    """
    prose, listed = False, sum(1 for _ in takewhile(_is_item, draft.blocks))
    listed = 0 if listed > _MAX_ITEMS else listed
    for place, block in enumerate(draft.blocks[:_TOP]):
        prose = prose or is_prose(block.text)
        if is_prose(block.text) or is_sentence(block.text):
            continue
        if block.kind != "paragraph" and place >= listed:
            continue
        key = letters(block.text)
        named = any(name in key and len(key) <= _BYLINE_GROWTH * len(name) for name in draft.names)
        if named or (not prose and _TIME.search(block.text)):
            yield Finding(place, "byline")


def _is_item(block: Block) -> bool:
    return block.kind == "list item" and len(block.text) <= _MAX_ITEM


# ------------------------------------------------------------------ the end
_MAX_TAIL_LINE = 60
_MAX_TAIL_LINES = 3  # more short lines than this are a list that the article ends with
_MAX_TAIL = 200
_MAX_NOTE = 400
_NAME_FIRST = regex(r"[A-ZÀ-Þ][\w.'’-]+ (?:[A-ZÀ-Þ][\w.'’-]+ )+[a-zà-þ]")
_MIN_TOLD_WORDS = 4
_UNSPACED, _MIN_TOLD_CHARS = "\u3040", 8
_MAX_CONTACT = 80  # a longer one tells whom to ask, unless it names who wrote the article
_COPYRIGHT = regex(r"^\W*(?:©|\(c\)|copyright\b)|all rights reserved", re.IGNORECASE)
_PARENTHESISED = regex(r"^(?:[(\[].{0,80}[)\]]|[–—-]\s?[\w/, ]{2,40})\.?$")
_SIGNED = regex(r"^[–—-]\s?\w")
_SAID = regex(r"[\"“„«‘「『][^\"“”„«»‘「」『』]{4,200}[\"”»’“」』]")
_ADDRESS = regex(
    r"(?:([\w.+-]{1,64})@|https?://(?:www\.)?)((?:[\w-]{1,64}\.){1,6}[a-z]{2,24})[\w/?=&%-]*",
    re.IGNORECASE,
)
_HANDLE = regex(r"(?<![\w.+-])@\w")
_CONTACT = regex(r"\S@\S{1,190}\.\w{2,}|(?<!\w)@\w{3,}|https?://\S|\bclick here\b", re.IGNORECASE)


def tail_line(draft: Draft) -> Iterator[Finding]:
    """Find what stands behind the last prose: unfinished short lines, contacts, copyright."""
    found: list[Finding] = []
    for place in range(len(draft.blocks) - 1, 0, -1):
        kind = _tail_kind(draft, place)
        if not kind:
            break
        found.append(Finding(place, kind))
        if len(found) > _MAX_TAIL_LINES:
            return  # asked of no more: each asks the blocks above it
    yield from found


def _tail_kind(draft: Draft, place: int) -> str:
    block = draft.blocks[place]
    text, short = block.text, len(block.text) <= _MAX_TAIL
    if short and _COPYRIGHT.search(text):
        return "site furniture"
    if _CONTACT.search(text):
        if _is_own(draft, block) or (len(text) <= _MAX_CONTACT and not _asks_all(draft, place)):
            return "bio"
        if short and _is_aside(block):
            return "site furniture"
    if _is_note_on_writer(draft, block):
        return "bio"
    if _is_said(text) or (_SIGNED.match(text) and _is_said(draft.blocks[place - 1].text)):
        return ""
    if len(text) <= _MAX_TOP_LINE and _PARENTHESISED.match(text):
        return "agency credit"
    unfinished = not SENTENCE_END.search(text) and block.kind != "list item"
    if not unfinished or len(text) > _MAX_TAIL_LINE:
        return ""
    return "" if _goes_on(draft, place) else "site furniture"


def _is_said(text: str) -> bool:
    """Say whether a line begins with a quotation of several words: it may be signed."""
    said = _SAID.match(text)
    return said is not None and len(said[0].split()) >= _MIN_TOLD_WORDS


def _asks_all(draft: Draft, place: int) -> bool:
    """Say whether a sentence of the text tells whom to call: of no writer, not at the house."""
    text = draft.blocks[place].text
    addresses = _ADDRESS.findall(text)
    if not (addresses and is_sentence(_ADDRESS.sub("there", text))) or _HANDLE.search(text):
        return False
    if bool(draft.host) and any(draft.host.endswith(host.casefold()) for _, host in addresses):
        return False
    if any(_is_of(letters(local), text) for local, _ in addresses if local):
        return False
    return _is_bare(draft) or _goes_on(draft, place)


def _is_of(account: str, text: str) -> bool:
    """Say whether an account is made of a name in a text: "ana.ruiz", "aruiz", "ruiza"."""
    words = [letters(word) if word[0].isupper() else "" for word in text.split()]
    names = [(one, two) for one, two in pairwise(words) if one and two]
    return any(
        made in account
        for one, two in names
        for made in (one + two, one[0] + two, two + one, two + one[0])
    )


def _is_bare(draft: Draft) -> bool:
    """Say whether the text came without a page."""
    return not draft.host and all(block.spot is None for block in draft.blocks)


def _is_note_on_writer(draft: Draft, block: Block) -> bool:
    """Say whether a last paragraph is all in italics and begins with a name: who wrote it."""
    named = _NAME_FIRST.match(block.text) or letters(block.text).startswith(draft.names or ("\0",))
    return len(block.text) <= _MAX_NOTE and bool(named) and _is_aside(block)


def _is_aside(block: Block) -> bool:
    """Say whether a block is all in italics: the house speaks, not the writer."""
    element = block.spot.element if block.spot else None
    if element is None or len(element) != 1:
        return False
    (note,) = element
    whole = not (element.text or "").strip() and not (note.tail or "").strip()
    return note.tag in ("em", "i") and whole


def _is_own(draft: Draft, block: Block) -> bool:
    """Say whether a contact is that of one of the article's authors."""
    key = letters(block.text)
    return len(block.text) <= _MAX_TAIL and any(name in key for name in draft.names)


def _goes_on(draft: Draft, place: int) -> bool:
    """Say whether a last line stands as the prose before it does, in the same element.

    A text without a page has no elements: there a line of several words, of words and numbers as
    results are, or below another such line as in verse, is what the reader gave us.
    """
    own, words = draft.blocks[place].spot, draft.blocks[place].text.split()
    if _is_bare(draft):
        told = [word for word in words if any(char.isalpha() for char in word)]
        above = draft.blocks[place - 1].text
        verse = len(above.split()) >= _MIN_TOLD_WORDS and not SENTENCE_END.search(above)
        unspaced = words[0][0] >= _UNSPACED and len(words[0]) >= _MIN_TOLD_CHARS
        return verse or unspaced or len(words) >= _MIN_TOLD_WORDS or 1 < len(told) < len(words)
    line = draft.blocks[place - 1]
    if own and line.spot and own.element is line.spot.element and not is_prose(line.text):
        return True  # verse
    prose = (block.spot for block in reversed(draft.blocks[:place]) if is_prose(block.text))
    before = next(prose, None)
    if own is None or before is None or len(words) < _MIN_TOLD_WORDS:
        return False
    return own.element.getparent() is before.element.getparent() and shape_of(
        own.element
    ) == shape_of(before.element)


# ------------------------------------------------------------------ behind the article
_MIN_INSIDE = 0.7  # of the text: less is an article laid out in sections
_MAX_BEHIND = 2500  # characters: more is a part of the article
_MAX_LINKED = 0.3


def behind(draft: Draft) -> Iterator[Finding]:
    """Find what follows the element that holds the article: other stories, offers, references.

    Also what stands in the page's header above it.
    Unlinked paragraphs right behind it, before any heading, list or short line, are its end in
    elements of their own.
    """
    sizes = [len(block.text) for block in draft.blocks]
    end = next((n for n, block in enumerate(reversed(draft.blocks)) if not block.outside), 0)
    start = len(sizes) - end
    inside = sum(size for size, block in zip(sizes, draft.blocks, strict=True) if not block.outside)
    after = sum(sizes[start:])
    first = next((n for n, block in enumerate(draft.blocks) if not block.outside), 0)
    banner = (n for n, block in enumerate(draft.blocks[:first]) if _in_banner(block))
    yield from (Finding(place, "site furniture") for place in banner)
    if after > _MAX_BEHIND or inside < _MIN_INSIDE * (inside + after):
        return
    rest = list(takewhile(_is_rest, draft.blocks[start:]))
    # One alone is an offer more often; two in one form are the article's end.
    if len(rest) > 1 and rest[0].spot and len({form_of(block) for block in rest}) == 1:
        start += len(rest)
    yield from (Finding(place, "site furniture") for place in range(start, len(sizes)))


def _in_banner(block: Block) -> bool:
    """Say whether a block stands in a header that holds no headline: the page's, no article's."""
    if "header" not in block.tags or block.spot is None:
        return False
    above = [one for one in block.spot.element.iterancestors() if one.tag == "header"]
    owned = any(one.tag == "article" for one in above[-1].iterancestors())
    return not owned and all(next(one.iter("h1"), None) is None for one in above)


def _is_rest(block: Block) -> bool:
    return (
        block.kind == "paragraph"
        and is_prose(block.text)
        and is_sentence(block.text)
        and block.link_share < _MAX_LINKED
        and not furniture_kind(block)
        and not _CONTACT.search(block.text)
    )
