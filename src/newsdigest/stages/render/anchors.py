"""Digest -> where its stories stand in a Markdown file: the addresses that readers give headings.

The form is GitHub's, which most programs follow: small letters, no punctuation, hyphens for
spaces, and a number where a heading stands twice.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.stages.render.facts import by_section
from newsdigest.text.days import long_day

if TYPE_CHECKING:
    from newsdigest.models import Digest, Telling

_DROPPED = regex(r"[^\w\- ]")


def anchors(digest: Digest) -> list[str]:
    """Give the address of each story's heading, in the order of the digest; a day alone has any."""
    met: Counter[str] = Counter()
    if digest.day:
        _anchor(long_day(digest.day), met)
    _anchor("At a glance", met)
    found = []
    for section, tellings in by_section(digest.tellings):
        if section:
            _anchor(section, met)
        found += [_anchor(heading_of(telling), met) for telling in tellings]
    return found


def heading_of(telling: Telling) -> str:
    """Give the heading of a story as it reads, without what Markdown escapes in it."""
    story = telling.story
    update = "Update: " if story.update_of else ""
    teaser = " · teaser only" if all(article.teaser for article in story.articles) else ""
    return f"{update}{story.title}{teaser}"


def _anchor(heading: str, met: Counter[str]) -> str:
    plain = _DROPPED.sub("", " ".join(heading.split()).lower()).replace(" ", "-")
    again = met[plain]
    met[plain] += 1
    return f"{plain}-{again}" if again else plain
