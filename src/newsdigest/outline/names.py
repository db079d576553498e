"""Outline -> the people it names: full names first, then the short ones that mean them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsdigest.outline.runs import find_runs, is_title

if TYPE_CHECKING:
    from newsdigest.language.speech import Speech
    from newsdigest.outline.runs import Run
    from newsdigest.outline.tokens import Sentence, Token

FULL = 2
"""Words of a full name at the least."""
MOST_NAMESAKES = 50
"""People of one last name that are looked at, so that cost stays linear."""


@dataclass(slots=True, eq=False, repr=False)
class Person:
    """Somebody the text names: the fullest name seen, its parts, and what is known of them.

    `description` is the first the text prints beside the name: `text[slice(*described)]`.
    """

    name: str
    parts: tuple[str, ...]
    gender: str = ""
    description: str = ""
    roles: set[str] = field(default_factory=set)
    first_seen: int = 0
    full: bool = True
    mentions: int = 0
    known: bool = False
    described: tuple[int, int] = (-1, -1)

    @property
    def sure(self) -> bool:
        """Whether this is a person beyond doubt: a given name, a title, or named again."""
        return self.known or self.mentions > 1


@dataclass(slots=True, eq=False, repr=False)
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


def find_names(tokens: list[Token], lines: list[Sentence], lang: Speech) -> Names:
    """Find every capitalised run, then settle which persons they mean; linear in the outline."""
    runs = _without_lead(tokens, find_runs(tokens, lines, lang), lang)
    at = {token: number for number, run in enumerate(runs) for token in range(run.first, run.last)}
    names = Names(runs, at, {}, [])
    _settle(tokens, names, lang)
    return names


def _without_lead(tokens: list[Token], runs: list[Run], lang: Speech) -> list[Run]:
    """Begin a name behind the noun it leans on: "l'Intérieur Jean Petit", "Airbus Tom Ender".

    Shown by an article cut off before the noun, or by the rest standing alone elsewhere.
    """
    words = [core_words(tokens, run) for run in runs]
    alone = {name for name in words if len(name) == FULL}
    found: list[Run] = []
    for run, name in zip(runs, words, strict=True):
        elided = run.first > 0 and tokens[run.first - 1].low in lang.elided
        led = elided and tokens[run.first].start - tokens[run.first - 1].end == 1
        if len(name) > FULL and run.kind != "role" and (led or name[-FULL:] in alone):
            core = run.core + 1 if led and name[-FULL:] not in alone else run.last - FULL
            if all(tokens[at].kind == "word" for at in range(core, run.last)):
                run = run._replace(core=core, kind="person")  # noqa: PLW2901 - the run, read again
        found.append(run)
    return found


def _settle(tokens: list[Token], names: Names, lang: Speech) -> None:
    """Join runs to persons: full names first, then short ones by their last or given name."""
    by_part: dict[str, list[Person]] = {}
    for run in names.runs:
        if run.kind == "person":
            _join_full(tokens, run, names, by_part, lang)
    for number, run in enumerate(names.runs):
        if run.kind == "role" and _is_surname_too(tokens, run, by_part, lang):
            named = names.runs[number] = run._replace(kind="person")
            _join_short(tokens, named, names, by_part, lang)
        elif run.kind in ("person", "word") and run.first not in names.people:
            _join_short(tokens, run, names, by_part, lang)


def _is_surname_too(
    tokens: list[Token], run: Run, by_part: dict[str, list[Person]], lang: Speech
) -> bool:
    """Whether a title that stands alone is somebody's surname here: "King asked" of Gale King."""
    if run.last - run.first > 1 or lang.traits.capital_nouns:
        return False
    low = tokens[run.first].low
    led = run.first > 0 and tokens[run.first - 1].low in lang.determiners
    return not led and any(person.parts[-1] == low for person in by_part.get(low, []))


def core_words(tokens: list[Token], run: Run) -> tuple[str, ...]:
    """Give the words of the name proper."""
    return tuple(tokens[at].text for at in range(run.core, run.last) if tokens[at].kind == "word")


def _join_full(
    tokens: list[Token],
    run: Run,
    names: Names,
    by_part: dict[str, list[Person]],
    lang: Speech,
) -> None:
    parts = core_words(tokens, run)
    if len(parts) == 1:
        return
    low = tuple(part.lower() for part in parts)
    for person in by_part.get(low[-1], [])[-MOST_NAMESAKES:]:
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
    """Whether two full names of one last name agree: one given name, initial or middle name."""
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
    lang: Speech,
) -> None:
    parts = tuple(part.lower() for part in core_words(tokens, run))
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
    fitting = [
        p for p in known[-MOST_NAMESAKES:] if not gender or not p.gender or p.gender == gender
    ]
    earlier = [p for p in fitting if p.first_seen <= run.first]
    by_last = [p for p in earlier if p.parts[-1] == parts[-1]]
    if by_last or earlier:
        return (by_last or earlier)[-1]
    return fitting[0] if fitting else None


def _title_gender(tokens: list[Token], run: Run, lang: Speech) -> str:
    for at in range(run.first, run.core):
        low = tokens[at].low
        if low in lang.titles_m or low in lang.roles_m:
            return "m"
        if low in lang.titles_f or low in lang.roles_f:
            return "f"
        if low.endswith(lang.female_endings) and is_title(low, lang):
            return "f"
    return ""


def _learn(tokens: list[Token], run: Run, person: Person, lang: Speech) -> None:
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
