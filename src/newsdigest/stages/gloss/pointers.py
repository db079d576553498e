"""A passage -> who or what its opening points at: a pronoun, or a noun without more."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from newsdigest.language.words import stems
from newsdigest.stages.gloss.introductions import introduce, name_in_full
from newsdigest.stages.gloss.passage import Need

if TYPE_CHECKING:
    from newsdigest.language.speech import Speech
    from newsdigest.outline.names import Person
    from newsdigest.outline.runs import Run
    from newsdigest.outline.tokens import Sentence, Token
    from newsdigest.stages.gloss.introductions import Introduction, Introductions
    from newsdigest.stages.gloss.passage import Passage

_CHAIN = 3
"""Sentences that a chain of one pronoun is followed back."""
_CUE = 6
"""Tokens of speech with what says whose it is."""
_ROOT = 3
"""Letters that two forms of a noun have in common."""
_ENDS = frozenset((",", ".", ";", ":", "'s", "’s"))
"""Signs behind a noun that nothing more belongs to."""


def need_at(passage: Passage, at: int) -> tuple[Need | None, bool]:
    """Explain what points back at a token; says too whether something was named here.

    Only what stands before any name of the passage can point out of it.
    """
    outline = passage.source.outline
    token, words = outline.tokens[at], outline.words
    if token.kind == "speech":
        return None, True
    for kind, gender in ((words.he, "m"), (words.she, "f")):
        if token.low in kind:
            return _pronoun(passage, at, gender), True
    if token.low in words.articles:
        return _noun(passage, at)
    return None, token.kind == "word" and token.low in words.indefinite


# ---------------------------------------------------------------- pronouns
def _pronoun(passage: Passage, at: int, gender: str) -> Need | None:
    source = passage.source
    person = _antecedent(source, at, gender) if _is_one(source, at) else None
    if person is None or not source.is_sure(person):
        return None
    if passage.told.last == {person.parts[-1]}:
        return None  # the point before was about nobody else
    rest = {token.low for token in source.outline.tokens[passage.first : passage.last]}
    if not rest.isdisjoint(person.parts):
        return None  # "Asked whether he knew, Lund said"
    known = person.parts[-1] in passage.told.words or passage.told.knows(person.parts)
    named = name_in_full(source, person) if known else introduce(source, person)
    return None if named is None else Need(source.outline.tokens[at].end, "pronoun", named)


def _is_one(source: Introductions, at: int) -> bool:
    """Whether a pronoun means one, and nobody who is spoken to, where it may mean several."""
    tokens, words = source.outline.tokens, source.outline.words
    low = tokens[at].low
    if low not in source.glossing.ambiguous:
        return True
    if tokens[at].upper and at and tokens[at - 1].kind == "word":
        return False
    beside = (tokens[near].low for near in (at - 1, at + 1) if 0 <= near < len(tokens))
    return low not in words.they and any(near in source.glossing.singular for near in beside)


def _antecedent(source: Introductions, at: int, gender: str) -> Person | None:
    """Find the one person the sentence before is about; nobody where two could be meant."""
    words = source.outline.words
    own = source.sentence_of(at)
    pronouns = words.he if gender == "m" else words.she
    others = words.roles_m if gender == "m" else words.roles_f
    for number in range(own - 1, max(-1, own - 1 - _CHAIN), -1):
        line = source.outline.sentences[number]
        tokens = source.outline.tokens[line.first : line.last]
        runs = _runs(source, line, gender)
        people = {id(source.outline.names.person_of(run)) for run in runs}
        if any(token.low in others for token in tokens) or len(people) > 1:
            return None
        chain = any(token.low in pronouns for token in tokens[:2])
        if runs:
            person = source.outline.names.person_of(runs[0])
            sure = person is not None and person.gender == gender and not chain
            return person if sure and _is_subject(source, line, runs[0]) else None
        spoken = tokens[0].kind == "speech" and len(tokens) <= _CUE
        if not (chain or spoken):
            return None
    return None


def _runs(source: Introductions, line: Sentence, gender: str) -> list[Run]:
    """List the names in a sentence of people who may be meant."""
    names = source.outline.names
    found: list[Run] = []
    for place in range(line.first, line.last):
        run = names.run_over(place)
        person = names.person_of(run) if run is not None and run.first == place else None
        if run is not None and person is not None and person.gender in ("", gender):
            found.append(run)
    return found


def _is_subject(source: Introductions, line: Sentence, run: Run) -> bool:
    """Whether a sentence is about a name: no owner, not in brackets, before its clause's verb.

    Or beside a verb of saying: "said Lund".
    """
    tokens, words = source.outline.tokens, source.outline.words
    before = tokens[run.first - 1] if run.first > line.first else None
    if run.owner or (before is not None and before.text == "("):
        return False
    if before is not None and before.low in words.reporting:
        return True
    clause = max(
        (place + 1 for place in range(line.first, run.first) if tokens[place].text == ","),
        default=line.first,
    )
    return not any(is_verbal(tokens[place], words) for place in range(clause, run.first))


# ---------------------------------------------------------------- nouns
def _noun(passage: Passage, at: int) -> tuple[Need | None, bool]:
    """Read "the agency said": a noun for a body or a role, and nothing that says which."""
    tokens, words = passage.source.outline.tokens, passage.source.outline.words
    head = at + 1
    low = tokens[head].low if head < passage.last else ""
    if low not in words.organisations and low not in words.roles:
        return None, True
    if not stands_alone(passage, head):
        return None, True
    if low in passage.told.words or low in passage.told.headline:
        return None, True
    found = _holder(passage, low, at) or _body(passage, low, at)
    if found is None or passage.holds(found) or _has_fellows(passage.source, low):
        return None, True
    return Need(passage.behind(head), "noun", found), True


def stands_alone(passage: Passage, head: int) -> bool:
    """Say whether a verb or the clause's end follows a noun: "the agency said", "the agency,"."""
    tokens, words = passage.source.outline.tokens, passage.source.outline.words
    if head + 1 >= passage.last:
        return True
    after = tokens[head + 1]
    if after.text == "," and words.traits.capital_nouns and head + 2 < passage.last:
        return tokens[head + 2].low not in words.articles  # "der Verein, der gewann"
    if after.kind != "word":
        return after.text in _ENDS
    return not after.upper and (is_verbal(after, words) or after.low in words.adverbs)


