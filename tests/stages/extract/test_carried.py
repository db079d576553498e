"""What the scripts of a page carry is read where the page shows nothing, and never otherwise."""

import json

import trafilatura
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.stages.extract.page.carried import MIN_CHARS, carried_article

PROSE = "The mill will close in June, its owners told the staff on Tuesday morning. "
BODY = "".join(f"<p>{number}. {PROSE}</p>" for number in range(8))


def carried(*scripts: str) -> str | None:
    """Give the text of what the scripts of a page carry."""
    tree = trafilatura.load_html(f"<html><body><p>Loading</p>{''.join(scripts)}</body></html>")
    found = carried_article(tree)
    return None if found is None else found.text_content()


def data(found: object) -> str:
    return f'<script type="application/json">{json.dumps(found)}</script>'


def pushed(*sent: object) -> str:
    return "".join(f"<script>self.__next_f.push({json.dumps([1, one])})</script>" for one in sent)


def test_the_longest_html_of_a_json_document_is_the_article() -> None:
    props = {"menu": ["<p>Home</p>", 3, None], "page": {"teaser": f"<p>{PROSE}</p>", "body": BODY}}
    found = carried(data({"props": props}))
    assert found is not None
    assert found.count(PROSE.strip()) == 8


def test_a_row_counts_in_bytes_and_may_be_cut_anywhere() -> None:
    body = BODY.replace("mill", "Mühle")
    row = f"1:T{len(body.encode()):x},{body}2:[]"
    whole = carried(pushed(row))
    assert whole is not None
    assert whole.count("Mühle") == 8
    assert carried(pushed(row[:50], row[50:300], row[300:])) == whole


def test_the_place_of_an_advertisement_is_no_text() -> None:
    found = carried(data({"body": f"{BODY}$$AD_1$$<p>{{{{ ad }}}}</p>"}))
    assert found is not None
    assert "$$" not in found
    assert "{{" not in found


def test_what_is_short_or_has_no_paragraphs_or_is_broken_is_no_article() -> None:
    assert carried(data({"body": f"<p>{'x' * (MIN_CHARS - 1)}</p>"})) is None
    assert carried(data({"body": PROSE * 20})) is None
    assert carried('<script type="application/json">{"body": "<p>never</script>') is None
    assert carried('<script type="application/json">' + "[" * 100_000 + "</script>") is None
    assert carried("<script>self.__next_f.push(oops)</script>", "<script></script>") is None


@given(st.lists(st.text(), max_size=4))
def test_any_pushed_text_is_read_without_a_crash(sent: list[str]) -> None:
    carried(pushed(*(one.replace("<", "") for one in sent), f"1:Tffffff,{BODY[:200]}"))
