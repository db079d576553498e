"""What is read at a time, and what is found in it that wants explaining."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.outline.runs import Run
    from newsdigest.stages.gloss.introductions import Introduction, Introductions
    from newsdigest.stages.gloss.told import Told


class Need(NamedTuple):
    """Something to explain: `place` of the text behind its words, by which rule and words."""

    place: int
    rule: str
    introduction: Introduction


class Passage(NamedTuple):
    """Tokens `first` up to `last` (exclusive) of an article of the story.

    `source` is that article, `others` are the rest; `told` is what the reader met before.
    """

    source: Introductions
    others: Sequence[Introductions]
    first: int
    last: int
    told: Told

    def holds(self, introduction: Introduction) -> bool:
        """Say whether the passage itself says what would explain it, or overlaps it."""
        outline = self.source.outline
        if self.text_of(introduction) in outline.slice(self.first, self.last):
            return True
        start, end = outline.tokens[self.first].start, outline.tokens[self.last - 1].end
        own = introduction.article == self.source.number
        return own and introduction.start < end and introduction.end > start

    def text_of(self, introduction: Introduction) -> str:
        """Give the words that introduce."""
        sources = (self.source, *self.others)
        text = next(one.outline.text for one in sources if one.number == introduction.article)
        return text[introduction.start : introduction.end]

    def is_whole(self, run: Run, at: int) -> bool:
        """Say whether a name, and not a title alone, begins at a token and ends in the passage."""
        return run.first == at and run.core < run.last <= self.last

    def is_common(self, run: Run) -> bool:
        """Say whether a run may be a mere noun, where nouns are written like names."""
        outline = self.source.outline
        noun = run.kind == "word" and outline.words.traits.capital_nouns
        return noun and outline.names.person_of(run) is None

    def behind(self, last: int) -> int:
        """Give the place of the text behind a word, past its possessive."""
        tokens = self.source.outline.tokens
        word, after = tokens[last], tokens[last + 1] if last + 1 < self.last else None
        if after is not None and after.start == word.end:
            genitive = after.text in "’'" and word.low.endswith("s")
            if genitive or after.text in ("'s", "’s"):
                return after.end
        return word.end
