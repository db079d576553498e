"""What each command shows at three widths, as a pane, kept as somebody last looked at it.

NEWSDIGEST_GOLDEN=write pytest tests/cli/test_panes.py rewrites the panes; the diff is reviewed.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from tests.cli.screen import screen
from tests.cli.terminal import KEYBOARD, Terminal
from tests.golden import check
from tests.servers.loopback import Loopback

PANES = Path(__file__).parent / "panes"
WIDTHS = (40, 80, 200)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Example Times</title>
<item><title>City opens new river bridge</title><link>{root}/bridge.html</link>
<pubDate>Sat, 21 Nov 2026 10:30:00 GMT</pubDate></item>
<item><title>Grid battery maker files for a listing</title><link>{root}/battery.html</link>
<pubDate>Sat, 21 Nov 2026 09:10:00 GMT</pubDate></item></channel></rss>"""
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
    "feeds-list": ["feeds", "list"],
    "feeds-check": ["feeds", "check", "ROOT/feed.xml"],
    "daily-again": ["daily", "--offline"],
    "doctor": ["doctor"],
    "init-cron": ["init", "--cron"],
    "completion": ["completion", "bash"],
}


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Terminal, Loopback]]:
    """A user who follows one feed and has a digest of 21 November 2026."""
    home = tmp_path_factory.mktemp("panes") / "home"
    home.mkdir()
    user = Terminal(home)
    server = Loopback()
    server.page("/feed.xml", FEED.format(root=server.url("")), "text/xml")
    (home / "short.txt").write_text(SHORT, "utf-8")
    with at_eleven():
        assert user.called("feeds", "add", server.url("/feed.xml"), "--section", "World").code == 0
        assert user.called("daily", env=ALLOWED).code == 0
    yield user, server
    server.close()


ALLOWED = {"NEWSDIGEST_FETCH_ALLOW_PRIVATE": "true"}


def at_eleven() -> Any:
    """Stop the clock of runs at 11:00 on the day of the feed."""
    from datetime import UTC, datetime

    moment = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
    return mock.patch("newsdigest.wiring.now", return_value=moment)


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_shows_what_it_showed_when_somebody_last_looked(
    settled: tuple[Terminal, Loopback], samples: Path, name: str, columns: int
) -> None:
    user, server = settled
    root = server.url("").rstrip("/")
    words = [
        w.replace("ROOT", root).replace("SAMPLES", str(samples)).replace("HOME", str(user.home))
        for w in COMMANDS[name]
    ]
    with at_eleven():
        ran = user.called(*words, stdin=KEYBOARD, columns=columns, env=ALLOWED)
    named = {
        "stdout": settle(ran.out, user.home, root),
        "stderr": settle(ran.err, user.home, root),
    }
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
