"""hand_over: the extractor's first reading where it covers the page, else all of its opinions."""

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import trafilatura
from lxml.html import HtmlElement, fromstring
from trafilatura.settings import Document

from newsdigest.stages.extract.body.blocks import read_body
from newsdigest.stages.extract.body.handover import hand_over
from newsdigest.stages.extract.page import extractor
from newsdigest.stages.extract.page.survey import survey
from newsdigest.stages.extract.page.tree import parse

ROOT = Path(__file__).parents[3]
PAGES = [*ROOT.glob("samples/*.html"), *ROOT.glob("tests/data/extract/*/page.html")]
SENTENCE = "The paper mill at Orrin will close in June, its owners told the staff on Tuesday. "
ARTICLE = "".join(f"<p>{number}. {SENTENCE * 3}</p>" for number in range(4))


def whole(html: str) -> list[tuple[str, str]]:
    """Give what the extractor hands over with all of its opinions, asked from outside."""
    document = trafilatura.bare_extraction(html, include_comments=False)
    if not isinstance(document, Document):
        return []
    return [(str(kind), text) for kind, text in read_body(document.body)]


def handed(html: str) -> list[tuple[str, str]]:
    tree = parse(html)
    assert tree is not None
    return [(str(kind), text) for kind, text in hand_over(tree, survey(tree))]


def page(body: str) -> str:
    return f"<!DOCTYPE html>\n<html><head><title>Mill</title></head><body>{body}</body></html>"


@pytest.mark.parametrize("path", sorted(PAGES), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_short_way_ends_where_the_long_way_does(path: Path) -> None:
    html = path.read_text("utf-8", "replace")
    if parse(html) is not None:
        assert handed(html) == whole(html)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each time that the extractor is asked for all of its opinions."""
    calls: list[str] = []
    extraction = trafilatura.bare_extraction

    def noted(tree: HtmlElement, **options: Any) -> object:
        calls.append("asked")
        return extraction(tree, **options)

    monkeypatch.setattr(trafilatura, "bare_extraction", noted)
    return calls


def test_nobody_else_is_asked_where_the_first_reading_covers_the_page(asked: list[str]) -> None:
    links = "".join(f'<li><a href="/n/{n}">Another headline of the day, {n}</a></li>' for n in "ab")
    html = page(f"<article>{ARTICLE}</article><footer><ul>{links}</ul></footer>")
    assert [text for _, text in handed(html)] == [f"{n}. {SENTENCE * 3}".strip() for n in range(4)]
    assert asked == []


def test_a_long_article_is_enough_though_comments_hold_twice_as_much(asked: list[str]) -> None:
    told = "".join(f"<p>{number}. {SENTENCE * 3}</p>" for number in range(8))
    said = "".join(f"<div>{number}. I heard it. {SENTENCE}</div>" for number in range(36))
    html = page(f"<article>{told}</article><div class='comments'>{said}</div>")
    assert [text for _, text in handed(html)] == [f"{n}. {SENTENCE * 3}".strip() for n in range(8)]
    assert asked == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<article><p>Short.</p></article>", id="too short to be an article"),
        pytest.param(
            f"<article><p>{SENTENCE * 2}</p><p>{SENTENCE * 2}</p></article>"
            f"<div>{ARTICLE.replace('. The', '. Then the')}</div>",
            id="less than half of the prose",
        ),
        pytest.param(
            "<article>"
            + "".join(
                f"<table><tr><td>{SENTENCE * 2}{n}</td><td>{n}</td></tr></table>" for n in "abc"
            )
            + f"<p>{SENTENCE}</p></article>",
            id="more tables than paragraphs",
        ),
        pytest.param(
            f"<article><ul><li>{SENTENCE * 3}</li><li>Or {SENTENCE * 3}</li></ul></article>",
            id="no paragraph",
        ),
        pytest.param(
            f"<article><p>{SENTENCE * 2}</p><p>{SENTENCE * 2}</p></article><div>{SENTENCE * 3}"
            f"<br>Or {SENTENCE * 3}</div>"
            + "".join(f'<div><a href="/{n}">{SENTENCE * 2}{n}</a></div>' for n in range(20)),
            id="a small part of a page of links",
        ),
    ],
)
def test_every_opinion_is_asked_for_where_it_could_be_longer(body: str, asked: list[str]) -> None:
    html = page(body)
    found = handed(html)
    assert len(asked) == 1
    assert found == whole(html)


def test_a_page_without_words_hands_nothing_over() -> None:
    assert handed(page("<div></div><p></p>")) == []


def test_a_character_that_xml_forbids_is_dropped_and_the_rest_handed_over() -> None:
    odd = page(f"<article>{ARTICLE}<p>a<svg></svg>&#xFFFE;&#8;b</p></article>")
    assert handed(odd) == handed(odd.replace("&#xFFFE;&#8;", ""))


def test_a_tree_of_another_parser_with_such_a_character_hands_nothing_over() -> None:
    tree = fromstring(page(f"<article>{ARTICLE}<p>a<svg></svg>&#1;b</p></article>"))
    assert hand_over(tree, survey(tree)) == []


def test_the_tree_stays_as_it_is() -> None:
    tree = parse(page(f"<nav>Sections</nav><article>{ARTICLE}</article>"))
    assert tree is not None
    before = tree.text_content()
    hand_over(tree, survey(tree))
    assert tree.text_content() == before


# ---------------------------------------------------------------- another release of the extractor
def lacking(missing: str) -> Callable[[str], ModuleType]:
    """Import modules as a release would give them that lacks one name."""

    def load(name: str) -> ModuleType:
        module = importlib.import_module(name)
        copied = ModuleType(name)
        copied.__dict__.update({k: v for k, v in module.__dict__.items() if k != missing})
        return copied

    return load


@pytest.mark.parametrize("missing", ["ESCALATION_PAGE_SHARE", "extract_content", "tree_cleaning"])
def test_a_release_that_lacks_a_step_is_known(missing: str) -> None:
    assert extractor.load_steps() is not None
    assert extractor.load_steps(lacking(missing)) is None


def test_a_release_that_lacks_a_module_is_known() -> None:
    def load(name: str) -> ModuleType:
        raise ImportError(name)

    assert extractor.load_steps(load) is None


def test_without_its_steps_the_extractor_is_asked_at_its_front_door(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    html = page(f"<nav>Sections</nav><article>{ARTICLE}</article>")
    steps = handed(html)
    monkeypatch.setattr(extractor, "STEPS", None)
    assert handed(html) == steps
    monkeypatch.delattr("trafilatura.utils.repair_faulty_html")
    assert handed(html) == steps
    assert handed(page("<div></div><p></p>")) == []
