"""Miniflux and FreshRSS as sources: their unread entries, and what is told back to them."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.cli.newsroom import BATTERY, BRIDGE, NOW, STORM, STRIKE, TODAY, Newsroom, hurry
from tests.cli.terminal import Ran, Terminal, environment
from tests.servers.loopback import Loopback
from tests.servers.readers import TOKEN, USER, FakeReader, reader_server

import newsdigest
from newsdigest import wiring
from newsdigest.errors import StoreError

TITLE = "City opens new river bridge"
WHEN = "2026-11-21T05:00:00Z"


def html(lines: list[str], times: int = 4) -> str:
    """Carry the whole text, as feeds with full text do."""
    more = [line.replace("the", "that") for line in lines * times]
    return "".join(f"<p>{line}</p>" for line in [*lines, *more[len(lines) :]])


class Server:
    """A reader's home beside a fake of their server."""

    def __init__(self, kind: str, fake: FakeReader, room: Newsroom) -> None:
        self.kind, self.fake, self.room = kind, fake, room

    def follow(self, rest: str = "mark_read = true", digest: str = "") -> None:
        feed = (
            f'[[feeds]]\n{self.kind} = "{self.fake.url}"\nname = "My reader"\nuser = "{USER}"\n'
            f'token_env = "READER_TOKEN"\nfull_text = false\n{rest}'
        )
        self.room.follow(digest, feeds=[feed])

    def daily(self, *words: str, **env: str) -> Ran:
        return self.room.daily(*words, **{"READER_TOKEN": TOKEN, **env})


@pytest.fixture(params=["miniflux", "freshrss"])
def server(
    request: pytest.FixtureRequest,
    user: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    web: Loopback,
) -> Iterator[Server]:
    """A reader's server with three subscriptions and three unread entries."""
    hurry(monkeypatch)
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    with reader_server(request.param) as fake:
        fake.publish(1, TITLE, "https://times.test/bridge", html(BRIDGE), WHEN)
        fake.publish(2, "Volta lists", "https://tech.test/volta", html(BATTERY), WHEN)
        fake.publish(1, "Strike", "https://times.test/strike", html(STRIKE), WHEN)
        made = Server(request.param, fake, Newsroom(user, web))
        made.follow()
        yield made


@pytest.fixture
def web() -> Iterator[Loopback]:
    """A web beside it."""
    made = Loopback()
    yield made
    made.close()


# ---------------------------------------------------------------- what is told
def test_unread_entries_are_told_under_their_own_outlets_and_sections(server: Server) -> None:
    ran = server.daily()
    assert (ran.code, ran.err) == (0, "")
    text = server.room.file().read_text("utf-8")
    assert f"### {TITLE}" in text
    assert re.search(r"## Tech\n### Volta lists\n\[Tech Test\]", text)
    assert "## World\n" in text
    assert "4 of 4 sources" in text
    assert "My reader" not in text


def test_what_is_remembered_is_marked_as_read_and_nothing_is_told_twice(server: Server) -> None:
    assert server.daily().code == 0
    assert len(server.fake.read) == 3
    assert server.fake.unread == []
    before = server.room.file().read_bytes()
    assert server.daily("--force").code == 0
    assert server.room.file().read_bytes() == before
    server.fake.publish(3, "Storm", "https://quiet.test/storm", html(STORM), WHEN)
    assert server.daily("--force").code == 0
    assert "### Storm" in server.room.file().read_text("utf-8")
    assert len(server.fake.read) == 4


def test_nothing_is_marked_where_nobody_asked(server: Server) -> None:
    server.follow(rest="")
    assert server.daily().code == 0
    assert server.fake.read == []
    assert not [one for one in server.fake.asked if "token" in one or "edit" in one or "PUT" in one]
    again = server.daily("--force")
    assert again.code == 0
    assert server.room.file().read_text("utf-8").count(f"### {TITLE}") == 1


