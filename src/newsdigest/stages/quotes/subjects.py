"""A stretch of the outline beside a verb -> the words that name who speaks.

No parser: a stretch is cut at commas, dashes and conjunctions, appositions are told from the
name they explain, and the head of what remains is a pronoun, a person, a body or a description.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.outline import phrases
from newsdigest.outline.phrases import BARE, Mention
from newsdigest.outline.runs import is_title
from newsdigest.stages.quotes import appositions, doubts

if TYPE_CHECKING:
    from newsdigest.outline.read import Outline
    from newsdigest.outline.tokens import Token

_PARTS = frozenset(",;:—–-()[]…/|")
LONGEST_INSERTION = 7
"""Tokens between the commas of ", por su parte,"."""
_ADJECTIVE = ("er", "es", "em")
"""Endings that German adjectives have and finite verbs do not."""


def before(outline: Outline, first: int, verb: int) -> Mention | None:
    """Find the subject that ends before `verb`, in tokens `first` up to `verb`."""
    colons = (at for at in range(verb - 1, first, -1) if outline.tokens[at].text in (";", ":"))
    first = next(colons, first - 1) + 1
    last = _skip_adverbs_back(outline, first, verb)
    if last - 1 > first and outline.words.traits.fixed_order:
        touching = phrases.read_pronoun(outline, last - 1, last)
        if touching is not None and touching.kind == "pronoun" and _is_subject(outline, last - 1):
            return touching
    parts = _parts(outline, first, last)
    if not parts:
        return None
    if parts[-1][1] == last and parts[-1][0] < last:
        return _beside(outline, parts)
    return _behind_apposition(outline, parts)


def after(outline: Outline, verb: int, last: int) -> Mention | None:
    """Find the subject that follows `verb`, in the tokens up to `last`."""
    first = _past_insertion(outline, verb + 1, last)
    first = _past_time(outline, first, last)
    if first >= last:
        return None
    if _opens_phrase(outline, first, last):
        if outline.words.traits.fixed_order:
            return None
        first = _past_phrase(outline, first, last)
    parts = _parts(outline, first, last)
    if first >= last or not parts or parts[0][0] != first:
        return None
    here = (first, _cut_right(outline, *parts[0]))
    found = phrases.head(outline, *here, early=True)
    if found is None:
        return None
    late = _named_at_end(outline, found, parts[0]) or _named_late(outline, found, last)
    if late is not None:
        return late
    if found.kind == "description" and len(parts) > 1 and parts[1][0] == parts[0][1] + 1:
        named = appositions.pure_name(outline, *parts[1])
        if named is not None:
            return named
    return found


def _named_at_end(outline: Outline, found: Mention, part: tuple[int, int]) -> Mention | None:
    """Read "historik Muzea Karla Lise v Olmu Jan Kos": a role's own name ends its phrase."""
    end = part[1] - (outline.tokens[part[1] - 1].text == ".")
    run = outline.names.run_over(end - 1)
    if found.kind != "person" or run is None or run.core < found.last or run.last != end:
        return None
    person, before = outline.names.person_of(run), outline.tokens[run.core - 1]
    full = person is not None and person.full and run.last - run.core > 1
    joined = before.low in outline.words.conjunctions or before.kind != "word"
    led = phrases.in_role(outline, part[0]) and not (joined or _leads_time(outline, before.low))
    return Mention(run.core, run.last, "person") if full and led else None


def _named_late(outline: Outline, found: Mention, last: int) -> Mention | None:
    """Read "a dit un peu plus tôt dans la journée Luc Petit": no person heads that phrase."""
    lang = outline.words
    lows = [outline.tokens[at].low for at in range(found.first, found.last)]
    known = any(is_title(w, lang) or w in lang.roles_pl or w in lang.organisations for w in lows)
    if found.kind != "description" or known or lang.traits.fixed_order or lang.traits.capital_nouns:
        return None
    for at in range(found.last, last):
        run, before = outline.names.run_over(at), outline.tokens[at - 1]
        if outline.tokens[at].kind not in ("word", "number"):
            return None
        if run is None or at != run.core:
            continue
        person = outline.names.person_of(run)
        apart = before.low in lang.prepositions or before.low in lang.determiners
        full = person is not None and person.full and run.last - run.core > 1
        return Mention(run.core, run.last, "person") if full and not apart else None
    return None


