"""Text -> words, stems and the words that carry no subject, per language.

Stems come from the Snowball stemmers (PyStemmer), stop words from the languages' own lists; a
language that has neither is read by its words as they stand.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

from newsdigest.language.find import language_of
from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsdigest.language.language import Language

# Han, kana, Thai, Lao, Myanmar, Khmer: written without spaces, so a run of letters is no word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
# Vowel signs, points and accents that `\w` leaves out though a word goes on through them.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0dff\u200c\u200d"
)
# What makes most English pages more than ASCII and never is part of a word: without it they take
# the fast way, in a sixth of the time.
_TYPOGRAPHIC = "’‘“”–—…\u00a0•"
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_SPACED_WORD = regex(rf"[\w{_MARKS}]+")
_FIRST_UNSPACED = "\u0e00"  # no script below it is written without spaces
# Byte -> itself in lower case where it is part of an ASCII word, else a space: a table and `split`
# take a fifth of the time of a pattern.
_ASCII_WORDS = bytes(
    ord(sign.lower()) if sign.isalnum() or sign == "_" else ord(" ")
    for sign in map(chr, range(128))
).ljust(256)
# Stems kept for each language: 7 MB of them.
_STEMS_KEPT = 1 << 15


def words(text: str) -> list[str]:
    """List the words of a text in order, lower case, NFC; cost linear in the text.

    A run of a script written without spaces gives its overlapping pairs of characters, the usual
    stand-in for words where there is no dictionary; a run of one character gives that character.
    """
    text = _plain(text)
    if text.isascii():
        return text.encode("ascii").translate(_ASCII_WORDS).decode("ascii").split()
    text = unicodedata.normalize("NFC", text).lower()
    if max(text) < _FIRST_UNSPACED:
        return _SPACED_WORD.findall(text)
    word_or_run, run = _wide_patterns()
    found: list[str] = []
    for word in word_or_run.findall(text):
        if not word.isascii() and run.match(word) and len(word) > 1:
            found.extend(word[at : at + 2] for at in range(len(word) - 1))
        else:
            found.append(word)
    return found


def _plain(text: str) -> str:
    """Take typographic marks for spaces, so that most English text is ASCII."""
    if not text.isascii():
        for mark in _TYPOGRAPHIC:
            text = text.replace(mark, " ")
    return text


@functools.cache
def _wide_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile what finds a word of any script, and a run without spaces: 5 ms, so on demand."""
    return (
        re.compile(rf"[{_UNSPACED}]+|(?:(?![{_UNSPACED}])[\w{_MARKS}])+"),
        re.compile(rf"[{_UNSPACED}]+"),
    )


def stems(found: Sequence[str], language: str | Language = "en") -> list[str]:
    """Cut each word to its stem; word for word as they stand where the language has no stemmer."""
    known = _stems_of(language_of(language).basics.stemmer)
    return list(found) if known is None else list(map(known.__getitem__, found))


def stemmer(language: str | Language) -> Callable[[str], str]:
    """Give what cuts one word to its stem, for a loop over many; `str` where there is no stemmer.

    `stems` asks for the language's table each time, which takes half of a single word's time.
    """
    known = _stems_of(language_of(language).basics.stemmer)
    return str if known is None else known.__getitem__


def is_unspaced(text: str) -> bool:
    """Tell whether a text is mostly in a script that is written without spaces."""
    text = _plain(text)
    if text.isascii() or max(text) < _FIRST_UNSPACED:
        return False
    run = sum(len(match.group()) for match in _wide_patterns()[1].finditer(text))
    return 2 * run > sum(map(len, text.split()))


@functools.cache
def stop_words(language: str | Language = "en") -> frozenset[str]:
    """Give the words that carry no subject in a language: its list, if any, and single letters.

    Single letters are what an apostrophe leaves behind: "don't", "l'eau".
    """
    return _LETTERS | language_of(language).stop_words


def content_stems(text: str, language: str | Language = "en") -> list[str]:
    """List the stems of a text's words, without its stop words, in order, repeats kept."""
    stopped = stop_words(language)
    return stems([word for word in words(text) if word not in stopped], language)


class _Stems(dict[str, str]):
    """Word -> its stem in one language, found when first asked for.

    Snowball takes ten times as long as looking a stem up. PyStemmer's own cache is no faster than
    none, and `functools.lru_cache` a quarter as fast as a dict that is emptied when it is full.
    """

    def __init__(self, stem: Callable[[str], str]) -> None:
        super().__init__()
        self._stem = stem

    def __missing__(self, word: str) -> str:
        if len(self) >= _STEMS_KEPT:
            self.clear()
        self[word] = stem = self._stem(word)
        return stem


@functools.cache
def _stems_of(stemmer: str) -> _Stems | None:
    if not stemmer:
        return None
    # The only import here that is not Python's own: left until a text is read.
    import Stemmer  # noqa: PLC0415

    return _Stems(Stemmer.Stemmer(stemmer, 0).stemWord)
