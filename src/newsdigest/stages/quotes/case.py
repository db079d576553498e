"""One quote to be attributed, as the rules of cues read it."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsdigest.stages.quotes.cues import Cue
    from newsdigest.stages.quotes.recall import Recalled
    from newsdigest.stages.quotes.said import Said
    from newsdigest.stages.quotes.trail import Speaker


SAME_SENTENCE, SAME_PARAGRAPH, NEXT_PARAGRAPH, FAR = 4, 3, 2, 1
"""How near the last speech is."""
GOES_ON = "goes on"
"""The rule of a quote that goes on behind the cue of the one before it: “A,” X said. “B.”"""


class Split(IntEnum):
    """How a quote goes on from the last one of its paragraph."""

    NOT = 0
    BEHIND_CUE = 1
    """Behind the cue of that one: “A,” X said. “B.”"""
    BEHIND = 2
    """Right behind that one, which has no cue between: X: “A.” “B.”"""
    ROUND_CUE = 3
    """In its sentence, round the cue: “A,” X said, “b.”"""
    WITHIN = 4
    """In its sentence, with other words between."""


class Anchor(NamedTuple):
    """What one rule reads: where it looked, its cue, and whom the cue means."""

    place: str
    cue: Cue
    speaker: Speaker

    @property
    def is_named(self) -> bool:
        """Whether a cue inside the marks gives a name, or a line by them one known for a name."""
        person = self.speaker.person
        known = person is None or person.known
        sure = self.place == "inside" or (self.place == "signed" and known)
        return sure and self.cue.mention.kind == "person"

    @property
    def rule(self) -> str:
        """Name the rule that such a name goes by."""
        return f"{self.place}, name"

    @property
    def is_object(self) -> bool:
        """Whether a phrase stands as an object does: "posted a photo with the caption “…”"."""
        return self.cue.rule == "before inverted" and self.cue.mention.kind == "description"


class Case(NamedTuple):
    """One quote to be attributed: what each rule reads, and what came before.

    `primary` is the rule that would decide alone; `later` reads the next quote of the paragraph;
    `nearness` tells how near the last speech is (0 none, 4 the same sentence); `salience` how much
    the text was lately about each name. `gap` counts the sentences since the last speech, `split`
    tells how a quote goes on from it, `turned` whether the sentence between has a new subject;
    `recalled` where else the words of the cue's phrase stand.
    """

    said: Said
    anchors: list[Anchor]
    primary: Anchor | None
    later: Anchor | None
    nearness: int
    salience: dict[str, float]
    gap: int
    split: Split
    turned: bool
    recalled: Recalled
