"""Sentence -> where it begins to say something: past connectives that only tie it to another.

What is skipped leaves a whole sentence that is true just as before. Never skipped: who says it,
conditions, denials, doubts and times. Where the verb comes second only words that no verb can be
may open what is left, so that its order is that of a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.language.find import language_of
from newsdigest.patterns import regex

if TYPE_CHECKING:
    from re import Pattern

    from newsdigest.language.language import Language

_FEWEST_WORDS = 5
"""Words that must be left; fewer are no statement."""
_MOST = 2
"""Connectives in a row: "But, in fact, the city paid"."""
_LONGEST = 40
"""Characters a connective may take."""
_WORD = regex(r"[^\W_]+")
_COMMA = regex(r",\s+(?=[^\W_])")
_COLON = regex(r":\s+(?=[^\W\d_a-zß-ÿ])")
_SPACE = regex(r"(?:,\s+|\s+)(?=[^\W_])")


def skip_framing(text: str, language: str | Language) -> int:
    """Count the characters that only tie a sentence to another at its head; 0 where none do."""
    known = language_of(language)
    at = 0
    for _ in range(_MOST):
        length = _one(text[at : at + _LONGEST], known)
        if not length:
            break
        at += length
    return at if len(text[at:].split(maxsplit=_FEWEST_WORDS)) >= _FEWEST_WORDS else 0


def _one(head: str, language: Language) -> int:
    framing = language.framing
    low = head.lower().replace("’", "'")
    first = _WORD.match(low)
    if first is None:
        return 0
    for phrase in framing.framing:
        if not phrase[0].startswith(first[0]):
            continue  # most sentences begin with none of them: told by a word, not by a phrase
        words = " ".join(phrase)
        if low.startswith(words) and (end := _behind(head, len(words), _COMMA)):
            return end if _fits(low[end:], framing.unfit, frozenset(), head[end:]) else 0
    if first[0] not in framing.joining:
        return 0
    if end := _behind(head, first.end(), _COLON):
        return end
    end = _behind(head, first.end(), _SPACE)
    return end if end and _fits(low[end:], framing.unfit, framing.fit, head[end:]) else 0


def _behind(head: str, at: int, sign: Pattern[str]) -> int:
    found = sign.match(head, at)
    return 0 if found is None else found.end()


def _fits(low: str, unfit: frozenset[str], fit: frozenset[str], head: str) -> bool:
    """Say whether what is left may begin so."""
    word = _WORD.match(low)
    if word is None or word[0] in unfit:
        return False
    return not fit or head[0].isupper() or head[0].isdigit() or word[0] in fit
