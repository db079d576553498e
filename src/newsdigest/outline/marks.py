"""Text -> the spans between its quotation marks.

One pass per paragraph: a mark opens or closes by its shape, by the language's habit and by its
neighbours; inner marks stay inside. Marks that find no partner are recovered or dropped here,
and what a recovered span means is left to later rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsdigest.language.speech import Speech


_DOUBLE = '“”„‟"«»「」『』〝〞＂'
_MARK = regex(r"[“”„‟\"«»「」『』〝〞＂‘’‚‹›]|``|''|`|'")
_OPENS_AFTER = frozenset(" \t\u00a0\u202f([{—–-/‑:…'‘“„«‹>,\u200a\u2009")
_CLOSES_BEFORE = frozenset(" \t\u00a0\u202f)]}.,;:!?…—–-/'’”»›<‑\u200a\u2009”\"“*")
_STOPS = ".!?…"
_WORD_END = regex(r"[.!?…,][\s\"”’']*$")

NESTING = {"„": "“”", "«": "»", "»": "«", "「": "」"}
"""Marks that show their side, with what closes them."""
_CLOSED_BY = {"„": '“”"', "“": '”"', "«": "»"}
"""Opening marks at the head of a speech, with what would make them those of a quotation in it."""
LONGEST_GIVEN = 25
"""Characters of a given name or a surname round a nickname."""
LOOK_AHEAD = 1500
"""Characters within which nested marks of one shape must be closed."""
SHORTEST_RECOVERED = 4
"""Words; a lone mark with less beside it is taken for a misprint."""


class Span(NamedTuple):
    """What stands between two marks: `text[start:end]`, marks outside at `left` and `right`.

    `left` <= `start` and `end` <= `right`. `recovered` is "open" or "close" for the mark that was
    missing, else empty. `continued`: the next paragraph goes on with the same speech. `line` is
    the number of its paragraph; `label` heads the paragraph of an interview.
    """

    left: int
    start: int
    end: int
    right: int
    line: int = 0
    recovered: str = ""
    continued: bool = False
    label: str = ""


@dataclass(slots=True, eq=False, repr=False)
class _Open:
    """A mark that waits for its partner."""

    left: int
    start: int
    sign: str


def find_marks(text: str, lang: Speech) -> list[Span]:
    """Find the outermost marked spans of a text, in order; linear in its length."""
    outward = _guillemets_point_outward(text, lang)
    singles = _singles_are_outer(text)
    spans: list[Span] = []
    for number, line in enumerate(re.finditer(r"[^\n]*\S[^\n]*", text)):
        reader = _Paragraph(text, line.start(), line.end(), number)
        reader.outward, reader.singles = outward, singles
        spans.extend(reader.read())
    spoken = [span for span in spans if not _is_nickname(text, span)]
    return [refine(text, span, lang) for span in _join_continued(text, spoken, lang)]


def _is_nickname(text: str, span: Span) -> bool:
    """Whether marks hold the middle of a name: Gus “Shorty” Malone."""
    inside = text[span.start : span.end]
    if not inside.isalpha() or not inside[0].isupper() or inside.isupper():
        return False
    before = re.search(r"([^\W\d_]{1,24})\s$", text[max(0, span.left - LONGEST_GIVEN) : span.left])
    behind = re.match(r"\s([^\W\d_]{1,24})", text[span.right : span.right + LONGEST_GIVEN])
    named = before is not None and before[1][0].isupper() and before[1][1:].islower()
    return named and behind is not None and behind[1][0].isupper()


def _guillemets_point_outward(text: str, lang: Speech) -> bool:
    """Say whether this text writes «so» rather than »so«.

    Where blanks stand inside the marks, the one that a comma or stop follows is the closing one.
    """
    inward = len(re.findall(r"»\w", text))
    outward = len(re.findall(r"«\w", text))
    if inward == outward:
        inward = len(re.findall(r"\w\s?[?!.…]?\s«\s?[,.;]", text))
        outward = len(re.findall(r"\w\s?[?!.…]?\s»\s?[,.;]", text))
    if inward == outward:
        return not lang.traits.inward_guillemets
    return outward > inward


def _singles_are_outer(text: str) -> bool:
    """Say whether single marks carry the speech of this text: where double ones hardly occur."""
    doubles = sum(text.count(sign) for sign in _DOUBLE)
    if not doubles and re.search(r"(?:^|[\s(])[‘‚‹](?=\w)", text):
        return True
    singles = len(re.findall(r"(?:^|[\s(])[‘'‚‹](?=[A-ZÄÖÜÀ-Ý])", text))
    return singles > 1 and 2 * singles > doubles


class _Paragraph:
    """Read the marks of one paragraph, left to right."""

    outward = True
    singles = False

    def __init__(self, text: str, start: int, end: int, number: int) -> None:
        self.text = text
        self.first = start
        self.last = end
        self.number = number
        self.spans: list[Span] = []
        self.pending: _Open | None = None
        self.depth = 0

    def read(self) -> list[Span]:
        for match in _MARK.finditer(self.text, self.first, self.last):
            self._take(match.group(), match.start(), match.end())
        if self.pending is not None:
            self._unclosed(self.pending)
        return self.spans

    def _take(self, sign: str, at: int, after: int) -> None:
        before = self.text[at - 1] if at > self.first else " "
        behind = self.text[after] if after < self.last else " "
        role = self._role(sign, before, behind)
        if not role:
            return
        if self.pending is None:
            self._outside(role, sign, at, after)
        elif self._closes(role, sign, before):
            if self.depth:
                self.depth -= 1
            else:
                self._close(at, after)
        elif role == "open" and self._nests(sign, at):
            self.depth += 1
        elif role == "open" and self._same_kind(sign):
            self._reopen(sign, at, after)

    def _role(self, sign: str, before: str, behind: str) -> str:
        """Name what a mark does here: "open", "close", "either" or nothing at all."""
        opens = before in _OPENS_AFTER and not behind.isspace()
        closes = behind in _CLOSES_BEFORE and not before.isspace()
        if sign in "‘’'‚‹›`":
            return self._single_role(sign, before, behind)
        if sign in "„「『〝":
            return "open"
        if sign in "」』〞":
            return "close"
        if sign in "«»":
            return "open" if (sign == "«") == self.outward else "close"
        if sign == "“":
            return self._curly_role(opens=opens, closes=closes)
        if sign == "”":
            return "open" if opens and not closes and self.pending is None else "close"
        if sign == "``":
            return "open"
        if sign == '"' and before.isdigit() and self.pending is None:
            return ""  # inches and seconds
        if sign == '"' and "\u05d0" <= before <= "\u05ea" and "\u05d0" <= behind <= "\u05ea":
            return ""  # gershayim: a Hebrew abbreviation
        if opens == closes:
            return "either"
        return "open" if opens else "close"

    def _curly_role(self, *, opens: bool, closes: bool) -> str:
        """Tell the English opening “ from the German closing one."""
        if self.pending is not None and self.pending.sign in "„‚":
            return "close"
        if closes and not opens:
            return "close"
        if opens and not closes:
            return "open"
        return "close" if self.pending is not None else "open"

    def _single_role(self, sign: str, before: str, behind: str) -> str:
        """Tell outer single marks from apostrophes, in texts that use them as outer marks."""
        if not self.singles:
            return ""
        if sign in "‘‚'`" and before in _OPENS_AFTER and behind.isalnum() and not behind.isdigit():
            return "open"
        if sign in "’'‘›" and self.pending is not None and self.pending.sign in "‘‚'`‹":
            plural = before in "sxz" and behind == " "
            if behind in _CLOSES_BEFORE and not before.isspace() and not plural:
                return "close"
        return ""

    def _closes(self, role: str, sign: str, before: str) -> bool:
        """Say whether a mark ends the span that is open: kinds match, save for misprints."""
        if role == "open" or self.pending is None:
            return False
        opener = self.pending.sign
        if opener in "‘‚'`‹":
            return sign in "’'‘›"
        if opener in "«»":
            return sign in "«»"
        if opener in "「『":
            return sign in "」』"
        if sign in "«»」』":
            return False
        if sign == "''":
            return opener in ("``", "''", '"', "“")
        if role == "either":
            return not before.isspace() or sign == '"'
        return True

    def _nests(self, sign: str, at: int) -> bool:
        """Whether a second „ or « stands inside the first: the paragraph closes both."""
        if self.pending is None or sign != self.pending.sign or sign not in NESTING:
            return False
        ahead = self.text[at : min(self.last, at + LOOK_AHEAD)]
        closing = sum(ahead.count(mark) for mark in NESTING[sign])
        return closing > ahead.count(sign) + self.depth

    def _same_kind(self, sign: str) -> bool:
        """Say whether a second opening mark means that the first was never closed."""
        opener = self.pending.sign if self.pending is not None else ""
        return opener == sign or (opener in '“"' and sign in '“"')

    def _outside(self, role: str, sign: str, at: int, after: int) -> None:
        if role == "close":
            self._unopened(at, after)
        else:
            self.pending = _Open(at, after, sign)

    def _close(self, at: int, after: int) -> None:
        if self.pending is not None and self.text[self.pending.start : at].strip():
            start, end = trim(self.text, self.pending.start, at)
            start = self._past_doubled(start, end)
            self.spans.append(Span(self.pending.left, start, end, after, self.number))
        self.pending = None

    def _past_doubled(self, start: int, end: int) -> int:
        """Set aside a second opening mark that nothing closes: the first was typed in two ways."""
        closing = _CLOSED_BY.get(self.text[start], "")
        inside = self.text[start + 1 : end]
        doubled = closing and inside and not any(mark in closing for mark in inside)
        return trim(self.text, start + 1, end)[0] if doubled else start

    def _reopen(self, sign: str, at: int, after: int) -> None:
        """Two marks opened in a row: end the first where its sentence ends, or let it go."""
        if self.pending is not None and self.pending.sign not in "'‘`‚":
            start, end = trim(self.text, self.pending.start, at)
            whole = self.text[self.pending.start : at].rstrip()
            if whole[-1:] in _STOPS and len(whole.split()) >= SHORTEST_RECOVERED:
                span = Span(self.pending.left, start, end, end, self.number, "close")
                self.spans.append(span)
        self.pending = _Open(at, after, sign)

    def _unclosed(self, opened: _Open) -> None:
        """Give what follows an opening mark to the end of its paragraph."""
        start, end = trim(self.text, opened.start, self.last)
        if opened.sign in "'‘`‚":
            return
        if len(self.text[start:end].split()) >= SHORTEST_RECOVERED:
            self.spans.append(Span(opened.left, start, end, end, self.number, "close"))

    def _unopened(self, at: int, after: int) -> None:
        """Give what stands before a closing mark, back to the mark before or the line's start."""
        start = self.spans[-1].right if self.spans else self.first
        start, end = trim(self.text, start, at)
        tail = self.text[end - 1 : end]
        self.pending = None
        if tail in ".,!?…" and len(self.text[start:end].split()) >= SHORTEST_RECOVERED:
            self.spans.append(Span(start, start, end, after, self.number, "open"))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Set white space aside at both ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _join_continued(text: str, spans: list[Span], lang: Speech) -> list[Span]:
    """Tell an unclosed mark from a speech whose next paragraph opens again."""
    following = list(pairwise([*spans, None]))
    return [_continue(text, span, after, lang) for span, after in following if span is not None]


