"""Language -> the few closed word classes a scorer asks about, ready for looking up.

They are data: ``openings.toml`` in the language's folder. A language without it is scored by shape
and words alone.
"""

from __future__ import annotations

import functools
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.language.find import base_language, language_of
from newsdigest.language.parts import Openings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsdigest.language.fields import Phrases, Words
    from newsdigest.language.speech import Speech

    ByFirst = Mapping[str, tuple[tuple[str, ...], ...]]


class Hints(NamedTuple):
    """The openings of a language, its phrases by their first word, its days and months.

    `hanging` and `empty` give what may follow a first word; `connectives` are the pointers
    that stand beside no noun, of which `conjunctions` may be left away; `owners` are possessives.
    `articles` before one of `predicates` are pronouns ("Das schreibt", "Der hatte"), where nouns
    are told by their capitals. Where a sentence opens with one of `leads`, or with none of `shut`
    where `leads` is empty, a pronoun of `persons` soon behind it is its first mention of anybody:
    none of `empty`, which may mean nobody ("il faut"). `prefixes` are the pointers of a language
    that does not part its words.
    """

    words: Openings = Openings()
    hanging: ByFirst = MappingProxyType({})
    empty: ByFirst = MappingProxyType({})
    dates: Words = frozenset()
    connectives: Words = frozenset()
    conjunctions: Words = frozenset()
    owners: Words = frozenset()
    articles: Words = frozenset()
    predicates: Words = frozenset()
    leads: Words = frozenset()
    shut: Words = frozenset()
    persons: Words = frozenset()
    prefixes: tuple[str, ...] = ()


NONE = Hints()


def hints_for(language: str) -> Hints:
    """Give the hints of a language, empty ones where we have none."""
    return _hints(base_language(language))


@functools.cache
def _hints(code: str) -> Hints:
    known = language_of(code)
    if not known.openings.pointers:
        return NONE
    calendar, openings = known.calendar, known.openings
    speech = known.speech
    compounds = speech.traits.capital_nouns
    shut = speech.determiners | speech.subordinators | speech.relatives
    beside_nouns = openings.near | openings.pairing | speech.determiners
    return Hints(
        words=known.openings,
        hanging=_by_first(known.openings.phrases),
        empty=_by_first(known.openings.empty),
        dates=frozenset(name for row in (*calendar.weekdays, *calendar.months) for name in row),
        connectives=openings.pointers - beside_nouns,
        conjunctions=known.framing.joining,
        owners=speech.his | speech.her | speech.their | speech.its,
        articles=speech.articles if compounds else frozenset(),
        predicates=_predicates(speech) if compounds else frozenset(),
        leads=frozenset() if compounds else (speech.prepositions | speech.starters) - shut,
        shut=shut,
        persons=(speech.he | speech.she) - frozenset(first for first, *_ in openings.empty),
        prefixes=tuple(sorted(openings.pointers)) if speech.traits.unparted_words else (),
    )


def _predicates(speech: Speech) -> Words:
    """List the verbs of a language, without participles, which may stand before a noun."""
    verbs = speech.verbs | speech.copulas | speech.finite
    helpers = speech.auxiliaries - speech.adverbs - speech.starters
    return verbs | frozenset(word for word in helpers if not word.endswith("enden"))


def _by_first(phrases: Phrases) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for first, *rest in phrases:
        found[first] = (*found.get(first, ()), tuple(rest))
    return found
