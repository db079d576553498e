"""A quote and somebody near it -> where they stand to each other, as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsdigest.outline.read import Outline
    from newsdigest.stages.quotes.case import Case
    from newsdigest.stages.quotes.entities import Entities, Entity, Place
    from newsdigest.stages.quotes.recall import Recalled

FAR = 30
"""Tokens and more that two places of a sentence are apart."""
MOST = 9
"""Sentences and more."""
CROWD = 5
"""Names and more between two places."""
REACH = 6
"""Sentences before a quote in which somebody who leads them is looked for."""
OFTEN = 6
"""Quotes and more that have one word beside them."""
EXPLAINS = 4
"""Tokens between a word and a name that it explains."""
OWNING = ("’s", "'s", "’")


class Scene(NamedTuple):
    """Whom the text was about before a quote, the same for all its candidates.

    `order` are the candidates named before it, the last named first; `last_subject` who comes
    first in the nearest sentence before it that names anybody, `lead` in its paragraph; `ranks`
    numbers all names by how much the text was lately about them.
    """

    order: list[Entity]
    last_subject: Entity | None
    lead: Entity | None
    ranks: dict[str, int]

    def of(self, entity: Entity) -> list[float]:
        """Say how many were named since an entity was, how many of them people, and the rest."""
        since = self.order.index(entity) if entity in self.order else len(self.order)
        people = sum(one.kind == "person" for one in self.order[:since])
        return [
            float(min(MOST, since)),
            float(min(MOST, people)),
            float(entity is self.last_subject),
            float(entity is self.lead),
        ]


def scene_of(outline: Outline, entities: Entities, case: Case, found: list[Entity]) -> Scene:
    """Look back from a quote: who was named last, and who leads what is told before it."""
    at, number = case.said.token, case.said.sentence
    placed = [(entity.around(at)[0], entity) for entity in found]
    before = [(place, entity) for place, entity in placed if place is not None]
    before.sort(key=lambda pair: -pair[0][1])
    line = outline.sentences[number].line
    last = lead = None
    for back in range(number - 1, max(-1, number - REACH - 1), -1):
        named = entities.in_sentence[back]
        last = last or (named[0] if named else None)
        if outline.sentences[back].line == line and named:
            lead = named[0]
    salient = sorted(case.salience, key=lambda name: (-case.salience[name], name))
    ranks = {name: rank for rank, name in enumerate(salient)}
    return Scene([entity for _, entity in before], last, lead, ranks)


def of_places(outline: Outline, entities: Entities, case: Case, entity: Entity) -> list[float]:
    """Tell where a candidate's mentions stand: distances, neighbours, part in the sentence."""
    at, number = case.said.token, case.said.sentence
    line = outline.sentences[number]
    left, right = entity.around(at)
    before, after, between_before, between_after = FAR + 1, FAR + 1, MOST, MOST
    near = None
    if left is not None and left[0] >= line.first:
        before, near = min(FAR, at - left[1]), left
        between_before = _between(outline, left[1], at)
    if right is not None and right[0] < line.last:
        after = min(FAR, right[0] - at - 1)
        between_after = _between(outline, at + 1, right[0])
        near = right if after + 1 < before else near
    lines = [outline.sentences[place[2]].line for place in (left, right) if place is not None]
    before_near = ""
    if near is not None and near[0] > line.first:
        before_near = outline.tokens[near[0] - 1].low
    return [
        float(before),
        float(after),
        float(between_before),
        float(between_after),
        float(min(MOST, number - left[2]) if left is not None else MOST),
        float(min(MOST, right[2] - number) if right is not None else MOST),
        float(lines.count(line.line)),
        *_of_mention(outline, near or left or right or entity.places[0], number),
        float(entity in entities.leading),
        _echo(outline, entities, near),
        float(before_near in outline.words.prepositions),
        float(before_near in outline.words.addressee_verbs),
    ]


def _between(outline: Outline, first: int, last: int) -> int:
    """Count the names between two places."""
    runs = (outline.names.run_over(at) for at in range(first, last))
    return min(CROWD, len({run.first for run in runs if run is not None and run.kind != "role"}))


def _of_mention(outline: Outline, place: Place, sentence: int) -> list[float]:
    """Describe where one mention stands: its neighbours, its part in its sentence."""
    tokens, words = outline.tokens, outline.words
    first, last, number = place
    line = outline.sentences[number]
    before = tokens[first - 1] if first > line.first else None
    behind = tokens[last] if last < line.last else None
    subject = all(
        outline.names.run_over(at) is None and tokens[at].low not in words.verbs
        for at in range(line.first, first)
    )
    return [
        float(subject),
        float(before is not None and before.kind == "word" and not before.upper),
        float(behind is not None and behind.kind == "word" and not behind.upper),
        float(before is not None and before.low in words.verbs),
        float(behind is not None and behind.low in words.verbs),
        float(first == line.first),
        float(behind is not None and behind.text in OWNING),
        float(subject and number == sentence - 1),
        float(before is not None and before.text == ","),
        float(behind is not None and behind.text == ","),
    ]


def _echo(outline: Outline, entities: Entities, place: Place | None) -> float:
    """Count the quotes of the text that have the word beside this mention beside them too."""
    if place is None:
        return 0.0
    most, tokens = 0, outline.tokens
    for at in (place[0] - 1, place[0] - 2, place[1], place[1] + 1):
        if 0 <= at < len(tokens) and tokens[at].kind == "word" and not tokens[at].upper:
            most = max(most, entities.echoes.get(tokens[at].low, 0))
    return float(min(OFTEN, most))


def phrase_nearness(outline: Outline, entity: Entity, recalled: Recalled) -> float:
    """Say how near such a word stands to an entity: 3 beside it, 2 in its sentence, 1 paragraph."""
    best = 0.0
    for at in recalled.tokens:
        for place in entity.around(at):
            if place is None:
                continue
            apart = at - place[1] if place[1] <= at else place[0] - at - 1
            line = outline.sentences[place[2]]
            if apart <= EXPLAINS and line.first <= at < line.last:
                return 3.0
            best = max(best, 2.0 if line.first <= at < line.last else 0.0)
    return best
