"""Where people read: a day in several formats, as a mail, as a feed; a command after it."""

import email
import os
import signal
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import feedparser
import html5lib
import pytest
from tests.cli.newsroom import BATTERY, BRIDGE, NOW, STORM, STRIKE, TODAY, Newsroom, hurry
from tests.cli.terminal import Terminal, environment
from tests.cli.test_killed import start, whole
from tests.servers.loopback import Loopback

from newsdigest import wiring

TITLE = "City opens new river bridge"
ALSO = 'also = ["html", "atom", "eml", "epub", "json"]'
ENDINGS = ("md", "html", "eml", "epub", "json")


@pytest.fixture
def room(user: Terminal, server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A reader who follows one paper with a story, and wants every format."""
    hurry(monkeypatch)
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    made = Newsroom(user, server)
    made.found("Example Times").publish(TITLE, NOW, *BRIDGE)
    made.follow(ALSO)
    return made


def plainly(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def states(folder: Path, day: object, title: str) -> dict[str, bool]:
    """Say of each file of a day whether it tells a story, having seen that it is whole."""
    told = {}
    for ending in ENDINGS:
        path = folder / f"{day}.{ending}"
        if ending == "md":
            text = whole(path)
        elif ending == "epub":
            with zipfile.ZipFile(path) as book:
                assert book.testzip() is None
                text = "".join(book.read(name).decode() for name in book.namelist())
        elif ending == "eml":
            message = email.message_from_string(path.read_text(), policy=default)
            assert not message.defects
            text = plainly(message)
        else:
            text = path.read_text("utf-8")
            assert text.endswith(("</html>\n", "}\n"))
        told[ending] = title in text
    feed = (folder / "news.atom").read_text("utf-8")
    assert feedparser.parse(feed).bozo is False
    index = (folder / "index.html").read_text("utf-8")
    assert index.endswith("</html>\n")
    return {**told, "atom": title in feed, "index": title in index}


# ---------------------------------------------------------------- several formats
def test_a_day_in_every_format_is_one_run_and_one_path(room: Newsroom) -> None:
    ran = room.daily()
    assert (ran.code, ran.out, ran.err) == (0, f"{room.file()}\n", "")
    assert sorted(os.listdir(room.news)) == sorted(  # noqa: PTH208 names alone
        [*(f"{TODAY}.{ending}" for ending in ENDINGS), "index.html", "news.atom"]
    )
    assert set(states(room.news, TODAY, TITLE).values()) == {True}
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in room.news.iterdir()}
    assert room.daily().code == 0
    assert room.daily("--date", str(TODAY)).code == 0
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in room.news.iterdir()}
    assert after == before


def test_a_file_beside_the_day_s_that_is_gone_is_written_again(room: Newsroom) -> None:
    assert room.daily().code == 0
    (room.news / f"{TODAY}.html").unlink()
    assert room.daily().code == 0
    assert TITLE in (room.news / f"{TODAY}.html").read_text("utf-8")


def test_every_link_between_files_leads_to_one(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = room.publishers[0]
    told = [BRIDGE, STRIKE, BATTERY]
    for back, lines in enumerate(told):
        now = NOW + timedelta(days=back)
        monkeypatch.setattr(wiring, "now", lambda now=now: now)
        paper.publish(f"Story number {back}", now, *lines)
        assert room.daily().code == 0
    pages = sorted(room.news.glob("*.html"))
    assert len(pages) == 4
    for page in pages:
        tree = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
        marks = {element.get("id") for element in tree.iter()}
        for link in tree.iter("a"):
            file, _, mark = str(link.get("href")).partition("#")
            if file.startswith("http"):
                continue
            assert not file or (room.news / file).exists(), (page, file)
            if mark and not file:
                assert mark in marks
    middle = (room.news / f"{TODAY + timedelta(days=1)}.html").read_text("utf-8")
    assert middle.count('href="2026-11-21.html"') == middle.count('href="2026-11-23.html"') == 1
    entries = feedparser.parse((room.news / "news.atom").read_text("utf-8")).entries
    assert [entry.title[-16:] for entry in entries] == [
        "23 November 2026", "22 November 2026", "21 November 2026",
    ]  # fmt: skip


def test_a_format_that_is_none_is_refused_by_file_and_line(room: Newsroom) -> None:
    room.follow('also = ["html", "pdf"]')
    ran = room.daily()
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "line 4: digest.also must be of" in ran.err
    assert "not pdf" in ran.err


# ---------------------------------------------------------------- a mail
def test_a_digest_is_a_mail_for_sendmail_and_none_where_nothing_is_new(room: Newsroom) -> None:
    ran = room.daily("--stdout", "-f", "eml", "--to", "ana@example.org")
    message = email.message_from_string(ran.out, policy=default)
    assert (message["To"], message["From"]) == ("ana@example.org", "ana@example.org")
    assert TITLE in plainly(message)
    again = room.daily("--stdout", "-q", "-f", "eml", "--to", "ana@example.org")
    assert (again.code, again.out, again.err) == (0, "", "")


def test_addresses_come_of_the_configuration_and_flags_go_before(room: Newsroom) -> None:
    room.follow("", '[mail]\nto = "Ana Ruiz <ana@example.org>"\nfrom = "news@example.org"')
    assert room.daily().code == 0
    message = email.message_from_string(room.user.called("show", "-f", "eml").out, policy=default)
    assert message["To"] == "Ana Ruiz <ana@example.org>"
    assert message["From"] == "news@example.org"
    drawn = room.user.called("show", "-f", "eml", "--to", "ben@example.org").out
    assert email.message_from_string(drawn, policy=default)["To"] == "ben@example.org"


@pytest.mark.parametrize("address", ["nobody", "a@b.org\nBcc: c@d.org", "<a@b.org"])
def test_what_is_no_address_is_refused_in_one_line(user: Terminal, address: str) -> None:
    ran = user.called("text", "-f", "eml", "--to", address, stdin=b"The bridge opened on Monday.")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "wrong mail.to" in ran.err


def test_addresses_without_a_mail_are_refused(user: Terminal) -> None:
    ran = user.called("text", "--from", "a@b.org", stdin=b"The bridge opened on Monday.")
    assert (ran.code, ran.out) == (2, "")
    assert "--from: markdown is no mail" in ran.err


def test_the_doctor_finds_an_address_that_is_none(room: Newsroom) -> None:
    room.follow("", '[mail]\nto = "nobody"')
    ran = room.user.called("doctor")
    assert ran.code == 1
    assert "BAD  mail: wrong mail.to: nobody: it is no mail address" in ran.out


# ---------------------------------------------------------------- other views
def test_show_draws_all_days_as_a_feed_and_one_where_it_is_named(room: Newsroom) -> None:
    room.follow("", '[feed]\nentries = "stories"\nurl = "https://example.org/news.atom"')
    assert room.daily().code == 0
    read = feedparser.parse(room.user.called("show", "-f", "atom").out)
    assert [entry.title for entry in read.entries] == [TITLE]
    assert read.feed.links[0].href == "https://example.org/news.atom"
    assert room.user.called("show", "today", "-f", "atom").code == 0


def test_a_page_that_is_printed_leads_to_no_file(room: Newsroom) -> None:
    assert room.daily().code == 0
    assert ".html" not in room.user.called("show", "-f", "html").out


def test_a_book_is_not_written_to_a_terminal(room: Newsroom) -> None:
    assert room.daily().code == 0
    ran = room.user.called("show", "-f", "epub", columns=80)
    assert (ran.code, ran.out) == (2, "")
    assert "it is a terminal" in ran.err


def test_a_story_that_a_rule_lifted_is_marked_with_it(room: Newsroom) -> None:
    room.publishers[0].publish("Strike enters third week", NOW, *STRIKE)
    room.follow(ALSO, '[highlight]\nwords = ["river bridge"]')
    assert room.daily().code == 0
    page = (room.news / f"{TODAY}.html").read_text("utf-8")
    assert page.count('<span class="mark">river bridge</span></h') == 1
    assert page.index("river bridge</span>") < page.index("Strike enters third week</a></h")


# ---------------------------------------------------------------- a command after it
def test_a_command_runs_after_a_written_digest_and_not_when_nothing_is_new(room: Newsroom) -> None:
    out = room.user.home / "out"
    room.follow("", f"[hooks]\nafter = 'echo \"$1\" >> {out}; echo heard'")
    ran = room.daily()
    assert (ran.code, ran.out) == (0, f"{room.file()}\n")
    assert "heard" in ran.err
    assert out.read_text() == f"{room.file()}\n"
    room.daily()
    room.daily("--stdout", "--offline")
    assert out.read_text().count("\n") == 1
    room.file().unlink()
    room.daily("--offline")
    assert out.read_text().count("\n") == 2


def test_a_command_that_fails_is_reported_and_the_digest_stands(room: Newsroom) -> None:
    room.follow("", '[hooks]\nafter = "exit 9"')
    ran = room.daily()
    assert ran.code == 0
    assert f"warning: hooks.after: it ended with exit code 9; {room.file()} stands" in ran.err
    assert TITLE in room.file().read_text("utf-8")


# ---------------------------------------------------------------- killed
KILLS = int(os.environ.get("NEWSDIGEST_KILLS", "10"))


@pytest.mark.parametrize("chance", range(KILLS))
def test_files_of_a_day_are_whole_and_of_one_state_whenever_a_run_is_killed(
    user: Terminal, server: Loopback, chance: int
) -> None:
    room = Newsroom(user, server)
    now = datetime.now(UTC)
    room.found("Paper").publish(TITLE, now - timedelta(minutes=9), *BRIDGE)
    room.follow(ALSO)
    out, err = start(room).communicate(timeout=120)
    day = Path(out.decode().strip()).stem
    assert day, err
    room.publishers[0].publish("Storm crosses the hills", now, *STORM)
    killed = start(room)
    time.sleep(0.15 + 0.17 * chance)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    # Between two renames, which stand back to back, the files are of two states and what is to be
    # renamed lies beside them: the test below kills there.
    between = any(path.name.startswith(".newsdigest-") for path in room.news.iterdir())
    assert len(set(states(room.news, day, "Storm crosses").values())) == 1 or between
    last = start(room)
    _, err = last.communicate(timeout=120)
    assert last.returncode == 0, err
    assert set(states(room.news, day, "Storm crosses").values()) == {True}
    left = {path.name for path in room.news.iterdir()}
    assert left == {*(f"{day}.{ending}" for ending in ENDINGS), "index.html", "news.atom"}


STOP = """
import os, signal, sys
from pathlib import Path
real, count = Path.replace, [int(sys.argv.pop(1))]
def stopped(self, goal):
    if str(goal).endswith(("md", "html", "atom", "eml", "epub", "json")):
        if count[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        count[0] -= 1
    return real(self, goal)
Path.replace = stopped
"""


@pytest.mark.parametrize("renames", [0, 3, 6])
def test_even_a_kill_between_two_renames_is_made_good_by_the_next_run(
    user: Terminal, server: Loopback, renames: int
) -> None:
    from tests.cli.test_killed import RUN

    room = Newsroom(user, server)
    room.found("Paper").publish(TITLE, datetime.now(UTC) - timedelta(minutes=9), *BRIDGE)
    room.follow(ALSO)
    cut = subprocess.run(
        [sys.executable, "-c", STOP + RUN, str(renames)],
        env=environment(user.home, {}), capture_output=True, check=False,
    )  # fmt: skip
    assert cut.returncode == -signal.SIGKILL, cut.stderr
    out, err = start(room).communicate(timeout=120)
    day = Path(out.decode().strip()).stem
    assert day, err
    assert set(states(room.news, day, TITLE).values()) == {True}
    assert not [path for path in room.news.iterdir() if path.name.startswith(".")]
