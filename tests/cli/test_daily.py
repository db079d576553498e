"""newsdigest daily as cron runs it: what is written, what is kept, and what the exit code says."""

import asyncio
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from tests.cli.newsroom import BATTERY, BRIDGE, NOW, STORM, STRIKE, TODAY, Newsroom, hurry
from tests.cli.terminal import COMMAND, Terminal, environment
from tests.servers.loopback import Asked, Loopback

from newsdigest.edges.files import RunLock


@pytest.fixture
def room(user: Terminal, server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    """A newsroom on 21 November, 06:30; hosts need no gap and reading no other process."""
    hurry(monkeypatch)
    with time_machine.travel(NOW, tick=True):
        yield Newsroom(user, server)


@pytest.fixture
def three(room: Newsroom) -> Newsroom:
    """Three publishers with one story each, followed."""
    hour = timedelta(hours=1)
    room.found("Example Times").publish("City opens new river bridge", NOW - hour, *BRIDGE)
    room.found("Elm Herald").publish("Harbour strike enters third week", NOW - hour * 2, *STRIKE)
    room.found("Tech Test", "Tech").publish("Volta Cells files for a listing", NOW - hour, *BATTERY)
    room.follow('sections = ["Tech", "World"]')
    return room


def headings(text: str) -> list[str]:
    return re.findall(r"^#{2,3} (.*)$", text, re.MULTILINE)


# ---------------------------------------------------------------- 43, 35: written once
def test_the_path_of_the_file_is_the_only_line_and_quiet_says_nothing(three: Newsroom) -> None:
    ran = three.daily()
    assert (ran.code, ran.out, ran.err) == (0, f"{three.file()}\n", "")
    text = three.file().read_text("utf-8")
    assert headings(text) == [
        *("Tech", "Volta Cells files for a listing"),
        *("World", "City opens new river bridge", "Harbour strike enters third week"),
    ]
    assert "3 stories from 3 articles, 3 of 3 sources, since Fri 06:30." in text
    assert three.daily("-q") == replace(ran, out="")


def test_nothing_new_leaves_bytes_and_time_of_the_file_as_they_were(three: Newsroom) -> None:
    three.daily()
    before = three.file().read_bytes(), three.file().stat().st_mtime_ns
    again = three.daily()
    assert (again.code, again.err) == (0, "nothing new\n")
    assert (three.file().read_bytes(), three.file().stat().st_mtime_ns) == before
    first, second = three.server.asked("/tech-test.xml")
    assert "if-none-match" not in first.headers
    assert second.headers["if-none-match"].startswith('"')


def test_new_items_are_added_and_earlier_ones_stay_though_no_feed_lists_them(
    three: Newsroom,
) -> None:
    three.daily()
    times, herald, tech = three.publishers
    herald.items.clear()
    herald.publish("Snow is expected in the hills", NOW, *STORM)
    times.answer(500)
    tech.items.clear()
    tech.serve()
    ran = three.daily()
    text = three.file().read_text("utf-8")
    assert ran.code == 3
    for title in ("Snow is expected", "Harbour strike", "City opens", "Volta Cells"):
        assert title in text
    assert "- Example Times: HTTP 500" in text


# ---------------------------------------------------------------- 41: nothing or nobody
def test_all_feeds_unchanged_write_nothing(three: Newsroom) -> None:
    for publisher in three.publishers:
        publisher.items.clear()
        publisher.serve()
    ran = three.daily()
    assert (ran.code, ran.out) == (0, "")
    assert not three.news.exists()


def test_all_feeds_down_is_a_failure_and_the_good_file_stays(three: Newsroom) -> None:
    three.daily()
    before = three.file().read_bytes()
    for publisher in three.publishers:
        publisher.answer(410)
    ran = three.daily()
    assert ran.code == 1
    assert ran.err.count("HTTP 410") == 3
    assert three.file().read_bytes() == before
    with sqlite3.connect(three.state / "state.sqlite3") as db:
        runs = db.execute("SELECT complete FROM runs ORDER BY at").fetchall()
    db.close()
    assert [complete for (complete,) in runs] == [1, 0]


def test_a_failing_source_is_named_in_the_file_and_in_the_exit_code(three: Newsroom) -> None:
    three.found("Coast Daily").answer(410)
    three.follow()
    assert three.daily().code == 3
    assert "2 of 3" not in three.file().read_text("utf-8")
    text = three.file().read_text("utf-8")
    assert "3 of 4 sources" in text
    assert re.search(
        r"## Sources with trouble\n- 127\.0\.0\.5: HTTP 410: removed for good$", text, re.MULTILINE
    )


# ---------------------------------------------------------------- 33, 29: cron's environment
def test_it_runs_in_an_empty_environment_from_the_root(three: Newsroom) -> None:
    ran = subprocess.run(
        [*COMMAND, "daily", "--config", str(three.config)],
        env={
            "PYTHONPATH": environment(three.user.home, {})["PYTHONPATH"],
            "XDG_STATE_HOME": str(three.user.home / "state"),
        },
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    written = Path(ran.stdout.decode().strip())
    assert written.parent == three.news
    assert "City opens new river bridge" in written.read_text("utf-8")


def test_without_feeds_or_configuration_it_says_how_to_begin(room: Newsroom) -> None:
    ran = room.daily()
    assert ran.code == 2
    assert "newsdigest init" in ran.err
    room.follow()
    ran = room.daily()
    assert (ran.code, "newsdigest feeds add" in ran.err) == (2, True)


def test_a_flag_goes_over_the_environment_and_that_over_the_file(three: Newsroom) -> None:
    def quotes(*words: str, **env: str) -> bool:
        ran = three.daily("--stdout", "--date", "today", *words, **env)
        assert ran.code == 0, ran.err
        return "We promised" in ran.out

    three.daily()
    assert quotes()
    three.follow("quotes = 0")
    assert not quotes()
    assert quotes(NEWSDIGEST_DIGEST_QUOTES="1")
    assert not quotes("--quotes", "0", NEWSDIGEST_DIGEST_QUOTES="1")


# ---------------------------------------------------------------- 34: one run at a time
def test_a_second_run_is_refused_within_a_second(three: Newsroom) -> None:
    with RunLock(str(three.state / "run.lock"), "2026-11-21 06:29:00")():
        begun = time.monotonic()
        ran = three.daily()
        spent = time.monotonic() - begun
    assert (ran.code, spent < 1) == (75, True)
    assert f"process {os.getpid()} since 2026-11-21 06:29:00" in ran.err
    assert three.daily().code == 0


# ---------------------------------------------------------------- 40: the reader's own words
def test_notes_survive_and_edits_between_the_marks_are_set_aside(three: Newsroom) -> None:
    three.daily()
    path = three.file()
    text = path.read_text("utf-8") + "\n## My own\nCall the mayor.\n"
    path.write_text(text.replace("# Saturday", "# My Saturday"), "utf-8")
    three.publishers[0].publish("Snow is expected in the hills", NOW, *STORM)
    ran = three.daily()
    assert ran.code == 0
    kept = three.news / f"{TODAY}.edited-1.md"
    assert f"your version is now {kept}" in ran.err
    assert "# My Saturday" in kept.read_text("utf-8")
    after = path.read_text("utf-8")
    assert after.endswith("\n## My own\nCall the mayor.\n")
    assert "# My Saturday" not in after
    assert "Snow is expected" in after


# ---------------------------------------------------------------- 37, 38: days
def test_today_is_the_local_day_a_minute_past_midnight(three: Newsroom) -> None:
    with time_machine.travel(datetime(2026, 11, 21, 23, 0, 30, tzinfo=UTC), tick=True):
        text = three.config.read_text("utf-8").replace('"UTC"', '"Europe/Berlin"')
        three.config.write_text(text, "utf-8")
        assert three.daily().out.strip().endswith("2026-11-22.md")


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2026, 3, 29, 21, 30, tzinfo=UTC), 23),
        (datetime(2026, 10, 25, 22, 30, tzinfo=UTC), 25),
    ],
)
def test_days_of_23_and_25_hours_are_one_day(room: Newsroom, now: datetime, hours: int) -> None:
    with time_machine.travel(now, tick=True):
        midnight = now - timedelta(hours=hours - 0.5 - (1 if hours == 25 else 0) + 0.5)
        room.found("Example Times").publish("City opens bridge", midnight, *BRIDGE)
        room.follow()
        text = room.config.read_text("utf-8").replace('"UTC"', '"Europe/Berlin"')
        room.config.write_text(text, "utf-8")
        ran = room.daily("--since", "2d")
    assert ran.code == 0
    assert ran.out.strip().endswith(f"{now.date()}.md")


