"""A quote and somebody who may have said it -> numbers for the ranker.

All are of form: place, order, distance, kind of mention, what the rules read. The language enters
by its words alone, so that what is fitted on one language serves the next.
"""

from __future__ import annotations

from bisect import bisect_right
from math import log2
from typing import TYPE_CHECKING, TypeAlias

from newsdigest.outline.runs import is_title
from newsdigest.stages.quotes.places import of_places, phrase_nearness
from newsdigest.stages.quotes.speech import is_reported

if TYPE_CHECKING:
    from newsdigest.language.speech import Speech
    from newsdigest.outline.read import Outline
    from newsdigest.stages.quotes.case import Anchor, Case
    from newsdigest.stages.quotes.entities import Entities, Entity
    from newsdigest.stages.quotes.places import Scene

Rules: TypeAlias = dict[str, dict[int, int]]
"""Place -> entity's id -> number of the rule that names it there."""

PERSON_HEAD, BODY_HEAD, SEVERAL_HEAD = 1.0, 2.0, 3.0
"""What the head of a phrase is: a person ("the mayor"), a body ("the bank"), several ("locals")."""
THING_HEAD = 4.0
"""What the head of a phrase is that is said, not somebody: "a statement"."""
UNKNOWN_HEAD = 5.0
"""What the head of a phrase is that no list knows."""
MOST = 9
"""Counts and distances in sentences are cut here."""
NEAR_SENTENCES = 3
"""Sentences in which the quote behind another one is looked for, its own with them."""
NEAR_VERB = 6
"""Tokens between a verb and whom it is told."""
LONG_SENTENCE = 40
"""Tokens, cut here."""
LONG_NAME = 4
"""Words of a name, cut here."""

RULES = {
    "colon": 1,
    "any verb": 2,
    "before inverted": 3,
    "before": 4,
    "according": 5,
    "subject first": 6,
    "verb first": 7,
    "verb alone": 8,
    "signed": 9,
    "labelled": 10,
    "subject": 11,
    "inside": 12,
}
CARRIED = {
    "same sentence": 21, "same paragraph": 22, "next paragraph": 23, "far paragraph": 24,
}  # fmt: skip
HOWS = {
    "": 0, "name": 1, "short": 2, "role": 3, "body": 4, "word": 5, "description": 6, "several": 7,
    "he": 8, "she": 8, "they": 9, "it": 10, "his": 11, "her": 11, "their": 12, "its": 12,
    "owner": 13, "epithet": 8, "dropped": 8,
}  # fmt: skip
MENTIONS = {
    "person": 1, "body": 2, "description": 3, "several": 4, "pronoun": 5, "nobody": 6, "same": 7,
    "dropped": 7,
}  # fmt: skip
KINDS = {"word": 0, "body": 1, "description": 2, "several": 3, "person": 4}

OF_QUOTE = (
    "words", "opens", "ending", "alone", "first_in_paragraph", "capital", "sign_before", "behind",
    "has_words", "capital_nouns", "head", "definite", "rule", "mention",
    "recovered", "carried", "people", "spoken", "sentence_words", "cascade_rule", "cascade_trust",
    "reported", "gap", "split", "turned", "first_person", "phrase_seen",
)  # fmt: skip
OF_ENTITY = (
    "kind", "name_words", "count", "share", "opening_only", "led", "small", "leads",
    "described", "inside", "owner_only",
    "by_after", "by_before", "by_announced", "by_signed", "by_subject", "by_inside",
    "primary", "how", "trust",
    "last", "last_distance", "second", "spoke_share", "next_cue",
    "salience", "salience_rank", "agrees", "role_match",
    "before", "after", "between_before", "between_after", "back", "ahead", "in_paragraph",
    "subject", "low_before", "low_behind", "verb_before", "verb_behind", "opens_sentence",
    "owner_here", "subject_back", "comma_before", "comma_behind", "leading", "echo", "prep_before",
    "addressed", "definite_here", "known",
    "cascade", "recency", "since", "last_subject", "paragraph_lead", "object",
    "organisation", "first_sentence",
    "told", "told_share", "told_back", "told_ahead", "phrase_near", "inside_near", "across",
)  # fmt: skip
PLACES = ("after", "before", "announced", "signed", "subject", "inside")
ALONE = 2
"""Tokens of a sentence that is a quote and no more than its stop."""
NAMES = OF_QUOTE + OF_ENTITY


