"""Article -> Signature: what grouping needs to know of one article, made on its own."""

from __future__ import annotations

import functools
from collections import Counter
from itertools import chain, pairwise
from sys import intern
from typing import TYPE_CHECKING

from newsdigest.language.find import base_language, language_of
from newsdigest.language.novelty import in_digits, number_words
from newsdigest.language.words import stemmer, words
from newsdigest.models import Article, Signature
from newsdigest.patterns import regex
from newsdigest.stages.dedupe.key import page_key, text_key
from newsdigest.stages.dedupe.naming import names_in
from newsdigest.stages.dedupe.rarity import chances
from newsdigest.stages.dedupe.sketch import sketch
from newsdigest.text.normal import title_key

if TYPE_CHECKING:
    from collections.abc import Sequence

# The first 80 words say what an article is about; with 160 the background of a story joins it to
# its neighbours (windows .91 -> .88 B-cubed F). The first 30 and the headline count more.
OPENING_WORDS = 80
LEAD_WORDS = 30
LEAD_BONUS = 1
TITLE_BONUS = 2
# A copy of a told text with another number is a correction; tables further down are no news.
NUMBERED_WORDS = 300
# A word in fewer of a language's openings than this may be a name wherever it stands.
RARE_NAME = 2e-5
# One in more of them than this is none, though it has a capital inside a sentence: "the Council".
COMMON_NAME = 1e-3
# Room enough for any opening: letters beyond are not even looked at.
_OPENING_CHARS = 800
# Words kept for each language, with their terms.
_TERMS_KEPT = 1 << 15
_ENDS_SENTENCE = frozenset('.!?:…”“"’»)')
# A figure that is exact enough to tell two events apart: 6.1, 3-1, 1,250. Not 2026 and not 12.
# What may not stand before it is asked after its first digit: a pattern that begins with a digit
# finds where to look five times as fast.
_FIGURE = regex(r"\d(?<![\w.,–-]\d)\d{0,2}(?:[.,–-]\d{1,3})+(?!\w)")
# Written with a capital where most nouns are not, and names of nothing that happened.
_CALENDAR = frozenset(
    (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("january", "february", "march", "april", "may", "june", "july", "august"),
        *("september", "october", "november", "december"),
    )
)


def signature(article: Article) -> Signature:
    """Make the signature of one article; equal articles give equal signatures. Linear in text."""
    language = base_language(article.language)
    page = page_key(article)
    body = words(article.text)
    title = words(article.title)
    opening = terms_of(body[:OPENING_WORDS], language)
    counts = Counter(opening)
    for stem in opening[:LEAD_WORDS]:
        counts[stem] += LEAD_BONUS
    for stem in terms_of(title, language):
        counts[stem] += TITLE_BONUS
    # One string per word of a corpus, not per article: 100,000 signatures take half the memory.
    terms = tuple(map(intern, sorted(counts)))
    sketched, runs = sketch(body)
    names, sure = _names(article.title, article.text[:_OPENING_CHARS], language, counts)
    return Signature(
        key=page or text_key(article),
        url_key=page,
        title_key=title_key(article.title),
        source=article.outlet,
        language=language,
        published=article.published,
        terms=terms,
        counts=tuple(map(counts.__getitem__, terms)),
        sketch=sketched,
        runs=runs,
        names=names,
        figures=_figures(f"{article.title}\n{article.text[: _OPENING_CHARS // 2]}"),
        numbers=_numbers([*title, *body[:NUMBERED_WORDS]], language),
        sure_names=sure,
    )


def terms_of(found: Sequence[str], language: str) -> list[str]:
    """Make terms of words: the stems of their one name, repeats kept.

    A single letter or syllable sign says nothing, a single digit may.
    """
    return list(chain.from_iterable(map(_terms_in(language).__getitem__, found)))


class _Terms(dict[str, tuple[str, ...]]):
    """Word -> its terms in one language, made when first asked for; emptied when it is full.

    Word by word over names and stems an article took four times as long.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._names = names_in(language)
        self._stem = stemmer(language)

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _TERMS_KEPT:
            self.clear()
        stems = map(self._stem, self._names.get(word) or (word,))
        self[word] = terms = tuple(stem for stem in stems if len(stem) > 1 or stem.isdigit())
        return terms


@functools.cache
def _terms_in(language: str) -> _Terms:
    return _Terms(language)


def _names(
    title: str, text: str, language: str, counts: Counter[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List the terms that are written like names, and those of them that are surely some.

    Inside a sentence a capital tells one, unless the word is common. In a headline, at the start of
    a sentence, and anywhere in a language whose nouns have capitals, a name is a word that the
    language at large hardly knows; the first two may be anything, and are never sure.
    """
    inside: list[str] = []
    leading = [word for word in title.split() if word[0].isupper()]
    for before, word in pairwise((".", *text.split())):
        # What sorts among a to z is asked nothing more: a third of the time of asking all.
        if (word < "a" or word > "{") and word[0].isupper():
            (leading if before[-1] in _ENDS_SENTENCE else inside).append(word)
    known = chances(language)
    written = terms_of([w for w in words(" ".join(inside)) if w not in _CALENDAR], language)
    maybe = terms_of(words(" ".join(leading)), language)
    named = {*written, *(t for t in maybe if known.get(t, 0.0) <= RARE_NAME and not t.isdigit())}
    most = RARE_NAME if language_of(language).traits.capital_nouns else COMMON_NAME
    sure = {term for term in written if known.get(term, 0.0) <= most}
    return tuple(sorted(named & counts.keys())), tuple(sorted(sure & counts.keys()))


def _numbers(found: Sequence[str], language: str) -> tuple[str, ...]:
    """List the numbers among words, those written out in digits too."""
    distinct = set(found)
    written = in_digits([*number_words(language) & distinct], language)
    # What sorts behind the digits and is ASCII is asked nothing more.
    # What sorts among the letters of English is asked nothing more.
    return tuple(
        sorted({*written, *(w for w in distinct if not "a" <= w < "{" and w[0].isdecimal())})
    )


def _figures(text: str) -> tuple[str, ...]:
    """List the exact figures of a text, each written one way."""
    found = {one.replace("–", "-").replace(",", ".") for one in _FIGURE.findall(text)}
    return tuple(sorted(found))
