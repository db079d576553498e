"""Language -> the few closed word classes a scorer asks about.

Only words that open a sentence, point at its speaker or stand for somebody named before: closed
classes, a line or two a language. A language without hints is scored by shape and words alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsdigest.text.words import base_language

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Hints:
    """Closed word classes of one language, lower case.

    `speakers` are first-person words, `addressed` second-person ones, `others` third-person
    pronouns that point back, `pointers` the demonstratives and connectives that hang when they
    open a sentence, `pausing` those that hang only before a comma ("Instead,"), `pairing` those
    that stand when a name or a number follows ("Both Smith and Jones"), `phrases` the same in
    several words, keyed by the first, `standing` continuations that make an opening pointer
    stand alone ("this week"), `cues` the commonest verbs of saying.
    """

    speakers: frozenset[str] = frozenset()
    addressed: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    pointers: frozenset[str] = frozenset()
    pausing: frozenset[str] = frozenset()
    pairing: frozenset[str] = frozenset()
    phrases: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    standing: frozenset[str] = frozenset()
    cues: frozenset[str] = frozenset()


def hints_for(language: str) -> Hints:
    """Give the hints of a language, empty ones where we have none."""
    return _HINTS.get(base_language(language), NONE)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _phrases(text: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Index phrases by their first word: word -> what may follow it."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in text.split(", "):
        first, *rest = phrase.split()
        found[first] = (*found.get(first, ()), tuple(rest))
    return found


NONE = Hints()
_HINTS = {
    "en": Hints(
        speakers=_set("i we my our me us mine ours myself ourselves im ive"),
        addressed=_set("you your yours"),
        others=_set(
            "he she it they him her them his hers its their theirs himself herself itself "
            "themselves"
        ),
        pointers=_set(
            "this that these those such but and or nor so yet however therefore thus hence "
            "moreover furthermore meanwhile nevertheless nonetheless also another others "
            "additionally consequently accordingly likewise similarly afterwards afterward "
            "thereafter thereby conversely indeed neither both here"
        ),
        pausing=_set(
            "instead still then besides otherwise later earlier again finally too second "
            "secondly third thirdly eventually soon next plus first firstly once overall anyway"
        ),
        pairing=_set("both neither another"),
        phrases=_phrases(
            "in addition, as a result, for example, for instance, in contrast, by contrast, "
            "on the other hand, on the contrary, in fact, in turn, in other words, after that, "
            "at that point, at the same time, at that time, even so, even then, by then, "
            "since then, until then, the former, the latter, the same, the pair, the duo, "
            "the trio, the two, one of them, some of them, most of them, all of them, "
            "many of them, none of them, each of them, both of them, according to him, "
            "according to her, according to them, what is more, that said, "
            "not only that, in that case, in this case, of course, after all, despite this, "
            "despite that, because of this, because of that, with that, from there, to that end, "
            "to this end, to do so, in doing so, as such, first of all, that is why, "
            "for his part, for her part, for their part, on top of that, above all, "
            "in the meantime, in the process, in response"
        ),
        standing=_set(
            "week weekend month year morning afternoon evening spring summer autumn fall winter "
            "season century decade monday tuesday wednesday thursday friday saturday sunday "
            "january february march april may june july august september october november "
            "december christmas easter who whose far"
        ),
        cues=_set("said says say told tells added adds wrote writes"),
    ),
}
