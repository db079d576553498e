"""The people of an outline: the fullest name of each, and the runs of capitals that mean them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsdigest.outline.runs import Run
    from newsdigest.outline.tokens import Token


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


def core_words(tokens: list[Token], run: Run) -> tuple[str, ...]:
    """Give the words of the name proper."""
    return tuple(tokens[at].text for at in range(run.core, run.last) if tokens[at].kind == "word")
