"""extract: kinds of pages that reports name, each told by a small page of its own."""

import json
from datetime import UTC, datetime

import pytest

from newsdigest.models import Article, Page
from newsdigest.stages.extract.html import extract
from newsdigest.stages.extract.mojibake import is_garbled, redecoded

TITLE = "Mill at Orrin will close in June"
URL = "https://elmherald.example/mill"
TOLD = [
    (
        "The paper mill at Orrin will close in June with the loss of 340 jobs, its owners said on "
        "Tuesday after a meeting that had lasted for most of the night."
    ),
    (
        "Ana Ruiz, who has led the works council for nine years, said that nobody had been told "
        "before the letters were printed and the gates were shut."
    ),
    (
        "The town owns the weir beside the mill, and its council wants to know by autumn who will "
        "look after the sluices when the last shift has gone home."
    ),
    (
        "A buyer for the two newer machines was found in the spring, but the price of power rose "
        "again and the talks ended without a word to the staff."
    ),
]


def read(inside: str, head: str = "", language: str = "en") -> Article:
    html = (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>Mill at Orrin will close in June</title>{head}</head><body>{inside}</body></html>"
    )
    return extract(Page(URL, html.encode()))


def story(top: str = "", end: str = "") -> str:
    prose = "".join(f"<p>{one}</p>" for one in TOLD)
    return f"<article><h1>{TITLE}</h1>{top}{prose}{end}</article>"


def lines(article: Article) -> list[str]:
    return article.text.split("\n\n")


def test_side_columns_of_a_table_layout_are_no_part_of_the_story() -> None:
    prose = "".join(f"<p>{one}</p>" for one in TOLD)
    page = read(
        f"<table><tr><td width=550><h1>{TITLE}</h1>{prose}</td>"
        "<td width=200><b>Tides</b><p>High water at nine, and low water at a quarter past three."
        "</p></td></tr></table>"
    )
    assert lines(page) == TOLD


def test_cells_of_prose_alone_are_all_of_the_story() -> None:
    cells = "".join(f"<tr><td>{one}</td></tr>" for one in TOLD)
    page = read(f"<div><h1>{TITLE}</h1><table>{cells}</table></div>")
    assert lines(page) == TOLD


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        pytest.param(
            "<p><em>Have you worked at the mill? Tell the desk what you saw there: "
            "mill@elmherald.example, day or night.</em></p>",
            "site furniture",
            id="the desk asks",
        ),
        pytest.param(
            "<p><em>Omar Diallo has written about paper since 2009 and lives by the weir.</em></p>",
            "bio",
            id="who wrote it",
        ),
    ],
)
def test_a_last_paragraph_in_italics_is_the_house_speaking(end: str, kind: str) -> None:
    page = read(story(end=end))
    assert lines(page) == TOLD
    assert [out.kind for out in page.left_out] == [kind]


def test_an_appeal_that_names_another_house_stays() -> None:
    appeal = (
        "Whoever saw the lorry leave is asked to write to the river police at post@police.example "
        "before the end of the week, the officers said."
    )
    assert lines(read(story(end=f"<p>{appeal}</p>"))) == [*TOLD, appeal]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        pytest.param(
            "<p>Ana Ruiz | <span>5 May 2026</span> - changed: 6 May 2026</p>",
            ("Ana Ruiz",),
            id="bar",
        ),
        pytest.param(
            "<div><span>Omar Diallo</span><span>May 5, 2026</span></div>",
            ("Omar Diallo",),
            id="spans",
        ),
        pytest.param("<p>Orrin, 5 May 2026</p>", (), id="a place is no part of several"),
    ],
)
def test_a_dated_line_below_the_headline_names_the_writer(
    line: str, names: tuple[str, ...]
) -> None:
    assert read(story(top=line)).authors == names


def test_a_day_told_in_parts_is_read_apart() -> None:
    day = "<div><b>2026</b><span><i>05</i>/<i>04</i></span><span>09:30:15</span></div>"
    published = read(story(top=day), language="de").published
    assert published is not None
    assert published.astimezone(UTC) == datetime(2026, 5, 4, 7, 30, tzinfo=UTC)


def test_a_page_encoded_twice_is_mended() -> None:
    told = "Die Mühle schließt im Juni, sagte die Chefin – „für immer“. "
    inside = f"<h1>Mühle schließt</h1><p>{told * 4}</p><p>{told * 3}</p>"
    html = f"<html lang=de><body>{inside}</body></html>"
    twice = html.encode().decode("cp1252", "replace")
    article = extract(Page(URL, twice.encode(), "text/html; charset=utf-8"))
    assert "schließt im Juni" in article.text


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("fÃ¼r MÃ¤rz und GrÃ¼n", True),
        ("“CAFÉ” und „ÜBER‘ — NÃO", False),
        ("fÃ¼r MÃ¤rz und GrÃ¼n, NÃO", False),
        ("plain", False),
    ],
)
def test_a_page_is_garbled_where_every_lead_begins_a_pair(text: str, *, garbled: bool) -> None:
    assert is_garbled(text) is garbled


def test_what_is_no_disguise_stays() -> None:
    assert redecoded("voilà» “É” Ã") == "voilà» “É” Ã"
    assert redecoded("Ã¢â‚¬ËœmillÃ¢â‚¬â„¢") == "‘mill’"
    assert redecoded("Ã‚Â£5 â€“ 日本") == "£5 – 日本"


def test_notes_and_signs_are_no_words_of_the_text() -> None:
    noted = TOLD[0] + '<a href="#n1"><sup>[1]</sup></a><a href="#top">¶</a>'
    page = read(
        f"<article><h1>{TITLE}</h1><p>{noted}</p><p>{TOLD[1]}</p><p>{TOLD[2]}</p></article>"
    )
    assert lines(page) == TOLD[:3]


def test_streamed_parts_stand_where_their_holes_are() -> None:
    first, *rest = (f"<p>{one}</p>" for one in TOLD)
    page = read(
        f'<article><h1>{TITLE}</h1><div>{first}<template id="B:1"></template></div></article>'
        f'<div hidden id="S:1">{"".join(rest)}</div>'
    )
    assert lines(page) == TOLD


@pytest.mark.parametrize(
    ("script", "type_"),
    [
        pytest.param("window.__STATE__ = {{'no': json}; Page.data = {}", "", id="Nuxt"),
        pytest.param("{}", "application/json", id="a document"),
        pytest.param("Page.data = JSON.parse({})", "", id="a text of a document"),
    ],
)
def test_paragraphs_that_a_script_carries_are_read(script: str, type_: str) -> None:
    document = json.dumps({"parts": [{"text": one} for one in TOLD]})
    carried = json.dumps(document) if "parse" in script else document
    whole = script.replace("{}", carried)
    page = read(f'<h1>Mill</h1><script type="{type_}">{whole}</script>')
    assert lines(page) == TOLD


def test_what_is_hidden_and_most_of_the_text_is_told() -> None:
    hidden = "".join(f"<p>{one}</p>" for one in TOLD[1:])
    page = read(
        f"<article><h1>{TITLE}</h1><p>{TOLD[0]}</p>"
        f"<div style='display:none'>{hidden}</div></article>"
    )
    assert lines(page) == TOLD


def test_a_banner_above_the_article_is_no_part_of_it() -> None:
    banner = (
        "<header><p>The Elm Herald is printed on paper from the mills of the valley, and has been "
        "so for a hundred and nine years.</p></header>"
    )
    assert lines(read(f"{banner}<main>{story()}</main>")) == TOLD
