"""Digest -> Markdown and HTML: the day as it is drawn, and what no text may become."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import html5lib
import pytest
import yaml
from hypothesis import given, settings
from markdown_it import MarkdownIt
from tests import golden
from tests.nouns import digests
from tests.servers.loopback import Loopback

from newsdigest.models import (
    Article,
    DayTitles,
    Digest,
    Failure,
    KeyPoint,
    LeftOut,
    Paragraph,
    Quote,
    Story,
    Telling,
    TitleOnly,
    ToldStory,
)
from newsdigest.stages.render import html, markdown, terminal
from newsdigest.stages.render.dayfile import front_matter, place
from newsdigest.stages.render.style import STYLE
from newsdigest.stages.render.view import View
from newsdigest.text.clean import shown

HERE = Path(__file__).parent / "golden"
DAY = date(2026, 11, 21)
ZONE = timezone(timedelta(hours=1))
VIEW = View(zone=ZONE)


def at(hour: int, minute: int, day: int = 21) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def article(site: str, title: str, when: datetime, text: str = "", **more: object) -> Article:
    url = f"https://{site.lower().replace(' ', '-')}.test/{title.partition(' ')[0].lower()}"
    made = Article(title, text or title, site=site, url=url, published=when, language="en")
    return replace(made, **more)  # type: ignore[arg-type]


def point(text: str, **more: object) -> KeyPoint:
    return KeyPoint(text, 0, len(text), **more)  # type: ignore[arg-type]


def bridge() -> Telling:
    articles = (
        article("Example Times", "City opens new river bridge", at(9, 30)),
        article("Elm Herald", "Bridge opens", at(10, 5)),
        article("Radio 4N", "New bridge", at(11, 40, 20)),
    )
    return Telling(
        Story("s1", "City opens new river bridge", articles, "World"),
        (
            point("The city opened a new bridge over the Elm river on Monday."),
            point("The crossing cost $182 million, 12 percent more than agreed in 2022."),
            point(
                "Buses will use it free of charge until January.", article=1, only_in="Elm Herald"
            ),
        ),
        (Quote("We promised it would open before winter.", 0, 40, 0, "Ana Ruiz", "mayor"),),
    )


def strike() -> Telling:
    told = ToldStory("s2", "Harbour strike", date(2026, 11, 19))
    story = Story(
        "s2",
        "Harbour strike enters third week",
        (article("Elm Herald", "Harbour strike", at(16, 20)),),
        "World",
        told,
    )
    return Telling(story, (point("14 of 22 cranes were idle."),), (Quote("No deal.", 0, 8),))


def battery() -> Telling:
    why = "the page shows 60 words and asks for a subscription; the lines are from the feed"
    only = article("Tech Test", "Grid battery firm", at(8, 12), teaser=True, teaser_why=why)
    return Telling(Story("s3", "Grid battery firm files for listing", (only,)), (point("Volta."),))


DIGEST = Digest(
    title="News digest, Saturday 21 November 2026",
    tellings=(bridge(), strike(), battery()),
    day=DAY,
    since=at(5, 30, 20),
    more_titles=(
        TitleOnly("Cup final moved to Sunday", "https://herald.test/n/899", "Elm Herald"),
        TitleOnly("Snow expected", "https://herald.test/n/897", "Elm Herald"),
        TitleOnly("No link", "", "Radio 4N"),
    ),
    failures=(
        Failure(
            "Coast Daily",
            "gone",
            "HTTP 410 since 12 Nov (9 runs)",
            "It is probably gone: `newsdigest feeds remove coast-daily`",
        ),
        Failure("Hill Post", "timeout", "timed out after 30 s"),
    ),
    notes=("muted today: 3 items (horoscope 2, sponsored 1)",),
    sources_ok=5,
    sources_failed=2,
    previous=date(2026, 11, 20),
    following=date(2026, 11, 22),
)
LINK = Digest(
    "One",
    (
        replace(
            bridge(),
            story=Story(
                "s1",
                "City opens new river bridge",
                (
                    article(
                        "Example Times",
                        "City",
                        at(9, 30),
                        "Head\n\nItem\n\nSaid\n\n# Body\n\nDeck",
                        authors=("Jane Doe",),
                        paragraphs=(
                            Paragraph(0, 4, "heading"),
                            Paragraph(6, 10, "list item"),
                            Paragraph(12, 16, "quotation"),
                            Paragraph(18, 24),
                            Paragraph(26, 30, "standfirst"),
                        ),
                        left_out=(LeftOut("repeated headline", "City"),) * 2,
                    ),
                ),
            ),
            key_points=(point("Head"),),
        ),
    ),
)


@pytest.mark.parametrize(
    ("name", "digest", "view"),
    [
        ("day", DIGEST, VIEW),
        ("empty", Digest("t", day=DAY, notes=("muted today: 1 item (ad 1)",)), VIEW),
        ("link", LINK, VIEW),
        ("full", LINK, replace(VIEW, full=True)),
        ("bare", Digest("t", (Telling(story=LINK.tellings[0].story),)), VIEW),
        ("two", replace(LINK, tellings=LINK.tellings * 2, more_titles=DIGEST.more_titles), VIEW),
        (
            "why",
            Digest("t", (Telling(replace(bridge().story, why=("a", "b"))),), DAY),
            View(why=True),
        ),
    ],
)
def test_a_digest_is_drawn_as_when_somebody_looked(name: str, digest: Digest, view: View) -> None:
    golden.check(HERE / f"{name}.md", markdown.render(digest, view))
    golden.check(HERE / f"{name}.html", html.render(digest, view))


def test_front_matter_reads_back_by_a_yaml_parser() -> None:
    hostile = replace(DIGEST, title='a: "b" # c\n---\n- \u2028 é')
    read = yaml.safe_load(front_matter(hostile).removeprefix("---\n").removesuffix("---\n"))
    assert read["title"] == hostile.title
    assert read["date"] == DAY
    assert read["tags"] == ["newsdigest"]
    assert (read["stories"], read["articles"]) == (3, 5)
    assert (read["sources_ok"], read["sources_failed"]) == (5, 2)


@settings(max_examples=60, deadline=None)
@given(digests())
def test_no_text_of_a_digest_becomes_markup(digest: Digest) -> None:
    tokens = MarkdownIt("commonmark").parse(markdown.render(shown(digest), VIEW))
    children = [child for token in tokens for child in token.children or []]
    assert not [token for token in tokens if token.type in {"html_block", "fence", "code_block"}]
    kinds = {child.type for child in children}
    assert not kinds & {"html_inline", "image", "code_inline", "strong_open"}
    for child in children:
        if child.type == "link_open":
            assert str(child.attrs["href"]).startswith(("http", "20", "19", "21"))


@settings(max_examples=60, deadline=None)
@given(digests())
def test_a_page_parses_without_error_and_asks_for_nothing(digest: Digest) -> None:
    page = html.render(shown(digest), VIEW)
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(page)
    assert parser.errors == []
    names = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    assert not names & {"script", "img", "link", "iframe", "object", "svg", "form"}
    assert "url(" not in page.partition("</style>")[0]


def test_headings_of_stories_read_back_as_their_titles() -> None:
    title = "# *[b]* <i> & `c` __d__ ![e](javascript:f) \\ ##"
    digest = Digest("t", (Telling(Story("s", title, (article("A", "t", at(1, 1)),))),), DAY)
    tokens = MarkdownIt("commonmark").parse(markdown.render(digest, VIEW))
    heads = ["".join(c.content for c in t.children or []) for t in tokens if t.type == "inline"]
    assert title in heads


def test_a_drawn_day_is_placed_whole() -> None:
    text = place(None, markdown.render(DIGEST, VIEW), front_matter(DIGEST)).text
    golden.check(HERE / "2026-11-21.file.md", text)


def test_a_hint_keeps_its_command_and_nothing_else_of_markup() -> None:
    def drawn(hint: str) -> str:
        failures = (Failure("A", "gone", "gone", hint),)
        return markdown.render(Digest("t", day=DAY, failures=failures), VIEW).splitlines()[-1]

    assert drawn("Do `this *x*` *now*") == r"- A: gone. Do `this *x*` \*now\*"
    assert drawn("a ` b") == r"- A: gone. a \` b"


def test_a_hint_on_a_page_marks_its_command() -> None:
    def drawn(hint: str) -> str:
        failures = (Failure("A", "gone", "gone", hint),)
        return html.render(Digest("t", day=DAY, failures=failures), VIEW)

    assert "gone. Do <code>this &lt;x&gt;</code> now</li>" in drawn("Do `this <x>` now")
    assert "gone. a ` &lt;b</li>" in drawn("a ` <b")


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no browser is installed")
def test_a_browser_asks_for_nothing_beyond_the_page(server: Loopback, tmp_path: Path) -> None:
    server.page("/day.html", html.render(DIGEST, VIEW))
    ran = subprocess.run(
        [
            *("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom"),
            *(f"--user-data-dir={tmp_path}", server.url("/day.html")),
        ],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"City opens new river bridge" in ran.stdout
    assert {asked.path for asked in server.requests} <= {"/day.html", "/favicon.ico"}


def test_a_day_without_sections_names_none() -> None:
    bare = tuple(
        replace(telling, story=replace(telling.story, section="")) for telling in DIGEST.tellings
    )
    told = replace(DIGEST, tellings=bare, more_titles=(), failures=(), notes=())
    assert "\n## " not in markdown.render(told, VIEW)
    assert "\n### " in markdown.render(told, VIEW)
    drawn = html.render(told, VIEW)
    assert "<section>\n<article" in drawn
    assert "<h3" not in drawn
    assert "Other" not in terminal.render(told, VIEW)


def test_a_headline_is_a_link_and_the_list_at_the_top_leads_to_its_place() -> None:
    drawn = html.render(DIGEST, VIEW)
    tree = html5lib.parse(drawn, namespaceHTMLElements=False)
    jumps = [a.get("href") for a in tree.findall(".//nav[@class='contents']//a")]
    places = [article.get("id") for article in tree.iter("article")]
    assert jumps == [f"#{place}" for place in places] == ["#s1", "#s2", "#s3"]
    assert '<a href="https://example-times.test/city" rel="noreferrer">City opens' in drawn
    assert 'class="contents"' not in html.render(
        replace(DIGEST, tellings=DIGEST.tellings[:2]), VIEW
    )


def test_a_page_links_the_days_that_are_there_and_names_the_others() -> None:
    drawn = html.render(DIGEST, replace(VIEW, near=frozenset({date(2026, 11, 20)})))
    assert '<a href="2026-11-20.html">← 20 Nov</a> · 22 Nov →</nav>' in drawn
    assert "first told 19 Nov</p>" in drawn


# ---------------------------------------------------------------- all days
INDEX = [
    DayTitles(date(2026, 11, 20), ("Ferry & <bridge>", "Second")),
    DayTitles(date(2026, 11, 21), ("Bridge opens",)),
    DayTitles(date(2026, 10, 31)),
]


def test_an_index_lists_days_by_month_with_their_headlines() -> None:
    golden.check(HERE / "index.html", html.render_index(INDEX, VIEW))
    assert html.render_index(INDEX, VIEW) == html.render_index(INDEX[::-1], VIEW)
    bare = html.render_index(INDEX, replace(VIEW, near=frozenset({date(2026, 11, 21)})))
    assert "<dt>Fri 20 Nov</dt>" in bare
    assert '<a href="2026-11-21.html#s1">Bridge opens</a>' in bare


def test_an_index_of_years_stays_small() -> None:
    days = [
        DayTitles(DAY - timedelta(days=back), ("A title of a story",) * 30) for back in range(900)
    ]
    drawn = html.render_index(days, replace(VIEW, day_name="{year}/{date}.md"))
    assert len(drawn) < 400_000
    assert drawn.count("30 stories") == 840
    assert '<a href="2026/2026-11-21.html">Sat 21 Nov</a>' in drawn


# ---------------------------------------------------------------- colours
def _light(colour: str) -> float:
    """Give the relative luminance of #rgb or #rrggbb (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_colour_of_words_can_be_read_on_its_paper() -> None:
    schemes = [dict(re.findall(r"--(\w+): (#\w+)", part)) for part in STYLE.split(":root")[1:]]
    assert len(schemes) == 3  # light, dark, on paper
    for scheme in schemes:
        for name in ("ink", "quiet", "link", "mark"):
            assert _contrast(scheme[name], scheme["paper"]) >= 4.5, (name, scheme)
