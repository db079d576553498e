"""Articles of one story -> for each, in words, what joined it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.stages.dedupe.copies import COPIED
from newsdigest.stages.dedupe.signature import terms_of
from newsdigest.stages.dedupe.sketch import contained, hashes
from newsdigest.stages.dedupe.vectors import weigh
from newsdigest.text.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Article, Signature

SHOWN_WORDS = 5


def reasons(
    articles: Sequence[Article], signatures: Sequence[Signature], told: str = ""
) -> tuple[str, ...]:
    """Say for each article why it stands in the story, naming the article it is closest to.

    n articles -> n sentences. The first is what the story is told from; `told` is the headline
    under which an earlier digest told the story.
    """
    first = "The story is told from this article."
    if told:
        first = f"The story is told from this article; it goes on from “{told}”."
    if len(articles) == 1:
        return (first,)
    vectors = [dict(vector) for vector in weigh(signatures)]
    found = [first]
    for at in range(1, len(articles)):
        closest = max(
            (other for other in range(len(articles)) if other != at),
            key=lambda other: (
                _one_page(signatures[at], signatures[other]),
                _share(signatures[at], signatures[other]),
                _cosine(vectors[at], vectors[other]),
                -other,
            ),
        )
        outlet = signatures[closest].source or articles[closest].title
        found.append(f"{_reason(articles[at], signatures, vectors, (at, closest))} {outlet}.")
    return tuple(found)


def _reason(
    article: Article,
    signatures: Sequence[Signature],
    vectors: Sequence[dict[str, float]],
    pair: tuple[int, int],
) -> str:
    at, closest = pair
    one, other = signatures[at], signatures[closest]
    if _one_page(one, other):
        return "The same page, by its address, as in"
    share = _share(one, other)
    if share:
        return f"The same text: {share:.0%} of the shorter stands in the other, from"
    weights = {
        term: weight * vectors[closest][term]
        for term, weight in vectors[at].items()
        if term in vectors[closest]
    }
    if not weights:
        return "The same event, by way of the other articles; closest to"
    shown = sorted(weights, key=lambda term: (-weights[term], term))[:SHOWN_WORDS]
    written = _as_written(article, shown, one.language)
    return f"The same event: it shares {', '.join(written)} with"


def _as_written(article: Article, shown: Sequence[str], language: str) -> list[str]:
    """Give terms back as words of the article."""
    text = f"{article.title}\n{article.text}"
    word_of: dict[str, str] = {}
    for word in words(text):
        for term in terms_of([word], language):
            word_of.setdefault(term, word)
    return [f"“{word_of.get(term, term)}”" for term in shown]


def _one_page(one: Signature, other: Signature) -> bool:
    return bool(one.url_key) and one.url_key == other.url_key


def _share(one: Signature, other: Signature) -> float:
    """Give the share of text that makes two articles copies; 0 where they are none."""
    share = contained(hashes(one.sketch), hashes(other.sketch))
    return share if share >= COPIED else 0.0


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    return sum(weight * other.get(term, 0.0) for term, weight in one.items())
