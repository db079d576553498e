"""Ten days of made feeds through the daily journey: the ten day files are golden."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

import pytest
from tests.golden import check
from tests.stages.dedupe.ten_days import DAYS, FIRST_DAY, articles_of

from newsdigest.models import DayBook, Entry, Item, ToldStory
from newsdigest.pipeline.daily import build, told_by
from newsdigest.pipeline.day_options import DayOptions
from newsdigest.stages.render import markdown
from newsdigest.stages.render.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsdigest.models import Digest

T = TypeVar("T")
R = TypeVar("R")


def here(work: Callable[[T], R], items: Iterable[T], lost: Callable[[T, str], R]) -> Iterator[R]:
    del lost
    return map(work, items)


def digests() -> Iterator[tuple[str, Digest]]:
    told: dict[str, ToldStory] = {}
    last: dict[str, date] = {}
    for path in sorted(DAYS.glob("??.txt")):
        today = date.fromordinal(FIRST_DAY + int(path.stem) - 1)
        morning = datetime(today.year, today.month, today.day, 6, 30, tzinfo=UTC)
        items = tuple(
            Item((number,), one.site, Entry(one.url, one.title), morning, article=one)
            for number, one in enumerate(articles_of(path))
        )
        week = [one for one in told.values() if today - last[one.id] <= timedelta(days=7)]
        digest = build(DayBook(today, items=items, told=tuple(week)), DayOptions(), here)
        for new in told_by(digest):
            old = told.get(new.id, replace(new, signatures=(), sentences=()))
            last[new.id] = today
            told[new.id] = replace(
                new,
                signatures=old.signatures + new.signatures,
                sentences=old.sentences + new.sentences,
            )
        yield path.stem, digest


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return {day: markdown.render(digest, View()) for day, digest in digests()}


@pytest.mark.parametrize("day", [path.stem for path in sorted(DAYS.glob("??.txt"))])
def test_each_day_file_reads_as_it_should(files: dict[str, str], day: str) -> None:
    check(DAYS / f"{day}.digest.md", files[day])
