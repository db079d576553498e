"""A stretch of the outline beside a verb -> the words that name who speaks.

No parser: a stretch is cut at commas, dashes and conjunctions, appositions are told from the
name they explain, and the head of what remains is a pronoun, a person, a body or a description.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.stages.quotes.phrases import BARE, Mention, Phrases

if TYPE_CHECKING:
    from newsdigest.stages.quotes.language import Language
    from newsdigest.stages.quotes.names import Names
    from newsdigest.stages.quotes.tokens import Token

_PARTS = frozenset(",;:—–-()[]…/|")
_ADJECTIVE = ("er", "es", "em")
"""Endings that German adjectives have and finite verbs do not."""


class Subjects:
    """Find the subject of a verb in an outline."""

    def __init__(self, tokens: list[Token], names: Names, lang: Language) -> None:
        self.tokens = tokens
        self.names = names
        self.lang = lang
        self.phrases = Phrases(tokens, names, lang)

    def before(self, first: int, verb: int) -> Mention | None:
        """Find the subject that ends before `verb`, in tokens `first` up to `verb`."""
        colons = (at for at in range(verb - 1, first, -1) if self.tokens[at].text in (";", ":"))
        first = next(colons, first - 1) + 1
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
        while first < last and self.phrases.is_adverb(first):
            first += 1
        if first >= last:
            return None
        if self.lang.code == "en" and self.tokens[first].low in self.lang["prepositions"]:
            return None
        parts = self._parts(first, last)
        if not parts or parts[0][0] != first:
            return None
        here = (first, self._cut_right(*parts[0]))
        found = self.phrases.head(*here)
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
            found = self.phrases.head(start, stop)
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
            if breaks and not (token.text == "." or self.phrases.in_run(at)):
                if at > start:
                    found.append((start, at))
                start = at + 1
        if last > start:
            found.append((start, last))
        return found

    def _skip_adverbs_back(self, first: int, verb: int) -> int:
        at = verb
        while at > first:
            token = self.tokens[at - 1]
            small = token.low in self.lang["auxiliaries"] and token.kind == "word"
            if token.low in self.lang["it"] and self._is_first_word(at - 1, first):
                break
            if not (small or self.phrases.is_adverb(at - 1)):
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
            if self.lang.code == "de" and self._ends_noun(at):
                return at
        return last

    def _ends_noun(self, at: int) -> bool:
        """Whether German goes on with its verb here: a small word right behind a noun."""
        before, token = self.tokens[at - 1], self.tokens[at]
        if token.kind != "word" or token.upper or not before.upper or self.phrases.in_run(at):
            return False
        small = ("determiners", "prepositions", "conjunctions", "subordinators", "adverbs")
        shut = any(token.low in self.lang[name] for name in small)
        return not shut and not token.low.endswith(_ADJECTIVE)

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
        if self.lang.code == "de" and (self._leads_adverbial(cut) or self._leads_adverbial(start)):
            return None
        cut = self._with_adjectives(parts, cut)
        if cut == end:
            return self._shared(parts, start, end)
        if self.tokens[cut].low in self.lang["relatives"]:
            return self._antecedent(parts, cut)
        return self.phrases.head(cut, end)

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
        known = self.tokens[cut].low in self.lang["determiners"] or self.phrases.pronoun(
            cut, cut + 1
        )
        return start if adjectives and not known else cut

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
        return self.phrases.head(*before[-1], late=True)

    def _behind_apposition(self, parts: list[tuple[int, int]]) -> Mention | None:
        """Read "X, who came late, said" and "the head of Y, X, said": nearest name wins."""
        fallback: Mention | None = None
        for start, end in reversed(parts):
            lead = self.tokens[start]
            if lead.low in self.lang["relatives"] or lead.low in self.lang["prepositions"]:
                continue
            begin = self._clause_start(start, end)
            found = self.phrases.head(begin, end) if begin < end else None
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
