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

    ByFirst = Mapping[str, tuple[tuple[str, ...], ...]]


class Hints(NamedTuple):
    """The openings of a language, its phrases by their first word, its days and months.

    `hanging` and `empty` give what may follow a first word; `connectives` are the pointers
    that stand beside no noun, of which `conjunctions` may be left away; `owners` are possessives.
    """

    words: Openings = Openings()
    hanging: ByFirst = MappingProxyType({})
    empty: ByFirst = MappingProxyType({})
    dates: Words = frozenset()
    connectives: Words = frozenset()
    conjunctions: Words = frozenset()
    owners: Words = frozenset()


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
    beside_nouns = openings.near | openings.pairing | speech.determiners
    return Hints(
        words=known.openings,
        hanging=_by_first(known.openings.phrases),
        empty=_by_first(known.openings.empty),
        dates=frozenset(name for row in (*calendar.weekdays, *calendar.months) for name in row),
        connectives=openings.pointers - beside_nouns,
        conjunctions=known.framing.joining,
        owners=speech.his | speech.her | speech.their | speech.its,
    )


def _by_first(phrases: Phrases) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for first, *rest in phrases:
        found[first] = (*found.get(first, ()), tuple(rest))
    return found
