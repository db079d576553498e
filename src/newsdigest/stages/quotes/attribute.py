"""Text -> everything said in it, with speakers and how far each is trusted.

Rules of cues read who speaks beside each quote; what they read becomes features of everybody who
may have spoken, and a fitted ranker weighs them (`rank`). What is said without marks keeps the
speaker its rule names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.outline.phrases import Mention
from newsdigest.stages.quotes import beside, indirect
from newsdigest.stages.quotes.candidates import gather
from newsdigest.stages.quotes.case import (
    FAR,
    NEXT_PARAGRAPH,
    SAME_PARAGRAPH,
    SAME_SENTENCE,
    Anchor,
    Case,
)
from newsdigest.stages.quotes.confidence import SAME_SPEECH, carry, trust_cue
from newsdigest.stages.quotes.cues import Cue, is_thing
from newsdigest.stages.quotes.entities import Entities, as_speaker
from newsdigest.stages.quotes.features import OF_QUOTE, THING_HEAD, UNKNOWN_HEAD
from newsdigest.stages.quotes.options import DEFAULT_THRESHOLD
from newsdigest.stages.quotes.rank import load_ranker, rank
from newsdigest.stages.quotes.said import Said
from newsdigest.stages.quotes.speakers import Speakers
from newsdigest.stages.quotes.speech import is_reported, is_speech, is_term
from newsdigest.stages.quotes.trail import NOBODY, SPEAKING, Speaker
from newsdigest.stages.quotes.unparted import find_speaker, goes_on
from newsdigest.stages.quotes.weigh import EVEN, EVENLY, TELLING, Weighed

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsdigest.outline.read import Outline
    from newsdigest.outline.tokens import Sentence
    from newsdigest.stages.quotes.candidates import Gathered
    from newsdigest.stages.quotes.indirect import Reported
    from newsdigest.stages.quotes.rank import Ranker

    Watch = Callable[[Said, Case, Gathered, bool], None]
    """Called with each marked span: the quote, its case, its candidates, whether it is speech."""

TURNED = 0.5
"""The same where the sentence before the quote has a new subject: right every other time."""
INSIDE = 0.8
"""Trust in a cue inside the marks or a line by them that names: too few were labelled to count."""
HEAD = OF_QUOTE.index("head")


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
        self.speakers = Speakers(outline)
        self.entities = Entities(outline)
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
        cue = None if span.label else beside.own_cue(self.outline, number, at)
        if span.label:
            self._answer(said, span.label)
        elif cue is not None:
            self._take(said, cue, number)
        else:
            self._without_cue(said)
            if at > line.first and said.rule != "same sentence":
                self._by_subject(said, line, number)
        spoken = is_speech(self.outline, said, line, at, cue)
        if self.words.traits.unparted_words:
            self._unparted(said)
        elif not span.label and (spoken or self.watch is not None):
            self._rank(said, self._case(said, cue), spoken=spoken)
        if spoken:
            self.found.append(said)
            self._spoke(said, at)

    def _spoke(self, said: Said, token: int) -> None:
        self.last = said
        entity = self.entities.of(said.speaker, Mention(token, token + 1, ""), said.sentence)
        if entity is not None:
            self.entities.heard(entity, said.sentence, said.confidence)
        self.speakers.note(said.sentence, token, said.speaker, SPEAKING)

    def _take(self, said: Said, cue: Cue, number: int) -> None:
        said.speaker = self.speakers.resolve(cue, number, spoken_of=self._spoken_of(said))
        if cue.mention.kind == "same" and self.last is not None:
            said.speaker = self.last.speaker
        said.cue = self.tokens[cue.verb].text
        said.rule = f"{cue.rule}, {said.speaker.how or cue.mention.kind}"
        said.confidence = trust_cue(cue.rule, said.speaker.how, said.speaker.distance)
        if cue.mention.kind not in ("nobody", "same", "dropped"):
            said.mention = self._characters(cue.mention)

    def _characters(self, mention: Mention) -> tuple[int, int]:
        return self.tokens[mention.first].start, self.tokens[mention.last - 1].end

    def _spoken_of(self, said: Said) -> str:
        """Read the word a speech opens with: "He learned Hebrew", he said, are two people."""
        if said.kind != "direct":
            return ""
        lead = self.outline.text[said.start : said.end].split(maxsplit=1)[0]
        return lead.strip("“”„«»\"'‘’").lower()

    def _nearness(self, said: Said) -> int:
        """Say how near the last speech is, 0 where there was none."""
        last = self.last
        if last is None:
            return 0
        if last.sentence == said.sentence:
            return SAME_SENTENCE
        if last.line == said.line:
            return SAME_PARAGRAPH
        return NEXT_PARAGRAPH if said.line - last.line == 1 else FAR

    def _without_cue(self, said: Said) -> None:
        last = self.last
        if last is None:
            return
        opens = said.token == self.lines[said.sentence].first
        rule, said.confidence = carry(
            self._nearness(said),
            last.confidence if last.speaker.name else 0.0,
            said.sentence - last.sentence,
            indirect=last.kind != "direct",
            vague=last.speaker.how == "description" and self._is_definite(last.speaker.name),
            inside=not opens,
        )
        said.speaker, said.rule = last.speaker, rule
        if self._is_turned(said, last):
            said.confidence *= TURNED

    def _is_turned(self, said: Said, last: Said) -> bool:
        """Whether the sentence before a quote turns to somebody else: "Jo Lind laughs. “...”"."""
        before = said.sentence - 1
        if before <= last.sentence or self.lines[before].line != said.line:
            return False
        named = self.entities.in_sentence[before]
        return bool(named) and named[0].kind == "person" and named[0].name != last.speaker.name

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

    def _case(self, said: Said, cue: Cue | None) -> Case:
        """Gather what every rule of cues reads beside a quote."""
        number, at = said.sentence, said.token
        spoken_of = self._spoken_of(said)
        anchors = []
        for place, found in beside.all_cues(self.outline, number, at):
            speaker = self.speakers.resolve(found, number, spoken_of=spoken_of)
            if found.mention.kind == "same" and self.last is not None:
                speaker = self.last.speaker
            anchors.append(Anchor(place, found, speaker))
        inside = self._inside(said)
        if inside is not None:
            anchors.append(inside)
        primary = inside
        if cue is not None:
            own = (anchor for anchor in anchors if anchor.cue == cue)
            primary = next(own, Anchor("before", cue, said.speaker))
        elif primary is None and said.rule.startswith("subject"):
            primary = next((a for a in anchors if a.place == "subject"), None)
        following = beside.following(self.outline, number, at)
        later = None
        if following is not None:
            later = Anchor("next", following[1], self.speakers.resolve(following[1], following[0]))
        return Case(
            said, anchors, primary, later, self._nearness(said), self.speakers.salience(number)
        )

    def _inside(self, said: Said) -> Anchor | None:
        """Say whom a cue inside the marks means."""
        found = beside.incise(self.outline, said.start, said.end)
        if found is None:
            return None
        at = said.token
        if found.name:
            mention = Mention(at, at + 1, "person")
            return Anchor("inside", Cue(mention, at, "inside"), self.speakers.named(found.name))
        mention = Mention(at, at + 1, "pronoun")
        for how, wanted in (("he", "m"), ("she", "f"), ("they", "p")):
            if found.pronoun in getattr(self.words, how):
                speaker = self.speakers.antecedent(how, wanted, said.sentence, at)
                return Anchor("inside", Cue(mention, at, "inside"), speaker)
        return None

    def _is_new(self, case: Case, gathered: Gathered) -> bool:
        """Whether a cue of telling names somebody whom the text brings in here, without a name.

        What stands before the quote need not be who speaks: its head must be known to.
        """
        primary = case.primary
        if primary is None:
            return self._goes_on(case)
        if primary.cue.rule not in TELLING or primary.speaker.person is not None:
            return False
        mention = primary.cue.mention
        if mention.kind == "several":
            return True
        new = mention.kind == "description" and primary.speaker.how == "description"
        low = self.tokens[mention.first].low
        if not new or (low not in self.words.indefinite and low not in self.words.roles_pl):
            return False
        entity = self.entities.of_anchor(primary, case.said.sentence)
        beside_verb = primary.cue.rule in ("verb first", "subject first")
        told = beside_verb and self.words.traits.fixed_order
        head = gathered.shared[HEAD]
        known = 0 < head < THING_HEAD or (told and head == UNKNOWN_HEAD)
        mine = any(candidate.entity is entity for candidate in gathered.candidates)
        return mine and known

    def _is_narrator(self, primary: Anchor | None) -> bool:
        """Whether a cue of telling says "I" or nobody ("est-il écrit"): who wrote is not named."""
        if primary is None or primary.cue.rule not in TELLING:
            return False
        mention = primary.cue.mention
        if mention.kind == "nobody":
            return primary.cue.rule == "verb first"
        return mention.kind == "pronoun" and self.tokens[mention.first].low in self.words.first

    def _goes_on(self, case: Case) -> bool:
        """Whether somebody who was brought in without a name speaks on in the same paragraph."""
        last = self.last
        if last is None or case.nearness < SAME_PARAGRAPH or last.speaker.how != "description":
            return False
        return last.speaker.name.split()[0].lower() in self.words.indefinite

    def _is_he_again(self, case: Case) -> bool:
        """Whether "he" is who was brought in without a name: "A clerk said “…” “…,” he added"."""
        primary, last = case.primary, self.last
        if primary is None or primary.cue.mention.kind != "pronoun" or last is None:
            return False
        low = self.tokens[primary.cue.mention.first].low
        one = low in self.words.he or low in self.words.she
        if not one or primary.cue.rule not in TELLING or not self._goes_on(case):
            return False
        between = range(last.sentence + 1, case.said.sentence)
        return not any(e.kind == "person" for n in between for e in self.entities.in_sentence[n])

    def _unparted(self, said: Said) -> None:
        """Read who speaks where words are not parted; else nobody is named."""
        span = self.outline.spans[self.tokens[said.token].speech]
        found = find_speaker(self.outline, span.left, span.right)
        said.speaker, said.rule, said.cue, said.confidence = NOBODY, "", "", 0.0
        if found is not None:
            first, last, said.confidence = found
            said.speaker = Speaker(self.outline.text[first:last], how="name")
            said.rule, said.mention = "particle", (first, last)
        elif self._nearness(said) >= SAME_PARAGRAPH and goes_on(self.outline, span.right):
            self._without_cue(said)

    def _rank(self, said: Said, case: Case, *, spoken: bool) -> None:
        """Give a quote to the likeliest of its candidates."""
        gathered = gather(self.outline, self.entities, case)
        if self.watch is not None:
            self.watch(said, case, gathered, spoken)
        if self._is_new(case, gathered):
            return  # "a spokesman said": a phrase that no name of the text can stand for
        primary = case.primary
        if primary is not None and primary.is_named:
            said.speaker, said.confidence, said.rule = primary.speaker, INSIDE, primary.rule
            return
        if self.last is not None and self._is_he_again(case):
            said.speaker, said.confidence = self.last.speaker, self.last.confidence
            return
        cue = primary.cue if primary is not None else None
        told = cue is not None and cue.rule != "subject" and cue.mention.kind != "nobody"
        if self._is_narrator(primary) or (not told and is_term(self.outline, said)):
            said.speaker, said.confidence = NOBODY, 0.0
            return
        rows = [candidate.features for candidate in gathered.candidates]
        chances = rank(rows, gathered.shared, self.ranker)
        best = max(range(len(rows)), key=chances.__getitem__, default=-1)
        if best < 0:
            said.speaker, said.confidence = NOBODY, 0.0
            return
        entity = gathered.candidates[best].entity
        weighed = Weighed(self.entities, case, gathered, chances)
        spoke_last = self.last is not None and self.last.speaker.name == entity.name
        sure = weighed.trust(entity, self.ranker, spoke_last=spoke_last)
        doubt = EVENLY if self.words.traits.capital_nouns else DEFAULT_THRESHOLD
        if sure < doubt and weighed.may_stand():
            said.confidence = EVEN
            return
        said.confidence = sure
        if primary is not None and self.entities.of_anchor(primary, said.sentence) is entity:
            said.rule = f"{primary.cue.rule}, {primary.speaker.how}"
            said.speaker = as_speaker(entity, primary.speaker)
            if weighed.is_object and gathered.shared[HEAD] == UNKNOWN_HEAD:
                said.speaker, said.confidence = NOBODY, 0.0
            return
        said.rule, said.cue = "weighed", ""
        said.speaker = as_speaker(entity, said.speaker)
        place = entity.nearest(said.token)
        said.mention = (-1, -1) if place is None else self._characters(Mention(*place[:2], ""))


def _share(group: list[Said]) -> None:
    """Give the paragraphs of one speech the speaker of the surest."""
    told = max(group, key=lambda said: said.confidence if said.cue else 0.0)
    for said in group:
        if said is told or said.cue or not told.cue:
            continue
        said.speaker = told.speaker
        said.rule = "carried back" if said.start < told.start else "continued"
        said.confidence = round(told.confidence * SAME_SPEECH, 3)
