"""A marked span in its outline -> is it speech, or a title, a term, a scare quote?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.stages.quotes.beside import STOPS
from newsdigest.stages.quotes.cues import REACH

if TYPE_CHECKING:
    from newsdigest.outline.read import Outline
    from newsdigest.outline.tokens import Sentence
    from newsdigest.stages.quotes.cues import Cue
    from newsdigest.stages.quotes.said import Said

NEAR_SURFACE = 8
"""Tokens from a plaque to what it shows."""
SHORTEST_FRAGMENT = 5
"""Words a fragment inside a sentence needs to be speech where no cue stands by it."""
NEAR_VERB = 10
"""Tokens from "called" to the one word it judges by."""
FEWEST_OF_TITLE = 4
"""Words of a title that opens a line, lest a short call is taken for one."""
LONGEST_TITLE = 10
"""Words of the name of a work."""
NEAR_TERM = 3
"""Tokens between two terms of one list."""
LONGEST_TERM = 6
"""Words of a term in marks, such as what the law calls a crime."""
SHORTEST_UNPARTED = 6
"""Characters of speech in a script that does not part its words."""
LONG_UNPARTED = 25
"""Characters of such speech that need nothing round them to show that it is speech."""
_UNPARTED_STOPS = frozenset("。？！…")
_ANNOUNCE = frozenset(":：，,")
_QUOTATIVE = ("と", "って")
_CALLED = "とい"
SHORTEST_ALONE = 4
"""Words a marked span needs to be speech where no cue stands by it."""


def is_speech(outline: Outline, said: Said, line: Sentence, at: int, cue: Cue | None) -> bool:
    """Tell speech from titles, terms and scare quotes."""
    if said.rule == "labelled" or _is_read_off(outline, line, at, cue):
        return said.rule == "labelled"
    words = outline.text[said.start : said.end].split()
    opens = at == line.first
    stopped = outline.text[said.end - 1] in STOPS or (opens and _is_stopped(outline, at))
    if not outline.words.verbs or outline.words.traits.by_particles:
        alone = line.last - line.first == 1 and not stopped
        titled = alone and not outline.words.verbs and _is_titled(outline, words)
        return not titled and _is_wordless_speech(outline, said, at)
    if not opens and outline.tokens[at - 1].text == ":" and (cue is None or cue.rule != "colon"):
        return stopped or cue is not None or len(words) >= SHORTEST_ALONE
    if said.rule.startswith(("subject first", "verb first", "signed")) and opens:
        return True
    if not opens and _is_name(outline, words, at, cue):
        return False
    if opens and cue is None and _is_listed(outline, words):
        return False
    if cue is not None:
        if cue.rule == "colon" and cue.mention.kind in ("body", "description") and not stopped:
            return len(words) >= SHORTEST_ALONE + 1
        weighed = _is_near_saying(outline, cue, at) or _judges(outline, cue, at)
        return len(words) > 1 or stopped or weighed
    if said.rule == "same sentence" and said.speaker.name:
        return len(words) > 1
    if opens:
        again = said.rule == "same paragraph"
        return len(words) >= SHORTEST_ALONE or (again and stopped)
    if outline.words.doubt:
        small = sum(word[:1].islower() for word in words)
        running = len(words) >= SHORTEST_ALONE and 2 * small >= len(words)
        return running or is_reported(outline, line)
    return len(words) >= SHORTEST_FRAGMENT


def _is_read_off(outline: Outline, line: Sentence, at: int, cue: Cue | None) -> bool:
    """Whether a thing shows what stands in marks: "a plaque on the wall reads".

    Nobody stands between the thing and the mark, and no cue names who said it.
    """
    for before in range(at - 1, max(line.first, at - NEAR_SURFACE) - 1, -1):
        token = outline.tokens[before]
        run = outline.names.run_over(before) if token.upper else None
        if token.kind == "speech" or (run is not None and run.kind == "person"):
            return False
        if token.low in outline.words.surfaces:
            mention = None if cue is None else cue.mention
            return mention is None or mention.first <= before < mention.last
    return False


def _is_stopped(outline: Outline, at: int) -> bool:
    """Whether the full stop of a quote stands behind its mark: «E l'abbiamo fatto»."""
    return at + 1 < len(outline.tokens) and outline.tokens[at + 1].text == "."


def _is_wordless_speech(outline: Outline, said: Said, at: int) -> bool:
    """Tell speech where no word of the language is known, or its script does not part them."""
    words = outline.text[said.start : said.end].split()
    return len(words) >= SHORTEST_ALONE - 1 or _is_unparted_speech(outline, said, at)


def _is_unparted_speech(outline: Outline, said: Said, at: int) -> bool:
    """Tell speech from terms and titles where a script does not part its words.

    What is short is a term, unless it ends as a sentence does, a colon or comma announces it,
    or Japanese goes on with "to" or "tte", as it does behind what is said ("to iu" calls).
    """
    length = said.end - said.start
    token = outline.tokens[at]
    behind = outline.text[token.end : token.end + 2]
    told = (
        outline.text[said.end - 1] in _UNPARTED_STOPS
        or outline.text[max(0, token.start - 1) : token.start] in _ANNOUNCE
        or (behind.startswith(_QUOTATIVE) and behind != _CALLED)
    )
    return length >= LONG_UNPARTED or (length >= SHORTEST_UNPARTED and told)


