"""What a reader writes to mute or lift -> the rule that fits an entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from newsdigest.errors import ConfigError
from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newsdigest.models import Entry


class Words:
    """Mute or highlight rules: words match whole words in any case, /…/ is a regular expression.

    An expression that takes longer than `LONGEST_S` for one entry fits nothing from there on: an
    entry is written by strangers. Raises ConfigError for one that does not compile.
    """

    __slots__ = ("_rules", "_slow")

    def __init__(self, written: Iterable[str]) -> None:
        self._rules = [(word, _rule(word)) for word in written if word.strip()]
        self._slow: set[str] = set()

    def found(self, entry: Entry) -> str:
        """Return the first rule that fits an entry's title, authors or summary, as written."""
        return self._first("\n".join((entry.title, *entry.authors, entry.summary)))

    def names(self, entry: Entry) -> str:
        """Return the first rule that fits an entry's title, address or authors, as written."""
        return self._first("\n".join((entry.title, entry.url, *entry.authors)))

    def __bool__(self) -> bool:
        return bool(self._rules)

    def _first(self, text: str) -> str:
        return next((word for word, fits in self._rules if self._fits(word, fits, text)), "")

    def _fits(self, word: str, fits: Rule, text: str) -> bool:
        if word in self._slow:
            return False
        try:
            return fits(text)
        except TimeoutError:
            self._slow.add(word)
            return False


LONGEST_S = 0.2
"""What an expression may take for one entry; an honest one takes a thousandth of it."""
Rule: TypeAlias = "Callable[[str], bool]"

_EXPRESSION = regex(r"/(.*)/([imsx]*)\Z", re.DOTALL)


def _rule(word: str) -> Rule:
    given = _EXPRESSION.match(word)
    if not given:
        words = r"\s+".join(re.escape(part) for part in word.split())
        plain = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
        return lambda text: plain.search(text) is not None
    flags = re.NOFLAG
    for letter in given[2]:
        flags |= re.RegexFlag[letter.upper()]
    try:
        re.compile(given[1], flags)  # its messages are the better ones
        from regex import compile as bounded  # noqa: PLC0415 only where a reader writes expressions

        own = bounded(given[1], flags)
    except (re.error, ValueError) as error:
        hint = "write it between slashes, or as a plain word"
        raise ConfigError("not a regular expression", word, str(error), hint) from error
    return lambda text: own.search(text, timeout=LONGEST_S) is not None
