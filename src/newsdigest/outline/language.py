"""A language's name -> the words that make quotes readable in it, as package data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from newsdigest.package_data import package_text
from newsdigest.patterns import regex

KNOWN = ("en", "de", "fr", "es", "it", "pt", "nl", "ru")
"""Languages with data; in others only marks are read."""

# The data are TOML of texts alone, which this reads in a thirtieth of tomllib's time (a test holds
# the two together): with the import, 7 of the 130 ms that a run over one text takes.
_ENTRY = regex(r'^(\w+) = (?:"""\n?(.*?)"""|"([^"\n]*)")', re.MULTILINE | re.DOTALL)
_NO_WORDS: frozenset[str] = frozenset()
_LINES = frozenset({"according", "according_after", "synonyms"})


@dataclass(frozen=True, slots=True, eq=False)
class Language(dict[str, frozenset[str]]):
    """The word lists of one language by name, lower case; see the head of ``data/en.toml``.

    A list that the language lacks is empty. A dict, for lists are asked 100 times a sentence.

    `verbs` are cues beside a mark, `reporting` those that take a clause. `according` holds
    phrases as token tuples by their first word, longest first, before the speaker;
    `according_after` those behind it.
    `modifiers` end words that stand before a noun and name nobody: "Moscow-based".
    """

    code: str
    according: dict[str, tuple[tuple[str, ...], ...]]
    according_after: tuple[tuple[str, ...], ...]
    synonyms: tuple[tuple[str, str], ...]
    modifiers: tuple[str, ...]
    naming_endings: tuple[str, ...]
    role_endings: tuple[str, ...]
    given: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]

    def __missing__(self, name: str) -> frozenset[str]:
        """Give the empty list."""
        return _NO_WORDS


def _read(name: str) -> dict[str, str]:
    raw = package_text("newsdigest.outline", f"data/{name}")
    return {found[1]: found[2] or found[3] for found in _ENTRY.finditer(raw)}


def _phrases(raw: str) -> tuple[tuple[str, ...], ...]:
    lines = [tuple(line.split()) for line in raw.splitlines() if line.strip()]
    return tuple(sorted(lines, key=lambda words: (-len(words), words)))


def _by_first(phrases: tuple[tuple[str, ...], ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    leads = dict.fromkeys(words[0] for words in phrases)
    return {lead: tuple(w for w in phrases if w[0] == lead) for lead in leads}


@cache
def load_language(name: str) -> Language:
    """Load the words of a language by its code ("en", "de-AT"); unknown codes have no words."""
    code = name[:2].lower()
    table = _read(f"{code}.toml") if code in KNOWN else {}
    given = _read("names.toml") if table else {}
    pairs = [line.partition(":") for line in table.get("synonyms", "").splitlines() if line.strip()]
    language = Language(
        code=code,
        according=_by_first(_phrases(table.get("according", ""))),
        according_after=_phrases(table.get("according_after", "")),
        synonyms=tuple((left.strip(), right.strip()) for left, _, right in pairs),
        modifiers=tuple(table.get("modifiers", "").split()) or ("-",),
        naming_endings=tuple(table.get("naming_endings", "").split()) or ("\0",),
        role_endings=tuple(table.get("role_endings", "").split()),
        given=frozenset(" ".join(given.values()).split()),
        female=frozenset(given.get("female", "").split()),
        male=frozenset(given.get("male", "").split()),
    )
    language.update({k: frozenset(v.split()) for k, v in table.items() if k not in _LINES})
    return language
