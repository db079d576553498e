"""What a reader writes to mute or lift -> the rule that fits an entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsdigest.errors import ConfigError
from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsdigest.models import Entry


class Words:
    """Mute or highlight rules: words match whole words in any case, /…/ is a regular expression.

    Raises ConfigError for an expression that does not compile.
    """

    __slots__ = ("_rules",)

    def __init__(self, written: Iterable[str]) -> None:
        self._rules = [(word, _pattern(word)) for word in written if word.strip()]

    def found(self, entry: Entry) -> str:
        """Return the first rule that fits an entry's title, authors or summary, as written."""
        return self._first("\n".join((entry.title, *entry.authors, entry.summary)))

    def names(self, entry: Entry) -> str:
        """Return the first rule that fits an entry's title, address or authors, as written."""
        return self._first("\n".join((entry.title, entry.url, *entry.authors)))

    def __bool__(self) -> bool:
        return bool(self._rules)

    def _first(self, text: str) -> str:
        return next((word for word, pattern in self._rules if pattern.search(text)), "")


_EXPRESSION = regex(r"/(.*)/([imsx]*)\Z", re.DOTALL)


def _pattern(word: str) -> re.Pattern[str]:
    given = _EXPRESSION.match(word)
    if not given:
        words = r"\s+".join(re.escape(part) for part in word.split())
        return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
    flags = re.NOFLAG
    for letter in given[2]:
        flags |= re.RegexFlag[letter.upper()]
    try:
        return re.compile(given[1], flags)
    except re.error as error:
        hint = "write it between slashes, or as a plain word"
        raise ConfigError("not a regular expression", word, str(error), hint) from error
