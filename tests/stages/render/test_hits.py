"""Hits -> str in the formats of digests."""

import json
from datetime import date

from newsdigest.models import Hit
from newsdigest.stages.render.hits import render
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
    assert render([HIT, ALONE], View(), "markdown").splitlines() == [
        COURSE,
        "- 2026-11-20: Quiet · no **bridge**",
    ]


def test_hits_are_lines_on_a_terminal() -> None:
    assert render([HIT, ALONE], View(), "plain").splitlines() == [
        "Sat 2026-11-21 · A *bridge*",
        "  the bridge of *elm*",
        "  told 19 Nov, 21 Nov",
        "  https://a.test/1",
        "",
        "Fri 2026-11-20 · Quiet",
        "  no bridge",
    ]
    assert "\x1b[1mbridge\x1b[22m" in render([HIT], View(colours="256"), "terminal")


def test_hits_are_json_with_a_schema() -> None:
    read = json.loads(render([HIT, ALONE], View(), "json"))
    assert read["schema"] == "newsdigest/1"
    assert read["hits"][0]["snippet"] == "the bridge of *elm*"
    assert read["hits"][0]["course"] == ["2026-11-19", "2026-11-21"]
    assert read["hits"][1]["url"] is None
