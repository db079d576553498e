"""Article -> Reading: the sentences that may become points, with their words counted once."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.language.framing import skip_framing
from newsdigest.language.novelty import in_digits
from newsdigest.language.sentences import split_sentences
from newsdigest.language.words import content_stems, is_unspaced, stems, stop_words, words
from newsdigest.patterns import regex
from newsdigest.stages.summarise.hints import hints_for
from newsdigest.stages.summarise.openings import QUOTED, hangs, quoted_share, skip_dateline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Article

Vector = dict[str, float]

# A statement worth a line of its own: fewer words are a label, a caption or an aside.
_FEWEST_WORDS = 6
# Blocks that are not the article's own prose: a quotation set apart names no speaker.
_NO_PROSE = frozenset({"heading", "quotation"})
# Words for these are articles, pronouns and figures of speech more often than figures.
_NO_FIGURES = frozenset({"0", "1"})
# From this share of its letters within marks a sentence is mostly a quotation.
_MOSTLY_QUOTED = 0.5
# Half of the lines may lack a full stop before we doubt that the text uses any.
_TERMINATED_SHARE = 0.5
_ENDED = regex(r"[.!?…。！？؟۔।։።][\"'”’»“›)\]】』」]*$")
_LABEL = regex(
    r"(?:read more|related|watch|video|photos?|pictured?|image|file photo|caption|source|sign up|"
    r"subscribe|follow us|click here|share|editor['’]s note|advertisement|copyright|©|"
    r"scroll down)\b(?=.{0,24}[:.]|.{0,60}$)",
    re.IGNORECASE,
)
# What ends so says what comes next, and says nothing by itself.
_ANNOUNCES = (":", "：")
# What parts the cells of a table's row.
_CELL = " | "
_CAPTION = regex(r"[^\W\d_a-zß-ÿ]{3,}(?:\s[^\W\d_a-zß-ÿ]{2,}){0,3}:\s")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an article that may become a point: `article.text[start:end] == text`.

    The sentence begins at `opens`; what stands between is a dateline or ties it to another.
    `index` counts the article's sentences from 0, left-out ones too; `paragraph` its paragraphs.
    `words` are all its words in lower case, `stems` its content words cut to their stems.
    `quoted` is the share of it within quotation marks, 0..1; `hangs` says that it opens with a
    word only the sentence before gives sense to. `spoken` are the content stems within the marks
    of a sentence that is mostly a quotation, none for any other. `figures` are its whole numbers,
    in digits; nought and one are none where they are words.
    """

    text: str
    opens: int
    start: int
    end: int
    index: int
    paragraph: int
    words: tuple[str, ...]
    stems: tuple[str, ...]
    quoted: float
    hangs: bool
    spoken: frozenset[str]
    figures: frozenset[str]


class Reading(NamedTuple):
    """One article as its sentences of prose, in order, with the stems of its headline.

    `vectors` are the lines' tf-idf; `title` holds the stems of the headline; `size`
    counts the words of the prose.
    """

    lines: tuple[Line, ...]
    vectors: tuple[Vector, ...]
    title: frozenset[str]
    language: str
    size: int


def read(article: Article) -> Reading:
    """Split an article into the sentences that may become points; cost linear in its text.

    Left out are headings, quotations set apart, lines that are no sentence (labels, captions,
    link texts), and the dateline of the first sentence.
    """
    language = article.language or "en"
    stopped = stop_words(language)
    hints = hints_for(language)
    spans = _prose(article)
    texts = [article.text[span.start : span.end] for span in spans]
    said = [words(text) for text in texts]
    content = _content(said, language)
    lines = tuple(
        Line(
            text=text,
            opens=span.opens,
            start=span.start,
            end=span.end,
            index=span.number,
            paragraph=span.paragraph,
            words=tuple(own),
            stems=kept,
            quoted=share,
            hangs=hangs(text, hints, own),
            spoken=_spoken(text, language) if share >= _MOSTLY_QUOTED else frozenset(),
            figures=_figures(own, language),
        )
        for span, text, own, kept, share in zip(
            spans, texts, said, content, map(quoted_share, texts), strict=True
        )
    )
    headline = [w for w in words(article.title) if w not in stopped]
    title = frozenset(stems(headline, language))
    return Reading(lines, tuple(weigh(lines)), title, language, sum(map(len, said)))


