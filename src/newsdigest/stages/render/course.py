"""Course of a story -> Markdown, plain lines or JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsdigest.stages.render.escape import heading, inline, link
from newsdigest.text.days import long_day, short_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from newsdigest.models import Course, CourseLine

FORMS = ("markdown", "plain", "terminal", "json")
"""Formats that a story over its days is drawn in; the first three read alike."""


def render(course: Course, name: str) -> str:
    """Draw a story day by day, oldest first, each line with its outlet."""
    if name == "json":
        return json.dumps(_json(course), ensure_ascii=False, indent=2) + "\n"
    return "\n\n".join(_days(course, marked=name == "markdown")) + "\n"


def _days(course: Course, *, marked: bool) -> Iterator[str]:
    last = course.days[-1]
    yield f"# {heading(last.title)}" if marked else last.title
    for day in course.days:
        head = f"{long_day(day.day)}: {day.title}"
        lines = [_line(line, day.day, marked=marked) for line in day.lines]
        yield "\n".join([f"## {heading(head)}" if marked else head, *lines])


def _line(line: CourseLine, day: date, *, marked: bool) -> str:
    outlet = link(line.outlet, line.url) if marked else line.outlet
    text, before = (inline(line.text), inline(line.before)) if marked else (line.text, line.before)
    shown = f"- {text} ({outlet})"
    if line.told_on:
        shown += f"\n  {short_day(line.told_on, day)}: {before}"
    return shown


def _json(course: Course) -> dict[str, object]:
    return {
        "story": course.story,
        "days": [
            {
                "date": day.day.isoformat(),
                "title": day.title,
                "lines": [
                    {
                        "text": line.text,
                        "outlet": line.outlet,
                        "url": line.url or None,
                        "before": line.before or None,
                        "told_on": line.told_on.isoformat() if line.told_on else None,
                    }
                    for line in day.lines
                ],
            }
            for day in course.days
        ],
    }
