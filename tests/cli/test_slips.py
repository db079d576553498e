"""A slip is one line that names the setting, never "a bug"; the other feeds go on."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from tests.cli.newsroom import BRIDGE, NOW, STRIKE, Newsroom, hurry
from tests.cli.terminal import COMMAND, Ran, Terminal, environment
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


def test_a_proxy_of_another_kind_is_named(two: Newsroom) -> None:
    ran = two.daily(http_proxy="socks5://ana:s3cret@127.0.0.1:1080", no_proxy="")
    assert ran.code == 1
    for line in ran.err.splitlines():
        assert "http_proxy or all_proxy names a proxy that is none of http://" in line
    assert "this is a bug" not in ran.err
    assert "s3cret" not in ran.err


def test_a_time_zone_nobody_knows_is_named(two: Newsroom) -> None:
    text = two.config.read_text("utf-8").replace('timezone = "UTC"\n', "")
    two.config.write_text(text, "utf-8")
    done = two.user.spawned("daily", env={"TZ": "EST5EDT,M3.2.0,M11.1.0"})
    assert "this is a bug" not in done.err
    assert done.code == 0 or "unknown time zone: the system's, or TZ" in one_line(done)


@pytest.mark.parametrize(
    ("section", "line", "says"),
    [
        ("digest", "repeat_after_days = 1000000", "digest.repeat_after_days must be at most 3650"),
        ("fetch", "timeout_s = inf", "fetch.timeout_s must be at most 86400"),
        ("fetch", "timeout_s = nan", "fetch.timeout_s must be at most 86400"),
    ],
)
def test_a_number_beyond_all_reason_is_named(
    two: Newsroom, section: str, line: str, says: str
) -> None:
    in_digest = section == "digest"
    two.follow(digest=line if in_digest else "", rest="" if in_digest else f"[fetch]\n{line}")
    ran = two.daily()
    assert ran.code == 2
    assert says in one_line(ran)


@pytest.mark.parametrize("folder", ["News", "$HOME/News", "./News", ""])
def test_a_directory_that_depends_on_where_one_stands_is_named(two: Newsroom, folder: str) -> None:
    text = two.config.read_text("utf-8").replace(str(two.news), folder)
    two.config.write_text(text, "utf-8")
    ran = two.daily()
    assert ran.code == 2
    assert "wrong digest.dir" in one_line(ran)
    assert "digest.dir" in two.user.called("doctor").out


def test_a_long_temporary_directory_is_no_bug(two: Newsroom, samples: Path, tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100) / ("e" * 60)
    deep.mkdir(parents=True)
    ran = two.user.spawned("text", str(samples / "bridge.html"), env={"TMPDIR": str(deep)})
    assert (ran.code, ran.err) == (0, "")
    assert "bridge" in ran.out


def test_a_working_directory_that_is_gone_is_no_bug(two: Newsroom, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    environ = environment(two.user.home, {})
    script = f"cd {gone} && rmdir {gone} && exec {' '.join(COMMAND)} daily"
    ran = subprocess.run(
        ["sh", "-c", script], env=environ, capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.returncode in (0, 3), ran.stderr
    assert "this is a bug" not in ran.stderr


def test_a_state_directory_that_cannot_be_used_is_named(two: Newsroom) -> None:
    two.state.parent.mkdir(parents=True, exist_ok=True)
    two.state.write_text("a file stands in its place")
    ran = two.daily()
    assert ran.code == 1
    assert str(two.state) in one_line(ran)


def test_a_digest_whose_reader_went_away_is_not_delivered(two: Newsroom) -> None:
    environ = environment(two.user.home, {})
    script = f"{' '.join(COMMAND)} daily --stdout; echo $? >&2"
    pipe = subprocess.PIPE
    with subprocess.Popen(
        ["sh", "-c", script], env=environ, stdout=pipe, stderr=pipe, text=True
    ) as ends:
        assert ends.stdout
        assert ends.stderr
        ends.stdout.close()  # as `| true` does
        said = ends.stderr.read()
    assert "error: not delivered: standard output: whoever was to read it went away" in said
    assert said.rstrip().endswith("1")
    again = two.daily("--stdout", "--force")
    assert "City opens" in again.out


def test_a_feed_that_is_slow_to_read_ends_no_command(
    user: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsdigest.edges.pool.DEFAULT_TIMEOUT_S", 1.0)
    slow = tmp_path / "slow.xml"
    slow.write_bytes(b"<rss><channel><item>" + b"<a>" * 400_000)
    well = tmp_path / "well.xml"
    well.write_text("<rss version='2.0'><channel><title>A</title></channel></rss>")
    ran = user.called("feeds", "check", str(slow), str(well))
    assert ran.code in (0, 3)
    assert "A, 0 entries" in ran.out
    assert "this is a bug" not in ran.err
