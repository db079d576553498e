"""Draft -> blocks that names of elements, labels or credits say are no part of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.stages.extract.body.draft import Finding, is_sentence
from newsdigest.stages.extract.body.marks import named_kind
from newsdigest.stages.extract.wordlist import alternatives, load_entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsdigest.stages.extract.body.blocks import Block
    from newsdigest.stages.extract.body.draft import Draft

# ------------------------------------------------------------------ names that elements bear
_MARKED_SHARE = 0.3
_LONG_PROSE = 100  # characters of a paragraph that follow a heading
_MIN_NEWS = 60
_SPOKEN = "?!？！؟"
# What may be longer than the article that it follows.
APART = frozenset({"reader comments", "paywall offer"})
_ENOUGH_LEFT = 300
_MAX_OFFER = 2000  # characters: more is the article behind the fee
_MUCH_LEFT = 3000  # characters: an article is there without what bears the name


def marked(draft: Draft) -> Iterator[Finding]:
    """Find blocks inside elements that bear the name of furniture.

    A name that holds more than a third of the text is the page's own layout and counts nothing,
    nor does one round a long paragraph without links, but for captions, bios and boxes of facts.
    """
    kinds = [named_kind(block) for block in draft.blocks]
    kinds = ["" if _heads_prose(draft, place, kinds) else kind for place, kind in enumerate(kinds)]
    sizes = [len(block.text) for block in draft.blocks]
    total = sum(sizes)
    for kind in dict.fromkeys(kinds):
        held = sum(size for size, own in zip(sizes, kinds, strict=True) if own == kind)
        apart = kind in APART and total - held >= _ENOUGH_LEFT
        apart = apart and (kind != "paywall offer" or held <= _MAX_OFFER)
        counts = held <= _MARKED_SHARE * total or total - held >= _MUCH_LEFT
        if kind and (apart or counts):
            yield from (Finding(place, kind) for place, own in enumerate(kinds) if own == kind)


def _heads_prose(draft: Draft, place: int, kinds: Sequence[str]) -> bool:
    """Say whether a heading of furniture stands beside the long prose that it is set above."""
    block, below = draft.blocks[place], draft.blocks[place + 1 : place + 2]
    if block.kind != "heading" or not kinds[place] or not below or kinds[place + 1]:
        return False
    (told,) = below
    long = len(told.text) >= _LONG_PROSE and not told.link_share
    if not long or block.spot is None or told.spot is None:
        return False
    return block.spot.element.getparent() is told.spot.element.getparent()


# ------------------------------------------------------------------ phrases
def label(draft: Draft) -> Iterator[Finding]:
    """Find lines that are labels, by the phrases of the page's language.

    A heading with prose below it, and a sentence amid prose of its own form, are the article's:
    news speaks of newsletters too. Of those, only a line that is a label and no more goes.
    """
    for place, block in enumerate(draft.blocks):
        kind = draft.labels.kind_of(block.text)
        if kind and (draft.labels.is_line(block.text) or not _is_told(draft, place)):
            yield Finding(place, kind)


def _is_told(draft: Draft, place: int) -> bool:
    block = draft.blocks[place]
    if block.kind == "heading":
        below = draft.blocks[place + 1 : place + 2]
        return any(len(one.text) >= _LONG_PROSE and not one.link_share for one in below)
    return _is_news(draft, block) and draft.amid_prose(place)


def _is_news(draft: Draft, block: Block) -> bool:
    """Say whether a block is a plain sentence that speaks to nobody: it asks and calls nothing."""
    spoken = any(sign in block.text for sign in _SPOKEN)
    long = len(block.text) >= _MIN_NEWS or block.text[0] >= "\u3040"
    plain = long and is_sentence(block.text) and not block.link_share and not spoken
    return plain and not draft.labels.opens(block.text)


# ------------------------------------------------------------------ captions
_CREDIT_WORDS = alternatives(load_entries("bylines")["credit"])
_CREDIT = regex(
    rf"^(?:{_CREDIT_WORDS})\b"
    r"\s{0,3}(?:by|von|credits?|courtesy)?\s{0,3}(?:[:：/|©(–—]|(?<!\w)-|-(?!\w))",
    re.IGNORECASE,
)
_CREDITED = regex(
    rf"(?:\((?:{_CREDIT_WORDS})s?(?: credit)?\s?[:：][^()]{{2,60}}\)"
    r"|[.!?]\s?©\s?\w[^.!?]{2,60})$",
    re.IGNORECASE,
)
_CREDIT_SIGNS = ":：/|©(-–—"
"""One of them stands in any credit: the patterns are dear to compile, and few texts need them."""
_MAX_CREDIT = 200
_MAX_CAPTION = 400


def credit_line(draft: Draft) -> Iterator[Finding]:
    """Find picture credits by their form: "Photo: Ana Ruiz/Agency", at the start or the end."""
    for place, block in enumerate(draft.blocks):
        if len(block.text) > _MAX_CAPTION or not any(sign in block.text for sign in _CREDIT_SIGNS):
            continue
        credit = len(block.text) <= _MAX_CREDIT and _CREDIT.match(block.text)
        if credit or _CREDITED.search(block.text):
            yield Finding(place, "caption")


def pictured(draft: Draft) -> Iterator[Finding]:
    """Find paragraphs that share an element with a picture and with no other text."""
    for place, block in enumerate(draft.blocks):
        if block.pictured and block.kind == "paragraph":
            yield Finding(place, "caption")
