"""The stages as dict -> dict, for data engines that map over an archive.

Every value is JSON-able, every function is at module level and pickles, and a known error comes
back under "failure" instead of rising: one bad page costs one record.
"""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from newsdigest.codec import digest_to_json, failure_to_json, from_plain, to_plain
from newsdigest.language.find import base_language
from newsdigest.models import Article, Digest, Failure, Page
from newsdigest.pipeline.options import StageOptions
from newsdigest.pipeline.stages import ReadTask, Task, read, tell
from newsdigest.stages.dedupe.signature import signature
from newsdigest.stages.dedupe.together import one_story

Record = dict[str, Any]

DEFAULTS = StageOptions()
UNDATED = "undated"
UNKNOWN_LANGUAGE = "und"


def page_record(record: Record, options: StageOptions = DEFAULTS) -> Record:
    """Page -> all that a corpus keeps of it, in one go, so that nothing is read or built twice.

    Takes what `read_record` takes, and "fetched" (ISO time), which dates a page that has no date.
    Gives {"url", "article", "signature", "digest", "window"}, or {"url", "failure"}; "digest" is
    in the published shape of ``-f json``.
    """
    article = _read(record, options)
    if isinstance(article, Failure):
        return {"url": _url(record), "failure": failure_to_json(article)}
    return {
        "url": article.url or _url(record),
        "article": to_plain(article),
        "signature": to_plain(signature(article)),
        "digest": digest_to_json(_digest(article, options)),
        "window": _window(article, str(record.get("fetched") or "")),
    }


def read_record(record: Record, options: StageOptions = DEFAULTS) -> Record:
    """Page -> article: {"url", "html" or "text", ...} -> {"url", "article" or "failure"}.

    "html" (or "body") is bytes, or text, or text of base64 with a true "base64" beside it.
    "text" is plain text; "title", "authors", "published" (ISO), "site" and "language" beside it
    are believed. "article" has the shape of `codec.to_plain(Article)`.
    """
    article = _read(record, options)
    if isinstance(article, Failure):
        return {"url": _url(record), "failure": failure_to_json(article)}
    return {"url": _url(record), "article": to_plain(article)}


def signature_record(record: Record) -> Record:
    """Article -> signature: what grouping needs, small and keyed."""
    if "article" not in record:
        return record
    found = signature(from_plain(Article, record["article"]))
    return {"url": record["url"], "key": found.key, "signature": to_plain(found)}


def digest_record(record: Record, options: StageOptions = DEFAULTS) -> Record:
    """Article -> digest of one story, in the published shape of ``-f json``."""
    if "article" not in record:
        return record
    article = from_plain(Article, record["article"])
    return {"url": record["url"], "digest": digest_to_json(_digest(article, options))}


def lost_record(record: Record, why: str) -> Record:
    """Say that the worker reading a record was killed or died."""
    label = _label(record)
    failure = Failure(label, "too slow", f"could not read: {label}: {why}")
    return {"url": _url(record), "failure": failure_to_json(failure)}


# ---------------------------------------------------------------- in
def _read(record: Record, options: StageOptions) -> Article | Failure:
    if record.get("text"):
        return _read_text(record, options)
    page = Page(_url(record), _body(record), str(record.get("content_type") or ""))
    return read(ReadTask(0, _label(record), page, options.extract)).result


def _read_text(record: Record, options: StageOptions) -> Article | Failure:
    """Read plain text; the headline that came beside it is its first line."""
    title = str(record.get("title") or "").strip()
    text = "\n\n".join(part for part in (title, str(record["text"])) if part)
    page = Page(_url(record), text.encode("utf-8", "replace"), "text/plain; charset=utf-8")
    result = read(ReadTask(0, _label(record), page, options.extract)).result
    if isinstance(result, Failure):
        return result
    authors = record.get("authors") or ()
    return replace(
        result,
        authors=(authors,) if isinstance(authors, str) else tuple(map(str, authors)),
        published=_time(record.get("published")) or result.published,
        site=str(record.get("site") or result.site),
        language=str(record.get("language") or result.language),
    )


def _body(record: Record) -> bytes:
    body = record.get("html") or record.get("body") or b""
    if isinstance(body, bytes):
        return body
    return base64.b64decode(body) if record.get("base64") else str(body).encode("utf-8", "replace")


def _url(record: Record) -> str:
    return str(record.get("url") or "")


def _label(record: Record) -> str:
    return _url(record) or "record"


def _time(given: object) -> datetime | None:
    """Read a time as JSON or Parquet carry it; None for what is no time."""
    if isinstance(given, datetime):
        return given if given.tzinfo else given.replace(tzinfo=UTC)
    try:
        when = datetime.fromisoformat(str(given or ""))
    except ValueError:
        return None
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


# ---------------------------------------------------------------- out
def _digest(article: Article, options: StageOptions) -> Digest:
    story = one_story([article])
    return Digest(story.title, (tell(Task(story, options)),), sources_ok=1)


def _window(article: Article, fetched: str) -> str:
    """Name the window that an article's story is looked for in: its day and its language."""
    when = article.published or _time(fetched)
    day = when.astimezone(UTC).date().isoformat() if when else UNDATED
    code = base_language(article.language)
    return f"{day}.{code if code.isalpha() and code.isascii() else UNKNOWN_LANGUAGE}"
