"""Digest -> one HTML page that holds all it needs: light and dark, phone and paper, no script.

The pieces are `markup`'s; the page's own policy forbids whatever would slip through.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from newsdigest.stages.render import course as told
from newsdigest.stages.render import markup
from newsdigest.stages.render.dayfile import day_name
from newsdigest.stages.render.facts import at_a_glance, summary_line
from newsdigest.stages.render.hits import facts, parts
from newsdigest.stages.render.markup import link, mark, text, to_day
from newsdigest.stages.render.style import STYLE
from newsdigest.text.counts import counted
from newsdigest.text.days import long_day, month, short_day, weekday

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from newsdigest.models import Course, DayTitles, Digest, Hit
    from newsdigest.stages.render.view import View

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
LISTED_FROM = 3
"""Stories from which on a list of headlines saves more than it takes."""
TITLED_DAYS = 60
"""Days of an index whose headlines are listed: a browser finds words in them. Older days are
counted, so that years of digests stay one small page."""


def render(digest: Digest, view: View) -> str:
    """Draw a whole page; its language is English, each story says its own."""
    body = _day(digest, digest.day, view) if digest.day else markup.links(digest, view)
    return page(digest.title or "News digest", body)


def render_hits(hits: Sequence[Hit], view: View) -> str:
    """Draw what a search found, as a page of its own."""
    del view
    return page("Found in your digests", map(_hit, hits))


def _hit(hit: Hit) -> str:
    found = "".join(
        f"<b>{escape(part.words)}</b>" if part.found else escape(part.words) for part in parts(hit)
    )
    return (
        f'<article><h2 dir="auto">{link(hit.title, hit.url)}</h2>\n'
        f'<p class="facts">{escape(facts(hit))}</p>\n<p dir="auto">{found}</p></article>'
    )


def render_course(course: Course, view: View) -> str:
    """Draw a story over its days, as a page of its own."""
    del view
    return page(told.title(course), _course(course))


def _course(course: Course) -> Iterator[str]:
    yield f'<header><h1 dir="auto">{text(told.title(course))}</h1></header>'
    for day in course.days:
        yield f'<section><h2 dir="auto">{text(told.day_head(day))}</h2><ul>'
        for line in day.lines:
            other = told.before(line, day.day)
            old = f"<br/><small>{text(other)}</small>" if other else ""
            where = link(line.outlet, line.url)
            yield f'<li dir="auto">{text(line.text)} ({where}){old}</li>'
        yield "</ul></section>"


def page(name: str, body: Iterable[str]) -> str:
    """Put pieces of markup, escaped already, into a page of their own."""
    inside = "\n".join(body)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{escape(name)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
{inside}
</main>
</body>
</html>
"""


# ---------------------------------------------------------------- a day
def _day(digest: Digest, day: date, view: View) -> Iterator[str]:
    yield f"<header><h1>{long_day(day)}</h1>"
    yield f'<p class="facts">{escape(summary_line(digest, view.zone))}</p></header>'
    if digest.glance:
        yield from _glance(digest)
    elif len(digest.tellings) >= LISTED_FROM:
        yield from _contents(digest)
    yield from markup.day(digest, view)
    around = [
        to_day(f"{before}{short_day(other, day)}{after}", day, other, view)
        for other, before, after in ((digest.previous, "← ", ""), (digest.following, "", " →"))
        if other
    ]
    if view.index:
        around.append(f'<a href="{escape(index_link(view, day))}">All days</a>')
    if around:
        yield f'<nav class="facts" aria-label="Days">{" · ".join(around)}</nav>'


def _glance(digest: Digest) -> Iterator[str]:
    """Begin a long day with its most important stories, each a link to its place."""
    yield '<nav class="contents" aria-label="At a glance"><h2>At a glance</h2><ol>'
    for number, story, outlets in at_a_glance(digest):
        carried = f" · {counted(outlets, 'outlet')}" if outlets > 1 else ""
        goal = f'<a href="#{mark(number)}">{text(story.title)}</a>'
        yield f'<li value="{number}" dir="auto">{goal}{carried}</li>'
    yield "</ol></nav>"


def _contents(digest: Digest) -> Iterator[str]:
    """List the headlines, each a link to its place; the numbers are those of `open N`."""
    yield '<nav class="contents" aria-label="Headlines"><ol>'
    for number, telling in enumerate(digest.tellings, 1):
        yield f'<li dir="auto"><a href="#{mark(number)}">{text(telling.story.title)}</a></li>'
    yield "</ol></nav>"


# ---------------------------------------------------------------- all days
def render_index(days: Sequence[DayTitles], view: View) -> str:
    """Draw a page of all days, newest first, by month; headlines lead to their place in a day."""
    newest = sorted(days, key=lambda one: one.day, reverse=True)
    months = [
        (first, list(own)) for first, own in groupby(newest, lambda one: one.day.replace(day=1))
    ]
    return page("News digests", _index(months, newest[:TITLED_DAYS], view))


def _index(
    months: Sequence[tuple[date, Sequence[DayTitles]]], titled: Sequence[DayTitles], view: View
) -> Iterator[str]:
    count = sum(len(own) for _, own in months)
    yield f'<header><h1>News digests</h1><p class="facts">{counted(count, "day")}</p></header>'
    if len(months) > 1:
        jumps = (f'<a href="#m{first:%Y-%m}">{month(first)}</a>' for first, _ in months)
        yield f'<nav class="facts" aria-label="Months">{" · ".join(jumps)}</nav>'
    for first, own in months:
        yield f'<section id="m{first:%Y-%m}"><h2>{month(first)}</h2><dl>'
        for one in own:
            yield from _indexed(one, view, titled=one in titled)
        yield "</dl></section>"


def _indexed(one: DayTitles, view: View, *, titled: bool) -> Iterator[str]:
    goal = escape(page_of(view.day_name, one.day))
    there = view.near is None or one.day in view.near
    name = f"{weekday(one.day)} {short_day(one.day, one.day)}"
    yield f'<dt><a href="{goal}">{name}</a></dt>' if there else f"<dt>{name}</dt>"
    if not titled:
        yield f'<dd class="facts">{counted(len(one.titles), "story")}</dd>'
        return
    for number, title in enumerate(one.titles, 1):
        head = f'<a href="{goal}#{mark(number)}">{text(title)}</a>' if there else text(title)
        yield f'<dd dir="auto">{head}</dd>'


def index_link(view: View, day: date) -> str:
    """Give the address of the list of all days from a day's page."""
    return "../" * day_name(view.day_name, day).count("/") + view.index


def page_of(pattern: str, day: date) -> str:
    """Give the address of a day's page, relative to the directory of digests."""
    name = day_name(pattern, day).removesuffix(".md") + markup.SUFFIX
    return name.replace("%", "%25").replace(" ", "%20").replace("#", "%23").replace("?", "%3F")
