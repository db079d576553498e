"""Articles -> the Quotes worth printing."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from math import exp
from typing import TYPE_CHECKING

from newsdigest.language.find import language_of
from newsdigest.package_data import package_text
from newsdigest.patterns import regex
from newsdigest.stages.quotes.case import GOES_ON
from newsdigest.stages.quotes.find import find_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsdigest.models import Article, KeyPoint, Quote
    from newsdigest.models.choice import Offer, Picks
    from newsdigest.stages.quotes.options import QuoteOptions

SAME = 0.8
"""Share of words two outlets' versions of one quote have in common."""
TOLD = 0.7
"""Share of a quote's words in a passage that make it the same news."""
SHORT = 8
"""Words up to which each one more counts twice."""
FULL_LENGTH = 24
"""Words from which on a quote is as informative as it gets."""
LONG = 45
"""Words from which on a quote tires."""
FEATURES = (
    "full",
    "short",
    "tiring",
    "named",
    "described",
    "early",
    "recovered",
    "asked",
    "joined",
)
"""What a quote's worth is fitted on."""
NAMED = 0.25
"""What a speaker adds to a quote's worth, where he is sure."""
AGAIN = 0.45
"""What is left of a quote's worth when its speaker is printed already."""
BEFORE = 6
"""Characters before a quote that show whether it opens right behind a word."""
MOST_WEIGHED = 200
"""Quotes of a story that are weighed against each other, the first of each article."""

_WORD = regex(r"\w+")
_CUT = regex(r"^(?:[.,;:)]|…|\(\.\.\.\)|\[)|(?:\.\.\.|…|[-–—(\[])$")
_BEHIND_WORD = regex(r"\w\s[^\w\s.,:;!?…]{1,2}\s?$")


@dataclass(slots=True, eq=False, repr=False)
class _Candidate:
    """A quote that may be printed: its words, its worth, its other outlets."""

    quote: Quote
    words: tuple[str, ...]
    bag: frozenset[str]
    worth: float
    also: list[str]


def pick_quotes(
    articles: Sequence[Article],
    points: Sequence[KeyPoint],
    options: QuoteOptions,
    told: Sequence[str] = (),
    found: Sequence[Quote] | None = None,
    picks: Picks | None = None,
) -> tuple[Quote, ...]:
    """Choose at most `options.quotes` quotes of a story, in reading order.

    `found` are the quotes of the articles where the caller has them from `find_all` already.
    `picks` are what a model chose: only those are printed, as far as they may be.

    Kept are quotes that say something, are not cut off, and are not already inside a key point
    or among the sentences `told` before; no two versions of one quote, as few as can be by one
    speaker. `Quote.article` is set; `also_in` names the other outlets that carry the quote.
    O(n²) in the quotes weighed, of which there are at most `MOST_WEIGHED`.
    """
    if options.quotes < 1:
        return ()
    passages = [_bag(point.text) for point in points] + [_bag(text) for text in told]
    every = find_all(articles, options) if found is None else found
    folded = _fold(_candidates(articles, every, options), articles)
    fresh = [one for one in folded if not any(_inside(one.bag, bag) for bag in passages)]
    chosen = _picked(fresh, picks)[: options.quotes] if picks else _spread(fresh, options.quotes)
    chosen.sort(key=lambda one: (one.quote.article, one.quote.start))
    return tuple(replace(one.quote, also_in=tuple(one.also)) for one in chosen)


def offered_quotes(
    articles: Sequence[Article], found: Sequence[Quote], options: QuoteOptions
) -> tuple[Offer, ...]:
    """List the quotes that may be printed, each once, with who said it, in reading order."""
    from newsdigest.models.choice import Offer  # noqa: PLC0415 few runs ask a model

    folded = [one.quote for one in _fold(_candidates(articles, found, options), articles)]
    folded.sort(key=lambda quote: (quote.article, quote.start))
    return tuple(Offer(q.text, q.article, q.start, q.speaker) for q in folded)


def _picked(fresh: Sequence[_Candidate], picks: Picks) -> list[_Candidate]:
    """Take what a model chose, in its order."""
    rank = {place: at for at, place in enumerate(picks.quotes)}
    found = [one for one in fresh if (one.quote.article, one.quote.start) in rank]
    return sorted(found, key=lambda one: rank[one.quote.article, one.quote.start])


