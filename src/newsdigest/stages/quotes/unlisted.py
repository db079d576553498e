"""A word behind a quote that no list knows -> a verb, where only a verb can stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.stages.quotes import subjects

if TYPE_CHECKING:
    from newsdigest.outline.phrases import Mention
    from newsdigest.outline.read import Outline

NEAR_VERB = 3
"""Tokens behind a verb in which its subject begins."""
LONGEST_APPOSITION = 10
"""Tokens between the commas of ", its former porter,"."""


def after(outline: Outline, quote: int, first: int, stop: int) -> tuple[Mention, int] | None:
    """Read `“...,” X beamed` behind token `quote`: who speaks, and the token of the verb."""
    if outline.words.traits.verb_second and outline.tokens[first - 1].text == ",":
        return _verb_second(outline, first, stop)
    ends = outline.ending(outline.tokens[quote].speech)
    if ends not in ",?!" or not outline.words.traits.fixed_order:
        return None
    run = outline.names.run_over(first)
    pronoun = outline.tokens[first].low in outline.words.he | outline.words.she
    at = first + 1 if pronoun else (run.last if run is not None and not run.owner else -1)
    if at < 0 or at >= stop:
        return None
    explained = run is not None and run.last - run.core > 1 and _is_explained(outline, at, stop)
    verb = outline.tokens[at].low
    inflected = verb.endswith(("ed", "s")) and verb not in outline.words.auxiliaries
    if not (explained or inflected):
        return None
    mention = subjects.before(outline, first, at)
    person = mention is not None and mention.kind in ("person", "pronoun")
    return (mention, at) if mention is not None and person else None


def _verb_second(outline: Outline, first: int, stop: int) -> tuple[Mention, int] | None:
    """Read “...“, stellte X fest: in German what stands behind the comma is a verb."""
    token, lang = outline.tokens[first], outline.words
    shut = ("prepositions", "conjunctions", "subordinators", "determiners", "relatives", "adverbs")
    small = token.kind == "word" and not token.upper and first + 1 < stop
    if not small or any(token.low in getattr(lang, name) for name in (*shut, "he", "she")):
        return None
    mention = subjects.after(outline, first, stop)
    near = mention is not None and mention.first <= first + NEAR_VERB
    named = mention is not None and mention.kind in ("person", "pronoun")
    return (mention, first) if mention is not None and near and named else None


def _is_explained(outline: Outline, comma: int, stop: int) -> bool:
    """Whether an apposition and a small word follow a name: "X, its former porter, let slip"."""
    if outline.tokens[comma].text != ",":
        return False
    lang = outline.words
    shut = ("prepositions", "conjunctions", "determiners", "relatives", "subordinators")
    for at in range(comma + 2, min(stop - 1, comma + LONGEST_APPOSITION)):
        if outline.tokens[at].text == ",":
            after = outline.tokens[at + 1]
            free = not any(after.low in getattr(lang, name) for name in shut)
            return after.kind == "word" and not after.upper and free
    return False
