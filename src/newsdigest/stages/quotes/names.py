"""Outline -> the people and bodies it names: runs of capitalised words, joined to persons.

No recogniser is trained here. A run is read by what stands in it (title, role, demonym, given
name, word for an organisation) and by what stands round it; the text's own full names then
tell which short runs mean a person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsdigest.stages.quotes.language import Language
    from newsdigest.stages.quotes.tokens import Sentence, Token

LONGEST_RUN = 12
"""Tokens; a longer row of capitals is a headline or shouting."""
LONGEST_NAME = 4
"""Words of a person's name; more of them name a body."""
LONG_WORD = 4
"""Letters of a word that headlines capitalise, and words a headline has at least."""
MOST_PARTICLES = 3
"""Particles in a row: "van de", "von der"."""


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised tokens `first`..`last` (exclusive); the name proper starts at `core`.

    `kind` is person, body (an organisation, a place), role (a title alone) or word (one
    capitalised word that may be anything). `owner` marks a possessive.
    """

    first: int
    core: int
    last: int
    kind: str
    owner: bool = False


@dataclass(slots=True, eq=False)
class Person:
    """Somebody the text names: the fullest name seen, its parts, and what is known of them."""

    name: str
    parts: tuple[str, ...]
    gender: str = ""
    description: str = ""
    roles: set[str] = field(default_factory=set)
    first_seen: int = 0
    full: bool = True
    mentions: int = 0
    known: bool = False

    @property
    def sure(self) -> bool:
        """Whether this is a person beyond doubt: a given name, a title, or named again."""
        return self.known or self.mentions > 1


@dataclass(slots=True)
class Names:
    """All runs of an outline, by token, and the persons they mean."""

    runs: list[Run]
    at: dict[int, int]
    people: dict[int, Person]
    everyone: list[Person]

    def run_over(self, token: int) -> Run | None:
        """Give the run that covers a token."""
        number = self.at.get(token)
        return None if number is None else self.runs[number]

    def person_of(self, run: Run) -> Person | None:
        """Give the person a run means."""
        return self.people.get(run.first)


def find_names(tokens: list[Token], lines: list[Sentence], lang: Language) -> Names:
    """Find every capitalised run, then settle which persons they mean; linear in the outline."""
    runs: list[Run] = []
    for line in lines:
        if not _is_heading(tokens, line, lang):
            runs.extend(_runs(tokens, line, lang))
    at = {token: number for number, run in enumerate(runs) for token in range(run.first, run.last)}
    names = Names(runs, at, {}, [])
    _settle(tokens, names, lang)
    return names


def _is_heading(tokens: list[Token], line: Sentence, lang: Language) -> bool:
    """Tell a headline in capitals: no stop at its end and nearly every long word capitalised."""
    last = tokens[line.last - 1]
    if last.text in ".!?…:" or last.kind == "speech" or lang.code == "de":
        return False
    words = [
        t for t in tokens[line.first : line.last] if t.kind == "word" and len(t.text) >= LONG_WORD
    ]
    small = sum(not word.upper for word in words)
    return len(words) >= LONG_WORD and small * 5 <= len(words)


def _runs(tokens: list[Token], line: Sentence, lang: Language) -> list[Run]:
    found: list[Run] = []
    at = line.first
    while at < line.last:
        token = tokens[at]
        if not _starts_run(token, at == line.first or tokens[at - 1].kind != "word", lang):
            at += 1
            continue
        end = _run_end(tokens, at, line.last, lang)
        found.append(_read_run(tokens, at, end, line, lang))
        at = end
    return found


def _starts_run(token: Token, fresh: bool, lang: Language) -> bool:  # noqa: FBT001 - private
    if token.kind != "word" or not token.upper:
        return False
    if token.low in lang["starters"] or token.low.endswith(lang.modifiers):
        return False
    return not (fresh and token.low in lang["subordinators"])


def _run_end(tokens: list[Token], at: int, stop: int, lang: Language) -> int:
    """Follow a run over particles, initials and abbreviated titles."""
    end = at + 1
    while end < stop and end - at < LONGEST_RUN:
        token, before = tokens[end], tokens[end - 1]
        if token.start - before.end > 1:
            break
        if token.kind == "word" and token.upper and token.low not in lang["calendar"]:
            if token.low in lang["pronouns_upper"]:
                break
            end += 1
        elif _carries_on(tokens, end, stop, lang):
            end += 1
        else:
            break
    return end


def _carries_on(tokens: list[Token], at: int, stop: int, lang: Language) -> bool:
    """Whether a run goes on over something that is no capitalised word."""
    token, before = tokens[at], tokens[at - 1]
    if token.text == "." and _dotted(before, lang):
        return _goes_on(tokens, at + 1, stop, token)
    if token.kind == "number":
        return before.low in lang["numbered"]
    return _bridges(tokens, at, stop, lang)


def _dotted(word: Token, lang: Language) -> bool:
    return (len(word.text) == 1 and word.upper) or word.low in lang["abbreviations"]


def _goes_on(tokens: list[Token], at: int, stop: int, dot: Token) -> bool:
    return at < stop and tokens[at].upper and tokens[at].start - dot.end <= 1


def _bridges(tokens: list[Token], at: int, stop: int, lang: Language) -> bool:
    """Whether a small particle or an ampersand joins two capitals here: "Ursula von der Leyen"."""
    token = tokens[at]
    if token.text != "&" and token.low not in lang["particles"]:
        return False
    given = lang.female | lang.male
    if lang.code == "de" and token.text != "&" and tokens[at - 1].low not in given:
        return False  # nouns are capitalised too: "der Sprecher von Attac"
    ahead = at + 1
    while ahead < stop and ahead - at < MOST_PARTICLES and tokens[ahead].low in lang["particles"]:
        if tokens[ahead].upper:
            return True
        ahead += 1
    return ahead < stop and tokens[ahead].upper and tokens[ahead].kind == "word"


def is_title(word: str, lang: Language) -> bool:
    """Say whether a word is a title or a role."""
    if word in lang["titles"] or word in lang["roles"]:
        return True
    if word in lang["titles_m"] or word in lang["titles_f"]:
        return True
    if word in lang["roles_m"] or word in lang["roles_f"]:
        return True
    return _ends_as_role(word, lang) or ("-" in word and is_title(word.rsplit("-", 1)[1], lang))


def _ends_as_role(word: str, lang: Language) -> bool:
    endings = lang["role_endings"]
    return any(word.endswith(ending) for ending in endings) if endings else False


def _read_run(tokens: list[Token], first: int, last: int, line: Sentence, lang: Language) -> Run:
    core = first
    for at in range(first, last):
        if is_title(tokens[at].low, lang) and not _is_surname(tokens, first, at, last, lang):
            core = at + 1
            if core < last and tokens[core].text == ".":
                core += 1
    owner = last < line.last and (
        tokens[last].text in ("’s", "'s")
        or (tokens[last].text in "’'" and tokens[last - 1].low.endswith("s"))
    )
    if core >= last:
        return Run(first, first, last, "role", owner)
    core = _given_name(tokens, core, last, lang)
    words = [tokens[at].low for at in range(core, last) if tokens[at].kind == "word"]
    kind = _kind(tokens, first, core, words, line, lang)
    return Run(first, core, last, kind, owner)


def _given_name(tokens: list[Token], core: int, last: int, lang: Language) -> int:
    """Move a name's start to a given name inside the run: "Airbus Tom Enders"."""
    given = lang.female | lang.male
    if tokens[core].low in given:
        return core
    for at in range(core + 1, last - 1):
        rest = (tokens[n].low for n in range(at, last))
        if tokens[at].low in given and not any(low in lang["organisations"] for low in rest):
            return at
    return core


