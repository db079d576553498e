"""Names and addresses of a site -> whether some words name that site.

A segment of a title is the site's only if it resembles what the site says of itself: its domain,
og:site_name, its publisher. Nothing is known here of any site by name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.patterns import regex
from newsdigest.stages.extract.wordlist import load_entries
from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

_SITE_WORDS = load_entries("site")
# Labels of a domain that name no site: registries' second levels and hosts that every site has.
_PLAIN_LABELS = frozenset(_SITE_WORDS["label"])
_ARTICLES = frozenset(_SITE_WORDS["article"])
# Words that stand beside a site's name and say what kind of thing it is.
_GENERIC = frozenset(_SITE_WORDS["generic"])
_ADDRESS = regex(r"^https?://([^/?#\s]+)(?:/@?([^/?#\s]+))?(?:[/?#]\S*)?$")
# Where an address is that of an account, which bears the site's name.
_ACCOUNTS_AT = frozenset(("twitter.com", "x.com", "facebook.com"))
_LEGAL_FORMS = (
    r"(?:Ltd|Limited|Inc|LLC|L\.L\.C|PLC|GmbH|AG|KG|S\.?A\.?"
    r"|S\.?r\.?l|S\.?p\.?A|B\.?V|e\.\s?V|Pty|Oy|AB)"
)
_LEGAL = regex(rf"\b{_LEGAL_FORMS}\b")
_LEGAL_END = regex(rf"(?:,?\s{{1,3}}(?:&\s{{1,3}}Co\.?|{_LEGAL_FORMS})\.?){{1,4}}$")
_PART = regex(r"\s[|•·]\s")
_DASH = regex(r"\s[-–—]\s")
_TAGLINE_WORDS = 3
_MIN_KEY = 3
# A name this long does not stand in a short piece by chance.
_CLEAR_KEY = 8
_MIN_SHARE = 0.4  # of a key, that a shortened form of it must have
_MAX_WORDS = 6
_KEPT = 1024  # texts: the words of a page's titles are asked for again and again
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@lru_cache(maxsize=_KEPT)
def squash(text: str) -> str:
    """Reduce a name to its letters and digits, lower case and without accents."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    return "".join(filter(str.isalnum, flat))


class SiteNames(NamedTuple):
    """The squashed forms under which a site is known; build it with `site_names`."""

    keys: frozenset[str]

    def named_by(self, segment: str) -> bool:
        """Say whether a short run of words is the site's name: whole, cut short, or extended."""
        raw = [word for word in segment.split() if squash(word)]
        if not raw:
            return False
        if len(raw) > _MAX_WORDS:
            return squash(segment) in self.keys
        forms = [_words(variant) for variant in (segment, segment.translate(_UMLAUTS))]
        return any(
            _is_cut_of("".join(words), key)
            or _extends(words, key, raw)
            or _abbreviated(_words(segment.replace("-", " ")), key)
            for words in forms
            for key in sorted(self.keys)
        )

    def equals(self, segment: str) -> bool:
        """Say whether the words are the site's name and nothing else."""
        forms = {"".join(words) for words in _forms(_words(segment.translate(_UMLAUTS)))}
        return bool((forms | {squash(segment)}) & self.keys)


def site_names(names: Iterable[str]) -> SiteNames:
    """Gather the forms of a site's names; each may be a name or a domain."""
    keys: set[str] = set()
    for name in names:
        for variant in {name, name.translate(_UMLAUTS)}:
            keys |= _domain_keys(variant) if _looks_like_domain(variant) else _name_keys(variant)
    return SiteNames(frozenset(key for key in keys if len(key) > 1))


def names_of_site(names: Iterable[str], host: str) -> SiteNames:
    """Gather the forms of what a page calls its site, and of its host."""
    return site_names(name for name in (*names, host) if name)


def name_site(names: Iterable[str], host: str = "") -> str:
    """Choose the name under which a site is shown, from what its page calls it.

    The first name, without a tagline, an address or a legal form. Where that is a slug or a host,
    another that spells the same out ("elmherald", "Elm Herald"), else the publisher's own behind it
    ("elm.example", "Elm Herald"). Where it has nothing of the host, an account that has the host's
    name: "U.S." of `elm.example` by @Elm is "Elm". "" without a name.
    """
    given = [name for name in names if name]
    tidy = [one for name in given if (one := _tidy(name))]
    if not tidy:
        return ""
    first = tidy[0]
    if " " in first and not first.islower():
        return _of_host(first, given, host)
    spelled = [name for name in tidy[1:] if name != name.lower() and _is_spelled(name, first)]
    proper = [_tidy(name) for name in given[1:] if _is_proper(name)]
    behind = proper if _looks_like_domain(first) else []
    return next(iter(spelled + behind), "") or _of_host(first, given, host)


