"""A language's name -> the words that make quotes readable in it, as package data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

KNOWN = ("en", "de", "fr", "es", "it", "pt", "nl", "ru")
"""Languages with data; in others only marks are read."""

_LINES = frozenset({"according", "according_after", "synonyms"})


@dataclass(frozen=True, slots=True)
class Language:
    """The word lists of one language, lower case; see the head of ``data/en.toml``.

    `verbs` are cues beside a mark, `reporting` those that take a clause. `according` holds
    phrases as token tuples, longest first, before the speaker; `according_after` behind him.
    `modifiers` end words that stand before a noun and name nobody: "Moscow-based".
    """

    code: str
    words: dict[str, frozenset[str]]
    according: tuple[tuple[str, ...], ...]
    according_after: tuple[tuple[str, ...], ...]
    synonyms: tuple[tuple[str, str], ...]
    modifiers: tuple[str, ...]
    naming_endings: tuple[str, ...]
    female: frozenset[str]
    male: frozenset[str]

    def __getitem__(self, name: str) -> frozenset[str]:
        """Give one word list, empty where the language has none."""
        return self.words.get(name, frozenset())


def _read(name: str) -> dict[str, str]:
    raw = files("newsdigest.stages.quotes").joinpath("data", name).read_text(encoding="utf-8")
    return {key: str(value) for key, value in tomllib.loads(raw).items()}


def _phrases(raw: str) -> tuple[tuple[str, ...], ...]:
    lines = [tuple(line.split()) for line in raw.splitlines() if line.strip()]
    return tuple(sorted(lines, key=lambda words: (-len(words), words)))


@cache
def load_language(name: str) -> Language:
    """Load the words of a language by its code ("en", "de-AT"); unknown codes have no words."""
    code = name[:2].lower()
    table = _read(f"{code}.toml") if code in KNOWN else {}
    given = _read("names.toml") if table else {}
    pairs = [line.partition(":") for line in table.get("synonyms", "").splitlines() if line.strip()]
    return Language(
        code=code,
        words={k: frozenset(v.split()) for k, v in table.items() if k not in _LINES},
        according=_phrases(table.get("according", "")),
        according_after=_phrases(table.get("according_after", "")),
        synonyms=tuple((left.strip(), right.strip()) for left, _, right in pairs),
        modifiers=tuple(table.get("modifiers", "").split()) or ("-",),
        naming_endings=tuple(table.get("naming_endings", "").split()) or ("\0",),
        female=frozenset(given.get("female", "").split()),
        male=frozenset(given.get("male", "").split()),
    )
