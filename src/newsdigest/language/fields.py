"""One data file of a language -> the fields of a noun, each read as its annotation says.

A file is TOML of texts alone, which this reads in a thirtieth of tomllib's time (a test holds the
two together): most of what a language has would otherwise be read slower than the article. A field
that a file does not give keeps its default; a key that is no field is an error.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Text: TypeAlias = str
"""The text itself, without white space round it."""
Words: TypeAlias = frozenset[str]
"""Words parted by white space, in no order."""
Ordered: TypeAlias = tuple[str, ...]
"""Words parted by white space, in order."""
Lines: TypeAlias = tuple[str, ...]
"""One entry a line, in order."""
Groups: TypeAlias = tuple[tuple[str, ...], ...]
"""Words by line, in order, as the forms of one month; "_" is a space in a word, "-" no word."""
Phrases: TypeAlias = tuple[tuple[str, ...], ...]
"""Phrases, one a line, as their words: the longest first, then by their letters."""
Pairs: TypeAlias = tuple[tuple[str, str], ...]
"""Two texts a line, parted by a colon, in order."""

NO_WORDS: Words = frozenset()
Noun = TypeVar("Noun")

_ENTRY = regex(
    r'^(?:(\w+) = (?:"""\n?(.*?)"""|"([^"\n]*)")|[ \t]*(?:#[^\n]*)?|([^\n]+))$',
    re.MULTILINE | re.DOTALL,
)


def parse(raw: str, path: str) -> dict[str, str]:
    """Read the texts of a file by key; `path` names the file in an error.

    ValueError for a line that is no entry and no comment, and for a key given twice.
    """
    found: dict[str, str] = {}
    for entry in _ENTRY.finditer(raw):
        key, lines, line, stray = entry.groups()
        if stray or key in found:
            raise ValueError(f"language data: {path}: {stray or key + ': given twice'}")
        if key:
            found[key] = line if lines is None else lines
    return found


def fill(noun: Callable[..., Noun], raw: str, path: str) -> Noun:
    """Make a noun of a file's texts; ValueError names the file and each key that is no field.

    `noun` is a NamedTuple whose every field has a default and an alias of this module for its
    annotation.
    """
    texts = parse(raw, path)
    shapes: Mapping[str, object] = noun.__annotations__
    if unknown := sorted(texts.keys() - {key for key in shapes if _alias(shapes[key]) in _READERS}):
        raise ValueError(f"language data: {path}: unknown key: {', '.join(unknown)}")
    return noun(**{key: _READERS[_alias(shapes[key])](text) for key, text in texts.items()})


def _alias(annotation: object) -> str:
    """Name the alias an annotation spells; typing keeps it unread, as the annotation's text."""
    return str(getattr(annotation, "__forward_arg__", annotation))


def _lines(text: str) -> Lines:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _groups(text: str) -> Groups:
    rows = (line.split() for line in _lines(text))
    return tuple(tuple(word.replace("_", " ") for word in row if word != "-") for row in rows)


def _phrases(text: str) -> Phrases:
    rows = [tuple(line.split()) for line in _lines(text)]
    return tuple(sorted(rows, key=lambda words: (-len(words), words)))


def _pairs(text: str) -> Pairs:
    rows = (line.partition(":") for line in _lines(text))
    return tuple((left.strip(), right.strip()) for left, _, right in rows)


_READERS: Mapping[str, Callable[[str], object]] = {
    "Text": str.strip,
    "Words": lambda text: frozenset(text.split()),
    "Ordered": lambda text: tuple(text.split()),
    "Lines": _lines,
    "Groups": _groups,
    "Phrases": _phrases,
    "Pairs": _pairs,
}
