"""Text -> normal forms under which two writings of one thing are equal."""

from __future__ import annotations

import hashlib
import unicodedata

from newsdigest.patterns import regex

_NOT_WORD = regex(r"[\W_]+")
_ID_BYTES = 8


def fold(text: str) -> str:
    """Make letters that read alike equal: compatibility forms, then case."""
    return unicodedata.normalize("NFKC", text).casefold()


def title_key(title: str) -> str:
    """Give the form under which two headlines are the same: folded words, single spaces."""
    return " ".join(_NOT_WORD.sub(" ", fold(title)).split())


def stable_id(text: str) -> str:
    """Give a short name for a text that is the same on every machine: 16 hex digits."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_ID_BYTES).hexdigest()
