"""A passage -> the names in it that its reader has not met: surnames, roles, initials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.outline.runs import is_title
from newsdigest.patterns import regex
from newsdigest.stages.gloss.introductions import introduce, may_lead
from newsdigest.stages.gloss.passage import Need
from newsdigest.stages.gloss.told import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from re import Match

    from newsdigest.language.speech import Speech
    from newsdigest.models import Quote
    from newsdigest.outline.names import Person
    from newsdigest.outline.read import Outline
    from newsdigest.outline.runs import Run
    from newsdigest.outline.tokens import Token
    from newsdigest.stages.gloss.introductions import Introduction, Introductions
    from newsdigest.stages.gloss.passage import Passage

_STEM = 6
"""Letters by which two forms of a title are the same: "Präsident", "Präsidenten"."""
_GLUED = frozenset("@#/_")
"""Signs that make a name part of an address."""
_NICKNAME = 20
"""Characters that marks may hold before a name and be no speech."""
_THREE = 3
_ELIDED = regex(r"\b[dDlL][’']([^\W\d_]+)$")
_JOINED = regex(r"[^\W\d_A-ZÀ-Þ][A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]+$")
_SPOKEN = regex(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_NEAR = 6
"""Tokens behind a name within which an apposition begins to say who it is."""


def needs_of_run(passage: Passage, run: Run, met: set[str]) -> Iterator[Need]:
    """Find what a run of capitals leaves unexplained; `met` are names and initials met before.

    Somebody is explained by the full name and role where one name stands alone, by the role where
    the full name does; initials by the name they are short for.
    """
    need = _somebody(passage, run, met) or _something(passage, run)
    if need is not None:
        yield need
    tokens = passage.source.outline.tokens
    person = passage.source.outline.names.person_of(run)
    if person is not None:
        met.update((person.parts[-1], tokens[run.last - 1].low))
    for at in range(run.first, min(run.last, passage.last)):
        word = tokens[at].text
        if word not in met:
            met.add(word)
            named = _spelled(passage, word) or _spelled(passage, word.split("-")[0])
            glued = passage.source.outline.text[tokens[at].end : tokens[at].end + 1] == "-"
            if named is not None and not glued and tokens[at - 1].text != "(":
                yield Need(passage.behind(at), "initials", named)


def spoken_needs(passage: Passage, quote: Quote) -> Iterator[Need]:
    """Find the surnames and initials of a quote that its reader has not met.

    Only a name that stands alone within a sentence is read: where nouns are capitalised, one
    behind "Frau" or "Herr".
    """
    met = set(words_of(quote.speaker))
    said = list(_SPOKEN.finditer(quote.text))
    for at, match in enumerate(said):
        word, low = match[0], match[0].lower()
        if low in met or not word[0].isupper():
            continue
        met.add(low)
        place = quote.start + match.end()
        named = _spelled(passage, word)
        if named is not None:
            yield Need(place, "initials", named)
        elif _stands_alone(passage, said[max(0, at - 1) : at + 2], quote.text):
            introduction = _introduced(passage, low)
            if introduction is not None:
                yield Need(place, "surname", introduction)


def _stands_alone(passage: Passage, near: Sequence[Match[str]], text: str) -> bool:
    """Whether the second of three words is a name of one word, and opens no sentence."""
    words = passage.source.outline.words
    if len(near) < _THREE:
        return False
    before, own, after = near
    honoured = before[0].lower() in words.honorifics
    led = text[before.end() : own.start()] in ((" ", ". ") if honoured else (" ",))
    if text[own.end() : after.start()] == " " and after[0][0].isupper():
        return False
    return led and (honoured or not (before[0][0].isupper() or words.traits.capital_nouns))


def _introduced(passage: Passage, low: str) -> Introduction | None:
    people = passage.source.people.get(low, ())
    if len(people) != 1 or not passage.source.is_sure(people[0]) or low in passage.told.words:
        return None
    named = introduce(passage.source, people[0])
    if named is None or passage.told.knows(people[0].parts) or passage.holds(named):
        return None
    return None if low in passage.told.headline and not named.role[1] else named


def _spelled(passage: Passage, word: str) -> Introduction | None:
    """Give the name that initials are short for, unless its reader knows it."""
    for source in (passage.source, *passage.others):
        named = source.initials.get(word)
        if named is not None:
            known = passage.holds(named) or passage.told.knows(words_of(named.name))
            return None if known else named
    return None


def _somebody(passage: Passage, run: Run, met: set[str]) -> Need | None:
    outline = passage.source.outline
    words = [
        outline.tokens[at].low for at in range(run.core, run.last)
        if outline.tokens[at].kind == "word"
    ]  # fmt: skip
    if not words or words[-1] in met or words[-1] in passage.told.words:
        return None
    if is_described_here(passage, run):
        return None
    found = _meant(passage, run, words)
    if found is None or _is_part(outline, run):
        return None
    source, person = found
    found_in_full = introduce(source, person)
    if found_in_full is None or passage.told.knows(person.parts):
        return None
    start, end = found_in_full.role
    if not end and (len(words) > 1 or words[0] in passage.told.headline):
        return None  # it says no more than the reader has before him
    named = found_in_full._replace(start=start, end=end) if len(words) > 1 else found_in_full
    if passage.holds(named) or (len(words) > 1 and _says_again(passage, run, named)):
        return None
    return Need(passage.behind(run.last - 1), "role" if len(words) > 1 else "surname", named)


def _something(passage: Passage, run: Run) -> Need | None:
    """Explain what is no person by what the article says it is: "Lumen [a luxury group]"."""
    outline = passage.source.outline
    name = outline.slice(run.first, run.last)
    said = passage.source.described.get(name)
    known = passage.told.knows(words_of(name))
    if said is None or run.owner or known or passage.holds(said):
        return None
    before = outline.tokens[run.first - 1] if run.first > passage.first else None
    if before is not None and before.kind == "word" and not may_lead(before.low, outline.words):
        return None  # "chip giant Lumen"
    if run.last < passage.last and _goes_on(outline.tokens[run.last], outline.words):
        return None
    return Need(passage.behind(run.last - 1), "body", said)


def _goes_on(after: Token, words: Speech) -> bool:
    """Whether a name is explained, or is before the noun that matters: "Lumen board member"."""
    if after.kind != "word":
        return after.text in (",", "(")
    small = (words.conjunctions, words.prepositions, words.auxiliaries, words.copulas, words.verbs)
    return not any(after.low in kind for kind in small)


def _says_again(passage: Passage, run: Run, role: Introduction) -> bool:
    """Whether a passage names a role already, or a bracket stands behind the name."""
    outline = passage.source.outline
    after = outline.tokens[run.last].text if run.last < len(outline.tokens) else ""
    shown = {
        token.low[:_STEM] for token in outline.tokens[passage.first : passage.last]
        if token.kind == "word"
    }  # fmt: skip
    titles = [low for low in words_of(passage.text_of(role)) if is_title(low, outline.words)]
    return after == "(" or any(low[:_STEM] in shown for low in titles)


def _meant(passage: Passage, run: Run, words: list[str]) -> tuple[Introductions, Person] | None:
    """Find whom a run means: somebody of this article, else of the story's others."""
    outline = passage.source.outline
    before = outline.tokens[run.first - 1] if run.first else None
    if len(words) == 1 and before is not None:
        nicknamed = before.kind == "speech" and before.end - before.start < _NICKNAME
        if nicknamed or before.low in outline.words.determiners or _JOINED.search(before.text):
            return None  # “Tony” Lund; "the Lund report"; "closedKarl Lund", a line break lost
    person = outline.names.person_of(run)
    if person is not None and person.full:
        fits = words[-1] == person.parts[-1] and passage.source.is_sure(person)
        return (passage.source, person) if fits and not _is_loose(outline, person) else None
    if person is None and run.kind != "word":
        return None
    found = [(one, who) for one in passage.others for who in one.people.get(words[-1], ())]
    # One article that names two of the name makes both of them unsure.
    sure = all(source.is_sure(person) for source, person in found)
    return found[0] if found and sure else None


