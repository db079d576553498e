"""Hits -> str: what a search in all digests found, in the formats of digests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsdigest.codec import SCHEMA
from newsdigest.stages.render.escape import inline, link
from newsdigest.text.days import short_day, weekday

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from newsdigest.models import Hit
    from newsdigest.stages.render.view import View

FOUND, FOUND_END = "\x02", "\x03"
"""Marks of a snippet around the words that were found."""


def render(hits: Sequence[Hit], view: View, name: str) -> str:
    """Draw hits, best first, with the story's course over days; `name` is a format's."""
    return _DRAWN.get(name, _markdown)(hits, view)


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


def _plain(hits: Sequence[Hit], view: View) -> str:
    bold = ("\x1b[1m", "\x1b[22m") if view.colours != "none" else ("", "")
    return "\n\n".join("\n".join(_plain_lines(hit, *bold)) for hit in hits) + "\n"


def _plain_lines(hit: Hit, bold: str, unbold: str) -> Iterator[str]:
    yield f"{weekday(hit.day)} {hit.day} · {bold}{hit.title}{unbold}"
    yield f"  {_snippet(hit, bold, unbold)}"
    if course := _course(hit, "  told "):
        yield course
    if hit.url:
        yield f"  {hit.url}"


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
    "terminal": _plain,
}
