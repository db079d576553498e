"""Input: links, files, standard input, and everything that is none of them."""

import gzip
import json
from pathlib import Path

import pytest
from tests.cli.terminal import KEYBOARD, Terminal
from tests.servers.loopback import Loopback

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Elm</title>
<item><title>Bridge</title><link>https://elm.test/1</link></item></channel></rss>"""


# ---------------------------------------------------------------- 13: a dash, and what is piped in
def test_a_dash_is_stdin_wherever_a_file_is_taken(
    user: Terminal, samples: Path, server: Loopback
) -> None:
    page = (samples / "ferry.txt").read_bytes()
    given = user.called("text", "-", stdin=page)
    assert given.code == 0
    assert given == user.called("text", stdin=page)
    assert given == user.called(stdin=page)
    assert given == user.called("text", str(samples / "ferry.txt"))
    listed = user.called("url", "-i", "-", stdin=server.url("/bridge.html").encode())
    assert "# City opens new river bridge" in listed.out
    assert "Elm, 1 entry" in user.called("feeds", "check", "-", stdin=FEED).out
    outlines = (samples / "feeds.opml").read_bytes()
    assert user.called("feeds", "import", "-", stdin=outlines).out == "added 3 feeds\n"


def test_html_text_and_links_are_told_apart_by_content(
    user: Terminal, samples: Path, server: Loopback
) -> None:
    html = user.called("--json", stdin=(samples / "bridge.html").read_bytes())
    assert json.loads(html.out)["stories"][0]["articles"][0]["site"] == "Example Times"
    text = user.called(stdin=b"The council of Elm voted on Monday to open the bridge.")
    assert "The council of Elm voted on Monday" in text.out
    link = user.called("--json", stdin=server.url("/bridge.html").encode() + b"\n")
    assert json.loads(link.out)["title"] == "City opens new river bridge"


def test_a_feed_on_stdin_is_named_and_the_command_that_fits(user: Terminal) -> None:
    ran = user.called(stdin=FEED)
    assert ran.code == 1
    assert ran.err.startswith("error: could not read: standard input: it is a feed")
    assert "newsdigest feeds" in ran.err


@pytest.mark.parametrize(
    "words", [["-n", "2"], ["-f", "json", "-q"], ["--json"], ["--points=2", "--quiet"]]
)
def test_options_alone_speak_of_what_is_piped_in(
    user: Terminal, samples: Path, words: list[str]
) -> None:
    page = (samples / "ferry.txt").read_bytes()
    assert user.called(*words, stdin=page) == user.called("text", *words, stdin=page)


# ---------------------------------------------------------------- 14: bare at a terminal
def test_a_bare_call_at_a_terminal_gives_three_examples(user: Terminal) -> None:
    ran = user.called(stdin=KEYBOARD, columns=80)
    assert ran.code == 0
    assert len([line for line in ran.out.splitlines() if line.startswith("  ")]) == 3
    assert "newsdigest --help" in ran.out


@pytest.mark.parametrize(
    "words",
    [
        *(["text"], ["text", "-"], ["-n", "3"], ["url", "-i", "-"]),
        *(["feeds", "check", "-"], ["feeds", "import", "-"]),
    ],
)
def test_nothing_waits_for_a_keyboard(user: Terminal, words: list[str]) -> None:
    ran = user.called(*words, stdin=KEYBOARD, columns=80)
    assert ran.code == 2
    assert ran.err.startswith("error: no text given: standard input: ")


# ---------------------------------------------------------------- 15: odd bytes
ARTICLE = "The council of Elm voted on Monday to open the bridge to buses. It cost $3 million."
ODD_BUT_READ = {
    "utf-16": ARTICLE.encode("utf-16"),
    "utf-16-be with a mark": b"\xfe\xff" + ARTICLE.encode("utf-16-be"),
    "utf-8 with a mark": b"\xef\xbb\xbf" + ARTICLE.encode(),
    "lone surrogate": ARTICLE.encode() + b" \xed\xa0\x80 end",
    "broken utf-8": ARTICLE.encode() + b" \xff\xfe\xc0 end",
}
REFUSED = {
    "empty": (b"", "it is empty"),
    "blank": (b" \n\t\n ", "it is empty"),
    "nulls": (bytes(4000), "it is empty"),
    "binary": (bytes(range(256)) * 40, "binary"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(range(200)), "image"),
    "pdf": (b"%PDF-1.7\n" + bytes(range(200)), "PDF"),
}


