"""Text with marked spans -> its outline: words and marks, each span as one token.

What stands inside marks is speech and must not be read for cues, so every span becomes a single
token; the rest is words, numbers and signs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.patterns import regex

if TYPE_CHECKING:
    from newsdigest.language.speech import Speech
    from newsdigest.outline.marks import Span

_TOKEN = regex(
    r"(?:[^\W\d_]\.){2,}"  # U.K.
    r"|[^\W\d_][^\W_]*(?:[’'\-‑&][^\W\d_]+)*(?:-\d+)?"
    r"|\d+(?:[.,:]\d+)*(?:-[^\W\d_]+)*(?:-[^\W\d_]+)?[^\W\d_]*"
    r"|\n+|[^\w\s]|_"
)
_POSSESSIVE = regex(r"[’']s$", re.IGNORECASE)
_ELISION = regex(r"([^\W\d_]+)[’'](?=\w)")
_CASE = regex(r"[’']([a-zçğıöşü]{1,7})$")
_PREFIX = regex(r"([A-Za-z][a-z]*)-?(?=[A-Z][a-z])")
_CLITIC = regex(r"-(?:t-)?([^\W\d_]+)$")
_STOPS = frozenset(".!?…")
_ENDING = frozenset({"sign", "speech"})
LONGEST_GENITIVE = 3
"""Letters of the ending behind an owner's name: "Ruiz'in", "Oya'nın"."""
_INNER_MARKS = "’'”»›\""
LONGEST_SENTENCE = 200
"""Tokens; what runs on for longer is cut, so that no rule costs more than a constant a token."""
GLUED = 1
"""Letters a word has more than to end a sentence without a blank behind its stop."""
SPEECH = "\ufffc"
"""What stands in the outline for a marked span: U+FFFC, the object replacement character."""


class Token:
    """One piece of the outline; `kind` is word, number, sign, break (a new line) or speech."""

    __slots__ = ("end", "kind", "low", "speech", "start", "text")

    def __init__(self, start: int, end: int, text: str, kind: str, speech: int = -1) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.low = text.lower()
        self.kind = kind
        self.speech = speech

    @property
    def upper(self) -> bool:
        """Whether the first letter is a capital."""
        return self.text[:1].isupper()


class Sentence(NamedTuple):
    """Tokens `first` up to and without `last`, in paragraph number `line`."""

    first: int
    last: int
    line: int


def cut_tokens(text: str, spans: list[Span], lang: Speech) -> list[Token]:
    """Cut a text into tokens in order, one for each span; linear in its length."""
    tokens: list[Token] = []
    at = 0
    for number, span in enumerate(spans):
        _cut(text, at, span.left, tokens, lang)
        tokens.append(Token(span.left, span.right, SPEECH, "speech", number))
        at = span.right
    _cut(text, at, len(text), tokens, lang)
    return tokens


def _cut(text: str, start: int, end: int, tokens: list[Token], lang: Speech) -> None:
    prefixed = bool(lang.prefixed)
    for match in _TOKEN.finditer(text, start, end):
        piece = match.group()
        first, last = match.span()
        if piece.isalpha() and not (prefixed and not piece[1:].islower()):  # nearly every word
            tokens.append(Token(first, last, piece, "word"))
            continue
        lead = piece[0]
        if lead == "\n":
            tokens.append(Token(first, last, piece, "break"))
        elif lead.isalpha():
            _cut_word(piece, first, tokens, lang)
        elif lead.isdigit():
            tokens.append(Token(first, last, piece, "number"))
        else:
            tokens.append(Token(first, last, piece, "sign"))


