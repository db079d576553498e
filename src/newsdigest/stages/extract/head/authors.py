"""Claims -> the names of those who wrote the article, and the agency it came from."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.stages.extract.head.sitename import squash
from newsdigest.stages.extract.wordlist import alternatives, load_entries
from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsdigest.stages.extract.head.sitename import SiteNames
    from newsdigest.stages.extract.page.claims import Claims

_METAS = (
    "article:author",
    "author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "article.author",
    "cxenseparse:author",
    "og:article:author",
    "creator",
    "articleauthor",
)
_WORDS = {kind: alternatives(words) for kind, words in load_entries("bylines").items()}
_WRITTEN_BY = frozenset(load_entries("bylines")["label"])
_JOINERS = frozenset(load_entries("bylines")["joiner"])
_NO_NAMES = frozenset(load_entries("bylines")["no name"])
_BY_WORDS = frozenset(load_entries("bylines")["by"])
_URL = regex(
    r"https?://\S+|www\.\S+|[^\s@]{1,64}@[^\s@.]{1,63}(?:\.[^\s@.]{1,63}){1,9}\S*|(?<!\w)@\w+"
)
_BY = regex(
    r"^(?:(?:written|reported|posted|text|words|story|article|reviewed|published|author|autor|foto)"
    rf"\s*(?:by|von|:)?|{_WORDS['by']})\b[\s:.]*(?=\S)",
    re.IGNORECASE,
)
# Where a name ends and a date, a label or a count begins.
_TAIL = regex(rf"\s*(?:\||•|·|–|—|\s-\s|\(|\[|\b(?:{_WORDS['after name']})\b|\d).*$", re.IGNORECASE)
_ROLE_WORD = regex(rf"\b(?:{_WORDS['role']})\b", re.IGNORECASE)
_LEADING_JOINER = regex(rf"^(?:{_WORDS['joiner']})\s+")
_GIVEN_AND_FAMILY = 2
# "Eça e Queirós", "Ortega y Gasset": a joiner of one letter before a single word is within a name.
_JOIN = regex(rf"\s*(?:[;,/|\n，、]|\s(?!\w\s\S+\s*(?:[;,/|\n]|$))(?:{_WORDS['joiner']})\s)\s*")
_KOREAN_ROLE = regex(r"\s*(?:기자|특파원|記者|记者).*$")
_LONGEST_RAW = 2000  # characters of a byline as written
_MAX_WORDS = 5
_MAX_AUTHORS = 10
_DEGREES = regex(r"^(?:ph\.?d|m\.?d|mba|jd|esq|jr|sr|rn|rd|ma|msc|dr)\.?$", re.IGNORECASE)


def find_authors(found: Claims, sites: SiteNames) -> tuple[str, ...]:
    """Find the persons who wrote the article, in the page's order, each once.

    JSON-LD persons first, then metas, then bylines. Roles, dates, addresses and the site's own
    name are cut; () where the page names nobody.
    """
    for texts, sure in _sources(found):
        names = _distinct(name for text in texts for name in read_names(text, sites))
        if not sure:
            names = tuple(name for name in names if " " in name or not name.isascii())
        if 0 < len(names) <= _MAX_AUTHORS:
            return names
    return _distinct(name for name in _houses(found) if name and not _URL.search(name))


def _houses(found: Claims) -> Iterator[str]:
    """Give what a page names as author where it names no person: a house, desk or nickname."""
    for written in (*found.record.houses, *found.record.persons):
        if name := clean_line(written):
            yield name
            return
    for name in _METAS:
        for text in found.all_metas(name):
            yield text
            return
    if found.meta("twitter:label1").lower() in _WRITTEN_BY:
        yield found.meta("twitter:data1")


def _sources(found: Claims) -> Iterator[tuple[list[str], bool]]:
    """Give texts that name authors, the surest first, and whether one word may be a name there."""
    yield [_swap(name) for name in found.record.persons], True
    for name in _METAS:
        yield [_swap(text) for text in found.all_metas(name)], True
    if found.meta("twitter:label1").lower() in _WRITTEN_BY:
        yield [found.meta("twitter:data1")], True
    for byline in found.bylines:
        yield [byline.text], byline.linked


def _swap(text: str) -> str:
    """Turn "Family, Given" round."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 2 and all(len(part.split()) == 1 for part in parts) and all(parts):  # noqa: PLR2004 - family, given
        return f"{parts[1]} {parts[0]}"
    return text


def read_names(raw: str, sites: SiteNames) -> tuple[str, ...]:
    """Read a byline as names: "By Ana Ruiz and Omar Diallo, 3 May" gives the two."""
    raw = raw[:_LONGEST_RAW]
    plain = html.unescape(raw) if "&" in raw else raw
    text = _BY.sub("", clean_line(_URL.sub(" ", plain)).strip(" :-–"))
    text = _KOREAN_ROLE.sub("", text)
    names: list[str] = []
    for part in _JOIN.split(text):
        if names and _ROLE_WORD.search(part):
            break
        bare = _LEADING_JOINER.sub("", _BY.sub("", part))
        name = _without_role(_TAIL.sub("", bare)).strip(" .:-–'\"")
        if _is_name(name, sites):
            names.append(name)
        elif (
            names and part and not _DEGREES.match(part) and part.lower() not in _JOINERS | _BY_WORDS
        ):
            break  # "Ana Ruiz, political editor, Example Times": what follows a role is no name
    return tuple(names)


def _without_role(text: str) -> str:
    """Cut a role off a name, and the words that belong to it: a name is two words, or particles."""
    role = _ROLE_WORD.search(text)
    if not role or not role.start():
        return text
    words = text[: role.start()].split()
    kept = _GIVEN_AND_FAMILY
    while kept < len(words) and words[kept - 1][:1].islower():
        kept += 1
    return " ".join(words[:kept])


def _is_name(name: str, sites: SiteNames) -> bool:
    words = name.split()
    if not words or len(words) > _MAX_WORDS or _DEGREES.match(name):
        return False
    if not name[0].isalpha() or name.endswith((")", "]")):
        return False
    if words[-1][0].islower() and (len(words) > 1 or name.lower() in _JOINERS | _BY_WORDS):
        return False
    if any(squash(word) in _NO_NAMES for word in words) or sites.equals(name):
        return False
    return len(squash(name)) > 1


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Give each name once: "JANE DOE" and "Jane-Doe" are "Jane Doe", the first seen."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(squash(name), name)
    return tuple(kept.values())
