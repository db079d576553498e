"""Hits -> str: what a search in all digests found, in the formats of digests."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.codec import SCHEMA
from newsdigest.stages.render.escape import inline, link
from newsdigest.text.days import short_day, weekday

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsdigest.models import Hit
    from newsdigest.stages.render.view import View

FOUND, FOUND_END = "\x02", "\x03"
"""Marks of a snippet around the words that were found."""


def render(hits: Sequence[Hit], view: View, name: str) -> str:
    """Draw hits, best first, with the story's course over days; `name` is a format's."""
    return _DRAWN[name](hits, view)


def _json(hits: Sequence[Hit], view: View) -> str:
    del view
    rows = [
        {
            "date": hit.day.isoformat(),
            "story": hit.story,
            "title": hit.title,
            "url": hit.url or None,
            "snippet": _snippet(hit, "", ""),
            "course": [day.isoformat() for day in hit.course],
        }
        for hit in hits
    ]
    return json.dumps({"schema": SCHEMA, "hits": rows}, ensure_ascii=False, indent=2) + "\n"


def _markdown(hits: Sequence[Hit], view: View) -> str:
    del view
    return "\n".join(f"- {line}" for hit in hits for line in [_markdown_line(hit)]) + "\n"


def _markdown_line(hit: Hit) -> str:
    found = inline(hit.snippet.replace(FOUND, "\ue000").replace(FOUND_END, "\ue001"))
    found = found.replace("\ue000", "**").replace("\ue001", "**")
    return f"{hit.day}: {link(hit.title, hit.url)} · {found}{_course(hit, ' · told ')}"


def _terminal(hits: Sequence[Hit], view: View) -> str:
    from rich.text import Text  # noqa: PLC0415 only a screen pays for rich

    from newsdigest.stages.render import terminal  # noqa: PLC0415 as above

    blocks: list[terminal.Block] = []
    for hit in hits:
        found = Text()
        for part in _parts(hit):
            found.append(part.words, terminal.TITLE if part.found else None)
        address = (terminal.Address(hit.url),) if hit.url else ()
        facts = Text(_facts(hit), terminal.QUIET)
        blocks.append([Text(hit.title, terminal.TITLE), facts, found, *address])
    return terminal.drawn(blocks, view)


def _plain(hits: Sequence[Hit], view: View) -> str:
    return _terminal(hits, replace(view, colours="none", links=False))


def _html(hits: Sequence[Hit], view: View) -> str:
    from newsdigest.stages.render.html import page  # noqa: PLC0415 as above

    del view
    return page("Found in your digests", (_html_story(hit) for hit in hits))


def _html_story(hit: Hit) -> str:
    title = escape(hit.title)
    if hit.url.startswith(("http://", "https://")):
        title = f'<a href="{escape(hit.url)}">{title}</a>'
    found = "".join(
        f"<b>{escape(part.words)}</b>" if part.found else escape(part.words) for part in _parts(hit)
    )
    return (
        f"<article><h2 dir=auto>{title}</h2>\n<p class=facts>{escape(_facts(hit))}</p>\n"
        f"<p dir=auto>{found}</p></article>"
    )


class Part(NamedTuple):
    """A piece of a snippet; `found` where it is what was looked for."""

    words: str
    found: bool


def _parts(hit: Hit) -> Iterator[Part]:
    """Cut a snippet at the marks around the words that were found."""
    for at, piece in enumerate(" ".join(hit.snippet.split()).split(FOUND)):
        words, _, rest = piece.partition(FOUND_END) if at else ("", "", piece)
        if words:
            yield Part(words, found=True)
        if rest:
            yield Part(rest, found=False)


def _facts(hit: Hit) -> str:
    """Say when a story was told, and on which other days."""
    return f"{weekday(hit.day)} {short_day(hit.day, date.min)}{_course(hit, ' · told ')}"


def _snippet(hit: Hit, before: str, after: str) -> str:
    return " ".join(hit.snippet.replace(FOUND, before).replace(FOUND_END, after).split())


def _course(hit: Hit, label: str) -> str:
    """List all days that told a story, where there are several."""
    days: Sequence[date] = hit.course
    return label + ", ".join(short_day(day, hit.day) for day in days) if len(days) > 1 else ""


_DRAWN: dict[str, Callable[[Sequence[Hit], View], str]] = {
    "json": _json,
    "markdown": _markdown,
    "plain": _plain,
    "terminal": _terminal,
    "html": _html,
}
