"""Digest -> the day file: what a shelf is asked to keep."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from newsdigest.models import DayTitles, Digest, TitleOnly
from newsdigest.pipeline.deliver import FEED_DAYS, DayDesk, StreamDesk
from newsdigest.stages.render import formats
from newsdigest.stages.render.view import View

DAY = date(2026, 11, 21)
DIGEST = Digest("News", day=DAY, notes=("one",))


@dataclass
class FakeShelf:
    """A shelf in memory that remembers every write."""

    files: dict[str, str] = field(default_factory=dict)
    writes: list[str] = field(default_factory=list)

    def path(self, name: str) -> str:
        return f"/news/{name}"

    def read(self, name: str) -> str | None:
        return self.files.get(name)

    def stands(self, name: str) -> bool:
        return name in self.files

    def write(self, name: str, text: str) -> str:
        self.files[name] = text
        self.writes.append(name)
        return self.path(name)

    def put(self, files: Mapping[str, str | bytes]) -> tuple[str, ...]:
        new = {name: text for name, text in files.items() if self.files.get(name) != text}
        self.files |= new  # type: ignore[arg-type]
        self.writes += new
        return tuple(new)


def desk(shelf: FakeShelf, **more: object) -> DayDesk:
    return DayDesk(shelf, View(), warn=lambda _line: None, **more)  # type: ignore[arg-type]


def test_a_digest_is_written_once() -> None:
    shelf = FakeShelf()
    assert desk(shelf).standing(DAY) == ""
    assert desk(shelf).deliver(DIGEST) == ("/news/2026-11-21.md", True)
    assert desk(shelf).deliver(DIGEST) == ("/news/2026-11-21.md", False)
    assert shelf.writes == ["2026-11-21.md"]
    assert desk(shelf).standing(DAY) == "/news/2026-11-21.md"


def test_a_block_of_another_store_is_kept_beside_the_new_one_and_named() -> None:
    shelf, kept = FakeShelf(), list[str]()
    lost = TitleOnly("Ferry late", "https://a.test/ferry", "A")
    desk(shelf).deliver(replace(DIGEST, more_titles=(lost,)))
    desk(shelf, keep=kept.append).deliver(DIGEST, frozenset())
    assert len(kept) == 1
    [other] = [name for name in shelf.files if name != "2026-11-21.md"]
    assert kept == [shelf.path(other)]
    assert lost.url in shelf.files[other]


def test_front_matter_is_a_choice() -> None:
    shelf = FakeShelf()
    desk(shelf, front_matter=False).deliver(DIGEST)
    assert shelf.files["2026-11-21.md"].startswith("<!-- newsdigest:begin")


def test_an_edit_is_set_aside_before_the_file_is_written_and_only_once() -> None:
    shelf = FakeShelf({"2026-11-21.edited-1.md": "an earlier one"})
    warned: list[str] = []
    spoken = DayDesk(shelf, View(), warn=warned.append)
    spoken.deliver(DIGEST)
    shelf.files["2026-11-21.md"] = shelf.files["2026-11-21.md"].replace("- one", "- mine")
    edited = shelf.files["2026-11-21.md"]
    spoken.deliver(DIGEST)
    assert shelf.writes[1:] == ["2026-11-21.edited-2.md", "2026-11-21.md"]
    assert "- mine" in shelf.files["2026-11-21.edited-2.md"]
    assert "2026-11-21.edited-2.md" in warned[0]
    # A crash between the two writes leaves the edit in both places: it is not set aside again.
    shelf.files["2026-11-21.md"] = edited
    spoken.deliver(DIGEST)
    assert "2026-11-21.edited-3.md" not in shelf.files


def test_the_day_before_is_left_alone_where_its_link_is_not_ours_to_give() -> None:
    shelf = FakeShelf()
    desk(shelf).deliver(Digest("Before", day=date(2026, 11, 20)))
    desk(shelf, links_back=False).deliver(Digest("After", day=DAY, previous=date(2026, 11, 20)))
    assert shelf.writes == ["2026-11-20.md", "2026-11-21.md"]


def test_the_day_before_learns_of_this_one_if_it_is_there() -> None:
    shelf = FakeShelf()
    desk(shelf).deliver(Digest("Before", day=date(2026, 11, 20)))
    after = Digest("After", day=DAY, previous=date(2026, 11, 20))
    desk(shelf).deliver(after)
    assert "[Sat 21 Nov →](2026-11-21.md)" in shelf.files["2026-11-20.md"]
    shelf.files["2026-11-21.md"] = ""
    count = len(shelf.writes)
    desk(shelf).deliver(after)
    assert len(shelf.writes) == count + 1
    del shelf.files["2026-11-20.md"], shelf.files["2026-11-21.md"]
    desk(shelf).deliver(after)
    assert "2026-11-20.md" not in shelf.files


@pytest.mark.parametrize(("name", "suffix"), [("json", ".json"), ("html", ".html")])
def test_other_formats_are_written_whole(name: str, suffix: str) -> None:
    shelf = FakeShelf({f"2026-11-21{suffix}": "older"})
    path, written = desk(shelf, format=name).deliver(DIGEST)
    assert (path, written) == (f"/news/2026-11-21{suffix}", True)
    assert "older" not in shelf.files[f"2026-11-21{suffix}"]


def test_a_stream_gets_the_digest_and_keeps_none() -> None:
    sent: list[str | bytes] = []
    stream = StreamDesk(sent.append, View())
    assert stream.deliver(DIGEST) == ("-", True)
    assert str(sent[0]).startswith("# Saturday 21 November 2026")
    assert stream.standing(DAY) == "-"


def test_a_file_of_its_own_is_sent_again_when_it_is_gone() -> None:
    there = [True, False]
    one = StreamDesk(lambda _text: None, View(), place="x.html", stands=lambda: there.pop(0))
    assert one.standing(DAY) == "x.html"
    assert one.standing(DAY) == ""
    assert one.deliver(DIGEST) == ("x.html", True)


# ---------------------------------------------------------------- several formats
TWENTIETH = date(2026, 11, 20)


class Past:
    """What earlier days told: digests by day."""

    def __init__(self, *digests: Digest) -> None:
        self._kept = {one.day: one for one in digests if one.day}

    def days(self) -> list[date]:
        return sorted(self._kept)

    def digest(self, day: date) -> Digest | None:
        return self._kept.get(day)

    def headlines(self) -> list[DayTitles]:
        return [DayTitles(day, (f"Told {day}",)) for day in self.days()]


BEFORE = Digest("Before", day=TWENTIETH, following=None, notes=("two",))
TODAY = Digest("News", day=DAY, previous=TWENTIETH, notes=("one",))


def test_a_day_in_several_formats_is_one_delivery() -> None:
    shelf = FakeShelf()
    several = desk(shelf, also=("html", "atom", "eml", "epub", "json", "html"))
    assert several.deliver(DIGEST) == ("/news/2026-11-21.md", True)
    assert set(shelf.files) == {
        *(f"2026-11-21.{ending}" for ending in ("md", "html", "eml", "epub", "json")),
        *("news.atom", "index.html"),
    }
    assert several.deliver(DIGEST) == ("/news/2026-11-21.md", False)
    assert several.standing(DAY) == "/news/2026-11-21.md"
    del shelf.files["news.atom"]
    assert several.standing(DAY) == ""
    assert desk(FakeShelf(), also=("html",), dry=True).deliver(DIGEST)[1] is False


def test_what_cannot_be_drawn_in_one_format_changes_in_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shelf = FakeShelf()
    monkeypatch.setitem(formats.FORMATS, "broken", formats.Format("no.such.module", ".b"))
    with pytest.raises(ModuleNotFoundError):
        desk(shelf, also=("html", "broken")).deliver(DIGEST)
    assert shelf.files == {}


def test_pages_of_days_lead_to_each_other_once_both_are_there() -> None:
    shelf = FakeShelf()
    desk(shelf, format="html", past=Past()).deliver(BEFORE)
    desk(shelf, format="html", past=Past(BEFORE)).deliver(TODAY)
    assert '<a href="2026-11-21.html">21 Nov →</a>' in shelf.files["2026-11-20.html"]
    assert '<a href="2026-11-20.html">← 20 Nov</a>' in shelf.files["2026-11-21.html"]
    assert '<a href="index.html">All days</a>' in shelf.files["2026-11-21.html"]
    del shelf.files["2026-11-20.html"]
    desk(shelf, format="html", past=Past(BEFORE)).deliver(TODAY)
    assert "← 20 Nov ·" in shelf.files["2026-11-21.html"]
    assert "2026-11-20.html" not in shelf.files["2026-11-21.html"]
    assert "<dt>Fri 20 Nov</dt>" in shelf.files["index.html"]


def test_a_day_built_again_gives_the_next_day_its_way_back() -> None:
    shelf = FakeShelf()
    after = replace(TODAY, previous=TWENTIETH)
    past = Past(BEFORE, after)
    desk(shelf, format="html", past=past).deliver(after)
    assert "2026-11-20.html" not in shelf.files["2026-11-21.html"]
    desk(shelf, format="html", past=past).deliver(replace(BEFORE, following=DAY))
    assert '<a href="2026-11-20.html">← 20 Nov</a>' in shelf.files["2026-11-21.html"]


def test_a_page_whose_texts_are_past_their_time_stays_as_it_is() -> None:
    shelf = FakeShelf({"2026-11-20.html": "kept"})
    desk(shelf, format="html", past=Past()).deliver(TODAY)
    assert shelf.files["2026-11-20.html"] == "kept"
    assert '<a href="2026-11-20.html">' in shelf.files["2026-11-21.html"]
    desk(shelf, format="html", links_back=False).deliver(TODAY)


def test_pages_in_folders_find_each_other_and_the_list_of_all() -> None:
    shelf = FakeShelf()
    view = View(day_name="{year}/{month}/{date}.md")
    for past, digest in ((Past(), BEFORE), (Past(BEFORE), TODAY)):
        DayDesk(shelf, view, print, "html", past=past).deliver(digest)
    page = shelf.files["2026/11/2026-11-21.html"]
    assert '<a href="../../index.html">All days</a>' in page
    assert '<a href="2026-11-20.html">← 20 Nov</a>' in page
    assert '<a href="2026/11/2026-11-20.html">' in shelf.files["index.html"]


def test_a_feed_holds_the_latest_days_with_this_one_as_it_now_is() -> None:
    shelf = FakeShelf()
    days = [replace(BEFORE, day=date(2026, 11, day), title=f"Day {day}") for day in range(1, 22)]
    desk(shelf, format="atom", past=Past(*days)).deliver(replace(TODAY, title="Fresh"))
    feed = shelf.files["news.atom"]
    assert feed.count("<entry>") == FEED_DAYS
    assert "<title>Fresh</title>" in feed
    assert "<title>Day 21</title>" not in feed
    assert feed.index("Fresh") < feed.index("Day 20") < feed.index("Day 8<")
    assert "Day 7<" not in feed


def test_a_feed_goes_without_the_days_whose_texts_are_past_their_time() -> None:
    class Forgotten(Past):
        def digest(self, day: date) -> Digest | None:
            del day
            return None

    shelf = FakeShelf()
    desk(shelf, format="atom", past=Forgotten(BEFORE)).deliver(TODAY)
    assert shelf.files["news.atom"].count("<entry>") == 1
    assert desk(shelf).files
    assert not StreamDesk(print, View()).files


def test_a_dry_stream_sends_nothing() -> None:
    sent: list[str | bytes] = []
    assert StreamDesk(sent.append, View(), place="x", dry=True).deliver(DIGEST) == ("x", False)
    assert sent == []
