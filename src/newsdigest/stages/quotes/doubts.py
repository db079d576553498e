"""What stands before a verb of saying -> may it be no subject, and is what follows one?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.outline.runs import is_title

if TYPE_CHECKING:
    from newsdigest.outline.phrases import Mention
    from newsdigest.outline.read import Outline

REACH = 40
"""Tokens that are looked back over."""


def is_better(outline: Outline, mention: Mention, behind: Mention) -> bool:
    """Whether what follows a verb is surely a name, or what stands before it no subject."""
    weak = outline.is_object(mention.first) or _opens_phrase(outline, mention)
    weak = weak or _is_led_by_object(outline, mention.first)
    led = behind.kind == "pronoun" or outline.tokens[behind.first].low in outline.words.determiners
    if weak and led and not outline.is_object(behind.first):
        return True
    run = outline.names.run_over(behind.first)
    return behind.kind == "person" or (run is not None and run.kind == "word")


def _opens_phrase(outline: Outline, mention: Mention) -> bool:
    """Whether one word with no article opens a phrase: "Angesprochen auf X", "Passend zu X"."""
    at = mention.first
    before = outline.tokens[at - 1] if at else None
    opens = before is None or before.kind in ("break", "speech") or before.text in ".!?…"
    low, words = outline.tokens[at].low, outline.words
    known = low in words.roles_pl or low in words.organisations or is_title(low, words)
    if mention.kind == "person" or not opens or known or outline.tokens[at].text.isupper():
        return False
    behind = outline.tokens[at + 1] if at + 1 < len(outline.tokens) else None
    return behind is not None and behind.low in words.prepositions


def _is_led_by_object(outline: Outline, at: int) -> bool:
    """Whether a name stands inside a phrase that is no subject: "Den von X eröffneten Gipfel"."""
    for before in range(at - 1, max(-1, at - REACH), -1):
        token = outline.tokens[before]
        if token.low in outline.words.oblique:
            ahead = outline.tokens[before - 1] if before else token
            opens = before == 0 or ahead.kind in ("break", "speech") or ahead.text in ".!?…"
            return opens and token.upper
        if token.kind != "word":
            return False
    return False


def is_doubtful(outline: Outline, mention: Mention, verb: int) -> bool:
    """Whether what stands before a German verb may not be its subject.

    "Ähnlich äußerte sich X", "Nachdem er gefragt wurde, entgegnete X".
    """
    if not outline.words.traits.verb_second:
        return False
    if outline.is_object(mention.first) or _opens_phrase(outline, mention):
        return True
    if _is_led_by_object(outline, mention.first):
        return True
    if mention.kind != "person" and outline.tokens[verb - 1].text == ",":
        return True
    if mention.kind != "body":
        return False
    run = outline.names.run_over(mention.first)
    return run is not None and run.kind == "word"


def acts(outline: Outline, at: int) -> bool:
    """Whether a small word right behind somebody's name is what he did: "Aldo brushed Tama off"."""
    token, lang = outline.tokens[at], outline.words
    run = outline.names.run_over(at - 1)
    person = None if run is None or run.owner else outline.names.person_of(run)
    if person is None or not person.sure or token.kind != "word" or token.upper:
        return False
    shut = ("prepositions", "conjunctions", "determiners", "relatives", "roles", "organisations")
    return not any(token.low in getattr(lang, name) for name in shut)
