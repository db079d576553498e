"""Digest -> the day file: what a shelf is asked to keep."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from newsdigest.models import Digest
from newsdigest.pipeline.deliver import DayDesk, StreamDesk
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

    def write(self, name: str, text: str) -> str:
        self.files[name] = text
        self.writes.append(name)
        return self.path(name)


def desk(shelf: FakeShelf, **more: object) -> DayDesk:
    return DayDesk(shelf, View(), warn=lambda _line: None, **more)  # type: ignore[arg-type]


def test_a_digest_is_written_once() -> None:
    shelf = FakeShelf()
    assert desk(shelf).standing(DAY) == ""
    assert desk(shelf).deliver(DIGEST) == ("/news/2026-11-21.md", True)
    assert desk(shelf).deliver(DIGEST) == ("/news/2026-11-21.md", False)
    assert shelf.writes == ["2026-11-21.md"]
    assert desk(shelf).standing(DAY) == "/news/2026-11-21.md"


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
