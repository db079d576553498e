"""--max-time and Ctrl-C hold whatever a feed, a page or robots.txt sends."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from tests.cli.newsroom import BRIDGE, Newsroom
from tests.cli.terminal import COMMAND, Terminal, environment
from tests.servers.loopback import Loopback

ITEM = "<item><title>{0}</title><link>{0}</link></item>"
RSS = "<rss version='2.0'><channel><title>A</title>{}</channel></rss>"
# What is sent as the second feed.
FEEDS: dict[str, str | bytes] = {
    "comments without an end": "<!-- -->" * 37 + "x",
    "openings of comments": "<!--" * 250_000,
    "entries that never end": RSS.format("<item><title>a" * 20_000),
    "open tags": RSS.format("<item>" + "<a>" * 300_000),
    "a name of 100 kB": RSS.format(f"<item><author>{'a' * 100_000}</author></item>"),
    "attributes": "<rss " + "a='b' " * 200_000 + ">",
    "entities": "<!DOCTYPE x [" + "<!ENTITY a '&b;'>" * 20_000 + "]><rss/>",
    "titles of a megabyte": RSS.format(ITEM.format("a" * 1_000_000)),
    "escapes": RSS.format(f"<item><title><![CDATA[{'&#27;]' * 50_000}]]></title></item>"),
    "UTF-16": RSS.format("<item><title>a" * 20_000).encode("utf-16"),
}
# What is sent as an article.
PAGES = {
    "paragraphs without an end": "<!doctype html><title>a</title>" + "<p>a" * 200_000,
    "deep": "<!doctype html>" + "<div>" * 50_000,
    "quotations": "<!doctype html><p>" + "« a » " * 150_000,
    "initials": "<!doctype html><p>" + "J.-P. " * 150_000,
}


@pytest.fixture
def room(user: Terminal) -> Iterator[Newsroom]:
    server = Loopback()
    room = Newsroom(user, server)
    room.found("Elm Herald").publish("City opens new bridge", datetime.now(UTC), *BRIDGE)
    yield room
    server.close()


def hostile(room: Newsroom, name: str) -> None:
    """Let a second feed send something hostile, itself or as its article."""
    second = room.found("Coast Daily")
    if name in FEEDS:
        body = FEEDS[name]
        room.server.page(f"/{second.slug}.xml", body, "application/rss+xml")
    else:
        second.publish("Harbour strike goes on", datetime.now(UTC), "x")
        room.server.page(f"/{second.slug}/harbour-strike-goes-on", PAGES[name])
    room.follow()


def begun(room: Newsroom) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, "daily", "--max-time", "5"],
        env=environment(room.user.home, {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.parametrize("name", [*FEEDS, *PAGES])
def test_a_run_of_five_seconds_ends_and_tells_the_others(room: Newsroom, name: str) -> None:
    hostile(room, name)
    began = time.monotonic()
    with begun(room) as run:
        out, err = run.communicate(timeout=90)
    # What was had in time is still told: half of what is left for each, a second at least.
    assert time.monotonic() - began < 40
    assert run.returncode in (0, 3), err
    assert "this is a bug" not in err
    assert "City opens new bridge" in next(room.news.glob("*.md")).read_text("utf-8")
    assert max(path.stat().st_size for path in room.news.glob("*.md")) < 200_000
    assert out.count("\n") == 1


@pytest.mark.parametrize("name", ["open tags", "paragraphs without an end", "quotations"])
def test_ctrl_c_ends_a_run_under_attack(room: Newsroom, name: str) -> None:
    hostile(room, name)
    with begun(room) as run:
        time.sleep(4)
        at = time.monotonic()
        if run.poll() is None:
            os.kill(run.pid, signal.SIGINT)
        _, err = run.communicate(timeout=30)
    assert time.monotonic() - at < 10
    # By the signal itself where it falls into the end of a run, whose handlers are gone by then.
    assert run.returncode in (0, 3, 130, -signal.SIGINT), err
    assert "Traceback" not in err
