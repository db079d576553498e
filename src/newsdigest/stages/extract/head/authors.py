"""Claims -> the names of those who wrote the article.

Each source of a page that may name its writers gives one list of names. A small model, fitted on
public pages (bench/fit_authors.py), says which list is the likeliest to be right, by its source,
by how its names look, and by how many other lists agree with it.
"""

from __future__ import annotations

import json
from functools import cache
from math import log1p
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.package_data import package_text
from newsdigest.patterns import regex
from newsdigest.stages.extract.head.agency import is_agency
from newsdigest.stages.extract.head.names import distinct, read_names, swap
from newsdigest.stages.extract.head.sitename import squash
from newsdigest.stages.extract.wordlist import PACKAGE, load_entries
from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsdigest.stages.extract.head.sitename import SiteNames
    from newsdigest.stages.extract.page.bylines import Byline
    from newsdigest.stages.extract.page.claims import Claims

_METAS = {
    "article:author": "article meta", "og:article:author": "article meta",
    "article.author": "article meta", "author": "author meta", "byl": "system meta",
    "parsely-author": "system meta", "sailthru.author": "system meta",
    "cxenseparse:author": "system meta", "citation_author": "system meta",
    "dc.creator": "other meta", "dcterms.creator": "other meta", "creator": "other meta",
    "articleauthor": "other meta",
}  # fmt: skip
SOURCES = (
    "record", "article meta", "author meta", "system meta", "other meta", "card", "rel", "linked",
    "byline", "far byline", "byline before", "line", "dated line",
)  # fmt: skip
FIGURES = (
    *SOURCES, "bias", "two", "more", "same elsewhere", "shared elsewhere", "holds another",
    "held by another", "one word", "site", "shouted", "lower", "long", "away", "in address",
    "bare two", "all two words", "first of source", "site beside others", "site line",
    "account beside names",
)  # fmt: skip
"""What each figure of a list is called, in order."""

_WRITTEN_BY = frozenset(load_entries("bylines")["label"])
_URL = regex(r"https?://\S|www\.\S|\S@\S{1,190}\.\S")
_MAX_AUTHORS = 10
_CLOSE = 60  # elements: a byline further down is another's more often
_MAX_LISTS = 24
_BESIDE = 4  # elements
_LONG_NAME = 4  # words
_UNSPACED = "\u0e00"  # scripts from here on write a whole name as one word
_NO_ACCOUNTS = frozenset(
    {"record", "article meta", "author meta", "system meta", "other meta", "card"}
)


class Listed(NamedTuple):
    """The names that one source of the page gives, and how far from the headline it stands."""

    source: str
    names: tuple[str, ...]
    away: int = 0


def find_authors(found: Claims, sites: SiteNames, url: str = "") -> tuple[str, ...]:
    """Find the persons who wrote the article, in the page's order, each once.

    The likeliest list of names wins; where the page names no person, the house that it names as
    author; () where it names nobody. Ties go to the earlier source.
    """
    lists = author_lists(found, sites)
    if lists:
        weights = _weights()
        scores = [
            sum(weight * figure for weight, figure in zip(weights, row, strict=True))
            for row in list_figures(lists, sites, url)
        ]
        best = max(range(len(lists)), key=lambda place: (scores[place], -place))
        if scores[best] > _least():
            return lists[best].names
    return distinct(name for name in _houses(found) if _is_house(name))


@cache
def _model() -> tuple[tuple[float, ...], float]:
    data = json.loads(package_text(PACKAGE, "data/authors.json"))
    return tuple(data["weights"][name] for name in FIGURES), data["least"]


def _weights() -> tuple[float, ...]:
    return _model()[0]


def _least() -> float:
    return _model()[1]


def author_lists(found: Claims, sites: SiteNames) -> list[Listed]:
    """Give the lists of names that a page's sources give, none empty, each once a source.

    The site's own name is no author beside others.
    """
    lists: dict[tuple[str, tuple[str, ...]], Listed] = {}
    for source, texts, away in _sources(found):
        names = _read(source, texts)
        persons = tuple(name for name in names if not sites.equals(name))
        if 0 < len(persons or names) <= _MAX_AUTHORS:
            lists.setdefault((source, persons or names), Listed(source, persons or names, away))
    return _without_accounts([*lists.values()][:_MAX_LISTS])


def _without_accounts(lists: list[Listed]) -> list[Listed]:
    """Drop the lists that are an account where another spells its name out: "aruiz", Ana Ruiz."""
    names = {name for one in lists for name in one.names if " " in name}
    accounts = {account for name in names for account in _accounts_of(name)}
    return [one for one in lists if accounts.isdisjoint(one.names)]