@pytest.mark.parametrize("name", ODD_BUT_READ)
def test_odd_encodings_are_read(user: Terminal, name: str) -> None:
    ran = user.called(stdin=ODD_BUT_READ[name])
    assert (ran.code, ran.err) == (0, "")
    assert "The council of Elm voted on Monday to open the bridge to buses." in ran.out
    assert "\ufeff" not in ran.out


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_text_is_refused_in_one_line(user: Terminal, name: str) -> None:
    body, why = REFUSED[name]
    ran = user.called(stdin=body)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert ran.err.startswith("error: could not read: standard input: ")
    assert why in ran.err


def test_gzipped_html_is_read(user: Terminal, samples: Path) -> None:
    packed = gzip.compress((samples / "bridge.html").read_bytes(), mtime=0)
    assert "# City opens new river bridge" in user.called(stdin=packed).out


def test_a_hundred_megabytes_are_refused_in_one_line(user: Terminal) -> None:
    big = user.home / "big.txt"
    with big.open("wb") as file:
        file.truncate(100 * 1024 * 1024 + 1)
    ran = user.called("text", str(big))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert "MiB" in ran.err


# ---------------------------------------------------------------- 16: what is no link
def test_a_link_without_a_scheme_is_tried_with_https(user: Terminal) -> None:
    ran = user.called("url", "127.0.0.1:1/x")
    assert "https://127.0.0.1:1/x" in ran.err


def test_a_link_without_a_scheme_goes_by_http_where_https_is_not_spoken(
    user: Terminal, server: Loopback
) -> None:
    server.refuses_tls = True
    typed = server.url("/bridge.html").removeprefix("http://")
    ran = user.called("url", typed, f"{typed}?none", "http://127.0.0.1:1/x", "--json")
    document = json.loads(ran.out)
    assert document["stories"], ran.err
    assert document["stories"][0]["articles"][0]["url"] == f"http://{typed}", ran.err
    assert [failed["source"] for failed in document["failures"]] == ["http://127.0.0.1:1/x"]
    item = "<item><title>Bridge opens</title><link>https://elm.test/a</link></item>"
    rss = f"<rss version='2.0'><channel><title>Elm Herald</title>{item}</channel></rss>"
    server.page("/feed.xml", rss.encode(), "application/rss+xml")
    feed = server.url("/feed.xml").removeprefix("http://")
    added = user.called("feeds", "add", feed)
    assert (added.code, f"http://{feed}" in added.out) == (0, True), added.err
    assert user.called("feeds", "add", f"https://{feed}").err.count("no secure connection") == 1


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("./page.html", "it is a file"),
        ("javascript:alert(1)", "javascript: is not fetched"),
        ("file:///etc/passwd", "file: is not fetched"),
        ("two words", "no address of the web and no file"),
        ("nonsense", "no address of the web and no file"),
    ],
)
def test_what_is_no_link_is_named(
    user: Terminal, monkeypatch: pytest.MonkeyPatch, link: str, why: str
) -> None:
    (user.home / "page.html").write_text("<p>x</p>")
    monkeypatch.chdir(user.home)
    ran = user.called("url", link)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: not a link: {link}: {why}")
    if why == "it is a file":
        assert "Try: newsdigest text ./page.html" in ran.err


def test_text_of_a_link_names_url(user: Terminal) -> None:
    ran = user.called("text", "https://example.org/a")
    assert (ran.code, ran.out) == (2, "")
    assert "Try: newsdigest url https://example.org/a" in ran.err


def test_a_feed_is_said_to_be_one(user: Terminal, server: Loopback) -> None:
    server.page("/feed.xml", FEED, "application/rss+xml")
    ran = user.called("url", server.url("/feed.xml"))
    assert (ran.code, ran.out) == (1, "")
    assert f"newsdigest feeds add {server.url('/feed.xml')}" in ran.err


SECTION = (
    "<!doctype html><html><head><title>Elm Herald</title></head><body><main><ul>{}</ul></main>"
)


def test_a_section_page_is_said_to_be_one(user: Terminal, server: Loopback) -> None:
    lines = "".join(
        f"<li><a href=/{at}>Headline number {at} of a long day in Elm</a></li>" for at in range(40)
    )
    server.page("/world", SECTION.format(lines))
    link = server.url("/world")
    ran = user.called("url", link)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"error: could not read an article: {link}: it is a list of stories, not one."
        f" Try: newsdigest feeds add {link}\n"
    )
    saved = user.home / "world.html"
    saved.write_text(SECTION.format(lines))
    assert "Try: newsdigest feeds add the site's address" in user.called("text", str(saved)).err


