"""Digest -> the view of a terminal, drawn with rich into a string."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from newsdigest.patterns import regex
from newsdigest.stages.render.course import before, day_head, title
from newsdigest.stages.render.coverage import coverage
from newsdigest.stages.render.facts import (
    at_a_glance,
    attribution,
    by_outlet,
    by_section,
    chosen_by_line,
    credited,
    explained,
    left_out_line,
    minutes,
    reasons,
    summary_line,
)
from newsdigest.stages.render.glossed import point_pieces, quote_pieces
from newsdigest.stages.render.hits import facts, parts
from newsdigest.stages.render.view import PROSE_WIDTH
from newsdigest.text.counts import counted
from newsdigest.text.days import clock, long_day, short_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from newsdigest.models import (
        Article,
        Course,
        CourseDay,
        Digest,
        Hit,
        Quote,
        Story,
        Telling,
        TitleOnly,
    )
    from newsdigest.stages.render.glossed import Piece
    from newsdigest.stages.render.view import View

# Of the eight old colours magenta and red alone can be read on black and on white: xterm's cyan
# and yellow have a contrast under 2 on white (docs/decisions.md). The rest is weight.
TITLE = Style(bold=True)
QUIET = Style(dim=True)
HEAD = Style(color="magenta")
SPEAKER = Style(italic=True)
STANDFIRST = Style(italic=True)
TROUBLE = Style(color="red")
_TRAILING = regex(r"(?: |\x1b\[[0-9;]*m)+$", re.MULTILINE)
_LINK_ID = regex(r"\x1b\]8;id=[^;]*;")


@dataclass(frozen=True, slots=True)
class Address:
    """A link on a line of its own, never broken: it is there to be copied."""

    url: str
    label: str = ""
    indent: int = 0


Block = Sequence[RenderableType | Address]  # printed together, an empty line before the next
APART: Block = ()  # one more empty line, between two stories


def render(digest: Digest, view: View) -> str:
    """Draw every story, then more titles, then sources with trouble."""
    return drawn(_day(digest, digest.day, view) if digest.day else _links(digest, view), view)


def render_hits(hits: Sequence[Hit], view: View) -> str:
    """Draw what a search found, a block a story."""
    return drawn(map(_hit, hits), view)


def _hit(hit: Hit) -> Block:
    found = Text()
    for part in parts(hit):
        found.append(part.words, TITLE if part.found else None)
    address = (Address(hit.url),) if hit.url else ()
    return [Text(hit.title, TITLE), Text(facts(hit), QUIET), found, *address]


def render_course(course: Course, view: View) -> str:
    """Draw a story over its days, a block a day."""
    return drawn(
        [[Text(title(course), TITLE)], *(_told_on(day, view) for day in course.days)], view
    )


def _told_on(day: CourseDay, view: View) -> Block:
    block: list[RenderableType | Address] = [Text(day_head(day), HEAD)]
    for line in day.lines:
        words = Text.assemble(line.text, " (", _link(line.outlet, line.url, QUIET, view), ")")
        if other := before(line, day.day):
            words.append(f"\n{other}", QUIET)
        block.append(_hanging("•", words))
    return block


def drawn(blocks: Iterable[Block], view: View) -> str:
    """Draw blocks with an empty line between them, for a screen like the view's."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=view.width,
        color_system=None if view.colours == "none" else view.colours,
        force_terminal=view.colours != "none",
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
        no_color=view.colours == "none",
        _environ={},
    )
    for number, block in enumerate(blocks):
        if number:
            console.print()
        for piece in block:
            _print(console, piece, view)
    # rich numbers its hyperlinks by chance: without the numbers the same digest is the same bytes.
    text = _LINK_ID.sub("\x1b]8;;", out.getvalue())
    return _TRAILING.sub(lambda found: found[0].replace(" ", ""), text).rstrip("\n") + "\n"


def _print(console: Console, piece: RenderableType | Address, view: View) -> None:
    if isinstance(piece, Address):
        label = f"{piece.label}  " if piece.label else ""
        if cell_len(label) + cell_len(piece.url) > view.width - 2:
            label = ""  # the outlets stand above, in this order
        space = " " * (1 + piece.indent)
        line = Text.assemble(space, (label, QUIET), _link(piece.url, piece.url, QUIET, view))
        console.print(line, soft_wrap=True)
    else:
        console.print(Padding(piece, (0, 1)), width=min(view.width, PROSE_WIDTH))