def of_quote(outline: Outline, entities: Entities, case: Case) -> list[float]:
    """Give the features that all candidates of a quote share, as `OF_QUOTE` names them."""
    said, primary = case.said, case.primary
    line = outline.sentences[said.sentence]
    text = outline.text[said.start : said.end]
    number = said.sentence
    first = number == 0 or outline.sentences[number - 1].line != line.line
    return [
        log2(1 + len(text.split())),
        float(said.token == line.first),
        _ending(text),
        float(line.last - line.first <= ALONE),
        float(first),
        float(text[:1].isupper()),
        *_signs(outline, case),
        float(bool(outline.words.verbs)),
        float(outline.words.traits.capital_nouns),
        *head_of(outline, primary),
        float(RULES.get(primary.cue.rule, 0) if primary else 0),
        float(MENTIONS.get(primary.cue.mention.kind, 0) if primary else 0),
        float(said.recovered),
        float(case.nearness),
        float(min(MOST, len(entities.of_person))),
        float(min(MOST, len(entities.spoke))),
        float(min(LONG_SENTENCE, line.last - line.first)),
        float(CARRIED.get(said.rule.partition(",")[0], RULES.get(said.rule.partition(",")[0], 0))),
        said.confidence,
        float(is_reported(outline, line)),
        float(min(MOST, case.gap)),
        float(case.split),
        float(case.turned),
        float(any(word.lower() in outline.words.first for word in text.split())),
        case.recalled.how,
    ]


def _ending(text: str) -> float:
    """Number the sign a quote ends with."""
    last = text[-1:]
    return 1.0 if last == "," else 2.0 if last in "?!" else 3.0 if last in ".…" else 0.0


def _signs(outline: Outline, case: Case) -> tuple[float, float]:
    """Number what stands before a quote in its sentence, and what behind it."""
    at, tokens = case.said.token, outline.tokens
    left = 0.0
    if at > outline.sentences[case.said.sentence].first:
        before = tokens[at - 1]
        left = 1.0 if before.text == ":" else 2.0 if before.text == "," else 4.0
        left = 3.0 if before.kind == "word" else left
    if at + 1 >= len(tokens) or tokens[at + 1].kind == "break":
        return left, 0.0
    behind = tokens[at + 1]
    if behind.kind == "word":
        return left, 2.0 if behind.upper else 3.0
    return left, 4.0 if behind.text == "," else 5.0 if behind.text in "–—-" else 1.0


def head_of(outline: Outline, primary: Anchor | None) -> tuple[float, float]:
    """Tell what a cue's phrase describes: 1 a person, 2 a body, 3 several, 4 a thing said, 5 else.

    And whether it points back at somebody: 1 with a definite article, 2 with another one.
    """
    if primary is None or primary.cue.mention.kind != "description":
        return 0.0, 0.0
    mention, words = primary.cue.mention, outline.words
    lows = [outline.tokens[at].low for at in range(mention.first, mention.last)]
    lead = 1.0 if lows[0] in words.articles else 2.0 if lows[0] in words.determiners else 0.0
    for low in lows:
        if low in words.occasions:
            return THING_HEAD, lead
        if low in words.roles_pl:
            return SEVERAL_HEAD, lead
        if low in words.organisations:
            return BODY_HEAD, lead
        if is_title(low, words):
            return PERSON_HEAD, lead
    return UNKNOWN_HEAD, lead


