"""A sentence of the outline -> what it reports without marks: "The minister said that ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.outline import phrases
from newsdigest.stages.quotes import cues, subjects
from newsdigest.stages.quotes.cues import Cue

if TYPE_CHECKING:
    from newsdigest.outline.phrases import Mention
    from newsdigest.outline.read import Outline
    from newsdigest.outline.tokens import Sentence

SHORTEST_CLAUSE = 3
"""Tokens; less is no statement."""
NEAR_COMMA = 8
"""Tokens between a verb of saying and the comma that opens its clause."""
LONGEST_TAIL = 14
"""Tokens of "said X on Monday" behind a clause."""


class Reported(NamedTuple):
    """A clause that somebody said: tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    cue: Cue
    nested: bool = False


def find(outline: Outline, line: Sentence) -> list[Reported]:
    """Give the clauses one sentence reports, in order, none inside another."""
    first, last = line.first, _content_end(outline, line)
    found: list[Reported] = []
    at = first
    while at < last:
        reported = _at(outline, first, at, last)
        if reported is not None:
            reported = _with_shared_subject(outline, reported, found)
            found.append(reported)
            first = max(at, reported.first)
            if reported.last <= at:  # "CLAUSE according to X but CLAUSE according to Y"
                first = max(first, reported.cue.mention.last)
        at += 1
    return _without_overlap(found)


def _with_shared_subject(outline: Outline, reported: Reported, found: list[Reported]) -> Reported:
    """Give "..., and added that ..." the subject of the clause before it."""
    verb = reported.cue.verb
    before = outline.tokens[verb - 1]
    joined = before.text == "," or before.low in outline.words.conjunctions
    if not (found and joined and reported.cue.rule == "indirect"):
        return reported
    return reported._replace(cue=reported.cue._replace(mention=found[-1].cue.mention))


def _content_end(outline: Outline, line: Sentence) -> int:
    last = line.last
    while last > line.first and outline.tokens[last - 1].text in ".!?…":
        last -= 1
    return last


def _without_overlap(found: list[Reported]) -> list[Reported]:
    kept: list[Reported] = []
    for one in found:
        nested = bool(kept) and one.first < kept[-1].last
        kept.append(one._replace(nested=True) if nested else one)
    return kept


def _at(outline: Outline, first: int, at: int, last: int) -> Reported | None:
    token = outline.tokens[at]
    if token.kind != "word":
        return None
    if token.low in outline.words.reporting and not cues.is_noun(outline, at):
        return (
            _inverted(outline, first, at, last)
            or _clause_behind(outline, first, at, last)
            or _clause_ahead(outline, first, at, last)
        )
    end = cues.phrase_at(outline, at, last) if token.low in outline.words.according_leads else -1
    if token.low in outline.words.so_cue and at > first and outline.tokens[at - 1].text == ",":
        end = at + 1
    if end >= 0:
        return _according(outline, first, at, end, last)
    return None


# ------------------------------------------------------------ X said (that) ...


def _clause_behind(outline: Outline, first: int, verb: int, last: int) -> Reported | None:
    start = _clause_start(outline, verb, last)
    if start < 0 or last - start < SHORTEST_CLAUSE or _is_passive(outline, verb):
        return None
    mention = _subject(outline, first, verb)
    if mention is None or mention.kind == "nobody":
        return None
    end = _clause_end(outline, start, last)
    return Reported(start, end, Cue(mention, verb, "indirect"))


def _is_passive(outline: Outline, verb: int) -> bool:
    """Whether who stands before a verb was told: "Workers were told at noon"."""
    low = outline.tokens[verb].low
    doing = low.endswith(outline.words.progressive_endings)
    helped = outline.tokens[verb - 1].low in outline.words.copulas if verb else False
    return outline.words.traits.fixed_order and helped and not doing


def _subject(outline: Outline, first: int, verb: int) -> Mention | None:
    """Find who says: for ", saying" it is whom the sentence opens with, not who stands near."""
    trailing = outline.tokens[verb].low.endswith("ing") and outline.tokens[verb - 1].text == ","
    if trailing and verb > first and outline.words.traits.fixed_order:
        return subjects.opening(outline, first, verb)
    return subjects.before(outline, first, verb)


