"""Streams and formats: the manners of standard output and standard error."""

import importlib.util
import json
import re
import unicodedata
from pathlib import Path

import pytest
from tests.cli.screen import cells, screen
from tests.cli.terminal import Terminal
from tests.servers.loopback import Loopback

from newsdigest.stages.render.formats import FORMATS

READY = [
    kind for kind, row in FORMATS.items() if importlib.util.find_spec(row.module) and not row.binary
]
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x07\x1b]*;[^\x07\x1b]*\x1b\\")
WIDTHS = (40, 80, 200)
PROSE = 100


# ---------------------------------------------------------------- 1, 2, 3: what goes where
def test_stdout_has_only_the_digest_and_stderr_the_rest(user: Terminal, server: Loopback) -> None:
    ran = user.called("url", server.url("/bridge.html"), server.url("/gone.html"), "-v")
    assert ran.code == 3
    assert "# City opens new river bridge" in ran.out
    assert "error: " not in ran.out
    assert "/gone.html" in ran.err
    assert "river bridge" not in ran.err.replace("/bridge.html", "")


def test_a_pipe_gets_markdown_without_escape_spinner_or_box(user: Terminal, samples: Path) -> None:
    ran = user.called("text", str(samples / "bridge.html"))
    assert ran.code == 0
    assert ran.err == ""
    assert ran.out.startswith("# City opens new river bridge\n")
    assert not FORBIDDEN.search(ran.out)
    assert not [c for c in ran.out if "\u2500" <= c <= "\u259f" or "\u2800" <= c <= "\u28ff"]


def test_a_pipe_is_the_same_in_a_process_of_its_own(user: Terminal, samples: Path) -> None:
    words = ("text", str(samples / "ferry.txt"))
    assert user.called(*words) == user.spawned(*words)


@pytest.mark.parametrize(
    ("words", "env"),
    [
        (["--color", "always"], {}),
        ([], {"FORCE_COLOR": "1"}),
        (["--color", "always"], {"NO_COLOR": "1", "TERM": "dumb"}),
    ],
)
def test_colour_in_a_pipe_must_be_asked_for(
    user: Terminal, samples: Path, words: list[str], env: dict[str, str]
) -> None:
    ran = user.called("text", str(samples / "ferry.txt"), "-f", "terminal", *words, env=env)
    assert "\x1b[1m" in ran.out


@pytest.mark.parametrize(
    ("words", "env"),
    [
        (["--color", "never"], {"FORCE_COLOR": "1"}),
        ([], {"NO_COLOR": "1"}),
        ([], {"TERM": "dumb"}),
        ([], {"TERM": ""}),
    ],
)
def test_a_terminal_can_be_spared_every_escape(
    user: Terminal, samples: Path, words: list[str], env: dict[str, str]
) -> None:
    ran = user.called("text", str(samples / "ferry.txt"), *words, columns=80, env=env)
    assert "Key points" in ran.out
    assert "\x1b" not in ran.out + ran.err


def test_an_empty_no_color_asks_for_nothing(user: Terminal, samples: Path) -> None:
    ran = user.called("text", str(samples / "ferry.txt"), columns=80, env={"NO_COLOR": ""})
    assert "\x1b[1m" in ran.out


# ---------------------------------------------------------------- 4: one JSON document
def test_json_is_one_document_with_a_schema(user: Terminal, samples: Path) -> None:
    ran = user.called("text", str(samples / "bridge.html"), str(samples / "ferry.txt"), "--json")
    document = json.loads(ran.out)
    assert document["schema"] == "newsdigest/1"
    for story in document["stories"]:
        for piece in [*story["key_points"], *story["quotes"]]:
            text = story["articles"][piece["article"]]["text"]
            assert text[piece["start"] : piece["end"]] == piece["text"]


@pytest.mark.parametrize(
    "words",
    [
        ["text", "missing.txt"],
        ["url"],
        ["url", "-i", "missing"],
        ["url", "http://127.0.0.1:1/closed"],
        ["text", "--points", "none"],
        ["text"],
        ["show"],
        ["show", "yesterday"],
        ["show", "-g", "bridge"],
        ["daily"],
        ["daily", "--date", "2026-11-20"],
        ["feeds", "check", "http://127.0.0.1:1/closed"],
        ["feeds", "list", "--config", "missing.toml"],
    ],
)
def test_stdout_is_empty_or_json_when_it_fails(user: Terminal, words: list[str]) -> None:
    ran = user.called(*words, "--json")
    assert ran.code in (1, 2)
    assert ran.err.startswith("error: ")
    assert ran.out == "" or json.loads(ran.out)["schema"] == "newsdigest/1"


# ---------------------------------------------------------------- 5, 6: hostile text
NAUGHTY = (Path(__file__).parent / "naughty.txt").read_text("unicode_escape").encode("latin-1")
LITERAL = ("[/b]", "[PR-6]", "[red]x", "At 3:100:", "List[str]", ":smile:", "[link=x]", "\\[b]")


