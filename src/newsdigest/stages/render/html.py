"""Digest -> one HTML page that holds all it needs: light and dark, phone and paper, no script.

Nothing remote becomes markup or is fetched: every text is escaped, links are of the web only, and
the page's own policy forbids whatever would slip through.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from newsdigest.stages.render.dayfile import day_link
from newsdigest.stages.render.facts import (
    attribution,
    by_outlet,
    by_section,
    credited,
    explained,
    left_out_line,
    minutes,
    reasons,
    summary_line,
)
from newsdigest.stages.render.glossed import point_pieces, quote_pieces
from newsdigest.stages.render.hits import facts, parts
from newsdigest.stages.render.style import STYLE
from newsdigest.text.counts import counted
from newsdigest.text.days import clock, long_day, short_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from newsdigest.models import Article, Digest, Hit, KeyPoint, Quote, Story, Telling, TitleOnly
    from newsdigest.stages.render.glossed import Piece
    from newsdigest.stages.render.view import View

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render(digest: Digest, view: View) -> str:
    """Draw a whole page; its language is English, each story says its own."""
    body = _day(digest, digest.day, view) if digest.day else _links(digest, view)
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
        f"<article><h2 dir=auto>{_link(hit.title, hit.url)}</h2>\n"
        f"<p class=facts>{escape(facts(hit))}</p>\n<p dir=auto>{found}</p></article>"
    )


def page(title: str, body: Iterable[str]) -> str:
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
<title>{escape(title)}</title>
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
    yield f"<p class=facts>{escape(summary_line(digest, view.zone))}</p></header>"
    for section, tellings in by_section(digest.tellings):
        yield f"<section><h2 dir=auto>{_text(section)}</h2>" if section else "<section>"
        for telling in tellings:
            yield from _story(telling, day, view, "h3" if section else "h2")
        yield "</section>"
    if digest.more_titles:
        yield from _titles(digest.more_titles)
    if digest.failures:
        yield "<section class=quiet><h2>Sources with trouble</h2><ul>"
        for failure in digest.failures:
            hint = f". {_advice(failure.hint)}" if failure.hint else ""
            yield f"<li>{_text(failure.source)}: {_text(failure.message)}{hint}</li>"
        yield "</ul></section>"
    if digest.notes:
        yield "<section class=quiet><h2>Notes</h2><ul>"
        yield from (f"<li>{_text(note)}</li>" for note in digest.notes)
        yield "</ul></section>"
    yield from _neighbours(digest, day, view)


def _advice(hint: str) -> str:
    """Mark up the commands that a hint holds between backquotes."""
    parts = escape(hint).split("`")
    if len(parts) % 2 == 0:
        return escape(hint)
    return "".join(f"<code>{part}</code>" if at % 2 else part for at, part in enumerate(parts))


def _neighbours(digest: Digest, day: date, view: View) -> Iterator[str]:
    links = []
    for other, before, after in ((digest.previous, "← ", ""), (digest.following, "", " →")):
        if other:
            goal = day_link(view.day_name, day, other).removesuffix(".md") + ".html"
            links.append(f'<a href="{escape(goal)}">{before}{short_day(other, day)}{after}</a>')
    if links:
        yield f'<nav class=facts aria-label="Days">{" · ".join(links)}</nav>'


# ---------------------------------------------------------------- links and texts
def _links(digest: Digest, view: View) -> Iterator[str]:
    level = "h1" if len(digest.tellings) == 1 else "h2"
    for telling in digest.tellings:
        yield from _story(telling, None, view, level)
    if digest.more_titles:
        yield from _titles(digest.more_titles)


def _full_text(article: Article) -> Iterator[str]:
    for paragraph in article.paragraphs:
        body = _text(article.text[paragraph.start : paragraph.end])
        if paragraph.kind == "standfirst":
            body = f"<em>{body}</em>"
        tag = _TAGS[paragraph.kind]
        yield f"<{tag} dir=auto>{body}</{tag}>"


_TAGS = {
    "paragraph": "p",
    "heading": "h3",
    "list item": "p",
    "quotation": "blockquote",
    "standfirst": "p",
}


# ---------------------------------------------------------------- a story
def _story(telling: Telling, day: date | None, view: View, level: str) -> Iterator[str]:
    story = telling.story
    yield f"<article{_language(story.articles[0])}>"
    yield f"<{level} dir=auto>{_headline(story)}</{level}>"
    outlets = (_outlet(article, day, view) for article in story.articles)
    told = _first_told(story, day, view)
    yield f"<p class=facts>{' · '.join([*outlets, *told])}</p>"
    for why in dict.fromkeys(one.teaser_why for one in story.articles if one.teaser_why):
        yield f"<p class=facts>{_text(why)}</p>"
    if view.full:
        for article in story.articles:
            yield from _full_text(article)
    else:
        if telling.key_points:
            yield "<ul>"
            yield from (_point(point, story, view) for point in telling.key_points)
            yield "</ul>"
        yield from (_quote(quote, story) for quote in telling.quotes)
    if view.why and (joined := reasons(story)):
        yield f"<ul class=facts>{''.join(f'<li>{_text(reason)}</li>' for reason in joined)}</ul>"
    pieces = [piece for article in story.articles for piece in article.left_out]
    if day is None and pieces:
        yield f"<p class=facts>Left out: {_text(left_out_line(pieces))}</p>"
    yield "</article>"


def _headline(story: Story) -> str:
    update = "<span class=mark>Update</span> " if story.update_of else ""
    teaser = all(article.teaser for article in story.articles)
    return f"{update}{_text(story.title)}" + (" <span class=mark>teaser only</span>" * teaser)


def _outlet(article: Article, day: date | None, view: View) -> str:
    facts = [_link(article.outlet or article.url, article.url)]
    if day is None:
        facts += map(_text, credited(article))
    if article.published:
        facts.append(_time(article.published, day, view))
    if day is None:
        facts.append(f"{counted(article.words, 'word')}, {minutes(article.words)} min")
    return (" " if day else " · ").join(fact for fact in facts if fact)


def _time(when: datetime, day: date | None, view: View) -> str:
    shown = escape(clock(when, view.zone, day))
    return f'<time datetime="{when.isoformat()}">{shown}</time>'


def _first_told(story: Story, day: date | None, view: View) -> Iterator[str]:
    if story.update_of and day:
        first = story.update_of.first_told
        goal = day_link(view.day_name, day, first).removesuffix(".md") + ".html"
        yield f'first told <a href="{escape(goal)}">{short_day(first, day)}</a>'


def _point(point: KeyPoint, story: Story, view: View) -> str:
    why = _text(explained(point, story.articles[point.article])) if view.explain else ""
    only = f"<em>Only in {_text(point.only_in)}:</em> " if point.only_in else ""
    words = _glossed(point_pieces(point, story))
    return f"<li dir=auto>{only}{words}{why and f'<br><small>{why}</small>'}</li>"


def _quote(quote: Quote, story: Story) -> str:
    words = _glossed(quote_pieces(quote, story))
    who = _text(attribution(quote, story))
    return f"<blockquote><p dir=auto>{words}</p><footer>— {who}</footer></blockquote>"


def _glossed(pieces: Iterable[Piece]) -> str:
    """Write a gloss as a span that tells, when asked, the paragraph it was taken from."""
    return "".join(
        _span(piece) if piece.source else escape(piece.text, quote=False) for piece in pieces
    )


def _span(gloss: Piece) -> str:
    words = escape(gloss.text, quote=False)
    return f'<span class="gloss" title="{escape(gloss.source)}">{words}</span>'


def _titles(titles: tuple[TitleOnly, ...]) -> Iterator[str]:
    yield "<section class=quiet><h2>More titles</h2><ul>"
    for outlet, own in by_outlet(titles):
        links = " · ".join(_link(one.title, one.url) for one in own)
        yield f"<li dir=auto>{_text(outlet)}: {links}</li>"
    yield "</ul></section>"


# ---------------------------------------------------------------- pieces
def _language(article: Article) -> str:
    good = article.language.replace("-", "").isalnum() and article.language.isascii()
    return f' lang="{article.language}"' if good else ""


def _link(text: str, url: str) -> str:
    if not url.lower().startswith(("http://", "https://")):
        return _text(text)
    return f'<a href="{escape(url)}" rel="noreferrer">{_text(text)}</a>'


def _text(text: str) -> str:
    """Escape a text for element content, each kept apart from its surroundings' direction."""
    return escape(" ".join(text.split()), quote=False)
