"""Raw title -> headline."""

from __future__ import annotations

import functools
import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.patterns import regex
from newsdigest.stages.extract.head.sitename import (
    SiteNames,
    site_names,
    squash,
    without_legal_form,
)
from newsdigest.stages.extract.mojibake import redecoded
from newsdigest.stages.extract.wordlist import alternatives, load_entries
from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

# Double- and triple-escaped entities are met in feeds; deeper ones are not.
_UNESCAPE_ROUNDS = 3
_WORDS = {kind: alternatives(words) for kind, words in load_entries("titles").items()}
_WIRE_PREFIX = regex(rf"^(?:{_WORDS['wire']})\s?\d{{0,2}}-(?=\S)")
_ALERT_PREFIX = regex(rf"^(?:{_WORDS['alert']})\s*[:：]\s+", re.IGNORECASE)
_MEDIA_TAG = regex(
    rf"\s*(?:[(\[]\+?(?:{_WORDS['media']})[)\]]|\bListen\s?·\s?\d+:\d\d)\s*$", re.IGNORECASE
)
_KEPT = 64  # titles: a page bears a few, and says each several times
_LONGEST_RAW = 2000  # characters of a title as written; no headline needs as many
_ELLIPSIS = regex(r"\s+\.\.\.$")
# Scripts that part words without spaces part titles without them too.
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_SPACED_SEPARATOR = (
    r"\s+(?:\|+|--?|–|—|::|:|@|»|›|>|·|•|\*|ǀ|/|←|~|¦)\s+|\s*[｜ㅣ]\s*|\s*\|\s+|\s+\|+\s*$"
    r"|\s+-(?=[A-ZÀ-Þ][a-zß-ÿ])"
)
_SEPARATOR = regex(_SPACED_SEPARATOR)
_COLON = regex(r":\s+")
_TRAILING_PARENS = regex(r"\s*[(\[]([^()\[\]]{2,60})[)\]]$")
_DATED_TAIL = regex(r",\s([^,]{3,60}),\s[\d./-]{8,10}$")
_EDGE = " |-–—·•:*›»<\t"
# What stands between two bars is a section sooner than what stands between two dashes.
_MAX_SECTION_WORDS = 3
_MAX_BARRED_WORDS = 6
_MAX_PARTICLE = 3
_BARS = frozenset("|»›｜ㅣǀ¦_")
_BARE_DOMAIN = regex(r"^(?:[\w-]+\.)+[A-Za-z]{2,10}$")
_DATE_SEGMENT = regex(r"^\d{1,4}(?:[./-]\d{1,2}[./-]\d{2,4}|\.?\s\w{3,9}\.?\s\d{4})$")
_BLOG_PREFIX = regex(r"^(?:[A-Z][\w'’]*\s){1,3}Blog:\s+")
_MIN_HEADLINE_WORDS = 2
_MAX_PAPER = 4
_CAPITALISED = r"[^\W\d_a-zß-ÿ][\w.'’-]*"
_TWO_NAMES = regex(
    rf"^{_CAPITALISED}(?:\s{_CAPITALISED}){{1,2}}\s(?:and|und|et|y|e|og|och|en|i|&)"
    rf"\s{_CAPITALISED}(?:\s{_CAPITALISED}){{1,2}}$"
)
_PRESS = regex(rf"^(?:[\w.]+-)?(?:{_WORDS['press']})$", re.IGNORECASE)
_PRESS_END = regex(rf"(?:{_WORDS['press end']})$")
_SECTION_PREFIX = regex(rf"^(?:[A-Z]\w+\s)?(?:{_WORDS['section']}):\s+", re.IGNORECASE)


def clean_title(raw: str, site: str = "") -> str:
    """Strip from a raw title what is not the headline: site, section, alerts, repeats, escapes.

    `site` is the site's name or its domain, or several parted by a line break; without it only
    escapes, alerts and repeats go. A title that has nothing of the kind stays as it is. Idempotent
    but for escapes deeper than three.
    """
    return strip_title(raw, site_names(site.split("\n")))


@functools.lru_cache(maxsize=_KEPT)
def strip_title(raw: str, sites: SiteNames) -> str:
    """Do the work of `clean_title` for a site whose names are known."""
    text = _unrepeat(_repair(raw[:_LONGEST_RAW]), sites)
    text = _strip_site(text, sites)
    text = _MEDIA_TAG.sub("", text)
    text = _WIRE_PREFIX.sub("", text) if "-" in text else text
    text = _ALERT_PREFIX.sub("", text) if ":" in text or "：" in text else text
    return _ELLIPSIS.sub("…", text).strip() or clean_line(raw)


