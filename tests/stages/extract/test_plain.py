"""extract_text: plain text through the same rules, whatever its line breaks."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.errors import ExtractError
from newsdigest.stages.extract.options import ExtractOptions
from newsdigest.stages.extract.plain import extract_text

SAMPLES = Path(__file__).parents[3] / "samples"
ONE = "The paper mill at Orrin will close in June with the loss of 340 jobs, its owners said."
TWO = "Demand for newsprint has halved in eight years, and two buyers withdrew in January."
THREE = "“I have packed my locker three times and unpacked it twice,” said Gail Turner. “I know.”"
TITLE = "Orrin paper mill to close in June"


def paragraphs(text: str, *, dedupe: bool = True) -> list[str]:
    article = extract_text(text, ExtractOptions(dedupe=dedupe))
    return [article.text[p.start : p.end] for p in article.paragraphs]


def test_a_text_copied_from_a_page_reads_as_the_article_alone() -> None:
    article = extract_text((SAMPLES / "ferry.txt").read_text("utf-8"))
    assert article.title == "Islands Lose Winter Ferry as Operator Pulls Out"
    assert article.title not in article.text
    assert "We could start on Monday if somebody signed the paper,” she said." in article.text
    assert [out.kind for out in article.left_out] == [
        "repeated headline", "site furniture", "site furniture",
    ]  # fmt: skip
    assert [p.kind for p in article.paragraphs].count("heading") == 1
    assert article.language == "en"


@pytest.mark.parametrize(
    "mark",
    [
        "\n",
        "\n\n",
        "\r\n\r\n",
        "\n \n\n",
        "\u2028",
    ],
)
def test_every_way_to_break_lines_gives_the_same_paragraphs(mark: str) -> None:
    text = mark.join((TITLE, ONE, TWO, THREE))
    assert paragraphs(text) == [ONE, TWO, THREE]
    assert extract_text(text).title == TITLE


def test_hard_wrapped_lines_are_joined() -> None:
    wrapped = (
        "The paper mill at Orrin will close in June with the loss\n"
        "of 340 jobs, its owners told the staff on Tuesday and it\n"
        "is the last of seven that once stood there.\n\n"
        "- A fund is asked for and should be there before the\n"
        "summer, so that shops can be\n"
        "- built, and a road as well if there is money left to\n"
        "pay for it.\n"
    )
    assert paragraphs(f"{TITLE}\n\n{wrapped}") == [
        " ".join(wrapped.split("\n\n", maxsplit=1)[0].split()),
        "- A fund is asked for and should be there before the summer, so that shops can be",
        "- built, and a road as well if there is money left to pay for it.",
    ]


def test_a_text_without_a_headline_is_all_body() -> None:
    article = extract_text(f"{ONE}\n\n{TWO}")
    assert (article.title, paragraphs(f"{ONE}\n\n{TWO}")) == ("", [ONE, TWO])


@pytest.mark.parametrize(
    "first",
    [
        "Eva Brandt lobte den Damm. „Wir zahlen ihn.“",
        "Anne Rocher est venue à pied. « Le pont ouvrira. »",
        "Eva Brandt lobte den Damm. »Wir zahlen ihn.«",
        "市長は橋を見た。「必ず開ける。」",
    ],
)
def test_a_sentence_that_ends_inside_marks_is_no_headline(first: str) -> None:
    article = extract_text(f"{first}\n\n{TWO}")
    assert article.title == ""
    assert article.text.startswith(first)


@pytest.mark.parametrize("first", ["Who pays for the mill?", "Mills close. Who is to pay?"])
def test_a_short_question_above_a_text_is_its_headline(first: str) -> None:
    article = extract_text(f"{first}\n\n{ONE}\n\n{TWO}")
    assert (article.title, article.text) == (first, f"{ONE}\n\n{TWO}")


def test_a_question_that_is_answered_by_a_word_is_text() -> None:
    assert extract_text("Who pays for the mill now?\n\nNobody.").title == ""


def test_a_line_that_ends_in_a_colon_announces_what_follows() -> None:
    text = "In her letter to the council, Ana Ruiz wrote:\n\n“The wall will not hold for long.”"
    assert extract_text(text).title == ""


def test_a_sentence_that_is_told_again_below_is_the_headline() -> None:
    article = extract_text(f"The mill closes.\n\nThe mill closes.\n\n{ONE}\n\n{TWO}")
    assert article.title == "The mill closes."
    assert article.text == f"{ONE}\n\n{TWO}"


def test_one_line_is_a_text_without_a_title() -> None:
    assert (extract_text("Mill to close").title, extract_text("Mill to close").text) == (
        "",
        "Mill to close",
    )


def test_a_text_that_is_all_furniture_keeps_its_words() -> None:
    article = extract_text("Add new comment\n\nShare this article")
    assert article.text == "Share this article"
    assert article.left_out == ()


def test_pull_quotes_and_repeats_go_unless_they_are_to_stay() -> None:
    pulled = "I have packed my locker three times and unpacked it twice"
    text = "\n\n".join([TITLE, ONE, pulled + ".", TWO, THREE, ONE])
    assert paragraphs(text) == [ONE, TWO, THREE]
    assert paragraphs(text, dedupe=False) == [ONE, pulled + ".", TWO, THREE, ONE]


MATCH = (
    "Elmton won the cup on Saturday after a long and wet afternoon at the harbour ground.\n\n"
    "The final was played before 9,000 people, and the other match an hour earlier, it said."
)


@pytest.mark.parametrize(
    "tail",
    [
        "Final: Elmton 3, Rivertown 1\nThird place: Harbour 2, Norland 0",
        "Norland 2, Marrow 1",
        "The sea went out\nand never came back\nto us",
        "“She knows the law by heart.” — Ida Voss, chair",
        "“She knows the law by heart,” they sang in the bus.\n— Ida Voss",
        "Anyone who saw her should call 555-0100 or write to search@elmton-police.test.",
        "Die Polizei nimmt Hinweise unter hinweise@polizei-elmton.test entgegen.",
        "Tickets cost 12 crowns and are sold at https://elm.example/cup.",
        "海へ行って帰らなかった",
    ],
)
def test_what_a_text_ends_with_stays_be_it_results_verse_a_quotation_or_an_appeal(
    tail: str,
) -> None:
    article = extract_text(f"{MATCH}\n\n{tail}")
    assert article.text.endswith(tail.rpartition("\n")[2])
    assert article.left_out == ()


@pytest.mark.parametrize(
    ("tail", "kind"),
    [
        ("Ana Ruiz", "site furniture"),
        ("Share this", "site furniture"),
        ("(Elm News)", "agency credit"),
        ("Follow the cup on the air @elmherald.", "bio"),
        ("Ana Ruiz is a reporter. Write to aruiz@elm.example.", "bio"),
        ("Contact: press@elm.example", "bio"),
    ],
)
def test_names_labels_and_writers_accounts_at_the_end_of_a_text_go(tail: str, kind: str) -> None:
    article = extract_text(f"{MATCH}\n\n{tail}")
    assert [(one.kind, one.text) for one in article.left_out] == [(kind, tail)]


def test_headings_and_the_agency_are_told_apart() -> None:
    article = extract_text(f"{TITLE}\n\nORRIN (dpa) - {ONE}\n\n## What comes next\n{TWO}\n\n(dpa)")
    assert article.agency == "dpa"
    assert [p.kind for p in article.paragraphs] == ["paragraph", "heading", "paragraph"]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\x00\x1b[31m", "***"])
def test_a_text_without_words_says_so(text: str) -> None:
    with pytest.raises(ExtractError, match="the text is empty") as caught:
        extract_text(text, source="-")
    assert caught.value.kind == "empty"


@given(st.text(st.characters(codec="utf-8"), max_size=400))
def test_any_text_gives_paragraphs_that_cover_it_or_an_error(text: str) -> None:
    try:
        article = extract_text(text, ExtractOptions(language="en"))
    except ExtractError:
        return
    parts = [article.text[p.start : p.end] for p in article.paragraphs]
    assert "\n\n".join(parts) == article.text
    assert all(part == part.strip() != "" for part in parts)