# ---------------------------------------------------------------- links and texts
def _links(digest: Digest, view: View) -> Iterator[Block]:
    for number, telling in enumerate(digest.tellings):
        if number:
            yield APART
        yield from _story(telling, view)
    if digest.more_titles:
        yield _head("More titles")
        yield [*_titles(digest.more_titles, view)]


def _head(name: str, style: Style = HEAD) -> Block:
    """Draw the name of a section so that no headline looks like it, in mail neither."""
    return [Text(name, style), Text("-" * min(cell_len(name), PROSE_WIDTH), QUIET)]


def _story(telling: Telling, view: View) -> Iterator[Block]:
    story = telling.story
    first, *others = story.articles
    title = _title(story)
    head = [*([Text(title, TITLE)] if title else []), _byline(first, view)]
    if others:
        day = first.published.astimezone(view.zone).date() if first.published else None
        head.append(Text.assemble(("also ", QUIET), _outlets(story, others, day, view)))
    yield head
    if view.full:
        for article in story.articles:
            yield [Group(*_full_text(article))]
    else:
        if telling.key_points:
            yield [Text("Key points", HEAD), *_points(telling, view)]
        if telling.quotes:
            yield [Text("Quotes", HEAD), *(_quote(quote, story) for quote in telling.quotes)]
    chosen = [Text(line, QUIET)] if (line := chosen_by_line(telling)) else []
    foot: Block = (*_left_out(story), *chosen, *_reasons(story, view), *_addresses(story))
    if foot:
        yield foot


def _title(story: Story) -> str:
    return f"Update: {story.title}" if story.update_of else story.title


def _byline(article: Article, view: View) -> Text:
    facts = [
        article.outlet,
        *credited(article),
        clock(article.published, view.zone, None) if article.published else "",
        f"{counted(article.words, 'word')}, {minutes(article.words)} min",
        _teaser(article),
    ]
    return Text(" · ".join(fact for fact in facts if fact), QUIET)


def _teaser(article: Article) -> str:
    if not article.teaser:
        return ""
    return f"teaser only: {article.teaser_why}" if article.teaser_why else "teaser only"


def _left_out(story: Story) -> Iterator[Text]:
    pieces = [piece for article in story.articles for piece in article.left_out]
    if pieces:
        yield Text(f"Left out: {left_out_line(pieces)}", QUIET)


def _reasons(story: Story, view: View) -> Iterator[RenderableType]:
    if view.why:
        yield from (_hanging("·", Text(reason, QUIET)) for reason in reasons(story))


def _addresses(story: Story) -> Iterator[Address]:
    if len(story.articles) == 1:
        labels = [""]
    else:
        wide = max(cell_len(article.outlet) for article in story.articles)
        labels = [
            article.outlet + " " * (wide - cell_len(article.outlet)) for article in story.articles
        ]
    for article, label in zip(story.articles, labels, strict=True):
        if url := article.url or article.canonical_url:
            yield Address(url, label)


def _full_text(article: Article) -> Iterator[RenderableType]:
    for number, paragraph in enumerate(article.paragraphs):
        body = Text(article.text[paragraph.start : paragraph.end])
        if number:
            yield Text("")
        if paragraph.kind == "heading":
            body.stylize(TITLE)
        elif paragraph.kind == "standfirst":
            body.stylize(STANDFIRST)
        mark = {"list item": "•", "quotation": "│"}.get(paragraph.kind)
        yield _hanging(mark, body) if mark else body


# ---------------------------------------------------------------- a day
def _day(digest: Digest, day: date, view: View) -> Iterator[Block]:
    yield [Text(long_day(day), TITLE), Text(summary_line(digest, view.zone), QUIET)]
    if digest.glance:
        yield _head("At a glance")
        yield [*_glance(digest)]
    number = 0
    for section, tellings in by_section(digest.tellings):
        if section:
            yield _head(section)
        for telling in tellings:
            number += 1
            yield _told_today(telling, day, view, number)
    if digest.more_titles:
        yield _head("More titles")
        yield [*_titles(digest.more_titles, view)]
    if digest.failures:
        yield _head("Sources with trouble", TROUBLE)
        yield [*_troubles(digest)]
    if digest.notes:
        yield _head("Notes")
        yield [*_notes(digest)]
    if around := _around(digest, day):
        yield [Text(around, QUIET)]


