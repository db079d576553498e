"""A noun phrase of the outline -> whom it names: a pronoun, a person, a body, a description."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.outline.runs import is_past, is_title

if TYPE_CHECKING:
    from newsdigest.outline.read import Outline
    from newsdigest.outline.runs import Run

LONGEST_DESCRIPTION = 14
"""Tokens a speaker without a name may be described with."""
SHORT_PHRASE = 5
"""Tokens of a description that needs no article: "opposition lawmakers"."""
SHORTEST_ADVERB = 5
"""Letters of an adverb in -ly: "early" and not "fly"."""
SHORTEST_PAST = 4
"""Letters a past form has more than: "used", but not "red"."""
BARE = 2
"""Tokens of a phrase that is a pronoun and hardly more."""


class Mention(NamedTuple):
    """Who speaks, as the text beside the quote says it: tokens `first` to `last` (exclusive).

    `kind` is person, pronoun, body, description or several (people joined by "and").
    """

    first: int
    last: int
    kind: str


def is_adverb(outline: Outline, at: int) -> bool:
    """Say whether a word may stand between a verb and its subject."""
    token = outline.tokens[at]
    low = token.low
    if token.kind != "word":
        return False
    if token.upper and low not in outline.words.calendar:
        return outline.words.traits.capital_nouns and low in outline.words.adverbs
    if low in outline.words.adverbs:
        return True
    return low.endswith(outline.words.adverb_endings) and len(low) >= SHORTEST_ADVERB


def in_run(outline: Outline, at: int) -> bool:
    """Whether a token belongs to a run of capitals."""
    return outline.names.run_over(at) is not None


def head(
    outline: Outline, first: int, last: int, *, late: bool = False, early: bool = False
) -> Mention | None:
    """Find who a noun phrase names: pronoun, last name before a preposition, description.

    `early` is for what follows its verb: of several names apart the first.
    """
    while first < last and (is_adverb(outline, first) or _leads(outline, first)):
        first += 1
    if first >= last:
        return None
    pronoun = read_pronoun(outline, first, last)
    runs = _free_runs(outline, first, last, late=late)
    people = [run for run in runs if _is_person(outline, run)]
    if pronoun is not None and not (late and people):
        return pronoun
    if people:
        named_last = people[-1].last == last and in_role(outline, first)
        return (
            _joined(outline, people) if named_last or not early else _first_joined(outline, people)
        )
    apposed = _apposed(outline, first, last)
    if apposed is not None:
        return apposed
    if runs and (runs[-1].kind in ("body", "word")):
        return _body(outline, first, last, runs)
    return _description(outline, first, last)


def _apposed(outline: Outline, first: int, last: int) -> Mention | None:
    """Read a full name that ends a phrase behind its noun: "la ministre du Travail Ana Ruiz"."""
    while last > first and outline.tokens[last - 1].kind == "sign":
        last -= 1
    run = outline.names.run_over(last - 1)
    if run is None or run.last != last or run.core <= first or run.owner:
        return None
    person = outline.names.person_of(run)
    before = outline.tokens[run.core - 1]
    if person is None or not person.full or run.last - run.core < BARE or before.kind != "word":
        return None
    lang = outline.words
    small = (lang.prepositions, lang.determiners, lang.conjunctions, lang.particles)
    if any(before.low in words for words in small):
        return None
    return Mention(run.core, last, "person")


def _leads(outline: Outline, at: int) -> bool:
    token = outline.tokens[at]
    helps = not outline.words.traits.fixed_order and token.low in outline.words.auxiliaries
    return helps or token.low in outline.words.conjunctions or token.kind == "sign"


def read_pronoun(outline: Outline, first: int, last: int) -> Mention | None:
    """Read a phrase that is a pronoun."""
    lang = outline.words
    token = outline.tokens[first]
    known = any(token.low in getattr(lang, kind) for kind in ("he", "she", "they", "it", "first"))
    short = last - first <= BARE or not in_run(outline, first)
    if token.kind == "word" and known and short:
        return Mention(first, first + 1, "pronoun")
    if token.low in lang.nobody and last - first < BARE:
        return Mention(first, first + 1, "nobody")
    return None


def _is_person(outline: Outline, run: Run) -> bool:
    return run.kind == "person" or outline.names.person_of(run) is not None


def _free_runs(outline: Outline, first: int, last: int, *, late: bool) -> list[Run]:
    """List the runs of a phrase that may be its head: not owners, not behind "of" or "for"."""
    found: list[Run] = []
    at = first
    while at < last:
        run = outline.names.run_over(at)
        if run is None:
            token = outline.tokens[at]
            small = token.kind == "word" and token.low in outline.words.prepositions
            if small and at > first and not late:
                break
            at += 1
            continue
        if not run.owner and run.kind != "role" and not _modifies(outline, run, last):
            found.append(run)
        at = max(run.last, at + 1)
    return found


def _modifies(outline: Outline, run: Run, last: int) -> bool:
    """Whether a run only stands before the noun that matters: "Surrey staff"."""
    if run.last >= last or outline.words.traits.capital_nouns:
        return False  # German writes nouns large: what is small is no head
    token = outline.tokens[run.last]
    lang = outline.words
    person = outline.names.person_of(run)
    if person is not None and person.known and not lang.traits.fixed_order:
        return False
    if any(token.low in getattr(lang, name) for name in ("roles", "roles_pl", "organisations")):
        return True
    led = run.first > 0 and outline.tokens[run.first - 1].low in lang.determiners
    if person is not None and person.sure and not led:
        return False
    if token.kind != "word" or token.upper or token.start - outline.tokens[run.last - 1].end > 1:
        return False
    small = ("prepositions", "conjunctions", "auxiliaries", "adverbs", "relatives", "copulas")
    return not any(token.low in getattr(lang, name) for name in small)


def _joined(outline: Outline, people: list[Run]) -> Mention:
    """Take the last person, or several joined by "and"."""
    first = last = people[-1]
    for run in reversed(people[:-1]):
        if not _are_joined(outline, run, first):
            break
        first = run
    kind = "person" if first is last else "several"
    return Mention(first.first, last.last, kind)


def in_role(outline: Outline, at: int) -> bool:
    """Whether a phrase opens with a role, so that the name it explains stands at its end."""
    token = outline.tokens[at]
    lead = outline.tokens[at + 1] if token.low in outline.words.determiners else token
    return not lead.upper and is_title(lead.low, outline.words)


def _first_joined(outline: Outline, people: list[Run]) -> Mention:
    """Take the first person, or several joined by "and"."""
    first = last = people[0]
    for run in people[1:]:
        behind = outline.tokens[run.last : run.last + 1]
        explained = bool(behind) and behind[0].low in outline.words.roles
        if explained or not _are_joined(outline, last, run):
            break  # "segir Ásta og Rut móðir hennar tekur undir": Rut is in another clause
        last = run
    kind = "person" if first is last else "several"
    return Mention(first.first, last.last, kind)


def _are_joined(outline: Outline, left: Run, right: Run) -> bool:
    """Whether nothing but an "and" stands between two names."""
    between = outline.tokens[left.last : right.first]
    return len(between) == 1 and between[0].low in outline.words.conjunctions


def _body(outline: Outline, first: int, last: int, runs: list[Run]) -> Mention | None:
    """Take a body's name; with small words round it, the phrase as it stands."""
    run = runs[-1]
    begins = run.first - first <= 1
    lang, head = outline.words, outline.tokens[run.last - 1].low
    owners = lang.his | lang.her | lang.their | lang.its
    if begins and head in lang.occasions and outline.tokens[first].low in owners:
        return Mention(first, run.last, "description")  # "Seine Sorge": he says it
    nouns, led = lang.traits.capital_nouns, outline.tokens[first].low in lang.indefinite
    if nouns and led and run.kind == "word" and (run.first, run.last) == (first + 1, first + 2):
        return Mention(first, run.last, "description")  # "Ein Gärtner"
    if _is_explained(outline, first, run, last):
        return Mention(run.first, run.last, "body")
    lone = begins and _only_linked(outline, run.last, last)
    told = run.last + 1 < last and outline.tokens[run.last + 1].low in outline.words.indefinite
    if lone and (run.last == last or told):
        return Mention(run.first, run.last, "body")  # told: "Elmverket i ett uttalande"
    rest = outline.tokens[run.last : last]
    if nouns and begins and len(rest) == 1 and not rest[0].upper:
        return Mention(run.first, run.last, "body")  # "sagte Vogt empört"
    return _description(outline, first, last)


