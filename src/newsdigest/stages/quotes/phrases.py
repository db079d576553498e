"""A noun phrase of the outline -> whom it names: a pronoun, a person, a body, a description."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.stages.quotes.runs import is_past

if TYPE_CHECKING:
    from newsdigest.stages.quotes.language import Language
    from newsdigest.stages.quotes.names import Names
    from newsdigest.stages.quotes.runs import Run
    from newsdigest.stages.quotes.tokens import Token

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


class Phrases:
    """Read the noun phrases of an outline."""

    def __init__(self, tokens: list[Token], names: Names, lang: Language) -> None:
        self.tokens = tokens
        self.names = names
        self.lang = lang

    def is_adverb(self, at: int) -> bool:
        """Say whether a word may stand between a verb and its subject."""
        token = self.tokens[at]
        low = token.low
        if token.kind != "word":
            return False
        if token.upper and low not in self.lang["calendar"]:
            return self.lang.code == "de" and low in self.lang["adverbs"]
        if low in self.lang["adverbs"]:
            return True
        return self.lang.code == "en" and low.endswith("ly") and len(low) >= SHORTEST_ADVERB

    def in_run(self, at: int) -> bool:
        """Whether a token belongs to a run of capitals."""
        return self.names.run_over(at) is not None

    def head(self, first: int, last: int, *, late: bool = False) -> Mention | None:
        """Find who a noun phrase names: pronoun, last name before a preposition, description."""
        while first < last and (self.is_adverb(first) or self._leads(first)):
            first += 1
        if first >= last:
            return None
        pronoun = self.pronoun(first, last)
        if pronoun is not None:
            return pronoun
        runs = self._free_runs(first, last, late=late)
        people = [run for run in runs if self._is_person(run)]
        if people:
            return self._joined(people, runs)
        if runs and (runs[-1].kind in ("body", "word")):
            return self._body(first, last, runs)
        return self._description(first, last)

    def _leads(self, at: int) -> bool:
        token = self.tokens[at]
        helps = self.lang.code != "en" and token.low in self.lang["auxiliaries"]
        return helps or token.low in self.lang["conjunctions"] or token.kind == "sign"

    def pronoun(self, first: int, last: int) -> Mention | None:
        """Read a phrase that is a pronoun."""
        lang = self.lang
        token = self.tokens[first]
        known = any(token.low in lang[kind] for kind in ("he", "she", "they", "it", "first"))
        short = last - first <= BARE or not self.in_run(first)
        if token.kind == "word" and known and short:
            return Mention(first, first + 1, "pronoun")
        if token.low in lang["nobody"] and last - first < BARE:
            return Mention(first, first + 1, "nobody")
        return None

    def _is_person(self, run: Run) -> bool:
        return run.kind == "person" or self.names.person_of(run) is not None

    def _free_runs(self, first: int, last: int, *, late: bool) -> list[Run]:
        """List the runs of a phrase that may be its head: not owners, not behind "of" or "for"."""
        found: list[Run] = []
        at = first
        while at < last:
            run = self.names.run_over(at)
            if run is None:
                token = self.tokens[at]
                small = token.kind == "word" and token.low in self.lang["prepositions"]
                if small and at > first and not late:
                    break
                at += 1
                continue
            if not run.owner and run.kind != "role" and not self._modifies(run, last):
                found.append(run)
            at = max(run.last, at + 1)
        return found

    def _modifies(self, run: Run, last: int) -> bool:
        """Whether a run only stands before the noun that matters: "Surrey staff"."""
        if run.last >= last or self.lang.code == "de":
            return False  # German writes nouns large: what is small is no head
        token = self.tokens[run.last]
        lang = self.lang
        if any(token.low in lang[name] for name in ("roles", "roles_pl", "organisations")):
            return True
        person = self.names.person_of(run)
        led = run.first > 0 and self.tokens[run.first - 1].low in lang["determiners"]
        if person is not None and person.sure and not led:
            return False
        if token.kind != "word" or token.upper or token.start - self.tokens[run.last - 1].end > 1:
            return False
        small = ("prepositions", "conjunctions", "auxiliaries", "adverbs", "relatives", "copulas")
        return not any(token.low in lang[name] for name in small)

    def _joined(self, people: list[Run], runs: list[Run]) -> Mention:
        """Take the last person, or several joined by "and"."""
        first = last = people[-1]
        for run in reversed(people[:-1]):
            between = self.tokens[run.last : first.first]
            if len(between) == 1 and between[0].low in self.lang["conjunctions"]:
                first = run
            else:
                break
        if first is not last:
            return Mention(first.first, last.last, "several")
        del runs
        return Mention(last.first, last.last, "person")

    def _body(self, first: int, last: int, runs: list[Run]) -> Mention | None:
        """Take a body's name; with small words round it, the phrase as it stands."""
        run = runs[-1]
        begins = run.first - first <= 1
        lone = begins and self._only_linked(run.last, last)
        if lone and run.last == last:
            return Mention(run.first, run.last, "body")
        rest = self.tokens[run.last : last]
        if self.lang.code == "de" and begins and len(rest) == 1 and not rest[0].upper:
            return Mention(run.first, run.last, "body")  # "sagte Vogt empört"
        return self._description(first, last)

    def _only_linked(self, first: int, last: int) -> bool:
        return first >= last or self.tokens[first].low in self.lang["linking"]

    def _description(self, first: int, last: int) -> Mention | None:
        """Take a phrase that begins like a noun phrase and is short enough to print."""
        end = self._cut_verb(first, self._cut_time(first, last))
        while end > first and self._trails(end - 1):
            end -= 1
        if not 0 < end - first <= LONGEST_DESCRIPTION:
            return None
        token = self.tokens[first]
        low = token.low
        lang = self.lang
        fits = (
            low in lang["determiners"]
            or self.in_run(first)
            or low in lang["roles"]
            or low in lang["roles_pl"]
            or self._has_role(first, min(end, first + SHORT_PHRASE))
        )
        if not fits or token.kind not in ("word", "number"):
            return None
        if low in lang["that"] and end > first + 1 and self.pronoun(first + 1, end) is not None:
            return None
        lows = [self.tokens[at].low for at in range(first, end)]
        if any(low in lang["doubt"] or low in lang["copulas"] for low in lows):
            return None  # a clause, no noun phrase: "umso wichtiger seien Vorbilder"
        small = lang["determiners"] | lang["prepositions"]
        if all(low in small or self._is_no_noun(at) for at, low in enumerate(lows, first)):
            return None
        return Mention(first, end, "description")

    def _is_no_noun(self, at: int) -> bool:
        """Whether German spelling shows that a word is no noun: "die offen darüber sprechen"."""
        token = self.tokens[at]  # "58-Jährige" is one
        return self.lang.code == "de" and token.text == token.low

    def _trails(self, at: int) -> bool:
        """Whether a token at the end of a phrase does not belong to it."""
        token = self.tokens[at]
        if token.kind == "word":
            shut = ("prepositions", "relatives", "subordinators")
            return not token.upper and any(token.low in self.lang[name] for name in shut)
        return token.kind == "sign" and not self.in_run(at)

    def _has_role(self, first: int, last: int) -> bool:
        lang = self.lang
        lows = [self.tokens[at].low for at in range(first, last)]
        return any(low in lang["roles"] or low in lang["roles_pl"] for low in lows)

    def _cut_verb(self, first: int, last: int) -> int:
        """End a description before what its head did: "team members dressed for a game"."""
        for at in range(first + 1, last):
            low = self.tokens[at].low
            led = self.tokens[at - 1].low in self.lang["determiners"]
            if not led and len(low) > SHORTEST_PAST and is_past(low, self.lang):
                return at
        return last

    def _cut_time(self, first: int, last: int) -> int:
        """Drop "during lunch" and the like from the end of a description."""
        drop = self.lang["prepositions"] - self.lang["linking"]
        for at in range(first + 1, last):
            token = self.tokens[at]
            if token.kind == "word" and not token.upper and token.low in drop:
                return at
        return last
