"""Parsed page -> what it says of itself, gathered in one walk before anything is cut away."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.stages.extract.jsonld import Record, article_of, is_article, read_records, text_of
from newsdigest.stages.extract.sitename import SiteNames, site_names
from newsdigest.stages.extract.wordlist import alternatives, load_entries
from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_BYLINE = regex(
    r"(?:^|[\s_-])(?:by-?line|authors?|autor(?:en|es)?|auteurs?|writer|reporter)", re.IGNORECASE
)
_NO_BYLINE = regex(
    r"bio|about|desc|avatar|image|img|photo|social|more|related|comment|follow", re.IGNORECASE
)
_MAX_BYLINE = 200
_BYLINE_REACH = 150  # elements behind the headline
_CLOSE = 12  # right below it
_BEFORE = 40  # and before it
_SAYS_BY = regex(
    r"\s*(?i:(?:written |posted |story )?by|von|par|por|di|door|av|af|от|od)"
    r"\s+[^\W\d_a-z][\w.'’-]+\s+\S",
)
_AUTHOR_PAGE = regex(
    rf"/(?:{alternatives(load_entries('bylines')['author page'])})/\w", re.IGNORECASE
)
_BY_WORDS = frozenset(load_entries("bylines")["by"])
_DATED = frozenset({"datepublished", "datecreated"})
_HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "button"})
_SITE_METAS = (
    "og:site_name",
    "application-name",
    "publisher",
    "dc.publisher",
    "twitter:site",
    "al:android:app_name",
)


@dataclass(slots=True)
class Evidence:
    """What a page says of itself. `metas` are by lower-case name, contents in document order.

    `stamps` are the dates of `time` elements and itemprops (place, what it calls itself, as
    written); `bylines` the elements that claim to name authors, with their places.
    """

    metas: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    titles: list[str] = field(default_factory=list)
    headings: list[HtmlElement] = field(default_factory=list)
    heading_at: int = -1
    stamps: list[tuple[int, str, str]] = field(default_factory=list)
    bylines: list[tuple[int, HtmlElement]] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    canonical: str = ""
    language: str = ""
    password: bool = False
    article: Record = field(default_factory=dict)

    @property
    def claims_article(self) -> bool:
        """Say whether the page calls itself an article."""
        return "article" in self.meta("og:type").lower() or is_article(self.article)

    @property
    def section(self) -> str:
        """Give the section that the page puts itself in; empty where it names none."""
        written = text_of(self.article.get("articleSection"))
        return self.meta("article:section") or clean_line(written)

    @property
    def image(self) -> str:
        """Give the address of the page's main image as written; empty where it has none."""
        written = self.article.get("image")
        address = written.get("url") if isinstance(written, dict) else written
        return self.meta("og:image", "twitter:image") or clean_line(text_of(address))

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


def gather(tree: HtmlElement) -> Evidence:
    """Walk the tree once and keep what tells of title, authors, dates and site."""
    found = Evidence()
    named: dict[str, bool] = {}
    for place, element in enumerate(tree.iter()):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag == "meta":
            _take_meta(found, element)
        elif tag == "script":
            if "ld+json" in (element.get("type") or ""):
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
    found.article = article_of(read_records(found.scripts))
    return found


def _take_meta(found: Evidence, element: HtmlElement) -> None:
    content = element.get("content") or element.get("value")
    if content:
        for key in ("property", "name", "itemprop", "http-equiv"):
            if name := element.get(key):
                found.metas[name.strip().lower()].append(content)


def _take_title(found: Evidence, element: HtmlElement) -> None:
    parent = element.getparent()
    if parent is None or parent.tag != "svg":  # drawings have titles too
        found.titles.append(visible_text(element))


def _take_marked(found: Evidence, element: HtmlElement, place: int, named: dict[str, bool]) -> None:
    """Keep an element that its class or property marks as a date or a byline.

    `named` remembers which names say so: a page repeats a few of them hundreds of times.
    """
    tag, prop = element.tag, (element.get("itemprop") or "").lower()
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    if tag == "time" or prop in _DATED:
        stamp = element.get("datetime") or element.get("content") or ""
        if stamp or tag == "time":
            found.stamps.append((place, f"{prop} {marks}", stamp or visible_text(element)))
    if marks not in named:
        named[marks] = bool(_BYLINE.search(marks)) and not _NO_BYLINE.search(marks)
    if (
        named[marks]
        or prop == "author"
        or (element.get("rel") or "").lower() == "author"
        or (0 <= found.heading_at < place < found.heading_at + _BYLINE_REACH and _says_by(element))
        or (tag == "a" and _AUTHOR_PAGE.search(element.get("href") or ""))
    ):
        found.bylines.append((place, element))


def _says_by(element: HtmlElement) -> bool:
    text = element.text
    if text and len(element) and text.strip().lower() in _BY_WORDS:
        text = visible_text(element)  # "By <span>Ana Ruiz</span>"
    return bool(text) and len(text) < _MAX_BYLINE // 2 and bool(_SAYS_BY.match(text))


def visible_text(element: HtmlElement) -> str:
    """Join an element's visible words; parts that are elements of their own stand apart."""
    return clean_line(" ".join(_pieces(element)))


def tight_text(element: HtmlElement) -> str:
    """Join an element's text as inline markup does: no space but what is written."""
    return clean_line("".join(_pieces(element)))


def _pieces(element: HtmlElement) -> Iterator[str]:
    for node in element.iter():
        if isinstance(node.tag, str) and node.tag not in _HIDDEN and node.text:
            yield node.text
        if node is not element and node.tail:
            yield node.tail


def _lines(element: HtmlElement) -> Iterator[str]:
    for piece in _pieces(element):
        if line := clean_line(piece):
            yield line


def names_of_site(found: Evidence, host: str) -> SiteNames:
    """Gather the names under which the page's site is known."""
    return site_names([name for name in (*_site_names(found), host) if name])


def site_of(found: Evidence) -> str:
    """Give the site's own name for itself; empty where it gives none."""
    return next((name.lstrip("@") for name in _site_names(found) if name), "")


def _site_names(found: Evidence) -> Iterator[str]:
    yield found.meta("og:site_name")
    yield clean_line(text_of(found.article.get("publisher")))
    yield from found.all_metas(*_SITE_METAS[1:])


def descriptions(found: Evidence) -> Iterator[str]:
    """Give what the page says it is about; often its standfirst or its first sentences."""
    yield from found.all_metas("og:description", "description", "twitter:description")
    yield clean_line(text_of(found.article.get("description")))


def byline_texts(found: Evidence) -> Iterator[str]:
    """Give what bylines say; see `bylines`."""
    return (text for text, _ in bylines(found))


def bylines(found: Evidence) -> Iterator[tuple[str, bool]]:
    """Give what bylines say: the first behind the headline first, those before it last.

    Where a byline links to authors' pages, the links' texts are its names; the second value says
    so of one right below the headline, where a single word may be a name.
    """
    behind = [element for place, element in found.bylines if place > found.heading_at]
    before = [element for place, element in found.bylines if place <= found.heading_at]
    close = {
        element
        for place, element in found.bylines
        if 0 < place - found.heading_at < _CLOSE and found.heading_at >= 0
    }
    for element in (*behind, *before):
        links = [a for a in element.iter("a") if _AUTHOR_PAGE.search(a.get("href") or "")]
        names = list(dict.fromkeys(tight_text(link) for link in links))
        text = " | ".join(names) if any(names) else " | ".join(_lines(element))
        if 0 < len(text) < _MAX_BYLINE:
            yield text, any(names) and element in close