@pytest.mark.parametrize(
    "when", [None, datetime(1970, 1, 1, tzinfo=UTC), NOW + timedelta(days=40)], ids=str
)
def test_an_impossible_date_is_the_time_of_first_sight(
    room: Newsroom, when: datetime | None
) -> None:
    room.found("Example Times").publish("City opens new river bridge", when, *BRIDGE)
    room.follow()
    assert room.daily().code == 0
    assert re.search(r"^\[Example Times\]\(\S+\) 06:3\d$", room.file().read_text(), re.MULTILINE)


def test_after_missed_days_the_window_starts_at_the_last_run(three: Newsroom) -> None:
    three.daily()
    with time_machine.travel(NOW + timedelta(days=3), tick=True):
        three.publishers[0].publish("A storm came and went", NOW + timedelta(hours=9), *STORM)
        assert three.daily().code == 0
        text = three.file(TODAY + timedelta(days=3)).read_text("utf-8")
    assert "since Sat 06:30" in text
    assert "A storm came and went" in text


def test_a_past_day_is_built_again_offline_to_the_same_bytes(three: Newsroom) -> None:
    three.daily()
    first = three.file().read_bytes()
    with time_machine.travel(NOW + timedelta(days=1), tick=True):
        three.publishers[0].publish("A storm came and went", NOW + timedelta(hours=9), *STORM)
        three.daily()
    linked = three.file().read_bytes()
    assert b"[Sun 22 Nov" in linked
    assert first.split(b"<!-- checksum")[0].rstrip() in linked
    asked = len(three.server.requests)
    three.file().unlink()
    with time_machine.travel(NOW + timedelta(days=2), tick=True):
        ran = three.daily("--date", "2026-11-21")
    assert (ran.code, ran.out) == (0, f"{three.file()}\n")
    assert three.file().read_bytes() == linked
    assert len(three.server.requests) == asked
    mtime = three.file().stat().st_mtime_ns
    assert three.daily("--offline").code == 0
    assert three.file().stat().st_mtime_ns == mtime