def _accounts_of(name: str) -> tuple[str, ...]:
    """Give the accounts that are commonly made of a name."""
    given, *_, family = (squash(word) for word in name.split())
    return given + family, given[:1] + family, given + family[:1], family + given[:1]


def _read(source: str, texts: Sequence[str]) -> tuple[str, ...]:
    names = distinct(name for text in texts for name in read_names(text))
    if source not in ("rel", "linked", "record"):
        names = tuple(name for name in names if " " in name or name[0] >= _UNSPACED)
    return names or distinct(text for text in texts if is_agency(text))


def _sources(found: Claims) -> Iterator[tuple[str, list[str], int]]:
    """Give (source, texts that name authors, elements from the headline)."""
    yield "record", [swap(name) for name in found.record.persons], 0
    for name, source in _METAS.items():
        if texts := [swap(text) for text in found.all_metas(name)]:
            yield source, texts, 0
    if found.meta("twitter:label1").lower() in _WRITTEN_BY:
        yield "card", [found.meta("twitter:data1")], 0
    grouped: set[int] = set()
    for source, group in _groups(found.bylines):
        grouped |= {byline.away for byline in group}
        yield source, [byline.text for byline in group], group[0].away
    for byline in found.bylines:
        if not (byline.rel and byline.away in grouped):
            yield _source_of(byline), [byline.text], byline.away


def _groups(bylines: Sequence[Byline]) -> Iterator[tuple[str, list[Byline]]]:
    """Give the bylines behind the headline that stand side by side: rel=author links, and all."""
    behind = [byline for byline in bylines if byline.away > 0 and not (byline.bare or byline.dated)]
    for source, own in (("rel", [one for one in behind if one.rel]), ("byline", behind)):
        group = own[:1]
        for byline in own[1:]:
            if byline.away - group[-1].away > _BESIDE:
                break
            group.append(byline)
        if group and (source == "rel" or len(group) > 1):
            yield "far byline" if group[0].away >= _CLOSE and source == "byline" else source, group


def _source_of(byline: Byline) -> str:
    if byline.bare:
        return "line"
    if byline.dated:
        return "dated line"
    if byline.away <= 0:
        return "byline before"
    if byline.linked or byline.rel:
        return "linked"
    return "byline" if byline.away < _CLOSE else "far byline"


def list_figures(lists: Sequence[Listed], sites: SiteNames, url: str) -> list[tuple[float, ...]]:
    """Give the figures of each list, in the order of `FIGURES`."""
    keys = [frozenset(squash(name) for name in one.names) for one in lists]
    address = squash(url)
    is_account = [any(" " not in name and name.islower() for name in one.names) for one in lists]
    is_house = [any(sites.equals(name) for name in one.names) for one in lists]
    rows = []
    for place, one in enumerate(lists):
        own, others = keys[place], [*keys[:place], *keys[place + 1 :]]
        words = [name.split() for name in one.names]
        rows.append(
            (
                *(float(one.source == source) for source in SOURCES),
                1.0,
                float(len(own) == 2),  # noqa: PLR2004 - as its figure is called
                float(len(own) > 2),  # noqa: PLR2004 - as above
                0.0 if is_house[place] else log1p(len(_agreeing(lists, keys, place))),
                log1p(sum(bool(other & own) for other in others)),
                float(any(other < own for other in others)),
                float(any(other > own for other in others)),
                float(any(len(name) == 1 and name[0].isascii() for name in words)),
                float(is_house[place]),
                float(any(name.isupper() for name in one.names)),
                float(any(word[:1].islower() for name in words for word in name)),
                float(any(len(name) >= _LONG_NAME for name in words)),
                log1p(max(0, one.away)),
                float(any(key in address for key in own if len(key) > _LONG_NAME)),
                float(one.source == "line" and all(len(name) > 1 for name in words)),
                float(all(len(name) == 2 for name in words)),  # noqa: PLR2004 - as above
                float(one.source not in {other.source for other in lists[:place]}),
                float(is_house[place] and not all(is_house)),
                float(one.source == "line" and any(is_house)),
                float(is_account[place] and not all(is_account)),
            )
        )
    return rows


def _agreeing(
    lists: Sequence[Listed], keys: Sequence[frozenset[str]], place: int
) -> frozenset[str]:
    """Name the other sources that give the same names."""
    return frozenset(
        other.source
        for other, key in zip(lists, keys, strict=True)
        if key == keys[place] and other.source != lists[place].source
    )


def _is_house(name: str) -> bool:
    return any(char.isalpha() for char in name) and not _URL.search(name)


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
