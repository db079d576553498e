"""newsdigest group: items in, stories out, nothing fetched."""

import json
import socket
from typing import Any

import pytest
from tests.cli.newsroom import BRIDGE, STRIKE
from tests.cli.terminal import Terminal

TITLE = "City opens new river bridge"


def item(title: str, *lines: str, **more: object) -> dict[str, Any]:
    slug = "-".join(title.lower().split())
    return {
        "title": title, "url": f"https://news.test/{more.get('source', 'a')}/{slug}",
        "text": "\n\n".join(lines), "published": "2026-11-21T06:00:00Z", **more,
    }  # fmt: skip


ITEMS = [
    item(TITLE, *BRIDGE, source="Example Times"),
    item("Harbour strike enters third week", *STRIKE, source="Elm Herald"),
    item("New river bridge opens in the city", *BRIDGE, source="Radio 4N"),
]


def lines(items: list[Any]) -> bytes:
    return "".join(f"{json.dumps(one)}\n" for one in items).encode()


def test_items_of_one_event_are_one_story_a_line(user: Terminal) -> None:
    ran = user.called("group", stdin=lines(ITEMS))
    assert (ran.code, ran.err) == (0, "")
    stories = [json.loads(line) for line in ran.out.splitlines()]
    assert [story["title"] for story in stories] == [TITLE, "Harbour strike enters third week"]
    assert [one["site"] for one in stories[0]["articles"]] == ["Example Times", "Radio 4N"]
    assert stories[0]["articles"][0]["published"] == "2026-11-21T06:00:00+00:00"
    for story in stories:
        for point in story["key_points"]:
            text = story["articles"][point["article"]]["text"]
            assert text[point["start"] : point["end"]] == point["text"]


def test_the_order_is_that_of_the_items_and_the_bytes_are_the_same(user: Terminal) -> None:
    once, again = (user.called("group", stdin=lines(ITEMS)).out for _ in range(2))
    assert once == again
    first = json.loads(user.called("group", stdin=lines(ITEMS[1:])).out.splitlines()[0])
    assert first["title"] == "Harbour strike enters third week"


def test_nothing_is_asked_of_the_network(user: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was made")

    monkeypatch.setattr(socket, "socket", refuse)
    assert user.called("group", stdin=lines(ITEMS)).code == 0


def test_stories_are_drawn_in_any_format_also_by_the_ending_of_a_file(user: Terminal) -> None:
    drawn = user.called("group", "-f", "markdown", stdin=lines(ITEMS)).out
    assert f"## {TITLE}\n" in drawn
    assert "Radio 4N" in drawn
    path = user.home / "x.html"
    assert user.called("group", "-o", str(path), stdin=lines(ITEMS)).code == 0
    assert path.read_text().startswith("<!DOCTYPE html>")


def test_an_item_without_text_is_a_headline_that_folds_and_says_nothing_twice(
    user: Terminal,
) -> None:
    bare = {"title": TITLE, "url": "https://4n.test/b", "source": "Radio 4N"}
    (story,) = map(json.loads, user.called("group", stdin=lines([bare])).out.splitlines())
    assert (story["title"], story["key_points"]) == (TITLE, [])
    assert story["articles"][0]["teaser"] is True


def test_html_is_read_as_a_page(user: Terminal) -> None:
    body = "".join(f"<p>{line}</p>" for line in BRIDGE)
    page = f"<html><body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    ran = user.called("group", stdin=lines([{"html": page, "url": "https://a.test/b"}]))
    assert json.loads(ran.out)["key_points"]


def test_a_bad_line_costs_itself_alone_and_is_named(user: Terminal) -> None:
    given = b"{\n" + lines([*ITEMS[:1], ["a"], {"url": "https://a.test"}]) + b"\n"
    ran = user.called("group", stdin=given)
    assert ran.code == 3
    assert len(ran.out.splitlines()) == 1
    said = ran.err.splitlines()
    assert "standard input, line 1: it is no JSON" in said[0]
    assert "line 3: it is no JSON object" in said[1]
    assert "line 4: " in said[2]
    assert user.called("group", stdin=b"{\n").code == 1


def test_files_are_read_one_after_the_other_and_a_missing_one_is_named(user: Terminal) -> None:
    (user.home / "a.jsonl").write_bytes(lines(ITEMS[:2]))
    (user.home / "b.jsonl").write_bytes(lines(ITEMS[2:]))
    ran = user.called("group", str(user.home / "a.jsonl"), str(user.home / "b.jsonl"))
    assert ran.out == user.called("group", stdin=lines(ITEMS)).out
    assert "cannot read" in user.called("group", "none.jsonl").err
