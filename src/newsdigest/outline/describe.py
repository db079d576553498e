"""A person's mentions -> the role the article prints for them, as a slice of its text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newsdigest.outline.runs import is_past, is_title

if TYPE_CHECKING:
    from newsdigest.language.speech import Speech
    from newsdigest.outline.names import Names
    from newsdigest.outline.runs import Run
    from newsdigest.outline.tokens import Token

LONGEST_ROLE = 12
"""Tokens of a printed role; a longer apposition tells a story."""
SHORTEST_RELATIVE = 3
"""Tokens of "who leads it"."""

_ADJECTIVE = ("e", "er", "en", "es")
_ENDS = frozenset(",;:.!?…—–-()[]")


def describe_people(text: str, tokens: list[Token], names: Names, lang: Speech) -> None:
    """Give every person the first role the text prints beside a full mention."""
    shared = _shared_names(names)
    for run in names.runs:
        person = names.person_of(run)
        if person is None or run.owner:
            continue
        if run.last - run.core == 1 and person.parts[-1] in shared:
            continue  # "expresident Ruiz" may be either of two
        found = _title_before(tokens, run, lang) or _title_of(tokens, run, lang)
        found = found or _apposed(tokens, names, run, lang) or _inverted(tokens, names, run, lang)
        found = found and _closed(tokens, *found, lang)
        if found is None or _is_glued(tokens, found[0]):
            continue
        first, last = found
        person.roles.update(_role_words(tokens, first, last, lang))
        if not person.gender:
            person.gender = _gender_of(tokens, first, last, lang)
        if not person.description:
            person.described = tokens[first].start, tokens[last - 1].end
            person.description = text[slice(*person.described)]


def _closed(tokens: list[Token], first: int, last: int, lang: Speech) -> tuple[int, int] | None:
    """Cut what a role is left hanging on: "author of" before a work's title in marks."""
    hangs = lang.prepositions | lang.conjunctions | lang.determiners | lang.linking
    while last > first and tokens[last - 1].low in hangs:
        last -= 1
    return (first, last) if last > first else None


def _shared_names(names: Names) -> set[str]:
    """Collect the last names that two people of the text bear."""
    counts = Counter(person.parts[-1] for person in names.everyone if person.full)
    return {name for name, count in counts.items() if count > 1}


def _is_glued(tokens: list[Token], first: int) -> bool:
    """Whether a role begins with the ending of another word: "ry:n puheenjohtaja"."""
    before = tokens[first - 1] if first else None
    return before is not None and before.text == ":" and before.end == tokens[first].start


def _role_words(tokens: list[Token], first: int, last: int, lang: Speech) -> list[str]:
    """Give the words a later "the minister" may repeat: those before "of" or "for"."""
    found: list[str] = []
    for at in range(first, last):
        low = tokens[at].low
        if low in lang.prepositions and found:
            break
        if tokens[at].kind == "word" and low not in lang.determiners:
            found.append(low)
    return found


def _title_before(tokens: list[Token], run: Run, lang: Speech) -> tuple[int, int] | None:
    """Read "Russian Foreign Minister", "UFCW Local 832 president" before a name."""
    first = run.first
    titled = bool(lang.before_titles) and run.core > run.first
    while first > 0 and run.core - first < LONGEST_ROLE:
        if not _belongs(tokens, first, lang, titled=titled):
            break
        first -= 1
    first = _past_lead(tokens, _whole_title(tokens, first, run, lang), run, lang)
    if lang.traits.fixed_order and first and tokens[first - 1].low in lang.indefinite:
        return None  # "a centre Land trusts": a title before a name has no article of its own
    first = _whole_body(tokens, first, run, lang)
    last = run.core
    while last > first and (
        (tokens[last - 1].kind == "sign" and tokens[last - 1].text != ".")
        or tokens[last - 1].low.rstrip(".") in lang.honorifics
        or (tokens[last - 1].text == "." and tokens[last - 2].low in lang.honorifics)
    ):
        last -= 1
    words = [tokens[at].low for at in range(first, last) if tokens[at].kind == "word"]
    telling = [w for w in words if is_title(w, lang) and w not in lang.honorifics]
    return (first, last) if telling else None


