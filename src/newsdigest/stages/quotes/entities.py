"""Outline -> everybody it names, with every place where they stand."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from newsdigest.stages.quotes.trail import Speaker

if TYPE_CHECKING:
    from newsdigest.outline.names import Person
    from newsdigest.outline.phrases import Mention
    from newsdigest.outline.read import Outline
    from newsdigest.outline.runs import Run
    from newsdigest.stages.quotes.case import Anchor

Place: TypeAlias = tuple[int, int, int]
"""First token, token behind, sentence."""
KINDS = {
    "several": "several",
    "description": "description",
    "body": "body",
    "word": "word",
    "name": "person",
    "short": "person",
}
"""What an entity is that a rule read so."""
BESIDE = 4
"""Tokens on each side of a quote among which its cue stands."""
SHORT = 3
"""Letters of a word that in most languages is no verb."""
INITIALS = 3
"""Letters that initials have at the least."""
LEADING = 2
"""People a text is most about."""


@dataclass(slots=True, eq=False, repr=False)
class Entity:
    """Somebody who may have spoken: a person, a body, or a phrase that describes one.

    `places` are its mentions, in order. `kind` is person, body, word (one capitalised word that
    may be anything), description or several. `owners`, `opening` and `led` count the mentions with
    a possessive, at the head of a sentence, behind an article; `small` those behind a preposition
    or another short word, `leads` the sentences in which no other name comes first; `told` are the
    sentences in which a cue names this entity as who speaks.
    """

    name: str
    kind: str
    person: Person | None = None
    places: list[Place] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    owners: int = 0
    opening: int = 0
    led: int = 0
    small: int = 0
    leads: int = 0
    order: int = 0

    @property
    def sure(self) -> bool:
        """Whether this is a person beyond doubt."""
        return self.person is not None and self.person.sure

    def around(self, token: int) -> tuple[Place | None, Place | None]:
        """Give the last mention before a token and the first behind it."""
        index = bisect_left(self.places, (token,))
        left = self.places[index - 1] if index else None
        return left, self.places[index] if index < len(self.places) else None

    def nearest(self, token: int) -> Place | None:
        """Give the mention nearest to a token, the one before at equal distance."""
        left, right = self.around(token)
        if left is None or right is None:
            return left or right
        return left if token - left[1] <= right[0] - token else right


class Entities:
    """All that an outline names, by person, name and place, and who of them has spoken."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.all: list[Entity] = []
        self.by_name: dict[str, Entity] = {}
        self.of_person: dict[int, Entity] = {}
        self.spoke: list[Entity] = []
        self.spoke_in: list[int] = []
        self.trusted: list[float] = []
        self.in_sentence: list[list[Entity]] = [[] for _ in outline.sentences]
        self.spelled_out = _spelled_out(outline)
        number = 0
        for run in outline.names.runs:
            while outline.sentences[number].last <= run.first:
                number += 1
            self._place(run, number)
        self.echoes = _find_echoes(outline)
        self.most_told = 0
        self.most = max((len(e.places) for e in self.all if e.kind == "person"), default=1)
        people = [e for e in self.all if e.kind == "person"]
        self.leading = sorted(people, key=lambda e: (-len(e.places), e.order))[:LEADING]

    def _place(self, run: Run, sentence: int) -> None:
        if run.kind == "role":
            return
        outline = self.outline
        person = outline.names.person_of(run)
        entity = self._of(run, person)
        entity.places.append((run.first, run.last, sentence))
        entity.owners += run.owner
        line = outline.sentences[sentence]
        entity.opening += run.first == line.first
        before = outline.tokens[run.first - 1].low if run.first > line.first else ""
        entity.led += before in outline.words.determiners
        short = bool(before) and len(before) <= SHORT and not outline.tokens[run.first - 1].upper
        entity.small += short or before in outline.words.prepositions
        here = self.in_sentence[sentence]
        entity.leads += not here and not run.owner
        if entity not in here:
            here.append(entity)

    def _of(self, run: Run, person: Person | None) -> Entity:
        if person is not None:
            found = self.of_person.get(id(person))
            if found is None:
                found = self._add(Entity(person.name, "person", person))
                self.of_person[id(person)] = found
            return found
        name = self.outline.slice(run.first, run.last)
        name = self.spelled_out.get(name, name)
        found = self.by_name.get(name.casefold())
        kind = run.kind if run.kind in ("body", "word") else "body"
        return found or self._add(Entity(name, kind))

    def _add(self, entity: Entity) -> Entity:
        entity.order = len(self.all)
        self.all.append(entity)
        self.by_name.setdefault(entity.name.casefold(), entity)
        return entity

    def of_run(self, run: Run) -> Entity | None:
        """Give the entity that a run means, where it is one."""
        person = self.outline.names.person_of(run)
        if person is not None:
            return self.of_person.get(id(person))
        name = self.outline.slice(run.first, run.last)
        return self.named(self.spelled_out.get(name, name))

    def heard(self, entity: Entity, sentence: int, confidence: float) -> None:
        """Remember that somebody spoke."""
        self.spoke.append(entity)
        self.spoke_in.append(sentence)
        self.trusted.append(confidence)

    def named(self, name: str) -> Entity | None:
        """Give the entity of a name, where it is one."""
        return self.by_name.get(name.casefold())

    def of_anchor(self, anchor: Anchor, sentence: int) -> Entity | None:
        """Give the entity that the speaker of a rule is."""
        return self.of(anchor.speaker, anchor.cue.mention, sentence)

    def of(self, speaker: Speaker, mention: Mention, sentence: int) -> Entity | None:
        """Give the entity a speaker is, a new one for a phrase that was not met before."""
        if not speaker.name:
            return None
        known = self.of_person.get(id(speaker.person))
        if known is not None:
            return known
        name = self.spelled_out.get(speaker.name, speaker.name)
        key = name.casefold()
        found = self.by_name.get(key)
        if found is None:
            kind = "body" if speaker.gender == "n" and speaker.how == "owner" else ""
            found = Entity(name, kind or KINDS.get(speaker.how, "description"))
            found.order = len(self.by_name)
            found.places.append((mention.first, mention.last, sentence))
            self.by_name[key] = found
        return found


