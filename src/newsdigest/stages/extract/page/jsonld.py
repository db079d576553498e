"""JSON-LD scripts -> what they record of the article, typed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_Raw = dict[str, object]

_ARTICLES = frozenset(
    {
        "newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle", "blogposting",
        "opinionnewsarticle", "backgroundnewsarticle", "reviewnewsarticle", "liveblogposting",
        "scholarlyarticle", "techarticle", "report", "socialmediaposting", "review", "posting",
        "medicalscholarlyarticle", "advertisercontentarticle", "satiricalarticle", "newsitem",
    }
)  # fmt: skip
_PAGES = frozenset({"webpage", "itempage", "medicalwebpage", "videoobject", "recipe", "howto"})
_COMMENT = regex(
    r"^(?:<!--|//\s{0,9}<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s{0,9}\]\]>|\]\]>)\s{0,9};?$"
)
_TRAILING_COMMA = regex(r",(\s{0,200}[}\]])")
_STRAY_QUOTE = regex(r'(?<=[^\s{\[:,\\])(?P<gap>\s*)"(?!\s*[:,}\]])')
_EDITOR = regex(r"editor|review|fact.check|redakt|redact|rédact|lektor", re.IGNORECASE)
_PARSELY = {"pub_date": "datePublished", "author": "author", "section": "articleSection"}
_PEOPLE = ("author", "creator")
_MAX_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Record:
    """What a page's JSON-LD says of its article, as written; "" and () where it says nothing.

    `persons` and `houses` are the authors' names, `houses` those of organisations; `body` is the
    text, which may hold mark-up; `free` what it states of access, of the whole and of its parts.
    """

    is_article: bool = False
    headline: str = ""
    persons: tuple[str, ...] = ()
    houses: tuple[str, ...] = ()
    published: str = ""
    created: str = ""
    modified: str = ""
    publisher: str = ""
    description: str = ""
    section: str = ""
    image: str = ""
    body: str = ""
    free: tuple[bool, ...] = ()


def read_record(scripts: Iterable[str]) -> Record:
    """Parse a page's scripts and read the article's record among theirs.

    A script that is no JSON, even after a stray comment mark or comma is taken away, is skipped.
    """
    chosen = _article_of(raw for script in scripts for raw in _walk(_parse(script), 0))
    writers = [one for key in _PEOPLE for one in _each(chosen.get(key))]
    image = chosen.get("image")
    return Record(
        is_article=bool(_types_of(chosen) & _ARTICLES),
        headline=_text_of(chosen.get("headline")),
        persons=tuple(name for one in _authors(writers) for name in _names_of(one)),
        houses=tuple(_text_of(one) for one in writers if _is_organisation(one)),
        published=_text_of(chosen.get("datePublished")),
        created=_text_of(chosen.get("dateCreated")),
        modified=_text_of(chosen.get("dateModified")),
        publisher=_text_of(chosen.get("publisher")),
        description=_text_of(chosen.get("description")),
        section=_text_of(chosen.get("articleSection")),
        image=_text_of(image.get("url") if isinstance(image, dict) else image),
        body=_text_of(chosen.get("articleBody")),
        free=tuple(_stated_free(chosen)),
    )


def _is_organisation(author: object) -> bool:
    return isinstance(author, dict) and any("organization" in kind for kind in _types_of(author))


def _authors(writers: Iterable[object]) -> tuple[object, ...]:
    """Give the persons; editors and reviewers only where there is nobody else."""
    persons = [one for one in writers if not _is_organisation(one)]
    own = [one for one in persons if not _EDITOR.search(_titled(one))]
    return tuple(own or persons)


def _titled(person: object) -> str:
    return _text_of(person.get("jobTitle")) if isinstance(person, dict) else ""


def _names_of(person: object) -> Iterator[str]:
    if not isinstance(person, dict):
        yield _text_of(person)
    elif isinstance(names := person.get("name"), list):
        yield from (_text_of(name) for name in names)
    elif not names and (person.get("givenName") or person.get("familyName")):
        yield f"{_text_of(person.get('givenName'))} {_text_of(person.get('familyName'))}".strip()
    else:
        yield _text_of(person)


def _stated_free(record: _Raw) -> Iterator[bool]:
    parts = (part for part in _each(record.get("hasPart")) if isinstance(part, dict))
    for one in (record, *parts):
        truth = _truth(one.get("isAccessibleForFree"))
        if truth is not None:
            yield truth


def _truth(value: object) -> bool | None:
    """Read a truth that may be written as a string; None for anything else."""
    if isinstance(value, bool):
        return value
    word = value.strip().lower().rsplit("/", 1)[-1] if isinstance(value, str) else ""
    return {"true": True, "false": False}.get(word)


def _parse(script: str) -> object:
    bare = _COMMENT.sub("", _COMMENT.sub("", script)).strip().rstrip(";")
    for mended in (str, _without_commas, _with_quotes_escaped):
        try:
            return _all_of(mended(bare))
        except (ValueError, RecursionError):
            continue
    return None


def _all_of(text: str) -> object:
    """Parse a script that holds one value, or several in a row."""
    decoder = json.JSONDecoder(strict=False)
    found: list[object] = []
    at = 0
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        found.append(value)
        at += len(text[at:]) - len(text[at:].lstrip(" \n\r\t,;"))
    return found[0] if len(found) == 1 else found


def _without_commas(text: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", text)


def _with_quotes_escaped(text: str) -> str:
    """Escape quotation marks that stand beside no sign of JSON: they belong to a text."""
    return _STRAY_QUOTE.sub(lambda found: found["gap"] + chr(92) + chr(34), text)


def _walk(value: object, depth: int) -> Iterator[_Raw]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        if isinstance(own := value.get("parsely"), dict):
            value = {**value, **{ours: own.get(theirs) for theirs, ours in _PARSELY.items()}}
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _walk(value.get(key), depth + 1)


def _types_of(record: Mapping[str, object]) -> frozenset[str]:
    """Name a record's types in lower case, without a namespace."""
    kinds = record.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return frozenset(str(kind).rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for kind in listed)


