"""The big list of naughty strings, and our own, through every command and every format.

tests/data/naughty/blns.json is the list of Max Woolf and others (MIT, its licence beside it);
naughty.txt holds what a terminal obeys, which that list hardly has.
"""

import contextlib
import email
import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from email.policy import default
from email.utils import format_datetime
from html import escape
from pathlib import Path

import html5lib
import pytest
import time_machine
from lxml import etree
from tests.cli.newsroom import NOW, Newsroom, hurry
from tests.cli.terminal import Terminal
from tests.engines import Turns
from tests.servers.loopback import Loopback

from newsdigest import wiring
from newsdigest.cli import commands
from newsdigest.stages.render.formats import FORMATS
from newsdigest.wiring import archive

BIG: list[str] = json.loads(
    (Path(__file__).parents[1] / "data/naughty/blns.json").read_text("utf-8")
)
OWN = (Path(__file__).parent / "naughty.txt").read_text("unicode_escape").encode("latin-1")
STRINGS = [*BIG, *OWN.decode("utf-8").split("\n")]
A_PAGE = 40
CHUNKS = [STRINGS[at : at + A_PAGE] for at in range(0, len(STRINGS), A_PAGE)]
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
OURS = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b\]8;[^\x07\x1b]*;[^\x07\x1b]*\x1b\\|\r(?=\x1b)")
TERMINAL = 80


def page(strings: list[str]) -> str:
    """A page that says them in its headline, its byline, its site's name and its text."""
    spite = escape(" ".join(strings))
    lines = "".join(
        f"<p>The council of Elm said on Monday that line {at} read {escape(one)}, which nobody in"
        f" the harbour town had expected after eleven weeks of talks.</p>"
        for at, one in enumerate(strings)
    )
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{spite}</title>"
        f'<meta property="og:site_name" content="{spite}"><meta name=author content="Jo {spite}">'
        f'<link rel=canonical href="https://x.test/{spite}"></head><body><article><h1>{spite}</h1>'
        f"{lines}<p>“It reads {spite},” said Jo {spite}, mayor.</p></article></body></html>"
    )


