"""store -> Digest of a saved day."""

from collections.abc import Sequence
from datetime import date

import pytest

from newsdigest.errors import StoreError
from newsdigest.models import Article, Digest, Hit, KeyPoint, Story, Telling
from newsdigest.pipeline.show import all_saved, followed, saved

DAYS = [date(2026, 11, 19), date(2026, 11, 21), date(2026, 11, 22)]


class Fake:
    """A store of three days, the first without its texts."""

    def __init__(self, days: Sequence[date] = DAYS) -> None:
        self._days = days

    def days(self) -> Sequence[date]:
        return self._days

    def digest(self, day: date) -> Digest | None:
        return None if day == DAYS[0] else Digest("News", day=day)


def test_the_latest_is_shown_where_no_day_is_given() -> None:
    day, digest = saved(Fake(), None)
    assert day == DAYS[2]
    assert digest is not None
    assert (digest.previous, digest.following) == (DAYS[1], None)


def test_a_digest_knows_the_days_around_it() -> None:
    _, digest = saved(Fake(), DAYS[1])
    assert digest is not None
    assert (digest.previous, digest.following) == (DAYS[0], DAYS[2])
    assert saved(Fake(), DAYS[0]) == (DAYS[0], None)


def test_a_day_without_a_digest_names_the_nearest() -> None:
    with pytest.raises(StoreError, match="none was made on that day") as raised:
        saved(Fake(), date(2026, 11, 20))
    assert raised.value.hint == "newsdigest show 2026-11-19"
    with pytest.raises(StoreError) as raised:
        saved(Fake(), date(2026, 11, 25))
    assert raised.value.hint == "newsdigest show 2026-11-22"
    with pytest.raises(StoreError, match="none was made yet"):
        saved(Fake([]), None)


def test_all_days_are_those_whose_texts_are_kept_the_newest_first() -> None:
    assert [digest.day for digest in all_saved(Fake())] == [DAYS[2], DAYS[1]]
    with pytest.raises(StoreError, match="none was made yet"):
        all_saved(Fake([]))


class Searched(Fake):
    """The same, with one story that a search finds by "bridge"."""

    def digest(self, day: date) -> Digest | None:
        article = Article("Bridge", f"Told on {day}.", site="Elm Herald")
        points = (KeyPoint(article.text, 0, 5),)
        story = Story("0123456789abcdef", "Bridge", (article,))
        return None if day == DAYS[0] else Digest("News", (Telling(story, points),), day)

    def search(self, words: str, limit: int) -> Sequence[Hit]:
        found = [Hit(DAYS[1], "0123456789abcdef", "Bridge", "", "")] if words == "bridge" else []
        return found[:limit]


@pytest.mark.parametrize("asked", ["bridge", "01234567", "0123456789abcdef"])
def test_a_story_is_followed_by_words_or_by_its_id(asked: str) -> None:
    found = followed(Searched(), asked)  # type: ignore[arg-type]
    assert [day.day for day in found.days] == DAYS[1:]


@pytest.mark.parametrize("asked", ["0123", "harbour", "fedcba98"])
def test_what_no_digest_tells_of_cannot_be_followed(asked: str) -> None:
    with pytest.raises(StoreError, match="no digest whose texts are kept"):
        followed(Searched(), asked)  # type: ignore[arg-type]
    with pytest.raises(StoreError):
        followed(Searched([DAYS[0]]), "bridge")  # type: ignore[arg-type]
