"""Digest -> text without markup or colour, wrapped: for mail and for plain files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsdigest.stages.render import terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Course, Digest, Hit
    from newsdigest.stages.render.view import View


def render(digest: Digest, view: View) -> str:
    """Draw as the terminal view does, without colours and links."""
    return terminal.render(digest, replace(view, colours="none", links=False))


def render_hits(hits: Sequence[Hit], view: View) -> str:
    """Draw what a search found, as above."""
    return terminal.render_hits(hits, replace(view, colours="none", links=False))


def render_course(course: Course, view: View) -> str:
    """Draw a story over its days, as above."""
    return terminal.render_course(course, replace(view, colours="none", links=False))
