"""Ten days of made feeds, told day by day with what was told before, as readable text."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from newsdigest.language.novelty import Told
from newsdigest.language.sentences import split_sentences
from newsdigest.models import Article, Story, ToldStory
from newsdigest.stages.dedupe.rank import rank
from newsdigest.stages.dedupe.signature import signature
from newsdigest.stages.dedupe.stories import group

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DAYS = Path(__file__).parents[2] / "data" / "ten_days"
FIRST_DAY = date(2026, 11, 12).toordinal()


def articles_of(day: Path) -> list[Article]:
    """Read one day's articles: a line ``== outlet | address | time``, a headline, a text."""
    found = []
    for block in day.read_text(encoding="utf-8").split("== ")[1:]:
        head, title, text = block.split("\n", 2)
        site, url, moment, *language = (part.strip() for part in head.split("|"))
        found.append(
            Article(
                title=title,
                text=text.strip(),
                url=url,
                site=site,
                published=datetime.fromisoformat(moment).replace(tzinfo=UTC),
                language=language[0] if language else "en",
            )
        )
    return found


def run(order: Callable[[list[Article]], Sequence[Article]] = list) -> dict[str, str]:
    """Tell all days; give each day's text by its name."""
    told: dict[str, ToldStory] = {}
    pages: dict[str, str] = {}
    for path in sorted(DAYS.glob("??.txt")):
        today = date.fromordinal(FIRST_DAY + int(path.stem) - 1)
        stories = rank(group(order(articles_of(path)), [*told.values()]))
        lines = [f"# Day {path.stem}, {today:%A %-d %B}", ""]
        silent = 0
        for story in stories:
            new = new_sentences(story)
            silent += not new
            if new:
                lines += [*shown(story, new), ""]
            told[story.id] = remembered(story, new, today)
        lines.append(f"Told before and left out: {silent}")
        pages[path.stem] = "\n".join(lines) + "\n"
    return pages


def new_sentences(story: Story) -> list[tuple[str, str]]:
    """List (outlet, sentence) of what was not told before, from the best version and the others."""
    known = list(story.update_of.sentences) if story.update_of else []
    found = []
    for article in story.articles[: len(story.articles) - story.known]:
        told = Told(known, article.language)
        fresh = [
            article.text[one.start : one.end]
            for one in split_sentences(article.text, article.language)
        ]
        fresh = [one for one in fresh if told.is_new(one)]
        found += [(article.outlet, one) for one in fresh]
        known += fresh
    return found


def shown(story: Story, new: Sequence[tuple[str, str]]) -> list[str]:
    """Draw one story."""
    first, *others = (article.outlet for article in story.articles)
    lines = [f"## {'Update: ' if story.update_of else ''}{story.title}"]
    lines.append(first + (f" · also {', '.join(others)}" if others else ""))
    if story.update_of:
        lines.append(f"first told {story.update_of.first_told}: {story.update_of.title}")
    lines += [f"- {'' if name == first else f'only in {name}: '}{one}" for name, one in new]
    return lines + [f"  why {at + 1}: {reason}" for at, reason in enumerate(story.why)]


def remembered(story: Story, new: Sequence[tuple[str, str]], today: date) -> ToldStory:
    """Make what is kept of a story that was told."""
    before = story.update_of or ToldStory(story.id, story.title, today)
    return dataclasses.replace(
        before,
        signatures=before.signatures + tuple(signature(article) for article in story.articles),
        sentences=before.sentences + tuple(one for _, one in new),
    )
