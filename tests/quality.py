"""Articles written for this project, marked by a reader: what is said, by whom, what matters.

`tests/data/quality/articles/EVENT-OUTLET.txt` begins with `key: value` lines. In its paragraphs a
star stands before each sentence a reader would print, a name in angle brackets before each
quotation of that speaker. `layouts/` holds pages with holes, furniture of the usual kinds round
them; every article can be set in every one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from newsdigest.models import Article

HOME = Path(__file__).parent / "data/quality"
_MARK = re.compile(r"★|⟨([^⟩]+)⟩([“„])([^”“]+)[”“]")
SHORTEST_LONG = 150
"""Words from which an article is long enough to have points worth choosing."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An article with what a reader marked, by offsets of its text."""

    event: str
    article: Article
    stars: tuple[int, ...]
    quotes: tuple[tuple[int, int, str], ...]


def articles() -> list[Marked]:
    """Read all articles, in the order of their names."""
    return [_read(path) for path in sorted(HOME.glob("articles/*.txt"))]


def _read(path: Path) -> Marked:
    head, _, body = path.read_text("utf-8").partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    text, stars, quotes = "", [], []
    at = 0
    body = body.strip()
    for mark in _MARK.finditer(body):
        text += body[at : mark.start()]
        at = mark.end()
        if mark[0] == "★":
            stars.append(len(text))
        else:
            said = mark[0].partition("⟩")[2]
            quotes.append((len(text), len(text) + len(said), mark[1]))
            text += said
    text += body[at:]
    published = datetime.fromisoformat(facts["date"]).replace(tzinfo=UTC)
    article = Article(
        facts["title"], text, standfirst=facts.get("standfirst", ""), site=facts["site"],
        authors=(facts["author"],), published=published, language=facts["language"],
        url=f"https://{facts['site'].split()[0].lower()}.example/{path.stem}",
    )  # fmt: skip
    return Marked(path.stem.partition("-")[0], article, tuple(stars), tuple(quotes))


def page(article: Article, layout: Path) -> str:
    """Set an article in a layout."""
    paragraphs = [escape(one, quote=False) for one in article.text.split("\n\n")]
    half = len(paragraphs) // 2
    quoted = re.search("[“„]([^”“]+)[”“]", article.text)
    return layout.read_text("utf-8").format(
        title=escape(article.title), site=article.site, author=article.authors[0],
        date=f"{article.published:%Y-%m-%dT%H:%M}", language=article.language,
        standfirst=escape(article.standfirst), pull=quoted[1] if quoted else "",
        first=_wrap(paragraphs[:half], "p"), rest=_wrap(paragraphs[half:], "p"),
        first_divs=_wrap(paragraphs[:half], "div"), rest_divs=_wrap(paragraphs[half:], "div"),
    )  # fmt: skip


def _wrap(paragraphs: Iterable[str], tag: str) -> str:
    return "\n".join(f"<{tag}>{one}</{tag}>" for one in paragraphs)


# ---------------------------------------------------------------- measures, all in per cent
def word_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """Give the F1 of words over (found, wanted) texts: each counts as often as it stands."""
    shared = found = wanted = 0
    for text, gold in pairs:
        one, other = (Counter(re.findall(r"\w+", side.casefold())) for side in (text, gold))
        shared += (one & other).total()
        found += one.total()
        wanted += other.total()
    return f1(shared, found, wanted)


def f1(right: int, found: int, wanted: int) -> float:
    """Give the harmonic mean of precision and recall."""
    return 200.0 * right / (found + wanted) if found + wanted else 0.0


def b_cubed(found: Sequence[object], gold: Sequence[object]) -> float:
    """Give the B-cubed F of a grouping (Bagga & Baldwin 1998), both given as a label an item."""

    def mean(these: Sequence[object], those: Sequence[object]) -> float:
        total = 0.0
        for here, there in zip(these, those, strict=True):
            mates = [b == there for a, b in zip(these, those, strict=True) if a == here]
            total += sum(mates) / len(mates)
        return total / len(these)

    precision, recall = mean(found, gold), mean(gold, found)
    return 200.0 * precision * recall / (precision + recall)
