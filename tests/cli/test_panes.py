"""What each command shows at three widths, as a pane, kept as somebody last looked at it.

NEWSDIGEST_GOLDEN=write pytest tests/cli/test_panes.py rewrites the panes; the diff is reviewed.
"""

import json
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import pytest
from tests.cli.screen import cells, screen
from tests.cli.terminal import KEYBOARD, Terminal
from tests.golden import check
from tests.servers.loopback import Loopback

from newsdigest import wiring
from newsdigest.cli import commands, streams

PANES = Path(__file__).parent / "panes"
WIDTHS = (40, 80, 200)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Example Times</title>
<item><title>City opens new river bridge</title><link>{root}/bridge.html</link>
<pubDate>Sat, 21 Nov 2026 10:30:00 GMT</pubDate></item>
<item><title>Grid battery maker files for a listing</title><link>{root}/battery.html</link>
<pubDate>Sat, 21 Nov 2026 09:10:00 GMT</pubDate></item></channel></rss>"""
OTHER = """<?xml version="1.0"?><rss version="2.0"><channel><title>Tech Test</title>
<item><title>Quiet day</title><link>{root}/quiet.html</link></item></channel></rss>"""
ARCHIVE = "".join(
    json.dumps({"url": f"https://a.test/{at}", "text": text, "title": title}) + "\n"
    for at, (title, text) in enumerate(
        [("Bridge opens", "The bridge over the Elm opened on Monday."), ("Nothing", "")]
    )
)
SHORT = """Islands lose winter ferry as operator pulls out

The Outer Skerries will have no ferry between December and March after the operator left.

“Four hundred people live here,” said Magnus Tait, the council's chairman.
"""  # as many sentences as points: a better choice of points does not change the pane
COMMANDS = {
    "bare": [],
    "help": ["--help"],
    "url": ["url", "ROOT/bridge.html"],
    "url-story": ["url", "ROOT/bridge.html", "ROOT/harbour.html", "--story"],
    "url-failing": ["url", "ROOT/none.html"],
    "text": ["text", "HOME/short.txt"],
    "text-full": ["text", "SAMPLES/bruecke.de.html", "--full"],
    "text-typo": ["text", "--formt", "json"],
    "show": ["show"],
    "show-search": ["show", "-g", "river bridge"],
    "open": ["open", "1", "--print"],
    "feeds-list": ["feeds", "list"],
    "feeds-check": ["feeds", "check", "ROOT/feed.xml"],
    "daily-again": ["daily", "--offline"],
    "doctor": ["doctor"],
    "init-cron": ["init", "--cron"],
    "init-systemd": ["init", "--systemd"],
    "completion": ["completion", "bash"],
    "help-url": ["url", "--help"],
    "help-feeds": ["feeds", "--help"],
    "feeds-export": ["feeds", "export"],
    "feeds-add": ["feeds", "add", "ROOT/other.xml", "--section", "Tech"],
    "feeds-remove": ["feeds", "remove", "example-times"],
    "feeds-import": ["feeds", "import", "SAMPLES/feeds.opml"],
    "group": ["group", "HOME/archive.jsonl", "-f", "markdown"],
    "mcp": ["mcp", "--help"],
    "demo": ["demo", "--help"],
    "corpus": ["corpus", "HOME/archive.jsonl", "-o", "HOME/made", "--workers", "1"],
}
DATA = {"completion", "feeds-export", "init-systemd", "group"}  # for programs: as it is in a file
OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
AT_FIRST = {"init": ["init"], "doctor-at-first": ["doctor"], "show-at-first": ["show"]}
FOLLOWING = {"daily": ["daily"], "daily-dry": ["daily", "--dry-run"]}


@dataclass
class Street:
    """Three users, one step after the other: new, following a feed, with a digest of the day."""

    server: Loopback
    new: Path
    following: Path
    settled: Path

    @property
    def root(self) -> str:
        """Begin the server's addresses."""
        return self.server.url("").rstrip("/")


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    """Users of 21 November 2026, and the server they read."""
    place, server = tmp_path_factory.mktemp("panes"), Loopback()
    made = Street(server, place / "new", place / "following", place / "settled")
    server.page("/feed.xml", FEED.format(root=server.url("")), "text/xml")
    server.page("/other.xml", OTHER.format(root=server.url("")), "text/xml")
    made.new.mkdir()
    with at_eleven():
        shutil.copytree(made.new, made.following)
        words = ("feeds", "add", server.url("/feed.xml"), "--section", "World")
        assert Terminal(made.following).called(*words).code == 0
        shutil.copytree(made.following, made.settled)
        assert Terminal(made.settled).called("daily", env=ALLOWED).code == 0
    (made.settled / "short.txt").write_text(SHORT, "utf-8")
    (made.settled / "archive.jsonl").write_text(ARCHIVE, "utf-8")
    yield made
    server.close()


ALLOWED = {"NEWSDIGEST_FETCH_ALLOW_PRIVATE": "true"}


def at_eleven() -> ExitStack:
    """Stop the clock of runs at 11:00 on the day of the feed; ask one host without a pause."""
    moment = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
    patient = wiring.fetch_options
    stack = ExitStack()
    stack.enter_context(mock.patch("newsdigest.wiring.now", return_value=moment))
    stack.enter_context(
        mock.patch(
            "newsdigest.wiring.fetch_options",
            lambda *args, **more: replace(patient(*args, **more), gap_s=0.0),
        )
    )
    return stack


CASES = [
    *((name, words, "settled") for name, words in COMMANDS.items()),
    *((name, words, "following") for name, words in FOLLOWING.items()),
    *((name, words, "new") for name, words in AT_FIRST.items()),
]


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_command_shows_what_it_showed_when_somebody_last_looked(
    street: Street, samples: Path, tmp_path: Path, case: tuple[str, list[str], str], columns: int
) -> None:
    name, words, who = case
    home = tmp_path / "home"
    shutil.copytree(getattr(street, who), home)
    root, user = street.root, Terminal(home)
    words = [
        w.replace("ROOT", root).replace("SAMPLES", str(samples)).replace("HOME", str(home))
        for w in words
    ]
    # Names that differ from machine to machine are put right before lines are broken.
    fitted = streams.fitted
    settled = mock.patch.object(
        streams, "fitted", lambda lines: fitted([settle(line, home, root) for line in lines])
    )
    with at_eleven(), settled:
        ran = user.called(*words, stdin=KEYBOARD, columns=columns, env=ALLOWED)
    named = {"stdout": settle(ran.out, home, root), "stderr": settle(ran.err, home, root)}
    if name not in DATA:
        for line in OURS.sub("", named["stdout"]).splitlines():
            assert cells(line) <= columns or "https://" in line or "/home/u" in line
    shown = "".join(
        f"--- {title}\n{pane}"
        for title, stream in named.items()
        if (pane := screen(stream, columns)).strip()
    )
    check(PANES / f"{name}@{columns}.txt", f"{shown}--- exit code {ran.code}\n")


def settle(written: str, home: Path, root: str) -> str:
    """Put names in place of what differs from machine to machine, before it is drawn."""
    written = written.replace(str(home), "/home/u").replace(root, "https://example-times.test")
    written = written.replace(f"{sys.executable} -m newsdigest", "newsdigest")
    written = re.sub(r"/\S*/newsdigest daily", "newsdigest daily", written)
    return re.sub(r"\d+ MiB free", "4096 MiB free", written)


def test_every_command_has_its_panes() -> None:
    shown = {" ".join(words[:2]) for _, words, _ in CASES}
    for row in commands.rows():
        assert any(one == row.name or one.startswith(f"{row.name} ") for one in shown), row.name
