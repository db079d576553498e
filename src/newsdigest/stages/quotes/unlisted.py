"""A word behind a quote that no list knows -> a verb, where only a verb can stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.outline import phrases
from newsdigest.outline.phrases import Mention
from newsdigest.outline.runs import is_title
from newsdigest.stages.quotes import subjects

if TYPE_CHECKING:
    from newsdigest.outline.read import Outline

NEAR_VERB = 3
"""Tokens behind a verb in which its subject begins."""
MOST_HELPERS = 3
"""Small words before a verb: "s'est ensuite" étonné X."""
SHORTEST_VERB = 3
"""Letters."""
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


def inverted(outline: Outline, quote: int, first: int, stop: int) -> tuple[Mention, int] | None:
    """Read `« … », a grincé X` behind token `quote`, in languages where the verb may lead.

    A small word behind a sign is a verb there if somebody follows it: a pronoun, a name, a phrase
    whose head is known.
    """
    lang = outline.words
    if lang.traits.fixed_order or lang.traits.capital_nouns or not lang.verbs:
        return None
    ended = outline.ending(outline.tokens[quote].speech) in ",?!"
    if outline.tokens[first - 1].kind != "sign" and not ended:
        return None
    at = first
    while at < min(stop - 1, first + MOST_HELPERS) and _helps(outline, at):
        at += 1
    pronouns = lang.he | lang.she | lang.they
    if at == first + 1 and outline.tokens[first].low in lang.copulas and lang.articles_m:
        impersonal = outline.tokens[at].low in lang.he  # "est-il écrit dans la lettre"
        return (Mention(at, at + 1, "nobody"), at) if impersonal else None
    if first < at and outline.tokens[at].low in pronouns:
        return Mention(at, at + 1, "pronoun"), at + 1  # "a-t-il grincé"
    if at + 1 >= stop or not _may_be_verb(outline, at):
        return None
    if outline.tokens[at + 1].low in lang.nobody and outline.tokens[at + 1].low in lang.clitics:
        return Mention(at + 1, at + 2, "nobody"), at  # "peut-on lire", "dit-on"
    if outline.tokens[at + 1].low in pronouns and outline.tokens[at + 1].kind == "word":
        return Mention(at + 1, at + 2, "pronoun"), at
    mention = subjects.after(outline, at, stop)
    if mention is None or not (at < mention.first <= at + NEAR_VERB):
        return None
    return (mention, at) if _is_somebody(outline, mention) else None


def _helps(outline: Outline, at: int) -> bool:
    """Whether a word only helps the verb behind it."""
    lang, low = outline.words, outline.tokens[at].low
    return low in lang.auxiliaries or low in lang.helpers or phrases.is_adverb(outline, at)


def _may_be_verb(outline: Outline, at: int) -> bool:
    token, lang = outline.tokens[at], outline.words
    shut = ("prepositions", "conjunctions", "subordinators", "determiners", "relatives", "starters")
    small = token.kind == "word" and not token.upper and len(token.low) >= SHORTEST_VERB
    nouns = (lang.roles, lang.roles_pl, lang.organisations)
    named = small and any(token.low in group for group in nouns)
    named = named or token.low.endswith(lang.gerund_endings or ("-",))
    return small and not named and not any(token.low in getattr(lang, name) for name in shut)


def _is_somebody(outline: Outline, mention: Mention) -> bool:
    """Whether a mention is a name, or a phrase whose head we know for a person or a body."""
    if mention.kind in ("person", "body", "several"):
        return True
    if mention.kind != "description":
        return False
    lang = outline.words
    lows = [outline.tokens[at].low for at in range(mention.first, mention.last)]
    return lows[0] in lang.determiners and any(
        is_title(low, lang) or low in lang.roles_pl or low in lang.organisations for low in lows
    )


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
