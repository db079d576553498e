"""Text -> everything said in it, with speakers and how far each is trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.stages.quotes import cues, indirect, subjects
from newsdigest.stages.quotes.confidence import (
    FRAGMENT_CARRIED,
    PHRASE_CARRIED,
    SAME_SPEECH,
    trust_carried,
    trust_cue,
)
from newsdigest.stages.quotes.cues import REACH, Cue
from newsdigest.stages.quotes.speakers import NOBODY, SPEAKING, Speaker, Speakers

if TYPE_CHECKING:
    from newsdigest.models import QuoteKind
    from newsdigest.outline.read import Outline
    from newsdigest.outline.tokens import Sentence
    from newsdigest.stages.quotes.indirect import Reported

_STOPS = ".!?…"
BARE_CUE = 8
"""Tokens of a sentence that only says who spoke."""
SHORTEST_FRAGMENT = 6
"""Words a fragment inside a sentence needs to be speech where no cue stands by it."""
NEAR_VERB = 10
"""Tokens from "called" to the one word it judges by."""
LONGEST_TITLE = 10
"""Words of the name of a work."""
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


@dataclass(slots=True, eq=False, repr=False)
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


def attribute(outline: Outline) -> list[Said]:
    """Find all quotes of an outline and their speakers, in text order."""
    return _Reader(outline).read()


class _Reader:
    """Walk the sentences of an outline, attributing speech as it comes."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.text = outline.text
        self.spans = outline.spans
        self.tokens = outline.tokens
        self.lines = outline.sentences
        self.lang = outline.words
        self.speakers = Speakers(outline)
        self.found: list[Said] = []
        self.last: Said | None = None

    def read(self) -> list[Said]:
        for number, line in enumerate(self.lines):
            self.speakers.read_sentence(number)
            for reported in indirect.find(self.outline, line):
                self._reported(number, line, reported)
            for at in range(line.first, line.last):
                if self.tokens[at].kind == "speech":
                    self._speech(number, line, at)
        self._join_continued()
        return sorted(self.found, key=lambda said: (said.start, said.end))

    def _join_continued(self) -> None:
        """Give a speech of several paragraphs the speaker of whichever has the cue."""
        heard = [said for said in self.found if said.token >= 0]
        group: list[Said] = []
        for said in heard:
            group.append(said)
            if not self.spans[self.tokens[said.token].speech].continued:
                self._share(group)
                group = []

    def _share(self, group: list[Said]) -> None:
        told = max(group, key=lambda said: said.confidence if said.cue else 0.0)
        for said in group:
            if said is told or said.cue or not told.cue:
                continue
            said.speaker = told.speaker
            said.rule = "carried back" if said.start < told.start else "continued"
            said.confidence = round(told.confidence * SAME_SPEECH, 3)

    def _reported(self, number: int, line: Sentence, reported: Reported) -> None:
        start = self.tokens[reported.first].start
        end = self.tokens[reported.last - 1].end
        said = Said(start, end, line.line, number, kind="indirect")
        inside = self.tokens[reported.first : reported.last]
        if all(token.kind in ("speech", "sign") for token in inside):
            return
        if inside[0].kind == "speech" and self.spans[inside[0].speech].recovered:
            return
        if any(token.kind == "speech" for token in inside):
            said.kind = "mixed"
        self._take(said, reported.cue, number)
        if not reported.nested:
            self.found.append(said)
        elif reported.cue.mention.kind == "description":
            return
        self._spoke(said, reported.cue.verb)

    def _speech(self, number: int, line: Sentence, at: int) -> None:
        span = self.spans[self.tokens[at].speech]
        said = Said(span.start, span.end, line.line, number, at, recovered=bool(span.recovered))
        cue = None if span.label else self._cue(number, line, at)
        if span.label:
            self._answer(said, span.label)
        elif cue is not None:
            self._take(said, cue, number)
        else:
            self._without_cue(said)
            if at > line.first and said.rule != "same sentence":
                self._by_subject(said, line, number)
        if self._is_speech(said, line, at, cue):
            self.found.append(said)
            self._spoke(said, at)

    def _spoke(self, said: Said, token: int) -> None:
        self.last = said
        self.speakers.note(said.sentence, token, said.speaker, SPEAKING)

    def _cue(self, number: int, line: Sentence, at: int) -> Cue | None:
        ending = self.outline.ending(self.tokens[at].speech)
        stop = line.last
        behind_stop = ending in _STOPS and at + 1 == line.last
        if behind_stop and number + 1 < len(self.lines):
            following = self.lines[number + 1]
            if following.line == line.line and self._is_bare_cue(following):
                stop = following.last
        before = (
            cues.before(self.outline, line.first, at)
            if at > line.first
            else self._announced(number)
        )
        if before is not None and at == line.first:
            return before
        if before is not None and self.tokens[at - 1].text == ":" and before.rule != "colon":
            return before
        if ending == "," or before is None or before.rule == "colon":
            after = cues.after(self.outline, at, stop)
            if after is not None:
                return after
        return before or self._signed(number, line, at)

    def _signed(self, number: int, line: Sentence, at: int) -> Cue | None:
        """Read the line under a quote that stands alone: "— Ana Ruiz"."""
        if at != line.first or at + 1 < line.last or number + 1 >= len(self.lines):
            return None
        return cues.signed(self.outline, self.lines[number + 1])

    def _announced(self, number: int) -> Cue | None:
        """Read the paragraph before a quote that opens its own: "She wrote:"."""
        if number == 0:
            return None
        line, own = self.lines[number - 1], self.lines[number]
        if line.line == own.line or self.tokens[line.last - 1].text != ":":
            return None
        return cues.before(self.outline, line.first, line.last)

    def _is_bare_cue(self, line: Sentence) -> bool:
        """Whether a sentence is nothing but "Smith said." behind a quote that ended."""
        return (
            line.last - line.first <= BARE_CUE
            and not any(self.tokens[at].kind == "speech" for at in range(line.first, line.last))
            and any(
                self.tokens[at].low in self.lang.verbs
                for at in range(max(line.first, line.last - 4), line.last)
            )
        )

    def _take(self, said: Said, cue: Cue, number: int) -> None:
        said.speaker = self.speakers.resolve(cue, number, spoken_of=self._spoken_of(said))
        if cue.mention.kind == "same" and self.last is not None:
            said.speaker = self.last.speaker
        said.cue = self.tokens[cue.verb].text
        said.rule = f"{cue.rule}, {said.speaker.how or cue.mention.kind}"
        said.confidence = trust_cue(cue.rule, said.speaker.how, said.speaker.distance)
        if cue.mention.kind in ("nobody", "same"):
            return
        first, last = cue.mention.first, cue.mention.last
        said.mention = (self.tokens[first].start, self.tokens[last - 1].end)

    def _spoken_of(self, said: Said) -> str:
        """Read the word a speech opens with: "He learned Hebrew", he said, are two people."""
        if said.kind != "direct":
            return ""
        return self.text[said.start : said.end].split(maxsplit=1)[0].strip("“”„«»\"'‘’").lower()

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
        said.rule = rule
        if not last.speaker.name:
            return
        distance = said.sentence - last.sentence
        indirect = last.kind != "direct"
        trust = trust_carried(rule, last.confidence, distance, indirect=indirect)
        vague = last.speaker.how == "description" and self._is_definite(last.speaker.name)
        said.confidence = trust * PHRASE_CARRIED if vague else trust
        if said.token > self.lines[said.sentence].first and rule != "same sentence":
            said.confidence *= FRAGMENT_CARRIED

    def _answer(self, said: Said, label: str) -> None:
        """Give a labelled answer to the person the label or the introduction names."""
        named = self.speakers.labelled(label, bare=label.casefold() in self.lang.answers)
        said.speaker = named
        said.rule = "labelled"
        said.confidence = trust_cue("labelled", named.how, 0)

    def _by_subject(self, said: Said, line: Sentence, number: int) -> None:
        """Give marked words inside a sentence to its subject, where nothing better is known."""
        if self._is_reported(line):
            return
        mention = subjects.opening(self.outline, line.first, said.token)
        if (
            mention is None
            or mention.kind == "nobody"
            or cues.is_thing(self.outline, mention, said.token)
        ):
            return
        cue = Cue(mention, mention.first, "subject")
        trust = trust_cue(cue.rule, self.speakers.resolve(cue, number).how, 0)
        if trust > said.confidence:
            self._take(said, cue, number)
            said.cue = ""

    def _is_definite(self, name: str) -> bool:
        """Whether a phrase points back at somebody: "the proprietor", not "a witness"."""
        words = name.lower().split()
        known = any(word in self.lang.organisations for word in words)
        return words[0] not in self.lang.indefinite and not known

    def _is_speech(self, said: Said, line: Sentence, at: int, cue: Cue | None) -> bool:
        """Tell speech from titles, terms and scare quotes."""
        if said.rule == "labelled":
            return True
        words = self.text[said.start : said.end].split()
        stopped = self.text[said.end - 1] in _STOPS
        opens = at == line.first
        if not self.lang.verbs:
            return len(words) >= SHORTEST_ALONE - 1 or self._is_unparted_speech(said, at)
        if not opens and self.tokens[at - 1].text == ":" and (cue is None or cue.rule != "colon"):
            return stopped or cue is not None or len(words) >= SHORTEST_ALONE
        if said.rule.startswith(("subject first", "verb first", "signed")) and opens:
            return True
        if not opens and self._is_name(words, at, cue):
            return False
        if cue is not None:
            if cue.rule == "colon" and cue.mention.kind in ("body", "description") and not stopped:
                return len(words) >= SHORTEST_ALONE + 1
            weighed = self._is_near_saying(cue, at) or self._judges(cue, at)
            return len(words) > 1 or stopped or weighed
        if said.rule == "same sentence" and said.speaker.name:
            return len(words) > 1
        if opens:
            again = said.rule == "same paragraph"
            return len(words) >= SHORTEST_ALONE or (again and stopped)
        if self.lang.doubt:
            small = sum(word[:1].islower() for word in words)
            running = len(words) >= SHORTEST_ALONE and 2 * small >= len(words)
            return running or self._is_reported(line)
        return len(words) >= SHORTEST_FRAGMENT

    def _is_unparted_speech(self, said: Said, at: int) -> bool:
        """Tell speech from terms and titles where a script does not part its words.

        What is short is a term, unless it ends as a sentence does, a colon or comma announces it,
        or Japanese goes on with "to" or "tte", as it does behind what is said ("to iu" calls).
        """
        length = said.end - said.start
        token = self.tokens[at]
        behind = self.text[token.end : token.end + 2]
        told = (
            self.text[said.end - 1] in _UNPARTED_STOPS
            or self.text[max(0, token.start - 1) : token.start] in _ANNOUNCE
            or (behind.startswith(_QUOTATIVE) and behind != _CALLED)
        )
        return length >= LONG_UNPARTED or (length >= SHORTEST_UNPARTED and told)

    def _is_reported(self, line: Sentence) -> bool:
        """Whether a sentence is reported speech by its mood, as German marks it."""
        doubt = self.lang.doubt
        return bool(doubt) and any(t.low in doubt for t in self.tokens[line.first : line.last])

    def _judges(self, cue: Cue, at: int) -> bool:
        """Whether one word is what somebody called a thing: called it "false"."""
        return self.tokens[cue.verb].low in self.lang.judging and at - cue.verb <= NEAR_VERB

    def _is_near_saying(self, cue: Cue, at: int) -> bool:
        """Whether German ties one marked word to a verb of saying in its own sentence."""
        if not self.lang.traits.capital_nouns or cue.rule in ("subject first", "verb first"):
            return False
        low = self.tokens[cue.verb].low
        told = low in self.lang.reporting or cue.rule == "according"
        return told and at - cue.verb <= REACH

    def _is_labelled(self, words: list[str], at: int) -> bool:
        """Whether marks hold a name by what stands round them: „X“-Kampagne, “X” (XYZ), (“X”)."""
        tokens = self.tokens
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
        lang = self.lang
        if any(low in lang.naming_behind for low in named) and behind.low not in lang.verbs:
            return True
        capital = all(w[:1].isupper() for w in words)
        media = tokens[at - 2].low in lang.media if before.low in lang.articles else False
        return capital and (media or before.low in lang.media)

    def _is_name(self, words: list[str], at: int, cue: Cue | None) -> bool:
        """Whether marks hold a title, a term or a name rather than speech."""
        before = self.tokens[at - 1]
        if before.low in self.lang.naming or before.low.endswith(self.lang.naming_endings):
            return True
        if self._is_labelled(words, at):
            return True
        if self.lang.traits.capital_nouns and (cue is not None or len(words) == 1):
            return False
        big = [w.strip(".,!?’'") for w in words if w[:1].isalpha()]
        small = self.lang.prepositions | self.lang.determiners | self.lang.conjunctions
        titled = all(w[:1].isupper() or w.lower() in small for w in big)
        return titled and before.text not in (",", ":") and len(words) <= LONGEST_TITLE