def _is_explained(outline: Outline, first: int, run: Run, last: int) -> bool:
    """Whether an article and what kind of body it is lead a name: "el sindicato Olmo Unido"."""
    lang = outline.words
    rest = any(token.kind == "word" for token in outline.tokens[run.last : last])
    if lang.traits.fixed_order or rest or run.first != first + BARE:
        return False
    kind = outline.tokens[first + 1].low
    return outline.tokens[first].low in lang.articles and kind in lang.organisations


def _only_linked(outline: Outline, first: int, last: int) -> bool:
    return first >= last or outline.tokens[first].low in outline.words.linking


def _description(outline: Outline, first: int, last: int) -> Mention | None:
    """Take a phrase that begins like a noun phrase and is short enough to print."""
    last = _cut_relative(outline, first, last)
    end = _cut_verb(outline, first, _cut_time(outline, first, last))
    while end > first and _trails(outline, end - 1):
        end -= 1
    if not 0 < end - first <= LONGEST_DESCRIPTION:
        return None
    token = outline.tokens[first]
    low = token.low
    lang = outline.words
    fits = (
        low in lang.determiners
        or (_is_named(outline, first) and not _only_opens(outline, first, end))
        or low in lang.roles
        or low in lang.roles_pl
        or _has_role(outline, first, min(end, first + SHORT_PHRASE))
    )
    if not fits or token.kind not in ("word", "number"):
        return None
    if low in lang.that and end > first + 1 and read_pronoun(outline, first + 1, end) is not None:
        return None
    lows = [outline.tokens[at].low for at in range(first, end)]
    if any(low in lang.doubt or low in lang.copulas for low in lows):
        return None  # a clause, no noun phrase: "umso wichtiger seien Vorbilder"
    small = lang.determiners | lang.prepositions | lang.calendar
    if all(low in small or _is_no_noun(outline, at) for at, low in enumerate(lows, first)):
        return None
    return Mention(first, end, "description")


