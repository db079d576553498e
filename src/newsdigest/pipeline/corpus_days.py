"""The files of days, from the stories of a corpus, as `daily` writes them.

Window* -> Day -> outline of every story -> rank, fit -> the tellings that are shown -> file

A day's stories pass by twice: as outlines to be ranked, then those chosen whole. So what is held
is an outline a story, and the texts of `max_stories`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, cast

from newsdigest.archive import Day, DayDone
from newsdigest.codec import article_from_json, story_from_json
from newsdigest.errors import NewsdigestError
from newsdigest.models import DayBook, Failure, Story
from newsdigest.pipeline.deliver import DayDesk
from newsdigest.pipeline.stages import failure
from newsdigest.stages.choose.fit import fit
from newsdigest.stages.compose import ComposeOptions, compose
from newsdigest.stages.dedupe.rank import rank
from newsdigest.stages.render.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsdigest.archive import Row, WindowDone
    from newsdigest.models import Article, Digest, Telling
    from newsdigest.ports import Engine, Folder, MapFn, Progress, Shelf

MOST_TITLES = 300
"""Titles listed of a day: some ten minutes of reading. The rest is counted."""


@dataclass(frozen=True, slots=True)
class DaysOptions:
    """Where the files of days go, and how many stories one tells in full; it pickles."""

    shelf: Shelf
    max_stories: int


Job = tuple["Folder", DaysOptions, Day]


def write_days(
    windows: Iterable[WindowDone],
    folder: Folder,
    options: DaysOptions,
    engine: Engine,
    progress: Progress,
) -> tuple[DayDone | Failure, ...]:
    """Write a file for each day that has stories, in the order of days.

    Days are built from their stories each time: a file that would stay the same is not touched.
    """
    days = days_of([one.window for one in windows if one.stories])
    done: list[DayDone | Failure] = []
    for one in engine(write_day, [(folder, options, day) for day in days]):
        done.append(one)
        progress("writing days", len(done), len(days))
    return tuple(sorted(done, key=_day_of))


def _day_of(done: DayDone | Failure) -> str:
    return done.source if isinstance(done, Failure) else done.day.isoformat()


def days_of(windows: Iterable[str]) -> tuple[Day, ...]:
    """Gather windows by their days, each with its neighbours; what has no date has no file."""
    of: dict[date, list[str]] = {}
    for name in sorted(windows):
        try:
            day = date.fromisoformat(name.partition(".")[0])
        except ValueError:
            continue
        of.setdefault(day, []).append(name)
    days = sorted(of)
    before, after = [None, *days[:-1]], [*days[1:], None]
    return tuple(
        Day(day, tuple(of[day]), previous, following)
        for day, previous, following in zip(days, before, after, strict=True)
    )


# ---------------------------------------------------------------- mapped over cores or machines
def write_day(job: Job, guard: MapFn) -> DayDone | Failure:
    """Build a day from its stories and put its file in place; a failure where it cannot be."""
    del guard
    folder, options, day = job
    warnings: list[str] = []
    desk = DayDesk(options.shelf, View(), warnings.append, links_back=False)
    try:
        path, _ = desk.deliver(digest_day(day, folder, options.max_stories))
    except NewsdigestError as error:
        return failure(day.day.isoformat(), error)
    return DayDone(day.day, path, tuple(warnings))


def digest_day(day: Day, folder: Folder, max_stories: int) -> Digest:
    """Put a day together: the largest stories told, others as titles, the rest counted.

    Sections stand in the order of their first story.
    """
    outlined = {name: [*map(_outline, folder.stories(name))] for name in day.windows}
    ranked = rank(story for stories in outlined.values() for story in stories)
    told = fit(ranked, max_stories)
    others = _without(ranked, told)
    listed = fit(others, MOST_TITLES)
    outlets = {article.outlet for story in ranked for article in story.articles}
    book = DayBook(day.day, sources_ok=len(outlets), previous=day.previous, following=day.following)
    sections = tuple(dict.fromkeys(story.section for story in told if story.section))
    options = ComposeOptions(sections, max_stories)
    digest = compose(_tellings(day, folder, told), listed, book, options)
    rest = frozenset(_without(others, listed))
    return replace(digest, notes=(*digest.notes, *_rest(outlined, rest)))


def _outline(row: Row) -> Story:
    """Read what a story is ranked and listed by."""
    articles = cast("list[Row]", row["articles"])
    return Story(
        id=cast("str", row["id"]),
        title=cast("str", row["title"]),
        articles=tuple(map(_outline_of_article, articles)),
        section=cast("str", row["section"] or ""),
    )


def _outline_of_article(row: Row) -> Article:
    return article_from_json({name: row[name] for name in OUTLINE} | {"text": ""})


OUTLINE = ("title", "url", "canonical_url", "site", "published")


def _tellings(day: Day, folder: Folder, told: Iterable[Story]) -> list[Telling]:
    wanted = dict.fromkeys(told)
    found: dict[Story, Telling] = {}
    for name in day.windows:
        for row in folder.stories(name):
            story = _outline(row)
            if story in wanted:
                found.setdefault(story, story_from_json(row))
    return [found[story] for story in wanted]


def _without(stories: Iterable[Story], taken: Iterable[Story]) -> tuple[Story, ...]:
    gone = frozenset(taken)
    return tuple(story for story in stories if story not in gone)


def _rest(outlined: dict[str, list[Story]], rest: frozenset[Story]) -> Iterator[str]:
    """Count what is neither told nor listed, by language."""
    counts = Counter(
        name.partition(".")[2] for name, own in outlined.items() for story in own if story in rest
    )
    if rest:
        parts = ", ".join(f"{language} {count:,}" for language, count in counts.most_common())
        yield f"in the tables of stories alone: {counts.total():,} ({parts})"