def resolve_rules(entities: Entities, case: Case) -> Rules:
    """Say, place by place, which rule names which entity."""
    found: Rules = {}
    later = [case.later] if case.later is not None else []
    for anchor in (*case.anchors, *later):
        entity = entities.of_anchor(anchor, case.said.sentence)
        if entity is not None:
            number = 1 if anchor is case.later else RULES.get(anchor.cue.rule, 0)
            found.setdefault(anchor.place, {})[id(entity)] = number
    return found


def of_entity(
    entities: Entities, case: Case, entity: Entity, rules: Rules, scene: Scene
) -> list[float]:
    """Give the features of one candidate, as `OF_ENTITY` names them."""
    outline = entities.outline
    primary, key = case.primary, id(entity)
    own = primary is not None and entities.of_anchor(primary, case.said.sentence) is entity
    count, person = len(entity.places), entity.person
    top = max(case.salience.values(), default=1.0)
    return [
        float(KINDS[entity.kind] + entity.sure),
        float(min(LONG_NAME, len(entity.name.split()))),
        log2(1 + count),
        count / entities.most,
        float(count > 0 and entity.opening == count),
        entity.led / max(1, count),
        entity.small / max(1, count),
        entity.leads / max(1, count),
        float(person is not None and bool(person.description)),
        float(_is_inside(outline, case, entity)),
        float(count > 0 and entity.owners == count),
        *(float(rules.get(place, {}).get(key, 0)) for place in PLACES),
        float(own),
        float(HOWS.get(primary.speaker.how, 0) if own and primary else 0),
        case.said.confidence if own else 0.0,
        *_of_past(entities, case, entity),
        float(key in rules.get("next", {})),
        case.salience.get(entity.name, 0.0) / top,
        float(min(MOST, scene.ranks.get(entity.name, MOST))),
        _agrees(outline, case, entity),
        _role_match(outline, case, entity),
        *of_places(outline, entities, case, entity),
        float(_is_led(entity.name, outline.words)),
        float(person is not None and person.known),
        float(entity.name == case.said.speaker.name),
        *scene.of(entity),
        _as_object(outline, case, entity),
        float(entity.name.isupper() or _heads_body(entity.name, outline.words)),
        float(min(MOST, entity.places[0][2]) if entity.places else MOST),
        *_of_told(entities, entity, case.said.sentence),
        phrase_nearness(outline, entity, case.recalled),
        float(_is_inside_near(outline, case, entity)),
        float(primary is not None and not own and _is_across(primary, entity)),
    ]


def _of_told(entities: Entities, entity: Entity, number: int) -> tuple[float, float, float, float]:
    """Say how often a cue of the text names an entity, and how near, before and behind."""
    told = entity.told
    if not told:
        return 0.0, 0.0, float(MOST), float(MOST)
    at = bisect_right(told, number)
    back = number - told[at - 1] if at else MOST
    ahead = told[at] - number if at < len(told) else MOST
    share = len(told) / entities.most_told
    return log2(1 + len(told)), share, float(min(MOST, back)), float(min(MOST, ahead))


def _heads_body(name: str, words: Speech) -> bool:
    """Whether a name holds a word for a body: "Elm Harbour Trust"."""
    return any(part in words.organisations for part in name.lower().split())


def _is_led(name: str, words: Speech) -> bool:
    """Whether a name begins with a definite article, cut off or not: "the bank", "l'institut"."""
    lead = name.split(maxsplit=1)[0].lower().replace("’", "'")
    return lead in words.articles or lead.partition("'")[0] in words.elided


def _as_object(outline: Outline, case: Case, entity: Entity) -> float:
    """Whether the mention before the quote has an article that no subject has: "den Rat"."""
    left, _ = entity.around(case.said.token)
    return float(left is not None and outline.is_object(left[0]))


