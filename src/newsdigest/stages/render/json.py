"""Digest or Hits -> JSON, one document, UTF-8."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsdigest.codec import SCHEMA, digest_to_json
from newsdigest.stages.render.hits import parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Course, Digest, Hit
    from newsdigest.stages.render.view import View


def render(digest: Digest, view: View) -> str:
    """Draw the published shape (see `newsdigest.codec`); the view changes nothing of it."""
    del view
    return json.dumps(digest_to_json(digest), ensure_ascii=False, indent=2) + "\n"


def render_hits(hits: Sequence[Hit], view: View) -> str:
    """Draw what a search found; an empty list where it found nothing."""
    del view
    rows = [
        {
            "date": hit.day.isoformat(),
            "story": hit.story,
            "title": hit.title,
            "url": hit.url or None,
            "snippet": "".join(part.words for part in parts(hit)),
            "course": [day.isoformat() for day in hit.course],
        }
        for hit in hits
    ]
    return json.dumps({"schema": SCHEMA, "hits": rows}, ensure_ascii=False, indent=2) + "\n"


def render_course(course: Course, view: View) -> str:
    """Draw a story over its days; nothing is wrapped or escaped."""
    del view
    days = [
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
    ]
    return json.dumps({"story": course.story, "days": days}, ensure_ascii=False, indent=2) + "\n"
