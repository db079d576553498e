"""What only a terminal can do: a pager, a clipboard, stories opened by number."""

import base64
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.newsroom import BATTERY, BRIDGE, NOW, STRIKE, Newsroom, hurry
from tests.cli.terminal import COMMAND, Terminal, environment
from tests.servers.loopback import Loopback

from newsdigest import wiring
from newsdigest.cli import screens

TITLE = "City opens new river bridge"
OSC_52 = re.compile("\x1b]52;c;([A-Za-z0-9+/=]+)\x07")


@pytest.fixture
def room(user: Terminal, server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A reader with a digest of three stories."""
    hurry(monkeypatch)
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    made = Newsroom(user, server)
    paper = made.found("Example Times")
    paper.publish("Volta Cells files for a listing", NOW, *BATTERY)
    paper.publish("Strike enters third week", NOW, *STRIKE)
    paper.publish(TITLE, NOW, *BRIDGE)
    made.follow()
    assert made.daily().code == 0
    return made


# ---------------------------------------------------------------- a pager
def test_a_screen_gets_the_digest_through_the_reader_s_pager(room: Newsroom) -> None:
    seen = room.user.home / "seen"
    ran = room.user.called("show", columns=80, env={"PAGER": f"tee {seen}"})
    assert ran.code == 0
    assert "\x1b[1m" in seen.read_text("utf-8")
    for words in (["show", "--no-pager"], ["show", "-o", str(room.user.home / "x")]):
        seen.unlink()
        assert room.user.called(*words, columns=80, env={"PAGER": f"tee {seen}"}).code == 0
        assert not seen.exists()
        seen.touch()


def test_a_pipe_never_sees_a_pager(room: Newsroom) -> None:
    ran = room.user.called("show", env={"PAGER": "false"})
    assert TITLE in ran.out


@pytest.mark.parametrize("pager", ["/no/such/pager", "'", "cat", " "])
def test_without_a_pager_that_starts_it_is_printed(room: Newsroom, pager: str) -> None:
    ran = room.user.called("show", columns=80, env={"PAGER": pager})
    assert ran.code == 0
    assert TITLE in ran.out


def test_a_reader_who_leaves_the_pager_early_is_no_error(room: Newsroom) -> None:
    ran = room.user.called("show", columns=80, env={"PAGER": "true"})
    assert (ran.code, ran.err) == (0, "")


def test_less_is_the_pager_where_none_is_named_and_none_on_a_dumb_terminal() -> None:
    assert screens.pager({"TERM": "xterm"}) == (("less",) if shutil.which("less") else ())
    assert screens.pager({"TERM": "dumb", "PAGER": "less"}) == ()
    assert screens.pager({"TERM": "xterm", "PAGER": "less -S"}) == ["less", "-S"]


@pytest.fixture
def tmux(room: Newsroom) -> Iterator[str]:
    """A real terminal of 80 columns and 12 lines, named by its socket."""
    if not (shutil.which("tmux") and shutil.which("less")):
        pytest.skip("tmux or less is not installed")
    socket = f"newsdigest-{os.getpid()}"
    env = {**environment(room.user.home, {}), "TERM": "screen-256color"}
    del env["PAGER"]
    (room.user.home / "tmux.conf").touch()
    run = ["tmux", "-L", socket, "-f", str(room.user.home / "tmux.conf")]
    subprocess.run([*run, "new-session", "-d", "-x", "80", "-y", "12", "sh"], env=env, check=True)
    yield socket
    subprocess.run([*run, "kill-server"], check=False)


def test_a_long_digest_starts_at_the_top_of_the_screen(tmux: str) -> None:
    run = ["tmux", "-L", tmux]
    subprocess.run([*run, "send-keys", " ".join([*COMMAND, "show"]), "Enter"], check=True)
    pane = ""
    for _ in range(100):
        shown = subprocess.run(
            [*run, "capture-pane", "-p"], capture_output=True, text=True, check=True
        )
        pane = shown.stdout
        if pane.rstrip().endswith(":"):
            break
        time.sleep(0.1)
    lines = pane.splitlines()
    assert "Saturday 21 November 2026" in lines[0], pane
    assert lines[-1].strip() == ":"
    subprocess.run([*run, "send-keys", "q"], check=True)


# ---------------------------------------------------------------- a clipboard
@pytest.mark.parametrize("words", [["show"], ["text", "samples"]])
def test_a_digest_is_put_on_the_clipboard_without_colours(
    room: Newsroom, samples: Path, words: list[str]
) -> None:
    words = [str(samples / "bridge.html") if word == "samples" else word for word in words]
    ran = room.user.called(*words, "--copy", columns=80)
    assert ran.code == 0
    found = OSC_52.search(ran.err)
    assert found is not None
    copied = base64.b64decode(found[1]).decode("utf-8")
    assert TITLE in copied
    assert "\x1b" not in copied


def test_what_is_copied_is_what_is_drawn(room: Newsroom) -> None:
    ran = room.user.called("show", "--copy", "-f", "markdown", columns=80)
    found = OSC_52.search(ran.err)
    assert found is not None
    assert base64.b64decode(found[1]).decode("utf-8") == ran.out


def test_copying_needs_a_terminal_a_text_and_a_length(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = room.user.called("show", "--copy")
    assert (ran.code, ran.out) == (2, "")
    assert "no terminal is there" in ran.err
    book = room.user.called("show", "--copy", "-f", "epub", "-o", "x.epub", columns=80)
    assert "it is no text" in book.err
    monkeypatch.setattr(screens, "COPIED_AT_MOST", 100)
    assert "longer than" in room.user.called("show", "--copy", columns=80).err


# ---------------------------------------------------------------- a story by its number
def test_numbers_on_a_screen_are_those_that_open_takes(room: Newsroom) -> None:
    shown = room.user.called("show", columns=80).out
    titles = dict(re.findall("\x1b\\[2m(\\d) \x1b\\[0m\x1b\\[1m([^\x1b]+)\x1b", shown))
    assert sorted(titles) == ["1", "2", "3"]
    for number, title in titles.items():
        ran = room.user.called("open", number, "--print")
        assert ran.out.strip().endswith("-".join(title.lower().split()))
    assert "1 City" not in room.user.called("show", "-f", "plain").out


def test_a_story_opens_in_the_browser(room: Newsroom) -> None:
    got = room.user.home / "got"
    browser = room.user.home / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {got}\n')
    browser.chmod(0o755)
    ran = room.user.spawned("open", "1", "2026-11-21", env={"BROWSER": f"{browser} %s"})
    assert (ran.code, ran.err) == (0, "")
    for _ in range(50):
        if got.exists() and got.read_text():
            break
        time.sleep(0.1)
    assert got.read_text() == room.user.called("open", "1", "--print").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["open", "9"], "no such story: 9: 2026-11-21 tells 3 stories"),
        (["open", "0"], "it must be at least 1"),
        (["open", "1", "2026-11-20"], "none was made on that day"),
        (["open", "one"], "it must be a whole number"),
    ],
)
def test_a_story_that_is_not_there_is_named(room: Newsroom, words: list[str], said: str) -> None:
    ran = room.user.called(*words)
    assert (ran.out, ran.err.count("\n")) == ("", 1)
    assert said in ran.err


def test_without_a_browser_the_address_is_told(room: Newsroom) -> None:
    ran = room.user.spawned("open", "1", env={"BROWSER": "/no/such/browser"})
    assert ran.code == 2
    assert "cannot open: http://127.0.0.2" in ran.err


def test_without_a_digest_it_says_how_to_make_one(user: Terminal) -> None:
    ran = user.called("open", "1")
    assert ran.code == 1
    assert "Try: newsdigest daily" in ran.err
