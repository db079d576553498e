"""Tree and survey -> the paragraphs that the extractor takes for the article.

Of the extractor's time on a page two thirds go into second opinions: another algorithm over the
whole page, and a more generous reading of it where the text is short beside it. It takes them only
if they are much longer. The survey knows how much prose the page holds, so where the first reading
already has most of it nobody else is asked; where it has not, the extractor runs with all it has.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from lxml import etree

from newsdigest.stages.extract.body.blocks import read_body
from newsdigest.stages.extract.page import extractor
from newsdigest.stages.extract.page.shape import letters

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

    from newsdigest.models import BlockKind
    from newsdigest.stages.extract.page.extractor import Steps
    from newsdigest.stages.extract.page.survey import Survey

# What the extractor's cleaning deletes whatever stands in it. Taken out in C and before the page
# is searched, it costs nothing there; forms and figures are not here, for it keeps some of them.
_DELETED = (
    "applet", "aside", "audio", "button", "canvas", "datalist", "dialog", "embed", "fencedframe",
    "fieldset", "footer", "frame", "frameset", "head", "iframe", "input", "label", "legend", "link",
    "map", "marquee", "nav", "noindex", "noscript", "object", "optgroup", "option", "output",
    "param", "progress", "script", "select", "source", "style", "svg", "textarea", "time", "track",
    "use", "video",
)  # fmt: skip
# The other algorithm is believed when it finds over twice as much (trafilatura.external).
_OTHER_RATIO = 2
# A page holds other prose beside an article of so many letters: comments, teasers. Of 93 public
# pages that asked for all opinions, half are so long with a third of the page's prose: the opinions
# made one of them worse, none with a gold text better, and took most of their time.
_LONG_RATIO = 3
_LONG = 800


def hand_over(tree: HtmlElement, seen: Survey) -> list[tuple[BlockKind, str]]:
    """Give the paragraphs of a page's article in order, none empty; the tree stays as it is."""
    steps = extractor.STEPS
    body = _first_reading(tree, seen, steps) if steps else extractor.every_opinion(tree)
    return [] if body is None else list(read_body(body))


def _first_reading(tree: HtmlElement, seen: Survey, steps: Steps) -> _Element | None:
    """Read the page as the extractor does first, without what it does not look at.

    Where a second opinion could be so much longer that the extractor would take it, all of them.
    """
    bare = copy(tree)
    etree.strip_elements(bare, *_DELETED, with_tail=False)
    try:
        body, text = steps.read(bare)
    except ValueError:  # lxml parses "&#1;" and then refuses to write that character anywhere
        return None
    return body if _covers(body, text, seen, steps) else extractor.every_opinion(tree)


def _covers(body: _Element, text: str, seen: Survey, steps: Steps) -> bool:
    """Say whether no second opinion can be so much longer that the extractor would take it."""
    paragraphs = sum(1 for _ in body.iter("p"))
    if len(text) < extractor.PLAIN.min_extracted_size or not paragraphs:
        return False
    if sum(1 for _ in body.iter("table")) > paragraphs:
        return False
    written = len(letters(text))
    if written >= _LONG and seen.prose <= written * _LONG_RATIO:
        return True
    sparse = len(text) < steps.sparse_below and written < steps.sparse_share * seen.size
    return seen.prose <= written * (steps.longer_by if sparse else _OTHER_RATIO)
