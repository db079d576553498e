"""Elements of a page -> its bylines: what claims to name those who wrote it."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.patterns import regex
from newsdigest.stages.extract.page.shape import shape_of
from newsdigest.stages.extract.page.visible import HIDDEN, pieces_of, visible_text
from newsdigest.stages.extract.wordlist import alternatives, load_entries
from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from lxml.html import HtmlElement

_BYLINE = regex(
    r"(?:^|[\s_-])(?:by-?line|authors?|autor(?:en|es)?|auteurs?|writer|reporter)", re.IGNORECASE
)
_NO_BYLINE = regex(
    r"bio|about|desc|avatar|image|img|photo|social|more|related|comment|follow", re.IGNORECASE
)
_MAX_BYLINE = 200
REACH, CLOSE = 150, 12
"""Elements behind the headline among which a byline may stand, and right below it."""
_SAYS_BY = regex(
    r"\s*(?i:(?:written |posted |story )?by|von|par|por|di|door|av|af|от|od)"
    r"\s+[^\W\d_a-z][\w.'’-]+\s+\S",
)
_AUTHOR_PAGE = regex(  # it begins with the sign that is soonest looked for
    r"/(?<!topics/)(?<!topic/)(?<!tags/)"
    rf"(?:{alternatives(load_entries('bylines')['author page'])})/\w",
    re.IGNORECASE,
)
_BY_WORDS = frozenset(load_entries("bylines")["by"])
_NO_NAME_TAGS = HIDDEN | {"time"}
_PART_OF_NAME = regex(r"(?:first|given|last|family|sur)-?_?name", re.IGNORECASE)
_EMPHASIS = frozenset({"strong", "b", "em", "i"})
_MAX_BARE = 60
_DATED_LINES = frozenset({"p", "div", "span", "li", "small"})
_MAX_LINE_PARTS = 8
_MAX_DATED = 120
_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# Elements whose writers are others: comments, posts of other places, other stories.
_OTHERS = regex(
    r"comment|kommentar|tweet|embed|recommend|related|sidebar|teaser|(?:^|[\s_-])card|replies",
    re.IGNORECASE,
)
_OTHERS_LEVELS = 5
_PAGE = frozenset({"body", "html", "main", "article"})
_LINES = frozenset({"p", "li", "td", "span", "em", "strong"})
_MAX_LABEL = 25
_LINK_LEVELS = 4


class Byline(NamedTuple):
    """What an element that claims to name authors says.

    `linked`: it links to authors' pages right below the headline, so a single word may be a name.
    `away` counts the elements from the headline, below 0 before it; `rel` is said by rel=author,
    `bare` by a line of its own in bold or italics, without a word that says what it is, `dated` by
    a line beside the headline that bears a year. Its parts are parted by line breaks.
    """

    text: str
    linked: bool
    away: int = 0
    rel: bool = False
    bare: bool = False
    dated: bool = False


def names_writers(marks: str) -> bool:
    """Say whether the class and id of an element say that it names writers."""
    low = marks.lower()
    if not ("by" in low or "aut" in low or "writer" in low or "reporter" in low):
        return False  # each word of the expression has one of them, found in a tenth of its time
    return bool(_BYLINE.search(marks)) and not _NO_BYLINE.search(marks)


def leads_to_writer(link: HtmlElement) -> bool:
    """Say whether a link leads to a writer's page, and begins its line."""
    return bool(_AUTHOR_PAGE.search(link.get("href") or "")) and _opens(link)


def says_writer(element: HtmlElement, *, close: bool) -> bool:
    """Say whether an element beside the headline says "by"; `close` below it, bold is enough."""
    return _says_by(element) or (close and _is_bare(element))


def is_linked(element: HtmlElement) -> bool:
    """Say whether an element stands in a link, with the title of another story."""
    return any(above.tag == "a" for above in islice(element.iterancestors(), _LINK_LEVELS))


