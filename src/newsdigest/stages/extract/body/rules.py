"""Blocks of a page -> which of them are not the article, and what they are instead.

Each rule looks at the blocks that the rules before it left and names those that go. Structure
decides first (links, the elements around a block, position, repetition), phrases last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.patterns import regex
from newsdigest.stages.extract.body.marks import furniture_kind
from newsdigest.stages.extract.page.survey import letters
from newsdigest.stages.extract.wordlist import alternatives, load_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsdigest.stages.extract.body.blocks import Block
    from newsdigest.stages.extract.body.phrases import Labels


@dataclass(slots=True, eq=False, repr=False)
class Draft:
    """A page's blocks while they are judged, and what the page says of itself.

    `titles` are the letters of every title the page bears; `names` those of its authors and site.
    """

    blocks: list[Block]
    titles: tuple[str, ...]
    names: tuple[str, ...]
    labels: Labels
    host: str = ""
    standfirsts: tuple[str, ...] = ()


class Finding(NamedTuple):
    """A block that goes, by its place among the blocks left, and what it is."""

    place: int
    kind: str


Rule = "Callable[[Draft], Iterator[Finding]]"

_PROSE_CHARS = 80
_SENTENCE_CHARS = 40
_SENTENCE_END = regex(r"[.!?…。！？؟।][\"'”’»“)\]]*$")


def is_prose(text: str) -> bool:
    """Say whether a text reads as prose: long, or a sentence with its end."""
    return (
        len(text) >= _PROSE_CHARS
        or (len(text) >= _SENTENCE_CHARS and bool(_SENTENCE_END.search(text)))
        or (any(char >= "\u3040" for char in text[:4]) and len(text) >= _SENTENCE_CHARS)
    )


# ------------------------------------------------------------------ headline
_TOP = 6  # blocks in which a headline with its kicker is looked for
_KICKER_GROWTH = 1.7
_MIN_TITLE = 8


def repeated_headline(draft: Draft) -> Iterator[Finding]:
    """Find the headline again: alone anywhere, glued to itself, or with a kicker at the top."""
    for place, block in enumerate(draft.blocks):
        key = letters(block.text)
        for title in draft.titles:
            if len(title) < _MIN_TITLE or title not in key:
                continue
            rest = key.replace(title, "")
            if not rest or (place < _TOP and len(key) <= _KICKER_GROWTH * len(title)):
                yield Finding(place, "repeated headline")
                break


# ------------------------------------------------------------------ links
_HOST = regex(r"(?:https?:)?//([^/:?#]+)")
_LINKED = 0.8
_LINKED_PROSE = 0.95
_MAX_LINK_LINE = 200


def link_line(draft: Draft) -> Iterator[Finding]:
    """Find lines that are little but a link to the same site: related stories, menus, tags.

    A link within the page is a table of contents, one to another site a source; a linked heading
    with prose below it is the article's own.
    """
    for place, block in enumerate(draft.blocks):
        ended = bool(_SENTENCE_END.search(block.text))
        if block.link_share < (_LINKED_PROSE if ended else _LINKED):
            continue
        short = len(block.text) <= _MAX_LINK_LINE
        if not (short or _is_teaser(draft, block)) or not _leads_within_site(block, draft.host):
            continue
        if block.kind == "heading" and _has_prose_below(draft, place):
            continue
        yield Finding(place, "related links")


def _is_teaser(draft: Draft, block: Block) -> bool:
    """Say whether a block is a headline and its text in one link, on a page that has other text.

    A link that nobody closed holds the whole article.
    """
    unlinked = sum(len(other.text) for other in draft.blocks if other.link_share < 1)
    return block.link_share == 1 and 2 * unlinked >= sum(len(other.text) for other in draft.blocks)


def _leads_within_site(block: Block, host: str) -> bool:
    links = [href for href in (block.spot.links if block.spot else ()) if href]
    return not links or any(_is_internal(href, host) for href in links)


def _is_internal(href: str, host: str) -> bool:
    if href.startswith("#"):
        return False
    found = _HOST.match(href)
    return not found or _domain(found.group(1)) == _domain(host)


def _domain(host: str) -> str:
    """Give the last two labels of a host, three where the second last is a registry's."""
    labels = host.casefold().split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2:])  # noqa: PLR2004 - as said


def _has_prose_below(draft: Draft, place: int) -> bool:
    below = draft.blocks[place + 1 : place + 2]
    return bool(below) and below[0].link_share < _LINKED and is_prose(below[0].text)


# ------------------------------------------------------------------ names that elements bear
_MARKED_SHARE = 0.3
_MUCH_LEFT = 3000  # characters: an article is there without what bears the name


