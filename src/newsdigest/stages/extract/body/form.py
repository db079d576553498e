"""Draft -> the form of each of its blocks in figures: how it stands among the others.

No word is asked for but the labels of the page's language; the figures are of place, length,
links, punctuation, neighbours, repeats, and the elements around a block.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import accumulate
from math import log1p
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.patterns import regex
from newsdigest.stages.extract.body.draft import SENTENCE_END, form_of, is_prose, is_sentence
from newsdigest.stages.extract.body.marks import furniture_kind
from newsdigest.stages.extract.page.shape import letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newsdigest.stages.extract.body.blocks import Block
    from newsdigest.stages.extract.body.draft import Draft

MARKS = (
    "promotion", "related links", "site furniture", "advertisement", "bio", "caption", "byline",
    "fact box",
)  # fmt: skip
TAGS = ("aside", "footer", "figure", "table", "form", "details", "section", "blockquote", "header")
WEIGHED = (
    "teasers", "marked", "link_line", "label", "behind", "credit_line", "pictured", "top_line",
    "tail_line",
)  # fmt: skip
"""The rules whose findings are evidence, by name."""
NAMES = (
    "place", "from_start", "from_end", "before", "total", "blocks", "size", "words", "sentence",
    "colon", "ellipsis", "question", "exclaimed", "unended", "lower", "capitalised", "shouted",
    "digits", "linked", "links", "outward", "inward", "outside", "unplaced", "above_prose",
    "below_prose", "form_share", "shape_share", "form_count", "beside_before", "beside_after",
    "house", "houses", "label", "label_line", "heading", "list_item", "quotation", "written",
    "unwritten", "pictured",
    "emphasised", "led", "contact", "stamped", "named", "in_title", "depth", "unspaced", "parens",
    "previous_size", "previous_linked", "previous_heading", "previous_label", "previous_sentence",
    "next_size", "next_linked", "next_heading", "next_label", "next_sentence", "below_linked",
    *(f"mark: {mark}" for mark in MARKS), *(f"tag: {tag}" for tag in TAGS),
    *(f"rule: {rule}" for rule in WEIGHED),
)  # fmt: skip
"""What each figure of a block is called, in order."""

_CONTACT = regex(r"\S@\S{1,190}\.\w{2,}|(?<!\w)@\w{3,}|https?://\S|www\.")
_STAMP = regex(r"\b(?:19|20)\d\d\b|\b[0-2]?\d[:.h][0-5]\d\b|年.{1,3}月")
_EMPHASIS = frozenset({"em", "i", "strong", "b"})
_BELOW = 6  # blocks
_LED_CHARS = 40


class _Basics(NamedTuple):
    """What is asked of a block and of its neighbours alike."""

    size: float
    linked: float
    heading: float
    label: float
    sentence: float


_NOBODY = _Basics(0.0, 0.0, 0.0, 0.0, 0.0)


class _Whole(NamedTuple):
    """What is asked of all blocks once."""

    total: int
    houses: float
    forms: Mapping[object, int]
    shapes: Mapping[object, int]
    counts: Mapping[object, int]
    first: int
    last: int
    depth: float


def figures(
    draft: Draft, found_by: Mapping[int, str], places: Iterable[int] | None = None
) -> list[tuple[float, ...]]:
    """Give the figures of the blocks in some places, in the order of `NAMES`; of all by default.

    `found_by` names the rule that found a block, by its place. O(n) in the text.
    """
    blocks = draft.blocks
    whole = _whole(draft)
    said = cache(lambda place: _basics(draft, blocks[place]))
    starts = [0, *accumulate(len(block.text) for block in blocks)]
    found = []
    for place in range(len(blocks)) if places is None else places:
        block = blocks[place]
        around = (
            *(said(place - 1) if place else _NOBODY),
            *(said(place + 1) if place + 1 < len(blocks) else _NOBODY),
            _mean([one.link_share for one in blocks[place + 1 : place + 1 + _BELOW]]),
        )
        kind = furniture_kind(block) if block.marks or block.tags else ""
        found.append(
            (
                *_of_place(place, len(blocks), starts[place], whole),
                *_of_text(block, said(place)),
                *_of_links(block, draft.host),
                *_of_page(draft, place, whole),
                *_of_look(draft, block, said(place), whole),
                *around,
                *(float(kind == mark) for mark in MARKS),
                *(float(tag in block.tags) for tag in TAGS),
                *(float(found_by.get(place) == rule) for rule in WEIGHED),
            )
        )
    return found


def _basics(draft: Draft, block: Block) -> _Basics:
    return _Basics(
        log1p(len(block.text)),
        block.link_share,
        float(block.kind == "heading"),
        float(bool(draft.labels.kind_of(block.text))),
        float(bool(SENTENCE_END.search(block.text))),
    )


def _whole(draft: Draft) -> _Whole:
    blocks = draft.blocks
    forms: Counter[object] = Counter()
    shapes: Counter[object] = Counter()
    counts: Counter[object] = Counter()
    depths: Counter[int] = Counter()
    prose = [n for n, block in enumerate(blocks) if is_prose(block.text) and block.link_share < 1]
    for block in blocks:
        size, form = len(block.text), form_of(block)
        forms[form] += size
        counts[form] += 1
        shapes[_shape(block)] += size
        depths[_depth(block)] += size
    return _Whole(
        total=max(1, sum(len(block.text) for block in blocks)),
        houses=_mean([float(_is_of_house(draft, block)) for block in blocks]),
        forms=forms,
        shapes=shapes,
        counts=counts,
        first=prose[0] if prose else 0,
        last=prose[-1] if prose else len(blocks),
        depth=float(max(depths, key=lambda depth: (depths[depth], depth), default=0)),
    )


def _is_of_house(draft: Draft, block: Block) -> bool:
    """Say whether a block names the site."""
    key = letters(block.text)
    return any(house in key for house in draft.houses)


def _shape(block: Block) -> object:
    return block.spot.form[1] if block.spot else None


def _depth(block: Block) -> int:
    return block.spot.form[0] if block.spot else 0


def _of_place(place: int, count: int, before: int, whole: _Whole) -> Iterator[float]:
    yield place / count
    yield log1p(place)
    yield log1p(count - 1 - place)
    yield before / whole.total
    yield log1p(whole.total)
    yield log1p(count)


def _of_text(block: Block, basics: _Basics) -> Iterator[float]:
    text = block.text
    words = text.split()
    inner = [word for word in words[1:] if word[0].isupper()]
    shouted = [word for word in words if word.isupper() and len(word) > 1]
    yield basics.size
    yield log1p(len(words))
    yield float(is_sentence(text))
    yield float(text.endswith((":", "：")))
    yield float(text.endswith(("…", "...")))
    yield float("?" in text[-2:] or text.endswith("？"))
    yield float("!" in text[-2:] or text.endswith("！"))
    yield 1.0 - basics.sentence
    yield float(not text[:1].isupper() and not text[:1] >= "\u3040")
    yield len(inner) / max(1, len(words) - 1)
    yield len(shouted) / max(1, len(words))
    yield sum(map(str.isdigit, text)) / len(text)


def _of_links(block: Block, host: str) -> Iterator[float]:
    hrefs = block.spot.links if block.spot else ()
    outward = sum("//" in href and host not in href for href in hrefs)
    yield block.link_share
    yield log1p(len(hrefs))
    yield log1p(outward)
    yield log1p(len(hrefs) - outward)


def _of_page(draft: Draft, place: int, whole: _Whole) -> Iterator[float]:
    block = draft.blocks[place]
    yield float(block.outside)
    yield float(block.spot is None)
    yield float(place < whole.first)
    yield float(place > whole.last)
    yield whole.forms[form_of(block)] / whole.total
    yield whole.shapes[_shape(block)] / whole.total
    yield log1p(whole.counts[form_of(block)])
    yield float(place > 0 and _beside(block, draft.blocks[place - 1]))
    yield float(place + 1 < len(draft.blocks) and _beside(block, draft.blocks[place + 1]))


def _beside(one: Block, other: Block) -> bool:
    if one.spot is None or other.spot is None:
        return False
    return one.spot.element.getparent() is other.spot.element.getparent()


def _of_look(draft: Draft, block: Block, basics: _Basics, whole: _Whole) -> Iterator[float]:
    key, text = letters(block.text), block.text
    yield float(_is_of_house(draft, block))
    yield whole.houses
    yield basics.label
    yield float(draft.labels.is_line(text))
    yield float(block.kind == "heading")
    yield float(block.kind == "list item")
    yield float(block.kind == "quotation")
    yield float(bool(draft.written) and key in draft.written)
    yield float(bool(draft.written) and key not in draft.written)
    yield float(block.pictured)
    yield from _emphasis(block)
    yield float(bool(_CONTACT.search(text)))
    yield float(bool(_STAMP.search(text)))
    yield max((len(name) / len(key) for name in draft.names if name and name in key), default=0.0)
    yield float(bool(key) and any(key in title for title in draft.titles))
    yield _depth(block) - whole.depth if block.spot else 0.0
    yield float(any(char >= "\u3040" for char in text[:8]))
    yield float(text[:1] in "([（【" or text[-1:] in ")]）】")


def _emphasis(block: Block) -> Iterator[float]:
    """Say whether all of a block is emphasised, and whether a short beginning of it is."""
    element = block.spot.element if block.spot else None
    child = next(iter(element), None) if element is not None else None
    if (
        element is None
        or child is None
        or child.tag not in _EMPHASIS
        or (element.text or "").strip()
    ):
        yield from (0.0, 0.0)
        return
    rest = (child.tail or "").strip()
    whole = not rest and len(element) == 1
    yield float(whole)
    yield float(not whole and len("".join(child.itertext())) <= _LED_CHARS)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
