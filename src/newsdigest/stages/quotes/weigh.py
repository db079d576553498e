"""The chances of a quote's candidates -> how far to trust the likeliest, or the rules instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.stages.quotes.case import FAR, SAME_PARAGRAPH
from newsdigest.stages.quotes.features import BODY_HEAD, PERSON_HEAD, head_of
from newsdigest.stages.quotes.rank import alone, family_of, trust

if TYPE_CHECKING:
    from newsdigest.stages.quotes.candidates import Gathered
    from newsdigest.stages.quotes.case import Case
    from newsdigest.stages.quotes.entities import Entities, Entity
from newsdigest.stages.quotes.rank import Ranker

TELLING = frozenset(
    (
        *("verb first", "subject first", "verb alone", "before", "before inverted"),
        *("according", "signed", "colon"),
    )
)
"""Rules whose cue is a verb of saying or as good as one."""
BESIDE = ("verb first", "subject first", "according")
"""Rules whose phrase stands right behind the quote."""
TRUSTED, EVEN = 0.75, 0.5
"""Trust in a rule that may stand where the ranker doubts, and what it is then worth."""
EVENLY = 0.5
"""Confidence of the ranker up to which it doubts where every noun looks like a name."""
NAME_SHARE, PHRASE_SHARE = 0.05, 0.3
"""Shares of all candidates' chances that a name and a phrase then need."""
FADED = 0.6
"""What is left of the trust in a speaker where no cue stands by and the last speech is far."""


class Weighed(NamedTuple):
    """A quote whose candidates were ranked: `chances` are theirs, and last that of nobody."""

    entities: Entities
    case: Case
    gathered: Gathered
    chances: list[float]

    @property
    def is_object(self) -> bool:
        """Whether the cue's phrase stands as an object does, in a language whose subject leads."""
        primary = self.case.primary
        verb_second = self.entities.outline.words.traits.verb_second
        return primary is not None and primary.is_object and not verb_second

    def trust(self, entity: Entity, ranker: Ranker, *, spoke_last: bool) -> float:
        """Say how far to trust the likeliest candidate, 0..1."""
        primary, said = self.case.primary, self.case.said
        outline, chance, nobody = self.entities.outline, max(self.chances[:-1]), self.chances[-1]
        known, ruled = bool(outline.words.verbs), entity.name == said.speaker.name
        sure = trust(chance, family_of(outline.code, ranker, known=known, ruled=ruled), ranker)
        if primary is not None and self.entities.of_anchor(primary, said.sentence) is entity:
            told = primary.cue.rule in TELLING and not self.is_object
            sure = max(sure, alone(chance, nobody, said.confidence)) if told else sure
        elif spoke_last and self.case.nearness >= SAME_PARAGRAPH:
            sure = max(sure, alone(chance, nobody, said.confidence))
        if primary is None and self.case.nearness == FAR:
            sure *= FADED
        return round(sure, 3)

    def _is_told_whole(self) -> bool:
        """Whether a phrase says of whom somebody is: "le père du blessé", not "le ministre"."""
        primary, words = self.case.primary, self.entities.outline.words
        if primary is None or primary.cue.rule not in BESIDE or not words.articles_m:
            return False
        head, _ = head_of(self.entities.outline, primary)
        lows = self.case.said.speaker.name.lower().replace("’", "'").split()
        led = lows[0].partition("'")[0] in words.articles | words.indefinite
        small = {low.partition("'")[0] for low in lows[1:]}
        return (
            head in (PERSON_HEAD, BODY_HEAD)
            and led
            and bool(small & (words.linking | words.elided))
        )

    def may_stand(self) -> bool:
        """Whether whom the rules name may stand where the ranker doubts.

        Right every other time on publishers held out, by a cue of telling or in the paragraph of
        the last speech; a phrase for one person must not be next to nothing beside the names, and
        where none were counted it does not stand.
        """
        primary, said = self.case.primary, self.case.said
        if said.confidence < TRUSTED:
            return False
        if primary is None:
            near = self.case.nearness >= SAME_PARAGRAPH
            mine = self.entities.named(said.speaker.name) if near else None
        elif primary.cue.rule in TELLING and not self.is_object:
            mine = self.entities.of_anchor(primary, said.sentence)
        else:
            return False
        traits = self.entities.outline.words.traits
        phrase = said.speaker.how == "description" and said.speaker.gender != "p"
        if phrase and not (traits.fixed_order or traits.capital_nouns or self._is_told_whole()):
            return False
        pairs = zip(self.gathered.candidates, self.chances, strict=False)
        chance = next((chance for one, chance in pairs if one.entity is mine), 0.0)
        least = PHRASE_SHARE if phrase and traits.fixed_order else NAME_SHARE
        return chance >= least * (1 - self.chances[-1])