def _clause_start(outline: Outline, verb: int, last: int) -> int:
    """Find where the reported clause begins, past addressee, time and place; -1 for none."""
    lang = outline.words
    at = verb + 1
    while at < last and phrases.is_adverb(outline, at):
        at += 1
    limit = min(last, at + 14)
    that = next((n for n in range(at, limit) if outline.tokens[n].low in lang.that), -1)
    if not lang.traits.fixed_order:
        return _marked_start(outline, at, that, limit)
    if at >= last:
        return -1
    addressed = outline.tokens[verb].low in lang.addressee_verbs
    if that >= 0 and not _crosses(outline, at, that):
        # "announced a battery that lasts" says what it is like, and nothing of it was said.
        return that if addressed or outline.tokens[at].low not in lang.indefinite else -1
    token = outline.tokens[at]
    if token.kind == "sign" and token.text not in '“"$€£#':
        return -1
    if addressed:
        at = _past_addressee(outline, at, last)
    if at < 0 or at >= last:
        return -1
    low = outline.tokens[at].low
    if low in lang.prepositions or low in lang.infinitive:
        return _past_phrase(outline, at, last)
    if low in lang.conjunctions or low in lang.relatives:
        return -1
    return at if _has_verb(outline, at, last) else -1


def _marked_start(outline: Outline, at: int, that: int, limit: int) -> int:
    """Languages that part the clause with a comma or a word for "that"."""
    if that >= 0:
        return that
    if not outline.words.traits.clause_comma:
        return -1
    comma = next((n for n in range(at, limit) if outline.tokens[n].text == ","), -1)
    return comma + 1 if comma >= 0 and comma - at <= NEAR_COMMA else -1


def _crosses(outline: Outline, first: int, last: int) -> bool:
    """Whether another clause lies between a verb and its "that"."""
    return any(
        outline.tokens[at].text in ",;:"
        or outline.tokens[at].low in outline.words.auxiliaries
        or outline.tokens[at].kind == "speech"
        for at in range(first, last)
    )


def _past_addressee(outline: Outline, at: int, last: int) -> int:
    run = outline.names.run_over(at)
    if run is not None:
        return run.last
    low = outline.tokens[at].low
    if low in outline.words.determiners:
        at += 1
        while (
            at < last
            and outline.tokens[at].kind == "word"
            and (
                outline.tokens[at].low in outline.words.roles
                or outline.tokens[at].low in outline.words.roles_pl
                or outline.tokens[at].low in outline.words.organisations
            )
        ):
            at += 1
        return at + 1 if at == last else at
    return at + 1


def _past_phrase(outline: Outline, at: int, last: int) -> int:
    """Skip "in a statement" and the like where a clause follows without "that"."""
    nouns = outline.words.occasions
    for end in range(at + 1, min(last, at + 7)):
        if outline.tokens[end].low in nouns or outline.tokens[end].low in outline.words.calendar:
            start = end + 1
            start = _past_time(outline, start, last)
            lead = outline.tokens[start] if start < last else None
            if lead is None or lead.kind == "sign" or lead.low in outline.words.prepositions:
                return -1
            return start if _has_verb(outline, start, last) else -1
    return -1


def _past_time(outline: Outline, at: int, last: int) -> int:
    """Skip "on Monday" and "Monday night"."""
    calendar = outline.words.calendar
    while at < last:
        behind = outline.tokens[at + 1].low if at + 1 < last else ""
        if outline.tokens[at].low in calendar:
            at += 1
        elif outline.tokens[at].low in outline.words.prepositions and behind in calendar:
            at += 2
        else:
            break
    return at


def _has_verb(outline: Outline, first: int, last: int) -> bool:
    """Whether a stretch looks like a clause: an auxiliary, a copula or a verb form in it."""
    lang = outline.words
    for at in range(first, last):
        low = outline.tokens[at].low
        if low in lang.finite or low.endswith(("n't", "n’t", "’re", "'re", "’s", "'s")):
            return True
        if outline.tokens[at].kind == "speech" and at > first:
            return True
        small = low in lang.determiners or low in lang.prepositions
        if at > first and low.endswith(("ed", "s")) and not (small or outline.tokens[at].upper):
            return True
    return False


def _clause_end(outline: Outline, first: int, last: int) -> int:
    """End a clause before a second verb of saying: ", and added that ..."."""
    lang = outline.words
    last = _next_speech(outline, first, last)
    for at in range(first + SHORTEST_CLAUSE, last - 1):
        if outline.tokens[at].text not in (",", ";", "—", "–"):
            continue
        step = at + 1
        if outline.tokens[step].low in lang.conjunctions:
            step += 1
        low = outline.tokens[step].low if step < last else ""
        if low in lang.reporting:
            return at
        run = outline.names.run_over(step)
        behind = step + 1 if run is None else run.last
        follows = outline.tokens[behind].low if behind < last else ""
        if follows in lang.reporting and low not in lang.determiners:
            return at
    return last


