"""Draft -> lines and lists that lead to other stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.stages.extract.body.draft import SENTENCE_END, Finding, is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsdigest.stages.extract.body.blocks import Block
    from newsdigest.stages.extract.body.draft import Draft

# ------------------------------------------------------------------ links
_HOST = regex(r"(?:https?:)?//([^/:?#]+)")
_LINKED = 0.8
_EMPHASIS = frozenset({"strong", "b", "em", "i"})
_LINKED_PROSE = 0.95
_MAX_LINK_LINE = 200
_MIN_TOLD = 70  # characters of a sentence; a headline is shorter


def link_line(draft: Draft) -> Iterator[Finding]:
    """Find lines that are little but a link to the same site: related stories, menus, tags.

    A link within the page is a table of contents, one to another site a source; a linked heading
    with prose below it is the article's own.
    """
    for place, block in enumerate(draft.blocks):
        ended = bool(SENTENCE_END.search(block.text))
        if _is_led(block) and _leads_within_site(block, draft.host):
            yield Finding(place, "related links")
            continue
        if block.link_share < (_LINKED_PROSE if ended else _LINKED):
            continue
        short = len(block.text) <= _MAX_LINK_LINE
        if not (short or _is_teaser(draft, block)) or not _leads_within_site(block, draft.host):
            continue
        if block.kind == "heading" and _has_prose_below(draft, place):
            continue
        if ended and len(block.text) >= _MIN_TOLD and draft.amid_prose(place):
            continue  # a sentence of the article, all of it a link
        yield Finding(place, "related links")


def _is_led(block: Block) -> bool:
    """Say whether a short block is an emphasised label with a colon, and all the rest a link."""
    element = block.spot.element if block.spot else None
    if element is None or len(element) != 2 or len(block.text) > _MAX_LINK_LINE:  # noqa: PLR2004 - label, link
        return False
    label, link = element
    said = "".join(label.itertext()).strip() + (label.tail or "").strip()
    bare = not (element.text or "").strip() and not (link.tail or "").strip(" .\u00a0")
    return label.tag in _EMPHASIS and link.tag == "a" and bare and said.endswith((":", "："))


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
    return not found or domain_of(found.group(1)) == domain_of(host)


def domain_of(host: str) -> str:
    """Give the last two labels of a host, three where the second last is a registry's."""
    labels = host.casefold().split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2:])  # noqa: PLR2004 - as said


def _has_prose_below(draft: Draft, place: int) -> bool:
    below = draft.blocks[place + 1 : place + 2]
    return bool(below) and below[0].link_share < _LINKED and is_prose(below[0].text)


# ------------------------------------------------------------------ teasers behind the article
_MAX_TEASER = 200
_MAX_LABEL = 60
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
    if linked and not SENTENCE_END.search(block.text):
        return block.kind in ("heading", "list item")
    return draft.labels.kind_of(block.text) == "related links" and len(block.text) <= _MAX_LABEL
