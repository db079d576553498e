"""parse: one tree of a page, whatever stands in its text."""

import pytest
import trafilatura
from lxml import etree
from lxml.html import FormElement

from newsdigest.stages.extract.page.tree import parse

BODY = "<html><body><p>Mill</p><form><p>Close</p></form></body></html>"
XHTML = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">'


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{XHTML}{BODY}",
        f"{XHTML}\n{BODY}",
        f'<?xml version="1.0" encoding="latin-1"?>\n{XHTML}\n{BODY}',
        f"<html lang='en'/>\n{BODY}",
        f"{BODY}<!-- {'long ' * 2000} -->\n<p>\u00e9t\u00e9</p>",
        "<div>one</div><div>two</div>",
    ],
)
def test_a_page_has_the_tree_that_the_extractor_makes_of_it(text: str) -> None:
    ours, theirs = parse(text), trafilatura.load_html(text)
    assert ours is not None
    assert theirs is not None
    assert etree.tostring(ours) == etree.tostring(theirs)


@pytest.mark.parametrize("control", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_what_xml_forbids_is_taken_out(control: str) -> None:
    tree = parse(f"<html>\n<p>Mill</p><p>a{control}b\tc</p></html>")
    assert tree is not None
    assert tree.text_content().endswith("ab\tc")


@pytest.mark.parametrize("text", ["", "<!-- only a remark -->", "words", "<p>one element</p>"])
def test_what_is_no_page_has_no_tree(text: str) -> None:
    assert parse(text) is None


def test_the_extractor_s_own_parser_is_left_as_it_was() -> None:
    parse(BODY)
    tree = trafilatura.load_html(BODY)
    assert tree is not None
    assert isinstance(tree.find(".//form"), FormElement)
