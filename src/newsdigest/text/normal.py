"""Text -> normal forms under which two writings of one thing are equal."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_NOT_WORD = re.compile(r"\W+")
# Chinese, Japanese kana, Korean and Thai are written without spaces between words.
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
_DIGEST_BYTES = 8


def fold(text: str) -> str:
    """Make letters that read alike equal: compatibility forms, case, typographic apostrophes."""
    return unicodedata.normalize("NFKC", text).replace("’", "'").casefold()


def words(text: str) -> list[str]:
    """Give the folded words of a text, in order; runs written without spaces as letter pairs."""
    found = _WORD.findall(fold(text))
    if _UNSPACED.search(text) is None:
        return found
    parted: list[str] = []
    for word in found:
        if _UNSPACED.match(word) and len(word) > 1:
            parted.extend(word[at : at + 2] for at in range(len(word) - 1))
        else:
            parted.append(word)
    return parted


def title_key(title: str) -> str:
    """Give the form under which two headlines are the same: folded words, single spaces."""
    return " ".join(_NOT_WORD.sub(" ", fold(title)).split())


def stable_id(text: str) -> str:
    """Give a short name for a text that is the same on every machine: 16 hex digits."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_DIGEST_BYTES).hexdigest()
