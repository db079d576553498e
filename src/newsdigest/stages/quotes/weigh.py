"""The chances of a quote's candidates -> how far to trust the likeliest, or the rules instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.outline.runs import is_title
from newsdigest.stages.quotes.case import FAR, SAME_PARAGRAPH
from newsdigest.stages.quotes.features import (
    BODY_HEAD,
    OF_QUOTE,
    PERSON_HEAD,
    UNKNOWN_HEAD,
    head_of,
)
from newsdigest.stages.quotes.rank import alone, family_of, is_counted, trust

if TYPE_CHECKING:
    from newsdigest.outline.phrases import Mention
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
ALONE = 0.5
"""Trust in the only person of a text, where a cue points back at somebody: right twice of three."""
HEAD, DEFINITE = OF_QUOTE.index("head"), OF_QUOTE.index("definite")
NAMED_LEAST, NAMED_SHARE, STOOD_FOR = 0.2, 0.8, 0.6
"""Chance and share of all names that whom a phrase stands for needs, and trust in it."""
RIVAL = 0.1
"""Chance of a name from which on "the letter" is likely to be its letter."""
NAME_SHARE, PHRASE_SHARE = 0.05, 0.3
"""Shares of all candidates' chances that a name and a phrase then need."""
UNCOUNTED = 1.1
"""How much more doubt counts in a language of which too few speakers were labelled to count."""
FADED = 0.6
"""What is left of the trust in a speaker where no cue stands by and the last speech is far.

So much too in one man whom "they said" would mean, and in one of two that are nearly as likely.
"""
CLOSE = 0.6
"""Share of the likeliest candidate's chance that makes the second nearly as likely."""


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
        if primary is None and (self.case.nearness == FAR or self._is_close()):
            sure *= FADED
        if entity.kind == "person" and self._is_they():
            sure *= FADED
        if self.alone() is entity:
            sure = max(sure, ALONE)
        if self.stands_for() is entity:
            sure = max(sure, STOOD_FOR)
        if not is_counted(outline.code, ranker):
            sure = max(0.0, 1 - UNCOUNTED * (1 - sure))
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

    def alone(self) -> Entity | None:
        """Give the only person a text names, where the cue names him or points back at somebody.

        "He", "the mayor", "mayor"; no body, no new man.
        """
        primary, entities = self.case.primary, self.entities
        if primary is None or len(entities.of_person) != 1:
            return None
        (entity,) = entities.of_person.values()
        mention, words = primary.cue.mention, entities.outline.words
        low = entities.outline.tokens[mention.first].low
        back = low in words.articles or is_title(low, words)
        means = {
            "person": entities.of_anchor(primary, self.case.said.sentence) is entity,
            "pronoun": primary.cue.rule in TELLING,
            "description": primary.cue.rule in TELLING and back and self._is_for_one(mention),
        }
        near = entity.name in self.case.salience and entity.sure and self._agrees(entity)
        return entity if near and means.get(mention.kind) else None

    def _is_close(self) -> bool:
        """Whether two candidates are nearly as likely, and no rule knows one of them."""
        if self.case.said.rule:
            return False
        *_, second, first = [0.0, *sorted(self.chances[:-1])]
        return second >= CLOSE * first

    def _is_they(self) -> bool:
        """Whether the cue's phrase is a pronoun for several, and for nobody alone."""
        primary, outline = self.case.primary, self.entities.outline
        if primary is None or primary.cue.mention.kind != "pronoun":
            return False
        low, words = outline.tokens[primary.cue.mention.first].low, outline.words
        return low in words.they and low not in words.he | words.she | words.it

    def _agrees(self, entity: Entity) -> bool:
        """Whether the cue's phrase does not show another gender than somebody's: "la maire"."""
        shown = self.case.primary.speaker.gender if self.case.primary is not None else ""
        known = entity.person.gender if entity.person is not None else ""
        return not (shown in ("m", "f") and known) or shown == known

    def stands_for(self) -> Entity | None:
        """Give whom a definite phrase stands for, where one name is far likelier than all others.

        "The bank said": however likely the phrase is to be all that is known, such a name was
        right three times of four on publishers held out.
        """
        primary, shared = self.case.primary, self.gathered.shared
        if primary is None or primary.cue.rule not in TELLING or shared[DEFINITE] != 1:
            return None
        if shared[HEAD] not in (PERSON_HEAD, BODY_HEAD, UNKNOWN_HEAD):
            return None
        mention = primary.cue.mention
        if self._is_of_something(mention):
            return None
        inside = range(mention.first, mention.last)
        pairs = zip(self.gathered.candidates, self.chances, strict=False)
        names = [
            (p, one.entity)
            for one, p in pairs
            if one.entity.kind != "description"
            and not any(first in inside for first, _, _ in one.entity.places)
        ]
        most, entity = max(names, key=lambda pair: pair[0], default=(0.0, None))
        sole = most >= max(NAMED_LEAST, NAMED_SHARE * sum(p for p, _ in names))
        return entity if sole and entity is not None and self._agrees(entity) else None

    def _is_for_one(self, mention: Mention) -> bool:
        """Whether the cue's phrase may be for a person who is known: not "the mayor of Elm"."""
        bare = not self._is_of_something(mention)
        return bare and self.gathered.shared[HEAD] in (PERSON_HEAD, UNKNOWN_HEAD)

    def _is_of_something(self, mention: Mention) -> bool:
        """Whether a phrase holds a preposition: "the mayor of Elm" is somebody new."""
        outline = self.entities.outline
        lows = (outline.tokens[at].low for at in range(mention.first, mention.last))
        return any(low in outline.words.prepositions for low in lows)

    def rivalled(self) -> bool:
        """Whether somebody who has a name may have said it as well."""
        pairs = zip(self.gathered.candidates, self.chances, strict=False)
        return any(one.entity.kind != "description" and p >= RIVAL for one, p in pairs)

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
