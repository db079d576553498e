"""A format is one row: every command, `--help` and the endings of -o take it from the table."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.newsroom import BRIDGE, NOW, STRIKE, Newsroom, hurry
from tests.cli.terminal import Terminal, environment
from tests.servers.loopback import Loopback

from newsdigest import wiring
from newsdigest.stages.render import formats
from newsdigest.stages.render.formats import FORMATS

TITLE = "City opens new river bridge"


@pytest.fixture
def room(user: Terminal, server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A reader who follows one paper with two stories, at half past six."""
    hurry(monkeypatch)
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    made = Newsroom(user, server)
    paper = made.found("Example Times")
    paper.publish(TITLE, NOW, *BRIDGE)
    paper.publish("Strike enters third week", NOW, *STRIKE)
    made.follow()
    return made


def holds(path: Path) -> bool:
    """Tell whether a file is what its row promises: bytes, or text that ends with one newline."""
    data = path.read_bytes()
    row = next(row for row in FORMATS.values() if path.name.endswith(row.suffix))
    return bool(data) and (row.binary or (data.endswith(b"\n") and not data.endswith(b"\n\n")))


# ---------------------------------------------------------------- every row through every command
@pytest.mark.parametrize("name", FORMATS)
def test_every_command_writes_every_format(room: Newsroom, samples: Path, name: str) -> None:
    row, home = FORMATS[name], room.user.home
    commands = {
        "text": ["text", str(samples / "bridge.html")],
        "url": ["url", room.server.url("/bridge.html")],
        "daily": ["daily"],
        "again": ["daily", "--offline"],
        "show": ["show"],
        "show-day": ["show", "today"],
    }
    for what, words in commands.items():
        path = home / f"{what}{row.suffix}"
        ran = room.user.called(*words, "-f", name, "-o", str(path))
        assert (ran.code, ran.err) == (0, ""), what
        assert holds(path), what
    first = (home / f"show{row.suffix}").read_bytes()
    assert room.user.called("show", "-f", name, "-o", str(home / f"x{row.suffix}")).code == 0
    assert (home / f"x{row.suffix}").read_bytes() == first


@pytest.mark.parametrize("name", FORMATS)
def test_a_day_file_of_every_format_has_the_row_s_suffix(room: Newsroom, name: str) -> None:
    ran = room.daily("-f", name)
    assert ran.code == 0
    path = Path(ran.out.removesuffix("\n"))
    assert path.name.endswith(FORMATS[name].suffix)
    assert path.parent == room.news
    assert holds(path)
    again = room.daily("-f", name)
    assert (again.code, again.out) == (0, ran.out)


@pytest.mark.parametrize("name", FORMATS)
def test_a_search_is_drawn_or_refused_as_the_row_says(room: Newsroom, name: str) -> None:
    assert room.daily().code == 0
    found = room.user.called("show", "-g", "bridge", "-f", name)
    nothing = room.user.called("show", "-g", "nowhere", "-f", name)
    if not FORMATS[name].hits:
        assert (found.code, found.out, found.err.count("\n")) == (2, "", 1)
        assert f"not drawn as {name}" in found.err
        return
    assert found.code == 0
    assert TITLE in found.out
    assert nothing.code == (0 if FORMATS[name].even_empty else 1)


@pytest.mark.parametrize("name", FORMATS)
def test_a_story_over_its_days_is_drawn_or_refused_as_the_row_says(
    room: Newsroom, name: str
) -> None:
    assert room.daily().code == 0
    drawn = room.user.called("show", "--story", "bridge", "-f", name)
    if FORMATS[name].course:
        assert drawn.code == 0
        assert TITLE in drawn.out
    else:
        assert (drawn.code, drawn.out, drawn.err.count("\n")) == (2, "", 1)
        assert f"not drawn as {name}" in drawn.err


@pytest.mark.parametrize("name", FORMATS)
def test_help_names_every_format(user: Terminal, name: str) -> None:
    for command in ("url", "text", "daily", "show"):
        assert name in user.called(command, "--help").out


@pytest.mark.parametrize(
    ("ending", "name"), [(ending, name) for name, row in FORMATS.items() for ending in row.endings]
)
def test_the_ending_of_a_file_chooses_its_format(ending: str, name: str) -> None:
    assert formats.by_ending(f"a/b.{ending}") == name
    assert formats.by_ending(f"a/b.{ending.upper()}") == name


def test_no_two_rows_share_an_ending_and_an_unknown_one_is_markdown() -> None:
    endings = [ending for row in FORMATS.values() for ending in row.endings]
    assert len(endings) == len(set(endings))
    assert formats.by_ending("a.xyz") == formats.by_ending("a") == "markdown"


# ---------------------------------------------------------------- a toy format
TOY = """
def render(digest, view):
    return "".join(f"TOY {one.story.title}\\n" for one in digest.tellings)


def render_hits(hits, view):
    return "".join(f"HIT {hit.title}\\n" for hit in hits)
"""
START = """
import sys
from newsdigest.stages.render.formats import FORMATS, Format
FORMATS["toy"] = Format("toy_format", ".toy", ("toy",), hits=True)
if __name__ == "__main__":  # a worker imports this file again
    from newsdigest.__main__ import main
    sys.exit(main())
"""


def test_a_toy_format_is_one_module_and_one_row(room: Newsroom, samples: Path) -> None:
    assert room.daily().code == 0
    home = room.user.home
    (home / "toy_format.py").write_text(TOY)
    (home / "start.py").write_text(START)

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, str(home / "start.py"), *words],
            env=environment(home, {}), cwd=home, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    assert ", toy." in " ".join(run("url", "--help").split())
    assert run("text", str(samples / "bridge.html"), "-f", "toy") == f"TOY {TITLE}\n"
    assert TITLE in run("show", "2026-11-21", "-f", "toy")
    assert run("show", "-g", "bridge", "-f", "toy") == f"HIT {TITLE}\n"
    run("text", str(samples / "bridge.html"), "-o", str(home / "x.toy"))
    assert (home / "x.toy").read_text() == f"TOY {TITLE}\n"
    assert run("daily", "--date", "2026-11-21", "-f", "toy").endswith("News/2026-11-21.toy\n")
    assert json.loads(run("show", "-g", "bridge", "--json"))["hits"]