def _continue(text: str, span: Span, after: Span | None, lang: Speech) -> Span:
    if span.recovered != "close" or after is None or after.line != span.line + 1:
        return span
    between = text[span.right : after.left]
    if between.strip() or _is_told(text, span, lang):
        return span
    return Span(span.left, span.start, span.end, span.right, span.line, continued=True)


def _is_told(text: str, span: Span, lang: Speech) -> bool:
    """Whether a cue that names somebody stands in words that no mark closes: ", said Ana Ruiz,"."""
    return any(m[1] in lang.reporting for m in _NAMED_CUE.finditer(text, span.start, span.end))


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Give the (start, end) of every line that holds anything."""
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        yield match.start(), match.end()


_WORDS = regex(r"[^\W\d_]+")


def refine(text: str, span: Span, lang: Speech) -> Span:
    """Move the guessed end of a recovered span to where its cue parts it from the rest."""
    if span.recovered == "open":
        start = _speech_start(text, span.start, span.end, lang)
        return span._replace(left=start, start=start)
    if span.recovered == "close":
        end = _speech_end(text, span.start, span.end, lang)
        return span._replace(right=end, end=end)
    return span


def _speech_start(text: str, start: int, end: int, lang: Speech) -> int:
    """Begin behind the last "X said" or, where none stands, behind the first full stop."""
    verbs = [m for m in _WORDS.finditer(text, start, end) if m.group() in lang.reporting]
    if verbs and verbs[0].start() - start <= NEAR_CUE:
        begin = verbs[0].end()
        stop = _SENTENCE_STOP.match(text, begin, end)
        begin = stop.end() if stop else begin
        said = re.compile(r"[\s:,]*").match(text, begin, end)
        return said.end() if said else begin
    if start and text[start - 1] != "\n":
        stop = re.compile(r"[.!?…]\s+").search(text, start, end)
        return stop.end() if stop and end - stop.end() > SHORTEST_RECOVERED else start
    return start


def _speech_end(text: str, start: int, end: int, lang: Speech) -> int:
    """End before the last ", he said" of the paragraph, where there is one."""
    for match in reversed(list(_CUE_COMMA.finditer(text, start, end))):
        words = [word.strip(".,;").lower() for word in match.group(1).split()]
        told = next((n for n, word in enumerate(words) if word in lang.verbs), -1)
        named = match[1][0].isupper() or words[0] in lang.he | lang.she | lang.they
        if told == 0 or (told > 0 and named):
            return match.start() + 1
    return end


NEAR_CUE = 60
"""Characters a speech may be away from the start of what a lone closing mark ends."""
_SENTENCE_STOP = regex(r"[^.!?…\n]{0,40}[.!?…]\s+")
_NAMED_CUE = regex(r",\s([a-zß-ÿ]+)\s[^\W\d_a-zß-ÿ]\w*\s[^\W\d_a-zß-ÿ]")
_CUE_COMMA = regex(r"[,.!?…](?=\s+((?:\S+\s+){0,4}\S+))")
