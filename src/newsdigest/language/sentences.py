"""Text -> Sentences, by offset.

sentencex splits; what it gets wrong on news is mended here, by rules measured on the golden cases
in ``tests/data/sentences``: ordinals, abbreviations it does not know, small letters after a full
stop, quotations of several sentences, brackets and quotations that follow one another.
"""

from __future__ import annotations

import re
from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import sentencex

from newsdigest.language.find import language_of
from newsdigest.language.full_stops import OPENING, full_stops, goes_on, tagged
from newsdigest.patterns import regex

if TYPE_CHECKING:
    from newsdigest.language.language import Language

_PARAGRAPH = regex(r"[^\n\r\v\f\x85\u2028\u2029]+")

# Two of a run of initials, which a mark or bracket before them hides from sentencex.
_INITIAL = regex(r"(?<![^\W_])[^\W\d_]\.$")
_NEXT_INITIAL = regex(r"[^\W\d_]\.")
# "G. 160.000": a currency of one letter before its amount.
_AMOUNT = regex(r"\s*\d{1,3}(?:[.,]\d{3})+(?!\d)")
_WORD_CHARACTER = regex(r"[^\W_]")
_LETTER = regex(r"[^\W\d_]")
# "Example.Net - it": a name that ends as addresses do.
_DOMAIN_ENDING = regex(r"(?:com|net|org|gov|edu|info|biz)\b", re.IGNORECASE)
# A sentence does not open with these: a dash before a speaker, a comma, a closing mark.
_GOES_ON = regex(r"[–—,;:)\]]|-\S")
# Where a sentence ends though sentencex goes on: after a bracketed one, between two quotations.
_AFTER_MARK = regex(
    r"[.!?](?:[)\]]\s+(?=[\"“„«‘(]?[^\W\d_a-zß-ÿ])|[”\"»]\s+(?=[“«\"]))|\.»\s+(?=[^\W\d_a-zß-ÿ])"
)
_NO_MARK = regex(r"(?<!\w)'(?=\d|[stnST]\b)")
_DOUBLED = regex(r"(?<!\w)''(?=\w)([^']+)''(?!\w)")
_OTHER_MARKS = regex('["`“”]')
_CLOSING = frozenset("”\"»’'」』“")
# Opening mark -> the marks that close it. A straight mark can close what a curved one opened;
# otherwise it tells no direction and, like the apostrophe, is left to sentencex.
_CLOSES = {"“": '”"', "„": '“”"', "«": "»", "「": "」", "『": "』", "»": "«"}
_OPENS = regex("[“„«»「『]")
_MARKS = regex(r"[“”„«»「」『』]|(?<=\S)\"(?!\w)")
# A quotation whose end is further off than this was never closed, and what sentencex keeps
# together for its sake is parted at every full stop. Characters; about 130 words, more than
# anybody says in a paragraph of news.
_LONGEST_QUOTE = 800
_END = 120  # characters looked at on either side of a cut
_FULL_STOP = regex(r"(?<=[.!?])[”\"»’']?\s+(?=[\"“„«‘(]?[^\W\d_a-zß-ÿ])")


class Sentence(NamedTuple):
    """One sentence: `text[start:end]`, without surrounding white space.

    `paragraph` counts paragraphs (runs of lines without a line break) from 0.
    """

    start: int
    end: int
    paragraph: int


def split_sentences(text: str, language: str | Language = "en") -> tuple[Sentence, ...]:
    """Split text into sentences, paragraph by paragraph; a line break always ends a paragraph.

    Sentences are in order, do not overlap, and leave only white space between them. A quotation
    of several sentences stays whole with the sentence that holds it. Cost linear in the text.
    """
    known = language_of(language or "en")
    found: list[Sentence] = []
    lines = (line for line in _PARAGRAPH.finditer(text) if not line[0].isspace())
    for number, line in enumerate(lines):
        body = line.group()
        cuts = _mend(body, _cuts(body, known), known)
        for start, end in pairwise(cuts):
            part = body[start:end]
            at = line.start() + start + len(part) - len(part.lstrip())
            found.append(Sentence(at, at + len(part.strip()), number))
    return tuple(found)