def _is_named(outline: Outline, first: int) -> bool:
    """Whether a phrase begins with a name; one capital that opens a sentence is none."""
    run = outline.names.run_over(first)
    before = outline.tokens[first - 1] if first else None
    opens = before is None or before.kind == "break" or before.text in ".!?…"
    lone = run is not None and run.kind == "word" and run.last - run.first == 1
    return run is not None and not (lone and opens and outline.words.articles_m)


def _cut_relative(outline: Outline, first: int, last: int) -> int:
    """End a description before what is told of it: "a man who goes by the name"."""
    for at in range(first + 2, last):
        if outline.tokens[at].low in outline.words.relatives and not in_run(outline, at):
            return at
    return last


def _is_no_noun(outline: Outline, at: int) -> bool:
    """Whether German spelling shows that a word is no noun: "die offen darüber sprechen"."""
    token = outline.tokens[at]  # "58-Jährige" is one
    return outline.words.traits.capital_nouns and token.text == token.low


def _trails(outline: Outline, at: int) -> bool:
    """Whether a token at the end of a phrase does not belong to it."""
    token = outline.tokens[at]
    if token.kind == "word":
        shut = ("prepositions", "relatives", "subordinators")
        return not token.upper and any(token.low in getattr(outline.words, name) for name in shut)
    return token.kind == "sign" and not in_run(outline, at)


def _only_opens(outline: Outline, first: int, last: int) -> bool:
    """Whether a capital only opens its sentence: "Get used to people asking", "Eventually all"."""
    run = outline.names.run_over(first)
    before = outline.tokens[first - 1] if first else None
    opens = before is None or before.kind == "break" or before.text in ".!?…"
    if run is None or not opens or not outline.words.traits.fixed_order:
        return False
    return run.kind == "word" and run.last == first + 1 < last and not run.owner


def _has_role(outline: Outline, first: int, last: int) -> bool:
    lang = outline.words
    lows = [outline.tokens[at].low for at in range(first, last)]
    return any(low in lang.roles or low in lang.roles_pl for low in lows)


def _cut_verb(outline: Outline, first: int, last: int) -> int:
    """End a description before what its head did: "team members dressed for a game"."""
    for at in range(first + 1, last):
        low = outline.tokens[at].low
        led = outline.tokens[at - 1].low in outline.words.determiners
        if not led and len(low) > SHORTEST_PAST and is_past(low, outline.words):
            return at
    return last


def _cut_time(outline: Outline, first: int, last: int) -> int:
    """Drop "during lunch" and the like from the end of a description."""
    drop = outline.words.prepositions - outline.words.linking
    for at in range(first + 1, last):
        token = outline.tokens[at]
        if token.kind == "word" and not token.upper and token.low in drop:
            return at
    return last
