"""A speech in its outline -> every cue beside it: before, behind, inside its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.outline.phrases import Mention
from newsdigest.patterns import regex
from newsdigest.stages.quotes import cues, subjects
from newsdigest.stages.quotes.cues import Cue

if TYPE_CHECKING:
    from newsdigest.outline.read import Outline
    from newsdigest.outline.tokens import Sentence

STOPS = ".!?…"
BARE_CUE = 8
"""Tokens of a sentence that only says who spoke."""
NEAR_SENTENCES = 4
"""Sentences within which the next quote of a paragraph is looked for."""
LONGEST_LABEL = 4
"""Words of a name before the colon of a heading."""
LONGEST_SIGNATURE = 14
"""Tokens of a paragraph that is only a name and a role: "Ana Ruiz, mayor of Elm"."""

_INCISE = regex(
    r"[,?!…]\s(?:[—–-]\s)?(?:(?:a|ont|avait|avaient|ha|han)(?:-t)?[-\s]|s[’'])?([^\W\d_]+)"
    r"(?:-(?:t-)?([^\W\d_]+)|\s([^\W\d_a-zß-ÿ][\w’'-]+(?:\s(?:d[eu]|v[ao]n|di)?\s?[^\W\d_a-zß-ÿ][\w’'-]+){0,3}))"
    r"(?=[,.!?]|$)"
)


class Incise(NamedTuple):
    """A cue inside the marks: « Il tiendra, assure Luc Petit. … »; one of the two names who."""

    pronoun: str
    name: str


def own_cue(outline: Outline, number: int, at: int) -> Cue | None:
    """Find the cue that ties speech at token `at` of sentence `number` to its speaker."""
    line = outline.sentences[number]
    ending = outline.ending(outline.tokens[at].speech)
    opens = at == line.first
    before = announced(outline, number) if opens else cues.before(outline, line.first, at)
    if before is not None and opens:
        return before
    if before is not None and _is_parted(outline, at):
        after = cues.after(outline, at, stop_of(outline, number, at))
        if after is not None and after.rule == "verb first":
            return after
    if before is not None and outline.tokens[at - 1].text == ":" and before.rule != "colon":
        return before
    if ending == "," or before is None or before.rule == "colon":
        after = cues.after(outline, at, stop_of(outline, number, at))
        if after is not None:
            return after
    if before is not None and before.rule == "according" and _is_spent(outline, before, at):
        return cues.after(outline, at, stop_of(outline, number, at)) or before
    return before or signed(outline, number, at)


def _is_parted(outline: Outline, at: int) -> bool:
    """Whether a comma behind the mark ends a quote, where that comma leads to who said it."""
    behind = outline.tokens[at + 1] if at + 1 < len(outline.tokens) else outline.tokens[at]
    return behind.text == "," and bool(outline.words.articles_m)


def _is_spent(outline: Outline, before: Cue, at: int) -> bool:
    """Whether an "according to X" stands behind another quote: “A” selon X mais “B” selon Y."""
    lead = outline.tokens[before.verb - 1]
    lead = outline.tokens[before.verb - 2] if lead.text == "," else lead
    behind = outline.tokens[at + 1] if at + 1 < len(outline.tokens) else lead
    return lead.kind == "speech" and behind.low in outline.words.according_leads


def all_cues(outline: Outline, number: int, at: int) -> list[tuple[str, Cue]]:
    """List what each rule reads beside speech, by the place where it looks."""
    line = outline.sentences[number]
    opens = at == line.first
    found = [
        ("after", cues.after(outline, at, stop_of(outline, number, at))),
        ("before", None if opens else cues.before(outline, line.first, at)),
        ("announced", announced(outline, number) if opens else None),
        ("signed", signed(outline, number, at)),
        ("subject", None if opens else opening(outline, line, at)),
    ]
    return [(place, cue) for place, cue in found if cue is not None]


def opening(outline: Outline, line: Sentence, at: int) -> Cue | None:
    """Read the subject that the sentence of marked words opens with."""
    mention = subjects.opening(outline, line.first, at)
    if mention is None or mention.kind == "nobody":
        return None
    return Cue(mention, mention.first, "subject")


def stop_of(outline: Outline, number: int, at: int) -> int:
    """Say where a cue behind speech must end: "Smith said." may be a sentence of its own."""
    line = outline.sentences[number]
    ended = outline.ending(outline.tokens[at].speech) in STOPS and at + 1 == line.last
    if ended and number + 1 < len(outline.sentences):
        following = outline.sentences[number + 1]
        if following.line == line.line and _is_bare(outline, following):
            return following.last
    return line.last


def following(
    outline: Outline, own: dict[int, Cue | None], number: int, at: int
) -> tuple[int, Cue] | None:
    """Give the cue of the next quote of the paragraph, where it names somebody.

    `own` holds the cue of every quote, by its token.
    """
    last = min(number + NEAR_SENTENCES, len(outline.sentences))
    for later in range(number, last):
        line = outline.sentences[later]
        if line.line != outline.sentences[number].line:
            return None
        for other in range(max(at + 1, line.first), line.last):
            if outline.tokens[other].kind == "speech":
                cue = own.get(other)
                named = cue is not None and cue.mention.kind in ("person", "body")
                return (later, cue) if cue is not None and named else None
    return None


def incise(outline: Outline, start: int, end: int) -> Incise | None:
    """Read the first cue inside marked words `text[start:end]`."""
    if not outline.words.verbs:
        return None
    for match in _INCISE.finditer(outline.text, start, end):
        if match[1].lower() in outline.words.verbs:
            return Incise((match[2] or "").lower(), match[3] or "")
    return None


def signed(outline: Outline, number: int, at: int) -> Cue | None:
    """Read the line under a quote that stands alone: "— Ana Ruiz", "Ana Ruiz, mayor of Elm"."""
    line = outline.sentences[number]
    rest = outline.tokens[at + 1 : line.last]
    if at != line.first or any(token.kind != "sign" for token in rest):
        return None
    above = _headed(outline, number)
    if above is not None or number + 1 >= len(outline.sentences):
        return above
    below = outline.sentences[number + 1]
    return cues.signed(outline, below) or (
        _name_alone(outline, number + 1) if below.line == line.line + 1 else None
    )


def _headed(outline: Outline, number: int) -> Cue | None:
    """Read the heading over a quote that stands alone: "ANA RUIZ: SIN MIEDO AL RÍO"."""
    if number == 0:
        return None
    own, line = outline.sentences[number], outline.sentences[number - 1]
    tokens = outline.tokens[line.first : line.last]
    colon = next((at for at, token in enumerate(tokens) if token.text == ":"), 0)
    whole = number == 1 or outline.sentences[number - 2].line != line.line
    heading = whole and line.line + 1 == own.line and len(tokens) <= LONGEST_SIGNATURE
    if not heading or not 1 < colon <= LONGEST_LABEL or colon + 1 == len(tokens):
        return None
    shouted = all(token.text.isupper() and token.text.isalpha() for token in tokens[:colon])
    if not shouted or tokens[-1].text in STOPS or any(t.kind == "speech" for t in tokens):
        return None
    return Cue(Mention(line.first, line.first + colon, "person"), line.first, "signed")


def _name_alone(outline: Outline, number: int) -> Cue | None:
    """Read a paragraph that is a full name, or that and a role, and holds no stop."""
    line = outline.sentences[number]
    run = outline.names.run_over(line.first)
    after = number + 1
    whole = after >= len(outline.sentences) or outline.sentences[after].line != line.line
    if run is None or not whole or line.last - line.first > LONGEST_SIGNATURE:
        return None
    ends = outline.tokens[line.last - 1].text in STOPS
    apart = run.last == line.last or outline.tokens[run.last].text in (",", "(", "-", "–", "—")
    if run.kind != "person" or run.last - run.core <= 1 or ends or not apart:
        return None
    return Cue(Mention(run.first, run.last, "person"), line.first, "signed")


def announced(outline: Outline, number: int) -> Cue | None:
    """Read the paragraph before a quote that opens its own: "She wrote:"."""
    if number == 0:
        return None
    line, own = outline.sentences[number - 1], outline.sentences[number]
    if line.line == own.line or outline.tokens[line.last - 1].text != ":":
        return None
    return cues.before(outline, line.first, line.last)


def _is_bare(outline: Outline, line: Sentence) -> bool:
    """Whether a sentence is nothing but "Smith said." behind a quote that ended.

    Or that with an apposition and where it was said: "Ana Ruiz, a grower, said on the phone."
    """
    tokens = outline.tokens[line.first : line.last]
    if any(token.kind == "speech" or token.text == ":" for token in tokens):
        return False
    if len(tokens) <= BARE_CUE:
        return any(token.low in outline.words.verbs for token in tokens[-4:])
    words = outline.words
    run = outline.names.run_over(line.first)
    if run is None or run.kind != "person" or not words.traits.fixed_order:
        return False
    verbs = (at for at in range(run.last, line.last) if outline.tokens[at].low in words.verbs)
    verb = next(verbs, line.last)
    comma = outline.tokens[run.last].text == outline.tokens[verb - 1].text == ","
    behind = outline.tokens[verb + 1 : line.last]
    placed = bool(behind) and behind[0].low in words.prepositions
    return (comma or run.last == verb) and placed and len(behind) <= BARE_CUE