def _candidates(
    articles: Sequence[Article], every: Sequence[Quote], options: QuoteOptions
) -> list[_Candidate]:
    """Gather what could be printed of each article, in reading order."""
    share = max(1, MOST_WEIGHED // max(1, len(articles)))
    found: list[_Candidate] = []
    for number, article in enumerate(articles):
        direct = [quote for quote in every if (quote.article, quote.kind) == (number, "direct")]
        for quote in standing(direct, article.text, options, article.language)[:share]:
            words = tuple(_WORD.findall(quote.text.casefold()))
            early = 1 - quote.start / (len(article.text) + 1)
            worth = _worth(quote, early, article.language)
            found.append(_Candidate(quote, words, frozenset(words), worth, []))
    return found


def standing(
    quotes: Iterable[Quote], text: str, options: QuoteOptions, language: str
) -> list[Quote]:
    """Keep what can be read alone of the direct quotes of one article, in their order.

    Of “A,” Ana Ruiz said. “B.” the first half is kept, the second only where the first cannot be
    read alone.
    """
    kept: list[Quote] = []
    told = False
    for quote in quotes:
        if quote.rule == GOES_ON and told:
            continue
        told = _stands(quote, text, options, language)
        if told:
            kept.append(quote)
    return kept


def _stands(quote: Quote, text: str, options: QuoteOptions, language: str) -> bool:
    """Whether a quote can be read alone: of a fit length, a whole, not leaning on the last.

    What opens right behind a word is a part of the writer's sentence: a title, a term, a clause.
    """
    length = len(quote.text.split())
    if length == 1 and not quote.text.isascii():
        length = len(quote.text) // 2  # a script that does not part its words
    if not options.shortest <= length <= options.longest:
        return False
    lead = next((sign for sign in quote.text if sign.isalnum()), "")
    if lead.islower() or _CUT.search(quote.text) is not None:
        return False
    if _BEHIND_WORD.search(text, max(0, quote.start - BEFORE), quote.start) is not None:
        return False
    return not _leans(quote.text, language)


def _leans(text: str, language: str) -> bool:
    """Whether words open with what ties them to others: "However, the bridge ..."."""
    opening = tuple(_WORD.findall(text.partition(",")[0].casefold())) if "," in text else ()
    return opening in language_of(language or "en").framing.framing


def features_of(quote: Quote, early: float, language: str) -> list[float]:
    """Give what a quote's worth is fitted on, as `FEATURES` names it; `early` is 1 at the start.

    What opens with a conjunction ("And", "Aber") is joined to what was said before it.
    """
    lead = _WORD.search(quote.text)
    conjunctions = language_of(language or "en").speech.conjunctions
    length = len(_WORD.findall(quote.text))
    return [
        min(length, FULL_LENGTH) / FULL_LENGTH,
        min(length, SHORT) / SHORT,
        max(0, length - LONG) / LONG,
        quote.confidence if quote.speaker else 0.0,
        float(bool(quote.description)),
        early,
        float(quote.recovered),
        float(quote.text.endswith("?")),
        float(lead is not None and lead[0].casefold() in conjunctions),
    ]


@cache
def _fitted() -> tuple[tuple[float, ...], float]:
    data = json.loads(package_text("newsdigest.stages.quotes", "printable.json"))
    return tuple(data["coefficients"][name] for name in FEATURES), data["intercept"]


def _worth(quote: Quote, early: float, language: str) -> float:
    """Say how likely a reader would print a quote, 0..1: fitted by ``bench/fit_printable.py``.

    Readers judged the words alone; that somebody said them counts on top.
    """
    weights, intercept = _fitted()
    found = features_of(quote, early, language)
    score = intercept + sum(w * value for w, value in zip(weights, found, strict=True))
    named = found[FEATURES.index("named")]
    return 1 / (1 + exp(-score)) + NAMED * named


def _bag(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _inside(words: frozenset[str], passage: frozenset[str]) -> bool:
    """Whether a passage already says what these words say."""
    return bool(words) and len(words & passage) >= TOLD * len(words)


def _fold(found: list[_Candidate], articles: Sequence[Article]) -> list[_Candidate]:
    """Keep one version of each quote: the surest, then the longest, then the first."""
    kept: list[_Candidate] = []
    for one in sorted(found, key=_rank):
        twin = next((other for other in kept if _is_same(one, other)), None)
        if twin is None:
            kept.append(one)
            continue
        mine = articles[twin.quote.article].outlet
        outlet = articles[one.quote.article].outlet
        if outlet and outlet != mine and outlet not in twin.also:
            twin.also.append(outlet)
    return kept


def _rank(one: _Candidate) -> tuple[float, int, int, int]:
    named = -one.quote.confidence if one.quote.speaker else 0.0
    return (round(named, 1), -len(one.words), one.quote.article, one.quote.start)


def _is_same(one: _Candidate, other: _Candidate) -> bool:
    """Whether two quotes are versions of one: nearly the same words, or one cut from the other."""
    common = len(one.bag & other.bag)
    if common >= SAME * max(len(one.bag), len(other.bag)):
        return True
    short, long = sorted((one.words, other.words), key=len)
    return _holds(long, short)


def _holds(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether a run of words holds another, as the article holds its pull quotes."""
    return f" {' '.join(short)} " in f" {' '.join(long)} "


def _spread(found: Iterable[_Candidate], most: int) -> list[_Candidate]:
    """Take the worthiest in turn, each speaker's next quote counting for less."""
    left = sorted(found, key=lambda one: (one.quote.article, one.quote.start))
    chosen: list[_Candidate] = []
    heard: dict[str, int] = {}
    while left and len(chosen) < most:
        best = max(left, key=lambda one: one.worth * AGAIN ** heard.get(one.quote.speaker, 0))
        left.remove(best)
        chosen.append(best)
        heard[best.quote.speaker] = heard.get(best.quote.speaker, 0) + 1
    return chosen