def _of_host(name: str, given: Iterable[str], host: str) -> str:
    """Give a name, or the account that bears the host's name where the name has nothing of it."""
    known = site_names([host]) if host else None
    if known is None or known.named_by(name) or any(key in squash(name) for key in known.keys):
        return name
    accounts = (_tidy(one) for one in given if one.startswith("@") and one != one.lower())
    return next((one for one in accounts if known.equals(one)), name)


def _is_proper(name: str) -> bool:
    """Say whether a name is written as names are: no address, account or slug, of no company."""
    is_other = name.startswith("@") or "." in name or name.islower()
    return not (is_other or _LEGAL.search(name))


def _is_spelled(name: str, slug: str) -> bool:
    return squash(name) in (squash(slug), squash(slug.rpartition(".")[0].rpartition(".")[2]))


def _tidy(name: str) -> str:
    """Cut a tagline, a legal form and an address off a site's name."""
    if "&" in name:
        import html  # noqa: PLC0415 few names need its two thousand names

        name = html.unescape(html.unescape(name))
    text = clean_line(name).lstrip("@")
    if address := _ADDRESS.match(text):
        place = address[1].removeprefix("www.")
        return address[2] if address[2] and place in _ACCOUNTS_AT else place
    text = _PART.split(text)[0].strip()
    head, *tail = _DASH.split(text, maxsplit=1)
    if tail and (_LEGAL.search(tail[0]) or len(tail[0].split()) >= _TAGLINE_WORDS):
        text = head
    return (without_legal_form(text) or text).strip(" -–—|:·/")


def without_legal_form(name: str) -> str:
    """Cut "Ltd", "GmbH & Co. KG", "e.V." off a name; "" where it is nothing else."""
    return _LEGAL_END.sub("", name).strip()


def _looks_like_domain(name: str) -> bool:
    return "." in name and " " not in name.strip()


def _domain_keys(domain: str) -> set[str]:
    labels = domain.casefold().strip(" ./").split("/")[0].split(".")
    named = [label for label in labels[:-1] if label not in _PLAIN_LABELS] or labels[:1]
    joined = {squash(f"{one}{two}") for one, two in pairwise(labels)}
    return {squash(label) for label in named} | {squash(domain)} | joined


def _name_keys(name: str) -> set[str]:
    parts = [name, *re.split(r"\s[|–—:·-]\s|[()]", name)[:1]]
    return {"".join(form) for part in parts for form in _forms(_words(part))} | {squash(name)}


def _words(text: str) -> tuple[str, ...]:
    bare = re.sub(r"['’]s\b", "", text)
    return tuple(word for raw in bare.split() if (word := squash(raw)))


def _forms(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Give the words, also without a leading article."""
    bare = words[1:] if len(words) > 1 and words[0] in _ARTICLES else words
    return (words,) if bare == words else (words, bare)


def _is_cut_of(whole: str, key: str) -> bool:
    long_enough = len(whole) >= max(_MIN_KEY, _MIN_SHARE * len(key))
    return whole == key or (long_enough and (key.startswith(whole) or key.endswith(whole)))


def _extends(words: tuple[str, ...], key: str, raw: list[str]) -> bool:
    """Say whether neighbouring words make the key, the other words being names or generic."""
    if len(words) == 1:
        return words[0].startswith(key) and not raw[0][:1].islower()
    for start in range(len(words) if len(key) >= _MIN_KEY else 0):
        for end in range(start + 1, len(words) + 1):
            if "".join(words[start:end]) == key:
                others = raw[:start] + raw[end:]
                return len(key) >= _CLEAR_KEY or not any(_is_plain(word) for word in others)
    return False


def _is_plain(word: str) -> bool:
    """Say whether a word is an ordinary one of a sentence."""
    return word[:1].islower() and squash(word) not in _GENERIC | _ARTICLES


def _abbreviated(words: tuple[str, ...], key: str) -> bool:
    """Say whether the key is made of the beginnings of the words in order: "nytimes"."""
    words = _forms(words)[-1]
    if len(key) < _MIN_KEY or len(words) < 2 or words[0][0] != key[0]:  # noqa: PLR2004 - two words
        return False
    return _consumes(words, key)


def _consumes(words: tuple[str, ...], key: str) -> bool:
    if not words:
        return not key
    shared = 0
    while shared < min(len(words[0]), len(key)) and words[0][shared] == key[shared]:
        shared += 1
    least = 0 if len(words[0]) <= _MIN_KEY else 1
    return any(_consumes(words[1:], key[taken:]) for taken in range(shared, least - 1, -1))
