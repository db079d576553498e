"""The words of a mention -> whom they may mean by their forms: a man, a woman, several, a body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.outline.runs import is_title

if TYPE_CHECKING:
    from newsdigest.language.speech import Speech
    from newsdigest.outline.tokens import Token

LONGEST_TITLE = 10
"""Tokens of a title and what it is of, before a name."""


def gender_of_phrase(lows: list[str], lang: Speech) -> str:
    """Say what a phrase describes, its words in lower case: m, f, p (several), n (a body) or ""."""
    for low in lows:
        if low in lang.roles_m:
            return "m"
        if low in lang.roles_f:
            return "f"
        if low in lang.roles_pl:
            return "p"
        if low in lang.organisations:
            return "n"
    if not any(is_title(low, lang) for low in lows[1:]):
        return ""
    return "m" if lows[0] in lang.articles_m else "f" if lows[0] in lang.articles_f else ""


def gender_of_verb(lows: list[str], lang: Speech) -> str:
    """Read off a verb without a subject who said it: "dodała" a woman, "dijeron" several.

    One somebody of whatever gender is "".
    """
    kinds = (("p", lang.verb_endings_pl), ("f", lang.verb_endings_f), ("m", lang.verb_endings_m))
    for gender, endings in kinds:
        if endings and any(low.endswith(endings) for low in lows):
            return gender
    return ""


def role_head(lows: list[str], lang: Speech) -> str:
    """Give the role that heads a phrase, the last before its first preposition, "" for none."""
    head = ""
    for low in lows:
        if low in lang.prepositions:
            break
        if is_title(low, lang):
            head = low
    return head


def phrase_start(tokens: list[Token], core: int, first: int, lang: Speech) -> int:
    """Give the token at which the phrase of a name begins: "le ministre de la Justice Luc Petit".

    Where a language puts what a title is of between it and the name; else the name's own token.
    """
    if lang.traits.fixed_order or lang.traits.capital_nouns:
        return core
    for at in range(core - 1, max(first, core - LONGEST_TITLE) - 1, -1):
        token = tokens[at]
        shut = (lang.subordinators, lang.relatives, lang.auxiliaries, lang.conjunctions)
        if token.kind != "word" or any(token.low in group for group in shut):
            return core
        if is_title(token.low, lang) and not token.upper:
            led = at > first and tokens[at - 1].low in lang.determiners
            return at - 1 if led else at
        if token.low in lang.verbs:
            return core
    return core