def _article_of(records: Iterable[_Raw]) -> _Raw:
    """Choose the article's record: the first article, filled up from a page's; or nothing.

    Of several articles the first with a headline counts: the others are teasers. Authors that are
    written elsewhere on the page and pointed to are put in.
    """
    known = tuple(records)
    articles = [record for record in known if _types_of(record) & _ARTICLES]
    pages = [record for record in known if _types_of(record) & _PAGES]
    headed = [record for record in articles if record.get("headline")]
    chosen: _Raw = {}
    for record in (*headed[:1], *articles[:1], *pages[:1]):
        chosen = {**record, **{key: value for key, value in chosen.items() if value}}
    named = {str(record["@id"]): record for record in known if "@id" in record and "name" in record}
    for key in _PEOPLE:
        if key in chosen:
            chosen[key] = [_looked_up(one, named) for one in _each(chosen[key])]
    return chosen


def _looked_up(value: object, named: Mapping[str, _Raw]) -> object:
    """Give the record that a mere reference points to; anything else as it is."""
    if isinstance(value, dict) and "name" not in value:
        return named.get(str(value.get("@id")), value)
    return value


def _text_of(value: object) -> str:
    """Give a value's text: itself, a list's first, or an object's name."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return _text_of(value[0]) if value else ""
    if isinstance(value, dict):
        return _text_of(value.get("name") or value.get("url") or value.get("@value") or "")
    return ""


def _each(value: object) -> tuple[object, ...]:
    """Give a value's items: a list's, or itself alone; nothing for nothing."""
    if isinstance(value, list):
        return tuple(value)
    return () if value in (None, "") else (value,)
