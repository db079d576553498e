"""Article -> Reading: the sentences that may become points, with their words counted once."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.language.find import language_of
from newsdigest.language.framing import skip_framing
from newsdigest.language.novelty import in_digits
from newsdigest.language.sentences import split_sentences
from newsdigest.language.words import content_stems, is_unspaced, stems, stop_words, words
from newsdigest.outline.interview import find_interview
from newsdigest.patterns import regex
from newsdigest.stages.summarise.hints import hints_for
from newsdigest.stages.summarise.kinds import (
    goes_on,
    is_ended,
    is_never_a_point,
    names_its_sender,
    of_the_sender,
    shouted,
    speaks_to_its_readers,
)
from newsdigest.stages.summarise.openings import (
    QUOTED,
    hangs,
    is_bare_quotation,
    is_tied,
    quoted_share,
    skip_dateline,
)
from newsdigest.stages.summarise.speech import in_speech

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Article
    from newsdigest.stages.summarise.hints import Hints

Vector = dict[str, float]

# Blocks that are not the article's own prose: a quotation set apart names no speaker.
_NO_PROSE = frozenset({"heading", "quotation"})
# Words for these are articles, pronouns and figures of speech more often than figures.
_NO_FIGURES = frozenset({"0", "1"})
# From this share of its letters within marks a sentence is mostly a quotation.
_MOSTLY_QUOTED = 0.5
# A line of fewer words is no neighbour either: a bullet, a page number, a letter.
_FEWEST_WORDS = 2
# No line of more characters lacks them; a word that long is an address.
_SURELY_WORDS = 40
# A dateline opens an article, below a standfirst or a note: it is looked for at the head of so
# many first paragraphs, for further down capitals and a colon may be who speaks.
_DATED = 3
# A mark that closes what stands before a sentence, or opens what stands behind it.
_STRAY_AT_HEAD = regex(r"[\"”]\s+(?=\w)")
_STRAYS = '"“”'
_STRAY_WITHIN = 4
_STRAY_AT_END = regex(r"(?<=[.!?…])\s+[\"“]$")
# Runs of letters that a headline and a sentence may share where their words are bent or joined.
_RUN = 4
# A description of fewer content words is a site's motto or a tag.
_TELLING = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an article: `article.text[start:end] == text`.

    The sentence begins at `opens`; what stands between is a dateline or ties it to another.
    `index` counts the article's sentences from 0, left-out ones too; `paragraph` its paragraphs.
    `words` are all its words in lower case, `stems` its content words cut to their stems.
    `quoted` is the share of it within quotation marks, 0..1; `hangs` says that it opens with a
    word only the sentence before gives sense to; `bare` that it is somebody's words and no more;
    `inside` that it begins or ends within a quotation that goes on beside it; `tied` that a
    personal pronoun or a connective opens it, outside marks, or a pronoun says it. `ended` says
    that it has its full stop, `never` that it is of a kind that is never a point. `spoken` are the
    content stems within the marks of a sentence that is mostly a quotation, none for any other.
    `figures` are its whole numbers, in digits; nought and one are none where they are words.
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
    bare: bool
    inside: bool
    tied: bool
    ended: bool
    never: bool
    spoken: frozenset[str]
    figures: frozenset[str]


class Claim(NamedTuple):
    """What the page itself says it is about: its headline, and its head's description.

    `title` holds the headline's stems, `runs` its runs of letters, `description` the
    description's stems, none where it says too little to be more than a motto.
    """

    title: frozenset[str]
    runs: frozenset[str]
    description: frozenset[str]


class Reading(NamedTuple):
    """One article as its sentences, in order, with what its page says it is about.

    `vectors` are the lines' tf-idf; `size` counts the words of the lines. `spaced` is False for a
    script that is written without spaces, whose words are pairs of characters.
    """

    lines: tuple[Line, ...]
    vectors: tuple[Vector, ...]
    claim: Claim
    language: str
    size: int
    spaced: bool


def read(article: Article) -> Reading:
    """Split an article into its sentences; cost linear in its text.

    Left out are headings, quotations set apart and lines of a single word. What stands is judged
    as it would be printed: without its dateline, and without what only ties it to another.
    """
    language = article.language or "en"
    hints = hints_for(language)
    spaced = not is_unspaced(article.text)
    spans = _prose(article, language)
    texts = [article.text[span.start : span.end] for span in spans]
    said = [words(text) for text in texts]
    content = _content(said, language)
    speech = in_speech(article.text, [(span.start, span.end) for span in spans], language)
    ends = list(map(is_ended, texts))
    barred = _barred(article, spans, texts, said)
    lines: list[Line] = []
    for at, (span, text, own) in enumerate(zip(spans, texts, said, strict=True)):
        share, ended = quoted_share(text), ends[at]
        lines.append(
            Line(
                text=text,
                opens=span.opens,
                start=span.start,
                end=span.end,
                index=span.number,
                paragraph=span.paragraph,
                words=tuple(own),
                stems=content[at],
                quoted=share,
                hangs=hangs(text, hints, own),
                bare=speech[at].whole or is_bare_quotation(text, share, hints),
                inside=speech[at].inside,
                tied=is_tied(text, own, hints),
                ended=ended,
                never=barred[at] or is_never_a_point(text, own, hints, ended=ended, spaced=spaced),
                spoken=_spoken(text, language) if share >= _MOSTLY_QUOTED else frozenset(),
                figures=_figures(own, language),
            )
        )
    size = sum(map(len, said))
    return Reading(tuple(lines), tuple(weigh(lines)), _claim(article), language, size, spaced)


def _barred(
    article: Article, spans: Sequence[_Span], texts: Sequence[str], said: Sequence[Sequence[str]]
) -> list[bool]:
    """Tell which sentences what stands beside them, or the outlet's name, makes no points."""
    hints = hints_for(article.language or "en")
    sender = _sender_from(article, hints)
    asked = _asked(article.text, spans)
    below = of_the_sender(texts, said, [span.paragraph for span in spans], hints)
    # The end of a sentence that broke off in the paragraph before, and so what it broke off from.
    broken = [
        goes_on(article.text[span.opens : span.end], before)
        for span, before in zip(spans, ["", *texts], strict=False)
    ]
    return [
        loud
        or below[at]
        or spans[at].start >= sender
        or at in asked
        or any(broken[at : at + 2])
        or speaks_to_its_readers(texts[at], article.site, hints)
        for at, loud in enumerate(shouted(texts))
    ]