def is_verbal(token: Token, words: Speech) -> bool:
    """Say whether a word is a verb beyond doubt."""
    kinds = (words.verbs, words.auxiliaries, words.copulas, words.finite)
    return token.kind == "word" and (
        any(token.low in kind for kind in kinds) or token.low.endswith(words.past_endings)
    )


def _holder(passage: Passage, low: str, at: int) -> Introduction | None:
    """Find the one person before whose role a noun repeats: "the governor" is Governor Lund.

    Nobody where the text speaks of somebody else again and again and never says what they are:
    they may be it, too.
    """
    source = passage.source
    if low not in source.outline.words.roles:
        return None
    compounds = source.outline.words.traits.capital_nouns
    people = [
        person
        for person in source.outline.names.everyone
        if low in person.roles or (compounds and any(r.endswith(low) for r in person.roles))
    ]
    if len(people) != 1 or people[0].first_seen >= at or not source.is_sure(people[0]):
        return None
    if people[0].parts[-1] in passage.told.words or _has_rival(source, people[0]):
        return None
    return name_in_full(source, people[0])


def _has_rival(source: Introductions, person: Person) -> bool:
    return any(
        other.full and other.mentions > 1 and other.described[0] < 0
        for other in source.outline.names.everyone
        if other is not person
    )


def _body(passage: Passage, low: str, at: int) -> Introduction | None:
    """Find the one body before that is of this kind: "the agency" is the Water Agency."""
    source = passage.source
    named = source.kinds.get(low, [])
    if len({one.name.lower() for one in named}) != 1:
        return None
    if named[0].start > source.outline.tokens[at].start:
        return None
    return named[0]


def _has_fellows(source: Introductions, low: str) -> bool:
    """Whether the article speaks of others of a kind too: "a minister", "ministers"."""
    tokens, words, names = source.outline.tokens, source.outline.words, source.outline.names
    alike = [token for token in tokens if token.low[:_ROOT] == low[:_ROOT] and token.low != low]
    cut = stems([low, *(token.low for token in alike)], source.language)
    if cut[0] in cut[1:]:
        return True
    return any(
        token.low == low and before.low in words.indefinite and names.run_over(at) is None
        for at, (before, token) in enumerate(pairwise(tokens), 1)
    )
