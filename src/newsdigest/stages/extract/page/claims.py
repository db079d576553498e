"""Parsed page -> what it claims of itself, read in one walk before anything is cut away."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.stages.extract.page.bylines import (
    CLOSE,
    REACH,
    Byline,
    is_dated,
    is_linked,
    is_others,
    leads_to_writer,
    names_writers,
    read_bylines,
    says_writer,
)
from newsdigest.stages.extract.page.jsonld import Record, read_record
from newsdigest.stages.extract.page.visible import tight_text, visible_text
from newsdigest.text.clean import clean_line
from newsdigest.urls import is_front

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

_ASIDE = frozenset({"meta", "script", "title", "link", "h1", "input", "html"})
_DATED = frozenset({"datepublished", "datecreated"})
_BEFORE = 40  # elements before the headline
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
        return self.heading_at >= 0 and -_BEFORE <= place - self.heading_at < REACH

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
    """Claims while the page is walked.

    `named` remembers which names say writers: a page repeats a few of them hundreds of times.
    """

    metas: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    titles: list[str] = field(default_factory=list)
    headings: list[HtmlElement] = field(default_factory=list)
    heading_at: int = -1
    stamps: list[TimeMark] = field(default_factory=list)
    bylines: list[tuple[int, HtmlElement]] = field(default_factory=list)
    dated: set[int] = field(default_factory=set)
    scripts: list[str] = field(default_factory=list)
    named: dict[str, bool] = field(default_factory=dict)
    canonical: str = ""
    language: str = ""
    password: bool = False


def read_claims(tree: HtmlElement) -> Claims:
    """Walk the tree once and keep what tells of title, authors, dates and site."""
    found = _Gathered()
    for place, element in enumerate(tree.iter()):
        tag = element.tag
        if tag in _ASIDE:
            _take_aside(found, element, place)
        elif isinstance(tag, str):
            _take_marked(found, element, place)
    return Claims(
        metas={name: tuple(contents) for name, contents in found.metas.items()},
        titles=tuple(found.titles),
        headings=tuple(_heading(element) for element in found.headings[:_MAX_HEADINGS]),
        heading_at=found.heading_at,
        stamps=tuple(found.stamps),
        bylines=tuple(read_bylines(found.bylines, found.dated, found.heading_at)),
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


def _take_aside(found: _Gathered, element: HtmlElement, place: int) -> None:
    """Keep what an element of a kind of its own tells: of the head, a headline, a field."""
    tag = element.tag
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
    else:
        found.language = clean_line(element.get("lang") or element.get("xml:lang") or "")


def _take_marked(found: _Gathered, element: HtmlElement, place: int) -> None:
    """Keep an element that its class or property marks as a date or a byline."""
    get, tag = element.get, element.tag
    classes, name, prop, rel = get("class"), get("id"), get("itemprop"), get("rel")
    prop = prop.lower() if prop else ""
    marks = f"{classes or ''} {name or ''}" if classes or name else ""
    if (named := found.named.get(marks)) is None:
        named = found.named[marks] = names_writers(marks)
    if tag == "time" or prop in _DATED:
        stamp = get("datetime") or get("content") or ""
        if (stamp or tag == "time") and not (is_others(element) or is_linked(element)):
            shown = visible_text(element)
            found.stamps.append(TimeMark(place, f"{prop} {marks or ' '}", stamp or shown, shown))
    beside = 0 <= found.heading_at < place < found.heading_at + REACH
    close = beside and place < found.heading_at + CLOSE
    if (
        prop == "author"
        or named
        or (rel and rel.lower() == "author")
        or (tag == "a" and leads_to_writer(element))
        or (beside and says_writer(element, close=close))
    ) and not is_others(element):
        found.bylines.append((place, element))
    elif close and is_dated(element):
        found.bylines.append((place, element))
        found.dated.add(place)
