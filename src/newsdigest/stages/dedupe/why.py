"""Articles of one story -> for each, in words, what joined it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from newsdigest.language.find import base_language
from newsdigest.language.words import words
from newsdigest.stages.dedupe.copies import COPIED, PROBES
from newsdigest.stages.dedupe.signature import terms_of
from newsdigest.stages.dedupe.sketch import contained, hashes
from newsdigest.stages.dedupe.together import TOLD_FROM
from newsdigest.stages.dedupe.vectors import weigh

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from newsdigest.models import Article, Signature

SHOWN_WORDS = 5
# A mark leads to so many of the articles that have it, the best versions: in a story of a thousand
# all have the same marks.
POSTED = 32
# So many of those that share most, by text and by words, are compared in full.
LOOKED_AT = 3


def reasons(
    articles: Sequence[Article], signatures: Sequence[Signature], told: str = ""
) -> tuple[str, ...]:
    """Say for each article why it stands in the story, naming the article it is closest to.

    n articles -> n sentences. The first is what the story is told from; `told` is the headline
    under which an earlier digest told the story. Linear in the articles.
    """
    first = f"{TOLD_FROM}; it goes on from “{told}”." if told else f"{TOLD_FROM}."
    if len(articles) == 1:
        return (first,)
    links = _Links(signatures)
    found = [first]
    for at in range(1, len(articles)):
        closest = links.closest(at)
        outlet = signatures[closest].source or articles[closest].title
        found.append(f"{_reason(articles[at], links, at, closest)} {outlet}.")
    return tuple(found)


class _Links:
    """What the articles of a story share, so that each one's closest is found without all pairs."""

    def __init__(self, signatures: Sequence[Signature]) -> None:
        self.pages = [one.url_key for one in signatures]
        self.sketches = [hashes(one.sketch) for one in signatures]
        self.vectors = [dict(vector) for vector in weigh(signatures)]
        self._on_page = _posted([key] if key else [] for key in self.pages)
        self._with_hash = _posted(sketch[:PROBES] for sketch in self.sketches)
        self._with_term = _posted(self.vectors)

    def closest(self, at: int) -> int:
        """Find the article that most joins one: by page, else by text, else by words.

        Ties go to the lowest place, and so does an article that shares nothing.
        """
        texts = Counter(other for h in self.sketches[at][:PROBES] for other in self._with_hash[h])
        likeness: defaultdict[int, float] = defaultdict(float)
        for term, weight in self.vectors[at].items():
            for other in self._with_term[term]:
                likeness[other] += weight * self.vectors[other][term]
        on_page = self._on_page.get(self.pages[at], [])
        near = {*on_page, *_most(texts), *_most(likeness)} - {at}
        return max(
            sorted(near) or [0],
            key=lambda other: (
                self.one_page(at, other),
                self.share(at, other),
                likeness[other],
                -other,
            ),
        )

    def one_page(self, at: int, other: int) -> bool:
        """Say whether two articles are of one address."""
        return bool(self.pages[at]) and self.pages[at] == self.pages[other]

    def share(self, at: int, other: int) -> float:
        """Give the share of text that makes two articles copies; 0 where they are none."""
        share = contained(self.sketches[at], self.sketches[other])
        return share if share >= COPIED else 0.0


def _posted(marks: Iterable[Iterable[Hashable]]) -> dict[Hashable, list[int]]:
    """List for each mark the first articles that have it."""
    posted: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at, own in enumerate(marks):
        for mark in own:
            if len(posted[mark]) < POSTED:
                posted[mark].append(at)
    return posted


def _most(counted: Mapping[int, float]) -> list[int]:
    """Give the articles that share most: the one itself, and as many others as are looked at."""
    return sorted(counted, key=lambda at: (-counted[at], at))[: LOOKED_AT + 1]


def _reason(article: Article, links: _Links, at: int, closest: int) -> str:
    if links.one_page(at, closest):
        return "The same page, by its address, as in"
    share = links.share(at, closest)
    if share:
        return f"The same text: {share:.0%} of the shorter stands in the other, from"
    one, other = links.vectors[at], links.vectors[closest]
    weights = {term: weight * other[term] for term, weight in one.items() if term in other}
    # "1" and "6" of a magnitude of 6.1 tell a reader nothing.
    told = [term for term in weights if not term.isdigit()] or list(weights)
    if not told:
        return "The same event, by way of the other articles; closest to"
    shown = sorted(told, key=lambda term: (-weights[term], term))[:SHOWN_WORDS]
    written = _as_written(article, shown, base_language(article.language))
    return f"The same event: it shares {', '.join(written)} with"


def _as_written(article: Article, shown: Sequence[str], language: str) -> list[str]:
    """Give terms back as words of the article."""
    text = f"{article.title}\n{article.text}"
    word_of: dict[str, str] = {}
    for word in words(text):
        for term in terms_of([word], language):
            word_of.setdefault(term, word)
    return [f"“{word_of.get(term, term)}”" for term in shown]