def test_a_day_without_a_digest_and_a_word_that_is_no_day_are_named(three: Newsroom) -> None:
    three.daily()
    assert three.daily("--date", "2026-11-20").code == 1
    ran = three.daily("--date", "someday")
    assert (ran.code, "2026-11-21" in ran.err) == (2, True)
    assert three.daily("--since", "ages").code == 2
    assert three.daily("--since", "2027-01-01").code == 2
    assert three.daily("--since", "2026-11-20T10:00", "--force").code == 0


def test_texts_past_their_time_cannot_be_told_again_and_the_file_stands(three: Newsroom) -> None:
    three.daily()
    before = three.file().read_bytes()
    with time_machine.travel(NOW + timedelta(days=40), tick=True):
        three.publishers[0].publish("A storm came and went", NOW + timedelta(days=40), *STORM)
        three.daily()
        ran = three.daily("--date", "2026-11-21")
    assert (ran.code, "no longer kept" in ran.err) == (1, True)
    assert before.split(b"<!-- checksum")[0].rstrip() in three.file().read_bytes()


# ---------------------------------------------------------------- 39, 36: what breaks
def test_a_directory_that_is_none_is_named_and_nothing_is_remembered(three: Newsroom) -> None:
    three.news.write_text("a file in the way")
    ran = three.daily()
    assert ran.code == 1
    assert str(three.news) in ran.err
    three.news.unlink()
    assert three.daily().code == 0
    assert "City opens" in three.file().read_text("utf-8")


