"""A short phrase -> the fullest one of the text: "le ministère" is that "de la Culture".

A noun for a body is named in full once ("l'Académie de médecine", "el periódico El Faro") and
stands for that name later; so is one for a person whom the text does not name ("l'expert de la
Cour"). Read for languages whose articles show gender, where the head leads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsdigest.outline.read import Outline

SHORT = 3
"""Tokens of a short phrase."""
LONGEST = 12
"""Tokens of a full phrase."""
NEAR = 3
"""Tokens behind a role's phrase in which a name would explain it."""


class Fuller:
    """All full phrases of an outline by their head, each with its place."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.words = outline.words
        self.phrases: dict[str, list[tuple[int, str]]] = {}
        self.is_read = not self.words.articles_m

    def of(self, first: int, last: int) -> str:
        """Give the full name a short phrase stands for, "" where the text has none before it.

        Short is an article and a noun, an adjective at the most. Of several the latest.
        """
        tokens, words = self.outline.tokens, self.words
        if not self.is_read:
            self.is_read = True
            for at, token in enumerate(tokens):
                if token.low in words.organisations or token.text in words.roles:
                    self._read(at)
        if last - first > SHORT or tokens[first].low not in self.words.articles:
            return ""
        heads = [t.low for t in tokens[first + 1 : last] if t.low in self.phrases]
        if not heads:
            return ""
        before = [name for at, name in self.phrases[heads[0]] if at < first]
        return before[-1] if before else ""

    def _read(self, at: int) -> None:
        """Read the phrase of a head: with a name behind it, or with what it is of."""
        tokens, names = self.outline.tokens, self.outline.names
        stop = min(len(tokens), at + LONGEST)
        end = at + 1
        run = names.run_over(end) if end < stop else None
        body = tokens[at].low in self.words.organisations
        if body and run is not None and run.first == end and names.person_of(run) is None:
            self._keep(at, self.outline.slice(run.first, run.last))
            return
        if end < stop and self._is_adjective(end):
            end += 1
        if end >= stop or tokens[end].low not in self.words.linking:
            return
        while end < stop and self._goes_on(end):
            run = names.run_over(end)
            end = run.last if run is not None else end + 1
        while end > at + 1 and tokens[end - 1].low in self.words.linking | self.words.articles:
            end -= 1
        named = not body and any(names.run_over(n) is not None for n in range(at + 1, end + 1))
        if end > at + 2 and (body or not self._names_somebody(at, end, named=named)):
            led = at > 0 and tokens[at - 1].low in self.words.articles
            self._keep(at, self.outline.slice(at - led, end))

    def _names_somebody(self, at: int, end: int, *, named: bool) -> bool:
        """Whether a name explains who a role is: "l'expert de la Cour Luc Petit", ", Luc Petit"."""
        tokens, names = self.outline.tokens, self.outline.names
        near = range(at + 1, min(len(tokens), end + NEAR))
        runs = (names.run_over(n) for n in near)
        people = (names.person_of(run) for run in runs if run is not None)
        return named and any(person is not None and person.known for person in people)

    def _is_adjective(self, at: int) -> bool:
        token = self.outline.tokens[at]
        small = token.kind == "word" and not token.upper
        return small and not self._is_small(token.low) and token.low not in self.words.verbs

    def _is_small(self, low: str) -> bool:
        words = self.words
        return any(
            low in group
            for group in (
                *(words.prepositions, words.conjunctions, words.auxiliaries, words.relatives),
                *(words.subordinators, words.copulas, words.adverbs),
            )
        )

    def _goes_on(self, at: int) -> bool:
        """Whether a phrase goes on: "de la", a name, a noun behind those."""
        token, before = self.outline.tokens[at], self.outline.tokens[at - 1]
        if token.kind != "word" or token.start - before.end > 1:
            return False
        if token.low in self.words.linking or self.outline.names.run_over(at) is not None:
            return True
        led = before.low in self.words.linking | self.words.articles
        if token.low in self.words.articles:
            return before.low in self.words.linking
        return led or (self._is_adjective(at) and before.kind == "word" and before.upper)

    def _keep(self, at: int, name: str) -> None:
        self.phrases.setdefault(self.outline.tokens[at].low, []).append((at, name))
