"""Outline -> names with their initials in brackets: "Office for Water Safety (OWS)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsdigest.outline.read import Outline
    from newsdigest.outline.tokens import Token

_FEWEST, _MOST = 3, 8
"""Letters; two of them (EU, UN) are better known than what they are short for."""
_IN_BRACKETS = regex(rf"[^\W\d_]{{{_FEWEST},{_MOST}}}")
_LONGEST_NAME = 14
"""Tokens that are looked at before the bracket."""
_JOINS = frozenset(("-", "–", "&", "’", "'", "'s", "’s"))


def spelled_out(outline: Outline) -> Iterator[tuple[str, int, int]]:
    """Find initials in brackets whose name stands before them: initials, first and last token.

    The name is the shortest run of words whose first letters are the initials, small words
    counted or not, one word more allowed; or, in languages that write compounds, whose letters
    hold them ("Bundeskriminalamt (BKA)"). The last token is exclusive.
    """
    tokens = outline.tokens
    for at in range(1, len(tokens) - 2):
        if tokens[at].text == "(" and tokens[at + 2].text == ")":
            short = tokens[at + 1].text
            if _IN_BRACKETS.fullmatch(short) and _is_short_form(short):
                last = at
                while last > 0 and tokens[last - 1].text in _JOINS:
                    last -= 1
                first = _first_word(outline, last, short.lower())
                if first >= 0:
                    yield short, first, last


def _is_short_form(short: str) -> bool:
    """Whether capitals make up the most of it: "OWS", "BfV", "DSPs"."""
    return short[0].isupper() and 2 * sum(map(str.isupper, short)) >= len(short)


def _first_word(outline: Outline, last: int, wanted: str) -> int:
    """Find where the name begins whose words spell initials; -1 where they do not."""
    tokens, words = outline.tokens, outline.words
    capitals = words.traits.capital_nouns
    large: list[str] = []
    every: list[str] = []
    for at in range(last - 1, max(-1, last - 1 - _LONGEST_NAME), -1):
        token = tokens[at]
        if token.kind != "word":
            if token.text in _JOINS:
                continue
            return -1
        parts = [part[0] for part in token.low.replace("’", "-").split("-") if part]
        every[:0] = parts
        if token.upper:
            large[:0] = parts
            if token.low[0] != wanted[0]:
                continue
            if _spell(large, wanted) or _spell(every, wanted):
                return at
            if (capitals or len(large) > 1) and _within(tokens[at:last], large, wanted):
                return at
        elif not (large or capitals):
            return -1
    return -1


def _spell(initials: Sequence[str], wanted: str) -> bool:
    """Whether the words' first letters are the initials, with at most one word left over."""
    return len(initials) <= len(wanted) + 1 and _runs_through(wanted, initials)


def _within(name: Sequence[Token], large: Sequence[str], wanted: str) -> bool:
    """Whether every word gives a letter, and the words' letters hold the rest."""
    letters = (letter for token in name for letter in token.low)
    return _runs_through(large, wanted) and _runs_through(wanted, letters)


def _runs_through(short: Iterable[str], long: Iterable[str]) -> bool:
    """Whether one row of letters stands in another, in order."""
    left = iter(long)
    return all(letter in left for letter in short)
