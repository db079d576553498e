"""Quotes of an outline -> those that are subheads, with the speaker whom the text below quotes.

A subhead is a quote alone in its paragraph that no stop ends: «Haré todo lo necesario». Its words
are somebody's whom the paragraphs below quote at length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.patterns import regex

if TYPE_CHECKING:
    from newsdigest.outline.read import Outline
    from newsdigest.stages.quotes.said import Said

MOST_WORDS = 12
"""Words of a subhead."""
NEXT = 0.6
"""Trust in the next who speaks below: five of seven were right."""
AGAIN = 0.9
"""What is left of the trust in a quote that holds the subhead's words: five of five were right."""
SURE = 0.6
"""Trust in the next quote's speaker from which on the subhead is taken for theirs."""

_WORD = regex(r"\w+")


def name_subheads(outline: Outline, found: list[Said]) -> None:
    """Give every subhead whose speaker is not known that of the quote below it."""
    marked = [said for said in found if said.kind == "direct"]
    for number, said in enumerate(marked):
        if said.cue or not _is_subhead(outline, said):
            continue
        words = _words(outline, said)
        below = marked[number + 1 :]
        again = next((one for one in below if words in _words(outline, one)), None)
        if again is not None:
            _take(said, again, again.confidence * AGAIN)
        elif below and below[0].confidence >= SURE > said.confidence:
            _take(said, below[0], NEXT)


def _take(said: Said, other: Said, confidence: float) -> None:
    if other.speaker.name and confidence >= said.confidence:
        said.speaker, said.confidence = other.speaker, round(confidence, 3)
        said.rule, said.mention = "subhead", other.mention


def _words(outline: Outline, said: Said) -> str:
    return f" {' '.join(_WORD.findall(outline.text[said.start : said.end].casefold()))} "


def _is_subhead(outline: Outline, said: Said) -> bool:
    """Whether a quote is all of its paragraph, short, without a stop, and not the last."""
    text, at = outline.text, said.token
    line = outline.sentences[said.sentence]
    whole = line.first == at and line.last == at + 1
    follows = at + 1 < len(outline.tokens) and outline.tokens[at + 1].kind == "break"
    led = at == 0 or outline.tokens[at - 1].kind == "break"
    short = len(text[said.start : said.end].split()) <= MOST_WORDS
    return whole and follows and led and short and text[said.end - 1] not in ".!?…,"
