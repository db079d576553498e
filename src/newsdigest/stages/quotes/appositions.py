"""Parts between commas -> which of them names somebody, and which only explains a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.outline.phrases import BARE, Mention
from newsdigest.outline.runs import is_title

if TYPE_CHECKING:
    from newsdigest.outline.read import Outline


def explained(outline: Outline, parts: list[tuple[int, int]], cut: int) -> Mention | None:
    """Read "X, an analyst at the bank Y believes": the comma behind the apposition is missing."""
    lang, (start, end) = outline.words, parts[-1]
    if len(parts) == 1 or not lang.traits.fixed_order or cut != start:
        return None
    if outline.tokens[start].low not in lang.indefinite or parts[-2][1] != start - 1:
        return None
    linked = any(token.low in lang.prepositions for token in outline.tokens[start:end])
    return pure_name(outline, *parts[-2]) if linked else None


def explains(outline: Outline, mention: Mention) -> bool:
    """Whether a phrase between commas explains what stands before it: "A report by X, a ..."."""
    return outline.tokens[mention.first].low in outline.words.indefinite


def is_party(outline: Outline, start: int, end: int) -> bool:
    """Whether a part between commas is a party and a place behind a name: "D-Elmton", "R-Elm."."""
    lead = outline.tokens[start]
    short = end - start <= BARE and lead.text[1:2] == "-" and lead.text[2:3].isupper()
    return short and lead.upper and outline.words.traits.fixed_order


def explains_name(outline: Outline, part: tuple[int, int]) -> bool:
    """Whether a name behind this part only says who is meant in it: "who met the mayor, X,"."""
    lang = outline.words
    last = outline.tokens[part[1] - 1].low
    clause = outline.tokens[part[0]].low in lang.relatives and part[1] - part[0] > 1
    return clause and (last in lang.kinship or is_title(last, lang))


def is_sure(outline: Outline, mention: Mention) -> bool:
    """Whether a mention begins and ends with people beyond doubt."""
    runs = [outline.names.run_over(mention.first), outline.names.run_over(mention.last - 1)]
    people = [None if run is None else outline.names.person_of(run) for run in runs]
    return all(person is not None and person.sure for person in people)


def pure_name(outline: Outline, first: int, last: int) -> Mention | None:
    """Read a part that is nothing but a person's name."""
    run = outline.names.run_over(first)
    if run is None or run.first != first or run.owner or run.kind not in ("person", "word"):
        return None
    rest = outline.tokens[run.last : last]
    if any(token.kind == "word" and token.low not in outline.words.adverbs for token in rest):
        following = rest[0].low if rest else ""
        if following not in outline.words.prepositions:
            return None
    return Mention(run.first, run.last, "person")
