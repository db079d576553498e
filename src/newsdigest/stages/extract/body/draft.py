"""What rules see of a page while they judge it: its blocks, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.patterns import regex

if TYPE_CHECKING:
    from newsdigest.stages.extract.body.blocks import Block
    from newsdigest.stages.extract.body.phrases import Labels
    from newsdigest.stages.extract.page.shape import Form


@dataclass(slots=True, eq=False, repr=False)
class Draft:
    """A page's blocks while they are judged, and what the page says of itself.

    `titles` are the letters of every title the page bears; `names` those of its authors, `houses`
    those of its site; `written` those of the article's text in the page's record, "" where it has
    none.
    """

    blocks: list[Block]
    titles: tuple[str, ...]
    names: tuple[str, ...]
    labels: Labels
    host: str = ""
    written: str = ""
    houses: tuple[str, ...] = ()

    def amid_prose(self, place: int) -> bool:
        """Say whether a block stands between paragraphs of prose in the same form as its own."""
        before = self.blocks[max(0, place - _NEAR) : place]
        after = self.blocks[place + 1 : place + 1 + _NEAR]
        own = form_of(self.blocks[place])
        return any(_alike(one, own) for one in before) and any(_alike(one, own) for one in after)


class Finding(NamedTuple):
    """A block that goes, by its place among the blocks left, and what it is."""

    place: int
    kind: str


Rule = "Callable[[Draft], Iterator[Finding]]"

_NEAR = 3  # blocks: a heading, a list or a quotation may stand between
_PROSE_CHARS = 80
_SENTENCE_CHARS = 40
_LINKED = 0.3
SENTENCE_END = regex(r"[.!?…。！？؟।۔։»”」』][\s\"'”’»›“‹«)\]」』]{0,12}$")
_FULL_STOP = regex(r"[.!?。！？؟।۔։][\"'”’»)\]」』]{0,12}$")
_ABBREVIATED = regex(r"\.\w+\.$")
_MIN_SENTENCE_WORDS = 4


def is_prose(text: str) -> bool:
    """Say whether a text reads as prose: long, or a sentence with its end."""
    return (
        len(text) >= _PROSE_CHARS
        or (len(text) >= _SENTENCE_CHARS and bool(SENTENCE_END.search(text)))
        or (any(char >= "\u3040" for char in text[:4]) and len(text) >= _SENTENCE_CHARS)
    )


def is_sentence(text: str) -> bool:
    """Say whether a text, however short, ends as a sentence does and no abbreviation ends it."""
    if not _FULL_STOP.search(text) or _ABBREVIATED.search(text):
        return False
    return len(text.split()) >= _MIN_SENTENCE_WORDS or any(char >= "\u3040" for char in text)


def form_of(block: Block) -> Form | None:
    """Give the form in which a block stands in the page; None where that is unknown."""
    return block.spot.form if block.spot else None


def _alike(block: Block, form: Form | None) -> bool:
    return is_prose(block.text) and block.link_share < _LINKED and form_of(block) == form