def _title_of(tokens: list[Token], run: Run, lang: Speech) -> tuple[int, int] | None:
    """Read "ministre de l'Intérieur", "ministra de Trabajo y Empleo" before a name.

    The title leads its phrase and what it is of stands between: "le fils de Luc Petit" has nothing
    there, and tells nothing of Luc Petit.
    """
    if lang.traits.fixed_order or lang.traits.capital_nouns or not lang.linking:
        return None
    inside = lang.linking | lang.articles | lang.conjunctions | lang.elided
    last = run.core
    shut = inside | lang.prepositions
    if last == 0 or tokens[last - 1].low in shut or tokens[last - 1].kind != "word":
        return None
    for at in range(last - 1, max(-1, last - LONGEST_ROLE), -1):
        token, behind = tokens[at], tokens[at + 1]
        if token.kind != "word" and token.text not in "'’":
            return None
        if is_title(token.low, lang) and not token.upper:
            linked = any(one.low in lang.linking for one in tokens[at + 1 : last])
            return (_first_title(tokens, at, lang), last) if linked else None
        small = token.low in lang.prepositions and token.low not in inside
        if small or token.low in lang.subordinators or token.low in lang.auxiliaries:
            return None
        if token.low in lang.relatives or (token.low in lang.verbs and behind.low not in inside):
            return None
    return None


def _first_title(tokens: list[Token], at: int, lang: Speech) -> int:
    """Go back over titles that stand together: "délégué général", "secretaria general"."""
    while at > 0 and is_title(tokens[at - 1].low, lang) and not tokens[at - 1].upper:
        at -= 1
    return at


def _gender_of(tokens: list[Token], first: int, last: int, lang: Speech) -> str:
    """Read a gender off the article before a role: "la ministre", "el portavoz"."""
    for at in range(max(0, first - 1), last):
        low = tokens[at].low
        if low in lang.articles_m or low in lang.articles_f:
            return "m" if low in lang.articles_m else "f"
        if low in lang.roles_m or low in lang.roles_f:
            return "m" if low in lang.roles_m else "f"
        if low in lang.prepositions and at >= first:
            break
    return ""


def _whole_title(tokens: list[Token], first: int, run: Run, lang: Speech) -> int:
    """Go back over "minister of mines and" before "energy Tom Hart"."""
    joins = lang.linking | lang.conjunctions
    at = first - 1
    if at < 1 or tokens[at].low not in joins or first == run.core:
        return first
    while at > 0 and run.core - at < LONGEST_ROLE and tokens[at].kind == "word":
        low = tokens[at].low
        if is_title(low, lang):
            return at if tokens[at + 1].low in lang.linking else first
        if low in lang.verbs or low in lang.determiners or low in lang.subordinators:
            break
        at -= 1
    return first


def _whole_body(tokens: list[Token], first: int, run: Run, lang: Speech) -> int:
    """Go back over "Party for the" before "Towns leader Yuri Tama": the body's name is whole.

    Only before a word in capitals, and only where the name begins with a noun for a body.
    """
    if not (lang.traits.fixed_order and tokens[first].upper):
        return first
    at = first - 1
    at -= at > 0 and tokens[at].low in lang.articles
    if at < 1 or tokens[at].low not in lang.linking or tokens[at - 1].low not in lang.organisations:
        return first
    at -= 1
    while at > 0 and tokens[at - 1].upper and tokens[at - 1].kind == "word":
        if tokens[at - 1].low in lang.starters:
            break
        at -= 1
    if not tokens[at].upper or run.core - at > LONGEST_ROLE:
        return first
    return _whole_body(tokens, at, run, lang)


def _past_lead(tokens: list[Token], first: int, run: Run, lang: Speech) -> int:
    """Step over what only leads a title: articles, signs, "by appointing", "last week"."""
    first = _past_sentence(tokens, first, run, lang)
    while first < run.core:
        token = tokens[first]
        behind = tokens[first + 1]
        led = token.low in lang.determiners or token.kind == "sign"
        doing = token.low.endswith(lang.progressive_endings) and token.low not in lang.before_titles
        small = not token.upper and token.kind == "word" and token.low not in lang.before_titles
        foreign = small and behind.upper and first + 1 < run.core and not is_title(token.low, lang)
        known = token.low in lang.participles or lang.traits.capital_nouns
        if not (led or ((doing or foreign) and not known)):
            break
        first += 1
    return first


def _past_sentence(tokens: list[Token], first: int, run: Run, lang: Speech) -> int:
    """Step over what a sentence says before a title: "an analyst catches Elm Works chief X"."""
    if lang.traits.capital_nouns:
        behind_mark = first > 0 and tokens[first - 1].kind in ("speech", "sign")
        verb = first < run.core and not tokens[first].upper and tokens[first].kind == "word"
        return first + 1 if behind_mark and verb else first
    small = lang.before_titles | lang.linking | lang.prepositions | lang.conjunctions
    for at in range(run.core - 1, first, -1):
        before = tokens[at - 1]
        joined = before.kind != "word" or before.upper or before.low in small
        if not joined and tokens[at].upper and tokens[at].low not in lang.honorifics:
            rest = [token.low for token in tokens[at : run.core]]
            told = any(is_title(low, lang) and low not in lang.honorifics for low in rest)
            return at if told else first
    return first