def _opens_phrase(outline: Outline, first: int, last: int) -> bool:
    """Whether a preposition parts a verb from its subject; "a prefeita" begins with an article."""
    low, lang = outline.tokens[first].low, outline.words
    behind = outline.tokens[min(first + 1, last - 1)].low
    somebody = is_title(behind, lang) or behind in lang.organisations
    return low in lang.prepositions and not (low in lang.articles and somebody)


def _past_time(outline: Outline, first: int, last: int) -> int:
    """Go on behind adverbs and when it was: "ce lundi", "jeudi soir", "este lunes", "(3)"."""
    tokens = outline.tokens
    while first < last:
        behind = tokens[first + 1] if first + 1 < last else tokens[first]
        if _is_day(outline, behind) and _leads_time(outline, tokens[first].low):
            first += 2
        elif phrases.is_adverb(outline, first) or _is_time(outline, first, behind):
            first += 1
        elif tokens[first].text == "(" and first + 2 < last and tokens[first + 2].text == ")":
            first += 3
        else:
            break
    return first


def _leads_time(outline: Outline, low: str) -> bool:
    return low in outline.words.determiners or low in outline.words.prepositions


def _is_day(outline: Outline, token: Token) -> bool:
    """Whether a word is a day or a part of it, in languages that write them small."""
    words = outline.words
    day = token.low in words.calendar or token.low in words.day_parts
    return day and not token.upper and bool(words.day_parts)


def _is_time(outline: Outline, at: int, behind: Token) -> bool:
    """Whether a token is a day, a part of one, or a figure beside it: "lundi 30 septembre"."""
    token, before = outline.tokens[at], outline.tokens[at - 1]
    if token.kind == "number":
        return _is_day(outline, behind) or before.low in outline.words.calendar
    return _is_day(outline, token)


def _is_subject(outline: Outline, at: int) -> bool:
    """Whether a pronoun opens a clause of its own: "She said he then announced"."""
    before = outline.tokens[at - 1]
    shut = outline.words.prepositions | outline.words.determiners
    return before.kind != "word" or before.low not in shut


def _past_insertion(outline: Outline, first: int, last: int) -> int:
    """Go on behind what commas set off between verb and subject: "lamenta, por su parte, X"."""
    fixed = outline.words.traits.fixed_order
    if first >= last or fixed or outline.tokens[first].text != ",":
        return first
    for at in range(first + 2, min(last - 1, first + LONGEST_INSERTION)):
        if outline.tokens[at].text == ",":
            return at + 1
        if outline.tokens[at].kind not in ("word", "number") or phrases.in_run(outline, at):
            break
    return first


def _past_phrase(outline: Outline, first: int, last: int) -> int:
    """Go on behind a phrase that parts a verb from its subject: "au quotidien la ministre".

    What follows a noun with neither preposition nor sign between is no part of its phrase: a
    person, or in languages whose articles show no case one that opens the subject.
    """
    lang = outline.words
    for at in range(first + 2, last):
        token, before = outline.tokens[at], outline.tokens[at - 1]
        if token.kind != "word" or before.kind != "word":
            break
        if before.low in lang.prepositions or before.low in lang.determiners:
            continue
        run = outline.names.run_over(at)
        named = run is not None and at in (run.first, run.core) and run.kind == "person"
        opens = token.low in lang.articles or token.low in lang.indefinite
        if named or (opens and not lang.traits.capital_nouns):
            return at
    return last


