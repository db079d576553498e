"""Parsed page -> what it claims of itself, read in one walk before anything is cut away."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.patterns import regex
from newsdigest.stages.extract.page.jsonld import Record, read_record
from newsdigest.stages.extract.page.shape import shape_of
from newsdigest.stages.extract.page.visible import HIDDEN, pieces_of, tight_text, visible_text
from newsdigest.stages.extract.wordlist import alternatives, load_entries
from newsdigest.text.clean import clean_line
from newsdigest.urls import is_front

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

_BYLINE = regex(
    r"(?:^|[\s_-])(?:by-?line|authors?|autor(?:en|es)?|auteurs?|writer|reporter)", re.IGNORECASE
)
_NO_BYLINE = regex(
    r"bio|about|desc|avatar|image|img|photo|social|more|related|comment|follow", re.IGNORECASE
)
_MAX_BYLINE = 200
_BYLINE_REACH, _CLOSE = 150, 12  # elements behind the headline, and right below it
_BEFORE = 40  # and before it
_SAYS_BY = regex(
    r"\s*(?i:(?:written |posted |story )?by|von|par|por|di|door|av|af|от|od)"
    r"\s+[^\W\d_a-z][\w.'’-]+\s+\S",
)
_AUTHOR_PAGE = regex(
    r"(?<!topics)(?<!topic)(?<!tags)"
    rf"/(?:{alternatives(load_entries('bylines')['author page'])})/\w",
    re.IGNORECASE,
)
_BY_WORDS = frozenset(load_entries("bylines")["by"])
_DATED = frozenset({"datepublished", "datecreated"})
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
_MAX_HEADINGS = 12
_SITE_METAS = (
    "application-name",
    "publisher",
    "dc.publisher",
    "twitter:site",
    "al:android:app_name",
)


class Heading(NamedTuple):
    """A first-level heading.

    `text` is joined as inline markup does; `joined` has a space where two parts would grow
    together; `parts` are the texts of the elements within it; `home` says that it is a link to the
    front page.
    """

    text: str
    joined: str
    parts: tuple[str, ...]
    home: bool = False


class TimeMark(NamedTuple):
    """A date of a `time` or itemprop: its place, what it calls itself, as written, as shown."""

    place: int
    label: str
    text: str
    shown: str = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a page says of itself, read once.

    `metas` are by lower-case name, contents in document order; `heading_at` is the first h1's
    place among the elements, -1 without one; `bylines` stand by nearness to it, those behind it
    first; `password` says that the page has a password field.
    """

    metas: Mapping[str, tuple[str, ...]]
    titles: tuple[str, ...]
    headings: tuple[Heading, ...]
    heading_at: int
    stamps: tuple[TimeMark, ...]
    bylines: tuple[Byline, ...]
    canonical: str
    language: str
    password: bool
    record: Record

    @property
    def article(self) -> bool:
        """Say whether the page calls itself an article."""
        return "article" in self.meta("og:type").lower() or self.record.is_article

    @property
    def section(self) -> str:
        """Give the section that the page puts itself in; empty where it names none."""
        return self.meta("article:section") or clean_line(self.record.section)

    @property
    def image(self) -> str:
        """Give the address of the page's main image as written; empty where it has none."""
        return self.meta("og:image", "twitter:image") or clean_line(self.record.image)

    @property
    def site_names(self) -> tuple[str, ...]:
        """Give what the page calls its site, the likeliest first; some may be empty."""
        publisher = clean_line(self.record.publisher)
        names = (self.meta("og:site_name"), publisher, *self.all_metas(*_SITE_METAS))
        headline = self.meta("og:title") or self.record.headline
        return tuple(name for name in names if not headline or name != headline)

    @property
    def descriptions(self) -> Iterator[str]:
        """Give what the page says it is about; often its standfirst or its first sentences."""
        yield from self.all_metas("og:description", "description", "twitter:description")
        yield clean_line(self.record.description)

    @property
    def description(self) -> str:
        """Give the first description that is not empty; empty where there is none."""
        return next(filter(None, self.descriptions), "")

    def near_heading(self, place: int) -> bool:
        """Say whether a place in the page is at the first h1."""
        return self.heading_at >= 0 and -_BEFORE <= place - self.heading_at < _BYLINE_REACH

    def meta(self, *names: str) -> str:
        """Give the first content that is not empty, of the first name that has one."""
        return next(self.all_metas(*names), "")

    def all_metas(self, *names: str) -> Iterator[str]:
        """Give every content that is not empty, by the order of the names."""
        for name in names:
            for content in self.metas.get(name, ()):
                if text := clean_line(content):
                    yield text


@dataclass(slots=True)
class _Gathered:
    """Claims while the page is walked."""

    metas: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    titles: list[str] = field(default_factory=list)
    headings: list[HtmlElement] = field(default_factory=list)
    heading_at: int = -1
    stamps: list[TimeMark] = field(default_factory=list)
    bylines: list[tuple[int, HtmlElement]] = field(default_factory=list)
    dated: set[int] = field(default_factory=set)
    scripts: list[str] = field(default_factory=list)
    canonical: str = ""
    language: str = ""
    password: bool = False


