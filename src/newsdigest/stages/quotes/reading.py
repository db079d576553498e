"""A quote that is met while a text goes by -> its case: what each rule reads, what came before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.outline.phrases import Mention
from newsdigest.stages.quotes import beside
from newsdigest.stages.quotes.case import (
    FAR,
    NEXT_PARAGRAPH,
    SAME_PARAGRAPH,
    SAME_SENTENCE,
    Anchor,
    Case,
    Split,
)
from newsdigest.stages.quotes.cues import Cue
from newsdigest.stages.quotes.entities import Entities
from newsdigest.stages.quotes.recall import NOTHING, index_words, recall
from newsdigest.stages.quotes.speakers import Speakers
from newsdigest.stages.quotes.told import count_told, read_cues

if TYPE_CHECKING:
    from newsdigest.outline.read import Outline
    from newsdigest.stages.quotes.recall import Recalled
    from newsdigest.stages.quotes.said import Said

NEVER = 99
"""Sentences since the last speech, where there was none."""
BARE = 2
"""Sentences from a quote to the next where one that only says who spoke stands between."""


class Reading:
    """An outline while its sentences go by: who is named and who spoke, and the last speech."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.speakers = Speakers(outline)
        self.entities = Entities(outline)
        self.told = read_cues(outline)
        count_told(outline, self.entities, self.told)
        self.last: Said | None = None
        self.words_at: dict[str, list[int]] | None = None

    def nearness(self, said: Said) -> int:
        """Say how near the last speech is, 0 where there was none."""
        last = self.last
        if last is None:
            return 0
        if last.sentence == said.sentence:
            return SAME_SENTENCE
        if last.line == said.line:
            return SAME_PARAGRAPH
        return NEXT_PARAGRAPH if said.line - last.line == 1 else FAR

    def is_turned(self, said: Said) -> bool:
        """Whether the sentence before a quote turns to somebody else: "Jo Lind laughs. “...”"."""
        before, last = said.sentence - 1, self.last
        if last is None or before <= last.sentence:
            return False
        if self.outline.sentences[before].line != said.line:
            return False
        named = self.entities.in_sentence[before]
        return bool(named) and named[0].kind == "person" and named[0].name != last.speaker.name

    def spoken_of(self, said: Said) -> str:
        """Read the word a speech opens with: "He learned Hebrew", he said, are two people."""
        if said.kind != "direct":
            return ""
        lead = self.outline.text[said.start : said.end].split(maxsplit=1)[0]
        return lead.strip("“”„«»\"'‘’").lower()

    def case_of(self, said: Said, cue: Cue | None) -> Case:
        """Gather what every rule of cues reads beside a quote."""
        number, at = said.sentence, said.token
        anchors = self._anchors(said)
        inside = self._inside(said)
        if inside is not None:
            anchors.append(inside)
        primary = inside
        if cue is not None:
            own = (anchor for anchor in anchors if anchor.cue == cue)
            primary = next(own, Anchor("before", cue, said.speaker))
        elif primary is None and said.rule.startswith("subject"):
            primary = next((a for a in anchors if a.place == "subject"), None)
        following = beside.following(self.outline, self.told.cues, number, at)
        later = None
        if following is not None:
            later = Anchor("next", following[1], self.speakers.resolve(following[1], following[0]))
        return Case(
            said,
            anchors,
            primary,
            later,
            self.nearness(said),
            self.speakers.salience(number),
            NEVER if self.last is None else number - self.last.sentence,
            self._split(said),
            self.is_turned(said),
            self._recall(primary),
        )

    def _anchors(self, said: Said) -> list[Anchor]:
        spoken_of = self.spoken_of(said)
        found = []
        for place, cue in beside.all_cues(self.outline, said.sentence, said.token):
            speaker = self.speakers.resolve(cue, said.sentence, spoken_of=spoken_of)
            if cue.mention.kind == "same" and self.last is not None:
                speaker = self.last.speaker
            found.append(Anchor(place, cue, speaker))
        return found

    def _split(self, said: Said) -> Split:
        """Say how a quote goes on from the last one of its paragraph."""
        last = self.last
        if last is None or last.token < 0 or last.line != said.line:
            return Split.NOT
        cue = self.told.cues.get(last.token)
        told_at = cue.verb if cue is not None else -1
        gap = said.sentence - last.sentence
        if gap == 0:
            return Split.ROUND_CUE if told_at > last.token else Split.WITHIN
        lines = self.outline.sentences
        bare = gap == BARE and told_at >= lines[said.sentence - 1].first
        if said.token != lines[said.sentence].first or not (gap == 1 or bare):
            return Split.NOT
        return Split.BEHIND_CUE if told_at > last.token else Split.BEHIND

    def _recall(self, primary: Anchor | None) -> Recalled:
        """Find where else the words of a cue's phrase stand."""
        if primary is None or primary.cue.mention.kind != "description":
            return NOTHING
        if self.words_at is None:
            self.words_at = index_words(self.outline)
        return recall(self.outline, self.words_at, primary.cue.mention)

    def _inside(self, said: Said) -> Anchor | None:
        """Say whom a cue inside the marks means."""
        found = beside.incise(self.outline, said.start, said.end)
        if found is None:
            return None
        at = said.token
        if found.name:
            mention = Mention(at, at + 1, "person")
            return Anchor("inside", Cue(mention, at, "inside"), self.speakers.named(found.name))
        mention = Mention(at, at + 1, "pronoun")
        for how, wanted in (("he", "m"), ("she", "f"), ("they", "p")):
            if found.pronoun in getattr(self.outline.words, how):
                speaker = self.speakers.antecedent(how, wanted, said.sentence, at)
                return Anchor("inside", Cue(mention, at, "inside"), speaker)
        return None
