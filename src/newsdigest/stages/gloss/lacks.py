"""A passage and what explains it -> does its reader still not know of whom or what it speaks?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.stages.gloss.named import is_described_here
from newsdigest.stages.gloss.pointers import stands_alone
from newsdigest.stages.gloss.told import words_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from newsdigest.outline.runs import Run
    from newsdigest.stages.gloss.passage import Passage

_WITHIN = 2
"""Words between "the" or "this" and the noun it belongs to, the noun counted."""


def lacks(passage: Passage, explained: Collection[int], *, goes_on: bool = False) -> bool:
    """Say whether a word of a passage is left without its introduction.

    `explained` are the places of its glosses. Such a word is a surname of somebody named in full
    elsewhere, initials that the article spells out, a pronoun or a plain noun before any name.
    `goes_on` says that the passage before ends where this one begins: then the last two are clear.
    What opens with the rest of what was counted ("Among them", "The others") is never clear.
    """
    if _is_rest(passage):
        return True
    names = passage.source.outline.names
    met: set[str] = set()
    opening = not goes_on
    at = passage.first
    while at < passage.last:
        run = names.run_over(at)
        if run is None or not passage.is_whole(run, at):
            if opening:
                lacking, opening = _points_back(passage, at, explained)
                if lacking:
                    return True
            at += 1
            continue
        if _is_strange(passage, run, met, explained):
            return True
        opening = opening and passage.is_common(run)
        at = max(run.last, at + 1)
    return False


def _is_rest(passage: Passage) -> bool:
    """Whether a passage opens with a part of what the sentence before counts, and no more."""
    tokens, words = passage.source.outline.tokens, passage.source.outline.words
    for phrase in passage.source.glossing.partitive:
        last = passage.first + len(phrase)
        opening = tuple(token.low for token in tokens[passage.first : last])
        if opening == phrase:
            return last >= passage.last or tokens[last].low not in words.linking
    return False


def _is_strange(passage: Passage, run: Run, met: set[str], explained: Collection[int]) -> bool:
    """Whether a run is a surname or initials nobody has explained."""
    source, told = passage.source, passage.told
    tokens = source.outline.tokens
    words = [tokens[at].low for at in range(run.core, run.last) if tokens[at].kind == "word"]
    person = source.outline.names.person_of(run)
    fresh = bool(words) and not met.intersection(words) and not told.knows(words)
    met.update(words)
    if _is_explained(passage, run.last, explained):
        return False
    if person is not None and person.full and person.known:
        lone = len(words) == 1 and words[0] == person.parts[-1] and run.core == run.first
        return fresh and lone and not is_described_here(passage, run)
    for at in range(run.first, min(run.last, passage.last)):
        named = source.initials.get(tokens[at].text.split("-")[0])
        if named is not None and fresh and not passage.holds(named):
            return not told.knows(words_of(named.name))
    return False


def _is_explained(passage: Passage, last: int, explained: Collection[int]) -> bool:
    return passage.behind(last - 1) in explained


def _points_back(passage: Passage, at: int, explained: Collection[int]) -> tuple[bool, bool]:
    """Say whether a token points out of the passage, and whether to read on for one that does."""
    source = passage.source
    tokens, words = source.outline.tokens, source.outline.words
    token = tokens[at]
    if token.kind != "word":
        return False, token.kind != "speech"
    if token.low in source.glossing.pronouns:
        polite = token.low in source.glossing.ambiguous and token.upper and at > passage.first
        clear = polite or token.end in explained or _is_resolved(passage, at)
        return not (clear or _is_of_headline(passage, token.low)), False
    pointing = token.low in source.glossing.pointing
    if pointing or token.low in words.articles:
        return _is_unheard(passage, at, explained, pointing=pointing), False
    return False, token.low not in words.determiners


def _is_resolved(passage: Passage, at: int) -> bool:
    """Whether what follows says who is meant: "With his new film, Tom Adler", "While ill, the"."""
    tokens, words = passage.source.outline.tokens, passage.source.outline.words
    lead = tokens[passage.first].low
    if lead not in words.prepositions and lead not in words.subordinators:
        return False
    comma = next((n for n in range(at, passage.last - 1) if tokens[n].text == ","), -1)
    if comma < 0:
        return False
    named = passage.source.outline.names.run_over(comma + 1) is not None
    return named or tokens[comma + 1].low in words.articles


def _is_of_headline(passage: Passage, low: str) -> bool:
    """Whether a pronoun can only mean the one person of its gender in the headline."""
    source, words = passage.source, passage.source.outline.words
    gender = "m" if low in words.he or low in words.his else "f"
    if gender == "f" and low not in words.she and low not in words.her:
        return False
    headed = [
        person
        for last, people in source.people.items()
        for person in people
        if last in passage.told.headline and person.gender in ("", gender)
    ]
    return len(headed) == 1 and headed[0].gender == gender


def _is_unheard(passage: Passage, at: int, explained: Collection[int], *, pointing: bool) -> bool:
    """Whether "this decision" or "the agency said" speaks of what was not spoken of before."""
    source = passage.source
    tokens, words = source.outline.tokens, source.outline.words
    kinds = words.organisations | words.roles
    for noun in range(at + 1, min(at + 1 + _WITHIN, passage.last)):
        token = tokens[noun]
        known = passage.told.knows([token.low])
        shut = source.glossing.times | words.relatives
        if token.kind != "word" or known or token.low in shut:
            return False
        alone = stands_alone(passage, noun)
        if alone and (pointing or token.low in kinds):
            strange = pointing or token.low not in source.glossing.single
            return strange and passage.behind(noun) not in explained
        if alone or source.outline.names.run_over(noun) is not None:
            return False
    return False