def read_claims(tree: HtmlElement) -> Claims:
    """Walk the tree once and keep what tells of title, authors, dates and site."""
    found = _Gathered()
    named: dict[str, bool] = {}
    for place, element in enumerate(tree.iter()):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag == "meta":
            _take_meta(found, element)
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower():
                found.scripts.append(element.text or "")
        elif tag == "title":
            _take_title(found, element)
        elif tag == "link":
            if "canonical" in (element.get("rel") or "").lower().split() and not found.canonical:
                found.canonical = clean_line(element.get("href") or "")
        elif tag == "h1":
            found.headings.append(element)
            found.heading_at = place if found.heading_at < 0 else found.heading_at
        elif tag == "input":
            found.password = found.password or (element.get("type") or "").lower() == "password"
        elif tag == "html":
            found.language = clean_line(element.get("lang") or element.get("xml:lang") or "")
        else:
            _take_marked(found, element, place, named)
    return Claims(
        metas={name: tuple(contents) for name, contents in found.metas.items()},
        titles=tuple(found.titles),
        headings=tuple(_heading(element) for element in found.headings[:_MAX_HEADINGS]),
        heading_at=found.heading_at,
        stamps=tuple(found.stamps),
        bylines=tuple(_bylines(found)),
        canonical=found.canonical,
        language=found.language,
        password=found.password,
        record=read_record((*found.scripts, *_in_metas(found))),
    )


def _in_metas(found: _Gathered) -> Iterator[str]:
    """Give what metas carry as a document, in the words of JSON-LD."""
    for content in found.metas.get("parsely-page", ()):
        yield f'{{"@type": "WebPage", "parsely": {content}}}'


def _heading(element: HtmlElement) -> Heading:
    parts = (part for part in element.iterdescendants() if isinstance(part.tag, str))
    texts = tuple(tight_text(part) for part in parts)
    text = tight_text(element)
    home = any(_leads_home(link) and tight_text(link) == text for link in element.iter("a"))
    return Heading(text, _joined(element), texts, home)


def _leads_home(link: HtmlElement) -> bool:
    href = link.get("href") or ""
    return href == "/" or is_front(href)


def _joined(heading: HtmlElement) -> str:
    """Join the h1's text, a space between two parts only where two words would grow together."""
    text = ""
    for piece in heading.itertext():
        glued = text[-1:].isalnum() and piece[:1].isalnum()
        text += f" {piece}" if glued else piece
    return " ".join(text.split())


def _take_meta(found: _Gathered, element: HtmlElement) -> None:
    content = element.get("content") or element.get("value")
    if content:
        for key in ("property", "name", "itemprop", "http-equiv"):
            if name := element.get(key):
                found.metas[name.strip().lower()].append(content)


def _take_title(found: _Gathered, element: HtmlElement) -> None:
    parent = element.getparent()
    if parent is None or parent.tag != "svg":  # drawings have titles too
        found.titles.append(visible_text(element))


def _take_marked(
    found: _Gathered, element: HtmlElement, place: int, named: dict[str, bool]
) -> None:
    """Keep an element that its class or property marks as a date or a byline.

    `named` remembers which names say so: a page repeats a few of them hundreds of times.
    """
    tag, beside = element.tag, 0 <= found.heading_at < place < found.heading_at + _BYLINE_REACH
    if not (beside or tag == "time" or element.keys()):
        return
    prop = (element.get("itemprop") or "").lower()
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    if tag == "time" or prop in _DATED:
        stamp = element.get("datetime") or element.get("content") or ""
        if (stamp or tag == "time") and not (_is_others(element) or _is_linked(element)):
            shown = visible_text(element)
            found.stamps.append(TimeMark(place, f"{prop} {marks}", stamp or shown, shown))
    if marks not in named:
        named[marks] = bool(_BYLINE.search(marks)) and not _NO_BYLINE.search(marks)
    if (
        named[marks]
        or prop == "author"
        or (element.get("rel") or "").lower() == "author"
        or (beside and _says_by(element))
        or (tag == "a" and _AUTHOR_PAGE.search(element.get("href") or "") and _opens(element))
        or (beside and place < found.heading_at + _CLOSE and _is_bare(element))
    ) and not _is_others(element):
        found.bylines.append((place, element))
    elif beside and place < found.heading_at + _CLOSE and _is_dated(element):
        found.bylines.append((place, element))
        found.dated.add(place)


def _is_linked(element: HtmlElement) -> bool:
    """Say whether an element stands in a link, with the title of another story."""
    return any(above.tag == "a" for above in islice(element.iterancestors(), _LINK_LEVELS))


def _is_others(element: HtmlElement) -> bool:
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


def _is_dated(element: HtmlElement) -> bool:
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


def _bylines(found: _Gathered) -> Iterator[Byline]:
    """Give what bylines say: the first behind the headline first, those before it last.

    Where a byline links to authors' pages, the links' texts are its names.
    """
    behind = [one for one in found.bylines if one[0] > found.heading_at]
    before = [one for one in found.bylines if one[0] <= found.heading_at]
    for place, element in (*behind, *before):
        links = [a for a in element.iter("a") if _AUTHOR_PAGE.search(a.get("href") or "")]
        names = list(dict.fromkeys(_name_text(link) for link in links))
        text = "; ".join(names) if any(names) else _name_lines(element)
        if 0 < len(text) < _MAX_BYLINE:
            away = place - found.heading_at
            close = found.heading_at >= 0 and 0 < away < _CLOSE
            rel = (element.get("rel") or "").lower() == "author"
            dated = place in found.dated
            bare = element.tag in _EMPHASIS and not dated
            yield Byline(text, any(names) and close, away, rel, bare, dated)


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