def is_reported(outline: Outline, line: Sentence) -> bool:
    """Whether a sentence is reported speech by its mood, as German marks it."""
    doubt = outline.words.doubt
    return bool(doubt) and any(t.low in doubt for t in outline.tokens[line.first : line.last])


def _judges(outline: Outline, cue: Cue, at: int) -> bool:
    """Whether one word is what somebody called a thing: called it "false"."""
    return outline.tokens[cue.verb].low in outline.words.judging and at - cue.verb <= NEAR_VERB


def _is_near_saying(outline: Outline, cue: Cue, at: int) -> bool:
    """Whether German ties one marked word to a verb of saying in its own sentence."""
    if not outline.words.traits.capital_nouns or cue.rule in ("subject first", "verb first"):
        return False
    low = outline.tokens[cue.verb].low
    told = low in outline.words.reporting or cue.rule == "according"
    return told and at - cue.verb <= REACH


def _is_labelled(outline: Outline, words: list[str], at: int) -> bool:
    """Whether marks hold a name by what stands round them: „X“-Kampagne, “X” (XYZ), (“X”)."""
    tokens = outline.tokens
    before = tokens[at - 1]
    behind = tokens[at + 1] if at + 1 < len(tokens) else before
    if behind.text == "-" and behind.start == tokens[at].end:
        return True
    if len(words) > SHORTEST_ALONE:
        short = at + 2 < len(tokens) and tokens[at + 2].text.isupper()
        return behind.text == "(" and short and before.text != ":"
    if before.text == "(" and behind.text == ")":
        return True
    named = [t.low for t in tokens[at + 1 : at + 6]]
    lang = outline.words
    if any(low in lang.naming_behind for low in named) and behind.low not in lang.verbs:
        return True
    capital = all(w[:1].isupper() for w in words)
    media = tokens[at - 2].low in lang.media if before.low in lang.articles else False
    return capital and (media or before.low in lang.media)


def _is_name(outline: Outline, words: list[str], at: int, cue: Cue | None) -> bool:
    """Whether marks hold a title, a term or a name rather than speech."""
    before = outline.tokens[at - 1]
    if before.low in outline.words.naming or before.low.endswith(outline.words.naming_endings):
        return True
    if _is_labelled(outline, words, at):
        return True
    running = any(word[:1].islower() for word in words)
    if outline.words.traits.capital_nouns and (len(words) == 1 or (cue is not None and running)):
        return False
    called = before.text == "," and outline.tokens[at - 2].low in outline.words.naming
    apart = called or before.text not in (",", ":")
    return apart and len(words) <= LONGEST_TITLE and _is_titled(outline, words)


def _is_titled(outline: Outline, words: list[str]) -> bool:
    """Whether all words but the small ones begin with a capital, as those of a title do."""
    big = [w.strip(".,!?’'") for w in words if w[:1].isalpha()]
    small = outline.words.prepositions | outline.words.determiners | outline.words.conjunctions
    return all(w[:1].isupper() or w.lower() in small for w in big)


def is_term(outline: Outline, said: Said) -> bool:
    """Whether marks hold a term of the writer's sentence: held for “theft by night” and “arson”.

    Such are short, led by a preposition or joined to another one, and no sentence ends in them.
    Where no cue tells whose they are, they are nobody's.
    """
    line, at, tokens = outline.sentences[said.sentence], said.token, outline.tokens
    words = outline.text[said.start : said.end].split()
    stopped = outline.text[said.end - 1] in STOPS + ","
    if stopped or not words[0][:1].islower() or len(words) > LONGEST_TERM:
        return False
    if not outline.words.verbs and _is_among_terms(outline, line, at):
        return True
    joined = tokens[at - 1].low in outline.words.conjunctions and tokens[at - 2].kind == "speech"
    at -= 2 if joined else 0
    return at > line.first and tokens[at - 1].low in outline.words.prepositions


def _is_among_terms(outline: Outline, line: Sentence, at: int) -> bool:
    """Whether another small marked word of the same kind stands near: “kaçakçılık”, “tefecilik”."""
    for near in range(max(line.first, at - NEAR_TERM), min(line.last, at + NEAR_TERM + 1)):
        if near != at and outline.tokens[near].kind == "speech":
            span = outline.spans[outline.tokens[near].speech]
            words = outline.text[span.start : span.end].split()
            if len(words) <= LONGEST_TERM and words[0][:1].islower():
                return True
    return False


def _is_listed(outline: Outline, words: list[str]) -> bool:
    """Whether a line opens with a title: “Rooms For No Rent” – Ana Ruiz."""
    if outline.words.traits.capital_nouns or words[-1][-1:] in STOPS + ",":
        return False
    return FEWEST_OF_TITLE <= len(words) <= LONGEST_TITLE and _is_titled(outline, words)