def opening(outline: Outline, first: int, last: int) -> Mention | None:
    """Find the subject a clause opens with, past what stands before it ("On Monday, ...")."""
    parts, words = _parts(outline, first, last), outline.words
    shut = words.prepositions | (words.subordinators - words.conjunctions)
    for number, (start, end) in enumerate(parts):
        if outline.tokens[start].low in shut:
            continue
        stop = _verb_in(outline, start, end)
        found = phrases.head(outline, start, stop)
        if found is None or outline.is_object(found.first):
            continue
        behind = parts[number + 1] if number + 1 < len(parts) and found.last == end else None
        if found.kind == "description" and behind is not None and behind[0] == end + 1:
            return appositions.pure_name(outline, *behind) or found
        return found
    return None


# ------------------------------------------------------------ cutting


def _parts(outline: Outline, first: int, last: int) -> list[tuple[int, int]]:
    """Cut a stretch at commas, dashes, brackets and speech; empty parts are left out."""
    found: list[tuple[int, int]] = []
    start = first
    for at in range(first, last):
        token = outline.tokens[at]
        breaks = token.kind in ("speech", "break") or token.text in _PARTS
        if breaks and not (token.text == "." or phrases.in_run(outline, at)):
            if at > start:
                found.append((start, at))
            start = at + 1
    if last > start:
        found.append((start, last))
    return found


def _skip_adverbs_back(outline: Outline, first: int, verb: int) -> int:
    at = verb
    while at > first:
        token = outline.tokens[at - 1]
        small = token.low in outline.words.auxiliaries and token.kind == "word"
        if token.low in outline.words.it and _is_first_word(outline, at - 1, first):
            break
        if not (small or phrases.is_adverb(outline, at - 1)):
            break
        at -= 1
    return at


def _is_first_word(outline: Outline, at: int, first: int) -> bool:
    return at == first or outline.tokens[at - 1].kind != "word"


def _verb_in(outline: Outline, first: int, last: int) -> int:
    for at in range(first + 1, last):
        low = outline.tokens[at].low
        if low in outline.words.verbs or low in outline.words.auxiliaries:
            return at
        if outline.words.traits.capital_nouns and _ends_noun(outline, at):
            return at
        if outline.words.traits.fixed_order and doubts.acts(outline, at):
            return at
    return last


def _ends_noun(outline: Outline, at: int) -> bool:
    """Whether German goes on with its verb here: a small word right behind a noun."""
    before, token = outline.tokens[at - 1], outline.tokens[at]
    if token.kind != "word" or token.upper or not before.upper or phrases.in_run(outline, at):
        return False
    small = ("determiners", "prepositions", "conjunctions", "subordinators", "adverbs")
    shut = any(token.low in getattr(outline.words, name) for name in small)
    return not shut and not token.low.endswith(_ADJECTIVE)


def _cut_right(outline: Outline, first: int, last: int) -> int:
    """End a subject that follows its verb where time, place or a clause begins."""
    lang = outline.words
    for at in range(first, last):
        low = outline.tokens[at].low
        if outline.tokens[at].kind != "word" or (outline.tokens[at].upper and at > first):
            if at > first and low in lang.calendar:
                return at
            continue
        stops = low in lang.subordinators or low in lang.auxiliaries or low in lang.calendar
        stops = stops or (lang.traits.fixed_order and phrases.is_adverb(outline, at))
        if at > first and (stops or (low in lang.prepositions - lang.linking)):
            return at
        if at > first and low in lang.verbs and low not in lang.roles:
            return at
    return last


# ------------------------------------------------------------ choosing


def _beside(outline: Outline, parts: list[tuple[int, int]]) -> Mention | None:
    """Read a subject that touches its verb."""
    start, end = parts[-1]
    cut = _clause_start(outline, start, end)
    if outline.words.traits.verb_second and (
        _leads_adverbial(outline, cut) or _leads_adverbial(outline, start)
    ):
        return None
    cut = _with_adjectives(outline, parts, cut)
    if cut == end:
        return _shared(outline, parts, start, end)
    if outline.tokens[cut].low in outline.words.relatives:
        return _antecedent(outline, parts, cut)
    return appositions.explained(outline, parts, cut) or phrases.head(outline, cut, end)


