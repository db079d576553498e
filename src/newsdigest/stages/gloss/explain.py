"""Points, quotes and articles -> the same, each word explained that its reader has not met."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsdigest.models import Gloss, KeyPoint
from newsdigest.stages.gloss.answers import find_answers
from newsdigest.stages.gloss.introductions import read_introductions
from newsdigest.stages.gloss.lacks import lacks
from newsdigest.stages.gloss.named import needs_of_run, spoken_needs
from newsdigest.stages.gloss.passage import Need, Passage
from newsdigest.stages.gloss.pointers import need_at
from newsdigest.stages.gloss.told import Told, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsdigest.models import Article, Quote
    from newsdigest.outline.read import Outline
    from newsdigest.stages.gloss.introductions import Introductions

MOST_GLOSSES = 2
"""Glosses of one point: more of them are harder to read than the sentence before."""


def explain(
    articles: Sequence[Article],
    outlines: Sequence[Outline],
    points: Sequence[KeyPoint],
    quotes: Sequence[Quote],
    headline: str,
) -> tuple[tuple[KeyPoint, ...], tuple[Quote, ...]]:
    """Explain the words of points, then of quotes, in the order they are printed.

    n points, m quotes -> the same, each with its glosses; nothing else of them changes. A word is
    explained where nothing that its reader met says who or what it is: the headline, what was
    printed before, the point itself. Where it is not sure whom it means, it is left as it is.
    Linear in the articles.
    """
    sources = read_all(articles, outlines)
    shown = _Shown(articles, sources, Told(headline))
    return tuple(map(shown.point, points)), tuple(map(shown.quote, quotes))


def unclear(
    articles: Sequence[Article],
    outlines: Sequence[Outline],
    points: Sequence[KeyPoint],
    headline: str,
) -> frozenset[tuple[int, int]]:
    """Find the points that cannot be read alone even when explained: (article, start) of each."""
    shown = _Shown(articles, read_all(articles, outlines), Told(headline))
    return frozenset((one.article, one.start) for one in points if shown.lacks(one))


def read_all(articles: Sequence[Article], outlines: Sequence[Outline]) -> list[Introductions]:
    """Read what each article of a story introduces."""
    return [
        read_introductions(number, outline, article.language or "en")
        for number, (article, outline) in enumerate(zip(articles, outlines, strict=True))
    ]


class _Shown:
    """What is printed of a story, one after the other, and what its reader knows by then."""

    def __init__(
        self, articles: Sequence[Article], sources: Sequence[Introductions], told: Told
    ) -> None:
        self.articles = articles
        self.sources = sources
        self.told = told
        self.before: KeyPoint | None = None
        self.answers = [find_answers(source) for source in sources]

    def point(self, point: KeyPoint) -> KeyPoint:
        """Explain a point."""
        passage = self._passage(point)
        needs = _most(find_needs(passage, goes_on=self._goes_on(point)))
        answered = self._answered(point)
        if answered is not None:
            needs = [*needs[: MOST_GLOSSES - 1], answered]
        return self._print(point, passage, needs)

    def lacks(self, point: KeyPoint) -> bool:
        """Explain a point, and say whether it cannot be read alone then."""
        passage, goes_on = self._passage(point), self._goes_on(point)
        needs = _most(find_needs(passage, goes_on=goes_on))
        lacking = lacks(passage, {need.place for need in needs}, goes_on=goes_on)
        self._print(point, passage, needs)
        return lacking

    def _passage(self, point: KeyPoint | Quote) -> Passage:
        """Give the tokens that lie within a point, or the one that holds a quote."""
        source = self.sources[point.article]
        tokens = source.outline.tokens
        first = source.token_at(point.start)
        last = min(source.token_at(point.end - 1) + 1, len(tokens))
        if isinstance(point, KeyPoint):
            first += first < last and tokens[first].start < point.start
            last -= first < last and tokens[last - 1].end > point.end
        return Passage(source, self._others(source), first, last, self.told)

    def _print(self, point: KeyPoint, passage: Passage, needs: Sequence[Need]) -> KeyPoint:
        glosses = tuple(_gloss(need, point.start) for need in needs)
        self.told.hear(point.text, *self._words(glosses), people=_people(passage, needs))
        self.before = point
        return replace(point, glosses=glosses)

    def quote(self, quote: Quote) -> Quote:
        """Explain names and initials within a quote; who is meant by a pronoun its speaker knew."""
        passage = self._passage(quote)
        glosses = tuple(_gloss(need, quote.start) for need in _most(spoken_needs(passage, quote)))
        said_by = (quote.speaker, quote.description)
        self.told.hear(quote.text, *said_by, *self._words(glosses))
        return replace(quote, glosses=glosses)

    def _answered(self, point: KeyPoint) -> Need | None:
        """Say who gives the answer of an interview that a point is taken from, at its end."""
        for start, end, named in self.answers[point.article]:
            if start <= point.start < end and words_of(named.name)[-1] not in words_of(point.text):
                return Need(point.end, "answer", named)
        return None

    def _others(self, source: Introductions) -> list[Introductions]:
        return [other for other in self.sources if other is not source]

    def _words(self, glosses: Iterable[Gloss]) -> Iterator[str]:
        return (self.articles[one.article].text[one.start : one.end] for one in glosses)

    def _goes_on(self, point: KeyPoint) -> bool:
        """Whether the point before ends where this one begins: what points back is clear."""
        before = self.before
        if before is None or before.article != point.article:
            return False
        text = self.articles[point.article].text
        return before.end <= point.sentence[0] and not text[before.end : point.sentence[0]].strip()


def _people(passage: Passage, needs: Iterable[Need]) -> Iterator[str]:
    """List the last names of whom a passage names or is explained by."""
    names = passage.source.outline.names
    for at in range(passage.first, passage.last):
        run = names.run_over(at)
        person = names.person_of(run) if run is not None else None
        if person is not None:
            yield person.parts[-1]
    for need in needs:
        yield words_of(need.introduction.name)[-1]


def find_needs(passage: Passage, *, goes_on: bool = False) -> Iterator[Need]:
    """Find what wants explaining, in the order of the passage.

    `goes_on` says that the passage before ends where this one begins: what points back is clear.
    """
    names = passage.source.outline.names
    met: set[str] = set()
    at, opening = passage.first, not goes_on
    while at < passage.last:
        run = names.run_over(at)
        if run is not None and passage.is_whole(run, at):
            opening = opening and passage.is_common(run)
            yield from needs_of_run(passage, run, met)
            at = run.last
            continue
        if opening:
            need, named = need_at(passage, at)
            opening = not named
            if need is not None:
                yield need
        at += 1


def _most(needs: Iterable[Need]) -> list[Need]:
    """Keep the first of them: what a point opens with matters most."""
    return list(needs)[:MOST_GLOSSES]


def _gloss(need: Need, start: int) -> Gloss:
    found = need.introduction
    return Gloss(need.place - start, found.start, found.end, found.article, need.rule)