def _cuts(body: str, language: Language) -> list[int]:
    """Give the offsets at which sentencex and our own marks part a paragraph, ends included."""
    cuts = {0, len(body)}
    start = 0
    for part in sentencex.get_sentence_boundaries(language.code, _marked(body)):
        end = part["end_index"]
        cuts.add(end)
        if end - start > _LONGEST_QUOTE:
            cuts.update(match.end() for match in _FULL_STOP.finditer(body, start, end))
        start = end
    cuts.update(match.end() for match in _AFTER_MARK.finditer(body))
    cuts.update(full_stops(body, language))
    return sorted(cuts)


def _marked(body: str) -> str:
    """Write what sentencex takes for a quotation mark as what it is, letter for letter.

    Two apostrophes are a mark; one before a figure or a lone letter is none ("the '90s", "'s-").
    """
    if "'" not in body:
        return body
    if "''" in body and not _OTHER_MARKS.search(body):
        body = _DOUBLED.sub('" \\1" ', body)
    return _NO_MARK.sub("ʼ", body)


def _mend(body: str, cuts: list[int], language: Language) -> list[int]:
    """Drop the cuts that part what belongs together."""
    spans = deque(_quotations(body))
    kept = [cuts[0]]
    lettered = False  # whether there is a letter since the last cut that was kept
    for before, at, after in zip(cuts, cuts[1:], cuts[2:], strict=False):
        while spans and spans[0][1] <= at:
            spans.popleft()
        lettered = lettered or _LETTER.search(body, before, at) is not None
        in_quote = bool(spans) and spans[0][0] < at
        if in_quote or not lettered:
            continue
        if not _belongs(_ends_of(body, kept[-1], at), body[at:after], language):
            kept.append(at)
            lettered = False
    kept.append(cuts[-1])
    return kept


def _ends_of(body: str, start: int, end: int) -> str:
    """Give the two ends of a stretch, all that is asked of it: what is dropped may pile up."""
    if end - start <= 2 * _END:
        return body[start:end]
    return body[start : start + _END] + body[end - _END : end]


def _belongs(before: str, after: str, language: Language) -> bool:
    """Tell whether the second part goes on with the first's sentence, which holds a letter."""
    if (_NEXT_INITIAL.match(after) or _AMOUNT.match(after)) and _INITIAL.search(before.rstrip()):
        return True
    if before[-1:] == "." and _DOMAIN_ENDING.match(after):
        return True
    before, after = before.rstrip(), after.strip()
    if _WORD_CHARACTER.search(after) is None:
        return True
    if _GOES_ON.match(after):
        return True
    opened = after.lstrip(OPENING)
    # "iPhone" opens a sentence; "is in every office" does not.
    if opened[:1].islower() and not opened[1:2].isupper():
        return True
    if before[-1:] in _CLOSING and tagged(before.lstrip(), after, language):
        return True
    return goes_on(before, after, language)


def _quotations(body: str) -> list[tuple[int, int]]:
    """Find the spans between marks that open and close, nested ones within their outermost."""
    spans: list[tuple[int, int]] = []
    if _OPENS.search(body) is None:
        return spans
    opened: list[tuple[int, str]] = []
    for match in _MARKS.finditer(body):
        mark, at = match.group(), match.start()
        if opened and mark in opened[-1][1]:
            start, _ = opened.pop()
            if not opened and at - start <= _LONGEST_QUOTE:
                spans.append((start, at + 1))
        elif mark in _CLOSES:
            # The same mark twice: the first was never closed, as in a speech of many paragraphs.
            opened = [kept for kept in opened if kept[1] != _CLOSES[mark]]
            opened.append((at, _CLOSES[mark]))
    return spans