def _leads_adverbial(outline: Outline, at: int) -> bool:
    """Whether German puts the subject behind the verb: "Am Montag sagte X"."""
    low = outline.tokens[at].low
    return low in outline.words.prepositions or low in outline.words.subordinators


def _with_adjectives(outline: Outline, parts: list[tuple[int, int]], cut: int) -> int:
    """Put back "the lanky," before "bespectacled professor"."""
    if len(parts) == 1 or cut != parts[-1][0] or outline.tokens[cut].upper:
        return cut
    start, end = parts[-2]
    adjectives = end - start <= BARE and outline.tokens[start].low in outline.words.determiners
    known = outline.tokens[cut].low in outline.words.determiners or phrases.read_pronoun(
        outline, cut, cut + 1
    )
    return start if adjectives and not known else cut


def _shared(outline: Outline, parts: list[tuple[int, int]], start: int, end: int) -> Mention | None:
    """Read "X went home and said": the subject the first verb has."""
    first = _parts(outline, start, end)
    whole = [*parts[:-1], *first]
    for low, high in whole:
        found = opening(outline, low, high)
        if found is not None and found.kind != "description":
            return found
    return opening(outline, whole[0][0], end) if whole else None


def _clause_start(outline: Outline, first: int, last: int) -> int:
    """Find where the clause that touches the verb begins, from the right."""
    lang = outline.words
    for at in range(last - 1, first - 1, -1):
        token = outline.tokens[at]
        if token.kind != "word" or (token.upper and at > first):
            continue
        if token.low in lang.relatives:
            return at
        if token.low in lang.subordinators and token.low not in lang.linking:
            return at + 1
        if token.low in lang.conjunctions and not _joins_names(outline, at, first, last):
            return at + 1
    return first


def _joins_names(outline: Outline, at: int, first: int, last: int) -> bool:
    """Whether an "and" joins two people rather than two verbs."""
    if at <= first or at + 1 >= last:
        return False
    left = outline.names.run_over(at - 1)
    right = outline.names.run_over(at + 1)
    if left is not None and right is not None:
        return True
    return right is None and left is None and outline.tokens[at + 1].low in outline.words.roles_pl


def _antecedent(outline: Outline, parts: list[tuple[int, int]], relative: int) -> Mention | None:
    """Find whom a "who" stands for: what ends just before it."""
    before = [(a, min(b, relative)) for a, b in parts if a < relative]
    before = [(a, b) for a, b in before if a < b]
    if not before:
        return None
    return phrases.head(outline, *before[-1], late=True)


def _behind_apposition(outline: Outline, parts: list[tuple[int, int]]) -> Mention | None:
    """Read "X, who came late, said" and "the head of Y, X, said": nearest name wins."""
    fallback: Mention | None = None
    for number in range(len(parts) - 1, -1, -1):
        start, end = parts[number]
        if number and appositions.explains_name(outline, parts[number - 1]):
            continue
        lead = outline.tokens[start]
        if appositions.is_party(outline, start, end):
            continue
        if lead.low in outline.words.relatives or lead.low in outline.words.prepositions:
            continue
        begin = _clause_start(outline, start, end)
        found = phrases.head(outline, begin, end) if begin < end else None
        if found is None:
            continue
        if found.kind == "pronoun" or appositions.is_sure(outline, found):
            return found
        if found.kind == "person" and (found.first, found.last) == (begin, end):
            return found
        explained = fallback is not None and appositions.explains(outline, fallback)
        fallback = (
            fallback
            if fallback is not None and found.kind == "description" and not explained
            else found
        )
    return fallback
