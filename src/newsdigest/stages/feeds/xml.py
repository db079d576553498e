"""Page -> Feed, for RSS 0.9 to 2.0, RDF and Atom, by feedparser."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

from newsdigest.charset import decode, is_wide
from newsdigest.errors import FeedError
from newsdigest.models import Entry, Feed
from newsdigest.patterns import regex
from newsdigest.stages.feeds.dates import from_fields, from_other_form, from_text
from newsdigest.stages.feeds.links import is_web, resolve
from newsdigest.stages.feeds.prose import line, prose, without_furniture
from newsdigest.text.clean import clean_line
from newsdigest.text.counts import counted

if TYPE_CHECKING:
    from datetime import datetime

    from newsdigest.models import Page
    from newsdigest.stages.feeds.options import FeedOptions

_Fields: TypeAlias = "dict[str, object]"

_BEGIN_OF_ENTRY = regex(rb"<(?:[A-Za-z_][\w.-]{0,60}:)?(?:item|entry)[\s>]")
# feedparser looks for a mail address in who wrote an entry in more than the square of its length:
# 100 kB of a name kept it busy for minutes.
_LONG_PERSON = regex(
    rb"(<(?:[A-Za-z_][\w.-]{0,60}:)?(?:author|creator|contributor|publisher|owner|name|email"
    rb"|managingEditor|webMaster)\b[^<>]{0,500}>(?:<!\[CDATA\[)?[^<]{500})[^<]{1,}",
    re.IGNORECASE,
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_END_OF_ENTRY = regex(rb"</(?:[A-Za-z_][\w.-]*:)?(?:item|entry)\s*>")
_WEB_PAGE = regex(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_MAIL = regex(
    r"[<(]?(?:mailto:)?[^\s<>()@]{1,64}@[^\s<>()@.]{1,63}(?:\.[^\s<>()@.]{1,63}){1,9}[>)]?"
)
_NOT_A_PAGE = frozenset({"enclosure", "self", "hub", "next", "previous", "edit", "replies"})
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_PROSE = _HTML | {"text/plain", ""}
# What feedparser 6.0.14 was seen to let through on hostile input; anything else is our bug.
_RAISED = (ValueError, LookupError, AssertionError, AttributeError, TypeError, RecursionError)
_HEAD = 1024
_LONGEST_NAME = 500
_MAX_BROKEN = 8  # bytes
_BROKEN_SHARE = 0.2  # of what is beyond ASCII: more, and it is another encoding
_AMPERSAND = regex(
    # What never ends reaches to the end: looked for from each opening again, it took their square.
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    rb"|&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|\w{1,31};)",
    re.DOTALL,
)
# RFC 822's comment: "nora@gazette.example (Nora Lind)".
_MAIL_OF = regex(r"^\S{1,128}@\S{1,255}\s*\(([^()]{1,200})\)$")
_BY = regex(r"^(?:by|von|par|por)\s+(?=\S)", re.IGNORECASE)
_MOST_AUTHORS = 20
# 200,000 attributes (2.7 MB) kept feedparser busy for over four minutes.
_ENDLESS_TAG = regex(rb"<[A-Za-z][^<>]{65536}")
# An RSS 0.90 of a namespace that feedparser does not know may still be an empty feed.
_ROOT = regex(rb"<(?:\w+:)?(?:rss|rdf|feed)[\s>]", re.IGNORECASE)


def sniff(page: Page) -> bool:
    """Take whatever the other kinds left: feedparser reads documents that no rule foresees."""
    del page
    return True


def parse(page: Page, options: FeedOptions) -> Feed:
    """Read any XML feed; broken markup is mended and named in `problems`.

    Raises FeedError where the document is empty, a web page, or holds no trace of a feed.
    """
    if not page.body.strip():
        raise FeedError("could not read feed", page.url, "it is empty", kind="empty")
    if _ENDLESS_TAG.search(page.body):
        raise FeedError(
            "could not read feed", page.url, "a tag in it is over 64 kB", kind="hostile"
        )
    given = _in_bytes(page.body)
    whole = _mended(given)
    body, count = _head_of(whole, options.max_entries)
    body = _LONG_PERSON.sub(rb"\1", body)
    read = _feedparser(page, body)
    entries = _list(read, "entries")[: options.max_entries]
    if not (entries or _get(read, "version") or _ROOT.search(page.body[:_HEAD])):
        raise FeedError("could not read feed", page.url, _why_not(page), kind="not a feed")
    about = _map(read, "feed")
    base = page.final_url or page.url
    if not is_web(base):  # a file: its links hang on the site that it is of
        base = _get(about, "link") or base
    inherited = _authors(about) if str(_get(read, "version")).startswith("atom") else ()
    problems = _problems(read, count, options, mended=whole != given)
    return Feed(
        url=page.url,
        title=_line(about, "title"),
        home=resolve(base, _get(about, "link")),
        language=clean_line(_get(about, "language")),
        entries=tuple(_entry(one, base, about, inherited) for one in entries),
        problems=problems,
    )


def _mended(body: bytes) -> bytes:
    """Mend a byte or two that are no UTF-8, and ampersands that begin no entity."""
    if b"\0" in body:
        return body
    body = _AMPERSAND.sub(lambda found: found[0] if len(found[0]) > 1 else b"&amp;", body)
    text = body.decode("utf-8", errors="replace")
    broken = text.count("\ufffd") - body.count("\ufffd".encode())
    beyond = sum(char > "\x7f" for char in text) - broken
    return text.encode() if 0 < broken <= min(_MAX_BROKEN, _BROKEN_SHARE * beyond) else body


def _head_of(body: bytes, limit: int) -> tuple[bytes, int]:
    """Keep the first `limit` entries with what stands before and behind all; return their count.

    Entries that never end are counted by where they begin.
    """
    ends = [match.end() for match in _END_OF_ENTRY.finditer(body)]
    if len(ends) > limit:
        return body[: ends[limit - 1]] + body[ends[-1] :], len(ends)
    begins = [match.start() for match in _BEGIN_OF_ENTRY.finditer(body)]
    if len(begins) > 2 * limit:  # not of the few that stand in a text, as an example
        return body[: begins[limit]], len(begins)
    return body, len(ends)


def _in_bytes(body: bytes) -> bytes:
    """Write encodings of two or four bytes as UTF-8: their tags would match no pattern."""
    if body.startswith(_WIDE_MARKS) or is_wide(body):
        return decode(body).encode("utf-8", "replace")
    return body


def _feedparser(page: Page, body: bytes) -> _Fields:
    import feedparser  # noqa: PLC0415 -- 90 ms that only a changed feed needs

    headers = {"content-type": _content_type(page, body)}
    if is_web(page.final_url or page.url):
        headers["content-location"] = page.final_url or page.url
    try:
        read: _Fields = feedparser.parse(
            BytesIO(body),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except _RAISED as error:
        why = f"its markup cannot be mended ({type(error).__name__})"
        raise FeedError("could not read feed", page.url, why) from error
    return read


def _content_type(page: Page, body: bytes) -> str:
    """Name the encoding where the bytes prove it, whatever header and declaration say.

    Text beyond ASCII that is valid UTF-8 is UTF-8; feedparser would believe a header that says
    otherwise, and takes ISO-8859-1 where there is none.
    """
    if b"\0" not in body and not body.isascii():
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return "application/xml; charset=utf-8"
    return page.content_type or "application/xml"


def _why_not(page: Page) -> str:
    if _WEB_PAGE.search(page.body[:_HEAD]):
        return "this is a web page, not a feed"
    return "no feed that we know: neither RSS, RDF, Atom nor JSON Feed"


def _problems(read: _Fields, count: int, options: FeedOptions, *, mended: bool) -> tuple[str, ...]:
    problems = []
    if dict.get(read, "bozo"):
        why = dict.get(read, "bozo_exception")
        said = clean_line(str(why))
        problems.append(f"broken markup, read as well as could be: {said or type(why).__name__}")
    elif mended:
        problems.append("broken markup, mended: an ampersand or a byte that stands for nothing")
    if count > options.max_entries:
        problems.append(f"{counted(count, 'entry')}, the first {options.max_entries} read")
    return tuple(problems)


def _entry(
    entry: _Fields,
    base: str,
    about: _Fields,
    inherited: tuple[str, ...],
) -> Entry:
    link, guid = _get(entry, "link"), _get(entry, "id")
    return Entry(
        url=resolve(base, link or _alternate(entry)),
        title=_line(entry, "title"),
        guid=clean_line(guid[:_LONGEST_NAME]),
        authors=_authors(entry) or inherited,
        published=_published(entry),
        summary=without_furniture(prose(_get(entry, "summary"))),
        content=without_furniture(_content(entry)),
        language=clean_line(_get(about, "language")),
    )


def _published(entry: _Fields) -> datetime | None:
    """Return when the entry came out: published, else updated, else created."""
    for key in ("published", "updated", "created"):
        written, fields = _get(entry, key), dict.get(entry, f"{key}_parsed")
        moment = from_other_form(written)
        if moment is None and isinstance(fields, tuple):
            moment = from_fields(fields)
        if moment := moment or from_text(written):
            return moment
    return None


def _content(entry: _Fields) -> str:
    """Return the longest of an entry's texts; other kinds (images, scripts) have none."""
    texts = (
        prose(_get(part, "value")) for part in _list(entry, "content") if _type(part) in _PROSE
    )
    return max(texts, key=len, default="")


