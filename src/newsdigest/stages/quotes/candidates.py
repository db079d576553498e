"""A quote in its outline -> everybody who may have said it, each with what speaks for them.

What the rules of cues read is one witness among others: each rule's speaker is a candidate, and so
is everybody named near by, who spoke before, and whom the next quote's cue names. A fitted ranker
weighs the features; nothing here decides, but for what cannot be somebody at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.outline.runs import is_title
from newsdigest.stages.quotes.features import (
    BODY_HEAD,
    PERSON_HEAD,
    SEVERAL_HEAD,
    head_of,
    of_entity,
    of_quote,
    resolve_rules,
    speech_of,
)
from newsdigest.stages.quotes.places import scene_of
from newsdigest.stages.quotes.somebody import is_somebody

if TYPE_CHECKING:
    from newsdigest.outline.read import Outline
    from newsdigest.stages.quotes.case import Anchor, Case
    from newsdigest.stages.quotes.entities import Entities, Entity

BACK = 4
"""Sentences before a quote whose people are candidates."""
RECENT = 3
"""Of those who spoke, the last who are candidates wherever they are named."""
MOST = 16
"""Candidates of one quote."""
BESIDE_VERB = ("verb first", "subject first")
"""Rules whose phrase stands right behind the quote, so that it is surely who speaks."""


class Candidate(NamedTuple):
    """Somebody who may have said a quote, with features as `features.NAMES` lists them."""

    entity: Entity
    features: list[float]


class Gathered(NamedTuple):
    """The features of the quote itself, and its candidates."""

    shared: list[float]
    candidates: list[Candidate]


def gather(outline: Outline, entities: Entities, case: Case) -> Gathered:
    """Give the candidates of one quote with their features, at most `MOST`."""
    sentence = case.said.sentence
    found: dict[int, Entity] = {}
    anchors = [*case.anchors, *([case.later] if case.later is not None else [])]
    named = [entities.of_anchor(anchor, sentence) for anchor in anchors]
    told = {id(who) for who, one in zip(named, anchors, strict=True) if one.place != "subject"}
    near = (
        entity for number in _near(outline, sentence) for entity in entities.in_sentence[number]
    )
    for group in (named, reversed(entities.spoke[-RECENT:]), near, entities.leading):
        for entity in group:
            if entity is not None:
                found.setdefault(id(entity), entity)
    kept = [
        e
        for e in found.values()
        if is_somebody(outline, e, told=id(e) in told)
        and not _clashes(outline, case, e)
        and not _is_spoken_of(outline, entities, case, e)
    ][:MOST]
    shared = of_quote(outline, entities, case)
    rules = resolve_rules(entities, case)
    scene = scene_of(outline, entities, case, kept)
    return Gathered(
        shared,
        [Candidate(e, shared + of_entity(entities, case, e, rules, scene)) for e in kept],
    )


def _is_spoken_of(outline: Outline, entities: Entities, case: Case, entity: Entity) -> bool:
    """Whether a quote, or what goes on behind its cue, names this person: few name themselves.

    Of 380 people so named in labelled quotes two spoke, bodies that look like people apart. Whom
    the cue names is meant all the same.
    """
    person, primary = entity.person, case.primary
    if person is None or not person.full:
        return False
    named = primary is not None and primary.cue.mention.kind == "person"
    if named and primary is not None and entities.of_anchor(primary, case.said.sentence) is entity:
        return False
    last = person.name.rsplit(maxsplit=1)[-1]
    return any(_holds(outline.text[start:end], last) for start, end in speech_of(outline, case))


def _holds(text: str, name: str) -> bool:
    """Whether a text holds a name as a word of its own."""
    at = text.find(name)
    behind = at + len(name)
    whole = at >= 0 and not text[behind : behind + 1].isalpha()
    return whole and not text[max(0, at - 1) : at].isalpha()


def _clashes(outline: Outline, case: Case, entity: Entity) -> bool:
    """Whether the cue's "he" cannot be this person, or its phrase holds this as a mere noun."""
    primary = case.primary
    if primary is None:
        return False
    mention = primary.cue.mention
    if _is_object(outline, primary, entity):
        return True
    if mention.kind == "description" and _is_of_other_kind(outline, primary, entity):
        return True
    if mention.kind == "description" and outline.words.traits.capital_nouns:
        inside = all(mention.first <= first < mention.last for first, _, _ in entity.places)
        return inside and entity.kind in ("word", "body")
    if mention.kind != "pronoun" or entity.person is None:
        return False
    low = outline.tokens[mention.first].low
    gender, words = entity.person.gender, outline.words
    he, she, they = (low in group for group in (words.he, words.she, words.they))
    return (
        (he and gender == "f")
        or (she and gender == "m")
        or (they and not she and entity.person.known)
    )


def _is_object(outline: Outline, primary: Anchor, entity: Entity) -> bool:
    """Whether an entity stands right behind a verb whose subject leads: "the union accused X"."""
    verb = primary.cue.verb
    _, right = entity.around(verb)
    led = primary.cue.rule == "before" and primary.cue.mention.last <= verb
    return led and outline.words.traits.fixed_order and right is not None and right[0] == verb + 1


def _is_of_other_kind(outline: Outline, primary: Anchor, entity: Entity) -> bool:
    """Whether a phrase for a body stands beside the verb and this is a person, or the reverse."""
    if primary.cue.rule not in BESIDE_VERB:
        return False
    head, _ = head_of(outline, primary)
    if head == PERSON_HEAD:
        return entity.kind == "body"
    if head == SEVERAL_HEAD and outline.words.articles_m:
        return entity.kind == "person"  # "respondieron los abogados": more than one
    mention, words = primary.cue.mention, outline.words
    titled = any(
        is_title(outline.tokens[at].low, words) for at in range(mention.first, mention.last)
    )
    known = entity.person is not None and entity.person.known
    return head == BODY_HEAD and not titled and known


def _near(outline: Outline, sentence: int) -> list[int]:
    """List the sentences near a quote's: its own, the one after, those before."""
    after = [sentence + 1] if sentence + 1 < len(outline.sentences) else []
    return [sentence, *after, *range(sentence - 1, max(-1, sentence - BACK - 1), -1)]
