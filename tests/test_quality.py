"""Floors of quality, on articles written for this project: what costs a point fails.

Each figure is held to its own floor and to what a reader could have without us: plain trafilatura,
the first three sentences. A floor goes up with what raises the figure. One goes down only in a
commit that says why, and what was had for it.
"""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest
import trafilatura
from tests.quality import (
    HOME,
    SHORTEST_LONG,
    Marked,
    articles,
    b_cubed,
    f1,
    page,
    word_f1,
)

from newsdigest.language.sentences import split_sentences
from newsdigest.models import Article, Page
from newsdigest.stages.dedupe.merge import merge
from newsdigest.stages.dedupe.signature import signature
from newsdigest.stages.extract.html import extract
from newsdigest.stages.quotes.find import find_quotes
from newsdigest.stages.summarise.options import SummariseOptions
from newsdigest.stages.summarise.points import summarise

FLOORS = {
    "words of the body, F1": 99.3,
    "pages without a foreign line": 83.0,
    "headlines": 100.0,
    "authors": 83.0,
    "days": 100.0,
    "standfirsts": 66.0,
    "stories, B-cubed F": 99.5,
    "quotes, F1": 99.5,
    "speakers": 99.5,
    "points a reader marked": 73.0,
}
LAYOUTS = sorted(HOME.glob("layouts/*.html"))
POINTS = 3


def written() -> list[Marked]:
    return [one for one in articles() if len(one.article.text.split()) >= SHORTEST_LONG]


@cache
def pages() -> tuple[tuple[Article, Article, str], ...]:
    """Give (as written, as read from a page, the page) of every article in every layout."""
    return tuple(
        (one.article, *_read(one.article, layout)) for layout in LAYOUTS for one in written()
    )


def _read(article: Article, layout: Path) -> tuple[Article, str]:
    html = page(article, layout)
    return extract(Page(article.url, html.encode())), html


def body(article: Article) -> str:
    own = (part for part in article.paragraphs if part.kind != "standfirst")
    return "\n\n".join(article.text[part.start : part.end] for part in own)


def without_standfirst(text: str, article: Article) -> str:
    return "\n".join(line for line in text.splitlines() if line != article.standfirst)


# ---------------------------------------------------------------- the figures, in per cent
def words_of_the_body() -> float:
    return word_f1((without_standfirst(body(read), gold), gold.text) for gold, read, _ in pages())


def pages_without_a_foreign_line() -> float:
    return _share(
        set(without_standfirst(body(read), gold).splitlines()) <= set(gold.text.splitlines())
        for gold, read, _ in pages()
    )


def headlines() -> float:
    return _share(read.title == gold.title for gold, read, _ in pages())


def authors() -> float:
    return _share(read.authors == gold.authors for gold, read, _ in pages())


def days() -> float:
    dated = ((gold.published, read.published) for gold, read, _ in pages())
    return _share(a is not None and b is not None and a.date() == b.date() for a, b in dated)


def standfirsts() -> float:
    return _share(read.standfirst == gold.standfirst for gold, read, _ in pages())


def stories() -> float:
    found = merge([signature(one.article) for one in articles()])
    return b_cubed(list(found), [one.event for one in articles()])


def quotes() -> float:
    sides = [(_found(one), _marked(one)) for one in articles()]
    shared = sum(len(found.keys() & marked.keys()) for found, marked in sides)
    return f1(shared, sum(len(one) for one, _ in sides), sum(len(one) for _, one in sides))


def speakers() -> float:
    return _share(
        found[place] == name
        for found, marked in ((_found(one), _marked(one)) for one in articles())
        for place, name in marked.items()
        if place in found
    )


def points() -> float:
    chosen = {
        one: [(point.start, point.end) for point in summarise([one.article], OPTIONS)]
        for one in written()
    }
    return _of_stars(chosen.__getitem__)


OPTIONS = SummariseOptions(points=POINTS)
FIGURES: dict[str, Callable[[], float]] = dict(
    zip(
        FLOORS,
        (
            words_of_the_body,
            pages_without_a_foreign_line,
            headlines,
            authors,
            days,
            standfirsts,
            stories,
            quotes,
            speakers,
            points,
        ),
        strict=True,
    )
)


def _of_stars(chosen: Callable[[Marked], list[tuple[int, int]]]) -> float:
    """Say how many of the sentences a reader marked are among those chosen, all articles pooled."""
    return _share(
        any(start <= star < end for start, end in chosen(one))
        for one in written()
        for star in one.stars
    )


def _found(one: Marked) -> dict[tuple[int, int], str]:
    said = find_quotes(one.article.text, one.article.language)
    return {(quote.start, quote.end): quote.speaker for quote in said if quote.kind == "direct"}


def _marked(one: Marked) -> dict[tuple[int, int], str]:
    return {(start + 1, end - 1): name for start, end, name in one.quotes}


def _share(answers: Iterable[bool]) -> float:
    told = list(answers)
    return 100.0 * sum(told) / len(told)


# ---------------------------------------------------------------- tests
@pytest.mark.parametrize("name", FLOORS)
def test_no_change_costs_a_point(name: str) -> None:
    figure = FIGURES[name]()
    assert figure >= FLOORS[name], f"{name}: {figure:.1f}, floor {FLOORS[name]}"


def test_the_body_is_cleaner_than_the_plain_extractor_s() -> None:
    plain = word_f1(
        (without_standfirst(trafilatura.extract(html) or "", gold), gold.text)
        for gold, _, html in pages()
    )
    assert words_of_the_body() >= plain + 5


def test_the_points_are_nearer_to_a_reader_s_than_the_first_sentences() -> None:
    def lead(one: Marked) -> list[tuple[int, int]]:
        first = split_sentences(one.article.text, one.article.language)[:POINTS]
        return [(sentence.start, sentence.end) for sentence in first]

    assert points() > _of_stars(lead)


def test_what_is_marked_can_be_asked_for() -> None:
    for one in articles():
        for start, end, name in one.quotes:
            assert one.article.text[start] in "“„", name
            assert one.article.text[end - 1] in "”“", name
            assert name.split()[-1] in one.article.text
    assert len(written()) * len(LAYOUTS) >= 80
