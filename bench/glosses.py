"""Hold what points are explained by to verdicts that a reader gave, gloss by gloss.

usage: PYTHONPATH=src:. python bench/glosses.py DATA [VERDICTS]

DATA is a file of labelled pages (gzipped JSON lines: id, lang, title, text, sentences). VERDICTS,
`glosses.jsonl` beside this script where none is named, holds a line for each gloss and each trim
that was read: `page`, `kind`, offsets of the page's text and `verdict`, right or wrong; no text of
any page. Each sentence that has a verdict is explained again, on its own under the page's headline.
Printed are how many of the right and of the wrong ones come out as they were read, and each wrong
one that does. A gloss that the story's order decides (what an earlier point told) is not met again.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsdigest.language.framing import skip_framing
from newsdigest.models import Article, KeyPoint
from newsdigest.outline.read import read_outline
from newsdigest.stages.gloss.explain import explain
from newsdigest.stages.summarise.openings import skip_dateline

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIST = Path(__file__).with_name("glosses.jsonl")


def made(row: dict[str, Any]) -> Iterator[tuple[str, int, int, int]]:
    """Explain each sentence of a page on its own: kind and the offsets that name a verdict."""
    language = row.get("lang") or "en"
    article = Article(row.get("title") or "", row["text"], language=language)
    outline = read_outline(article.text, language)
    for start, end in row["sentences"]:
        point = KeyPoint(article.text[start:end], start, end)
        (told,), _ = explain([article], [outline], [point], [], article.title)
        for gloss in told.glosses:
            yield "gloss", start + gloss.at, gloss.start, gloss.end
        dated = skip_dateline(point.text)
        skipped = dated + skip_framing(point.text[dated:], language)
        if skipped:
            yield "trim", start + skipped, start, 0


def main() -> None:
    """Print the verdicts met again, and the wrong ones among them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("verdicts", nargs="?", type=Path, default=_LIST)
    given = parser.parse_args()
    verdicts: dict[str, dict[tuple[str, int, int, int], str]] = {}
    for line in given.verdicts.read_text("utf-8").splitlines():
        one = json.loads(line)
        key = (one["kind"], one["place"], one["start"], one["end"])
        verdicts.setdefault(one["page"], {})[key] = one["verdict"]
    listed = Counter(verdict for page in verdicts.values() for verdict in page.values())
    met: Counter[str] = Counter()
    for line in gzip.decompress(given.data.read_bytes()).decode("utf-8").split("\n"):
        row = json.loads(line) if line else {}
        known = verdicts.get(row.get("id", ""))
        for key in set(made(row)) if known else ():
            verdict = known.get(key, "unread") if known else ""
            met[verdict] += 1
            if verdict == "wrong":
                print(f"wrong: {row['id']}: {key}")
    print(f"right {met['right']} of {listed['right']}, wrong {met['wrong']} of {listed['wrong']}")


if __name__ == "__main__":
    main()