def _is_inside(outline: Outline, case: Case, entity: Entity) -> bool:
    """Whether a quote names this entity: few speak of themselves by name."""
    name = entity.person.parts[-1] if entity.person is not None else entity.name.lower()
    return name in outline.text[case.said.start : case.said.end].lower()


def _is_across(primary: Anchor, entity: Entity) -> bool:
    """Whether an entity stands on the other side of the cue's verb: "the union accused X of"."""
    verb = primary.cue.verb
    left, right = entity.around(verb)
    if primary.cue.mention.first < verb:
        return right is not None and right[0] - verb <= NEAR_VERB
    return left is not None and verb - left[1] < NEAR_VERB


def _is_inside_near(outline: Outline, case: Case, entity: Entity) -> bool:
    """Whether the quote behind this one in its paragraph names this entity."""
    name = entity.person.parts[-1] if entity.person is not None else entity.name.lower()
    behind = speech_of(outline, case)[1:]
    return any(name in outline.text[start:end].lower() for start, end in behind)


def speech_of(outline: Outline, case: Case) -> list[tuple[int, int]]:
    """Give the characters of a quote and of the next one in its paragraph, if it is near."""
    found = [(case.said.start, case.said.end)]
    number = case.said.sentence
    own = outline.sentences[number].line
    for sentence in outline.sentences[number : number + NEAR_SENTENCES]:
        if sentence.line != own:
            break
        for token in outline.tokens[max(case.said.token + 1, sentence.first) : sentence.last]:
            if token.kind == "speech":
                span = outline.spans[token.speech]
                return [*found, (span.start, span.end)]
    return found


def _of_past(entities: Entities, case: Case, entity: Entity) -> tuple[float, float, float, float]:
    """Say how an entity has spoken: trust in the last speech, sentences since, turns, share."""
    spoke = entities.spoke
    if not spoke:
        return 0.0, float(MOST), 0.0, 0.0
    past = zip(reversed(spoke), reversed(entities.spoke_in), strict=True)
    since = next((case.said.sentence - at for who, at in past if who is entity), MOST)
    other = next((who for who in reversed(spoke) if who is not spoke[-1]), None)
    last = entities.trusted[-1] if spoke[-1] is entity else 0.0
    share = sum(who is entity for who in spoke) / len(spoke)
    return last, float(min(MOST, since)), float(other is entity), share


def _agrees(outline: Outline, case: Case, entity: Entity) -> float:
    """Say whether an entity may be what a pronoun or a phrase of the cue stands for: -1 to 1."""
    primary = case.primary
    if primary is None or primary.cue.mention.kind not in ("pronoun", "description"):
        return 0.0
    wanted = primary.speaker.gender
    if primary.cue.mention.kind == "pronoun":
        low = outline.tokens[primary.cue.mention.first].low
        pronouns = (("he", "m"), ("she", "f"), ("they", "p"), ("it", "n"))
        wanted = next((g for n, g in pronouns if low in getattr(outline.words, n)), wanted)
    gender = "n" if entity.kind in ("body", "word") else "p" if entity.kind == "several" else ""
    if entity.person is not None:
        gender = entity.person.gender
        if wanted and not gender:
            return 0.5 if wanted in "mf" else -1.0
    if not (wanted and gender):
        return 0.0
    return 1.0 if gender == wanted else -1.0


def _role_match(outline: Outline, case: Case, entity: Entity) -> float:
    """Give the share of the words of the cue's phrase that an entity's name or roles hold."""
    primary = case.primary
    if primary is None or primary.cue.mention.kind != "description":
        return 0.0
    mention = primary.cue.mention
    words = {t.low for t in outline.tokens[mention.first : mention.last] if t.kind == "word"}
    words -= outline.words.determiners | outline.words.prepositions
    known = set(entity.name.lower().split())
    if entity.person is not None:
        known |= entity.person.roles | set(entity.person.description.lower().split())
    return len(words & known) / max(1, len(words))
