"""Sentence, sentences told before -> does it say anything new?"""

from __future__ import annotations

import functools
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.language.find import language_of, shipped
from newsdigest.language.words import stems, stop_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from newsdigest.language.language import Language

# A sentence of fewer content words than this ("The strike is over.") is judged by all its words.
FEW_WORDS = 3
WEIGHTS = "novelty.json"
_MOST_UNTOLD = 3
# Where words are written without spaces, one word that was not told makes so many pairs of
# characters that were not.
_PAIRS_A_WORD = 3


class Evidence(NamedTuple):
    """What speaks for a sentence being news, beside what was told.

    `untold` counts the content words that no told sentence holds, up to three. `apart` and
    `apart_in_kind` are the share of its content that the nearest told sentence lacks, 0..1, and
    the nearest of those that can have told the same: what was only planned has not happened, what
    was denied has not been said. `goes_back` says that it speaks of what was before; `acts` that an
    untold word follows a word of content, as a verb its subject.
    """

    untold: int
    apart: float
    apart_in_kind: float
    goes_back: bool
    acts: bool


class _Content(NamedTuple):
    """A sentence's content stems, each with whether a word of content stands before it; all stems.

    `denies` and `is_ahead` give its kind, `goes_back` its tense.
    """

    own: Mapping[str, bool]
    everything: frozenset[str]
    denies: bool
    is_ahead: bool
    goes_back: bool


class Told:
    """What a reader has been told, asked about many sentences.

    Building is linear in what was told; a question costs the told sentences that share a word
    with it. Nothing told: everything is new.
    """

    __slots__ = ("_kinds", "_language", "_postings")

    def __init__(self, sentences: Iterable[str], language: str | Language = "en") -> None:
        self._language = language_of(language)
        self._postings: dict[str, list[int]] = {}
        self._kinds: list[tuple[bool, bool]] = []
        for number, sentence in enumerate(sentences):
            told = _content(sentence, self._language)
            self._kinds.append((told.denies, told.is_ahead))
            for term in told.everything:
                self._postings.setdefault(term, []).append(number)

    def __bool__(self) -> bool:
        return bool(self._kinds)

    def is_new(self, sentence: str) -> bool:
        """Say whether a sentence holds content that was not told.

        A number that no told sentence holds is new; what one told sentence holds whole, no more
        denied and no less certain, is not. Between the two a logistic regression judges
        (`Evidence`; fitted by ``bench/fit_novelty.py`` on story lines of our own). A sentence
        without content is never new once anything was told.
        """
        if not self:
            return True
        asked = _content(sentence, self._language)
        if not asked.own:
            return False
        if any(_is_number(term) and term not in self._postings for term in asked.own):
            return True
        evidence = self._evidence(asked)
        return evidence.apart_in_kind > 0 and _score(evidence) > 0

    def evidence(self, sentence: str) -> Evidence:
        """Weigh a sentence against what was told; all of it is apart where nothing was."""
        return self._evidence(_content(sentence, self._language))

    def _evidence(self, asked: _Content) -> Evidence:
        shared: dict[int, int] = {}
        untold = []
        for term in asked.own:
            numbers = self._postings.get(term, ())
            if not numbers:
                untold.append(term)
            for number in numbers:
                shared[number] = shared.get(number, 0) + 1
        size = max(1, len(asked.own))
        pairs = _PAIRS_A_WORD if self._language.traits.unparted_words else 1
        in_kind = (held for number, held in shared.items() if self._may_tell(number, asked))
        return Evidence(
            untold=min(len(untold) // pairs, _MOST_UNTOLD),
            apart=1 - max(shared.values(), default=0) / size,
            apart_in_kind=1 - max(in_kind, default=0) / size,
            goes_back=asked.goes_back,
            acts=any(asked.own[term] for term in untold),
        )

    def _may_tell(self, number: int, asked: _Content) -> bool:
        """Say whether a told sentence is of a kind that can have told what is asked about."""
        denies, is_ahead = self._kinds[number]
        return denies == asked.denies and (asked.is_ahead or asked.goes_back or not is_ahead)


def _score(evidence: Evidence) -> float:
    weights = _weights()
    parts = (weights[name] * value for name, value in evidence._asdict().items())
    return fsum((weights["bias"], *parts))


@functools.cache
def _weights() -> Mapping[str, float]:
    import json  # noqa: PLC0415 - only where something was told before

    read: Mapping[str, float] = json.loads(shipped(WEIGHTS))["weights"]
    return read


def is_new(sentence: str, told: Iterable[str], language: str | Language = "en") -> bool:
    """Say whether one sentence holds content that the told sentences do not (see `Told`)."""
    return Told(told, language).is_new(sentence)


def in_digits(found: Sequence[str], language: str | Language) -> list[str]:
    """Write small numbers in words as digits, word for word; other words as they stand."""
    digits = _digits(language_of(language))
    return [digits.get(word, word) for word in found]


def number_words(language: str | Language) -> AbstractSet[str]:
    """Give the words that are numbers in a language: those that `in_digits` writes as digits."""
    return _digits(language_of(language)).keys()


def _content(sentence: str, language: Language) -> _Content:
    """Read a sentence's content: no stop word, no single letter, no day of the week or month.

    Numbers in words become digits. What speaks of time to come, of time before or of who said it
    is no content; a sentence of fewer than `FEW_WORDS` content words is judged by all its words.
    """
    found = words(sentence)
    digits = _digits(language)
    basics = language.basics
    written = stems(in_digits(found, language), language)
    idle = _idle(language)
    own: dict[str, bool] = {}
    after_content = False
    for word, stem in zip(found, written, strict=True):
        is_content = word in digits or (word not in idle and (len(word) > 1 or word.isdigit()))
        if is_content:
            own[stem] = own.get(stem, False) or after_content
        after_content = is_content
    everything = frozenset(written)
    if len(own) < FEW_WORDS:
        own = dict.fromkeys(everything, False) | own
    return _Content(
        own,
        everything,
        denies=not basics.denials.isdisjoint(found),
        is_ahead=not basics.ahead.isdisjoint(found),
        goes_back=not basics.before.isdisjoint(found),
    )


@functools.cache
def _idle(language: Language) -> frozenset[str]:
    """Gather the words of a language that say nothing of what happened."""
    basics, calendar = language.basics, language.calendar
    dated = (word for row in (*calendar.weekdays, *calendar.months) for word in row)
    return stop_words(language).union(dated, basics.ahead, basics.before, basics.hearsay)


@functools.cache
def _digits(language: Language) -> Mapping[str, str]:
    return {word: str(number) for number, word in enumerate(language.basics.numbers)}


def _is_number(term: str) -> bool:
    return any(letter.isdigit() for letter in term)
