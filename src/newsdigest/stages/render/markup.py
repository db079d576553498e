"""Stories -> pieces of markup that are HTML and XHTML alike: for pages, mail, feeds and books.

Nothing remote becomes markup or is fetched: every text is escaped, links are of the web only. No
piece carries a style of its own; classes name what a piece is.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.stages.render.dayfile import day_link
from newsdigest.stages.render.facts import (
    UNTITLED,
    address_of,
    attribution,
    by_outlet,
    by_section,
    chosen_by_line,
    credited,
    explained,
    left_out_line,
    minutes,
    reasons,
)
from newsdigest.stages.render.glossed import point_pieces, quote_pieces
from newsdigest.text.counts import counted
from newsdigest.text.days import clock, short_day

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from newsdigest.models import Article, Digest, KeyPoint, Quote, Story, Telling, TitleOnly
    from newsdigest.stages.render.glossed import Piece
    from newsdigest.stages.render.view import View

SUFFIX = ".html"


# ---------------------------------------------------------------- a day, links and texts
def day(digest: Digest, view: View) -> Iterator[str]:
    """Draw a day below its heading: sections, more titles, troubles, notes."""
    number = 1
    for section, tellings in by_section(digest.tellings):
        yield f'<section><h2 dir="auto">{text(section)}</h2>' if section else "<section>"
        yield from stories(tellings, digest.day, view, "h3" if section else "h2", number)
        yield "</section>"
        number += len(tellings)
    yield from rest(digest)


def stories(
    tellings: Iterable[Telling], day: date | None, view: View, level: str, first: int
) -> Iterator[str]:
    """Draw stories one below the other, numbered from `first`."""
    for number, telling in enumerate(tellings, first):
        yield from story(telling, day, view, level, number)


def rest(digest: Digest) -> Iterator[str]:
    """Draw what stands below the stories of a day: more titles, troubles, notes."""
    if digest.more_titles:
        yield from titles(digest.more_titles)
    if digest.failures:
        yield '<section class="quiet"><h2>Sources with trouble</h2><ul>'
        for failure in digest.failures:
            hint = f". {_advice(failure.hint)}" if failure.hint else ""
            yield f"<li>{text(failure.source)}: {text(failure.message)}{hint}</li>"
        yield "</ul></section>"
    if digest.notes:
        yield '<section class="quiet"><h2>Notes</h2><ul>'
        yield from (f"<li>{text(note)}</li>" for note in digest.notes)
        yield "</ul></section>"


def links(digest: Digest, view: View) -> Iterator[str]:
    """Draw links and texts one below the other."""
    level = "h1" if len(digest.tellings) == 1 else "h2"
    yield from stories(digest.tellings, None, view, level, 1)
    if digest.more_titles:
        yield from titles(digest.more_titles)


def _advice(hint: str) -> str:
    """Mark up the commands that a hint holds between backquotes."""
    parts = escape(hint).split("`")
    if len(parts) % 2 == 0:
        return escape(hint)
    return "".join(f"<code>{part}</code>" if at % 2 else part for at, part in enumerate(parts))


def _full_text(article: Article) -> Iterator[str]:
    for paragraph in article.paragraphs:
        body = text(article.text[paragraph.start : paragraph.end])
        if paragraph.kind == "standfirst":
            body = f"<em>{body}</em>"
        tag = _TAGS[paragraph.kind]
        yield f'<{tag} dir="auto">{body}</{tag}>'


_TAGS = {
    "paragraph": "p",
    "heading": "h3",
    "list item": "p",
    "quotation": "blockquote",
    "standfirst": "p",
}


# ---------------------------------------------------------------- a story
def story(telling: Telling, day: date | None, view: View, level: str, number: int) -> Iterator[str]:
    """Draw a story under a heading of a level; `number` makes the mark that lists jump to."""
    told = telling.story
    yield f'<article id="{mark(number)}"{language(told.articles[0])}>'
    if told.title or level != "h1":
        yield f'<{level} dir="auto">{_headline(told)}</{level}>'
    outlets = (_outlet(article, day, view) for article in told.articles)
    yield f'<p class="facts">{" · ".join([*outlets, *_first_told(told, day, view)])}</p>'
    for why in dict.fromkeys(one.teaser_why for one in told.articles if one.teaser_why):
        yield f'<p class="facts">{text(why)}</p>'
    if view.full:
        for article in told.articles:
            yield from _full_text(article)
    else:
        if telling.key_points:
            yield "<ul>"
            yield from (_point(point, told, view) for point in telling.key_points)
            yield "</ul>"
        yield from (_quote(quote, told) for quote in telling.quotes)
    if view.why and (joined := reasons(told)):
        yield f'<ul class="facts">{"".join(f"<li>{text(reason)}</li>" for reason in joined)}</ul>'
    pieces = [piece for article in told.articles for piece in article.left_out]
    if day is None and pieces:
        yield f'<p class="facts">Left out: {text(left_out_line(pieces))}</p>'
    if day is None and (chosen := chosen_by_line(telling)):
        yield f'<p class="facts">{text(chosen)}</p>'
    yield "</article>"


def mark(number: int) -> str:
    """Name the place of a story in a page, by its number."""
    return f"s{number}"


def _headline(told: Story) -> str:
    update = '<span class="mark">Update</span> ' if told.update_of else ""
    lead = told.articles[0]
    teaser = all(article.teaser for article in told.articles)
    head = link(told.title or UNTITLED, address_of(lead))
    lifted = f' <span class="mark">{text(told.highlight)}</span>' if told.highlight else ""
    return update + head + lifted + ' <span class="mark">teaser only</span>' * teaser


def _outlet(article: Article, day: date | None, view: View) -> str:
    facts = [link(article.outlet or address_of(article), address_of(article))]
    if day is None:
        facts += map(text, credited(article))
    if article.published:
        facts.append(_time(article.published, day, view))
    if day is None:
        facts.append(f"{counted(article.words, 'word')}, {minutes(article.words)} min")
    return (" " if day else " · ").join(fact for fact in facts if fact)


def _time(when: datetime, day: date | None, view: View) -> str:
    shown = escape(clock(when, view.zone, day))
    return f'<time datetime="{when.isoformat()}">{shown}</time>'


def _first_told(told: Story, day: date | None, view: View) -> Iterator[str]:
    if told.update_of and day:
        first = told.update_of.first_told
        yield f"first told {to_day(short_day(first, day), day, first, view)}"


def to_day(words: str, here: date, there: date, view: View) -> str:
    """Link words to the page of another day, where there is one."""
    if view.near is not None and there not in view.near:
        return words
    goal = day_link(view.day_name, here, there).removesuffix(".md") + SUFFIX
    return f'<a href="{escape(goal)}">{words}</a>'


def _point(point: KeyPoint, told: Story, view: View) -> str:
    why = text(explained(point, told.articles[point.article])) if view.explain else ""
    only = f"<em>Only in {text(point.only_in)}:</em> " if point.only_in else ""
    words = _glossed(point_pieces(point, told))
    return f'<li dir="auto">{only}{words}{why and f"<br/><small>{why}</small>"}</li>'


def _quote(quote: Quote, told: Story) -> str:
    words = _glossed(quote_pieces(quote, told))
    who = text(attribution(quote, told))
    return f'<blockquote><p dir="auto">{words}</p><footer>— {who}</footer></blockquote>'


def _glossed(pieces: Iterable[Piece]) -> str:
    """Write a gloss as a span that tells, when asked, the paragraph it was taken from."""
    return "".join(
        _span(piece) if piece.source else escape(piece.text, quote=False) for piece in pieces
    )


def _span(gloss: Piece) -> str:
    words = escape(gloss.text, quote=False)
    return f'<span class="gloss" title="{escape(gloss.source)}">{words}</span>'


def titles(listed: Iterable[TitleOnly]) -> Iterator[str]:
    """List what did not fit as linked headlines, outlet by outlet."""
    yield '<section class="quiet"><h2>More titles</h2><ul>'
    for outlet, own in by_outlet(listed):
        joined = " · ".join(link(one.title, one.url) for one in own)
        yield f'<li dir="auto">{text(outlet)}: {joined}</li>'
    yield "</ul></section>"


# ---------------------------------------------------------------- pieces
def language(article: Article) -> str:
    """Say the language of an article as an attribute, where its code is one."""
    good = article.language.replace("-", "").isalnum() and article.language.isascii()
    return f' lang="{article.language}"' if good else ""


def link(words: str, url: str) -> str:
    """Link words; where the address is not of the web, they stand alone."""
    if not url.lower().startswith(("http://", "https://")):
        return text(words)
    return f'<a href="{escape(url)}" rel="noreferrer">{text(words)}</a>'


def text(words: str) -> str:
    """Escape a text for the content of an element; white space of any kind is one space."""
    return escape(" ".join(words.split()), quote=False)


# ---------------------------------------------------------------- markup that travels alone
_TAG = regex(r'<(\w+)((?: [a-z-]+="[^"<]*")*)(?=/?>)')
_ATTRIBUTE = regex(r' ([a-z-]+)="([^"<]*)"')
_OWN = frozenset({"class", "id"})


def inlined(pieces: str, styles: Mapping[str, str]) -> str:
    """Let markup of ours stand where no style sheet and no jump mark holds: in mail and feeds.

    Classes and marks are dropped; an element whose name, or name and class ("p.facts"), is among
    `styles` carries its style itself. Text cannot be taken for a tag: it holds no "<".
    """
    return _TAG.sub(lambda found: _inlined(found, styles), pieces)


def _inlined(found: re.Match[str], styles: Mapping[str, str]) -> str:
    name, given = found[1], dict(_ATTRIBUTE.findall(found[2]))
    style = styles.get(f"{name}.{given.get('class', '')}") or styles.get(name, "")
    kept = {key: value for key, value in given.items() if key not in _OWN}
    if style:
        kept["style"] = style
    return f"<{name}" + "".join(f' {key}="{value}"' for key, value in kept.items())
