"""Made stories over days (``tests/data/story_lines``) -> their articles, line by line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

HOME = Path(__file__).parents[1] / "tests/data/story_lines"


@dataclass
class Told:
    """One article of one day: its headline and lines, each with whether it is new."""

    day: int
    lookalike: bool
    lines: list[tuple[str, bool]] = field(default_factory=list)


@dataclass
class StoryLine:
    """One story over its days; the articles of a look-alike stand among them."""

    name: str
    language: str
    articles: list[Told] = field(default_factory=list)

    def asked(self) -> list[tuple[tuple[str, ...], str, bool]]:
        """List (all that was told before, line, whether it is new) from the second day on."""
        told: list[str] = []
        found = []
        for article in self.articles:
            if article.lookalike:
                continue
            before = tuple(told)
            if before:
                found += [(before, line, new) for line, new in article.lines]
            told += [line for line, new in article.lines if new]
        return found


def read_story_lines(home: Path = HOME) -> list[StoryLine]:
    """Read all files of a folder, in the order of their names, which begin with the language."""
    stories: list[StoryLine] = []
    for path in sorted(home.glob("*.txt")):
        day, begun = 0, False
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("== "):
                stories.append(StoryLine(line[3:], path.stem[:2]))
            elif line.isdigit():
                day, begun = int(line), False
            elif line and not line.startswith("#"):
                mark, text = line[0], line[2:]
                if not begun:
                    stories[-1].articles.append(Told(day, mark == "~"))
                    begun = True
                stories[-1].articles[-1].lines.append((text, mark != "-"))
    return stories


def read_cases(path: Path) -> list[list[tuple[tuple[str, ...], str, str, bool]]]:
    """Read blocks of `told`, `old` and `new` lines: (told, language, line, whether it is new)."""
    blocks = []
    for block in path.read_text("utf-8").split("\n\n")[1:]:
        told: list[str] = []
        language = ""
        found = []
        for line in block.splitlines():
            kind, _, sentence = line.partition(" ")
            if kind == "told":
                language, _, sentence = sentence.partition(" ")
                told.append(sentence)
            else:
                found.append((tuple(told), language, sentence, kind == "new"))
        blocks.append(found)
    return blocks