def _is_loose(outline: Outline, person: Person) -> bool:
    """Whether the end of a name stands without its particle too: "Luc Petit d'Enquête" is of it."""
    elided = _ELIDED.search(person.name)
    if elided is None:
        return False
    ends = (run.last - 1 for run in outline.names.runs)
    loose = (at for at in ends if outline.tokens[at].text == elided[1])
    return any(outline.text[outline.tokens[at].start - 1] not in "'’" for at in loose)


def _is_part(outline: Outline, run: Run) -> bool:
    """Whether a name is part of something longer without spaces: "@Lund44"."""
    start, end = outline.tokens[run.first].start, outline.tokens[run.last - 1].end
    before, after = outline.text[start - 1 : start], outline.text[end : end + 1]
    return before in _GLUED or after.isalnum() or after in _GLUED


def is_described_here(passage: Passage, run: Run) -> bool:
    """Say whether a title before this very mention, or what is behind it, says who it is."""
    tokens, words = passage.source.outline.tokens, passage.source.outline.words
    lead = max(0, run.first - 1)
    titles = [tokens[at].low for at in range(lead, run.core) if tokens[at].kind == "word"]
    if any(is_title(low, words) and low not in words.honorifics for low in titles):
        return True
    if run.last + 1 >= len(tokens) or tokens[run.last].text not in (",", "("):
        return False
    behind = [token.low for token in tokens[run.last + 1 : run.last + 1 + _NEAR]]
    if behind[0] in words.relatives:
        return not words.role_verbs.isdisjoint(behind[1:2])
    return behind[0] in words.determiners or any(is_title(low, words) for low in behind)
