"""newsdigest demo: a newsroom to try everything on, from an empty home."""

import contextlib
import re
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.newsroom import hurry
from tests.cli.terminal import COMMAND, Terminal, environment

from newsdigest.edges.demo.server import Newsroom
from newsdigest.errors import UsageError


@pytest.fixture
def root() -> Iterator[str]:
    newsroom = Newsroom(0)
    thread = threading.Thread(target=newsroom.serve)
    thread.start()
    yield newsroom.url
    newsroom.stop()
    thread.join()
    newsroom.close()


def test_a_day_of_the_sample_newsroom_folds_the_bridge(
    root: str, user: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    for outlet in ("times", "herald"):
        assert user.called("feeds", "add", f"{root}/{outlet}/", "--section", "City").code == 0
    ran = user.called("daily")
    assert (ran.code, ran.err) == (0, "")
    text = Path(ran.out.strip()).read_text("utf-8")
    assert "4 stories from 5 articles, 2 of 2 sources" in text
    assert f"also [Elm Herald]({root}/herald/crossing.html)" in text
    assert user.called("daily").err == "nothing new\n"


def test_a_page_of_it_is_messy_and_its_digest_is_not(root: str, user: Terminal) -> None:
    ran = user.called("url", f"{root}/times/bridge.html")
    assert ran.code == 0
    assert "— Ana Ruiz, the mayor" in ran.out
    assert "Left out: headline repeated 1×, 1 pull quote" in ran.out
    assert "Add new comment" not in ran.out


def test_what_is_not_there_is_not_found(root: str) -> None:
    with (
        pytest.raises(urllib.error.HTTPError, match="404"),
        contextlib.closing(
            urllib.request.urlopen(f"{root}/nothing")  # noqa: S310 our own server
        ),
    ):
        pass
    with contextlib.closing(urllib.request.urlopen(root)) as page:  # noqa: S310 as above
        assert b"Elm Herald" in page.read()


def test_a_port_that_is_taken_is_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match="cannot serve the sample newsroom: port"):
            Newsroom(taken.getsockname()[1])


def test_the_command_says_where_it_stands_and_ends_at_ctrl_c(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "demo", "--port", "0"], env=environment(tmp_path, {}),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as ran:  # fmt: skip
        assert ran.stdout is not None
        line = ran.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert found, line
        with contextlib.closing(urllib.request.urlopen(f"{found[0]}/times/feed.xml")) as feed:  # noqa: S310 as above
            assert b"<title>Example Times</title>" in feed.read()
        ran.send_signal(signal.SIGINT)
        began = time.monotonic()
        assert ran.wait(10) == 130
        assert time.monotonic() - began < 5