def test_a_directory_that_is_gone_is_not_made_again_elsewhere(three: Newsroom) -> None:
    three.daily()
    three.news.rename(three.news.with_name("Unmounted"))
    ran = three.daily()
    assert ran.code == 1
    assert f"could not write: {three.file()}: its directory is gone" in ran.err
    assert not three.news.exists()
    three.news.mkdir()
    assert three.daily().code == 0
    assert "City opens" in three.file().read_text("utf-8")


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from newsdigest.cli.run import run
sys.exit(run(sys.argv[2:]))
"""


# Under a limit the interpreter cuts its own compiled files short, and believes them afterwards.
NO_BYTECODE = {"PYTHONDONTWRITEBYTECODE": "1"}


def test_a_full_disk_leaves_the_old_file_whole_and_says_so(three: Newsroom) -> None:
    three.daily()
    before = three.file().read_bytes()
    for number in range(4):
        three.publishers[0].publish(f"Storm number {number}", datetime.now(UTC), *STORM)
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(len(before) // 2), "daily", "--date", "2026-11-21"],
        env=environment(three.user.home, NO_BYTECODE),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode in (0, 1), ran.stderr
    assert three.file().read_bytes() == before
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(len(before) // 2), "daily"],
        env=environment(three.user.home, NO_BYTECODE),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith("error: ")
    assert "Traceback" not in ran.stderr
    assert three.file().read_bytes() == before


def test_a_corrupt_store_is_named_and_the_file_stays(three: Newsroom) -> None:
    three.daily()
    before = three.file().read_bytes()
    (three.state / "state.sqlite3").write_bytes(b"rubbish " * 1000)
    ran = three.daily()
    assert ran.code == 1
    assert "state.sqlite3" in ran.err
    assert "move it away" in ran.err
    assert three.file().read_bytes() == before


def test_a_store_of_a_newer_version_is_not_touched(three: Newsroom) -> None:
    three.daily()
    with sqlite3.connect(three.state / "state.sqlite3") as db:
        db.execute("PRAGMA user_version = 50")
    db.close()
    ran = three.daily()
    assert (ran.code, "upgrade newsdigest" in ran.err) == (1, True)


# ---------------------------------------------------------------- 42: time
def test_max_time_ends_with_what_there_is_and_the_rest_comes_next_time(three: Newsroom) -> None:
    slow = three.found("Slow Post")
    slow.publish("Slow but sure", NOW, *STORM)
    three.follow()

    async def hang(_asked: Asked, _writer: object) -> None:
        await asyncio.sleep(60)

    quick = three.server.handlers["/slow-post/slow-but-sure"]
    three.server.handlers["/slow-post/slow-but-sure"] = hang
    begun = time.monotonic()
    ran = three.daily("--max-time", "3")
    assert time.monotonic() - begun < 10
    assert (ran.code, "--max-time" in ran.err) == (3, True)
    assert "City opens" in three.file().read_text("utf-8")
    assert "Slow but sure" not in three.file().read_text("utf-8")
    three.server.handlers["/slow-post/slow-but-sure"] = quick
    assert three.daily().code == 0
    assert "Slow but sure" in three.file().read_text("utf-8")


# ---------------------------------------------------------------- 28: looking without touching
def test_a_dry_run_writes_and_remembers_nothing(three: Newsroom) -> None:
    ran = three.daily("--dry-run")
    assert (ran.code, ran.out) == (0, "")
    assert f"would write {three.file()}" in ran.err
    assert not three.news.exists()
    assert "no digest" in three.user.called("show").err
    assert three.daily().out == f"{three.file()}\n"


def test_stdout_is_for_mail_and_writes_no_file(three: Newsroom) -> None:
    ran = three.daily("--stdout", "-f", "plain")
    assert ran.code == 0
    assert "City opens new river bridge" in ran.out
    assert not three.news.exists()
    assert three.daily("--stdout").out == ""


def test_a_digest_can_go_to_a_file_of_its_own(three: Newsroom) -> None:
    path = three.user.home / "mail.txt"
    ran = three.daily("-o", str(path), "-f", "plain", "--method", "news", "--lang", "en")
    assert (ran.code, ran.out) == (0, f"{path}\n")
    text = path.read_text("utf-8")
    assert "City opens new river bridge" in text
    assert not three.news.exists()
    path.write_text("mine")
    three.daily("-o", str(path))
    assert path.read_text() == "mine"
    path.unlink()
    three.daily("-o", str(path))
    assert path.exists()
    assert three.daily("--offline", "-o", "-", "-f", "plain").out == text


def test_on_a_screen_the_digest_is_drawn_for_it(three: Newsroom) -> None:
    ran = three.user.called("daily", "--stdout", columns=60)
    assert "\x1b[" in ran.out
    assert "# Saturday" not in ran.out
    again = three.user.called("daily", "--offline", "--stdout", "--color", "never", columns=60)
    assert "\x1b[" not in again.out


@pytest.mark.parametrize(("name", "suffix"), [("html", "html"), ("json", "json"), ("plain", "txt")])
def test_other_formats_have_files_of_their_own(three: Newsroom, name: str, suffix: str) -> None:
    ran = three.daily("-f", name)
    assert ran.out.strip() == str(three.news / f"{TODAY}.{suffix}")
    assert "City opens" in (three.news / f"{TODAY}.{suffix}").read_text("utf-8")


def test_json_asked_for_as_such_goes_to_the_reader_and_not_into_the_notes(three: Newsroom) -> None:
    ran = three.daily("--json")
    assert json.loads(ran.out)["date"] == str(TODAY)
    assert [*three.news.rglob("*.json")] == []


def test_one_feed_alone_is_asked_and_the_others_stay(three: Newsroom) -> None:
    three.follow()
    assert three.daily("--feed", "127.0.0.2").code == 0
    assert "City opens" in three.file().read_text("utf-8")
    assert three.server.asked("/tech-test.xml") == []
    assert three.daily("--feed", "nobody").code == 2


def test_verbose_logs_each_request(three: Newsroom) -> None:
    lines = three.daily("-v").err.splitlines()
    assert len(lines) == 6
    assert all(": 200, " in line for line in lines)


def test_secrets_come_from_environment_or_file_and_are_never_shown(three: Newsroom) -> None:
    (three.user.home / "cookies").write_text("session=s3cret-cookie\n")
    text = three.config.read_text("utf-8")
    more = f'auth_env = "MY_TOKEN"\ncookie_file = "{three.user.home}/cookies"\n'
    three.config.write_text(text + more, "utf-8")
    lacking = three.daily()
    assert lacking.code == 3
    assert "MY_TOKEN: the variable is not set" in lacking.err
    assert "City opens" in three.file().read_text("utf-8")
    ran = three.daily("-v", MY_TOKEN="Bearer s3cret-token")  # noqa: S106 a test's
    asked = three.server.asked("/tech-test.xml")[0]
    assert asked.headers["authorization"] == "Bearer s3cret-token"
    assert asked.headers["cookie"] == "session=s3cret-cookie"
    assert "authorization" not in three.server.asked("/example-times.xml")[0].headers
    stored = (three.state / "state.sqlite3").read_bytes()
    assert not any("s3cret" in place for place in (ran.out, ran.err, stored.decode("latin-1")))


def test_a_story_is_followed_over_its_days(three: Newsroom) -> None:
    three.daily()
    ran = three.user.called("show", "--story", "bridge")
    assert ran.code == 0
    assert "City opens" in ran.out
    assert three.user.called("show", "--story", "bridge", "-f", "html").code == 0
    assert three.user.called("show", "--story", "bridge", "-f", "eml").code == 2
    assert three.user.called("show", "--story", "no such words").code != 0


# ---------------------------------------------------------------- 22: interrupted
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_an_interrupted_run_ends_within_a_second_and_leaves_nothing_half_done(
    three: Newsroom, sign: signal.Signals, code: int
) -> None:
    three.server.latency_s = 30
    process = three.user.begun("daily")
    deadline = time.monotonic() + 20
    while not three.server.requests and time.monotonic() < deadline:
        time.sleep(0.02)
    begun = time.monotonic()
    process.send_signal(sign)
    _, err = process.communicate(timeout=20)
    assert time.monotonic() - begun < 1.5
    assert process.returncode == code
    assert b"Traceback" not in err
    assert not three.news.exists()
    three.server.latency_s = 0
    assert three.daily().code == 0
    assert date.fromisoformat(three.file().stem) == TODAY


@pytest.mark.parametrize("again", [(), ("--date", "today")])
def test_a_directory_that_never_held_a_file_is_made_even_after_a_digest_on_stdout(
    three: Newsroom, again: tuple[str, ...]
) -> None:
    assert "City opens" in three.daily("--stdout").out
    assert not three.news.exists()
    assert three.daily(*again).code == 0
    assert "City opens" in three.file().read_text("utf-8")
