"""Text -> everything said in it, with speakers and how far each is trusted.

Rules of cues read who speaks beside each quote; what they read becomes features of everybody who
may have spoken, and a fitted ranker weighs them (`rank`). What is said without marks keeps the
speaker its rule names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.outline.phrases import Mention
from newsdigest.outline.runs import is_title
from newsdigest.stages.quotes import beside
from newsdigest.stages.quotes.candidates import gather
from newsdigest.stages.quotes.case import SAME_PARAGRAPH
from newsdigest.stages.quotes.confidence import SAME_SPEECH, carry, trust_cue
from newsdigest.stages.quotes.cues import is_thing
from newsdigest.stages.quotes.entities import as_speaker
from newsdigest.stages.quotes.features import UNKNOWN_HEAD
from newsdigest.stages.quotes.options import DEFAULT_THRESHOLD
from newsdigest.stages.quotes.rank import load_ranker, rank
from newsdigest.stages.quotes.reading import Reading
from newsdigest.stages.quotes.said import Said
from newsdigest.stages.quotes.settle import (
    HEAD,
    UNKNOWN,
    Settled,
    goes_on,
    is_plain,
    is_said,
    settle,
)
from newsdigest.stages.quotes.speech import is_reported, is_speech
from newsdigest.stages.quotes.subheads import name_subheads
from newsdigest.stages.quotes.trail import NOBODY, SPEAKING, Speaker
from newsdigest.stages.quotes.unparted import find_speaker, is_told_on
from newsdigest.stages.quotes.weigh import EVEN, Weighed

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsdigest.outline.read import Outline
    from newsdigest.outline.tokens import Sentence
    from newsdigest.stages.quotes.candidates import Gathered
    from newsdigest.stages.quotes.case import Case
    from newsdigest.stages.quotes.cues import Cue
    from newsdigest.stages.quotes.indirect import Reported
    from newsdigest.stages.quotes.rank import Ranker

    Watch = Callable[[Said, Case, Gathered, bool], None]
    """Called with each marked span: the quote, its case, its candidates, whether it is speech."""

TURNED = 0.5
"""Trust left where the sentence before the quote has a new subject: right every other time."""


def attribute(
    outline: Outline, ranker: Ranker | None = None, watch: Watch | None = None
) -> list[Said]:
    """Find all quotes of an outline and their speakers, in text order.

    `ranker` is another one than the product's own, and `watch` sees each case: both are for
    fitting.
    """
    return _Reader(outline, ranker or load_ranker(), watch).read()


class _Reader:
    """Walk the sentences of an outline, attributing speech as it comes."""

    def __init__(self, outline: Outline, ranker: Ranker, watch: Watch | None) -> None:
        self.outline = outline
        self.ranker = ranker
        self.watch = watch
        self.tokens = outline.tokens
        self.lines = outline.sentences
        self.words = outline.words
        self.reading = Reading(outline)
        self.speakers = self.reading.speakers
        self.found: list[Said] = []

    def read(self) -> list[Said]:
        for number, line in enumerate(self.lines):
            self.speakers.read_sentence(number)
            for reported in self.reading.told.reported[number]:
                self._reported(number, line, reported)
            for at in range(line.first, line.last):
                if self.tokens[at].kind == "speech":
                    self._speech(number, line, at)
        self._join_continued()
        name_subheads(self.outline, self.found)
        return sorted(self.found, key=lambda said: (said.start, said.end))

    def _join_continued(self) -> None:
        """Give a speech of several paragraphs the speaker of whichever has the cue.

        So too where a second mark opens before the first is closed.
        """
        group: list[Said] = []
        for said in self.found:
            if said.token < 0:
                continue
            group.append(said)
            behind = self.tokens[said.token + 1 : said.token + 2]
            opened = said.recovered and bool(behind) and behind[0].kind == "speech"
            if not (opened or self.outline.spans[self.tokens[said.token].speech].continued):
                _share(group)
                group = []

    # ------------------------------------------------------------ what rules read

    def _reported(self, number: int, line: Sentence, reported: Reported) -> None:
        start = self.tokens[reported.first].start
        end = self.tokens[reported.last - 1].end
        said = Said(start, end, line.line, number, kind="indirect")
        inside = self.tokens[reported.first : reported.last]
        if all(t.kind in ("speech", "sign") or t.low in self.words.that for t in inside):
            return
        if inside[0].kind == "speech" and self.outline.spans[inside[0].speech].recovered:
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
        span = self.outline.spans[self.tokens[at].speech]
        said = Said(span.start, span.end, line.line, number, at, recovered=bool(span.recovered))
        cue = self.reading.told.cues.get(at)
        if span.label:
            self._answer(said, span.label)
        elif cue is not None:
            self._take(said, cue, number)
        else:
            self._without_cue(said)
            if at > line.first and said.rule != "same sentence":
                self._by_subject(said, line, number)
        spoken = is_speech(self.outline, said, line, at, cue)
        if self.words.traits.by_particles:
            self._unparted(said)
        elif not (span.label or is_plain(self.outline, said, cue)) and (spoken or self.watch):
            self._rank(said, self.reading.case_of(said, cue), spoken=spoken)
        if spoken:
            self.found.append(said)
            self._spoke(said, at)

    def _spoke(self, said: Said, token: int) -> None:
        self.reading.last = said
        entity = self.reading.entities.of(
            said.speaker, Mention(token, token + 1, ""), said.sentence
        )
        if entity is not None:
            self.reading.entities.heard(entity, said.sentence, said.confidence)
        self.speakers.note(said.sentence, token, said.speaker, SPEAKING)

    def _take(self, said: Said, cue: Cue, number: int) -> None:
        said.speaker = self.speakers.resolve(cue, number, spoken_of=self.reading.spoken_of(said))
        if cue.mention.kind == "same" and self.reading.last is not None:
            said.speaker = self.reading.last.speaker
        said.cue = self.tokens[cue.verb].text
        said.rule = f"{cue.rule}, {said.speaker.how or cue.mention.kind}"
        said.confidence = trust_cue(
            _rule_of(self.outline, cue), said.speaker.how, said.speaker.distance
        )
        name = self.reading.entities.spelled_out.get(said.speaker.name)
        if name is not None:
            said.speaker = said.speaker._replace(name=name)
        if cue.mention.kind not in ("nobody", "same", "dropped"):
            said.mention = self._characters(cue.mention)

    def _characters(self, mention: Mention) -> tuple[int, int]:
        return self.tokens[mention.first].start, self.tokens[mention.last - 1].end

    def _without_cue(self, said: Said) -> None:
        last = self.reading.last
        if last is None:
            return
        opens = said.token == self.lines[said.sentence].first
        rule, said.confidence = carry(
            self.reading.nearness(said),
            last.confidence if last.speaker.name else 0.0,
            said.sentence - last.sentence,
            indirect=last.kind != "direct",
            vague=last.speaker.how == "description"
            and (last.kind == "indirect" or self._is_definite(last.speaker.name)),
            inside=not opens,
        )
        said.speaker, said.rule = last.speaker, rule
        if self.reading.is_turned(said):
            said.confidence *= TURNED

    def _answer(self, said: Said, label: str) -> None:
        """Give a labelled answer to the person the label or the introduction names."""
        named = self.speakers.labelled(label, bare=label.casefold() in self.words.answers)
        said.speaker = named
        said.rule = "labelled"
        said.confidence = trust_cue("labelled", named.how, 0)

    def _by_subject(self, said: Said, line: Sentence, number: int) -> None:
        """Give marked words inside a sentence to its subject, where nothing better is known."""
        if is_reported(self.outline, line):
            return
        cue = beside.opening(self.outline, line, said.token)
        if cue is None or is_thing(self.outline, cue.mention, said.token):
            return
        if trust_cue(cue.rule, self.speakers.resolve(cue, number).how, 0) > said.confidence:
            self._take(said, cue, number)
            said.cue = ""

    def _is_definite(self, name: str) -> bool:
        """Whether a phrase points back at somebody: "the proprietor", not "a witness"."""
        words = name.lower().split()
        known = any(word in self.words.organisations for word in words)
        return words[0] not in self.words.indefinite and not known

    # ------------------------------------------------------------ what the ranker weighs

    def _unparted(self, said: Said) -> None:
        """Read who speaks where words are not parted; else nobody is named."""
        span = self.outline.spans[self.tokens[said.token].speech]
        found = find_speaker(self.outline, span.left, span.right)
        said.speaker, said.rule, said.cue, said.confidence = NOBODY, "", "", 0.0
        if found is not None:
            first, last, said.confidence = found
            said.speaker = Speaker(self.outline.text[first:last], how="name")
            said.rule, said.mention = "particle", (first, last)
        elif self.reading.nearness(said) >= SAME_PARAGRAPH and is_told_on(
            self.outline, span.left, span.right
        ):
            self._without_cue(said)

    def _rank(self, said: Said, case: Case, *, spoken: bool) -> None:
        """Give a quote to the likeliest of its candidates, where none is settled."""
        settled = goes_on(self.reading, case)
        if settled is None:
            gathered = gather(self.outline, self.reading.entities, case)
            if self.watch is not None:
                self.watch(said, case, gathered, spoken)
            settled = settle(self.reading, case, gathered) or self._weigh(case, gathered)
        said.speaker, said.confidence, said.rule, said.mention = settled

    def _weigh(self, case: Case, gathered: Gathered) -> Settled:
        """Weigh the candidates of a case, and what its rules read against them."""
        said, primary, last = case.said, case.primary, self.reading.last
        rows = [candidate.features for candidate in gathered.candidates]
        chances = rank(rows, gathered.shared, self.ranker)
        best = max(range(len(rows)), key=chances.__getitem__, default=-1)
        if best < 0:
            return UNKNOWN
        entity = gathered.candidates[best].entity
        weighed = Weighed(self.reading.entities, case, gathered, chances)
        only = weighed.alone() or weighed.stands_for()
        mine = any(candidate.entity is only for candidate in gathered.candidates)
        if only is not None and mine and entity.kind == "description":
            entity = only
        spoke_last = last is not None and last.speaker.name == entity.name
        sure = weighed.trust(entity, self.ranker, spoke_last=spoke_last)
        thing = is_said(case, gathered) and weighed.rivalled()
        if sure < DEFAULT_THRESHOLD and not thing and weighed.may_stand():
            return Settled(said.speaker, EVEN, said.rule, said.mention)
        own = primary is not None and self.reading.entities.of_anchor(primary, said.sentence)
        if primary is not None and own is entity:
            unknown = weighed.is_object and gathered.shared[HEAD] == UNKNOWN_HEAD
            if unknown or (thing and entity.kind == "description"):
                return UNKNOWN
            rule = f"{primary.cue.rule}, {primary.speaker.how}"
            return Settled(as_speaker(entity, primary.speaker), sure, rule, said.mention)
        said.cue = ""
        place = entity.nearest(said.token)
        found = (-1, -1) if place is None else self._characters(Mention(*place[:2], ""))
        return Settled(as_speaker(entity, said.speaker), sure, "weighed", found)


def _rule_of(outline: Outline, cue: Cue) -> str:
    """Name the rule by which a cue is trusted: where the verb is second, who follows it is as sure.

    If it is a phrase for a person: "Passend zum Schnee warnte die Leiterin einer Skischule".
    """
    follows = cue.rule == "before inverted" and outline.words.traits.verb_second
    if not follows or cue.mention.kind != "description":
        return cue.rule
    lows = (outline.tokens[at].low for at in range(cue.mention.first, cue.mention.last))
    return "before" if any(is_title(low, outline.words) for low in lows) else cue.rule


def _share(group: list[Said]) -> None:
    """Give the paragraphs of one speech the speaker of the surest."""
    told = max(group, key=lambda said: said.confidence if said.cue else 0.0)
    for said in group:
        if said is told or said.cue or not told.cue:
            continue
        said.speaker = told.speaker
        said.rule = "carried back" if said.start < told.start else "continued"
        said.confidence = round(told.confidence * SAME_SPEECH, 3)