def naughty_page() -> str:
    """A page that says in every place of text what should not be said there."""
    lines = NAUGHTY.decode("utf-8").split("\n")
    spite = " ".join(lines)
    body = "".join(
        f"<p>The council of Elm said on Monday that line {number} read {line}, which nobody"
        f" in the harbour town had expected after eleven weeks of talks.</p>"
        for number, line in enumerate(lines)
    )
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Naughty {spite}</title>"
        f"<meta property='og:site_name' content='Site {spite}'>"
        f"<link rel=canonical href='https://x.test/{lines[0]}'>"
        f"<meta name=author content='Jo {spite}'></head><body><article><h1>Naughty {spite}</h1>"
        f"{body}<p>“It reads {spite},” said Jo Doe, mayor.</p></article></body></html>"
    )


def by_reference(page: str) -> str:
    """Spell what is forbidden as HTML spells it, with what no text may hold as it stands."""
    spelled = FORBIDDEN.sub(lambda found: f"&#{ord(found[0])};", page.replace("\n", " "))
    more = "".join(f"&#{code};&#x{code:x};" for code in (*range(32), *range(127, 160)))
    return spelled.replace("Naughty", f"Naughty {more}").replace("read", f"read {more}")


@pytest.mark.parametrize("kind", READY)
def test_no_control_character_of_the_news_reaches_any_output(user: Terminal, kind: str) -> None:
    spelled = by_reference(naughty_page())
    for words, given in (
        (["--explain"], naughty_page()),
        (["--full"], naughty_page()),
        (["--explain"], NAUGHTY.decode()),
        ([], spelled),
    ):
        ran = user.called("text", "-f", kind, *words, stdin=given.encode())
        assert ran.code == 0 or given == spelled
        assert not FORBIDDEN.search(ran.out + ran.err)


def test_on_a_terminal_the_only_escapes_are_ours(user: Terminal) -> None:
    env = {"VTE_VERSION": "7000", "COLORTERM": "truecolor"}
    ran = user.called("text", stdin=naughty_page().encode(), columns=80, env=env)
    assert "\x1b[1m" in ran.out
    assert not FORBIDDEN.search(OURS.sub("", ran.out))


@pytest.mark.parametrize("columns", [80, 200])
def test_markup_of_the_news_comes_out_verbatim(user: Terminal, columns: int) -> None:
    title = "Talks " + " ".join(LITERAL)
    text = f"{title}\n\n" + "\n\n".join(
        f"The {word} clause of the treaty was signed by all nine states on Monday."
        for word in LITERAL
    )
    ran = user.called("text", "--full", "--no-dedupe", stdin=text.encode(), columns=columns)
    said = " ".join(screen(ran.out, columns).split())
    assert title in said
    for word in LITERAL:
        assert f"The {word} clause" in said


# ---------------------------------------------------------------- 7, 8, 9: widths and scripts
@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("option", ["", "--full", "--explain"])
def test_no_line_is_wider_than_the_terminal_and_prose_not_wider_than_a_page(
    user: Terminal, samples: Path, columns: int, option: str
) -> None:
    names = [str(samples / name) for name in ("bridge.html", "ferry.txt", "bruecke.de.html")]
    ran = user.called("text", *names, *option.split(), columns=columns, env={"NO_COLOR": "1"})
    assert ran.code == 0
    for line in ran.out.splitlines():
        if "https://" not in line:
            assert cells(line) <= min(columns, PROSE)


@pytest.mark.parametrize("columns", [20, 40])
def test_an_address_is_never_broken(user: Terminal, samples: Path, columns: int) -> None:
    ran = user.called("text", str(samples / "bridge.html"), columns=columns, env={"NO_COLOR": "1"})
    assert "https://example-times.test/bridge" in [line.strip() for line in ran.out.splitlines()]


def test_width_is_asked_of_the_terminal_unless_columns_says_it(
    user: Terminal, samples: Path
) -> None:
    words = ("text", str(samples / "ferry.txt"), "-f", "plain")
    narrow = user.called(*words, columns=60, env={"COLUMNS": "40"})
    assert max(map(cells, narrow.out.splitlines())) <= 40
    piped = user.called(*words)
    assert 60 < max(map(cells, piped.out.splitlines())) <= 80


SCRIPTS = {
    "cjk": "河上新桥于周一正式通车连接旧港口与北部各区耗资一亿八千二百万元比预算高出百分之十二",
    "emoji": "Bridge \U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 opens"
    " \U0001f3f3\ufe0f\u200d\U0001f308 for \U0001f44d\U0001f3fd all \U0001f1e9\U0001f1ea the"
    " 1\ufe0f\u20e3 families of the northern side",
    "combining": "Cafe\u0301 Zu\u0308rich o\u0302\u0301 na\u0303o bridge opened e\u0301te\u0301",
    "arabic": "افتتحت المدينة جسرا جديدا بطول 410 متر فوق نهر Elm يوم الاثنين بعد أربع سنوات",
    "hebrew": "העיר פתחה גשר חדש באורך 410 מטר מעל הנהר ביום שני אחרי ארבע שנים של עבודה",
    "long": "Donau" + "dampfschifffahrts" * 14 + "gesellschaft nimmt Fahrt auf",
}


