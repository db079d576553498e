"""Make the tables of common words that grouping weighs words by.

    uv pip install --target /tmp/lookups --no-deps spacy-lookups-data
    python bench/common_words.py /tmp/lookups

Reads the word probabilities of spacy-lookups-data (MIT licence, counted on web text) and writes,
per language, one line per step of commonness: the chance that the opening of an article holds the
stem, then the stems. Steps are coarse on purpose: only the order of magnitude matters.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

from newsdigest.language.words import stems, words

LANGUAGES = ("de", "el", "en", "es")
OPENING_WORDS = 100
KEPT = 8000
STEP = 1.6
TARGET = Path(__file__).parent.parent / "src/newsdigest/language/data"


def main(lookups: str) -> None:
    """Write one table per language into its folder."""
    for language in LANGUAGES:
        source = Path(lookups) / f"spacy_lookups_data/data/{language}_lexeme_prob.json.gz"
        chances: defaultdict[str, float] = defaultdict(float)
        with gzip.open(source, "rt", encoding="utf-8") as rows:
            for word, log_chance in json.load(rows).items():
                found = words(word)
                if len(found) == 1 and found[0] == word.lower() and found[0].isalpha():
                    chances[stems(found, language)[0]] += math.exp(log_chance)
        total = sum(chances.values())
        kept = sorted(chances.items(), key=lambda item: (-item[1], item[0]))[:KEPT]
        lines: defaultdict[int, list[str]] = defaultdict(list)
        for stem, chance in kept:
            in_opening = 1 - math.exp(-OPENING_WORDS * chance / total)
            lines[round(math.log(in_opening, STEP))].append(stem)
        table = "".join(
            f"{STEP**step:.2g} {' '.join(sorted(lines[step]))}\n"
            for step in sorted(lines, reverse=True)
        )
        (TARGET / language / "common_words.txt").write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
