"""An article's address, section and headline -> what it is, where they say that it is no news."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsdigest.language.find import language_of
from newsdigest.patterns import regex
from newsdigest.text.normal import fold

if TYPE_CHECKING:
    from newsdigest.models.article import Genre

_LABEL = regex(r"([^\s:|–—-][^:|–—]{0,30}?)\s*+[:|–—]\s")
_WORD = regex(r"[^\W_]+")
# Addresses are in English wherever the paper is.
_ADDRESSES = "en"


def genre_of(url: str, section: str, title: str, language: str) -> Genre:
    """Tell an opinion by the page's own section, a part of its address or its headline's label.

    A label is one or two words before a colon or a dash: "Opinion: ...", "Kommentar – ...".
    """
    words = language_of(language).basics.opinions | language_of(_ADDRESSES).basics.opinions
    try:
        path = urlsplit(url).path
    except ValueError:  # "http://[x": a feed may give anything for an address
        path = ""
    folders = path.split("/")[1:-1]
    label = _LABEL.match(title.lstrip())
    named = [section, *(folder.replace("-", " ") for folder in folders), label[1] if label else ""]
    return "opinion" if any(_is_one(name, words) for name in named) else ""


def _is_one(name: str, words: frozenset[str]) -> bool:
    """Say whether a name is made of the words for opinion, or of one and no more than one other."""
    found = _WORD.findall(fold(name))
    return len(found) in {1, 2} and not words.isdisjoint(found)
