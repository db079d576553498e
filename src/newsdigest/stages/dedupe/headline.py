"""Headlines of one story -> the one to print: verbatim, the clearest, by a stated rule."""

from __future__ import annotations

from collections import Counter
from math import fsum, sqrt
from typing import TYPE_CHECKING

from newsdigest.language.find import base_language
from newsdigest.language.words import stems, stop_words, words
from newsdigest.patterns import regex
from newsdigest.stages.dedupe.naming import one_name
from newsdigest.stages.dedupe.rarity import rarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Article

_CUT = regex(r"(?:\.\.\.|…)\s*$")
# "BREAKING:", "UPDATE 2-", "WATCH |": a word or two in capitals that speak of the telling.
_LABEL = regex(r"^\W*[A-Z]{3,}(?:\s+[A-Z0-9]+)?\s*[:|–—-]")
_TEASING = regex(r"[?!][^\w?!]*$")
# Letter runs of a word that count, and how much rarity counts: with runs of up to 5 letters and
# powers from .25 to .6 the mean average precision of five sets of headlines moves by .002.
_RUN_LETTERS = (3, 4)
_RARITY_POWER = 0.4
# Headlines say first what they are about: .97 a place gains .02 on one set of five, elsewhere 0.
_KEPT_A_PLACE = 0.97
# With so many headlines of a story the clearest is known: comparing all costs their square.
_WITNESSES = 24
_SHOUTED_SHARE = 0.6
_FEW_WORDS, _MANY_WORDS = 4, 18


def headline(articles: Sequence[Article]) -> str:
    """Choose one of the articles' headlines, as it stands.

    Fewest faults first (cut off, shouted, labelled, teasing, too short or too long); then the one
    most like the others; then the one of the earlier article. Articles come best first. An empty
    headline loses to any other.
    """
    places = [(not article.title, faults(article.title)) for article in articles]
    least = min(places)
    clearest = [at for at, own in enumerate(places) if own == least]
    if len(clearest) == 1:
        return articles[clearest[0]].title
    parts = [_parts(one.title, base_language(one.language)) for one in articles]

    def agreement(at: int) -> float:
        return fsum(_shared(parts[at], own) for own in parts[:_WITNESSES] if own is not parts[at])

    return articles[max(clearest, key=lambda at: (agreement(at), -at))].title


def faults(title: str) -> int:
    """Count what makes a headline unclear."""
    count = len(words(title))
    letters = [letter for letter in title if letter.isalpha()]
    upper = sum(letter.isupper() for letter in letters)
    return sum(
        (
            2 * bool(_CUT.search(title)),
            2 * (len(letters) > _FEW_WORDS and upper > _SHOUTED_SHARE * len(letters)),
            bool(_LABEL.match(title)),
            bool(_TEASING.search(title)),
            not _FEW_WORDS <= count <= _MANY_WORDS,
        )
    )


def likeness(one: str, other: str, language: str = "en") -> float:
    """Say how alike two bare headlines are, 0..1, with nothing else known of them.

    What two headlines share of their words' stems and letter runs, over the geometric mean of
    what each holds. A word counts by its rarity in the language and a little less with each place
    from the first. Linear in both.
    """
    return _shared(_parts(one, language), _parts(other, language))


def _shared(one: Counter[str], other: Counter[str]) -> float:
    # Sums that do not depend on the order: the likeness of two is the same from either side.
    length = sqrt(fsum(one.values()) * fsum(other.values()))
    return fsum((one & other).values()) / length if length else 0.0


def _parts(title: str, language: str) -> Counter[str]:
    """Weigh the stems of a headline's words and the runs of three and four letters in them.

    "Teacher" is like "teaching", which stems miss. All runs of a word together weigh as many times
    its stem as the root of their number: a long word says more.
    """
    stopped = stop_words(language)
    told = one_name((word for word in words(title) if word not in stopped), language)
    rare = rarity(dict.fromkeys(stems(told, language), 0), 1, language)
    parts: Counter[str] = Counter()
    for place, (word, stem) in enumerate(zip(told, stems(told, language), strict=True)):
        weight = rare[stem] ** _RARITY_POWER * _KEPT_A_PLACE**place
        padded = f" {word} "
        runs = [
            padded[at : at + letters]
            for letters in _RUN_LETTERS
            for at in range(len(padded) - letters + 1)
        ]
        parts[f"={stem}"] += weight
        for run in runs:
            parts[run] += weight / sqrt(len(runs))
    return parts
