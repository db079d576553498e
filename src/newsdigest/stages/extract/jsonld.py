"""JSON-LD scripts -> the record of the article among them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Record = dict[str, object]

_ARTICLES = frozenset(
    {
        "newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle", "blogposting",
        "opinionnewsarticle", "backgroundnewsarticle", "reviewnewsarticle", "liveblogposting",
        "scholarlyarticle", "techarticle", "report", "socialmediaposting", "review", "posting",
        "medicalscholarlyarticle", "advertisercontentarticle", "satiricalarticle", "newsitem",
    }
)  # fmt: skip
_PAGES = frozenset({"webpage", "itempage", "medicalwebpage", "videoobject", "recipe", "howto"})
_COMMENT = regex(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_TRAILING_COMMA = regex(r",(\s*[}\]])")
_PEOPLE = ("author", "creator")
_MAX_DEPTH = 6


def read_records(scripts: Iterable[str]) -> tuple[Record, ...]:
    """Parse scripts and lay every object with a type flat, in document order.

    A script that is no JSON, even after a stray comment mark or comma is taken away, is skipped.
    """
    return tuple(record for script in scripts for record in _walk(_parse(script), 0))


def _parse(script: str) -> object:
    bare = _COMMENT.sub("", _COMMENT.sub("", script)).strip().rstrip(";")
    for text in (bare, _TRAILING_COMMA.sub(r"\1", bare)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: object, depth: int) -> Iterator[Record]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _walk(value.get(key), depth + 1)


def types_of(record: Mapping[str, object]) -> frozenset[str]:
    """Name a record's types in lower case, without a namespace."""
    kinds = record.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return frozenset(str(kind).rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for kind in listed)


def article_of(records: Iterable[Record]) -> Record:
    """Choose the article's record: the first article, filled up from a page's; or nothing.

    Of several articles the first with a headline counts: the others are teasers. Authors that are
    written elsewhere on the page and pointed to are put in.
    """
    known = tuple(records)
    articles = [record for record in known if types_of(record) & _ARTICLES]
    pages = [record for record in known if types_of(record) & _PAGES]
    headed = [record for record in articles if record.get("headline")]
    chosen: Record = {}
    for record in (*headed[:1], *articles[:1], *pages[:1]):
        chosen = {**record, **{key: value for key, value in chosen.items() if value}}
    named = {str(record["@id"]): record for record in known if "@id" in record and "name" in record}
    for key in _PEOPLE:
        if key in chosen:
            chosen[key] = [_looked_up(one, named) for one in each(chosen[key])]
    return chosen


def _looked_up(value: object, named: Mapping[str, Record]) -> object:
    """Give the record that a mere reference points to; anything else as it is."""
    if isinstance(value, dict) and "name" not in value:
        return named.get(str(value.get("@id")), value)
    return value


def is_article(record: Mapping[str, object]) -> bool:
    """Say whether a record is an article's, not a page's."""
    return bool(types_of(record) & _ARTICLES)


def text_of(value: object) -> str:
    """Give a value's text: itself, a list's first, or an object's name."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return text_of(value[0]) if value else ""
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("url") or value.get("@value") or "")
    return ""


def each(value: object) -> tuple[object, ...]:
    """Give a value's items: a list's, or itself alone; nothing for nothing."""
    if isinstance(value, list):
        return tuple(value)
    return () if value in (None, "") else (value,)