def _repair(raw: str) -> str:
    """Undo escapes and wrongly decoded bytes; make it one clean line."""
    text = _unescape(raw) if "&" in raw else raw
    return clean_line(redecoded(text)).lstrip("<").strip()


def _unescape(text: str) -> str:
    import html  # noqa: PLC0415 few titles need its two thousand names

    for _ in range(_UNESCAPE_ROUNDS):
        text = html.unescape(text)
    return text


def _unrepeat(text: str, sites: SiteNames) -> str:
    """Fold a title that was joined to itself: "X X", "XX", "X - SiteX - Site", three times too."""
    for times in (3, 2):
        size, rest = divmod(len(text), times)
        for width in range(size, max(0, size - 3), -1):
            part = text[:width].strip()
            if len(part) > 1 and squash(part) * times == squash(text) and rest <= times * 3:
                return part
    return _unglue(text, sites)


def _separators(text: str) -> Iterator[re.Match[str]]:
    """Find what may part a headline from a site's name."""
    wide = not text.isascii() and any(c >= _CJK[0] for c in text)
    return (_wide_separator() if wide else _SEPARATOR).finditer(text)


@functools.cache
def _wide_separator() -> re.Pattern[str]:
    """Compile the separators of scripts without spaces: 4 ms, so on demand."""
    return re.compile(rf"{_SPACED_SEPARATOR}|(?<=[{_CJK}\"'”’…!?.])[-_](?=[{_CJK}])")


def _unglue(text: str, sites: SiteNames) -> str:
    """Cut where the headline starts again: what stands before is the first telling."""
    for separator in islice(_separators(text), 1, None):
        head, rest = text[: separator.start()].strip(), text[separator.end() :]
        if len(head.split()) > _MIN_HEADLINE_WORDS and rest.startswith(head):
            return head
    for separator in _separators(text):
        head = text[: separator.start()].strip()
        again = text.find(head, separator.end())
        if len(head.split()) >= _MIN_HEADLINE_WORDS and again > 0:
            between = text[separator.end() : again].strip(_EDGE)
            if between and (sites.named_by(between) or text[again - 1].isalnum()):
                return text[:again].strip()
    return text


def _strip_site(text: str, sites: SiteNames) -> str:
    text = _strip_unseparated(text, sites)
    pieces = _split(text)
    first, last = _kept_range(pieces, sites)
    kept = text[pieces[first].start : pieces[last - 1].end].strip() if pieces else ""
    return _strip_colon_prefix(kept, sites) or text


class _Piece(NamedTuple):
    """What stands between two separators; `mark` is the separator before it."""

    text: str
    start: int
    end: int
    mark: str = ""

    @property
    def bar(self) -> bool:
        return self.mark in _BARS

    @property
    def words(self) -> int:
        return len(self.text.split())


def _split(text: str) -> list[_Piece]:
    """Cut at separators; empty pieces are left out."""
    pieces: list[_Piece] = []
    start, mark = 0, ""
    for match in (*_separators(text), None):
        end = match.start() if match else len(text)
        if text[start:end].strip():
            pieces.append(_Piece(text[start:end].strip(), start, end, mark))
        if match:
            start, mark = match.end(), match.group().strip()[:1]
    return pieces


def _kept_range(pieces: list[_Piece], sites: SiteNames) -> tuple[int, int]:
    """Find the pieces that are the headline: from the first kept to behind the last."""
    first, last = _behind_prefix(pieces, sites), len(pieces)
    tail = next((i for i in range(first + 1, last) if _is_foreign(pieces[i], sites)), None)
    if tail is None and last > first + 1 and _is_barred_tail(pieces[first:]):
        tail = last - 1
    if tail is None:
        return first, last
    last = tail
    while last > first + 1 and _stands(pieces[first : last - 1]):
        if not _is_section(pieces[last - 1], pieces[last].mark):
            break
        last -= 1
    return first, last


