"""No option is swallowed in silence: it works, or one line refuses it."""

import json
import os
import pty
import subprocess
import threading
from pathlib import Path

import pytest
from tests.cli.newsroom import BRIDGE, NOW, Newsroom, hurry
from tests.cli.terminal import COMMAND, Terminal, environment
from tests.servers.loopback import Loopback

from newsdigest import wiring
from newsdigest.edges import output

TITLE = "City opens new river bridge"


@pytest.fixture
def room(user: Terminal, server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A reader who follows one paper with one story."""
    hurry(monkeypatch)
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    made = Newsroom(user, server)
    made.found("Example Times").publish(TITLE, NOW, *BRIDGE)
    made.follow()
    return made


# ---------------------------------------------------------------- refused in one line
@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["daily", "-o", "x.md", "--stdout"], "--output"),
        (["daily", "--since", "36h", "--date", "2026-11-20"], "--since"),
        (["daily", "--since", "36h", "--offline"], "--since"),
        (["daily", "--date", "2026-11-20", "--feed", "x"], "--feed"),
        (["daily", "--date", "2026-11-20", "--force"], "--force"),
        (["daily", "--offline", "--max-time", "9"], "--max-time"),
        (["text", "-f", "html", "--json"], "--format"),
        (["show", "--why", "bridge", "-g", "bridge"], "--why"),
        (["show", "yesterday", "-g", "bridge"], "DAY"),
        (["show", "--story", "bridge", "-g", "bridge"], "--story"),
        (["show", "yesterday", "--story", "bridge"], "DAY"),
        (["text", "--full", "-n", "2"], "--points"),
        (["url", "--full", "--quotes", "2", "x.test"], "--quotes"),
        (["text", "--full", "--explain"], "--explain"),
        (["init", "--cron", "--systemd"], "--systemd"),
        (["corpus", "x", "-o", "y", "--max-stories", "3"], "--max-stories"),
        (["text", "--lang", "klingon"], "--lang"),
        (["daily", "--lang", "xx"], "--lang"),
    ],
)
def test_what_cannot_stand_together_is_refused_in_one_line(
    user: Terminal, words: list[str], named: str
) -> None:
    ran = user.called(*words, stdin=b"The bridge opened on Monday.")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert named in ran.err
    assert ". Try: " in ran.err
    assert not (user.home / "x.md").exists()


def test_what_says_the_same_twice_is_taken(room: Newsroom) -> None:
    assert TITLE in room.daily("--stdout", "-o", "-").out
    assert json.loads(room.user.called("show", "-f", "json", "--json").out)["stories"]


def test_a_language_is_taken_with_its_region(user: Terminal) -> None:
    ran = user.called("text", "--lang", "de-AT", "--json", stdin=b"The bridge opened on Monday.")
    assert json.loads(ran.out)["stories"][0]["articles"][0]["language"] == "de"


def test_a_variable_that_sets_nothing_is_refused_with_the_one_that_was_meant(
    user: Terminal,
) -> None:
    ran = user.called("doctor", env={"NEWSDIGEST_DIGEST_POINT": "3"})
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "NEWSDIGEST_DIGEST_POINT: it sets nothing" in ran.err
    assert "Try: NEWSDIGEST_DIGEST_POINTS" in ran.err


# ---------------------------------------------------------------- works
@pytest.mark.parametrize("kind", ["markdown", "plain", "html", "json"])
def test_scores_are_explained_in_every_format(user: Terminal, samples: Path, kind: str) -> None:
    ran = user.called("text", str(samples / "bridge.html"), "--explain", "-f", kind)
    assert ran.code == 0
    if kind == "json":
        assert json.loads(ran.out)["stories"][0]["key_points"][0]["parts"][0][0]
    else:
        assert "paragraph 1, sentence 1: " in ran.out


def test_what_joined_a_story_is_explained_in_every_format(user: Terminal, samples: Path) -> None:
    files = [str(samples / name) for name in ("bridge.html", "harbour.html")]
    for kind in ("markdown", "plain", "html"):
        ran = user.called("text", *files, "--story", "--explain", "-f", kind)
        assert "Elm Herald: Put together by the reader." in ran.out


def test_a_dry_run_writes_no_file_of_its_own_either(room: Newsroom) -> None:
    path = room.user.home / "x.md"
    ran = room.daily("--dry-run", "-o", str(path))
    assert (ran.code, ran.out) == (0, "")
    assert f"would write {path}" in ran.err
    assert not path.exists()


# ---------------------------------------------------------------- what is no file
def test_output_to_a_device_goes_through_it_and_leaves_it_there(
    user: Terminal, samples: Path
) -> None:
    end, theirs = pty.openpty()  # never the machine's own: a fault here would replace it
    name = os.ttyname(theirs)
    ran = user.called("text", str(samples / "ferry.txt"), "-o", name)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert Path(name).is_char_device()
    assert b"Islands" in os.read(end, 4096)
    os.close(theirs)
    os.close(end)


def test_output_to_a_named_pipe_is_what_its_reader_reads(user: Terminal, samples: Path) -> None:
    pipe, read = user.home / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    ran = user.called("text", str(samples / "bridge.html"), "-o", str(pipe))
    reader.join(20)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert pipe.is_fifo()
    assert read[0].decode().startswith(f"# {TITLE}")


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_the_system_s_own_name_of_stdout_is_stdout(
    user: Terminal, samples: Path, name: str
) -> None:
    ran = user.called("text", str(samples / "bridge.html"), "-o", name)
    assert ran == user.called("text", str(samples / "bridge.html"))


def test_a_redirected_stdout_goes_on_where_it_was(user: Terminal, samples: Path) -> None:
    log = user.home / "log"
    log.write_text("before\n")
    with log.open("a") as out:
        done = subprocess.run(
            [*COMMAND, "text", str(samples / "bridge.html"), "-o", "/dev/stdout"],
            stdin=subprocess.DEVNULL, stdout=out, env=environment(user.home, {}), check=False,
        )  # fmt: skip
    assert done.returncode == 0
    assert log.read_text("utf-8").startswith(f"before\n# {TITLE}\n")


def test_a_reader_of_the_pipe_that_leaves_is_no_error(user: Terminal, samples: Path) -> None:
    script = f"{' '.join(COMMAND)} text {samples / 'bridge.html'} --json -o >(head -c 5)"
    done = subprocess.run(
        ["bash", "-c", script], stdin=subprocess.DEVNULL, capture_output=True, text=True,
        env=environment(user.home, {}), check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_a_day_in_a_pipe_is_not_sent_again_when_nothing_is_new(room: Newsroom) -> None:
    end, theirs = pty.openpty()
    first = room.daily("-o", os.ttyname(theirs))
    again = room.daily("-o", os.ttyname(theirs))
    os.close(theirs)
    os.close(end)
    assert (first.code, again.code) == (0, 0)
    assert "nothing new" in again.err
    assert not room.news.exists()


def test_a_device_that_is_full_is_a_clear_error(
    user: Terminal, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    end, theirs = pty.openpty()
    name = os.ttyname(theirs)
    monkeypatch.setattr(output, "_write_all", full)
    ran = user.called("text", str(samples / "ferry.txt"), "-o", name)
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert f"could not write: {name}: no space left" in ran.err
    os.close(theirs)
    os.close(end)
