"""Text -> everything said in it, with speakers and how far each is trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.stages.quotes.cues import Cues
from newsdigest.stages.quotes.describe import describe_people
from newsdigest.stages.quotes.indirect import Indirect
from newsdigest.stages.quotes.marks import find_marks
from newsdigest.stages.quotes.names import find_names
from newsdigest.stages.quotes.speakers import NOBODY, SPEAKING, Speaker, Speakers
from newsdigest.stages.quotes.tokens import outline, sentences

if TYPE_CHECKING:
    from newsdigest.models import QuoteKind
    from newsdigest.stages.quotes.cues import Cue
    from newsdigest.stages.quotes.indirect import Reported
    from newsdigest.stages.quotes.language import Language
    from newsdigest.stages.quotes.marks import Span
    from newsdigest.stages.quotes.tokens import Sentence, Token

_STOPS = ".!?…"
BARE_CUE = 8
"""Tokens of a sentence that only says who spoke."""
SHORTEST_ALONE = 4
"""Words a marked span needs to be speech where no cue stands by it."""


@dataclass(slots=True)
class Said:
    """A quote while its speaker is sought."""

    start: int
    end: int
    line: int
    sentence: int
    token: int = -1
    speaker: Speaker = NOBODY
    kind: QuoteKind = "direct"
    confidence: float = 0.0
    recovered: bool = False
    cue: str = ""
    rule: str = ""
    mention: tuple[int, int] = (-1, -1)


def attribute(text: str, lang: Language) -> list[Said]:
    """Find all quotes of a text and their speakers, in text order."""
    spans = find_marks(text, lang)
    tokens = outline(text, spans)
    lines = sentences(text, tokens, spans, lang)
    return _Reader(text, spans, tokens, lines, lang).read()


class _Reader:
    """Walk the sentences of an outline, attributing speech as it comes."""

    def __init__(
        self,
        text: str,
        spans: list[Span],
        tokens: list[Token],
        lines: list[Sentence],
        lang: Language,
    ) -> None:
        self.text = text
        self.spans = spans
        self.tokens = tokens
        self.lines = lines
        self.lang = lang
        names = find_names(tokens, lines, lang)
        describe_people(text, tokens, names, lang)
        endings = [text[span.end - 1] for span in spans]
        self.cues = Cues(tokens, names, lang, endings)
        self.speakers = Speakers(text, tokens, lines, names, lang)
        self.indirect = Indirect(tokens, self.cues, lang)
        self.found: list[Said] = []
        self.last: Said | None = None

    def read(self) -> list[Said]:
        for number, line in enumerate(self.lines):
            self.speakers.read_sentence(number)
            for reported in self.indirect.find(line):
                self._reported(number, line, reported)
            for at in range(line.first, line.last):
                if self.tokens[at].kind == "speech":
                    self._speech(number, line, at)
        return sorted(self.found, key=lambda said: (said.start, said.end))

    def _reported(self, number: int, line: Sentence, reported: Reported) -> None:
        start = self.tokens[reported.first].start
        end = self.tokens[reported.last - 1].end
        said = Said(start, end, line.line, number, kind="indirect")
        inside = self.tokens[reported.first : reported.last]
        if any(token.kind == "speech" for token in inside):
            said.kind = "mixed"
        self._take(said, reported.cue, number)
        if not reported.nested:
            self.found.append(said)
        self._spoke(said, reported.cue.verb)

    def _speech(self, number: int, line: Sentence, at: int) -> None:
        span = self.spans[self.tokens[at].speech]
        said = Said(span.start, span.end, line.line, number, at, recovered=bool(span.recovered))
        cue = self._cue(number, line, at)
        if cue is not None:
            self._take(said, cue, number)
        else:
            self._without_cue(said)
        if self._is_speech(said, line, at, cue):
            self.found.append(said)
            self._spoke(said, at)

    def _spoke(self, said: Said, token: int) -> None:
        self.last = said
        self.speakers.note(said.sentence, token, said.speaker, SPEAKING)

    def _cue(self, number: int, line: Sentence, at: int) -> Cue | None:
        cues = self.cues
        ending = cues.endings[self.tokens[at].speech]
        stop = line.last
        behind_stop = ending in _STOPS and at + 1 == line.last
        if behind_stop and number + 1 < len(self.lines):
            following = self.lines[number + 1]
            if following.line == line.line and self._is_bare_cue(following):
                stop = following.last
        before = cues.before(line.first, at) if at > line.first else None
        if before is not None and self.tokens[at - 1].text == ":" and before.rule != "colon":
            return before
        if ending == "," or before is None or before.rule == "colon":
            after = cues.after(at, stop)
            if after is not None:
                return after
        return before

    def _is_bare_cue(self, line: Sentence) -> bool:
        """Whether a sentence is nothing but "Smith said." behind a quote that ended."""
        return (
            line.last - line.first <= BARE_CUE
            and not any(self.tokens[at].kind == "speech" for at in range(line.first, line.last))
            and any(
                self.tokens[at].low in self.lang["verbs"]
                for at in range(max(line.first, line.last - 4), line.last)
            )
        )

    def _take(self, said: Said, cue: Cue, number: int) -> None:
        said.speaker = self.speakers.resolve(cue, number)
        said.cue = self.tokens[cue.verb].text
        said.rule = f"{cue.rule}, {said.speaker.how or cue.mention.kind}"
        first, last = cue.mention.first, cue.mention.last
        said.mention = (self.tokens[first].start, self.tokens[last - 1].end)
        said.confidence = 0.9 if said.speaker.name else 0.0

    def _without_cue(self, said: Said) -> None:
        last = self.last
        if last is None:
            return
        if last.sentence == said.sentence:
            rule = "same sentence"
        elif last.line == said.line:
            rule = "same paragraph"
        elif said.line - last.line == 1:
            rule = "next paragraph"
        else:
            rule = "far paragraph"
        said.speaker = last.speaker
        said.rule = f"{rule}, after {last.kind}, {said.sentence - last.sentence}"
        said.confidence = 0.7 if last.speaker.name else 0.0

    def _is_speech(self, said: Said, line: Sentence, at: int, cue: Cue | None) -> bool:
        words = len(self.text[said.start : said.end].split())
        if cue is not None:
            return words > 1 or self.text[said.end - 1] in _STOPS + ","
        opens = at == line.first
        return opens and words >= SHORTEST_ALONE
