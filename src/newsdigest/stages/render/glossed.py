"""A point or quote -> the pieces a view prints: its own words, and in brackets what explains them.

Nothing is added to the article's words but the brackets, the marks round a quote, and a capital
where a point begins within its sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.language.quoted import marked
from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsdigest.models import Article, Gloss, KeyPoint, Quote, Story

_SPACE = regex(r"\s+")


class Piece(NamedTuple):
    """Text to print as it stands; `source` is the paragraph that a gloss was taken from.

    `source` is empty for the point's own words. Pieces are printed one after the other.
    """

    text: str
    source: str = ""


def point_pieces(point: KeyPoint, story: Story) -> Iterator[Piece]:
    """Give a point with its glosses, and with a capital where its sentence lost its opening."""
    first = point.text[:1]
    raised = first.upper() if point.start > point.sentence[0] else first
    # A capital of two letters (ß) would shift every place behind it.
    text = (raised if len(raised) == 1 else first) + point.text[1:]
    return _pieces(text, point.glosses, story.articles)


def quote_pieces(quote: Quote, story: Story) -> Iterator[Piece]:
    """Give a quote with its glosses, in the quotation marks of its language."""
    left, words, right = marked(quote.text, story.articles[quote.article].language)
    yield Piece(left)
    yield from _pieces(words, quote.glosses, story.articles)
    yield Piece(right)


def plainly(pieces: Iterator[Piece]) -> str:
    """Join pieces where a view makes no difference between them."""
    return "".join(piece.text for piece in pieces)


def _pieces(text: str, glosses: Sequence[Gloss], articles: Sequence[Article]) -> Iterator[Piece]:
    done = 0
    for gloss in glosses:
        at = min(gloss.at, len(text))
        yield Piece(_flat(text[done:at], lead=done > 0) + " ")
        article = articles[gloss.article]
        words = _flat(article.text[gloss.start : gloss.end])
        yield Piece(f"[{words}]", _paragraph(article, gloss.start))
        done = at
    yield Piece(_flat(text[done:], lead=done > 0))


def _flat(text: str, *, lead: bool = False) -> str:
    """Write white space of any kind as one space, none at the ends; `lead` keeps the first."""
    flat = _SPACE.sub(" ", text).rstrip()
    return flat if lead else flat.lstrip()


def _paragraph(article: Article, at: int) -> str:
    """Give the paragraph around a place, the whole text where it has no paragraphs."""
    for paragraph in article.paragraphs:
        if paragraph.start <= at < paragraph.end:
            return _flat(article.text[paragraph.start : paragraph.end])
    return _flat(article.text)
