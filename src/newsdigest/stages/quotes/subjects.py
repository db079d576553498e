"""A stretch of the outline beside a verb -> the words that name who speaks.

No parser: a stretch is cut at commas, dashes and conjunctions, appositions are told from the
name they explain, and the head of what remains is a pronoun, a person, a body or a description.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsdigest.stages.quotes.language import Language
    from newsdigest.stages.quotes.names import Names, Run
    from newsdigest.stages.quotes.tokens import Token

LONGEST_DESCRIPTION = 14
"""Tokens a speaker without a name may be described with."""
SHORT_PHRASE = 5
"""Tokens of a description that needs no article: "opposition lawmakers"."""
SHORTEST_ADVERB = 5
"""Letters of an adverb in -ly: "early" and not "fly"."""
BARE = 2
"""Tokens of a phrase that is a pronoun and hardly more."""

_PARTS = frozenset(",;:—–-()[]…/|")


@dataclass(frozen=True, slots=True)
class Mention:
    """Who speaks, as the text beside the quote says it: tokens `first` to `last` (exclusive).

    `kind` is person, pronoun, body, description or several (people joined by "and").
    """

    first: int
    last: int
    kind: str


class Subjects:
    """Find the subject of a verb in an outline."""

    def __init__(self, tokens: list[Token], names: Names, lang: Language) -> None:
        self.tokens = tokens
        self.names = names
        self.lang = lang

    def before(self, first: int, verb: int) -> Mention | None:
        """Find the subject that ends before `verb`, in tokens `first` up to `verb`."""
        last = self._skip_adverbs_back(first, verb)
        parts = self._parts(first, last)
        if not parts:
            return None
        if parts[-1][1] == last and parts[-1][0] < last:
            return self._beside(parts)
        return self._behind_apposition(parts)

    def after(self, verb: int, last: int) -> Mention | None:
        """Find the subject that follows `verb`, in the tokens up to `last`."""
        first = verb + 1
        while first < last and self.is_adverb(first):
            first += 1
        if first >= last:
            return None
        parts = self._parts(first, last)
        if not parts or parts[0][0] != first:
            return None
        here = (first, self._cut_right(*parts[0]))
        found = self._head(*here)
        if found is None:
            return None
        if found.kind == "description" and len(parts) > 1 and parts[1][0] == parts[0][1] + 1:
            named = self._pure_name(*parts[1])
            if named is not None:
                return named
        return found

    def opening(self, first: int, last: int) -> Mention | None:
        """Find the subject a clause opens with, past what stands before it ("On Monday, ...")."""
        for start, end in self._parts(first, last):
            if self.tokens[start].low in self.lang["prepositions"] | self.lang["subordinators"]:
                continue
            stop = self._verb_in(start, end)
            found = self._head(start, stop)
            if found is not None:
                return found
        return None

    # ------------------------------------------------------------ cutting

    def _parts(self, first: int, last: int) -> list[tuple[int, int]]:
        """Cut a stretch at commas, dashes, brackets and speech; empty parts are left out."""
        found: list[tuple[int, int]] = []
        start = first
        for at in range(first, last):
            token = self.tokens[at]
            breaks = token.kind in ("speech", "break") or token.text in _PARTS
            if breaks and not (token.text == "." or self._in_run(at)):
                if at > start:
                    found.append((start, at))
                start = at + 1
        if last > start:
            found.append((start, last))
        return found

    def _in_run(self, at: int) -> bool:
        return self.names.run_over(at) is not None

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

    def _skip_adverbs_back(self, first: int, verb: int) -> int:
        at = verb
        while at > first:
            token = self.tokens[at - 1]
            small = token.low in self.lang["auxiliaries"] and token.kind == "word"
            if token.low in self.lang["it"] and self._is_first_word(at - 1, first):
                break
            if not (small or self.is_adverb(at - 1)):
                break
            at -= 1
        return at

    def _is_first_word(self, at: int, first: int) -> bool:
        return at == first or self.tokens[at - 1].kind != "word"

    def _verb_in(self, first: int, last: int) -> int:
        for at in range(first + 1, last):
            low = self.tokens[at].low
            if low in self.lang["verbs"] or low in self.lang["auxiliaries"]:
                return at
        return last

    def _cut_right(self, first: int, last: int) -> int:
        """End a subject that follows its verb where time, place or a clause begins."""
        lang = self.lang
        for at in range(first, last):
            low = self.tokens[at].low
            if self.tokens[at].kind != "word" or (self.tokens[at].upper and at > first):
                if at > first and low in lang["calendar"]:
                    return at
                continue
            stops = low in lang["subordinators"] or low in lang["auxiliaries"]
            if at > first and (stops or (low in lang["prepositions"] - lang["linking"])):
                return at
            if at > first and low in lang["verbs"] and low not in lang["roles"]:
                return at
        return last

    # ------------------------------------------------------------ choosing

    def _beside(self, parts: list[tuple[int, int]]) -> Mention | None:
        """Read a subject that touches its verb."""
        start, end = parts[-1]
        cut = self._clause_start(start, end)
        if self.lang.code == "de" and self._leads_adverbial(cut):
            return None
        cut = self._with_adjectives(parts, cut)
        if cut == end:
            return self._shared(parts, start, end)
        if self.tokens[cut].low in self.lang["relatives"]:
            return self._antecedent(parts, cut)
        found = self._head(cut, end)
        if found is not None and found.kind == "description" and self._is_apposed(parts, cut):
            named = self._behind_apposition(parts[:-1])
            if named is not None and named.kind == "person":
                return named
        return found

    def _leads_adverbial(self, at: int) -> bool:
        """Whether German puts the subject behind the verb: "Am Montag sagte X"."""
        low = self.tokens[at].low
        return low in self.lang["prepositions"] or low in self.lang["subordinators"]

    def _with_adjectives(self, parts: list[tuple[int, int]], cut: int) -> int:
        """Put back "the lanky," before "bespectacled professor"."""
        if len(parts) == 1 or cut != parts[-1][0] or self.tokens[cut].upper:
            return cut
        start, end = parts[-2]
        adjectives = end - start <= BARE and self.tokens[start].low in self.lang["determiners"]
        known = self.tokens[cut].low in self.lang["determiners"] or self._pronoun(cut, cut + 1)
        return start if adjectives and not known else cut

    def _is_apposed(self, parts: list[tuple[int, int]], cut: int) -> bool:
        start, _ = parts[-1]
        return cut == start and len(parts) > 1 and self.tokens[start - 1].text == ")"

    def _shared(self, parts: list[tuple[int, int]], start: int, end: int) -> Mention | None:
        """Read "X went home and said": the subject the first verb has."""
        first = self._parts(start, end)
        whole = [*parts[:-1], *first]
        for low, high in whole:
            found = self.opening(low, high)
            if found is not None and found.kind != "description":
                return found
        return self.opening(whole[0][0], end) if whole else None

    def _clause_start(self, first: int, last: int) -> int:
        """Find where the clause that touches the verb begins, from the right."""
        lang = self.lang
        for at in range(last - 1, first - 1, -1):
            token = self.tokens[at]
            if token.kind != "word" or (token.upper and at > first):
                continue
            if token.low in lang["relatives"]:
                return at
            if token.low in lang["subordinators"] and token.low not in lang["linking"]:
                return at + 1
            if token.low in lang["conjunctions"] and not self._joins_names(at, first, last):
                return at + 1
        return first

    def _joins_names(self, at: int, first: int, last: int) -> bool:
        """Whether an "and" joins two people rather than two verbs."""
        if at <= first or at + 1 >= last:
            return False
        left = self.names.run_over(at - 1)
        right = self.names.run_over(at + 1)
        if left is not None and right is not None:
            return True
        return right is None and left is None and self.tokens[at + 1].low in self.lang["roles_pl"]

    def _antecedent(self, parts: list[tuple[int, int]], relative: int) -> Mention | None:
        """Find whom a "who" stands for: what ends just before it."""
        before = [(a, min(b, relative)) for a, b in parts if a < relative]
        before = [(a, b) for a, b in before if a < b]
        if not before:
            return None
        return self._head(*before[-1], late=True)

    def _behind_apposition(self, parts: list[tuple[int, int]]) -> Mention | None:
        """Read "X, who came late, said" and "the head of Y, X, said": nearest name wins."""
        fallback: Mention | None = None
        for start, end in reversed(parts):
            lead = self.tokens[start]
            if lead.low in self.lang["relatives"] or lead.low in self.lang["prepositions"]:
                continue
            begin = self._clause_start(start, end)
            found = self._head(begin, end) if begin < end else None
            if found is None:
                continue
            if found.kind == "pronoun" or self._is_sure(found):
                return found
            if found.kind == "person" and (found.first, found.last) == (begin, end):
                return found
            fallback = fallback if fallback is not None and found.kind == "description" else found
        return fallback

    def _is_sure(self, mention: Mention) -> bool:
        runs = [self.names.run_over(mention.first), self.names.run_over(mention.last - 1)]
        people = [None if run is None else self.names.person_of(run) for run in runs]
        return all(person is not None and person.sure for person in people)

    def _pure_name(self, first: int, last: int) -> Mention | None:
        """Read a part that is nothing but a person's name."""
        run = self.names.run_over(first)
        if run is None or run.first != first or run.owner or run.kind not in ("person", "word"):
            return None
        rest = self.tokens[run.last : last]
        if any(token.kind == "word" and token.low not in self.lang["adverbs"] for token in rest):
            following = rest[0].low if rest else ""
            if following not in self.lang["prepositions"]:
                return None
        return Mention(run.first, run.last, "person")

    # ------------------------------------------------------------ heads

    def _head(self, first: int, last: int, *, late: bool = False) -> Mention | None:
        """Find who a noun phrase names: pronoun, last name before a preposition, description."""
        while first < last and (self.is_adverb(first) or self._leads(first)):
            first += 1
        if first >= last:
            return None
        pronoun = self._pronoun(first, last)
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
        return token.low in self.lang["conjunctions"] or token.kind == "sign"

    def _pronoun(self, first: int, last: int) -> Mention | None:
        lang = self.lang
        token = self.tokens[first]
        known = any(token.low in lang[kind] for kind in ("he", "she", "they", "it", "first"))
        short = last - first <= BARE or not self._in_run(first)
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
        if run.last >= last:
            return False
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
        return self._description(first, last)

    def _only_linked(self, first: int, last: int) -> bool:
        return first >= last or self.tokens[first].low in self.lang["linking"]

    def _description(self, first: int, last: int) -> Mention | None:
        """Take a phrase that begins like a noun phrase and is short enough to print."""
        end = self._cut_time(first, last)
        if not 0 < end - first <= LONGEST_DESCRIPTION:
            return None
        token = self.tokens[first]
        low = token.low
        lang = self.lang
        fits = (
            low in lang["determiners"]
            or self._in_run(first)
            or low in lang["roles"]
            or low in lang["roles_pl"]
            or self._has_role(first, min(end, first + SHORT_PHRASE))
        )
        if not fits or token.kind not in ("word", "number"):
            return None
        small = lang["determiners"] | lang["prepositions"]
        if all(self.tokens[at].low in small for at in range(first, end)):
            return None
        return Mention(first, end, "description")

    def _has_role(self, first: int, last: int) -> bool:
        lang = self.lang
        lows = [self.tokens[at].low for at in range(first, last)]
        return any(low in lang["roles"] or low in lang["roles_pl"] for low in lows)

    def _cut_time(self, first: int, last: int) -> int:
        """Drop "on Monday" and the like from the end of a description."""
        drop = self.lang["prepositions"] - self.lang["linking"]
        for at in range(first + 1, last):
            token = self.tokens[at]
            if token.kind == "word" and not token.upper and token.low in drop:
                return at
            if token.low in self.lang["calendar"]:
                return at
        return last
