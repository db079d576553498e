"""Digest -> Markdown: the day file's own format, and what a pipe gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.stages.render.anchors import anchors
from newsdigest.stages.render.course import before, day_head, title
from newsdigest.stages.render.dayfile import day_link, neighbours
from newsdigest.stages.render.escape import heading, inline, link, start
from newsdigest.stages.render.facts import (
    UNTITLED,
    address_of,
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
from newsdigest.stages.render.glossed import plainly, point_pieces, quote_pieces
from newsdigest.stages.render.hits import FOUND, FOUND_END, course
from newsdigest.text.counts import counted
from newsdigest.text.days import clock, long_day, short_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from newsdigest.models import (
        Article,
        Course,
        CourseDay,
        Digest,
        Failure,
        Hit,
        KeyPoint,
        LeftOut,
        Quote,
        Story,
        Telling,
        TitleOnly,
    )
    from newsdigest.stages.render.view import View


def render(digest: Digest, view: View) -> str:
    """Draw a day with its sections, or links and texts one below the other."""
    blocks = _day(digest, digest.day, view) if digest.day else _links(digest, view)
    return "\n\n".join(blocks) + "\n"


def render_hits(hits: Sequence[Hit], view: View) -> str:
    """Draw what a search found: one line a story, the words that were looked for in bold."""
    del view
    return "".join(f"- {_hit(hit)}\n" for hit in hits)


def _hit(hit: Hit) -> str:
    found = inline(hit.snippet.replace(FOUND, "\ue000").replace(FOUND_END, "\ue001"))
    found = found.replace("\ue000", "**").replace("\ue001", "**")
    return f"{hit.day}: {link(hit.title, hit.url)} · {found}{course(hit)}"


def render_course(course: Course, view: View) -> str:
    """Draw a story day by day."""
    del view
    days = ("\n".join([f"## {heading(day_head(day))}", *_course(day)]) for day in course.days)
    return "\n\n".join([f"# {heading(title(course))}", *days]) + "\n"


def _course(day: CourseDay) -> Iterator[str]:
    for line in day.lines:
        yield f"- {inline(line.text)} ({link(line.outlet, line.url)})"
        if other := before(line, day.day):
            yield f"  {inline(other)}"


# ---------------------------------------------------------------- a day
def _day(digest: Digest, day: date, view: View) -> Iterator[str]:
    yield f"# {long_day(day)}\n{summary_line(digest, view.zone)}"
    if digest.glance:
        yield "## At a glance\n" + "\n".join(_glance(digest))
    for section, tellings in by_section(digest.tellings):
        stories = ["\n\n".join(_told_today(telling, day, view)) for telling in tellings]
        head = f"## {heading(section)}\n" if section else ""
        yield head + "\n\n".join(stories)
    if digest.more_titles:
        yield "## More titles\n" + "\n".join(_titles(digest.more_titles))
    if digest.failures:
        yield "## Sources with trouble\n" + "\n".join(map(_trouble, digest.failures))
    if digest.notes:
        yield "## Notes\n" + "\n".join(_notes(digest))
    if around := neighbours(digest, view.day_name):
        yield around


def _glance(digest: Digest) -> Iterator[str]:
    places = anchors(digest)
    for number, story, outlets in at_a_glance(digest):
        shown = f"- [{inline(_title(story))}](#{places[number - 1]})"
        yield f"{shown} · {counted(outlets, 'outlet')}" if outlets > 1 else shown


def _told_today(telling: Telling, day: date, view: View) -> Iterator[str]:
    story = telling.story
    teaser = " · teaser only" if all(article.teaser for article in story.articles) else ""
    lines = [f"### {heading(_title(story))}{teaser}", _outlets(story, day, view)]
    lines.extend(_points(telling, view))
    yield "\n".join(lines)
    yield from (_quote(quote, story) for quote in telling.quotes)


def _title(story: Story) -> str:
    return f"Update: {story.title}" if story.update_of else story.title


def _outlets(story: Story, day: date, view: View) -> str:
    first, *others = (_outlet(article, day, view) for article in story.articles)
    line = " · also ".join([first, others[0]]) if others else first
    line = " · ".join([line, *others[1:]])
    if told := story.update_of:
        goal = day_link(view.day_name, day, told.first_told)
        line += f" · first told [{short_day(told.first_told, day)}]({goal})"
        line += f" · all days: newsdigest show --story {inline(story.id)}"
    if story.why and view.why:
        line += "".join(f"\n{inline(reason)}" for reason in story.why)
    why = next((article.teaser_why for article in story.articles if article.teaser_why), "")
    return f"{line} ({inline(why)})" if why else line


def _outlet(article: Article, day: date | None, view: View) -> str:
    name = link(article.outlet or address_of(article), address_of(article))
    return f"{name} {clock(article.published, view.zone, day)}" if article.published else name


def _titles(titles: Sequence[TitleOnly]) -> Iterator[str]:
    for outlet, own in by_outlet(titles):
        yield f"- {start(outlet)}: " + " · ".join(link(one.title, one.url) for one in own)


def _trouble(failure: Failure) -> str:
    hint = f". {_advice(failure.hint)}" if failure.hint else ""
    return f"- {start(failure.source)}: {inline(failure.message)}{hint}"


def _advice(hint: str) -> str:
    """Escape a hint but for the commands it holds between backquotes."""
    parts = hint.split("`")
    if len(parts) % 2 == 0:
        return inline(hint)
    return "".join(f"`{part}`" if at % 2 else _around(part) for at, part in enumerate(parts))


def _around(words: str) -> str:
    """Escape words beside a command, keeping the space that parts them from it."""
    before = " " if words[:1].isspace() else ""
    after = " " if words[-1:].isspace() and words.strip() else ""
    return f"{before}{inline(words)}{after}"


def _notes(digest: Digest) -> Iterator[str]:
    return (f"- {start(note)}" for note in digest.notes)


# ---------------------------------------------------------------- links and texts
def _links(digest: Digest, view: View) -> Iterator[str]:
    for telling in digest.tellings:
        level = "#" if len(digest.tellings) == 1 else "##"
        if title := _title(telling.story) or (UNTITLED if level == "##" else ""):
            yield f"{level} {heading(title)}"
        yield "\n".join(_byline(article, view) for article in telling.story.articles)
        if view.full:
            for article in telling.story.articles:
                yield from _full_text(article)
            continue
        if telling.key_points:
            yield "\n".join(_points(telling, view))
        yield from (_quote(quote, telling.story) for quote in telling.quotes)
        if view.why and (why := reasons(telling.story)):
            yield "\n".join(f"- {start(reason)}" for reason in why)
        if out := left_out_line(_left_out(telling.story)):
            yield f"Left out: {inline(out)}"
        if chosen := chosen_by_line(telling):
            yield inline(chosen)
    if digest.more_titles:
        yield "## More titles\n" + "\n".join(_titles(digest.more_titles))


def _byline(article: Article, view: View) -> str:
    facts = [
        link(article.outlet or address_of(article), address_of(article)),
        *map(inline, credited(article)),
        clock(article.published, view.zone, None) if article.published else "",
        f"{counted(article.words, 'word')}, {minutes(article.words)} min",
        "teaser only" if article.teaser else "",
    ]
    return " · ".join(fact for fact in facts if fact)


def _left_out(story: Story) -> Iterable[LeftOut]:
    return (piece for article in story.articles for piece in article.left_out)


def _full_text(article: Article) -> Iterator[str]:
    for paragraph in article.paragraphs:
        body = article.text[paragraph.start : paragraph.end]
        if paragraph.kind == "heading":
            yield f"## {heading(body)}"
        elif paragraph.kind == "list item":
            yield f"- {start(body)}"
        elif paragraph.kind == "quotation":
            yield f"> {start(body)}"
        elif paragraph.kind == "standfirst":
            yield f"*{inline(body)}*"
        else:
            yield start(body)


# ---------------------------------------------------------------- pieces
def _points(telling: Telling, view: View) -> Iterator[str]:
    for point in telling.key_points:
        yield _point(point, telling.story)
        if view.explain:
            yield f"  - {start(explained(point, telling.story.articles[point.article]))}"


def _point(point: KeyPoint, story: Story) -> str:
    text = plainly(point_pieces(point, story))
    if point.only_in:
        return f"- *Only in {inline(point.only_in)}:* {inline(text)}"
    return f"- {start(text)}"


def _quote(quote: Quote, story: Story) -> str:
    words = start(plainly(quote_pieces(quote, story)))
    return f"> {words}\n> — {inline(attribution(quote, story))}"
