"""An entity -> can it be somebody at all? One check for every rule and language."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from newsdigest.outline.runs import is_title

if TYPE_CHECKING:
    from newsdigest.outline.read import Outline
    from newsdigest.stages.quotes.entities import Entity


def is_somebody(outline: Outline, entity: Entity, *, told: bool = False) -> bool:
    """Say whether an entity may speak: no clause, no adverb at the head of a sentence.

    A mere noun may, where a rule of cues reads it as who speaks (`told`).
    """
    if entity.kind == "person":
        return True
    if entity.kind == "word" and _is_one_of_many(outline, entity):
        return False
    if entity.kind in ("word", "body") and " " not in entity.name:
        return not (_is_opening(outline, entity) or (not told and _is_noun(outline, entity)))
    return entity.kind != "description" or _is_phrase(outline, entity)


def _is_one_of_many(outline: Outline, entity: Entity) -> bool:
    """Whether a word is counted: "aucun Français", "dos Chilenos" are nobody by name."""
    words, tokens = outline.words, outline.tokens
    if not words.articles_m:
        return False
    before = (tokens[first - 1].low for first, _, _ in entity.places if first)
    return any(low in words.determiners and low not in words.articles for low in before)


def _is_noun(outline: Outline, entity: Entity) -> bool:
    """Whether a language that writes nouns large shows by an article that this is a mere noun."""
    low, words = entity.name.lower(), outline.words
    known = low in words.organisations or is_title(low, words) or low in words.roles_pl
    return words.traits.capital_nouns and entity.led > 0 and not known and not entity.name.isupper()


def _is_opening(outline: Outline, entity: Entity) -> bool:
    """Whether a single capitalised word only opens sentences, as "Meanwhile" does."""
    low, words = entity.name.lower(), outline.words
    if entity.opening < len(entity.places):
        return False
    small = low in words.starters or low in words.adverbs or low in words.subordinators
    return small or low in outline.small_words or low.endswith(words.adverb_endings)


def _is_phrase(outline: Outline, entity: Entity) -> bool:
    """Whether a description is a noun phrase: no verb, no relative, no preposition before it."""
    words = outline.words
    parts = [part.strip(",;:()") for part in entity.name.split()]
    lead = parts[0].lower()
    if not parts[0][:1].isupper():
        if lead in words.prepositions - words.indefinite - words.determiners:
            return False
        if lead in words.verbs and lead not in words.roles:
            return False
    for before, part in pairwise(parts):
        if part[:1].isupper():
            continue
        helps = part in words.helpers or part in words.finite
        verb = helps or part in words.copulas or part in words.doubt
        told = part in words.reporting and part not in words.roles
        led = before.lower() in words.determiners
        # "a mother who'd lost her son"
        relative = part.replace("’", "'").partition("'")[0] in words.relatives
        if verb or relative or (told and not led):
            return False
    return True
