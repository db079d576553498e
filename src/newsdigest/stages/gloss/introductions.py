"""Outline of an article -> what it introduces, word for word: people, initials, kinds of body."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.language.find import language_of
from newsdigest.stages.gloss.initials import spelled_out
from newsdigest.stages.gloss.kinds import described, kinds_named

if TYPE_CHECKING:
    from newsdigest.language.parts import Glossing
    from newsdigest.language.speech import Speech
    from newsdigest.outline.names import Person
    from newsdigest.outline.read import Outline
    from newsdigest.outline.runs import Run
    from newsdigest.outline.tokens import Token

MOST_WORDS = 12
"""Words of a gloss; more would tell a story of their own."""
_FULL, _LONGEST_NAME = 2, 4
"""Words of a name that introduces."""
_WITHIN = frozenset(":.-–/’'")
"""Signs that go on with a word: "USA:s president"."""
_BESIDE = len(", ")
"""Characters between a name and what describes it."""


class Introduction(NamedTuple):
    """Words that introduce somebody or something: `text[start:end]` of an article, by number.

    `name` is what they name; `role` spans what they say of a person beside the name, if anything.
    """

    start: int
    end: int
    name: str
    role: tuple[int, int] = (0, 0)
    article: int = 0


@dataclass(slots=True, eq=False, repr=False)
class Introductions:
    """What one article introduces, by what may stand for it later.

    `people` are those named in full, by their last name in lower case; `mentions` the runs that
    mean a person, by the person's identity; `initials` and `kinds` ("agency") lead to names, and
    `described` names of anything else to what it is.
    """

    number: int
    outline: Outline
    language: str
    glossing: Glossing
    people: dict[str, list[Person]] = field(default_factory=dict)
    mentions: dict[int, list[Run]] = field(default_factory=dict)
    initials: dict[str, Introduction] = field(default_factory=dict)
    kinds: dict[str, list[Introduction]] = field(default_factory=dict)
    described: dict[str, Introduction] = field(default_factory=dict)

    def token_at(self, place: int) -> int:
        """Give the first token that ends behind a place of the text."""
        return bisect_left(self.outline.tokens, place + 1, key=lambda token: token.end)

    def sentence_of(self, token: int) -> int:
        """Give the number of the sentence that holds a token."""
        return bisect_left(self.outline.sentences, token + 1, key=lambda line: line.last)

    def is_sure(self, person: Person) -> bool:
        """Say whether a full name is a person's, and the only one with its last word.

        A place behind initials is none: "le CRC de Elmville".
        """
        particles = self.outline.words.particles
        if len(person.parts) - sum(part in particles for part in person.parts) < _FULL:
            return False
        small = particles | self.glossing.complements
        known = person.known or (_role(self, person)[0] >= 0 and small.isdisjoint(person.parts))
        return person.full and known and len(self.people.get(person.parts[-1], ())) == 1

    def between(self, start: int, end: int, name: str = "") -> Introduction | None:
        """Introduce by these characters of the article, if they are few enough for brackets."""
        words = self.outline.text[start:end]
        if "\n" in words or not 0 < len(words.split()) <= MOST_WORDS:
            return None
        return Introduction(start, end, name or words, article=self.number)


def read_introductions(number: int, outline: Outline, language: str) -> Introductions:
    """Find what an article introduces; linear in the outline."""
    glossing = language_of(language).glossing
    found = Introductions(number, outline, language, glossing)
    for run in outline.names.runs:
        person = outline.names.person_of(run)
        if person is not None:
            found.mentions.setdefault(id(person), []).append(run)
    for person in outline.names.everyone:
        if person.full:
            found.people.setdefault(person.parts[-1], []).append(person)
    for short, first, last in spelled_out(outline):
        named = found.between(outline.tokens[first].start, outline.tokens[last - 1].end)
        if named is not None:
            found.initials.setdefault(short, named)
    for kind, first, last in kinds_named(outline, glossing.complements):
        named = found.between(outline.tokens[first].start, outline.tokens[last - 1].end)
        if named is not None:
            found.kinds.setdefault(kind, []).append(named)
    for name, first, last in described(outline, glossing.complements, glossing.one):
        said = found.between(outline.tokens[first].start, outline.tokens[last - 1].end, name)
        if said is not None:
            found.described.setdefault(name, said)
    return found


def introduce(found: Introductions, person: Person) -> Introduction | None:
    """Give the words that introduce a person: name and role in one piece, if that is short.

    Else the role alone where it stands behind the name, else the name; None for nobody named in
    full.
    """
    tokens = found.outline.tokens
    first, last = _role(found, person)
    for run in _full_mentions(found, person):
        start, end = tokens[_given_name(found, run)].start, tokens[run.last - 1].end
        behind = first >= end and first - end <= _BESIDE
        if not (behind or (first >= 0 and last <= start and start - last <= _BESIDE)):
            continue
        whole = found.between(min(start, first), max(end, last), person.name)
        whole = whole or (found.between(first, last, person.name) if behind else None)
        if whole is not None:
            return whole._replace(role=(first, last))
    return name_in_full(found, person)


def name_in_full(found: Introductions, person: Person) -> Introduction | None:
    """Give the first place that names a person in full, None where there is none."""
    tokens = found.outline.tokens
    for run in _full_mentions(found, person):
        first = _given_name(found, run)
        return found.between(tokens[first].start, tokens[run.last - 1].end, person.name)
    return None


def _given_name(found: Introductions, run: Run) -> int:
    """Give the token a name begins at, past words that are none: "Public Safety Ana Ruiz"."""
    tokens, given = found.outline.tokens, found.outline.words.given
    for at in range(run.core, run.last - 1):
        if tokens[at].low.split("-")[0] in given:
            return at if at - run.core >= _FULL else run.core
    return run.core


def _full_mentions(found: Introductions, person: Person) -> list[Run]:
    tokens = found.outline.tokens
    return [
        run
        for run in found.mentions.get(id(person), ())
        if _FULL
        <= sum(tokens[at].kind == "word" for at in range(run.core, run.last))
        <= _LONGEST_NAME
    ]


def _role(found: Introductions, person: Person) -> tuple[int, int]:
    """Give the span of what describes a person if it can be read alone, else (-1, -1).

    "His brother", "Lund's rival", "the head of this service" cannot. What stands before the name
    loses the small words at its head that belong to a longer phrase: "in Elmstadt geborene".
    """
    outline, words, glossing = found.outline, found.outline.words, found.glossing
    if person.described[0] < 0:
        return -1, -1
    first, last = found.token_at(person.described[0]), found.token_at(person.described[1] - 1)
    lead = outline.tokens[first - 1] if first else None
    if lead is not None and _is_tail(found, first, lead):
        return -1, -1
    if lead is not None and lead.kind == "word" and not may_lead(lead.low, words):
        while first < last and not outline.tokens[first].upper:
            first += 1
    opening = outline.tokens[first]
    led_by_verb = lead is not None and lead.low in words.infinitive
    doing = opening.low.endswith(words.progressive_endings) and not opening.upper
    if first < last and (led_by_verb or (doing and opening.low not in words.before_titles)):
        first += 1
    own = outline.tokens[first : last + 1]
    if any(token.kind == "number" for token in own) or own[-1].low in glossing.portfolios:
        return -1, -1
    shut = (words.his, words.her, words.their, words.its, glossing.relations, glossing.pointing)
    if own[0].low in glossing.times or any(token.low in kind for kind in shut for token in own):
        return -1, -1
    if any(_is_another(found, person, at) for at in range(first, last + 1)):
        return -1, -1
    return own[0].start, own[-1].end


def _is_another(found: Introductions, person: Person, at: int) -> bool:
    """Whether a token names somebody else, as an owner ("Lund's") or in full."""
    names = found.outline.names
    run = names.run_over(at)
    other = names.person_of(run) if run is not None else None
    if run is None or other is None or other is person:
        return False
    return run.owner or (other.full and other.known)


def _is_tail(found: Introductions, first: int, lead: Token) -> bool:
    """Whether a role is the end of more: "University of [Elmton head]", "MORE [Power head]"."""
    earlier = found.outline.tokens[first - 2] if first > 1 else None
    cut = lead.upper and lead.low in found.outline.words.starters and not _opens(found, first - 1)
    joined = lead.low in found.outline.words.conjunctions or lead.text in ("&", "-")
    led = joined and earlier is not None and earlier.upper and earlier.end < lead.start
    glued = lead.end == found.outline.tokens[first].start and lead.text in _WITHIN
    return cut or led or glued or lead.low in found.glossing.complements


def _opens(found: Introductions, token: int) -> bool:
    """Whether a token is the first of its sentence, where a capital says nothing."""
    return found.outline.sentences[found.sentence_of(token)].first == token


def may_lead(low: str, words: Speech) -> bool:
    """Say whether a noun phrase may begin behind a word: an article, a preposition, a verb."""
    kinds = (words.determiners, words.prepositions, words.conjunctions, words.verbs)
    return any(low in kind for kind in kinds) or low in words.subordinators
