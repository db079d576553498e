"""A case -> who spoke where its cue or its place leaves nothing to weigh."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.stages.quotes.candidates import BESIDE_VERB
from newsdigest.stages.quotes.case import GOES_ON, SAME_PARAGRAPH, Split
from newsdigest.stages.quotes.features import OF_QUOTE, THING_HEAD, UNKNOWN_HEAD
from newsdigest.stages.quotes.speech import is_term
from newsdigest.stages.quotes.trail import NOBODY, Speaker
from newsdigest.stages.quotes.weigh import TELLING

if TYPE_CHECKING:
    from newsdigest.outline.read import Outline
    from newsdigest.stages.quotes.candidates import Gathered
    from newsdigest.stages.quotes.case import Anchor, Case
    from newsdigest.stages.quotes.cues import Cue
    from newsdigest.stages.quotes.reading import Reading
    from newsdigest.stages.quotes.said import Said

INSIDE = 0.8
"""Trust in a cue inside the marks or a line by them that names: too few were labelled to count."""
TURNS = 0.6
"""Trust in the person to whom the sentence before a quote turns: few were labelled, most right."""
REPORTS_ON = 0.75
"""Trust in who was reported right before, where German mood shows that he still is: 17 of 22."""
NEAR = 2
"""Sentences from the last speech to one of somebody who has no name."""
LED = 2
"""Words before a name that opens its sentence: "Her brother Nils Lund"."""
HEAD = OF_QUOTE.index("head")
REPORTED = OF_QUOTE.index("reported")


class Settled(NamedTuple):
    """Who spoke, how far to trust it, by which rule, and the characters that name who did."""

    speaker: Speaker
    confidence: float
    rule: str = ""
    mention: tuple[int, int] = (-1, -1)


UNKNOWN = Settled(NOBODY, 0.0)


def is_plain(outline: Outline, said: Said, cue: Cue | None) -> bool:
    """Whether a cue beside a quote names who speaks: “...,” said Ana Ruiz.

    Of 1,052 such quotes that were labelled 1,036 are hers; where order is fixed, a body's too.
    """
    if cue is None:
        return False
    if cue.rule == "colon":
        return _is_headed(outline, said, cue)
    near = cue.rule == "according" and cue.verb == said.token + 1
    if not near and cue.rule not in BESIDE_VERB:
        return False
    named = cue.mention.kind == "person" and said.speaker.person is not None
    return named or (cue.mention.kind == "body" and outline.words.traits.fixed_order)


def _is_headed(outline: Outline, said: Said, cue: Cue) -> bool:
    """Whether a name and a colon are all that stands before a quote: "Elm Trust: “...”"."""
    line, mention = outline.sentences[said.sentence], cue.mention
    whole = mention.first == line.first and cue.verb == mention.last
    if not whole or outline.words.traits.capital_nouns or said.token != cue.verb + 1:
        return False
    words = [t for t in outline.tokens[mention.first : mention.last] if t.kind == "word"]
    return len(words) > 1 and all(word.upper for word in words)


def goes_on(reading: Reading, case: Case) -> Settled | None:
    """Give a quote behind the cue of the one before it to the same speaker: “A,” X said, “B.”.

    Of 841 such quotes that were labelled, 837 have the speaker of the first half.
    """
    last = reading.last
    if case.split is not Split.BEHIND_CUE or case.primary is not None or last is None:
        return None
    return Settled(last.speaker, last.confidence, GOES_ON, last.mention)


def settle(reading: Reading, case: Case, gathered: Gathered) -> Settled | None:
    """Give who spoke where nothing is to be weighed; None where candidates are."""
    primary, last, said = case.primary, reading.last, case.said
    if _is_new(reading, case, gathered):
        # "A spokesman said": a phrase that no name of the text can stand for.
        return Settled(said.speaker, said.confidence, said.rule, said.mention)
    if primary is not None and primary.is_named:
        return Settled(primary.speaker, INSIDE, primary.rule, said.mention)
    if last is not None and _is_he_again(reading, case):
        return Settled(last.speaker, last.confidence, said.rule, said.mention)
    told = (
        primary is not None
        and primary.cue.rule != "subject"
        and primary.cue.mention.kind != "nobody"
    )
    if _is_narrator(reading.outline, primary) or (not told and is_term(reading.outline, said)):
        return UNKNOWN
    return _turns(reading, case) or _reports_on(reading, case, gathered)


def _reports_on(reading: Reading, case: Case, gathered: Gathered) -> Settled | None:
    """Give words in a reported sentence to who was reported right before: "Sie hätten „...“"."""
    last = reading.last
    if last is None or case.primary is not None or not last.speaker.name:
        return None
    near = case.nearness >= SAME_PARAGRAPH and case.gap <= 1
    if not (near and gathered.shared[REPORTED]):
        return None
    return Settled(last.speaker, min(last.confidence, REPORTS_ON), "reported on", last.mention)


def _turns(reading: Reading, case: Case) -> Settled | None:
    """Give a quote that stands alone to whom the sentence before it turns to."""
    said, outline = case.said, reading.outline
    opens = said.token == outline.sentences[said.sentence].first
    if case.primary is not None or case.later is not None or not (case.turned and opens):
        return None
    before = outline.sentences[said.sentence - 1]
    named = [e for e in reading.entities.in_sentence[said.sentence - 1] if e.kind == "person"]
    person = named[0].person
    first, last, _ = named[0].nearest(said.token) or named[0].places[0]
    leads = before.first <= first <= before.first + LED and outline.tokens[last].kind == "word"
    acts = leads and not outline.tokens[last].upper
    if len(named) > 1 or person is None or not (person.full and acts):
        return None
    speaker = Speaker(person.name, person.description, "name", person.gender, person)
    place = outline.tokens[first].start, outline.tokens[last - 1].end
    return Settled(speaker, TURNS, "turns", place)


def is_said(case: Case, gathered: Gathered) -> bool:
    """Whether a cue's phrase is what was said or written: "the statement", "a letter".

    "According to the indictment" says all that is to say.
    """
    primary = case.primary
    if primary is None or primary.cue.rule == "according" or primary.speaker.how == "owner":
        return False
    return gathered.shared[HEAD] == THING_HEAD


def _is_new(reading: Reading, case: Case, gathered: Gathered) -> bool:
    """Whether a cue of telling names somebody whom the text brings in here, without a name.

    What stands before the quote need not be who speaks: its head must be known to.
    """
    primary, words = case.primary, reading.outline.words
    if primary is None:
        return _speaks_on(reading, case) and case.gap <= NEAR
    if primary.cue.rule not in TELLING or primary.speaker.person is not None:
        return False
    mention = primary.cue.mention
    if mention.kind == "several":
        return True
    new = mention.kind == "description" and primary.speaker.how == "description"
    low = reading.outline.tokens[mention.first].low
    first = low in words.indefinite or low in words.roles_pl or _is_owned(reading, primary)
    many = _is_of_many(reading, primary)
    if not new or not (first or many):
        return False
    entity = reading.entities.of_anchor(primary, case.said.sentence)
    beside_verb = primary.cue.rule in ("verb first", "subject first")
    told = beside_verb and (words.traits.fixed_order or many)
    head = gathered.shared[HEAD]
    known = 0 < head < THING_HEAD or (told and head == UNKNOWN_HEAD)
    mine = any(candidate.entity is entity for candidate in gathered.candidates)
    return mine and known


def _is_of_many(reading: Reading, primary: Anchor) -> bool:
    """Whether a Romance phrase begins "l'un", or with an article and several: "los vecinos"."""
    words, mention = reading.outline.words, primary.cue.mention
    if not words.articles_m or mention.last - mention.first < LED:
        return False
    low, behind = (t.low for t in reading.outline.tokens[mention.first : mention.first + LED])
    one = low in words.elided and behind in words.indefinite
    return one or (low in words.articles and behind in words.roles_pl)


def _is_owned(reading: Reading, primary: Anchor) -> bool:
    """Whether a name owns whom the cue means, right beside the verb: "Norland's embassy said"."""
    outline, mention = reading.outline, primary.cue.mention
    run = outline.names.run_over(mention.first)
    beside_verb = primary.cue.rule in BESIDE_VERB and outline.words.traits.fixed_order
    return beside_verb and run is not None and run.owner and run.last < mention.last


def _is_narrator(outline: Outline, primary: Anchor | None) -> bool:
    """Whether a cue of telling says "I" or nobody ("est-il écrit"): who wrote is not named."""
    if primary is None or primary.cue.rule not in TELLING:
        return False
    mention = primary.cue.mention
    if mention.kind == "nobody":
        return primary.cue.rule == "verb first"
    return mention.kind == "pronoun" and outline.tokens[mention.first].low in outline.words.first


def _speaks_on(reading: Reading, case: Case) -> bool:
    """Whether somebody who was brought in without a name speaks on in the same paragraph."""
    last = reading.last
    if last is None or case.nearness < SAME_PARAGRAPH or last.speaker.how != "description":
        return False
    return last.speaker.name.split()[0].lower() in reading.outline.words.indefinite


def _is_he_again(reading: Reading, case: Case) -> bool:
    """Whether "he" is who was brought in without a name: "A clerk said “…” “…,” he added"."""
    primary, last, words = case.primary, reading.last, reading.outline.words
    if primary is None or primary.cue.mention.kind != "pronoun" or last is None:
        return False
    low = reading.outline.tokens[primary.cue.mention.first].low
    one = low in words.he or low in words.she
    if not one or primary.cue.rule not in TELLING or not _speaks_on(reading, case):
        return False
    between = range(last.sentence + 1, case.said.sentence)
    named = reading.entities.in_sentence
    return not any(entity.kind == "person" for number in between for entity in named[number])
