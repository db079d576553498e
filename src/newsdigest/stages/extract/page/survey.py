"""Parsed page -> where each piece of its text stands, taken before anything is cut away.

The extractor hands back paragraphs without their place. A paragraph is found again here by its
letters and digits, and with it its links and the elements around it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.stages.extract.mojibake import unescaped
from newsdigest.stages.extract.page.shape import letters, shape_of, signature_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.html import HtmlElement

    from newsdigest.stages.extract.page.shape import Form

_BLOCKS = frozenset(
    {
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "figcaption", "td", "th",
        "dt", "dd", "div", "section", "summary", "pre", "article", "main", "aside", "header",
        "footer", "figure", "ul", "ol", "table", "tr", "tbody", "thead", "form", "nav", "details",
        "body", "html", "label", "button", "address", "center", "legend", "caption", "dl", "cite",
    }
)  # fmt: skip
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "select"})
_EDGES = frozenset({"start", "end"})
_LISTED_LETTERS = 20
_PROSE_LETTERS = 25
_PROSE_LINKED = 0.3
_OPENING = 40  # letters and digits: enough to tell two paragraphs apart
_MARK_KEYS = ("class", "itemprop", "role", "data-component", "data-testid", "data-type")
# Elements and names that describe the whole page or its state, not the text inside.
_PAGE = frozenset({"body", "html", "main", "article"})
_STATE = regex(
    r"(?:has|have|with|enable|enabled|no|not|is|js|hide|show|can)[-_]|(?:has|with|is)[A-Z]"
    r"|.*(?:enabled|disabled|--true|--false)$"
)
_CONTAINER_SHARE = 0.6
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# An id of more words is a heading or a file's name spelled out: "sharing-the-cost-of-it".
_MAX_ID_WORDS = 3
_PARTS = regex(r"[-_:.\s]+")
_RANDOM = regex(r"[a-z]\d[A-Za-z]|[A-Z]{2}[a-z][A-Z]|[a-z][A-Z][a-z][A-Z]|[0-9a-f]{12}")
_OPENING_CHARS = 200
_NAMES_KEPT = 4096  # a page repeats a few of them hundreds of times
# Elements of text, which hold no article but a piece of one.
_TEXTUAL = frozenset(
    {"p", "ul", "ol", "li", "blockquote", "dl", "pre", "table", "tbody", "tr", "td"}
)


@dataclass(slots=True, eq=False, repr=False)
class Spot:
    """One run of text in the page: its element, its letters and how many of them are linked.

    `signed` keeps its form once that was asked for: blocks ask again and again.
    """

    element: HtmlElement
    text: str
    size: int
    linked: int
    order: int
    links: tuple[str, ...] = ()
    signed: Form | None = None

    @property
    def link_share(self) -> float:
        """Give the share of the letters that stand in links, 0..1."""
        return self.linked / self.size if self.size else 0.0

    @property
    def form(self) -> Form:
        """Give the form in which the run stands."""
        if self.signed is None:
            self.signed = signature_of(self.element)
        return self.signed


@dataclass(slots=True, eq=False, repr=False)
class Survey:
    """Every run of text of a page by its letters, and by the first of them.

    `size`, `linked` and `prose` count letters and digits: all, those in links, and those in runs
    that are long enough for a sentence and hold next to no links.
    """

    whole: dict[str, list[Spot]] = field(default_factory=lambda: defaultdict(list))
    opening: dict[str, list[Spot]] = field(default_factory=lambda: defaultdict(list))
    spots: list[Spot] = field(default_factory=list)
    size: int = 0
    linked: int = 0
    prose: int = 0
    listed: int = 0

    def find(self, text: str, after: int = -1) -> Spot | None:
        """Find where a text stands: the first place behind `after`, or the first of all."""
        key = letters(text)
        spots = self.whole.get(key) or self.opening.get(key[:_OPENING]) or ()
        return next((spot for spot in spots if spot.order > after), spots[0] if spots else None)


def survey(tree: HtmlElement) -> Survey:
    """Walk the page and note each element that holds text of its own and no other block.

    One walk; the text of each element is read once.
    """
    found = Survey()
    for run in _runs(tree):
        text = unescaped("".join(run.pieces))
        if key := letters(text):
            linked, links = run.linked(len(key))
            spot = Spot(run.owner, text, len(key), linked, len(found.spots), links)
            found.spots.append(spot)
            found.whole[key].append(spot)
            found.opening[key[:_OPENING]].append(spot)
            found.size += spot.size
            found.linked += spot.linked
            found.prose += spot.size if _is_prose(spot) else 0
            found.listed += _is_listed(spot)
    return found


def _is_prose(spot: Spot) -> bool:
    return spot.size >= _PROSE_LETTERS and spot.link_share < _PROSE_LINKED


def _is_listed(spot: Spot) -> bool:
    """Say whether a run is a linked headline: a link and no more, as long as a headline."""
    return spot.size >= _LISTED_LETTERS and spot.linked == spot.size


def depth_of(tree: HtmlElement) -> int:
    """Count the levels of the deepest element, without recursion."""
    from lxml import etree  # noqa: PLC0415 - plain text borrows `letters` and has no tree

    level = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest


@dataclass(slots=True, eq=False, repr=False)
class _Run:
    """Inline text of one block, while it is gathered; `inked` counts the pieces that no blank is.

    `links` are the pieces in links, each with its link.
    """

    owner: HtmlElement
    pieces: list[str] = field(default_factory=list)
    inked: int = 0
    links: list[tuple[str, HtmlElement]] = field(default_factory=list)

    def add(self, text: str | None, link: HtmlElement | None) -> None:
        if text:
            self.pieces.append(text)
            if not text.isspace():
                self.inked += 1
                if link is not None:
                    self.links.append((text, link))

    def linked(self, size: int) -> tuple[int, tuple[str, ...]]:
        """Count the letters in links, at most all, and give where they lead; blank ones do not."""
        if not self.links:
            return 0, ()
        if self.inked == 1:  # all of it, as in a menu
            return size, (self.links[0][1].get("href") or "",)
        sized = [(len(letters(text)), link.get("href") or "") for text, link in self.links]
        return min(sum(own for own, _ in sized), size), tuple(href for own, href in sized if own)

    def emptied(self) -> _Run:
        """Give a run to go on with: itself where it was blank, as three of five are."""
        if self.inked:
            return _Run(self.owner)
        self.pieces.clear()
        return self


def _runs(tree: HtmlElement) -> Iterator[_Run]:
    """Cut the page into runs of inline text, each owned by the nearest block; no recursion."""
    from lxml import etree  # noqa: PLC0415 - as above

    run = _Run(tree)
    link: HtmlElement | None = None
    owners = [tree]
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if event not in _EDGES or tag in _SKIPPED:
            if event == "start":
                walk.skip_subtree()
            else:
                run.add(element.tail, link)
            continue
        block = tag in _BLOCKS
        if run.pieces and (block or tag == "br"):
            if run.inked:
                yield run
            run = run.emptied()
        if event == "start":
            if block:
                run.owner = element
                owners.append(element)
            elif tag == "a":
                link = element
            run.add(element.text, link)
            continue
        if block:
            owners.pop()
            run.owner = owners[-1]
        elif tag == "a":
            link = None
        run.add(element.tail, link)  # a page's root has none
    if run.inked:
        yield run


def container_of(spots: Iterable[Spot]) -> HtmlElement | None:
    """Find the deepest element that holds most of the text of the spots."""
    weights: dict[HtmlElement, int] = defaultdict(int)
    total = 0
    parents: dict[HtmlElement | None, int] = defaultdict(int)
    for spot in spots:
        total += spot.size
        weights[spot.element] += spot.size
        parents[spot.element.getparent()] += spot.size
    for parent, size in parents.items():
        above = parent
        while above is not None:
            weights[above] += size
            above = above.getparent()
    best, depth = None, -1
    for element, weight in weights.items():
        if weight >= _CONTAINER_SHARE * total:
            level = sum(1 for _ in element.iterancestors())
            if level > depth:
                best, depth = element, level
    return None if best is None else _lifted(best, weights)


def _lifted(element: HtmlElement, weights: Mapping[HtmlElement, int]) -> HtmlElement:
    """Climb from a paragraph, a list, or one of several parts alike to what holds them all."""
    parent = element.getparent()
    while parent is not None and (element.tag in _TEXTUAL or _has_twin(element, parent, weights)):
        if element.tag == "td" and next(element.iterchildren("p", "div"), None) is not None:
            break  # a column of a page laid out as a table
        element, parent = parent, parent.getparent()
    return element


def _has_twin(
    element: HtmlElement, parent: HtmlElement, weights: Mapping[HtmlElement, int]
) -> bool:
    """Say whether a neighbour of the same tag and class holds text of the article too."""
    shape = shape_of(element)
    return any(
        other is not element and other in weights and shape_of(other) == shape for other in parent
    )


def within(container: HtmlElement | None) -> frozenset[HtmlElement]:
    """Give the container and what is around it: elements whose names say nothing of one block."""
    return frozenset() if container is None else frozenset((container, *container.iterancestors()))


def marks_of(spot: Spot, around: frozenset[HtmlElement]) -> tuple[str, frozenset[str]]:
    """Give the names and the tags of the elements about a spot, below those around it all."""
    words: list[str] = []
    tags: set[str] = set()
    element: HtmlElement | None = spot.element
    while element is not None and element not in around and element.tag not in _PAGE:
        tags.add(str(element.tag))
        for key in _MARK_KEYS:
            if value := element.get(key):
                words += _names_in(value)
        if (name := element.get("id")) and _says_what(name, element):
            words.append(name)
        element = element.getparent()
    return " ".join(words), frozenset(tags)


@lru_cache(maxsize=_NAMES_KEPT)
def _names_in(value: str) -> tuple[str, ...]:
    """Give the words of an attribute that name what an element is, and no state of it."""
    return tuple(word for word in value.split() if not _STATE.match(word))


def _says_what(name: str, element: HtmlElement) -> bool:
    """Say whether an id names what an element is: not its heading's words, not random signs."""
    if element.tag in _HEADINGS:
        return False
    parts = _parts_of(name)
    if parts <= 1 or parts > _MAX_ID_WORDS:
        return parts == 1
    return not letters(_opening_of(element)).startswith(letters(name))


@lru_cache(maxsize=_NAMES_KEPT)
def _parts_of(name: str) -> int:
    """Count the words of an id; 0 for random signs."""
    return 0 if _RANDOM.search(name) else len(_PARTS.split(name))


def _opening_of(element: HtmlElement) -> str:
    text = ""
    for piece in element.itertext():
        text += piece
        if len(text) > _OPENING_CHARS:
            break
    return text


_NAMES_KEPT = 4096  # a page repeats a few of them hundreds of times