@pytest.fixture
def room(user: Terminal, server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    """A reader of publishers who say nothing else, one of them by name."""
    hurry(monkeypatch)
    room = Newsroom(user, server)
    room.found("Quiet Times")
    items = []
    for at, strings in enumerate(CHUNKS):
        server.page(f"/n/{at}", page(strings))
        spite = escape(FORBIDDEN.sub("", " ".join(strings)))
        items.append(
            f"<item><title>{spite}</title><link>{server.url(f'/n/{at}')}</link><guid>{spite}</guid>"
            f"<author>{spite}</author><description>{spite}</description>"
            f"<pubDate>{format_datetime(NOW)}</pubDate></item>"
        )
    title = escape(FORBIDDEN.sub("", " ".join(STRINGS[::9])))
    server.page(
        "/naughty.xml",
        f"<rss version='2.0'><channel><title>{title}</title>{''.join(items)}</channel></rss>",
        "text/xml",
    )
    room.follow(rest="[fetch]\nmax_per_feed = 40")
    with time_machine.travel(NOW, tick=True):
        yield room


def clean(*written: str) -> None:
    for text in written:
        found = FORBIDDEN.search(OURS.sub("", text))
        assert not found, repr(text[max(0, found.start() - 40) : found.end() + 40])
    assert "Traceback" not in "".join(written)
    assert "this is a bug" not in "".join(written)


def well_formed(kind: str, text: str | bytes) -> None:
    if isinstance(text, bytes):
        with zipfile.ZipFile(io.BytesIO(text)) as book:
            for part in book.namelist():
                drawn = book.read(part).decode("utf-8")
                clean(drawn)
                if part.endswith("xhtml"):
                    etree.fromstring(drawn.encode())
        return
    if kind == "json":
        json.loads(text)
    if kind == "atom":
        etree.fromstring(text.encode())
    if kind == "eml":
        message = email.message_from_string(text, policy=default)
        assert not message.defects
        clean(*(str(part.get_content()) for part in message.iter_parts()))
    if kind == "html":
        tree = html5lib.parse(text, namespaceHTMLElements=False)
        assert not tree.findall(".//script")
        for link in tree.iterfind(".//a"):
            assert link.get("href", "").startswith(("http://", "https://")) or link.get("href")


@pytest.mark.parametrize("kind", FORMATS)
def test_links_and_texts_carry_nothing_a_terminal_obeys(
    user: Terminal, server: Loopback, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    server.page("/big", page(STRINGS))
    (user.home / "big.txt").write_text(
        "\n\n".join(FORBIDDEN.sub("", one) or "-" for one in STRINGS), "utf-8", newline=""
    )
    monkeypatch.setattr(wiring, "workers", lambda: contextlib.nullcontext(wiring.in_process))
    for words, columns in (
        (["url", server.url("/big"), "--explain"], TERMINAL),
        (["url", server.url("/big"), "--full"], 0),
        (["text", str(user.home / "big.txt"), "-n", "40"], 0),
    ):
        path = user.home / f"made.{kind}"
        to_file = ("-o", str(path)) if FORMATS[kind].binary else ()
        ran = user.called(*words, "-f", kind, *to_file, columns=columns)
        assert ran.code == 0, ran.err
        clean(ran.out, ran.err)
        well_formed(kind, path.read_bytes() if to_file else ran.out)


def test_a_day_of_them_goes_through_every_command(room: Newsroom, tmp_path: Path) -> None:
    user, feed = room.user, room.server.url("/naughty.xml")
    done: set[str] = set()

    def ran(*words: str, codes: tuple[int, ...] = (0,), columns: int = 0) -> str:
        got = user.called(*words, columns=columns)
        assert got.code in codes, got.err
        clean(got.out, got.err)
        done.add(" ".join(words[: 2 if words[0] in commands.GROUPS else 1]))
        return got.out

    ran("feeds", "add", feed, "--section", BIG[-1] or "x")
    ran("daily")
    clean(room.file().read_text("utf-8"))
    for kind, row in FORMATS.items():
        if row.binary:
            path = tmp_path / f"made.{kind}"
            ran("show", "-f", kind, "-o", str(path))
            well_formed(kind, path.read_bytes())
            continue
        well_formed(kind, ran("show", "-f", kind))
        if row.hits:
            well_formed(kind, ran("show", "-g", "council", "-f", kind))
        ran("daily", "--offline", "--stdout", "-f", kind)
    ran("open", "1", "--print")
    ran("mcp")
    ran("group")
    for columns in (40, TERMINAL):
        ran("show", columns=columns)
        ran("show", "-g", "council", columns=columns)
        for words in (["feeds", "list"], ["feeds", "check"], ["doctor"]):
            ran(*words, columns=columns)
    well_formed("json", ran("feeds", "list", "--json"))
    well_formed("json", ran("feeds", "check", "--json"))
    outlines = ran("feeds", "export")
    etree.fromstring(outlines.encode())
    (tmp_path / "out.opml").write_text(outlines, "utf-8")
    ran("feeds", "remove", feed)
    ran("feeds", "import", str(tmp_path / "out.opml"))
    ran("url", room.server.url("/n/0"))
    ran("text", str(room.file()))
    ran("init", "--cron")
    ran("completion", "fish")
    assert done | {"corpus", "demo"} == {row.name for row in commands.rows()}


def test_an_archive_of_them_is_digested(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from newsdigest.cli.run import run

    monkeypatch.setattr(archive, "engine", lambda *_: Turns())
    rows = [{"url": f"https://x.test/{at}", "html": page(some)} for at, some in enumerate(CHUNKS)]
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    for kind in ("jsonl", "parquet"):
        assert run(["corpus", str(source), "-o", str(tmp_path / kind), "-f", kind]) == 0
        clean(*capfd.readouterr())
    for path in (tmp_path / "jsonl").rglob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            clean(json.dumps(json.loads(line), ensure_ascii=False))


WAYS: list[list[str]] = [
    *(["text"], ["url"], ["show"], ["show", "-g"], ["feeds", "remove"], ["daily", "--date"], [])
]


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_as_an_argument_each_gets_one_line(
    way: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    from newsdigest.cli.run import run

    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("newsdigest.cli.read._digest_links", lambda *_: 0)
    (tmp_path / "newsdigest").mkdir()
    feeds = '[[feeds]]\nurl = "https://x.test/feed.xml"\n'
    (tmp_path / "newsdigest/config.toml").write_text(feeds, "utf-8")
    for one in [*STRINGS, "\udcff\udcfe", os.sep, "-", "--", "\x1b[31mred"]:
        if not one or "\0" in one or one.startswith("-"):
            continue  # no argument, or an option
        code = run([*way, one])
        out, err = capfd.readouterr()
        assert code in (0, 1, 2), (one, err)
        assert err.count("\n") <= 1, (one, err)
        clean(out, err)
