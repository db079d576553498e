"""Everyday manners: help, quiet, verbose, progress, completion, options anywhere."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.screen import cells, screen
from tests.cli.terminal import COMMAND, KEYBOARD, PIPE, Drain, Terminal, environment
from tests.servers.loopback import Asked, Loopback

from newsdigest import __version__
from newsdigest.cli import commands

NAMES = [row.name.split() for row in commands.rows()]
GROUPS = [[word] for word in commands.GROUPS]
EVERYWHERE = [[], *GROUPS, *NAMES]
HEAVY = ("trafilatura", "lxml", "sumy", "nltk", "numpy", "scipy", "sqlite3", "feedparser", "rich")


# ---------------------------------------------------------------- 23: version and help
@pytest.mark.parametrize("word", ["--version", "-V"])
def test_the_version_is_one_line(user: Terminal, word: str) -> None:
    for words in ([word], ["-q", word]):
        ran = user.called(*words)
        assert (ran.code, ran.out, ran.err) == (0, f"newsdigest {__version__}\n", "")


@pytest.mark.parametrize("words", EVERYWHERE, ids=" ".join)
def test_help_fits_a_narrow_screen_and_begins_with_examples(
    user: Terminal, words: list[str]
) -> None:
    ran = user.called(*words, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran == user.called(*words, "-h")
    assert max(map(cells, ran.out.splitlines())) <= 80
    assert "Usage: newsdigest" in ran.out
    if words not in GROUPS:
        assert ran.out.index("Examples:") < ran.out.index("Usage:")
        assert f"\n  newsdigest {' '.join(words)}".rstrip() in ran.out
    assert user.called(*words, "--help", columns=200) == ran


def test_a_bare_group_says_what_it_holds(user: Terminal) -> None:
    for words in GROUPS:
        ran = user.called(*words)
        assert ran.code == 2
        assert f"Try: newsdigest {words[0]} --help" in ran.err


@pytest.mark.parametrize("words", NAMES, ids=" ".join)
def test_every_option_has_a_long_name_and_a_meaning(user: Terminal, words: list[str]) -> None:
    for line in user.called(*words, "--help").out.splitlines():
        if line.startswith("  -"):
            assert " --" in line
            assert len(line.split("  ")) > 2 or len(line.strip()) > 20


# ---------------------------------------------------------------- 24: quiet and verbose
def test_quiet_is_silent_when_all_is_well(user: Terminal, samples: Path) -> None:
    words = ("text", str(samples / "ferry.txt"), "-o", str(user.home / "x.md"), "-q")
    ran = user.called(*words, columns=80)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    failed = user.called("text", "none.txt", "-q")
    assert failed.err.startswith("error: ")


def test_verbose_tells_each_request(user: Terminal, server: Loopback) -> None:
    link = server.url("/bridge.html")
    ran = user.called("url", link, "-v")
    assert ran.err.startswith(f"{link}: 200, ")
    assert " bytes, " in ran.err
    assert " ms" in ran.err
    assert "from the cache" in user.called("url", link, "-v").err


# ---------------------------------------------------------------- 25: progress and imports
def test_progress_shows_on_a_terminal_and_leaves_nothing(user: Terminal, server: Loopback) -> None:
    words = ("url", server.url("/bridge.html"), server.url("/harbour.html", host=2))
    ran = user.called(*words, columns=40)
    assert screen(ran.err, 40) == "\n"
    assert "\x1b[2K" in ran.err  # drawn and wiped
    assert ran.err.rstrip("\n").endswith(("\x1b[2K", "\x1b[1A\x1b[2K", "\x1b[?25h"))
    for quiet in (user.called(*words), user.called(*words, "-q", columns=80)):
        assert quiet.err == ""
    for env in ({"TERM": "dumb"}, {"NO_COLOR": "1"}):
        assert user.called(*words, columns=80, env=env).err == ""
    assert user.called(*words, "--color", "never", columns=80).err == ""


def test_the_first_sign_of_life_comes_before_the_first_request(
    user: Terminal, server: Loopback
) -> None:
    seen: list[bytes] = []
    shown = Drain(80)

    async def never(_asked: Asked, _writer: object) -> None:
        seen.append(shown.so_far)

    server.handlers["/never"] = never
    ran = subprocess.run(
        [*COMMAND, "url", server.url("/never")],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=shown.theirs,
        env=environment(user.home, {"NEWSDIGEST_FETCH_TIMEOUT_S": "1"}), check=False, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 1
    assert seen
    assert all(b"working" in one or b"fetching" in one for one in seen)
    assert "error: could not fetch" in shown.text()


@pytest.mark.parametrize(
    "words",
    [["--version"], ["--help"], ["text", "--help"], ["url", "-h"], ["daily", "-h"], ["text", "-x"]],
)
def test_what_needs_no_article_imports_nothing_heavy(user: Terminal, words: list[str]) -> None:
    assert not heavy_imports(user, words) & set(HEAVY)


def test_a_text_in_a_pipe_pays_for_neither_html_nor_screen(user: Terminal, samples: Path) -> None:
    loaded = heavy_imports(user, ["text", str(samples / "ferry.txt")])
    assert not loaded & set(HEAVY)


def test_the_version_and_help_do_without_the_command_parser(user: Terminal) -> None:
    assert "typer" not in heavy_imports(user, ["--help"])
    assert not heavy_imports(user, ["--version"]) & {"typer", "signal", "dataclasses"}


def heavy_imports(user: Terminal, words: list[str]) -> set[str]:
    """List the top-level modules that a run of some words loads."""
    code = (
        "import sys; from newsdigest.__main__ import main; main();"
        " sys.stderr.write(' '.join({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        env=environment(user.home, {}), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stderr.splitlines()[-1].split())


# ---------------------------------------------------------------- 26: completion
ASK = {
    "bash": "source <({program} completion bash); COMP_WORDS=({words}); COMP_CWORD={at};"
    ' _newsdigest_completion newsdigest; printf "%s\\n" "${{COMPREPLY[@]}}"',
    "fish": "{program} completion fish | source; complete --do-complete '{words}'",
    "zsh": "autoload -Uz compinit; compinit -D; source <({program} completion zsh);"
    " words=({words}); CURRENT={at}+1; _arguments() {{ print -r -- $@ }}; _files() {{ }};"
    " _newsdigest_completion",
}


@pytest.mark.parametrize("shell", ASK)
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("newsdigest u", "url"),
        ("newsdigest text --ful", "--full"),
        ("newsdigest text --of", "--offline"),
        ("newsdigest daily --of", "--offline"),
        ("newsdigest daily --feed co", "coast-daily"),
        ("newsdigest text --gr", ""),
    ],
)
def test_a_shell_completes_commands_and_options(
    user: Terminal, shell: str, words: str, expected: str
) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    config = user.home / ".config/newsdigest/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[[feeds]]\nurl = "https://coast.test/feed"\nname = "Coast Daily"\n')
    folder = user.home / "bin"
    folder.mkdir()
    program = folder / "newsdigest"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m newsdigest "$@"\n')
    program.chmod(0o755)
    env = environment(user.home, {})
    env["PATH"] = f"{folder}:{env['PATH']}"
    script = ASK[shell].format(program="newsdigest", words=words, at=words.count(" "))
    quiet = {"bash": ["--norc"], "fish": ["--no-config"], "zsh": ["-f"]}[shell]
    done = subprocess.run(
        [shell, *quiet, "-c", script], env=env, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    if expected:
        assert expected in done.stdout
    else:
        assert "--grep" not in done.stdout


def test_the_words_of_a_completion_are_taken_from_the_table(user: Terminal) -> None:
    env = {"_NEWSDIGEST_COMPLETE": "complete_bash", "COMP_WORDS": "newsdigest ", "COMP_CWORD": "1"}
    with pytest.raises(SystemExit):
        user.called(env=env)


# ---------------------------------------------------------------- 27: options anywhere
def test_options_stand_before_or_after_arguments_and_commands(
    user: Terminal, samples: Path
) -> None:
    name = str(samples / "ferry.txt")
    expected = user.called("text", name, "--points", "2", "-q")
    assert expected.code == 0
    for words in (
        ["text", "-q", "--points", "2", name],
        ["text", "--points=2", name, "-q"],
        ["-q", "text", name, "-n2"],
        ["-q", "-n", "2", "text", name],
        ["--quiet", "--points=2", "text", name],
    ):
        assert user.called(*words) == expected


def test_a_dash_dash_ends_the_options(user: Terminal) -> None:
    (user.home / "-x.txt").write_text("The council of Elm voted on Monday to open the bridge.")
    ran = user.spawned("text", "--", "-x.txt")
    assert ran.code == 0
    assert "The council of Elm" in ran.out


# ---------------------------------------------------------------- 28: offline, no prompts
def test_offline_asks_nobody_and_says_so(user: Terminal, server: Loopback) -> None:
    link = server.url("/bridge.html")
    ran = user.called("url", link, "--offline")
    assert (ran.code, ran.out) == (1, "")
    assert server.asked("/bridge.html") == []
    user.called("url", link)
    again = user.called("url", link, "--offline")
    assert "# City opens new river bridge" in again.out
    assert user.called("--offline", stdin=f"{link}\n".encode()) == again
    assert len(server.asked("/bridge.html")) == 1


def test_nothing_is_written_into_the_working_directory(user: Terminal, samples: Path) -> None:
    place = user.home / "place"
    place.mkdir()
    user.spawned("text", str(samples / "bridge.html"), cwd=place)
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("columns", [PIPE, 80])
def test_no_command_asks_a_question(user: Terminal, columns: int) -> None:
    assert user.called("url", stdin=KEYBOARD, columns=columns).code == 2
