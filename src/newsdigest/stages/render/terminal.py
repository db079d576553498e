"""Digest -> the view of a terminal, drawn with rich into a string."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from newsdigest.stages.render.facts import (
    counted,
    left_out_line,
    minutes,
)
from newsdigest.stages.render.view import PROSE_WIDTH
from newsdigest.text.days import moment
from newsdigest.text.marks import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsdigest.models import Article, Digest, Failure, KeyPoint, Quote, Telling, TitleOnly
    from newsdigest.stages.render.view import View

TITLE = Style(bold=True)
QUIET = Style(dim=True)
HEAD = Style(bold=True, color="cyan")
SPEAKER = Style(italic=True)
TROUBLE = Style(color="yellow")


def render(digest: Digest, view: View) -> str:
    """Draw every story, then more titles, then sources with trouble."""
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
    for number, block in enumerate(_blocks(digest, view)):
        if number:
            console.print()
        for piece in block:
            if isinstance(piece, Address):
                # A URL is for copying: it is never broken, even where the screen is narrower.
                console.print(Text.assemble(" ", piece.text(view)), soft_wrap=True)
            else:
                console.print(Padding(piece, (0, 1)), width=min(view.width, PROSE_WIDTH))
    lines = (line.rstrip() for line in out.getvalue().splitlines())
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Address:
    """A link on a line of its own."""

    url: str

    def text(self, view: View) -> Text:
        """Draw the URL, as a hyperlink where the screen has them and the scheme is the web's."""
        style = QUIET
        if view.links and self.url.startswith(("http://", "https://")):
            style += Style(link=self.url)
        return Text(self.url, style)


Block = Sequence[RenderableType | Address]  # printed together, an empty line before the next


def _blocks(digest: Digest, view: View) -> Iterator[Block]:
    if digest.day is not None:
        yield [Text(digest.title, TITLE)]
    section = ""
    for telling in digest.tellings:
        if telling.story.section != section and digest.day is not None:
            section = telling.story.section
            yield [Text(section, HEAD)]
        yield from _telling(telling, view)
    if digest.more_titles:
        yield [_more_titles(digest.more_titles)]
    if digest.failures and digest.day is not None:
        yield [_trouble(digest.failures)]
    if digest.notes:
        yield [Text("\n".join(digest.notes), QUIET)]


# ---------------------------------------------------------------- a story
def _telling(telling: Telling, view: View) -> Iterator[Block]:
    story = telling.story
    title = f"Update: {story.title}" if story.update_of else story.title
    yield [Text(title, TITLE), *(_byline(article, view) for article in story.articles)]
    if view.full:
        for article in story.articles:
            yield [_full_text(article)]
    else:
        if telling.key_points:
            points = (_point(point, telling, view) for point in telling.key_points)
            yield [Text("Key points", HEAD), *points]
        if telling.quotes:
            yield [Text("Quotes", HEAD), *(_quote(q, telling) for q in telling.quotes)]
    if foot := list(_foot(telling, view)):
        yield foot


def _byline(article: Article, view: View) -> Text:
    facts = [
        article.outlet,
        ", ".join(article.authors),
        article.agency,
        moment(article.published, view.zone) if article.published else "",
        f"{counted(article.words, 'word')}, {minutes(article.words)} min",
        "teaser only" if article.teaser else "",
    ]
    return Text(" · ".join(fact for fact in facts if fact), QUIET)


def _point(point: KeyPoint, telling: Telling, view: View) -> RenderableType:
    body = Text(" ".join(point.text.split()))
    if point.only_in:
        body = Text.assemble((f"Only in {point.only_in}: ", SPEAKER), body)
    if view.explain:
        paragraph = _paragraph_number(point, telling.story.articles[point.article])
        parts = ", ".join(f"{name} {value:+.2f}" for name, value in point.parts)
        body.append(f"\nparagraph {paragraph}, sentence {point.index + 1}: {parts}", QUIET)
    return _hanging("•", body)


def _paragraph_number(point: KeyPoint, article: Article) -> int:
    return sum(1 for paragraph in article.paragraphs if paragraph.start <= point.start)


def _quote(quote: Quote, telling: Telling) -> RenderableType:
    article = telling.story.articles[quote.article]
    words = Text(quoted(" ".join(quote.text.split()), article.language))
    said_by = ", ".join(part for part in (quote.speaker, quote.description) if part)
    several = len(telling.story.articles) > 1
    where = f" ({article.outlet})" if several and article.outlet else ""
    attribution = f"{said_by or 'speaker not named'}{where}"
    return Group(words, Padding(_hanging("—", Text(attribution, SPEAKER)), (0, 0, 0, 4)))


def _foot(telling: Telling, view: View) -> Iterator[RenderableType | Address]:
    pieces = [piece for article in telling.story.articles for piece in article.left_out]
    if pieces:
        yield Text(f"Left out: {left_out_line(pieces)}", QUIET)
    if view.why:
        for reason in telling.story.why:
            yield Text(reason, QUIET)
    for article in telling.story.articles:
        if url := article.url or article.canonical_url:
            yield Address(url)


def _full_text(article: Article) -> RenderableType:
    rows: list[RenderableType] = []
    for paragraph in article.paragraphs:
        body = Text(article.text[paragraph.start : paragraph.end])
        if rows:
            rows.append(Text(""))
        if paragraph.kind == "heading":
            body.stylize(TITLE)
        elif paragraph.kind == "list item":
            rows.append(_hanging("•", body))
            continue
        elif paragraph.kind == "quotation":
            rows.append(_hanging("│", body))
            continue
        rows.append(body)
    return Group(*rows)


# ---------------------------------------------------------------- the end of a digest
def _more_titles(titles: Iterable[TitleOnly]) -> RenderableType:
    rows = (_hanging("•", Text(f"{title.outlet}: {title.title}")) for title in titles)
    return Group(Text("More titles", HEAD), *rows)


def _trouble(failures: Iterable[Failure]) -> RenderableType:
    rows = (_hanging("•", Text(failure.message)) for failure in failures)
    return Group(Text("Sources with trouble", TROUBLE), *rows)


# ---------------------------------------------------------------- pieces
def _hanging(mark: str, body: Text) -> RenderableType:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    grid.add_row(Text(mark), body)
    return grid