def is_others(element: HtmlElement) -> bool:
    """Say whether an element stands in one that tells of others than the article's writers."""
    for above in (element, *islice(element.iterancestors(), _OTHERS_LEVELS)):
        if above.tag in _PAGE:
            return False
        if above.tag == "blockquote" or _OTHERS.search(
            f"{above.get('class') or ''} {above.get('id') or ''}"
        ):
            return True
    return False


def _opens(link: HtmlElement) -> bool:
    """Say whether a link to a writer's page begins its line, but for "By" and the like."""
    parent = link.getparent()
    if parent is None or parent.tag not in _LINES:
        return True
    before = (parent.text or "") + "".join(
        "".join(other.itertext()) + (other.tail or "")
        for other in link.itersiblings(preceding=True)
    )
    bare = before.strip().strip(":").lower()
    return len(bare) <= _MAX_LABEL and (not bare or bare in _BY_WORDS or " " not in bare)


def _is_bare(element: HtmlElement) -> bool:
    """Say whether an element is all of its line, emphasised and as short as names are."""
    parent = element.getparent()
    if element.tag not in _EMPHASIS or parent is None or parent.tag != "p" or len(parent) > 1:
        return False
    text = "".join(parent.itertext()).strip()
    return 0 < len(text) <= _MAX_BARE and text == "".join(element.itertext()).strip()


def is_dated(element: HtmlElement) -> bool:
    """Say whether an element is a line of several parts, one of which bears a year."""
    if element.tag not in _DATED_LINES or len(element) > _MAX_LINE_PARTS:
        return False
    text = "".join(element.itertext())
    parted = len(element) > 1 or "|" in text
    return parted and len(text) <= _MAX_DATED and bool(_YEAR.search(text))


def _says_by(element: HtmlElement) -> bool:
    text = element.text
    if text and len(element) and text.strip().lower() in _BY_WORDS:
        text = visible_text(element)  # "By <span>Ana Ruiz</span>"
    return bool(text) and len(text) < _MAX_BYLINE // 2 and bool(_SAYS_BY.match(text))


def read_bylines(
    found: Sequence[tuple[int, HtmlElement]], dated: Container[int], heading_at: int
) -> Iterator[Byline]:
    """Give what bylines say: the first behind the headline first, those before it last.

    `found` are places and elements, `dated` the places of lines that bear a year. Where a byline
    links to authors' pages, the links' texts are its names.
    """
    behind = [one for one in found if one[0] > heading_at]
    before = [one for one in found if one[0] <= heading_at]
    for place, element in (*behind, *before):
        links = [a for a in element.iter("a") if _AUTHOR_PAGE.search(a.get("href") or "")]
        names = list(dict.fromkeys(_name_text(link) for link in links))
        text = "; ".join(names) if any(names) else _name_lines(element)
        if 0 < len(text) < _MAX_BYLINE:
            away = place - heading_at
            close = heading_at >= 0 and 0 < away < CLOSE
            rel = (element.get("rel") or "").lower() == "author"
            bare = element.tag in _EMPHASIS and place not in dated
            yield Byline(text, any(names) and close, away, rel, bare, place in dated)


def _name_text(element: HtmlElement) -> str:
    return clean_line("".join(pieces_of(element, _NO_NAME_TAGS)))


def _name_lines(element: HtmlElement) -> str:
    """Give the lines of a byline; given and family name in elements of their own are one.

    Two that follow each other in elements of one form are a list and parted by ";".
    """
    if any(_PART_OF_NAME.search(part.get("class") or "") for part in element.iter("span")):
        return clean_line(" ".join(pieces_of(element, _NO_NAME_TAGS)))
    lines, last = "", None
    for node in element.iter():
        inside = node.text if isinstance(node.tag, str) and node.tag not in _NO_NAME_TAGS else ""
        behind = node.tail if node is not element else ""
        for piece, shape in ((inside, shape_of(node)), (behind, None)):
            if line := clean_line(piece or ""):
                mark = "; " if shape and shape == last else "\n"
                lines, last = f"{lines}{mark}{line}" if lines else line, shape
    return lines