# ---------------------------------------------------------------- 17: several links
def test_several_links_come_in_order_each_once_and_a_bad_one_loses_none(
    user: Terminal, server: Loopback
) -> None:
    names = ("/harbour.html", "/none.html", "/bridge.html", "/harbour.html", "/battery.html")
    links = [server.url(name, host=number) for number, name in enumerate(names, 1)]
    links[3] = links[0]
    ran = user.called("url", *links, "--json")
    assert ran.code == 3
    document = json.loads(ran.out)
    order = [story["articles"][0]["url"] for story in document["stories"]]
    assert order == [links[0], links[2], links[4]]
    assert [failure["source"] for failure in document["failures"]] == [links[1]]


def test_several_links_go_into_one_file_in_order_and_what_failed_is_said(
    user: Terminal, server: Loopback
) -> None:
    target = user.home / "digest.md"
    names = ("/harbour.html", "/none.html", "/bridge.html")
    links = [server.url(name, host=number) for number, name in enumerate(names, 1)]
    ran = user.called("url", *links, "-o", str(target))
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"error: could not fetch: {links[1]}: ")
    heads = [line for line in target.read_text("utf-8").splitlines() if line.startswith("## ")]
    assert heads == [
        "## Harbour strike enters third week as talks stall",
        "## City opens new river bridge",
    ]


@pytest.mark.parametrize("ending", ["md", "json"])
def test_where_every_link_fails_the_old_file_stays(
    user: Terminal, server: Loopback, ending: str
) -> None:
    target = user.home / f"digest.{ending}"
    target.write_text("old")
    ran = user.called("url", server.url("/none.html"), "-o", str(target))
    assert (ran.code, ran.out, target.read_text()) == (1, "", "old")


# ---------------------------------------------------------------- brackets
STORY = """Plant closed over lead

The council of Elmton closed the old water plant on Monday after tests had found lead in the river.

Ana Ruiz, mayor of Elmton, came at noon. It rained.

Ruiz said that the 14 million dollars for a new plant are not in the budget of the town of Elmton.

Tests found 31 micrograms of lead in a litre, three times as much as the state allows in a river."""


def test_names_are_explained_in_brackets_unless_told_not_to(user: Terminal, tmp_path: Path) -> None:
    shown = "Ruiz [Ana Ruiz, mayor of Elmton] said"
    assert shown in user.called("text", "-f", "plain", stdin=STORY.encode()).out
    bare = user.called("text", "-f", "plain", "--no-gloss", stdin=STORY.encode()).out
    assert "Ruiz said that the 14 million dollars" in bare
    config = tmp_path / "config.toml"
    config.write_text("[digest]\ngloss = false\n", "utf-8")
    set_once = user.called("text", "-f", "plain", "--config", str(config), stdin=STORY.encode())
    assert set_once.out == bare


def test_a_file_that_is_missing_loses_none_of_the_others(user: Terminal, samples: Path) -> None:
    names = [str(samples / "bridge.html"), "missing.txt", str(samples / "ferry.txt")]
    ran = user.called("text", *names)
    assert ran.code == 3
    assert ran.err == (
        "error: cannot read: missing.txt: no such file or directory. "
        "Try: a file that exists, or -\n"
    )
    assert ran.out.count("\n## ") + ran.out.startswith("## ") == 2
    assert user.called("text", "missing.txt").code == 2
    assert user.called("text", "missing.txt", "gone.txt").code == 1


def test_a_text_without_a_headline_has_no_bare_mark_of_one(user: Terminal, samples: Path) -> None:
    text = (
        b"The ferry runs again from Monday after a winter in dock, the harbour office said. "
        b"It had been laid up since November with a cracked shaft, and islanders took the bus."
    )
    assert user.called("text", "-", stdin=text).out.startswith("31 words, 1 min\n")
    assert user.called("text", "-", "-f", "plain", stdin=text).out.startswith(" 31 words, 1 min\n")
    assert "<h1" not in user.called("text", "-", "-f", "html", stdin=text).out
    (user.home / "a.txt").write_bytes(text)
    many = user.called("text", str(user.home / "a.txt"), str(samples / "bridge.html")).out
    assert "## (no headline)\n" in many


def test_a_saved_page_keeps_its_address_in_every_format(user: Terminal, samples: Path) -> None:
    for name in ("markdown", "html", "plain", "json"):
        ran = user.called("text", str(samples / "bridge.html"), "-f", name)
        assert "https://example-times.test/bridge" in ran.out