def _spoken(text: str, language: str) -> frozenset[str]:
    return frozenset(content_stems(" ".join(QUOTED.findall(text)), language))


def _figures(own: Sequence[str], language: str) -> frozenset[str]:
    return frozenset(
        digits
        for word, digits in zip(own, in_digits(own, language), strict=True)
        if word.isdecimal() or (digits.isdecimal() and digits not in _NO_FIGURES)
    )


def _content(said: Sequence[Sequence[str]], language: str) -> list[tuple[str, ...]]:
    """Cut the content words of every line to their stems, in one call of the stemmer."""
    stopped = stop_words(language)
    kept = [[word for word in own if word not in stopped] for own in said]
    cut = stems([word for own in kept for word in own], language)
    found: list[tuple[str, ...]] = []
    at = 0
    for own in kept:
        found.append(tuple(cut[at : at + len(own)]))
        at += len(own)
    return found


def weigh(lines: Sequence[Line]) -> list[Vector]:
    """Weigh each line's stems by tf-idf over the lines given, to length 1; linear in the words."""
    spread = Counter(chain.from_iterable(set(line.stems) for line in lines))
    rarity = {stem: math.log((len(lines) + 1) / (n + 0.5)) for stem, n in spread.items()}
    found: list[Vector] = []
    for line in lines:
        vector: Vector = {}
        for stem in line.stems:
            vector[stem] = vector.get(stem, 0.0) + rarity[stem]
        length = math.sqrt(sum(x * x for x in vector.values())) or 1.0
        found.append({stem: x / length for stem, x in vector.items()})
    return found


def dot(a: Vector, b: Vector) -> float:
    """Multiply two sparse vectors."""
    # In the order of the words, not of a set: the last bit of a sum must not vary between runs.
    return sum([weight * b[stem] for stem, weight in a.items() if stem in b])


class _Span(NamedTuple):
    """A sentence that may become a point: where it opens, and what would be printed of it."""

    number: int
    opens: int
    start: int
    end: int
    paragraph: int


def _prose(article: Article) -> list[_Span]:
    """Find the sentences that may become points."""
    text = article.text
    apart = [(p.start, p.end) for p in article.paragraphs if p.kind in _NO_PROSE]
    language = article.language or "en"
    found = split_sentences(text, language)
    ended = [bool(_ENDED.search(text, max(s.start, s.end - 8), s.end)) for s in found]
    strict = sum(ended) > _TERMINATED_SHARE * len(found) and not is_unspaced(text)
    begins = next((p.start for p in article.paragraphs if p.kind != "standfirst"), 0)
    kept: list[_Span] = []
    for index, (sentence, whole) in enumerate(zip(found, ended, strict=True)):
        start, end = sentence.start, sentence.end
        while apart and apart[0][1] <= start:
            apart.pop(0)
        if apart and apart[0][0] <= start:
            continue
        body = text[start:end]
        if not _is_statement(body) or (strict and not (whole or start < begins)):
            continue  # a standfirst often goes without its full stop
        if start >= begins and not (kept and kept[-1].opens >= begins):
            start += skip_dateline(body)
        start += skip_framing(text[start:end], language)
        kept.append(_Span(index, sentence.start, start, end, sentence.paragraph))
    # A text without one whole sentence still has something to show: all it has.
    return kept or [_Span(i, s.start, s.start, s.end, s.paragraph) for i, s in enumerate(found)]


def _is_statement(text: str) -> bool:
    if len(text.split(maxsplit=_FEWEST_WORDS)) < _FEWEST_WORDS and not is_unspaced(text):
        return False
    if _LABEL.match(text) or _CAPTION.match(text) or text.count(_CELL) > 1:
        return False
    if text.endswith(_ANNOUNCES):
        return False
    # The end of a sentence whose beginning stands in the paragraph before; "iPhones sell" is whole.
    fragment = text[0].islower() and not text[1:2].isupper()
    return not (fragment or text.isupper())
