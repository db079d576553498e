"""Words -> words, with one name for what headlines write in several ways.

"Libyan" and "Libya", "PM" and "prime minister": no stemmer brings them together, and a headline
has no second sentence to say it the other way. The languages' tables (``one_name.txt``) are
ours: countries with their peoples, and the abbreviations of offices and bodies that newsrooms use
anywhere.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from newsdigest.language.find import language_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def one_name(found: Iterable[str], language: str) -> list[str]:
    """Put the one name for each word that has several, in order; "pm" becomes two words.

    Words of a language without a table stand as they are.
    """
    names = names_in(language)
    if not names:
        return list(found)
    named: list[str] = []
    for word in found:
        named += names.get(word, (word,))
    return named


@functools.cache
def names_in(language: str) -> Mapping[str, tuple[str, ...]]:
    """Give a language's table: each other writing, one word, -> the words of its one name."""
    table = language_of(language).text("one_name.txt")
    rows = (line.split(": ") for line in table.splitlines())
    return {other: tuple(name.split()) for name, others in rows for other in others.split()}