def _cut_word(piece: str, start: int, tokens: list[Token], lang: Speech) -> None:
    """Part the possessive from its owner, "l'" from its noun, "-t-il" from its verb.

    And the prefix from a name where a language writes both as one: "uZungu", and the
    case from its name where an apostrophe parts them: "Ruiz'in", "Ruiz'e".
    """
    prefix = _PREFIX.match(piece) if lang.prefixed else None
    if prefix is not None and prefix[1].lower() in lang.prefixed:
        tokens.append(Token(start, start + prefix.end(1), prefix[1], "word"))
        start, piece = start + prefix.end(), piece[prefix.end() :]
    elided = _ELISION.match(piece)
    if elided is not None and elided.group(1).lower() in lang.elided:
        tokens.append(Token(start, start + elided.end(1), elided.group(1), "word"))
        start, piece = start + elided.end(), piece[elided.end() :]
    clitic = _CLITIC.search(piece)
    if clitic is not None and clitic.group(1).lower() in lang.clitics:
        cut = start + clitic.start()
        tokens.append(Token(start, cut, piece[: clitic.start()], "word"))
        tokens.append(Token(start + clitic.start(1), start + len(piece), clitic.group(1), "word"))
        return
    ending = _CASE.search(piece) if lang.traits.suffixed_names else None
    if ending is not None and piece[0].isupper():
        cut = start + ending.start()
        owns = ending[1].endswith("n") and len(ending[1]) <= LONGEST_GENITIVE
        tokens.append(Token(start, cut, piece[: ending.start()], "word"))
        tokens.append(Token(cut, start + len(piece), "'s" if owns else ending[0], "sign"))
        return
    owned = _POSSESSIVE.search(piece)
    if owned is None or len(piece) <= len("’s"):
        tokens.append(Token(start, start + len(piece), piece, "word"))
        return
    cut = start + owned.start()
    tokens.append(Token(start, cut, piece[: owned.start()], "word"))
    tokens.append(Token(cut, start + len(piece), owned.group().lower(), "sign"))


def cut_sentences(
    text: str, tokens: list[Token], spans: list[Span], lang: Speech
) -> list[Sentence]:
    """Part the outline into sentences; a line break always ends one.

    Speech that ends with a stop ends its sentence when a capital follows; the cue that stands
    behind such a stop ("… .” Smith said.") is put back by the rule that looks for it.
    """
    found: list[Sentence] = []
    first = line = 0
    for at, token in enumerate(tokens):
        if token.kind == "break":
            if at > first:
                found.append(Sentence(first, at, line))
            first = at + 1
            line += 1
        elif at - first >= LONGEST_SENTENCE or (
            token.kind in _ENDING and _ends(text, tokens, at, spans, lang)
        ):
            found.append(Sentence(first, at + 1, line))
            first = at + 1
    if first < len(tokens):
        found.append(Sentence(first, len(tokens), line))
    return found


def _ends(text: str, tokens: list[Token], at: int, spans: list[Span], lang: Speech) -> bool:
    token = tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.kind == "break":
        return False
    if token.kind == "speech":
        span = spans[token.speech]
        ending = text[span.start : span.end].rstrip(_INNER_MARKS)[-1:]
        return ending in _STOPS and (after.upper or after.kind in ("speech", "number"))
    if token.text not in _STOPS:
        return False
    if after.start == token.end:
        return _is_glued(tokens, at) and not _abbreviates(tokens[at - 1], token, lang)
    if not (after.upper or after.kind != "word"):
        return False
    return not (token.text == "." and at and _abbreviates(tokens[at - 1], token, lang))


def _is_glued(tokens: list[Token], at: int) -> bool:
    """Whether the blank behind a stop is missing: "im Haus.Danach" and no "example.Net"."""
    before, after = tokens[at - 1] if at else tokens[at], tokens[at + 1]
    small = before.kind == "word" and before.text[-1].islower() and len(before.text) > GLUED
    small = small or before.kind == "speech" or before.text == ")"
    if after.kind == "speech":
        return small
    behind = tokens[at + 2] if at + 2 < len(tokens) else after
    parted = behind.start > after.end or behind.text in ",’'"
    return small and after.upper and parted and (after.text[1:].islower() or len(after.text) == 1)


def _abbreviates(word: Token, stop: Token, lang: Speech) -> bool:
    if word.end != stop.start:
        return False
    if word.kind == "number":
        return lang.traits.dotted_ordinals
    initial = len(word.text) == 1 and word.upper
    return initial or word.low in lang.abbreviations