def test_a_dry_run_and_a_run_that_fails_mark_nothing(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert server.daily("--dry-run").code == 0
    assert server.fake.read == []

    def full(*_: object) -> None:
        raise StoreError("could not use the store", "x", "full")

    monkeypatch.setattr("newsdigest.edges.sqlite.SqliteStore.commit", full)
    assert server.daily().code == 1
    assert server.fake.read == []


def test_a_failed_run_s_entries_are_marked_by_the_next(server: Server) -> None:
    server.fake.fault, server.fake.fault_at = (
        "500",
        "edit-tag",
    )
    if server.kind == "miniflux":
        server.follow(rest="")
    ran = server.daily()
    assert ran.code == 0
    if server.kind == "freshrss":
        assert "warning: not marked as read: " in ran.err
        assert "HTTP 500" in ran.err
    server.fake.fault = ""
    server.follow()
    assert server.daily("--force").code == 0
    assert len(server.fake.read) == 3


def test_the_reader_s_section_and_share_go_before_the_server_s(server: Server) -> None:
    server.follow(rest='section = "From the reader"\nlimit = 1')
    assert server.daily().code == 0
    text = server.room.file().read_text("utf-8")
    assert "## From the reader\n" in text
    assert "## Tech" not in text
    assert text.count("\n### ") == 2  # one of each feed
    assert "More titles" in text


def test_many_unread_entries_come_in_pages_up_to_a_bound(server: Server) -> None:
    for number in range(1100):
        link = f"https://times.test/{number}"
        server.fake.publish(1, f"Title {number}", link, f"<p>Number {number}.</p>", WHEN)
    assert server.daily("--dry-run").code == 0
    pages = [one for one in server.fake.asked if "entries" in one or "reading-list" in one]
    assert len(pages) == 4


# ---------------------------------------------------------------- faults
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("401", "it does not take the token (HTTP 401)"),
        ("500", "HTTP 500"),
        ("404", "HTTP 404"),
        ("302", "it sends us elsewhere"),
        ("slow", "no whole answer within 1 s"),
        ("half", "the connection broke off"),
        ("html", "it does not log us in|its answer is no JSON"),
        ("shape", "it does not log us in|its answer is not what such a server sends"),
    ],
)
def test_a_server_that_fails_is_named_and_its_feeds_stay(
    server: Server, fault: str, said: str
) -> None:
    other = server.room.found("Elm Herald")
    other.publish("Elsewhere", NOW - timedelta(hours=1), *STORM)
    server.follow()
    assert server.daily().code == 0
    other.publish("Later", NOW - timedelta(minutes=30), *STRIKE)
    server.fake.fault = fault
    ran = server.daily("--force", NEWSDIGEST_FETCH_TIMEOUT_S="1")
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert re.search(said.replace("(", r"\(").replace(")", r"\)"), ran.err)
    text = server.room.file().read_text("utf-8")
    assert f"### {TITLE}" in text
    assert re.search(r"## Sources with trouble\n- My reader: ", text)
    assert "4 of 5 sources" in text
    assert TOKEN not in ran.err + text
    server.fake.fault = ""
    assert server.daily("--force").code == 0
    assert "Sources with trouble" not in server.room.file().read_text("utf-8")


def test_a_fault_in_the_middle_takes_nothing_of_the_answer(server: Server) -> None:
    server.fake.fault = "half"
    server.fake.fault_at = "entries" if server.kind == "miniflux" else "reading-list"
    ran = server.daily()
    assert ran.code == 1
    assert "the connection broke off" in ran.err
    assert server.fake.read == []
    assert not server.room.file().exists()


def test_a_token_that_is_not_there_or_wrong_is_named_and_never_shown(server: Server) -> None:
    ran = server.daily(READER_TOKEN="")
    assert "no token: READER_TOKEN: the variable is empty" in ran.err
    wrong = server.daily(READER_TOKEN="wr0ng")  # noqa: S106 a fake's
    assert "HTTP 401" in wrong.err
    odd = server.daily(READER_TOKEN="tök€n")  # noqa: S106 a fake's
    assert odd.code == 1
    for one in (ran, wrong, odd):
        assert "wr0ng" not in one.err
        assert "tök" not in one.err


def test_a_feed_has_one_address(server: Server) -> None:
    server.follow(rest='url = "https://a.test/feed"')
    ran = server.daily()
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "more than one of url, miniflux, freshrss" in ran.err


def test_a_past_day_is_built_again_without_the_server(server: Server) -> None:
    assert server.daily().code == 0
    before = server.room.file().read_bytes()
    server.fake.asked.clear()
    assert server.daily("--date", str(TODAY)).code == 0
    assert server.room.file().read_bytes() == before
    assert server.fake.asked == []
    shown = json.loads(server.room.user.called("show", "--json").out)
    assert {story["section"] for story in shown["stories"]} == {"World", "Tech"}


def test_checking_the_feeds_checks_what_the_server_reads(server: Server) -> None:
    env = {"READER_TOKEN": TOKEN}
    ran = server.room.user.called("feeds", "check", "--json", env=env)
    assert ran.code == 0
    titles = [feed["title"] for feed in json.loads(ran.out)["feeds"]]
    assert titles == ["My reader", "Example Times", "Tech Test", "Quiet Weekly"]
    server.fake.fault = "401"
    down = server.room.user.called("feeds", "check", env=env)
    assert down.code == 1
    assert "HTTP 401" in down.out + down.err


def test_the_python_interface_reads_the_server_too(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment(server.room.user.home, {"READER_TOKEN": TOKEN}).items():
        monkeypatch.setenv(name, value)
    outcome = newsdigest.daily(str(server.room.config))
    assert outcome.new == 3
    assert len(server.fake.read) == 3


def test_the_doctor_finds_a_token_that_is_missing(server: Server) -> None:
    ran = server.room.user.called("doctor")
    assert ran.code == 1
    assert "BAD  subscriptions: no token: READER_TOKEN" in ran.out
    well = server.room.user.called("doctor", env={"READER_TOKEN": TOKEN})
    assert "ok   subscriptions: secrets of 1 feed found" in well.out