def _is_surname(tokens: list[Token], first: int, at: int, last: int, lang: Language) -> bool:
    """Whether a title word is a name here: "Mr. King", "Martin Luther King"."""
    if at + 1 < last or at == first:
        return False
    before = at - 2 if tokens[at - 1].text == "." else at - 1
    low = tokens[before].low
    return low in lang["honorifics"] or low in lang.female or low in lang.male


def _kind(
    tokens: list[Token], first: int, core: int, words: list[str], line: Sentence, lang: Language
) -> str:
    if any(word in lang["organisations"] for word in words):
        return "body"
    if words and (words[0] in lang.female or words[0] in lang.male):
        return "person"
    if core > first and tokens[core].text[1:2].islower():
        return "person"
    if core > first and words[0] in lang.female | lang.male:
        return "person"
    before = tokens[first - 1].low if first > line.first else ""
    if before in lang["articles"]:
        return "body"
    capitals = all(tokens[at].text.isupper() for at in range(core, core + len(words)))
    if capitals and len(words) == 1:
        return "body" if len(words[0]) > 1 else "word"
    if len(words) == 1:
        return "person" if _is_explained(tokens, core + 1, line, lang) else "word"
    return _kind_of_many(words, tokens[core], lang)


def _is_explained(tokens: list[Token], comma: int, line: Sentence, lang: Language) -> bool:
    """Whether ", a resident of ..." follows a single name: who has a role is a person."""
    if comma + 1 >= line.last or tokens[comma].text != ",":
        return False
    if tokens[comma + 1].low not in lang["determiners"]:
        return False
    after = [token.low for token in tokens[comma + 2 : min(comma + 6, line.last)]]
    return any(low in lang["roles"] for low in after)