def _authors(fields: _Fields) -> tuple[str, ...]:
    """Name each author once, without mail addresses."""
    named = [_get(one, "name") for one in _list(fields, "authors")] or [_get(fields, "author")]
    if owner := _MAIL_OF.match(_get(fields, "author").strip()):
        named = [owner[1]]
    clean = (
        _BY.sub("", clean_line(_MAIL.sub(" ", name[:_LONGEST_NAME])).strip(" ,;")) for name in named
    )
    return tuple(dict.fromkeys(name for name in clean if name))[:_MOST_AUTHORS]


def _alternate(entry: _Fields) -> str:
    """Return the first link that may lead to a page: neither an enclosure nor the feed itself."""
    for one in _list(entry, "links"):
        if _get(one, "rel") not in _NOT_A_PAGE and (href := _get(one, "href")):
            return href
    return ""


def _line(fields: _Fields, key: str) -> str:
    return line(_get(fields, key), markup=_type(_map(fields, f"{key}_detail")) in _HTML)


def _type(fields: _Fields) -> str:
    return _get(fields, "type")


def _get(fields: _Fields, key: str) -> str:
    """Return a field as text. Never `fields.get`: feedparser maps old names and warns."""
    value = dict.get(fields, key)
    return value if isinstance(value, str) else ""


def _map(fields: _Fields, key: str) -> _Fields:
    value = dict.get(fields, key)
    return value if isinstance(value, dict) else {}


def _list(fields: _Fields, key: str) -> list[_Fields]:
    value = dict.get(fields, key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
