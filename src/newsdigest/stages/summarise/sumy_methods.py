"""Reading -> scores by sumy's methods, with our sentences, words and stems, offline.

sumy, and the nltk and numpy behind it, are imported when one of its methods is called and never
before: they cost more than a second.
"""

from __future__ import annotations

import functools
import importlib
import warnings
from collections import Counter
from typing import TYPE_CHECKING, Protocol

from newsdigest.errors import UsageError
from newsdigest.language.words import stop_words
from newsdigest.stages.summarise.choose import Score
from newsdigest.stages.summarise.features import standard
from newsdigest.stages.summarise.hints import hints_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from newsdigest.stages.summarise.reading import Line, Reading

# sumy's name for a method -> where it lives.
SUMMARIZERS = {
    "lexrank": ("lex_rank", "LexRankSummarizer"),
    "textrank": ("text_rank", "TextRankSummarizer"),
    "lsa": ("lsa", "LsaSummarizer"),
    "luhn": ("luhn", "LuhnSummarizer"),
    "sum-basic": ("sum_basic", "SumBasicSummarizer"),
    "kl": ("kl", "KLSummarizer"),
    "reduction": ("reduction", "ReductionSummarizer"),
    "edmundson": ("edmundson", "EdmundsonSummarizer"),
}
_BONUS_WORDS = 5


class _Info(Protocol):
    order: int
    rating: float


def scorer(name: str) -> Callable[[Reading], Sequence[Score]]:
    """Make the scorer of one of sumy's methods; nothing is imported until it is called."""
    return functools.partial(_scores, name)


def _scores(name: str, reading: Reading) -> list[Score]:
    """Score main fact and worth alike: sumy knows one rating."""
    return [Score(rating, rating) for rating in _score(name, reading)]


def _score(name: str, reading: Reading) -> list[float]:
    """Score every sentence by one of sumy's methods: its own rating, made comparable.

    The ratings are shifted and scaled to mean 0 and spread 1, for every method has its own scale.
    """
    if len(reading.lines) < 2:  # noqa: PLR2004 - graphs and matrices want at least two
        return [0.0] * len(reading.lines)
    scores = [0.0] * len(reading.lines)

    # sumy lets the caller count: what it hands over are all sentences with their ratings.
    def keep(infos: Iterable[_Info]) -> Iterable[_Info]:
        held = list(infos)
        for info in held:
            scores[info.order] = float(info.rating)
        return held

    try:
        with warnings.catch_warnings():
            # "Number of words is lower than number of sentences": true of any short brief.
            warnings.simplefilter("ignore")
            _summarizer(name, reading)(_document(reading), keep)
    except (ImportError, ValueError, ArithmeticError) as error:
        why = f"sumy gave up ({error})"
        raise UsageError(
            "cannot summarise", f"--method {name}", why, "use --method news"
        ) from error
    return standard(scores)


def _summarizer(name: str, reading: Reading) -> Callable[[object, object], object]:
    module, kind = SUMMARIZERS[name]
    made = getattr(importlib.import_module(f"sumy.summarizers.{module}"), kind)()
    if name == "edmundson":
        counted = Counter(stem for line in reading.lines for stem in line.stems)
        common = sorted(counted, key=lambda stem: (-counted[stem], stem))[:_BONUS_WORDS]
        made.bonus_words = sorted(reading.claim.title) or common
        # Edmundson refuses empty sets; a word no text holds stands for "none".
        made.stigma_words = hints_for(reading.language).words.pointers or {"\0"}
        made.null_words = stop_words(reading.language) or {"\0"}
    return made  # type: ignore[no-any-return]  # sumy has no types


class _Words:
    """The tokenizer sumy asks for: our words of each line, told by its text."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._words = {line.text.strip(): line.stems for line in lines}

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return self._words.get(sentence, ())


def _document(reading: Reading) -> object:
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # noqa: PLC0415 - heavy

    known = _Words(reading.lines)
    return ObjectDocumentModel([Paragraph([Sentence(line.text, known) for line in reading.lines])])
