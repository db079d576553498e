"""Models <-> JSON-able dict, with a schema number.

Two forms. `to_plain` / `from_plain` carry any noun there and back without loss, for the store and
for data engines. `digest_to_json` is the published shape of ``-f json``: keys are added within a
schema number, never changed.
"""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from newsdigest import models

if TYPE_CHECKING:
    from newsdigest.models import (
        Article,
        Digest,
        Failure,
        Gloss,
        KeyPoint,
        Quote,
        Telling,
        TitleOnly,
    )

SCHEMA = "newsdigest/1"

Plain = dict[str, Any]
T = TypeVar("T")


# ---------------------------------------------------------------- any noun, without loss
def to_plain(value: Any) -> Any:  # noqa: ANN401 the codec is where types end
    """Turn a noun into dicts, lists, strings and numbers; fields at their default are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((f, getattr(value, f.name)) for f in fields(value))
        return {f.name: to_plain(v) for f, v in pairs if v != f.default}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def from_plain(kind: type[T], plain: Any) -> T:  # noqa: ANN401 as above
    """Build a noun of `kind` again; KeyError, TypeError or ValueError for a foreign shape."""
    built: T = _build(kind, plain)
    return built


def _build(kind: Any, plain: Any) -> Any:  # noqa: ANN401 as above
    origin = get_origin(kind)
    if origin is types.UnionType:
        return None if plain is None else _build(get_args(kind)[0], plain)
    if origin is tuple:
        return _build_tuple(get_args(kind), plain)
    if origin is Literal:
        return plain
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], v) for name, v in plain.items()})
    if kind in (date, datetime):
        return kind.fromisoformat(plain)
    return kind(plain)


def _build_tuple(args: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:  # noqa: ANN401 as above
    if args[-1] is Ellipsis:
        return tuple(_build(args[0], item) for item in plain)
    return tuple(_build(kind, item) for kind, item in zip(args, plain, strict=True))


@cache
def _hints(kind: type) -> Plain:
    known = {name: getattr(models, name) for name in models.__all__}
    return get_type_hints(kind, localns={**known, "date": date, "datetime": datetime})


# ---------------------------------------------------------------- the published shape
def digest_to_json(digest: Digest) -> Plain:
    """Give the published shape of a digest: `articles[p.article].text[start:end] == p.text`."""
    return {
        "schema": SCHEMA,
        "date": digest.day.isoformat() if digest.day else None,
        "title": digest.title,
        "since": _time(digest.since),
        "stories": [story_to_json(telling) for telling in digest.tellings],
        "more_titles": [_title_only(title) for title in digest.more_titles],
        "notes": list(digest.notes),
        "sources_ok": digest.sources_ok,
        "sources_failed": digest.sources_failed,
        "failures": [failure_to_json(failure) for failure in digest.failures],
        "previous": digest.previous and digest.previous.isoformat(),
        "following": digest.following and digest.following.isoformat(),
    }


def failure_to_json(failure: Failure) -> Plain:
    """Give the published shape of a failure."""
    return {
        "source": failure.source,
        "kind": failure.kind,
        "message": failure.message,
        "hint": failure.hint,
    }


def story_to_json(telling: Telling) -> Plain:
    """Give the published shape of one story of a digest."""
    story = telling.story
    told = story.update_of
    return {
        "id": story.id,
        "title": story.title,
        "section": story.section or None,
        "update_of": told and {"id": told.id, "first_told": told.first_told.isoformat()},
        "why": list(story.why),
        "highlight": story.highlight or None,
        "articles": [_article(article) for article in story.articles],
        "key_points": [_point(point) for point in telling.key_points],
        "quotes": [_quote(quote) for quote in telling.quotes],
        "said": [_quote(quote) for quote in telling.said],
        "chosen_by": telling.chosen_by or None,
    }


def _article(article: Article) -> Plain:
    return {
        "title": article.title,
        "url": article.url or None,
        "canonical_url": article.canonical_url or None,
        "site": article.site or None,
        "authors": list(article.authors),
        "agency": article.agency or None,
        "published": _time(article.published),
        "utc_offset_min": article.utc_offset_min,
        "language": article.language or None,
        "standfirst": article.standfirst or None,
        "description": article.description or None,
        "section": article.section or None,
        "genre": article.genre or None,
        "image": article.image or None,
        "text": article.text,
        "paragraphs": [
            {"start": p.start, "end": p.end, "kind": p.kind} for p in article.paragraphs
        ],
        "words": article.words,
        "paywall": article.paywall,
        "teaser": article.teaser,
        "left_out": [{"kind": piece.kind, "text": piece.text} for piece in article.left_out],
    }


def _point(point: KeyPoint) -> Plain:
    first, last = point.sentence
    return {
        "text": point.text,
        "article": point.article,
        "start": point.start,
        "end": point.end,
        "only_in": point.only_in or None,
        "sentence_start": first,
        "sentence_end": last,
        "glosses": [_gloss(gloss) for gloss in point.glosses],
        "parts": [[name, value] for name, value in point.parts],
    }


def _gloss(gloss: Gloss) -> Plain:
    return {
        "at": gloss.at,
        "start": gloss.start,
        "end": gloss.end,
        "article": gloss.article,
        "rule": gloss.rule or None,
    }


def _quote(quote: Quote) -> Plain:
    mention = [quote.mention_start, quote.mention_end] if quote.mention_start >= 0 else None
    return {
        "text": quote.text,
        "article": quote.article,
        "start": quote.start,
        "end": quote.end,
        "speaker": quote.speaker or None,
        "description": quote.description or None,
        "kind": quote.kind,
        "confidence": round(quote.confidence, 3),
        "recovered": quote.recovered,
        "mention": mention,
        "cue": quote.cue or None,
        "rule": quote.rule or None,
        "also_in": list(quote.also_in),
        "glosses": [_gloss(gloss) for gloss in quote.glosses],
    }


def _title_only(title: TitleOnly) -> Plain:
    return {
        "title": title.title,
        "url": title.url,
        "outlet": title.outlet,
        "section": title.section or None,
        "told_before": title.told_before,
    }


def _time(when: datetime | None) -> str | None:
    return when.isoformat() if when else None


# ---------------------------------------------------------------- the published shape, read again
def digest_from_json(plain: Plain) -> Digest:
    """Read a digest of the published shape; KeyError, TypeError or ValueError for another shape."""
    if plain["schema"] != SCHEMA:
        raise ValueError(f"schema {plain['schema']}, where {SCHEMA} is read")
    return models.Digest(
        title=plain["title"],
        tellings=tuple(map(story_from_json, plain["stories"])),
        day=_day(plain["date"]),
        since=plain["since"] and datetime.fromisoformat(plain["since"]),
        more_titles=tuple(_known(models.TitleOnly, one) for one in plain["more_titles"]),
        failures=tuple(_known(models.Failure, one) for one in plain["failures"]),
        notes=tuple(plain["notes"]),
        sources_ok=plain["sources_ok"],
        sources_failed=plain["sources_failed"],
        previous=_day(plain.get("previous")),
        following=_day(plain.get("following")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def story_from_json(plain: Plain) -> Telling:
    """Read one story of the published shape; KeyError, TypeError or ValueError for another shape.

    What is not published stays at its default: why a text is a teaser.
    """
    told = plain["update_of"]
    first = told and date.fromisoformat(told["first_told"])
    story = models.Story(
        id=plain["id"],
        title=plain["title"],
        articles=tuple(map(article_from_json, plain["articles"])),
        section=plain["section"] or "",
        update_of=told and models.ToldStory(told["id"], "", first),
        why=tuple(plain["why"]),
        highlight=plain.get("highlight") or "",
    )
    points, quotes, said = (plain[name] for name in ("key_points", "quotes", "said"))
    return models.Telling(
        story,
        tuple(_known(models.KeyPoint, _glossed_again(point)) for point in points),
        tuple(map(_quote_again, quotes)),
        tuple(map(_quote_again, said)),
        plain.get("chosen_by") or "",
    )


def article_from_json(plain: Plain) -> Article:
    """Read one article of the published shape."""
    return _known(models.Article, plain)


def _quote_again(plain: Plain) -> Quote:
    start, end = plain["mention"] or (-1, -1)
    again = {**_glossed_again(plain), "mention_start": start, "mention_end": end}
    return _known(models.Quote, again)


def _glossed_again(plain: Plain) -> Plain:
    """Read the glosses of a point or quote; what was published before there were any has none."""
    glosses = [_known(models.Gloss, gloss) for gloss in plain.get("glosses", ())]
    return {**plain, "glosses": [to_plain(gloss) for gloss in glosses]}


def _known(kind: type[T], plain: Plain) -> T:
    """Build a noun from the keys that are its fields; null is a field's default."""
    names = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    return from_plain(kind, {k: v for k, v in plain.items() if k in names and v is not None})
