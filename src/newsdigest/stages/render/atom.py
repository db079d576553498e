"""Digests -> an Atom feed (RFC 4287): one entry a day, or one a story.

Names of feed and entries come of what they are, and their times of what they tell: a day that is
told again is the same entry, updated, and the same days are the same bytes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.stages.render import markup
from newsdigest.stages.render.facts import as_of, summary_line, urn
from newsdigest.stages.render.xml import content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsdigest.models import Digest, Telling
    from newsdigest.stages.render.view import View

TITLE = "News digests"
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""The time of what tells no time: Atom wants one, and this one pushes nothing to the top."""
_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
"""


class Entry(NamedTuple):
    """One entry: its name, its headline, its time, its page where it has one, its markup."""

    id: str
    title: str
    updated: datetime
    url: str
    author: str
    body: str


def render(digest: Digest, view: View) -> str:
    """Draw a feed of one digest: of links and texts, an entry a story."""
    return render_days([digest], view)


def render_days(digests: Iterable[Digest], view: View) -> str:
    """Draw a feed of many digests, the newest first, whatever the order they come in."""
    newest = sorted(digests, key=lambda one: str(one.day or ""), reverse=True)
    bare = replace(view, near=frozenset())
    entries = [entry for digest in newest for entry in _entries(digest, bare)]
    updated = max((entry.updated for entry in entries), default=UNDATED)
    own = f'<link rel="self" href="{content(view.feed_url)}"/>\n' if view.feed_url else ""
    return (
        f"{_HEAD}<id>{urn('newsdigest feed', view.feed_url)}</id>\n<title>{TITLE}</title>\n"
        f"<updated>{_time(updated)}</updated>\n{own}<author><name>newsdigest</name></author>\n"
        f"{''.join(map(_drawn, entries))}</feed>\n"
    )


def _entries(digest: Digest, view: View) -> Iterator[Entry]:
    if digest.day and not view.feed_stories:
        when = as_of(digest, view.zone) or UNDATED
        pieces = [f"<p>{content(summary_line(digest, view.zone))}</p>", *markup.day(digest, view)]
        name = urn("newsdigest day", str(digest.day))
        yield Entry(name, digest.title, when, "", "", _body(pieces))
        return
    for telling in digest.tellings:
        yield _told(telling, digest, view)


def _told(telling: Telling, digest: Digest, view: View) -> Entry:
    story, lead = telling.story, telling.story.articles[0]
    alone = replace(digest, tellings=(telling,))
    pieces = markup.story(telling, digest.day, view, "h2", 1)
    title = f"Update: {story.title}" if story.update_of else story.title
    name = urn("newsdigest story", str(digest.day or ""), story.id)
    when = as_of(alone, view.zone) or UNDATED
    url = lead.url or lead.canonical_url
    return Entry(name, title, when, url, lead.outlet, _body(pieces))


def _body(pieces: Iterable[str]) -> str:
    return markup.inlined("\n".join(pieces), {})


def _drawn(entry: Entry) -> str:
    web = entry.url.lower().startswith(("http://", "https://"))
    link = f'<link rel="alternate" href="{content(entry.url)}"/>\n' if web else ""
    author = f"<author><name>{content(entry.author)}</name></author>\n" if entry.author else ""
    return (
        f"<entry>\n<id>{entry.id}</id>\n<title>{content(entry.title) or TITLE}</title>\n"
        f"<updated>{_time(entry.updated)}</updated>\n{link}{author}"
        f'<content type="html">{content(entry.body)}</content>\n</entry>\n'
    )


def _time(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