def marked(draft: Draft) -> Iterator[Finding]:
    """Find blocks inside elements that bear the name of furniture.

    A name that holds more than a third of the text is the page's own layout and counts nothing.
    """
    kinds = [furniture_kind(block) for block in draft.blocks]
    sizes = [len(block.text) for block in draft.blocks]
    total = sum(sizes)
    for kind in dict.fromkeys(kinds):
        held = sum(size for size, own in zip(sizes, kinds, strict=True) if own == kind)
        if kind and (held <= _MARKED_SHARE * total or total - held >= _MUCH_LEFT):
            yield from (Finding(place, kind) for place, own in enumerate(kinds) if own == kind)


# ------------------------------------------------------------------ the top
_MAX_TOP_LINE = 90
_TIME = regex(
    r"\b(?:19|20)\d\d\b|(?<![\d£$€¥.,])(?:[01]?\d|2[0-3])[:.h][0-5]\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b"
    r"|年.{1,3}月|\b\d{1,2} min"
)
_BYLINE_GROWTH = 3  # "By", a role, a place beside the name


def top_line(draft: Draft) -> Iterator[Finding]:
    """Find bylines and times at the top: short lines that name a writer, or a date before prose."""
    prose = False
    for place, block in enumerate(draft.blocks[:_TOP]):
        prose = prose or is_prose(block.text)
        if block.kind != "paragraph" or is_prose(block.text) or len(block.text) > _MAX_TOP_LINE:
            continue
        key = letters(block.text)
        named = any(name in key and len(key) <= _BYLINE_GROWTH * len(name) for name in draft.names)
        if named or (not prose and _TIME.search(block.text)):
            yield Finding(place, "byline")


# ------------------------------------------------------------------ repeats
_MIN_REPEAT = 24
_MIN_LISTED_REPEAT = 80  # tables and lists say the same of several things
_MAX_PULL_WORDS = 45
_MIN_PULL_WORDS = 5
_MIN_PULL = 24


def repeated_paragraph(draft: Draft) -> Iterator[Finding]:
    """Find blocks whose letters an earlier block has, all of them."""
    seen: set[str] = set()
    for place, block in enumerate(draft.blocks):
        key = letters(block.text)
        least = _MIN_REPEAT if block.kind in ("paragraph", "quotation") else _MIN_LISTED_REPEAT
        if len(key) >= least and key in seen:
            yield Finding(place, "repeated paragraph")
        seen.add(key)


def pull_quote(draft: Draft) -> Iterator[Finding]:
    """Find short blocks whose words stand in a longer one."""
    keys = [letters(block.text) for block in draft.blocks]
    for place, (block, key) in enumerate(zip(draft.blocks, keys, strict=True)):
        if block.kind == "heading" or len(key) < _MIN_PULL:
            continue
        if not _MIN_PULL_WORDS <= len(block.text.split()) <= _MAX_PULL_WORDS:
            continue
        if any(key in other and len(other) > len(key) for other in keys):
            yield Finding(place, "pull quote")


# ------------------------------------------------------------------ phrases
def label(draft: Draft) -> Iterator[Finding]:
    """Find lines that are labels, by the phrases of the page's language."""
    for place, block in enumerate(draft.blocks):
        if kind := draft.labels.kind_of(block.text):
            yield Finding(place, kind)


# ------------------------------------------------------------------ captions
_CREDIT_WORDS = alternatives(load_entries("bylines")["credit"])
_CREDIT = regex(
    rf"^(?:{_CREDIT_WORDS})\b"
    r"\s*(?:by|von|credits?|courtesy)?\s*[:：/|©(-]",
    re.IGNORECASE,
)
_CREDITED = regex(
    rf"(?:\((?:{_CREDIT_WORDS})s?(?: credit)?\s?[:：][^()]{{2,60}}\)"
    r"|[.!?]\s?©\s?\w[^.!?]{2,60})$",
    re.IGNORECASE,
)
_MAX_CREDIT = 200
_MAX_CAPTION = 400


def credit_line(draft: Draft) -> Iterator[Finding]:
    """Find picture credits by their form: "Photo: Ana Ruiz/Agency", at the start or the end."""
    for place, block in enumerate(draft.blocks):
        credit = len(block.text) <= _MAX_CREDIT and _CREDIT.match(block.text)
        if credit or (len(block.text) <= _MAX_CAPTION and _CREDITED.search(block.text)):
            yield Finding(place, "caption")


def pictured(draft: Draft) -> Iterator[Finding]:
    """Find paragraphs that share an element with a picture and with no other text."""
    for place, block in enumerate(draft.blocks):
        if block.pictured and block.kind == "paragraph":
            yield Finding(place, "caption")


# ------------------------------------------------------------------ the end
_MAX_TAIL_LINE = 60
_MAX_TAIL_LINES = 3  # more short lines than this are a list that the article ends with
_COPYRIGHT = regex(r"^\W*(?:©|\(c\)|copyright\b)|all rights reserved", re.IGNORECASE)
_PARENTHESISED = regex(r"^(?:[(\[].{0,80}[)\]]|[–—-]\s?[\w/, ]{2,40})\.?$")


