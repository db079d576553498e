"""What a good chooser is worth: readers' own choices in place of a model, through every rule.

    export NEWSDIGEST_LABELS=readers.jsonl.gz
    python editor.py $NEWSDIGEST_LABELS --pred bench.oracle:key_points

The labels (``best``, ``ok``, ``same`` by sentence, of one reader) answer as a model would: with
numbers of the sentences that are offered. What the figure lacks of 100 is what the program's
rules of standing, repeats and length cost; ``python -m bench.oracle FILE`` counts which.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsdigest.models import Failure
    from newsdigest.models.choice import Prompt, Sheet

_WORTH = (4, 3)  # of the first and the second of `best`; the others are worth 2, `ok` 1


def rows(path: str) -> Iterator[dict[str, Any]]:
    """Yield the labelled articles of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)


@cache
def _labels() -> dict[str, dict[str, Any]]:
    return {row["text"]: row for row in rows(os.environ["NEWSDIGEST_LABELS"])}


def wanted(sheet: Sheet, row: dict[str, Any], n: int) -> list[int]:
    """Number the sentences a reader would choose of a sheet, the worthiest first, one a group."""
    label = row["labels"][0]
    worth = {at: _WORTH[rank] if rank < len(_WORTH) else 2 for rank, at in enumerate(label["best"])}
    for at in label["ok"]:
        worth.setdefault(at, 1)
    group = {at: number for number, same in enumerate(label.get("same", [])) for at in same}
    for same in label.get("same", []):
        best = max((worth.get(at, 0) for at in same), default=0)
        worth |= dict.fromkeys(same, best) if best else {}
    chosen: list[int] = []
    used: set[object] = set()
    for number, at in sorted(_matches(sheet, row), key=lambda one: (-worth.get(one[1], 0), one)):
        if worth.get(at, 0) and (key := group.get(at, ("own", at))) not in used:
            used.add(key)
            chosen.append(number)
    return chosen[:n]


def _matches(sheet: Sheet, row: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Pair the number of each offered sentence with the labelled sentence that it covers."""
    for number, offer in enumerate(sheet.sentences, 1):
        start, end = offer.start, offer.start + len(offer.text)
        for at, (first, last) in enumerate(row["sentences"]):
            shared = min(last, end) - max(first, start)
            if shared > 0.5 * min(last - first, end - start):
                yield number, at
                break


class Oracle:
    """Answer with the numbers that a reader would choose."""

    def __init__(self, numbers: list[int]) -> None:
        self._numbers = numbers
        self.tokens = 0

    def ask(self, prompts: Sequence[Prompt]) -> Sequence[str | Failure]:
        """Give the same numbers to every question."""
        return [json.dumps({"points": self._numbers, "quotes": []}) for _ in prompts]


def key_points(
    text: str,
    n: int,
    lang: str = "en",
    title: str | None = None,
    docs: list[dict[str, Any]] | None = None,
) -> list[str]:
    """Give the points of a text that a reader would choose, as far as the rules let them stand."""
    return _points(_labels()[text], n, lang, title or "", docs)[0]


def _points(
    row: dict[str, Any], n: int, lang: str, title: str, docs: list[dict[str, Any]] | None
) -> tuple[list[str], list[str], Sheet]:
    from newsdigest.models import Article
    from newsdigest.models.choice import Picks
    from newsdigest.pipeline.options import StageOptions
    from newsdigest.pipeline.stages import Task, offer, tell
    from newsdigest.stages.dedupe.together import one_story
    from newsdigest.stages.quotes.options import QuoteOptions
    from newsdigest.stages.summarise.options import SummariseOptions

    del docs
    options = StageOptions(summarise=SummariseOptions(points=n), quotes=QuoteOptions(quotes=0))
    task = Task(one_story([Article(title, row["text"], language=lang)]), options)
    sheet = offer(task)
    places = [sheet.sentences[number - 1] for number in wanted(sheet, row, n)]
    picks = Picks(tuple((one.article, one.start) for one in places), (), "oracle")
    told = tell(task._replace(picks=picks if places else None))
    return [point.text for point in told.key_points], [one.text for one in places], sheet


def main() -> None:
    """Count what becomes of the sentences that readers ranked: printed, barred, not offered."""
    fate: Counter[str] = Counter()
    for row in rows(sys.argv[1]):
        points, places, sheet = _points(row, 5, row["lang"], row.get("title") or "", None)
        offered = {at for _, at in _matches(sheet, row)}
        best = row["labels"][0]["best"][:5]
        fate["not offered: no line of its own"] += sum(at not in offered for at in best)
        for place in places:
            printed = any(place in point for point in points)
            fate["printed" if printed else "chosen, and barred by a rule or the length"] += 1
    for name, count in fate.most_common():
        print(f"{count:6}  {name}")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()
