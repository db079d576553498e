"""What was delivered and what the reader wrote outlive lost state, wrong clocks and full disks."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from tests.cli.newsroom import BRIDGE, NOW, STORM, STRIKE, Newsroom, hurry
from tests.cli.terminal import Terminal, environment
from tests.servers.loopback import Loopback


@pytest.fixture
def room(user: Terminal, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    hurry(monkeypatch)
    server = Loopback()
    room = Newsroom(user, server)
    room.found("Elm Herald").publish("City opens new river bridge", NOW, *BRIDGE)
    room.found("Coast Daily").publish("Harbour strike enters third week", NOW, *STRIKE)
    room.follow()
    yield room
    server.close()


def forget(room: Newsroom) -> None:
    for path in room.state.iterdir():
        if "sqlite" in path.name:
            path.rename(path.with_name(f"moved-{path.name}"))


def test_stories_that_a_lost_store_knew_are_kept_beside_and_said_aloud(room: Newsroom) -> None:
    with time_machine.travel(NOW, tick=True):
        assert room.daily().code == 0
    told = room.file().read_text("utf-8")
    forget(room)
    herald, coast = room.publishers
    herald.items.clear()  # the feed no longer lists it
    herald.publish("Storm fells trees in the hills", NOW + timedelta(hours=2), *STORM)
    with time_machine.travel(NOW + timedelta(hours=3), tick=True):
        ran = room.daily()
        assert ran.code == 3
        assert "the store has forgotten stories that the day's file held" in ran.err
        kept = room.news / f"{NOW.date()}.kept-1.md"
        assert str(kept) in ran.err
        assert "City opens new river bridge" in kept.read_text("utf-8")
        assert kept.read_text("utf-8") in told
        assert "Storm fells trees" in room.file().read_text("utf-8")
        again = room.daily("--force")
    assert (again.code, len(list(room.news.glob("*.kept-*")))) == (0, 1)
    assert coast.items


def test_a_store_that_is_lost_while_the_feeds_still_list_all_keeps_nothing_beside(
    room: Newsroom,
) -> None:
    with time_machine.travel(NOW, tick=True):
        room.daily()
        forget(room)
        room.publishers[0].publish("Storm fells trees in the hills", NOW, *STORM)
        ran = room.daily()
    assert (ran.code, list(room.news.glob("*.kept-*"))) == (0, [])


def test_a_clock_that_jumps_ahead_and_comes_back_loses_no_story(room: Newsroom) -> None:
    with time_machine.travel(NOW, tick=True):
        room.daily()
    with time_machine.travel(NOW + timedelta(days=90), tick=True):
        room.daily("--force")
    room.publishers[0].publish("Storm fells trees in the hills", NOW + timedelta(hours=1), *STORM)
    with time_machine.travel(NOW + timedelta(hours=4), tick=True):
        ran = room.daily("--force")
    everything = "".join(path.read_text("utf-8") for path in room.news.glob(f"{NOW.date()}*.md"))
    for title in ("City opens", "Harbour strike", "Storm fells"):
        assert title in everything
    assert ran.code == (3 if list(room.news.glob("*.kept-*")) else 0)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_notes_survive_byte_for_byte_whatever_their_line_ends(room: Newsroom, end: str) -> None:
    with time_machine.travel(NOW, tick=True):
        room.daily()
        file = room.file()
        text = file.read_bytes().decode().replace("\n", end)
        before = f"My own line.{end}{end}"
        after = f" a note on the mark's line{end}another{end}{end}last, without an end"
        file.write_bytes((before + text.rstrip() + after).encode())
        room.publishers[0].publish("Storm fells trees in the hills", NOW, *STORM)
        assert room.daily("--force").code == 0
        new = file.read_bytes().decode()
    assert "Storm fells" in new
    assert new.startswith(before)
    assert new.endswith(f"<!-- newsdigest:end -->{after}")
    assert list(room.news.glob("*.edited-*")) == []


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384))
from newsdigest.cli.run import run
sys.exit(run(["daily"]))
"""


def test_a_limit_on_the_size_of_files_is_no_damage(room: Newsroom) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED],
        env=environment(room.user.home, {"PYTHONDONTWRITEBYTECODE": "1"}),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 1
    assert "damaged" not in ran.stderr
    assert "move it away" not in ran.stderr
    assert "make room" in ran.stderr