def _glance(digest: Digest) -> Iterator[RenderableType]:
    for number, story, outlets in at_a_glance(digest):
        line = Text(_title(story))
        if outlets > 1:
            line.append(f" · {counted(outlets, 'outlet')}", QUIET)
        yield _hanging(str(number), line)


def _told_today(telling: Telling, day: date, view: View, number: int) -> Block:
    story = telling.story
    outlets = _outlets(story, story.articles, day, view)
    if story.update_of:
        outlets.append(f" · first told {short_day(story.update_of.first_told, day)}")
    if teaser := next((_teaser(article) for article in story.articles if article.teaser), ""):
        outlets.append(f" · {teaser}")
    quotes = [Padding(_quote(quote, story), (0, 0, 0, 2)) for quote in telling.quotes]
    apart = [Text("")] if quotes else []
    addresses = () if view.links else _addresses(story)
    shown = f"{number} " if view.numbers else ""
    title = Text.assemble((shown, QUIET), (_title(story), TITLE))
    below = [*_reasons(story, view), *addresses]
    said = [*apart, *quotes, *(apart if below else ())]
    return [title, outlets, *_points(telling, view), *said, *below]


def _troubles(digest: Digest) -> Iterator[RenderableType]:
    for failure in digest.failures:
        said = (f"{failure.source}: {failure.message}", failure.hint)
        yield _hanging("•", Text(" ".join(part for part in said if part)))


def _notes(digest: Digest) -> Iterator[RenderableType]:
    return (_hanging("•", Text(note, QUIET)) for note in digest.notes)


def _around(digest: Digest, day: date) -> str:
    days = [
        f"← {short_day(digest.previous, day)}" if digest.previous else "",
        f"{short_day(digest.following, day)} →" if digest.following else "",
    ]
    return " · ".join(text for text in days if text)


# ---------------------------------------------------------------- pieces
def _outlets(story: Story, articles: Iterable[Article], day: date | None, view: View) -> Text:
    """Name outlets with their times, linked where the screen has links; then how it spread."""
    line = Text(style=QUIET)
    for number, article in enumerate(articles):
        if number:
            line.append(" · ")
        url = article.url or article.canonical_url
        line.append_text(_link(article.outlet or url, url, QUIET, view))
        if article.published:
            line.append(f" {clock(article.published, view.zone, day)}")
    if spread := coverage(story):
        line.append(f" · {spread}")
    return line


def _points(telling: Telling, view: View) -> Iterator[RenderableType]:
    for point in telling.key_points:
        body = _glossed(point_pieces(point, telling.story))
        if point.only_in:
            body = Text.assemble((f"Only in {point.only_in}: ", SPEAKER), body)
        if view.explain:
            body.append(f"\n{explained(point, telling.story.articles[point.article])}", QUIET)
        yield _hanging("•", body)


def _quote(quote: Quote, story: Story) -> RenderableType:
    words = _glossed(quote_pieces(quote, story))
    said_by = Text(attribution(quote, story), SPEAKER)
    return Group(words, Padding(_hanging("—", said_by), (0, 0, 0, 4)))


def _glossed(pieces: Iterable[Piece]) -> Text:
    return Text.assemble(*((piece.text, QUIET if piece.source else "") for piece in pieces))


def _titles(titles: Iterable[TitleOnly], view: View) -> Iterator[RenderableType | Address]:
    """List titles by outlet, as hyperlinks, or each above its address where there are none."""
    for outlet, own in by_outlet(titles):
        named = f"{outlet}: " if outlet else ""
        if not view.links:
            for one in own:
                yield _hanging("•", Text(named + one.title))
                web = one.url.startswith(("http://", "https://"))
                yield from [Address(one.url, indent=2)] if web else []
            continue
        line = Text(named)
        links = [_link(one.title, one.url, Style.null(), view) for one in own]
        yield _hanging("•", line.append_text(Text(" · ").join(links)))


def _link(words: str, url: str, style: Style, view: View) -> Text:
    """Write words, as a hyperlink where the screen has them and the scheme is the web's."""
    if view.links and url.startswith(("http://", "https://")):
        style += Style(link=url)
    return Text(words, style)


def _hanging(mark: str, body: Text) -> RenderableType:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    grid.add_row(Text(mark), body)
    return grid
