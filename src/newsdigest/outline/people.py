"""Outline -> the people it names: full names first, then the short ones that mean them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from newsdigest.outline.names import Names, Person, core_words
from newsdigest.outline.runs import find_runs, is_title

if TYPE_CHECKING:
    from newsdigest.language.speech import Speech
    from newsdigest.outline.runs import Run
    from newsdigest.outline.tokens import Sentence, Token

LONGEST_SMALL = 3
"""Letters of a word that may be short for a name or a small word."""
FULL = 2
"""Words of a full name at the least."""
_STOPS = frozenset(".!?…:")
MOST_NAMESAKES = 50
"""People of one last name that are looked at, so that cost stays linear."""


def find_names(text: str, tokens: list[Token], lines: list[Sentence], lang: Speech) -> Names:
    """Find every capitalised run, then settle which persons they mean; linear in the outline."""
    runs = _without_lead(tokens, _part_joined(tokens, find_runs(tokens, lines, lang), lang), lang)
    if lang.traits.capital_nouns:
        runs = _part_owners(tokens, runs, lang)
    at = {token: number for number, run in enumerate(runs) for token in range(run.first, run.last)}
    names = Names(runs, at, {}, [])
    _People(text, tokens, names, lang).settle()
    return names


def _part_joined(tokens: list[Token], runs: list[Run], lang: Speech) -> list[Run]:
    """Part "Olmo y Riva" where the text names both alone: "Ortega y Gasset" is one."""
    if not lang.conjunctions & lang.particles:
        return runs
    alone = {tokens[run.first].low for run in runs if run.last - run.first == 1}
    found: list[Run] = []
    for run in runs:
        ends = tokens[run.first].low in alone and tokens[run.last - 1].low in alone
        joined = run.last - run.first == FULL + 1 and tokens[run.first + 1].low in lang.conjunctions
        if not (ends and joined):
            found.append(run)
            continue
        found.append(run._replace(core=run.first, last=run.first + 1, kind="word", owner=False))
        last = run.last - 1
        found.append(run._replace(first=last, core=last, kind="word"))
    return found


def _without_lead(tokens: list[Token], runs: list[Run], lang: Speech) -> list[Run]:
    """Begin a name behind the noun it leans on: "l'Intérieur Jean Petit", "Airbus Tom Ender".

    Shown by an article cut off before the noun, or by the rest standing alone elsewhere; behind
    letters ("MK Ana Ruiz") it is enough that the last name does.
    """
    words = [core_words(tokens, run) for run in runs]
    alone = {name for name in words if len(name) == FULL}
    single = {name[0] for name in words if len(name) == 1}
    given = {name[0] for name in words if len(name) > 1}
    opening, small = _opening_words(tokens, runs)
    nouns = _nouns(tokens, runs, words, lang)
    found: list[Run] = []
    for run, name in zip(runs, words, strict=True):
        if name and name[0] in opening and name[0].lower() not in lang.given:
            also = single if name[0].lower() in small else set[str]()
            run, name = _past_opening(run, name, given, also)  # noqa: PLW2901
        if run.kind == "person" and run.core == run.first and name[0].lower() in nouns:
            run = run._replace(kind="body")  # noqa: PLW2901 - "Tiendas Olmo" of "las tiendas"
        letters = len(name) == FULL + 1 and name[0].isupper() and name[-1] in single
        elided = run.first > 0 and tokens[run.first - 1].low in lang.elided
        led = elided and tokens[run.first].start - tokens[run.first - 1].end == 1
        behind = letters or name[-FULL:] in alone
        body = bool(name) and name[0].lower() in lang.organisations
        if len(name) > FULL and run.kind != "role" and (led or behind) and not body:
            core = run.last - FULL if behind else run.core + 1
            if all(tokens[at].kind == "word" for at in range(core, run.last)):
                run = run._replace(core=core, kind="person")  # noqa: PLW2901 - the run, read again
        found.append(run)
    return found


def _nouns(
    tokens: list[Token], runs: list[Run], words: list[tuple[str, ...]], lang: Speech
) -> set[str]:
    """Collect first words of names that stand small behind "the" or "of": no given names."""
    if lang.traits.fixed_order or lang.traits.capital_nouns:
        return set()
    leads = {
        name[0].lower()
        for run, name in zip(runs, words, strict=True)
        if run.kind == "person" and run.core == run.first and len(name[0]) > LONGEST_SMALL
    }
    leads -= lang.given
    return {
        token.text
        for before, token in pairwise(tokens)
        if token.text in leads and (before.low in lang.determiners or before.low in lang.linking)
    }


def _opening_words(tokens: list[Token], runs: list[Run]) -> tuple[set[str], set[str]]:
    """Collect words whose capital only heads sentences, and the words that are written small."""
    opens: set[str] = set()
    inner: set[str] = set()
    for run in runs:
        before = tokens[run.first - 1] if run.first else None
        first = before is None or before.kind in ("break", "speech") or before.text in _STOPS
        at = run.first + first
        inner.update(token.text for token in tokens[at : run.last])
        if first and run.last - run.first > 1:
            opens.add(tokens[run.first].text)
    opens -= inner
    small = {token.text for token in tokens if token.text.islower()} if opens else set()
    return opens, small


def _past_opening(
    run: Run, name: tuple[str, ...], given: set[str], single: set[str]
) -> tuple[Run, tuple[str, ...]]:
    """Begin a name behind the verb that opens its sentence: "Runs Ana Ruiz", "Asks Ana".

    `given` are the first words of full names; `single` are last names that stand alone, where the
    text writes the opening word small elsewhere.
    """
    rest = name[1:]
    if run.kind != "person" or run.core != run.first or not rest:
        return run, name
    if len(rest) == 1 and rest[0] in given:
        return run._replace(first=run.first + 1, core=run.core + 1, kind="word"), rest
    if len(rest) == FULL and rest[-1] in single:
        return run._replace(first=run.first + 1, core=run.core + 1), rest
    return run, name


def _part_owners(tokens: list[Token], runs: list[Run], lang: Speech) -> list[Run]:
    """Part a last name from the noun behind it: "Vogts Antrag", "sieht Vogt Vorteile"."""
    named = [run for run in runs if run.kind == "person" and run.last - run.core > 1]
    lasts = {tokens[run.last - 1].low for run in named}
    found: list[Run] = []
    for run in runs:
        low = tokens[run.core].low
        owner = low[:-1] in lasts and low.endswith("s")
        many = run.last - run.core > 1 and run.kind in ("person", "body")
        if many and low not in lang.given and (owner or low in lasts):
            rest = "word" if run.last - run.core == FULL else "body"
            behind = run.core + 1
            found.append(run._replace(last=behind, kind="word", owner=owner))
            found.append(run._replace(first=behind, core=behind, kind=rest))
        else:
            found.append(run)
    return found


class _People:
    """Join runs to persons: full names first, then short ones by their last or given name."""

    def __init__(self, text: str, tokens: list[Token], names: Names, lang: Speech) -> None:
        self.text = text
        self.tokens = tokens
        self.names = names
        self.lang = lang
        self.by_part: dict[str, list[Person]] = {}

    def settle(self) -> None:
        """Say of every run whom it means."""
        runs = self.names.runs
        lone = self._lone_titles()
        for number, run in enumerate(runs):
            two = run.kind == "role" and run.last - run.first == FULL
            if two and self.tokens[run.last - 1].low in lone:
                runs[number] = run._replace(kind="person")  # "Gale King", who is "King" below
            if runs[number].kind == "person":
                self._join_full(runs[number])
        for number, run in enumerate(runs):
            if run.kind in ("role", "body") and self._is_last_name(run):
                runs[number] = run._replace(kind="person" if run.kind == "role" else "word")
                self._join_short(runs[number])
            elif run.kind in ("person", "word") and run.first not in self.names.people:
                self._join_short(run)

    def _lone_titles(self) -> set[str]:
        """Collect the titles that stand alone and without an article, as a last name does."""
        if self.lang.traits.capital_nouns:
            return set()
        roles = (r for r in self.names.runs if r.kind == "role" and r.last - r.first == 1)
        return {self.tokens[run.first].low for run in roles if not self._is_led(run)}

    def _is_led(self, run: Run) -> bool:
        return run.first > 0 and self.tokens[run.first - 1].low in self.lang.determiners

    def _is_last_name(self, run: Run) -> bool:
        """Whether a word that stands alone is somebody's last name here.

        A title ("King asked", of Gale King), or in German what looks like an adjective at the
        head of a sentence ("Weber sagt").
        """
        nouns = self.lang.traits.capital_nouns
        if run.last - run.first > 1 or nouns == (run.kind == "role") or self._is_led(run):
            return False
        low = self.tokens[run.first].low
        return any(p.full and p.parts[-1] == low for p in self.by_part.get(low, []))

    def _join_full(self, run: Run) -> None:
        parts = core_words(self.tokens, run)
        if len(parts) == 1:
            return
        low = tuple(part.lower() for part in parts)
        for person in self.by_part.get(low[-1], [])[-MOST_NAMESAKES:]:
            if _same_person(person, low):
                if len(parts) > len(person.parts):
                    person.parts, person.name = low, self._spelled(run)
                self._learn(run, person)
                return
        person = Person(self._spelled(run), low, first_seen=run.first)
        self._learn(run, person)
        self.names.everyone.append(person)
        particles = self.lang.particles
        inner = {part for part in low[1:-1] if len(part) > FULL and part not in particles}
        for part in {low[0], low[-1], low[-1].rsplit("-", 1)[-1]} | inner:
            self.by_part.setdefault(part, []).append(person)

    def _join_short(self, run: Run) -> None:
        parts = tuple(part.lower() for part in core_words(self.tokens, run))
        if run.owner and self.lang.traits.capital_nouns and parts[-1] not in self.by_part:
            parts = (*parts[:-1], parts[-1].removesuffix("s"))  # "Vogts": Vogt's
        person = self._meant(parts, run)
        if person is None:
            if run.kind != "person":
                return
            whole = run._replace(core=run.first) if parts[0] in self.lang.calendar else run
            person = Person(self._spelled(whole), parts, first_seen=run.first, full=False)
            self.names.everyone.append(person)
            self.by_part.setdefault(parts[-1], []).append(person)
        self._learn(run, person)

    def _meant(self, parts: tuple[str, ...], run: Run) -> Person | None:
        """Say whom a short name means: by last before given name, the latest before the next."""
        gender = self._title_gender(run)
        known = self.by_part.get(parts[-1], []) or self.by_part.get(parts[0], [])
        fitting = [
            p for p in known[-MOST_NAMESAKES:] if not gender or not p.gender or p.gender == gender
        ]
        earlier = [p for p in fitting if p.first_seen <= run.first]
        by_last = [p for p in earlier if p.parts[-1] == parts[-1]]
        if by_last or earlier:
            return (by_last or earlier)[-1]
        return fitting[0] if fitting else None

    def _title_gender(self, run: Run) -> str:
        lang = self.lang
        for at in range(run.first, run.core):
            low = self.tokens[at].low
            if low in lang.titles_m or low in lang.roles_m:
                return "m"
            if low in lang.titles_f or low in lang.roles_f:
                return "f"
            if low.endswith(lang.female_endings) and is_title(low, lang):
                return "f"
        return ""

    def _spelled(self, run: Run) -> str:
        return self.text[self.tokens[run.core].start : self.tokens[run.last - 1].end]

    def _learn(self, run: Run, person: Person) -> None:
        """Give a run to a person, and take gender, title and role from it."""
        lang = self.lang
        gender = self._title_gender(run)
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
            if self.tokens[at].kind == "word":
                person.roles.add(self.tokens[at].low)
        self.names.people[run.first] = person


def _same_person(person: Person, low: tuple[str, ...]) -> bool:
    """Whether two full names of one last name agree: one given name, initial or middle name."""
    one, other = person.parts[0], low[0]
    return (
        one == other
        or (one[:1] == other[:1] and min(len(one), len(other)) == 1)
        or bool(set(person.parts[:-1]) & set(low[:-1]))
    )