@pytest.mark.parametrize("columns", [20, *WIDTHS])
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_wraps_by_cells_and_keeps_its_clusters_whole(
    user: Terminal, script: str, columns: int
) -> None:
    line = SCRIPTS[script]
    text = f"{line}\n\n{line}. {line}.\n\n{line}."
    ran = user.called("text", "--full", stdin=text.encode(), columns=columns)
    plain = OURS.sub("", ran.out)
    for row in plain.splitlines():
        assert cells(row) <= min(columns, PROSE)
        first = row.strip()[:1]
        assert not first or not unicodedata.combining(first)
        assert first not in ("\u200d", "\ufe0f", "\u20e3", "\U0001f3fd")
        assert not row.rstrip().endswith("\u200d")
    assert "".join(plain.split()).count("".join(line.split())) >= 3


def test_a_right_to_left_line_keeps_its_bullet_and_its_neighbours(user: Terminal) -> None:
    text = "\n\n".join([SCRIPTS["arabic"], f"{SCRIPTS['arabic']}.", "The toll is 2 dollars."])
    ran = user.called("text", stdin=text.encode(), columns=80, env={"NO_COLOR": "1"})
    points = [line for line in ran.out.splitlines() if "•" in line]
    assert points
    assert all(line.lstrip("\u2066\u2067\u2068\u200e ").startswith("•") for line in points)
    # A paragraph takes its direction from its first strong character: the mark before the bullet
    # keeps it on the left, and nothing is left open for the next line.
    for line in ran.out.splitlines():
        opened = sum(line.count(mark) for mark in "\u2066\u2067\u2068")
        assert opened == line.count("\u2069")


# ---------------------------------------------------------------- 10: files
def test_output_goes_to_a_file_and_a_dash_is_stdout(user: Terminal, samples: Path) -> None:
    target = user.home / "digest.md"
    target.write_text("old")
    words = ("text", str(samples / "ferry.txt"))
    ran = user.called(*words, "-o", str(target))
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert target.read_bytes() == user.called(*words, "-o", "-").out.encode()
    assert not list(user.home.glob(".digest*"))


def test_a_missing_directory_is_a_clear_error(user: Terminal, samples: Path) -> None:
    target = user.home / "none/digest.md"
    ran = user.called("text", str(samples / "ferry.txt"), "-o", str(target))
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert f"error: could not write: {target}: " in ran.err
    assert not target.parent.exists()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.json", "json"), ("a.md", "markdown"), ("a.txt", "plain"), ("a", "markdown")],
)
def test_a_file_s_ending_chooses_its_format(
    user: Terminal, samples: Path, name: str, kind: str
) -> None:
    words = ("text", str(samples / "ferry.txt"))
    user.called(*words, "-o", str(user.home / name))
    assert (user.home / name).read_text() == user.called(*words, "-f", kind).out


# ---------------------------------------------------------------- 11, 12: pipes and encodings
def test_a_reader_that_leaves_early_is_no_error(user: Terminal, samples: Path) -> None:
    import subprocess

    from tests.cli.terminal import COMMAND, environment

    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {' '.join(COMMAND)} text \"$1\" --json | head -1", "_",
         str(samples / "ferry.txt")],
        env=environment(user.home, {}), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "{\n", "")


def test_a_reader_that_never_came_is_no_error(user: Terminal) -> None:
    process = user.begun("--help")
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(10) == 0


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["text", "ferry.txt"]])
def test_a_closed_or_full_stdout_is_a_clear_error(
    user: Terminal, samples: Path, words: list[str]
) -> None:
    import subprocess

    from tests.cli.terminal import COMMAND, environment

    for where, why in ((">&-", "it is closed"), (">/dev/full", "no space left on device")):
        done = subprocess.run(
            ["bash", "-c", f'{" ".join([*COMMAND, *words])} {where}'],
            cwd=samples, env=environment(user.home, {}), capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert done.stderr == f"error: could not write: standard output: {why}\n"


@pytest.mark.parametrize(
    "env",
    [{"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}],
)
def test_a_poor_locale_breaks_nothing(user: Terminal, env: dict[str, str]) -> None:
    text = "Zürich eröffnet die Brücke\n\n„Endlich“, sagte 河 Müller am Montag in Zürich.".encode()
    target = user.home / "ä.md"
    piped = user.spawned("text", "-", stdin=text, env=env)
    assert (piped.code, piped.err) == (0, "")
    assert "Zürich" in piped.out
    filed = user.spawned("text", "-", "-o", str(target), stdin=text, env=env)
    assert (filed.code, filed.err) == (0, "")
    assert target.read_text("utf-8") == piped.out
    failed = user.spawned("text", "Zürich.html", env=env)
    assert failed.err.startswith("error: cannot read: Z")
    shown = user.spawned("text", "-", stdin=text, columns=80, env=env)
    assert shown.code == 0
