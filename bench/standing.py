"""Count the key points that hang on a sentence the reader does not see.

usage: PYTHONPATH=src:. python bench/standing.py DATA... [-n POINTS]

A point hangs when its first word, past marks and brackets, is one of OPENINGS and no point before
it in the list ends where its own sentence begins in the article. The list is kept apart from the
product's own, and asks for no context: "This week" and "It is clear that" count as hanging too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from pathlib import Path

from newsdigest.models import Article
from newsdigest.stages.summarise.options import SummariseOptions
from newsdigest.stages.summarise.points import summarise

_LISTED = (
    "he she it they him her them his hers its their theirs this that these those such "
    "but and or so yet however therefore thus hence moreover furthermore meanwhile nevertheless "
    "nonetheless instead also besides otherwise then afterwards others"
)
OPENINGS = frozenset(_LISTED.split())
_FIRST = re.compile(r"\W*(\w+)")


def main() -> None:
    """Print, per set, points, hanging openings resolved by the point before, and unresolved."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("-n", type=int, default=5)
    given = parser.parse_args()
    for path in given.data:
        rows = gzip.decompress(path.read_bytes()).decode("utf-8").split("\n")
        points = resolved = hanging = 0
        shown: list[str] = []
        for row in filter(None, rows):
            held = json.loads(row)
            article = Article(held.get("title") or "", held["text"], language="en")
            chosen = summarise([article], SummariseOptions(points=given.n))
            points += len(chosen)
            ends = [0, *(point.end for point in chosen)]
            for end, point in zip(ends, chosen, strict=False):
                first = _FIRST.match(point.text)
                if first is None or first.group(1).lower() not in OPENINGS:
                    continue
                if end and not article.text[end : point.start].strip():
                    resolved += 1
                    continue
                hanging += 1
                shown.append(point.text[:80])
        share = 100 * hanging / max(1, points)
        print(f"{path.name}: {points} points, {resolved} resolved, {hanging} hang ({share:.2f} %)")
        for text in shown[:8]:
            print("   ", text)


if __name__ == "__main__":
    main()
