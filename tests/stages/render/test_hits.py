"""Hits -> str in the formats of digests."""

import json
from dataclasses import replace
from datetime import date

from newsdigest.models import Hit
from newsdigest.stages.render.formats import hits_renderer
from newsdigest.stages.render.view import View

HIT = Hit(
    date(2026, 11, 21),
    "s1",
    "A *bridge*",
    "https://a.test/1",
    "the \x02bridge\x03 of\n*elm*",
    (date(2026, 11, 19), date(2026, 11, 21)),
)
ALONE = Hit(date(2026, 11, 20), "s2", "Quiet", "", "no \x02bridge\x03", (date(2026, 11, 20),))


COURSE = (
    r"- 2026-11-21: [A \*bridge\*](https://a.test/1) · the **bridge** of \*elm\*"
    " · told 19 Nov, 21 Nov"
)


def test_hits_are_markdown_in_a_pipe() -> None:
    assert hits_renderer("markdown")([HIT, ALONE], View()).splitlines() == [
        COURSE,
        "- 2026-11-20: Quiet · no **bridge**",
    ]


def test_hits_are_short_stories_on_a_terminal() -> None:
    assert hits_renderer("plain")([HIT, ALONE], View()).splitlines() == [
        " A *bridge*",
        " Sat 21 Nov 2026 · told 19 Nov, 21 Nov",
        " the bridge of *elm*",
        " https://a.test/1",
        "",
        " Quiet",
        " Fri 20 Nov 2026",
        " no bridge",
    ]
    assert "the \x1b[1mbridge\x1b[0m of" in hits_renderer("terminal")([HIT], View(colours="256"))


def test_hits_wrap_between_words_and_keep_their_address_whole() -> None:
    far = replace(HIT, url=f"https://a.test/{'x' * 60}", snippet="of the bridge " * 9)
    lines = hits_renderer("terminal")([far], View(width=40)).splitlines()
    assert f" {far.url}" in lines
    assert max(len(line) for line in lines if "https" not in line) <= 40
    assert {word for line in lines for word in line.split()} >= {"of", "the", "bridge"}


def test_hits_are_a_page_of_their_own_in_html() -> None:
    evil = replace(ALONE, title="<b>x", url="javascript:alert(1)", snippet="a & \x02b\x03")
    made = hits_renderer("html")([HIT, evil], View())
    assert '<h2 dir="auto"><a href="https://a.test/1" rel="noreferrer">A *bridge*</a></h2>' in made
    assert '<p dir="auto">the <b>bridge</b> of *elm*</p>' in made
    assert '<h2 dir="auto">&lt;b&gt;x</h2>' in made
    assert '<p dir="auto">a &amp; <b>b</b></p>' in made
    assert "javascript" not in made


def test_hits_are_json_with_a_schema() -> None:
    read = json.loads(hits_renderer("json")([HIT, ALONE], View()))
    assert read["schema"] == "newsdigest/1"
    assert read["hits"][0]["snippet"] == "the bridge of *elm*"
    assert read["hits"][0]["course"] == ["2026-11-19", "2026-11-21"]
    assert read["hits"][1]["url"] is None
