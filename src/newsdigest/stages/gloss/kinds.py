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
_SHORTEST_LEAD = 3
"""Letters that a compound sets before the noun that ends it."""


def kinds_named(outline: Outline, complements: Words) -> Iterator[tuple[str, int, int]]:
    """Find bodies whose kind the text shows: the kind, first and last token (exclusive) of a name.

    The kind ends the name ("Northern Water Agency"), opens it ("Ministry of Health"), ends a
    compound of it ("Gesundheitsministerium"), or stands behind it (", a luxury group").
    """
    for run in outline.names.runs:
        if outline.names.person_of(run) is None:
            yield from _kinds(outline, run, complements)


def _kinds(outline: Outline, run: Run, complements: Words) -> Iterator[tuple[str, int, int]]:
    tokens, words = outline.tokens, outline.words
    first, last = run.first, _with_complement(outline, run.last, complements)
    while first < last and tokens[first].low in words.determiners:
        first += 1
    own = [at for at in range(first, last) if tokens[at].kind == "word"]
    if not own:
        return
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