def _next_speech(outline: Outline, first: int, last: int) -> int:
    """End a clause before a quote that has a cue of its own: ", adding: “...”"."""
    for at in range(first + 1, last):
        if outline.tokens[at].kind != "speech":
            continue
        sign = outline.tokens[at - 1].text
        told = at - 2 if sign in (",", ":") else at - 1
        if sign != ":" and outline.tokens[told].low not in outline.words.verbs:
            continue
        while told > first and outline.tokens[told].text not in (",", ";", "—", "–"):
            told -= 1
        return told if told > first else at
    return last


# ------------------------------------------------------------ ..., X said


def _clause_ahead(outline: Outline, first: int, verb: int, last: int) -> Reported | None:
    """Read "CLAUSE, X said" and "CLAUSE, said X"."""
    comma = _comma_before(outline, first, verb)
    if comma < 0 or comma - first < SHORTEST_CLAUSE or last - verb > LONGEST_TAIL:
        return None
    if outline.tokens[comma + 1].low in outline.words.conjunctions:
        return None  # "..., and Ali Sand added a third" is a clause of its own
    lead = outline.tokens[first]
    asked = {lead.low, outline.tokens[first + 1].low} & outline.words.asked
    if asked or (verb + 1 < last and outline.tokens[verb + 1].text == ":"):
        return None
    if lead.kind == "speech" and outline.ending(lead.speech) in ",.?!…":
        return None
    mention = None
    if comma + 1 == _helped(outline, verb):
        mention = subjects.after(outline, verb, last)
    else:
        mention = subjects.before(outline, comma + 1, verb)
    if mention is None or mention.kind == "nobody" or not _has_verb(outline, first, comma):
        return None
    return Reported(_lead(outline, first), comma, Cue(mention, verb, "indirect after"))


def _inverted(outline: Outline, first: int, verb: int, last: int) -> Reported | None:
    """Read "CLAUSE, said Ana Ruiz, who ...", however long the rest about her is."""
    comma = _helped(outline, verb) - 1
    if outline.tokens[comma].text not in (",", "—", "–") or comma - first < SHORTEST_CLAUSE:
        return None
    run = outline.names.run_over(verb + 1) if verb + 1 < last else None
    if run is None or outline.names.person_of(run) is None:
        return None
    if run.last < last and outline.tokens[run.last].text != ",":
        return None
    before = subjects.before(outline, first, verb)
    mention = subjects.after(outline, verb, last)
    taken = before is not None and before.kind != "description"
    if taken or mention is None or not _has_verb(outline, first, comma):
        return None
    return Reported(_lead(outline, first), comma, Cue(mention, verb, "indirect after"))


def _helped(outline: Outline, verb: int) -> int:
    """Go back over what helps a verb that leads: ", a annoncé la mairie", ", ha detto Neri"."""
    if outline.words.traits.fixed_order or outline.words.traits.capital_nouns:
        return verb
    while verb > 1 and outline.tokens[verb - 1].low in outline.words.auxiliaries:
        verb -= 1
    return verb


def _comma_before(outline: Outline, first: int, verb: int) -> int:
    for at in range(verb - 1, max(first, verb - 9), -1):
        if outline.tokens[at].text in (",", "—", "–"):
            return at
        if outline.tokens[at].kind == "speech":
            return -1
    return -1


def _lead(outline: Outline, first: int) -> int:
    while outline.tokens[first].kind == "sign" or (
        outline.tokens[first].low in outline.words.conjunctions
    ):
        first += 1
    return first


# ------------------------------------------------------------ according to X


def _according(outline: Outline, first: int, at: int, end: int, last: int) -> Reported | None:
    if at - first <= 1:
        comma = next((n for n in range(end, last) if outline.tokens[n].text == ","), -1)
        if outline.words.traits.verb_second:
            return _german_according(outline, at, end, last)
        if comma < 0 or last - comma - 1 < SHORTEST_CLAUSE:
            return None
        mention = subjects.after(outline, end - 1, comma)
        if mention is None:
            return None
        return Reported(comma + 1, last, Cue(mention, at, "indirect according"))
    mention = subjects.after(outline, end - 1, last)
    told = _has_verb(outline, first, at) or not outline.words.traits.fixed_order
    if mention is None or at - first < SHORTEST_CLAUSE or not told:
        return None
    stop = at - 1 if outline.tokens[at - 1].text == "," else at
    return Reported(_lead(outline, first), stop, Cue(mention, at, "indirect according"))


def _german_according(outline: Outline, at: int, end: int, last: int) -> Reported | None:
    """German puts the verb behind the phrase: "Laut X wird ..."."""
    mention = subjects.after(outline, end - 1, last)
    if mention is None or last - mention.last < SHORTEST_CLAUSE:
        return None
    return Reported(mention.last, last, Cue(mention, at, "indirect according"))
