"""Outline -> names by the kind of body they are: "the agency" may be the Northern Water Agency."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsdigest.language.fields import Words
    from newsdigest.outline.read import Outline
    from newsdigest.outline.runs import Run

_NEAR = 6
"""Tokens behind a name within which an apposition says its kind."""
_SHORTEST_PHRASE, _LONGEST_PHRASE = 3, 14
"""Tokens of "a luxury group", and of a phrase that is looked at."""
_CLOSES = frozenset(",.;:()")
_SHORTEST_LEAD = 3
"""Letters that a compound sets before the noun that ends it."""


def kinds_named(outline: Outline, complements: Words) -> Iterator[tuple[str, int, int]]:
    """Find bodies whose kind the text shows: the kind, first and last token (exclusive) of a name.

    The kind ends the name ("Northern Water Agency"), opens it ("Ministry of Health"), ends a
    compound of it ("Gesundheitsministerium"), or stands behind it (", a luxury group").
    """
    for run in outline.names.runs:
        if outline.names.person_of(run) is None and not _is_beside(outline, run):
            yield from _kinds(outline, run, complements)


def _is_beside(outline: Outline, run: Run) -> bool:
    """Whether a name only says where or when: "housed in the Northern Water Center"."""
    tokens, words = outline.tokens, outline.words
    lead = run.first - 1
    if lead > 0 and tokens[lead].low in words.articles:
        lead -= 1
    return lead >= 0 and tokens[lead].low in words.prepositions


def _kinds(outline: Outline, run: Run, complements: Words) -> Iterator[tuple[str, int, int]]:
    tokens, words = outline.tokens, outline.words
    first, last = run.first, _with_complement(outline, run.last, complements)
    own = [at for at in range(first, last) if tokens[at].kind == "word"]
    head = tokens[run.last - 1].low
    lead = tokens[first].low
    if len(own) > 1 and head in words.organisations:
        yield head, first, last
    elif len(own) > 1 and lead in words.organisations:
        yield lead, first, last
    elif words.traits.capital_nouns:
        for kind in words.organisations:
            if head.endswith(kind) and len(head) >= len(kind) + _SHORTEST_LEAD:
                yield kind, run.last - 1 if len(own) == 1 else first, last
    kind = _apposed(outline, last)
    if kind:
        yield kind, first, last


def described(outline: Outline, complements: Words, one: Words) -> Iterator[tuple[str, int, int]]:
    """Find what a name is said to be behind its comma: the name, first and last token of that.

    Only where it is named first, and with an indefinite article ("Lumen, a luxury group that"):
    "the" goes on with a list, too.
    """
    tokens, names = outline.tokens, outline.names
    met: set[str] = set()
    for run in names.runs:
        person = names.person_of(run)
        name = outline.slice(run.first, run.last)
        if name in met:
            continue
        met.add(name)
        led = run.first > 0 and tokens[run.first - 1].low in complements
        if led or run.core == run.last or (person is not None and person.known):
            continue
        comma = _with_complement(outline, run.last, complements)
        if (
            comma + 1 >= len(tokens)
            or tokens[comma].text != ","
            or tokens[comma + 1].low not in one
        ):
            continue
        last = _end_of_phrase(outline, comma + 1)
        if last - (comma + 1) >= _SHORTEST_PHRASE:
            yield outline.slice(run.first, comma), comma + 1, last


def _end_of_phrase(outline: Outline, first: int) -> int:
    """Give the end of a noun phrase that a comma, a stop or a relative closes; 0 for a clause."""
    tokens, words = outline.tokens, outline.words
    verbal = (words.auxiliaries, words.copulas, words.verbs, words.finite, words.conjunctions)
    for at in range(first, min(first + _LONGEST_PHRASE, len(tokens))):
        token = tokens[at]
        if token.text in _CLOSES or token.low in words.relatives or token.low in words.that:
            return at
        if token.kind == "speech" or any(token.low in kind for kind in verbal):
            return 0
    return 0


def _with_complement(outline: Outline, last: int, complements: Words) -> int:
    """Follow a name over "of" and "for" to the name behind: "Ministry of Health"."""
    tokens, words = outline.tokens, outline.words
    while last + 1 < len(tokens) and tokens[last].low in complements:
        behind = last + 1 + (tokens[last + 1].low in words.articles)
        run = outline.names.run_over(behind)
        if run is None or run.first != behind or run.owner:
            break
        last = run.last
    return last


def _apposed(outline: Outline, last: int) -> str:
    """Read the kind behind a name: ", a luxury group that"; "" where there is none."""
    tokens, words = outline.tokens, outline.words
    if last + 1 >= len(tokens) or tokens[last].text != ",":
        return ""
    if tokens[last + 1].low not in words.determiners:
        return ""
    for at in range(last + 2, min(last + 2 + _NEAR, len(tokens) - 1)):
        token = tokens[at]
        if token.kind != "word" or token.low in words.prepositions:
            return ""
        if token.low in words.organisations:
            return "" if tokens[at + 1].upper else token.low
    return ""