def _kind_of_many(words: list[str], lead: Token, lang: Language) -> str:
    if words[0] in lang["demonyms"] or lead.text.isupper():
        return "body"
    if len(words) > LONGEST_NAME or "&" in words:
        return "body"
    return "person"


def _settle(tokens: list[Token], names: Names, lang: Language) -> None:
    """Join runs to persons: full names first, then short ones by their last or given name."""
    by_part: dict[str, list[Person]] = {}
    for run in names.runs:
        if run.kind == "person":
            _join_full(tokens, run, names, by_part, lang)
    for run in names.runs:
        if run.kind in ("person", "word") and run.first not in names.people:
            _join_short(tokens, run, names, by_part, lang)


def core_words(tokens: list[Token], run: Run) -> tuple[str, ...]:
    """Give the words of the name proper."""
    return tuple(tokens[at].text for at in range(run.core, run.last) if tokens[at].kind == "word")


def _join_full(
    tokens: list[Token],
    run: Run,
    names: Names,
    by_part: dict[str, list[Person]],
    lang: Language,
) -> None:
    parts = core_words(tokens, run)
    if len(parts) == 1:
        return
    low = tuple(part.lower() for part in parts)
    for person in by_part.get(low[-1], []):
        if _same_person(person, low):
            if len(parts) > len(person.parts):
                person.parts, person.name = low, _spelled(tokens, run)
            _learn(tokens, run, person, lang)
            names.people[run.first] = person
            return
    person = Person(_spelled(tokens, run), low, first_seen=run.first)
    _learn(tokens, run, person, lang)
    names.people[run.first] = person
    names.everyone.append(person)
    for part in {low[0], low[-1], low[-1].rsplit("-", 1)[-1]}:
        by_part.setdefault(part, []).append(person)


def _same_person(person: Person, low: tuple[str, ...]) -> bool:
    """Whether two full names agree: same last name, and one given name, initial or short form."""
    if person.parts[-1] != low[-1]:
        return False
    one, other = person.parts[0], low[0]
    return (
        one == other
        or (one[:1] == other[:1] and min(len(one), len(other)) == 1)
        or bool(set(person.parts[:-1]) & set(low[:-1]))
    )


def _spelled(tokens: list[Token], run: Run) -> str:
    pieces: list[str] = []
    for at in range(run.core, run.last):
        gap = " " if at > run.core and tokens[at].start > tokens[at - 1].end else ""
        pieces.append(gap + tokens[at].text)
    return "".join(pieces)


def _join_short(
    tokens: list[Token],
    run: Run,
    names: Names,
    by_part: dict[str, list[Person]],
    lang: Language,
) -> None:
    parts = tuple(part.lower() for part in core_words(tokens, run))
    if not parts:
        return
    person = _meant(parts, run, _title_gender(tokens, run, lang), by_part)
    if person is None:
        if run.kind != "person":
            return
        person = Person(_spelled(tokens, run), parts, first_seen=run.first, full=False)
        names.everyone.append(person)
        by_part.setdefault(parts[-1], []).append(person)
    _learn(tokens, run, person, lang)
    names.people[run.first] = person


def _meant(
    parts: tuple[str, ...], run: Run, gender: str, by_part: dict[str, list[Person]]
) -> Person | None:
    """Say whom a short name means: by last name before given name, the latest before the next."""
    known = by_part.get(parts[-1], []) or by_part.get(parts[0], [])
    fitting = [p for p in known if not gender or not p.gender or p.gender == gender]
    earlier = [p for p in fitting if p.first_seen <= run.first]
    by_last = [p for p in earlier if p.parts[-1] == parts[-1]]
    if by_last or earlier:
        return (by_last or earlier)[-1]
    return fitting[0] if fitting else None


def _title_gender(tokens: list[Token], run: Run, lang: Language) -> str:
    for at in range(run.first, run.core):
        low = tokens[at].low
        if low in lang["titles_m"] or low in lang["roles_m"]:
            return "m"
        if low in lang["titles_f"] or low in lang["roles_f"]:
            return "f"
        if lang.code == "de" and low.endswith("in") and is_title(low, lang):
            return "f"
    return ""


def _learn(tokens: list[Token], run: Run, person: Person, lang: Language) -> None:
    """Take gender, title and role from one mention of a person."""
    gender = _title_gender(tokens, run, lang)
    if not gender and person.parts:
        given = person.parts[0]
        if given in lang.female or given.split("-")[0] in lang.female:
            gender = "f"
        elif given in lang.male or given.split("-")[0] in lang.male:
            gender = "m"
    if gender and not person.gender:
        person.gender = gender
    person.mentions += 1
    person.known = person.known or bool(gender) or run.core > run.first
    for at in range(run.first, run.core):
        if tokens[at].kind == "word":
            person.roles.add(tokens[at].low)
