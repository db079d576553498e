"""survey: every run of a page's text, once, in its place."""

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, fromstring

from newsdigest.stages.extract.page.shape import letters
from newsdigest.stages.extract.page.survey import survey


@given(st.text() | st.text(st.sampled_from("aZ0_ -’“”…\u00a0éßİ")))
def test_letters_are_what_is_left_of_a_text_without_all_else(text: str) -> None:
    assert letters(text) == re.sub(r"[\W_]+", "", text.casefold())


def runs(html: str) -> list[tuple[str, str, int]]:
    tree: HtmlElement = fromstring(f"<html><body>{html}</body></html>")
    return [(str(spot.element.tag), spot.text, spot.linked) for spot in survey(tree).spots]


def test_a_run_belongs_to_the_nearest_block_and_ends_where_a_block_does() -> None:
    found = runs("<div>one <b>two</b><p>three</p> four<br>five <a href='/x'>six</a></div>seven")
    assert found == [
        ("div", "one two", 0),
        ("p", "three", 0),
        ("div", " four", 0),
        ("div", "five six", 3),
        ("body", "seven", 0),
    ]


def test_what_nobody_sees_is_passed_over_and_what_follows_it_is_not() -> None:
    found = runs(
        "a<script>var <b>x</b>;</script>b<!-- c -->d<?php e ?>f<svg><title>g</title></svg>h"
    )
    assert found == [("body", "abdfh", 0)]


def test_a_run_of_signs_alone_is_none_and_links_are_counted_by_their_letters() -> None:
    assert runs("<p>»</p><p>a <a href='/x'>one</a> <a href='/y'>»</a></p>") == [("p", "a one »", 3)]
    tree: HtmlElement = fromstring("<html><body><p>a <a href='/x'>b</a> <a>»</a></p></body></html>")
    assert [spot.links for spot in survey(tree).spots] == [("/x",)]


def test_prose_is_counted_apart_from_links_and_labels() -> None:
    prose = "The paper mill at Orrin will close in June."
    tree = fromstring(f"<div><p>{prose}</p><p><a href='/x'>{prose}</a></p><p>Share</p></div>")
    seen = survey(tree)
    assert (seen.size, seen.linked, seen.prose) == (73, 34, 34)