def _asked(text: str, spans: Sequence[_Span]) -> frozenset[int]:
    """Find the sentences with which an interview asks, and the one before them that announces it.

    Of what interviewers say readers print nothing, statements too: "The plan failed. Why?".
    """
    interview = find_interview(text)
    if interview is None:
        return frozenset()
    first = interview.questions[0][0]
    before = sum(span.start < first for span in spans) - 1
    asked = {
        at
        for at, span in enumerate(spans)
        if any(start <= span.start < end for start, end in interview.questions)
    }
    return frozenset(asked | {before} if before > 0 else asked)


def _sender_from(article: Article, hints: Hints) -> int:
    """Find where a marked heading opens what a sender says of itself; past the end if nowhere."""
    text = article.text
    late = (p for p in article.paragraphs if p.kind == "heading" and 4 * p.start >= len(text))
    for heading in late:
        said = text[heading.start : heading.end]
        if names_its_sender(said, words(said), hints):
            return heading.start
    return len(text)


def _claim(article: Article) -> Claim:
    language = article.language or "en"
    headline = words(article.title)
    described = frozenset(content_stems(article.description, language))
    return Claim(
        title=frozenset(content_stems(article.title, language)),
        runs=letter_runs(" ".join(headline)),
        description=described if len(described) >= _TELLING else frozenset(),
    )


def letter_runs(text: str) -> frozenset[str]:
    """Cut a text into its overlapping runs of a few letters; one run of all where it has fewer."""
    return frozenset(text[at : at + _RUN] for at in range(max(1, len(text) - _RUN + 1)))


def _spoken(text: str, language: str) -> frozenset[str]:
    return frozenset(content_stems(" ".join(QUOTED.findall(text)), language))


def _figures(own: Sequence[str], language: str) -> frozenset[str]:
    digits = in_digits(own, language)
    written = {word for word in own if word.isdecimal()}
    if digits != own:
        written.update(d for d in digits if d.isdecimal() and d not in _NO_FIGURES)
    return frozenset(written)


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


def _holds_words(text: str) -> bool:
    """Tell whether a line holds words enough to count; all but the shortest do at a glance."""
    return len(text) > _SURELY_WORDS or len(words(text)) >= _FEWEST_WORDS


class _Span(NamedTuple):
    """A sentence that may become a point: where it opens, and what would be printed of it."""

    number: int
    opens: int
    start: int
    end: int
    paragraph: int


def _without_strays(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave away a mark at an end of a sentence that stands off it: it is its neighbour's.

    At the end it may close what the sentence itself opens, badly set: then it stays.
    """
    head = _STRAY_AT_HEAD.match(text, start, end)
    start = head.end() if head else start
    tail = _STRAY_AT_END.search(text, max(start, end - _STRAY_WITHIN), end)
    opened = tail is not None and any(mark in text[start : tail.start()] for mark in '"“')
    return start, end if tail is None or opened else tail.start()


def _prose(article: Article, language: str) -> list[_Span]:
    """Find the article's sentences, without what is set apart and lines of a single word."""
    text = article.text
    apart = [(p.start, p.end) for p in article.paragraphs if p.kind in _NO_PROSE]
    begins = next((p.start for p in article.paragraphs if p.kind != "standfirst"), 0)
    spaced_marks = language_of(language).speech.traits.spaced_marks
    kept: list[_Span] = []
    dated, last = _DATED, -1
    for index, sentence in enumerate(split_sentences(text, language)):
        start, end = sentence.start, sentence.end
        while apart and apart[0][1] <= start:
            apart.pop(0)
        if apart and apart[0][0] <= start:
            continue
        if dated and start >= begins and sentence.paragraph != last:
            found = skip_dateline(text[start:end])
            start, dated = start + found, 0 if found else dated - 1
        last = sentence.paragraph
        if not spaced_marks and (text[start] in _STRAYS or text[end - 1] in _STRAYS):
            start, end = _without_strays(text, start, end)
        start += skip_framing(text[start:end], language)
        if _holds_words(text[start:end]):
            kept.append(_Span(index, sentence.start, start, end, sentence.paragraph))
    return kept
