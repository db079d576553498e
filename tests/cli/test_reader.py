"""newsdigest feeds, show, init and doctor: the reader's own housekeeping."""

import json
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from tests.cli.newsroom import BRIDGE, NOW, STRIKE, TODAY, Newsroom, hurry
from tests.cli.terminal import Terminal, environment
from tests.servers.loopback import Loopback

from newsdigest.cli import init
from newsdigest.cli.words import complete_feed
from newsdigest.config import parse
from newsdigest.edges.files import RunLock


@pytest.fixture
def room(user: Terminal, server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    """One publisher with one story, followed; it is 21 November."""
    hurry(monkeypatch)
    made = Newsroom(user, server)
    with time_machine.travel(NOW, tick=True):
        made.found("Example Times").publish("City opens new river bridge", NOW, *BRIDGE)
        made.follow()
        yield made


def feeds(room: Newsroom) -> list[dict[str, object]]:
    return list(tomllib.loads(room.config.read_text("utf-8")).get("feeds", []))


# ---------------------------------------------------------------- feeds list
def test_feeds_are_listed_by_section_with_their_state(room: Newsroom) -> None:
    coast = room.found("Coast Daily", "")
    coast.answer(410)
    room.follow()
    times = room.publishers[0].feed
    ran = room.user.called("feeds", "list")
    assert ran.out.splitlines()[:2] == ["World", f"  127.0.0.2 · {times} · not asked yet"]
    room.daily()
    ran = room.user.called("feeds", "list")
    assert ran.out.splitlines() == [
        "World",
        f"  Example Times · {times}",
        "Other",
        f"  127.0.0.3 · {coast.feed} · failing for 1 run: HTTP 410: removed for good",
    ]
    listed = json.loads(room.user.called("feeds", "list", "--json").out)["feeds"]
    assert [(one["name"], one["failures"]) for one in listed] == [
        ("Example Times", 0),
        ("127.0.0.3", 1),
    ]
    assert "etag" not in listed[0]


def test_an_empty_list_says_how_to_begin(user: Terminal) -> None:
    ran = user.called("feeds", "list")
    assert (ran.code, ran.out, "newsdigest feeds add" in ran.err) == (0, "", True)


def test_a_feed_that_moved_for_good_is_asked_where_it_went(room: Newsroom) -> None:
    times = room.publishers[0]
    handler = room.server.handlers.pop("/example-times.xml")
    room.server.handlers["/new.xml"] = handler
    goal = {"Location": room.server.url("/new.xml", 2)}
    room.server.page("/example-times.xml", b"", status=301, headers=goal)
    assert room.daily().code == 0
    assert f"moved to {goal['Location']}" in room.user.called("feeds", "list").out
    before = len(room.server.asked("/example-times.xml"))
    room.daily()
    assert len(room.server.asked("/example-times.xml")) == before
    del times


# ---------------------------------------------------------------- feeds add
def test_a_feeds_own_address_costs_one_request(room: Newsroom) -> None:
    herald = room.found("Elm Herald")
    herald.publish("Harbour strike", NOW, *STRIKE)
    ran = room.user.called("feeds", "add", herald.feed, "--section", "World")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"added Elm Herald · {herald.feed} · 1 entry\n"
    assert len(room.server.requests) == 1
    assert feeds(room)[1] == {"url": herald.feed, "name": "Elm Herald", "section": "World"}
    again = room.user.called("feeds", "add", herald.feed)
    assert (again.code, "in the list already" in again.err) == (2, True)


def test_a_sites_declared_feed_is_found_and_the_others_are_named(room: Newsroom) -> None:
    herald = room.found("Elm Herald")
    herald.publish("Harbour strike", NOW, *STRIKE)
    room.server.page(
        "/front",
        '<!DOCTYPE html><html><link rel=alternate type="application/rss+xml" href="/no.xml">'
        f'<link rel=alternate type="application/rss+xml" href="{herald.feed}">'
        f'<link rel=alternate type="application/atom+xml" title="Sport" href="/s.xml">',
    )
    site = room.server.url("/front", 3)
    ran = room.user.called("feeds", "add", site, "--name", "Herald")
    assert ran.code == 0
    assert ran.out.startswith(f"added Herald · {herald.feed}")
    assert "also there: Sport" in ran.err
    again = room.user.called("feeds", "add", site)
    assert again.code == 2


def test_a_feed_at_a_usual_place_is_found(room: Newsroom) -> None:
    herald = room.found("Elm Herald")
    room.server.page("/", "<!DOCTYPE html><html><body>News</body></html>")
    room.server.handlers["/atom.xml"] = room.server.handlers[f"/{herald.slug}.xml"]
    ran = room.user.called("feeds", "add", room.server.url("/", 3))
    assert (ran.code, ran.out.split(" · ")[1]) == (0, room.server.url("/atom.xml", 3))


@pytest.mark.parametrize(("path", "why"), [("/none", "no feed found"), ("/gone", "HTTP 404")])
def test_a_site_without_a_feed_says_so(
    room: Newsroom, path: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsdigest.stages.feeds.discover.COMMON_PLACES", ("/not-here",))
    room.server.page("/none", "<!DOCTYPE html><html><body>News</body></html>")
    ran = room.user.called("feeds", "add", room.server.url(path, 3))
    assert (ran.code, why in ran.err) == (1, True)
    assert len(feeds(room)) == 1


def test_the_first_feed_makes_the_configuration(user: Terminal, server: Loopback) -> None:
    room = Newsroom(user, server)
    times = room.found("Example Times")
    assert user.called("feeds", "add", times.feed).code == 0
    assert feeds(room) == [{"url": times.feed, "name": "Example Times"}]
    assert room.config.stat().st_mode & 0o777 == 0o600


def test_a_configuration_that_cannot_be_written_is_named(user: Terminal) -> None:
    (user.home / "file").write_text("in the way")
    ran = user.called("init", "--config", str(user.home / "file" / "sub" / "config.toml"))
    assert (ran.code, "could not make the directory" in ran.err) == (1, True)


# ---------------------------------------------------------------- feeds remove
def test_feeds_are_removed_by_name_or_address(room: Newsroom) -> None:
    room.found("Elm Herald")
    room.found("Tech Test")
    room.follow(feeds=['[[feeds]]\nurl = "https://coast.test/feed"\nname = "Coast Daily!"\n'])
    assert room.user.called("feeds", "remove", "coast-daily", room.publishers[1].feed).code == 0
    assert [feed["url"] for feed in feeds(room)] == [
        room.publishers[0].feed,
        room.publishers[2].feed,
    ]
    room.daily()
    assert room.user.called("feeds", "remove", "example-times").out == (
        f"removed {room.publishers[0].feed}\n"
    )
    assert room.user.called("feeds", "remove", "nobody").code == 2


def test_a_name_that_several_feeds_have_removes_none(room: Newsroom) -> None:
    room.follow(
        feeds=[f'[[feeds]]\nurl = "https://{x}.test/"\nname = "Same"\n' for x in ("a", "b")]
    )
    ran = room.user.called("feeds", "remove", "same")
    assert (ran.code, "https://a.test/, https://b.test/" in ran.err) == (2, True)
    assert len(feeds(room)) == 3


def test_names_of_feeds_complete(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    room.follow(feeds=['[[feeds]]\nurl = "https://coast.test/feed"\nname = "Coast Daily!"\n'])
    monkeypatch.setenv("NEWSDIGEST_CONFIG", str(room.config))
    assert complete_feed("co") == ["coast-daily"]
    assert complete_feed("") == ["127-0-0-2", "coast-daily"]
    room.config.write_text("not toml")
    assert complete_feed("") == []


# ---------------------------------------------------------------- feeds check
def test_files_are_checked_in_one_call(room: Newsroom, samples: Path) -> None:
    names = [str(samples / name) for name in ("feed.rss.xml", "feed.json", "bridge.html")]
    ran = room.user.called("feeds", "check", *names, "/nowhere/feed.xml", "--json")
    assert ran.code == 2
    ran = room.user.called("feeds", "check", *names, "--json")
    assert ran.code == 3
    read = json.loads(ran.out)
    assert [one["entries"] for one in read["feeds"]] == [2, 1, 0]
    assert "web page" in read["feeds"][2]["error"]
    assert [item["title"] for item in read["items"]][2].startswith("Grid battery")
    assert {"id", "title", "url", "author", "published", "summary"} <= set(read["items"][0])


def test_what_is_wrong_with_a_feed_is_said(room: Newsroom) -> None:
    body = (
        "<rss version='2.0'><channel><title>T & U</title><item><guid>1</guid></item>"
        "<item><title>t</title><guid>1</guid></item></channel></rss>"
    )
    ran = room.user.called("feeds", "check", "-", stdin=body.encode())
    assert ran.code == 0
    for line in (
        *("-: T & U, 2 entries", "  broken markup", "  1 of 2 entries without title"),
        *("  2 of 2 entries without date", "  1 entry with the id of another"),
    ):
        assert f"\n{line}" in f"\n{ran.out}"
    shared = "".join(
        f"<item><title>{n}</title><link>https://a.test/n#{n}</link></item>" for n in "ab"
    )
    one_page = f"<rss version='2.0'><channel><title>T</title>{shared}</channel></rss>"
    said = room.user.called("feeds", "check", "-", stdin=one_page.encode()).out
    assert "  2 entries whose address names others or the whole site\n" in said
    empty = b"<rss version='2.0'><channel><title>T</title></channel></rss>"
    assert "  no entries\n" in room.user.called("feeds", "check", "-", stdin=empty).out


def test_feeds_of_the_list_are_checked_by_name_or_all(room: Newsroom) -> None:
    room.found("Coast Daily").answer(410)
    room.server.page("/html.xml", "<!DOCTYPE html><html><body>x</body></html>")
    room.follow()
    assert "all is well" not in room.user.called("feeds", "check", "127.0.0.2").out
    ran = room.user.called("feeds", "check")
    assert (ran.code, "Example Times, 1 entry" in ran.out, "410" in ran.err) == (3, True, True)
    ran = room.user.called("feeds", "check", room.server.url("/html.xml", 9), "--json")
    assert (ran.code, json.loads(ran.out)["items"]) == (1, [])


def test_a_directory_is_no_feed(room: Newsroom) -> None:
    assert room.user.called("feeds", "check", str(room.user.home)).code == 1


# ---------------------------------------------------------------- OPML
def test_opml_goes_in_and_comes_out(room: Newsroom, samples: Path) -> None:
    before = len(feeds(room))
    ran = room.user.called("feeds", "import", str(samples / "feeds.opml"))
    assert ran.out == "added 3 feeds\n"
    assert [feed.get("section") for feed in feeds(room)[before:]] == [
        *("World", "World / Europe", "Tech")
    ]
    assert 'category="/news/local"' in room.user.called("feeds", "export").out
    out = room.user.home / "out.opml"
    assert room.user.called("feeds", "export", "-o", str(out)).code == 0
    again = room.user.called("feeds", "import", "-", stdin=out.read_bytes())
    assert again.out == "added 0 feeds; 4 were there already\n"


@pytest.mark.parametrize("body", [b"<opml><body><outline", b"not xml", b""])
def test_broken_opml_changes_nothing(room: Newsroom, body: bytes) -> None:
    before = room.config.read_bytes()
    ran = room.user.called("feeds", "import", "-", stdin=body)
    assert (ran.code, ran.out) == (1, "")
    assert room.config.read_bytes() == before
    assert room.user.called("feeds", "import", "/nowhere.opml").code == 2


# ---------------------------------------------------------------- show
def test_a_saved_digest_is_shown_again_in_any_format(room: Newsroom) -> None:
    assert room.user.called("show").code == 1
    room.daily()
    block = room.user.called("show", "today").out
    assert block in room.file().read_text("utf-8")
    assert room.user.called("show", str(TODAY), "--json").out.startswith('{\n  "schema"')
    assert "<!DOCTYPE html>" in room.user.called("show", "-f", "html").out
    screen = room.user.called("show", columns=80, env={"NO_COLOR": "1"}).out
    assert "City opens new river bridge" in screen
    assert "#" not in screen
    out = room.user.home / "day.md"
    assert room.user.called("show", "-o", str(out)).out == ""
    assert out.read_text("utf-8") == block


def test_a_day_without_a_digest_names_the_nearest(room: Newsroom) -> None:
    room.daily()
    ran = room.user.called("show", "yesterday")
    assert (ran.code, f"newsdigest show {TODAY}" in ran.err) == (1, True)


def test_an_old_day_is_shown_from_its_file(room: Newsroom) -> None:
    room.daily()
    with time_machine.travel(NOW + timedelta(days=40), tick=True):
        room.publishers[0].publish("Strike ends", NOW + timedelta(days=40), *STRIKE)
        room.daily()
        assert "City opens" in room.user.called("show", str(TODAY)).out
        assert room.user.called("show", str(TODAY), "--json").code == 1
        linked = room.user.called("show").out
    assert f"[← Sat 21 Nov]({TODAY}.md)" in linked


def test_stories_are_found_in_all_digests(room: Newsroom) -> None:
    room.daily()
    ran = room.user.called("show", "-g", "elm bridge")
    assert ran.code == 0
    assert "City opens new river bridge" in ran.out
    assert room.user.called("show", "-g", "giraffe").code == 1
    found = json.loads(room.user.called("show", "-g", "giraffe", "--json").out)
    assert found["hits"] == []


def test_a_file_s_ending_chooses_the_format_of_a_saved_day(room: Newsroom) -> None:
    page = room.user.home / "day.html"
    room.daily("-o", str(page))
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    room.daily()
    assert room.user.called("show", "-o", str(page.with_suffix(".json"))).code == 0
    assert json.loads(page.with_suffix(".json").read_text("utf-8"))["schema"] == "newsdigest/1"
    hits = room.user.called("show", "-g", "bridge", "-f", "html").out
    assert "<b>bridge</b>" in hits


def test_why_articles_are_together_is_said_for_the_stories_asked_about(room: Newsroom) -> None:
    room.found("Elm Herald").publish("New bridge opens over Elm", NOW, *BRIDGE)
    room.follow()
    room.daily()
    ran = room.user.called("show", "--why", "bridge ELM")
    assert ran.code == 0
    assert "The story is told from this article." in ran.out
    assert "The same text: 100% of the shorter stands in the other, from" in ran.out
    assert ran.out.count("\n### ") == 1
    assert room.user.called("show", "--why", "giraffe").code == 1


# ---------------------------------------------------------------- init
def test_init_writes_a_configuration_once(user: Terminal) -> None:
    ran = user.called("init")
    path = Path(ran.out.strip())
    assert (ran.code, path) == (0, user.home / ".config/newsdigest/config.toml")
    settings = parse(path.read_text("utf-8"), str(path), {}, {})
    assert len(settings.feeds) == len(init.SAMPLE_FEEDS)
    again = user.called("init")
    assert (again.code, "exists already" in again.err) == (2, True)


def test_every_commented_key_is_a_good_one(user: Terminal) -> None:
    del user
    text = init.template(with_feeds=False)
    bare = re.sub(r"^# (?=\[|\w+ = )", "", text, flags=re.MULTILINE)
    bare = bare.replace('url = ""', 'url = "https://a.test/"')
    settings = parse(bare, "config.toml", {}, {})
    assert settings.feeds[0].url == "https://a.test/"


def test_init_then_daily_works_at_once(
    user: Terminal, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Newsroom(user, server)
    times = room.found("Example Times")
    times.publish("City opens new river bridge", None, *BRIDGE)
    monkeypatch.setattr(init, "SAMPLE_FEEDS", ((times.feed, "World"),))
    assert user.called("init").code == 0
    ran = user.called("daily")
    assert ran.code == 0
    assert "City opens" in Path(ran.out.strip()).read_text("utf-8")


def test_the_crontab_line_runs_in_crons_environment(room: Newsroom) -> None:
    line = room.user.called("init", "--cron", "--config", str(room.config)).out
    minute, hour, *rest, command = line.rstrip("\n").split(" ", 5)
    assert (minute, hour, rest) == ("30", "6", ["*", "*", "*"])
    bare = {"HOME": str(room.user.home), "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"}
    bare["PYTHONPATH"] = environment(room.user.home, {})["PYTHONPATH"]
    ran = subprocess.run(
        ["/bin/sh", "-c", command.replace(r"\%", "%")],
        env=bare,
        cwd="/",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    assert room.news.exists()


def test_the_units_for_systemd_name_the_same_command(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = room.config.with_name("a b%.toml")
    odd.write_text(room.config.read_text("utf-8"), "utf-8")
    units = room.user.called("init", "--systemd", "--config", str(odd)).out
    started = re.search(r"^ExecStart=(.*)$", units, re.MULTILINE)
    assert started
    words = [word.replace("%%", "%") for word in shlex.split(started[1])]
    assert words[-4:] == ["daily", "--quiet", "--config", str(odd)]
    assert "Persistent=true" in units
    assert "SuccessExitStatus=3" in units
    cron = room.user.called("init", "--cron", env={"NEWSDIGEST_CONFIG": str(odd)}).out
    assert r"\%" in cron
    monkeypatch.setattr("shutil.which", lambda _name: "/opt/bin/newsdigest")
    assert "* * * /opt/bin/newsdigest daily --quiet\n" in room.user.called("init", "--cron").out


# ---------------------------------------------------------------- doctor
def test_a_healthy_house_passes(room: Newsroom) -> None:
    ran = room.user.called("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert f'digest.dir = "{room.news}"  ({room.config}:2)' in ran.out
    assert re.search(r"digest.points = 3 +\(default\)", ran.out)
    assert "made by the first run" in ran.out
    room.daily()
    ran = room.user.called("doctor", env={"NEWSDIGEST_DIGEST_POINTS": "4"})
    assert (ran.code, "BAD" in ran.out) == (0, False)
    assert re.search(r"digest.points = 4 +\(NEWSDIGEST_DIGEST_POINTS\)", ran.out)


def test_what_would_make_a_run_fail_is_found(room: Newsroom) -> None:
    def bad(digest: str = "", rest: str = "", feed: str = "") -> str:
        room.follow(digest, rest, [feed] if feed else [])
        ran = room.user.called("doctor")
        assert ran.code == 1
        return next(line for line in ran.out.splitlines() if line.startswith("  BAD"))

    assert "two days would share" in bad('filename = "{week}.md"')
    assert "not a regular expression" in bad(rest='[mute]\nwords = ["/(/"]')
    closed = '[[feeds]]\nurl = "https://a.test/"\nauth_env = "NOT_SET"\n'
    assert "NOT_SET" in bad(feed=closed)
    cookie = '[[feeds]]\nurl = "https://a.test/"\ncookie_file = "/nowhere"\n'
    assert "cookie_file" in bad(feed=cookie)
    room.news.write_text("in the way")
    assert "digest.dir" in bad()
    room.news.unlink()
    room.config.write_text("[digest]\n")
    assert "no feeds" in room.user.called("doctor").out
    room.config.unlink()
    assert "no such file" in room.user.called("doctor").out


def test_damage_a_lock_and_failing_feeds_are_found(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.publishers[0].answer(410)
    for _ in range(3):
        room.daily()
    ran = room.user.called("doctor")
    assert ran.code == 1
    assert "3 runs in a row" in ran.out
    assert "all of them failed" in ran.out
    with RunLock(str(room.state / "run.lock"), "now")():
        assert "odd  lock: " in room.user.called("doctor").out
    monkeypatch.setattr("newsdigest.cli.doctor.NEEDED_BYTES", 2**60)
    assert "disk nearly full" in room.user.called("doctor").out
    (room.state / "state.sqlite3").write_bytes(b"x" * 9999)
    assert "damaged" in room.user.called("doctor").out


def test_a_clock_that_went_back_is_found(room: Newsroom) -> None:
    room.daily()
    with time_machine.travel(NOW - timedelta(days=2), tick=True):
        assert "it went back" in room.user.called("doctor").out
    with time_machine.travel(NOW - timedelta(days=3000), tick=True):
        ran = room.user.called("doctor")
    assert (ran.code, "set it" in ran.out) == (1, True)


def test_a_directory_that_may_not_be_written_to_is_found(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_args, **_more: False)
    ran = room.user.called("doctor")
    assert (ran.code, "permission denied" in ran.out) == (1, True)
