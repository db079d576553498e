"""Errors: one line that says what, which, why and what to do."""

import os
import re
import signal
import time
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal
from tests.servers.loopback import Asked, Loopback

from newsdigest import __version__
from newsdigest.cli import commands

ONE_LINE = re.compile(r"error: [^\n:]+: [^\n]+: [^\n]+\. Try: [^\n]+\n")


# ---------------------------------------------------------------- 18: the one line
def test_an_error_is_one_line_without_class_names_or_secrets(
    user: Terminal, server: Loopback
) -> None:
    link = server.url("/none?token=hunter2&page=3").replace("://", "://jane:secret@")
    ran = user.called("url", link)
    assert (ran.code, ran.out) == (1, "")
    assert ONE_LINE.fullmatch(ran.err)
    for word in ("Error", "Traceback", "secret", "jane", "hunter2"):
        assert word not in ran.err
    assert "page=3" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ["text", "none.txt"],
        ["text", "/"],
        ["url", "http://127.0.0.1:1/"],
        ["url"],
        ["text", "x", "--config", "/none/c.toml"],
        ["nonsense"],
        ["text", "--nonsense"],
    ],
)
def test_every_error_says_what_to_do(user: Terminal, words: list[str]) -> None:
    ran = user.called(*words)
    assert ran.code in (1, 2)
    assert ONE_LINE.fullmatch(ran.err)


def test_a_multi_line_reason_stays_on_one_line(user: Terminal) -> None:
    (user.home / "c.toml").write_text("[digest\nx = ")
    ran = user.called("text", "x", "--config", str(user.home / "c.toml"))
    assert (ran.code, ran.err.count("\n")) == (2, 1)


# ---------------------------------------------------------------- 19: bugs
@pytest.fixture
def bug(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object) -> None:
        raise RuntimeError("the wheel came off")

    monkeypatch.setattr("newsdigest.cli.read._deliver", explode)


@pytest.mark.usefixtures("bug")
def test_a_bug_says_so_with_the_version_and_shows_its_trace_only_when_asked(
    user: Terminal, samples: Path
) -> None:
    words = ("text", str(samples / "ferry.txt"))
    ran = user.called(*words)
    assert (ran.code, ran.out) == (1, "")
    assert f"this is a bug in newsdigest {__version__}" in ran.err
    assert ran.err.count("\n") == 1
    traced = user.called(*words, "--debug")
    assert "Traceback (most recent call last)" in traced.err
    assert "the wheel came off" in traced.err
    assert "│" not in traced.err  # no panel of source code


def test_debug_shows_where_a_known_error_rose(user: Terminal) -> None:
    assert "Traceback" in user.called("text", "none.txt", "--debug").err
    assert "Traceback" not in user.called("text", "none.txt").err


# ---------------------------------------------------------------- 20: typing errors
@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["ulr", "x"], "newsdigest url"),
        (["txt"], "newsdigest text"),
        (["feeds", "lst"], "newsdigest feeds list"),
        (["text", "--ponts", "3"], "newsdigest text --points"),
        (["url", "--ofline"], "newsdigest url --offline"),
        (["text", "--format", "jsn"], "newsdigest text --format json"),
        (["text", "--method", "newz"], "newsdigest text --method news"),
        (["text", "-n", "x"], "newsdigest text --help"),
        (["text", "-n", "0"], "newsdigest text --help"),
        (["daily", "--max-time", "0"], "newsdigest daily --help"),
        (["text", "-n"], "newsdigest --help"),
        (["completion"], "newsdigest completion --help"),
        (["https://example.org/a"], "newsdigest url https://example.org/a"),
    ],
)
def test_a_typing_error_gets_a_suggestion(user: Terminal, words: list[str], meant: str) -> None:
    ran = user.called(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(f" Try: {meant}\n")


def test_a_file_as_a_command_names_text(user: Terminal, samples: Path) -> None:
    name = str(samples / "ferry.txt")
    assert user.called(name).err.endswith(f"Try: newsdigest text {name}\n")


def test_a_wrong_key_is_named_by_file_line_and_suggestion(user: Terminal, samples: Path) -> None:
    path = user.home / "c.toml"
    path.write_text("[digest]\npionts = 3\n[fetc]\n")
    words = ("text", str(samples / "ferry.txt"))
    ran = user.called(*words, env={"NEWSDIGEST_CONFIG": str(path)})
    assert ran.code == 2
    assert f"error: wrong configuration: {path}: line 2: digest.pionts is not known" in ran.err
    assert "line 3: [fetc] is not known" in ran.err
    assert ran.err.endswith("Try: points, fetch\n")


# ---------------------------------------------------------------- 21: exit codes
def test_every_exit_code_stands_in_the_help(user: Terminal) -> None:
    text = user.called("--help").out
    for code, meaning in commands.EXIT_CODES.items():
        assert re.search(rf"^  {code} +{re.escape(meaning)}$", text, re.MULTILINE)
    assert set(commands.EXIT_CODES) == {0, 1, 2, 3, 75, 130, 143}


# ---------------------------------------------------------------- 22: Ctrl-C and SIGTERM
async def never(_asked: Asked, _writer: object) -> None:
    import asyncio

    await asyncio.sleep(30)


def children(of: int) -> list[str]:
    """List the processes of a process group."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if stat[0] != "Z" and int(stat[2]) == of:
                found.append(entry.name)
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize(("signum", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interruption_ends_it_at_once_and_leaves_nothing(
    user: Terminal, server: Loopback, signum: int, code: int
) -> None:
    server.handlers["/never"] = never
    target = user.home / "out.md"
    process = user.begun("url", server.url("/never"), "-o", str(target))
    until = time.monotonic() + 20
    while not server.asked("/never") and time.monotonic() < until:
        time.sleep(0.02)
    group = os.getpgid(process.pid)
    began = time.monotonic()
    os.killpg(group, signum) if signum == signal.SIGINT else process.send_signal(signum)
    out, err = process.communicate(timeout=10)
    took = time.monotonic() - began
    assert (process.returncode, out, err) == (code, b"", b"")
    assert took < 3  # 1 s is the promise; other tests may share the machine
    assert not target.exists()
    assert not list(user.home.glob(".out*"))
    until = time.monotonic() + 5
    while children(group) and time.monotonic() < until:
        time.sleep(0.05)
    assert children(group) == []


@pytest.mark.parametrize(("signum", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("after_s", [0.0, 0.03, 0.06, 0.1, 0.15])
def test_an_interruption_at_any_moment_says_nothing(
    user: Terminal, samples: Path, signum: int, code: int, after_s: float
) -> None:
    process = user.begun("text", str(samples / "bridge.html"))
    time.sleep(after_s)
    process.send_signal(signum)
    out, err = process.communicate(timeout=20)
    if b"newsdigest/" in err or not err:  # else the interpreter itself was still starting
        assert err == b""
        assert (process.returncode, bool(out)) in ((code, False), (0, True), (-signum, False))
