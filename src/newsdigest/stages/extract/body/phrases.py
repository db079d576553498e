"""Label phrases by language -> the kind of furniture a line is.

The phrases stand in the languages' ``labels.txt``, one a line: ``kind | where | phrase``. They
judge short lines only, after structure and position have had their say.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, NamedTuple, get_args

from newsdigest.language.find import language_of
from newsdigest.patterns import regex

Where = Literal["line", "start", "part"]
_PLACES: dict[str, Where] = {place: place for place in get_args(Where)}

# A longer block that begins with a label, or has one inside, is prose.
_MAX_START = 200
_MAX_PART = 320
_EDGE = regex(r"^[\W_]+|[\W_]+$")
_OPENING_EDGE = regex(r"^[^\w©ⓒ【(]+")
_SPACES = regex(r"\s+")
_KEPT = 512  # texts: every rule asks for a page's lines again


class Phrase(NamedTuple):
    """One label: `text` in lower case without edge punctuation; where in a block it may stand."""

    kind: str
    where: Where
    text: str


@lru_cache(maxsize=_KEPT)
def plain_form(text: str) -> str:
    """Give a text's lower-case form without punctuation and symbols at its edges."""
    return _EDGE.sub("", _SPACES.sub(" ", text.casefold().replace("’", "'")))


@cache
def load_phrases(language: str) -> tuple[Phrase, ...]:
    """Read the phrases of one language; a language without a file has none."""
    known = language_of(language)
    path = f"{known.code}/labels.txt"
    return tuple(
        _parse(line, path) for line in known.text("labels.txt").splitlines() if _counts(line)
    )


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _parse(line: str, path: str) -> Phrase:
    kind, where, text = (part.strip() for part in line.split("|"))
    form = plain_form(text) if where == "line" else text.casefold()
    if where not in _PLACES or not form:
        raise ValueError(f"language data: {path}: {line}")
    return Phrase(kind, _PLACES[where], form)


def _ends_word(form: str, at: int) -> bool:
    """Say whether a word ends at a place; scripts without spaces part words nowhere."""
    return not form[at - 1].isalpha() or form[at - 1] >= "\u3040" or not form[at : at + 1].isalpha()


class Labels:
    """The phrases of a page's language, and English ones: they stand on pages of any language."""

    def __init__(self, language: str) -> None:
        phrases = [*load_phrases(language), *(load_phrases("en") if language != "en" else ())]
        self._lines = {phrase.text: phrase.kind for phrase in phrases if phrase.where == "line"}
        self._starts = [phrase for phrase in phrases if phrase.where == "start"]
        self._openings = tuple(phrase.text for phrase in self._starts)
        self._parts = [phrase for phrase in phrases if phrase.where == "part"]
        self._known = lru_cache(maxsize=_KEPT)(self._kind_of)

    def is_line(self, text: str) -> bool:
        """Say whether a block is a label and no more."""
        return plain_form(text) in self._lines

    def opens(self, text: str) -> bool:
        """Say whether a block begins with a phrase that may stand anywhere in a label."""
        form = _OPENING_EDGE.sub("", _SPACES.sub(" ", text.casefold().replace("’", "'")))
        return any(form.startswith(phrase.text) for phrase in self._parts)

    def kind_of(self, text: str) -> str:
        """Name the kind of furniture a block is by its words; empty where they are no label's."""
        return "" if len(text) > _MAX_PART else self._known(text)

    def _kind_of(self, text: str) -> str:
        if kind := self._lines.get(plain_form(text)):
            return kind
        form = _OPENING_EDGE.sub("", _SPACES.sub(" ", text.casefold().replace("’", "'")))
        if len(text) <= _MAX_START and form.startswith(self._openings):
            for phrase in self._starts:
                if form.startswith(phrase.text) and _ends_word(form, len(phrase.text)):
                    return phrase.kind
        return next((phrase.kind for phrase in self._parts if phrase.text in form), "")


@cache
def labels_of(language: str) -> Labels:
    """Give the labels of one language, built once."""
    return Labels(language)