def as_speaker(entity: Entity, rule: Speaker) -> Speaker:
    """Make a speaker of an entity; what a rule knows of the same one stays."""
    if rule.name == entity.name:
        return rule
    if entity.person is not None:
        person = entity.person
        return Speaker(person.name, person.description, "name", person.gender, person)
    gender = "n" if entity.kind in ("body", "word") else ""
    return Speaker(entity.name, how=entity.kind, gender=gender)


def _spelled_out(outline: Outline) -> dict[str, str]:
    """Give the names that initials stand for, where the text spells out one alone."""
    found: dict[str, str] = {}
    doubted: set[str] = set()
    for run in outline.names.runs:
        words = [t.text for t in outline.tokens[run.first : run.last] if t.kind == "word"]
        letters = "".join(word[0] for word in words if word[:1].isupper())
        if run.kind == "body" and len(letters) >= INITIALS and not run.owner:
            name = outline.slice(run.first, run.last)
            if found.setdefault(letters, name) != name:
                doubted.add(letters)
    return {short: name for short, name in found.items() if short not in doubted}


def _find_echoes(outline: Outline) -> dict[str, int]:
    """Count the small words that stand beside quotes: in any language, cues recur."""
    counts: dict[str, int] = {}
    tokens = outline.tokens
    for at, token in enumerate(tokens):
        if token.kind != "speech":
            continue
        near = (*tokens[max(0, at - BESIDE) : at], *tokens[at + 1 : at + BESIDE + 1])
        for low in {t.low for t in near if t.kind == "word" and not t.upper}:
            counts[low] = counts.get(low, 0) + 1
    return counts
