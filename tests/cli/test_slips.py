"""A slip is one line that names the setting, never "a bug"; the other feeds go on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from tests.cli.newsroom import BRIDGE, NOW, STRIKE, Newsroom, hurry
from tests.cli.terminal import Ran, Terminal
from tests.servers.loopback import Loopback

from newsdigest.edges.http.fetcher import HttpFetcher


@pytest.fixture
def two(user: Terminal, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    """Two publishers with a story each; the last feed's table may be added to."""
    hurry(monkeypatch)
    server = Loopback()
    room = Newsroom(user, server)
    room.found("Elm Herald").publish("City opens new river bridge", NOW, *BRIDGE)
    room.found("Coast Daily").publish("Harbour strike enters third week", NOW, *STRIKE)
    room.follow()
    with time_machine.travel(NOW, tick=True):
        yield room
    server.close()


def one_line(ran: Ran) -> str:
    """Return the single line of an error that is no bug."""
    [line] = ran.err.splitlines()
    assert line.startswith(("error: ", "warning: "))
    assert "this is a bug" not in line
    return line


def everything(room: Newsroom, *runs: Ran) -> str:
    """All that was printed, written and stored."""
    files = [*room.news.rglob("*"), *room.state.rglob("*"), *room.user.home.rglob(".cache/**/*")]
    kept = [path.read_bytes().decode("latin-1") for path in files if path.is_file()]
    return "".join([*(ran.out + ran.err for ran in runs), *kept])


@pytest.mark.parametrize(
    ("cookie", "why"),
    [
        ("session=s3cret-one\nother=s3cret-two\n", "more than one line"),
        ("session=s3cret-\u0142", "a character that no header may"),
        ("session=s3cret-\x1b]0;x\x07", "a character that no header may"),
        ("\n", "it is empty"),
    ],
)
def test_a_cookie_that_cannot_be_sent_is_named_and_never_told(
    two: Newsroom, cookie: str, why: str
) -> None:
    file = two.user.home / "cookies"
    file.write_text(cookie, "utf-8")
    two.config.write_text(two.config.read_text("utf-8") + f'cookie_file = "{file}"\n', "utf-8")
    ran = two.daily()
    assert ran.code == 3
    assert str(file) in one_line(ran)
    assert why in ran.err
    assert "City opens" in two.file().read_text("utf-8")
    checked = two.user.called("feeds", "check", "--json")
    again = two.daily("--force", "-f", "json")
    assert "s3cret" not in everything(two, ran, checked, again)


def test_a_contact_that_no_header_may_hold_is_named(two: Newsroom) -> None:
    two.follow(rest='[fetch]\nuser_agent_contact = "Łukasz"\n')
    ran = two.daily()
    assert ran.code == 2
    assert "fetch.user_agent_contact" in one_line(ran)


def test_a_feed_with_an_open_bracket_for_an_address_fails_alone(two: Newsroom) -> None:
    two.follow(feeds=['[[feeds]]\nurl = "http://[::1"\n'])
    ran = two.daily()
    assert ran.code == 3
    assert "http://[::1: it is not a valid URL" in one_line(ran)
    assert "Harbour strike" in two.file().read_text("utf-8")


def test_an_imported_list_grants_no_look_into_a_network(two: Newsroom, tmp_path: Path) -> None:
    outlines = tmp_path / "list.opml"
    outlines.write_text(
        "<opml version='2.0'><body><outline text='R' xmlUrl='http://192.168.1.1/reboot'/>"
        "<outline text='N' xmlUrl='http://nas/feed'/>"
        "<outline text='A' xmlUrl='https://a.test/feed'/></body></opml>"
    )
    ran = two.user.called("feeds", "import", str(outlines))
    assert (ran.code, ran.out) == (0, "added 1 feed\n")
    text = two.config.read_text("utf-8")
    assert "https://a.test/feed" in text
    assert "192.168.1.1" not in text
    assert "http://nas" not in text
    left = ran.err.splitlines()
    assert [line.split(": ")[2] for line in left] == [
        "http://192.168.1.1/reboot",
        "http://nas/feed",
    ]
    assert all("Try: newsdigest feeds add http://" in line for line in left)


def test_a_feed_added_by_a_name_that_leads_inside_is_remembered_so(
    two: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    defaults = HttpFetcher.__init__.__kwdefaults__
    assert defaults
    monkeypatch.setitem(defaults, "resolve", lambda _host, _port: ["127.0.0.2"])
    link = two.publishers[0].feed.replace("127.0.0.2", "herald.test")
    assert two.user.called("feeds", "add", link).code == 0
    assert two.config.read_text("utf-8").count("private = true") == 1
    ran = two.daily("--feed", "herald.test")
    assert (ran.code, ran.err) == (0, "")


def test_what_a_server_sends_is_not_obeyed(two: Newsroom) -> None:
    sent = {"Location": "/x\x9b2J?token=s3cret&a=1"}
    two.server.page("/moved", "", status=302, headers=sent)
    ran = two.user.called("url", "-v", two.server.url("/moved"))
    assert "/x" in ran.err
    assert "\x9b" not in ran.err
    assert "s3cret" not in ran.err


def test_a_name_written_by_hand_is_not_obeyed(two: Newsroom) -> None:
    named = '[[feeds]]\nurl = "https://ana:s3cret@a.test/"\nname = "A\\u001b]0;x\\u0007\\u202eB"\n'
    two.follow(feeds=[named])
    for words in (["feeds", "list"], ["feeds", "list", "--json"], ["feeds", "export"]):
        ran = two.user.called(*words)
        assert ran.code == 0
        assert not {"\x1b", "\x07", "\u202e"} & set(ran.out)
        assert "\\u001b" not in ran.out
    assert "s3cret" not in two.user.called("feeds", "list").out


def test_a_line_break_in_a_path_breaks_no_crontab(two: Newsroom, tmp_path: Path) -> None:
    odd = tmp_path / "a\n* * * * * evil"
    cron = two.user.called("init", "--cron", "--config", str(odd))
    assert (cron.code, cron.out) == (2, "")
    assert "a line of crontab cannot hold a line break" in one_line(cron)
    units = two.user.called("init", "--systemd", "--config", str(odd))
    assert units.code == 0
    assert "\n* * *" not in units.out