_CONTACT = regex(r"\S+@\S+\.\w{2,}|(?<!\w)@\w{3,}|https?://\S+|\bclick here\b", re.IGNORECASE)


def tail_line(draft: Draft) -> Iterator[Finding]:
    """Find what stands behind the last prose: unfinished short lines, contacts, copyright."""
    found: list[Finding] = []
    for place in range(len(draft.blocks) - 1, 0, -1):
        kind = _tail_kind(draft.blocks[place])
        if not kind:
            break
        found.append(Finding(place, kind))
    if len(found) <= _MAX_TAIL_LINES:
        yield from found


def _tail_kind(block: Block) -> str:
    if len(block.text) <= _MAX_CREDIT and _COPYRIGHT.search(block.text):
        return "site furniture"
    if len(block.text) <= _MAX_CREDIT and _CONTACT.search(block.text):
        return "bio"
    if len(block.text) <= _MAX_TOP_LINE and _PARENTHESISED.match(block.text):
        return "agency credit"
    unfinished = not _SENTENCE_END.search(block.text) and block.kind != "list item"
    return "site furniture" if unfinished and len(block.text) <= _MAX_TAIL_LINE else ""


# ------------------------------------------------------------------ teasers behind the article
_MAX_TEASER = 200
_MIN_LINKED = 0.3  # of the blocks: title, description, title, description
_MIN_KEPT = 0.5  # of the text must stand before the teasers


def teasers(draft: Draft) -> Iterator[Finding]:
    """Find the list of other stories behind the article: from its first label or link to the end.

    Nothing behind that may be longer than a teaser, and it begins in the second half of the text.
    """
    sizes = [len(block.text) for block in draft.blocks]
    start, unlinked = len(draft.blocks), 0
    for place in range(len(draft.blocks) - 1, 0, -1):
        block = draft.blocks[place]
        unlinked = unlinked + 1 if block.link_share < _LINKED and is_prose(block.text) else 0
        if len(block.text) > _MAX_TEASER or unlinked > 1:  # the article goes on
            break
        if _opens_teasers(draft, place):
            start = place
    linked = sum(block.link_share >= _LINKED for block in draft.blocks[start:])
    enough = linked >= _MIN_LINKED * (len(sizes) - start)
    if enough and sum(sizes[:start]) >= _MIN_KEPT * sum(sizes):
        yield from (Finding(place, "related links") for place in range(start, len(sizes)))


def _opens_teasers(draft: Draft, place: int) -> bool:
    block = draft.blocks[place]
    linked = block.link_share >= _LINKED and _leads_within_site(block, draft.host)
    if linked and not _SENTENCE_END.search(block.text):
        return block.kind in ("heading", "list item")
    return draft.labels.kind_of(block.text) == "related links" and len(block.text) <= _MAX_TAIL_LINE


# ------------------------------------------------------------------ behind the article
_MIN_INSIDE = 0.7  # of the text: less is an article laid out in sections
_MAX_BEHIND = 2500  # characters: more is a part of the article


def behind(draft: Draft) -> Iterator[Finding]:
    """Find what follows the element that holds the article: other stories, offers, references."""
    sizes = [len(block.text) for block in draft.blocks]
    end = next((n for n, block in enumerate(reversed(draft.blocks)) if not block.outside), 0)
    start = len(sizes) - end
    inside = sum(size for size, block in zip(sizes, draft.blocks, strict=True) if not block.outside)
    after = sum(sizes[start:])
    if after <= _MAX_BEHIND and inside >= _MIN_INSIDE * (inside + after):
        yield from (Finding(place, "site furniture") for place in range(start, len(sizes)))


RULES: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    repeated_headline,
    teasers,
    marked,
    link_line,
    label,
    behind,
    credit_line,
    pictured,
    repeated_paragraph,
    top_line,
    pull_quote,
    tail_line,
)


# Those that need no page around the text.
TEXT_RULES = tuple(
    rule for rule in RULES if rule not in (marked, link_line, teasers, behind, pictured)
)
# What ``--no-dedupe`` keeps.
REPEATS = (repeated_headline, repeated_paragraph, pull_quote)


def judge(
    draft: Draft, rules: Sequence[Callable[[Draft], Iterator[Finding]]] = RULES
) -> list[tuple[str, str]]:
    """Apply the rules in order, take out of the draft what they find, and return (kind, text)."""
    gone: list[tuple[int, str, str]] = []
    places = list(range(len(draft.blocks)))
    for rule in rules:
        found = {finding.place: finding.kind for finding in rule(draft)}
        gone += [(places[place], kind, draft.blocks[place].text) for place, kind in found.items()]
        draft.blocks = [block for place, block in enumerate(draft.blocks) if place not in found]
        places = [number for place, number in enumerate(places) if place not in found]
    return [(kind, text) for _, kind, text in sorted(gone)]