def _belongs(tokens: list[Token], first: int, lang: Speech, *, titled: bool) -> bool:
    """Whether the token before `first` belongs to the same noun phrase."""
    token = tokens[first - 1]
    if tokens[first].start - token.end > 1:
        return False
    if token.kind != "word":
        return token.kind == "number" or token.text in ("’s", "'s")
    if lang.traits.capital_nouns:
        return not token.upper and token.low.endswith(_ADJECTIVE) and _is_open(token.low, lang)
    if token.upper:
        return token.low not in lang.starters
    if titled and not token.upper:
        return token.low in lang.before_titles or token.low in lang.roles
    return not is_past(token.low, lang) and _is_open(token.low, lang)


def _is_open(low: str, lang: Speech) -> bool:
    """Whether a small word may stand between an article and its noun."""
    shut = ("prepositions", "conjunctions", "subordinators", "auxiliaries", "determiners")
    if any(low in getattr(lang, name) for name in shut):
        return False
    return low in lang.roles or low not in lang.verbs


def _apposed(tokens: list[Token], names: Names, run: Run, lang: Speech) -> tuple[int, int] | None:
    """Read ", a professor at the university," behind a name."""
    first = run.last + 1
    if first >= len(tokens) or tokens[run.last].text not in (",", "("):
        return None
    last = _end_of_part(tokens, names, first)
    if not 0 < last - first <= LONGEST_ROLE:
        return None
    lead = tokens[first]
    if _introduces(tokens, names, first, last, lang):
        return None
    if lead.low in lang.relatives:
        closed = last < len(tokens) and tokens[last].text in ",."
        closed = closed and tokens[first + 1].low in lang.role_verbs
        return (first, last) if closed and last - first >= SHORTEST_RELATIVE else None
    shut = lang.prepositions | lang.conjunctions
    if (
        is_past(lead.low, lang)
        or _is_doing(tokens, first, lang)
        or lead.low in shut
        or (lead.low in lang.verbs and lead.low not in lang.roles)
    ):
        return None
    words = [tokens[at].low for at in range(first, min(last, first + 8))]
    if any(word in lang.auxiliaries or word in lang.copulas for word in words):
        return None
    if any(is_title(word, lang) for word in words):
        return first, last
    return None


def _introduces(tokens: list[Token], names: Names, first: int, last: int, lang: Speech) -> bool:
    """Whether a part names the next of a list: "Ana Ruiz, il deputato di Olmo Luca Neri,"."""
    run = names.run_over(last - 1)
    person = None if run is None else names.person_of(run)
    if run is None or person is None or run.last != last or run.core <= first:
        return False
    known = person.full and person.known and run.last - run.core > 1
    return known and tokens[run.core - 1].low not in lang.prepositions


def _is_doing(tokens: list[Token], first: int, lang: Speech) -> bool:
    """Whether a part opens with what somebody is doing: "understanding the voters"."""
    if not tokens[first].low.endswith(lang.progressive_endings) or first + 1 >= len(tokens):
        return False
    following = tokens[first + 1].low
    return following in lang.determiners or following in lang.prepositions


def _end_of_part(tokens: list[Token], names: Names, first: int) -> int:
    at = first
    while at < len(tokens):
        token = tokens[at]
        if token.kind in ("speech", "break"):
            return at
        if token.text in _ENDS and names.run_over(at) is None and token.text != "-":
            return at
        at += 1
        if at - first > LONGEST_ROLE:
            return at
    return at


def _inverted(tokens: list[Token], names: Names, run: Run, lang: Speech) -> tuple[int, int] | None:
    """Read "the head of the union, X," before a name."""
    comma = run.first - 1
    if comma < 1 or tokens[comma].text != ",":
        return None
    behind = tokens[run.last] if run.last < len(tokens) else tokens[comma]
    if behind.text not in (",", ")", ".") and behind.low not in lang.prepositions:
        return None
    joined = run.last + 1 < len(tokens) and tokens[run.last + 1].low in lang.conjunctions
    if behind.text == "," and joined and names.run_over(comma - 1):
        return None  # "the crew of Frank Borman, Jim Lovell, and Bill Anders"
    first = comma
    while first > 0 and comma - first <= LONGEST_ROLE:
        token = tokens[first - 1]
        if token.kind in ("speech", "break") or (token.text in _ENDS and token.text != "-"):
            break
        if token.low in lang.verbs and token.low not in lang.roles:
            break
        first -= 1
    if not 0 < comma - first <= LONGEST_ROLE or tokens[first].low not in lang.determiners:
        return None
    words = [tokens[at].low for at in range(first, comma)]
    return (first, comma) if any(is_title(word, lang) for word in words[:5]) else None
