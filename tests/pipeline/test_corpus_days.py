"""The files of days that an archive leaves: those of `daily`, byte for byte, however it is cut."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.corpora import OPTIONS, outputs, run
from tests.engines import Turns

from newsdigest import wiring
from newsdigest.archive import Day, DayDone, Row
from newsdigest.codec import story_from_json
from newsdigest.edges.corpus_folder import CorpusFolder, Format
from newsdigest.edges.files import DayShelf
from newsdigest.models import Article, DayBook, Entry, Failure, Item
from newsdigest.pipeline import corpus_days
from newsdigest.pipeline.corpus_days import DaysOptions, days_of, digest_day, write_days
from newsdigest.pipeline.daily import build
from newsdigest.pipeline.day_options import DayOptions
from newsdigest.pipeline.deliver import DayDesk
from newsdigest.stages.compose import ComposeOptions
from newsdigest.stages.render.view import View

MAX_STORIES = 2
SUBJECTS = (
    ("Comet", "Astronomers photographed a comet from an observatory high above Tarn valley."),
    ("Otters", "Three otters returned to their restored wetland upstream of Harlow weir."),
    ("Trams", "Tram drivers voted on Tuesday for a timetable without any night shifts."),
    ("Orchard", "Late frost destroyed most cherry blossom in hillside gardens, growers fear."),
    ("Chess", "A schoolgirl of eleven defeated her country's reigning chess champion."),
)


def line(number: int, day: str, outlet: int, language: str = "en") -> str:
    """Give one article as a line of an archive."""
    name, said = SUBJECTS[number]
    row = {
        "url": f"https://outlet{outlet}.example/{number}",
        "title": f"{name} in the news",
        "text": said,
        "published": day,
        "language": language,
        "site": f"Outlet {outlet}",
    }
    return json.dumps(row)


LINES = [
    line(0, "2026-11-02T08:00:00", 1),
    line(1, "2026-11-02T09:00:00", 1),
    line(1, "2026-11-02T09:30:00", 2),
    line(2, "2026-11-02T10:00:00", 1),
    line(3, "2026-11-02T11:00:00", 3),
    line(4, "2026-11-04T11:00:00", 3),
    line(0, "2026-11-07T07:00:00", 2),
    line(2, "", 2),
]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return written(tmp_path / "in.jsonl", LINES)


def written(path: Path, lines: list[str]) -> Path:
    path.write_text("".join(f"{one}\n" for one in lines), "utf-8")
    return path


def days(
    archive: list[Path], output: Path, engine: Turns | None = None, format_: Format = "jsonl"
) -> tuple[DayDone | Failure, ...]:
    """Digest an archive and write its days beside it."""
    outcome = run(archive, output, engine, format_)
    folder, options = CorpusFolder(str(output), format_), DaysOptions(shelf(output), MAX_STORIES)
    return write_days(outcome.windows, folder, options, engine or Turns(), lambda *_: None)


def shelf(output: Path) -> DayShelf:
    return DayShelf(str(output / "days"))


def files(output: Path) -> dict[str, bytes]:
    return outputs(output, "days")


# ---------------------------------------------------------------- as daily writes them
def test_a_day_of_an_archive_is_the_day_that_daily_would_have_written(
    tmp_path: Path, archive: Path
) -> None:
    days([archive], tmp_path / "out")
    told = (tmp_path / "out/digests/in.jsonl").read_text("utf-8").splitlines()
    articles = [story_from_json(json.loads(one)["stories"][0]) for one in told]
    when = datetime(2026, 11, 2, 12, tzinfo=UTC)
    items = tuple(
        Item((at,), "", Entry(read.url, read.title), when, article=read)
        for at, read in enumerate(telling.story.articles[0] for telling in articles)
        if read.published and read.published.date() == when.date()
    )
    book = DayBook(when.date(), sources_ok=3, items=items, following=date(2026, 11, 4))
    options = DayOptions(stages=OPTIONS, compose=ComposeOptions(max_stories=MAX_STORIES))
    alone = DayShelf(str(tmp_path / "alone"))
    DayDesk(alone, View(), print).deliver(build(book, options, wiring.in_process))
    ours = (tmp_path / "out/days/2026-11-02.md").read_text("utf-8")
    assert ours == alone.read("2026-11-02.md")
    assert "2 stories from 3 articles, 3 of 3 sources." in ours
    assert "## More titles" in ours


@pytest.mark.parametrize("format_", ["jsonl", "parquet"])
def test_workers_and_shards_do_not_change_a_byte(
    tmp_path: Path, archive: Path, format_: Format
) -> None:
    parts = [
        written(tmp_path / f"part{at}.jsonl", LINES[at : at + 3]) for at in range(0, len(LINES), 3)
    ]
    days([archive], tmp_path / "one", Turns(1))
    days([archive], tmp_path / "four", Turns(4), format_)
    days(parts, tmp_path / "parts", Turns(2), format_)
    assert files(tmp_path / "one") == files(tmp_path / "four") == files(tmp_path / "parts")
    assert set(files(tmp_path / "one")) == {
        "days/2026-11-02.md", "days/2026-11-04.md", "days/2026-11-07.md",
    }  # fmt: skip


def test_days_link_their_neighbours_and_what_has_no_date_has_no_file(
    tmp_path: Path, archive: Path
) -> None:
    done = days([archive], tmp_path / "out", Turns(3))
    assert [one.day.day for one in done if isinstance(one, DayDone)] == [2, 4, 7]
    text = files(tmp_path / "out")["days/2026-11-04.md"].decode()
    assert "[← Mon 2 Nov](2026-11-02.md) · [Sat 7 Nov →](2026-11-07.md)" in text
    assert days_of(["2026-11-04.en", "undated.en", "2026-11-04.de"]) == (
        Day(date(2026, 11, 4), ("2026-11-04.de", "2026-11-04.en")),
    )


# ---------------------------------------------------------------- written again
def test_a_day_that_stays_the_same_is_not_touched_and_notes_stay(
    tmp_path: Path, archive: Path
) -> None:
    days([archive], tmp_path / "out")
    place = tmp_path / "out/days/2026-11-04.md"
    place.write_text(place.read_text("utf-8") + "\nMy note.\n", "utf-8")
    before = place.stat().st_mtime_ns
    days([archive], tmp_path / "out")
    assert place.stat().st_mtime_ns == before
    written(archive, [*LINES, line(1, "2026-11-04T12:00:00", 2)])
    days([archive], tmp_path / "out")
    text = place.read_text("utf-8")
    assert "Otters in the news" in text
    assert text.endswith("\nMy note.\n")


def test_an_edit_between_the_marks_is_set_aside_and_told(tmp_path: Path, archive: Path) -> None:
    days([archive], tmp_path / "out")
    place = tmp_path / "out/days/2026-11-04.md"
    place.write_text(place.read_text("utf-8").replace("# Wed", "# My Wed"), "utf-8")
    warnings = [
        one.warnings for one in days([archive], tmp_path / "out") if isinstance(one, DayDone)
    ]
    assert [len(lines) for lines in warnings] == [0, 1, 0]
    assert (place.parent / "2026-11-04.edited-1.md").exists()


def test_a_day_that_cannot_be_written_costs_itself(tmp_path: Path, archive: Path) -> None:
    (tmp_path / "out").mkdir()
    outcome = run([archive], tmp_path / "out/corpus")
    place = tmp_path / "out/days"
    (place / "2026-11-04.md").mkdir(parents=True)
    folder = CorpusFolder(str(tmp_path / "out/corpus"), "jsonl")
    options = DaysOptions(DayShelf(str(place)), MAX_STORIES)
    done = write_days(outcome.windows, folder, options, Turns(), lambda *_: None)
    failed = [one for one in done if isinstance(one, Failure)]
    assert [one.source for one in failed] == ["2026-11-04"]
    assert "is a directory" in failed[0].message
    assert len(list(place.glob("*.md"))) == 3


# ---------------------------------------------------------------- what is shown of a large day
def test_what_is_neither_told_nor_listed_is_counted_by_language(
    tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus_days, "MOST_TITLES", 1)
    written(archive, [*LINES, line(4, "2026-11-02T08:00:00", 4, "de")])
    run([archive], tmp_path / "out")
    (day, *_) = days_of(["2026-11-02.en", "2026-11-02.de"])
    digest = digest_day(day, CorpusFolder(str(tmp_path / "out"), "jsonl"), 1)
    assert [len(one.story.articles) for one in digest.tellings] == [2]
    assert len(digest.more_titles) == 1
    assert digest.notes == ("in the tables of stories alone: 3 (en 2, de 1)",)


def test_sections_stand_in_the_order_of_their_first_story(tmp_path: Path, archive: Path) -> None:
    run([archive], tmp_path / "out")
    (day, *_) = days_of(["2026-11-02.en"])

    class Sectioned(CorpusFolder):
        """Stories whose pages name a section: the later the story, the earlier in the alphabet."""

        def stories(self, window: str) -> Iterator[Row]:
            for row in super().stories(window):
                yield row | {"section": f"{str(row['title'])[::-1]}"}

    digest = digest_day(day, Sectioned(str(tmp_path / "out"), "jsonl"), 9)
    shown = [one.story.title for one in digest.tellings]
    assert shown == [
        "Otters in the news", "Orchard in the news", "Trams in the news", "Comet in the news"
    ]  # fmt: skip


def test_a_story_is_ranked_by_an_outline_without_its_text() -> None:
    article = corpus_days._outline(
        {
            "id": "s", "title": "T", "section": None,
            "articles": [{"title": "T", "url": "https://a.test/1", "canonical_url": None,
                          "site": None, "published": None, "text": "long " * 9}],
        }
    ).articles[0]  # fmt: skip
    assert article == Article("T", "", url="https://a.test/1")