def _behind_prefix(pieces: list[_Piece], sites: SiteNames) -> int:
    """Count the leading pieces that are no headline: the site, and a section between two bars."""
    if len(pieces) < 2:  # noqa: PLR2004 - a prefix needs something behind it
        return 0
    named = sites.named_by if pieces[1].bar else sites.equals
    if not named(pieces[0].text):
        return 0
    if not sites.equals(pieces[0].text) and sites.equals(pieces[-1].text):
        return 0  # the headline speaks of the site, whose name stands at the end
    if len(pieces) < 3 or not _is_section(pieces[1], pieces[2].mark):  # noqa: PLR2004 - as above
        return 1
    # "Site | Section | Headline", "Site - News - Headline of several words".
    barred = pieces[1].bar and pieces[2].bar
    dashed = pieces[1].words == 1 and pieces[2].words > _MAX_SECTION_WORDS
    return 2 if barred or dashed else 1


def _is_foreign(piece: _Piece, sites: SiteNames) -> bool:
    """Say whether a piece behind the first names the site or a paper; a domain always does."""
    if _BARE_DOMAIN.match(piece.text) or sites.named_by(piece.text):
        return True
    return bool(sites.keys) and _is_paper(piece.text)


def _is_paper(text: str) -> bool:
    """Say whether a few words are a paper's name: capitalised, the last as papers are called."""
    words = text.split()
    if any(char >= "\u3040" for char in text):
        return len(words) == 1 and bool(_PRESS_END.search(text))
    named = all(not word[:1].islower() for word in words)
    return 1 < len(words) <= _MAX_PAPER and named and bool(_PRESS.search(words[-1]))


def _is_barred_tail(pieces: list[_Piece]) -> bool:
    """Say whether what stands behind the last bar is a name, and no second half of a headline."""
    tail = pieces[-1]
    return tail.bar and tail.words <= _MAX_BARRED_WORDS and _stands(pieces[:-1], least=1)


def _is_section(piece: _Piece, closing: str) -> bool:
    """Say whether a middle piece can be a section's name or a date: few words, no sentence."""
    if _DATE_SEGMENT.match(piece.text):
        return True
    if any(sign in (piece.mark, closing) for sign in "/_") and piece.mark != closing:
        return False  # a slash and a low line also stand inside headlines
    if piece.bar:
        return piece.words <= _MAX_BARRED_WORDS
    if _is_named_pair(piece.text):
        return True
    if piece.words > _MAX_SECTION_WORDS or re.search(r"\d|[?!…\"”»“'\]]$", piece.text):
        return False
    words = piece.text.split()
    return not words[0][:1].islower() and all(_is_named(word) for word in words[1:])


def _is_named_pair(text: str) -> bool:
    """Say whether a piece is the names of two writers: "Ana Ruiz and Omar Diallo"."""
    return bool(_TWO_NAMES.match(text))


def _is_named(word: str) -> bool:
    """Say whether a word can stand inside a name: capitalised, or short as "for" and "und" are."""
    return not word[:1].islower() or len(word) <= _MAX_PARTICLE


def _stands(pieces: list[_Piece], least: int = _MIN_HEADLINE_WORDS) -> bool:
    """Say whether what stays can be a headline by itself: more words than `least`."""
    text = " ".join(piece.text for piece in pieces)
    return len(text.split()) > least or any(char >= "\u3040" for char in text)


def _strip_unseparated(text: str, sites: SiteNames) -> str:
    """Take off "(site)" and ", Site, 26.04.2024" at the end."""
    for pattern in (_TRAILING_PARENS, _DATED_TAIL):
        found = pattern.search(text)
        if found and sites.named_by(found.group(1)):
            text = text[: found.start()].strip()
    return text


def _strip_colon_prefix(text: str, sites: SiteNames) -> str:
    """Take off "Site: " and "Some Blog: "; other words before a colon are a kicker and stay."""
    text = _SECTION_PREFIX.sub("", _BLOG_PREFIX.sub("", text))
    found = _COLON.search(text)
    if found and _is_body(text[: found.start()], sites):
        return text[found.end() :]
    return text


def _is_body(text: str, sites: SiteNames) -> bool:
    """Say whether words name the site: alone, by the letters behind them in brackets, or as a body.

    "Elm Valley Rowing Club (EVRC)" where the site is EVRC; "EVRC e.V.".
    """
    letters = _TRAILING_PARENS.search(text)
    forms = (text, letters[1] if letters else "", without_legal_form(text))
    return any(sites.equals(form) for form in forms if form)
