"""A mention -> the person it means: short names, roles and pronouns, in the order of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.outline.phrases import Mention
from newsdigest.outline.runs import is_title
from newsdigest.stages.quotes.fuller import Fuller
from newsdigest.stages.quotes.gender import (
    gender_of_phrase,
    gender_of_verb,
    phrase_start,
    role_head,
)
from newsdigest.stages.quotes.trail import (
    CLAUSE,
    CREDIT,
    MEMORY,
    NOBODY,
    OTHER,
    OWNER,
    SUBJECT,
    Speaker,
    Trail,
)

if TYPE_CHECKING:
    from newsdigest.outline.names import Person
    from newsdigest.outline.read import Outline
    from newsdigest.outline.tokens import Sentence
    from newsdigest.stages.quotes.cues import Cue

MOST_PEOPLE = 50
"""People of one role or one name that are looked at, so that cost stays linear."""
LONGEST_TITLE = 4
"""Words of "the former foreign minister"."""


NEAR_AUTHOR = 3
"""Tokens from the end of "a report" to who wrote it: "by the engineer X"."""


class Speakers(Trail):
    """Resolve mentions while the text goes by; sentences must come in order."""

    def __init__(self, outline: Outline) -> None:
        super().__init__(outline)
        self.text = outline.text
        self.lines = outline.sentences
        self.captions = self._find_captions()
        self.fuller = Fuller(outline)
        self.by_role: dict[str, list[Person]] = {}
        for person in self.names.everyone:
            for word in sorted(person.roles):
                self.by_role.setdefault(word, []).append(person)

    def read_sentence(self, sentence: int) -> None:
        """Remember the people a sentence names, its subject above the others."""
        line = self.lines[sentence]
        weight = SUBJECT
        weights: dict[int, float] = {}
        at = line.first + (self.tokens[line.first].low in self.lang.topic)
        self._opening_role(sentence, line)
        fading = CREDIT if line.line in self.captions else 1.0
        while at < line.last:
            run = self.names.run_over(at)
            weights[at] = weight
            if run is None:
                weight = self._weight_after(at, weight)
                at += 1
                continue
            person = self.names.person_of(run)
            if person is not None:
                start = phrase_start(self.tokens, run.core, line.first, self.lang)
                mine = OWNER
                if not run.owner:
                    mine = self._part_of(run.first, line, weights.get(start, weight))
                if self._leads_verb(run.last):
                    mine = SUBJECT
                self.note(sentence, at, self._as_speaker(person, "name"), mine * fading)
                weight = OTHER
            at = max(run.last, at + 1)

    def _leads_verb(self, at: int) -> bool:
        """Whether a finite verb follows a name, so that it is a subject: "X avait annoncé"."""
        if at < len(self.tokens) and self.tokens[at].low in self.lang.elided:
            at += 1  # "X l'a encouragée"
        finite = at < len(self.tokens) and self.tokens[at].low in self.lang.finite
        return finite and bool(self.lang.articles_m)

    def _weight_after(self, at: int, weight: float) -> float:
        """Say how much a name counts behind a token: less as an object, more in a new clause."""
        token, lang = self.tokens[at], self.lang
        if token.text == ",":
            return SUBJECT
        if token.kind != "word":
            return weight
        if token.low in lang.subordinators:
            return CLAUSE
        low = token.low
        if low in lang.verbs and lang.articles_m:
            return SUBJECT  # "si è detto contento Luca Neri"
        small = low in lang.prepositions or low in lang.auxiliaries or low in lang.verbs
        return OTHER if small else weight

    def _part_of(self, at: int, line: Sentence, weight: float) -> float:
        """Say how much a name counts where it may follow its verb: less behind a preposition.

        "Erfreut über die Wahl zeigte sich auch X": what stood before the verb tells nothing of X.
        """
        if not self.lang.traits.verb_second or weight != OTHER:
            return weight
        for before in range(at - 1, max(line.first - 1, at - 1 - LONGEST_TITLE), -1):
            token = self.tokens[before]
            if token.low in self.lang.prepositions or token.low in self.lang.oblique:
                return OTHER
            if token.low in self.lang.articles or token.kind != "word":
                break
        return CLAUSE

    def _find_captions(self) -> frozenset[int]:
        """Number the paragraphs that are captions: they end with a credit in brackets."""
        found: set[int] = set()
        for line in self.lines:
            last = line.last - 1
            while last > line.first and self.tokens[last].text == ".":
                last -= 1
            speech = any(t.kind == "speech" for t in self.tokens[line.first : line.last])
            if self.tokens[last].text == ")" and not speech:
                found.add(line.line)
            else:
                found.discard(line.line)
        return frozenset(found)

    def _opening_role(self, sentence: int, line: Sentence) -> None:
        """Remember whom "The mayor" or "The residents" at the head of a sentence means."""
        if self.tokens[line.first].low not in self.lang.articles:
            return
        last = line.first + 1
        while last < line.last and last - line.first <= LONGEST_TITLE:
            if self.tokens[last].kind != "word":
                return
            last += 1
            mention = Mention(line.first, last, "description")
            person = None
            if is_title(self.tokens[last - 1].low, self.lang):
                person = self._by_role(mention)
            if person is not None:
                self.note(sentence, line.first, self._as_speaker(person, "role"), SUBJECT)
                return
            gender = gender_of_phrase(self._lows(mention), self.lang)
            if gender in ("p", "n"):
                speaker = Speaker(self._slice(mention), how="description", gender=gender)
                self.note(sentence, line.first, speaker, SUBJECT)
                return

    def resolve(self, cue: Cue, sentence: int, *, spoken_of: str = "") -> Speaker:
        """Say whom a cue's mention means, NOBODY where the text does not tell.

        `spoken_of` is the word the speech opens with, in lower case: where it is the cue's own
        pronoun, it means somebody else, whom the text was about before.
        """
        mention = cue.mention
        if mention.kind == "person":
            return self._person(mention)
        if mention.kind == "several":
            return Speaker(self._slice(mention), how="several", gender="p")
        if mention.kind == "body":
            return self._body(mention)
        if mention.kind == "description":
            owner = self._owner(mention, sentence)
            if owner.name:
                return owner
            return self._described(mention, sentence)
        if mention.kind == "pronoun":
            return self._pronoun(mention, sentence, spoken_of)
        if mention.kind == "dropped":
            return self.antecedent(
                "dropped", gender_of_verb(self._lows(mention), self.lang), sentence, mention.first
            )
        return NOBODY

    def named(self, name: str) -> Speaker:
        """Say whom a name outside the outline means: somebody of that last name, or a new one."""
        last = name.rsplit(maxsplit=1)[-1].lower()
        for person in self.names.everyone:
            if person.parts[-1] == last:
                return self._as_speaker(person, "name")
        return Speaker(name, how="name")

    def labelled(self, label: str, *, bare: bool) -> Speaker:
        """Say who answers in an interview: the label's name, or whom the introduction names."""
        people = [p for p in self.names.everyone if p.known]
        if bare:
            return self._as_speaker(people[0], "name") if people else NOBODY
        last = label.partition(",")[0].rsplit(maxsplit=1)[-1].casefold()
        for person in people:
            if person.parts[-1] == last:
                return self._as_speaker(person, "name")
        return Speaker(label.partition(",")[0], how="name")

    def _lows(self, mention: Mention) -> list[str]:
        return [token.low for token in self.tokens[mention.first : mention.last]]

    def _slice(self, mention: Mention) -> str:
        return self.text[self.tokens[mention.first].start : self.tokens[mention.last - 1].end]

    def _as_speaker(self, person: Person, how: str, distance: int = 0) -> Speaker:
        return Speaker(person.name, person.description, how, person.gender, person, distance)

    def _person(self, mention: Mention) -> Speaker:
        run = self.names.run_over(mention.last - 1)
        person = None if run is None else self.names.person_of(run)
        if person is None:
            return Speaker(self._slice(mention), how="name")
        words = 0 if run is None else run.last - run.core
        return self._as_speaker(person, "name" if words > 1 else "short")

    def _body(self, mention: Mention) -> Speaker:
        run = self.names.run_over(mention.first)
        single = run is not None and run.kind == "word"
        return Speaker(self._slice(mention), how="word" if single else "body", gender="n")

    def _described(self, mention: Mention, sentence: int) -> Speaker:
        person = self._by_role(mention)
        if person is not None:
            return self._as_speaker(person, "role")
        gender = gender_of_phrase(self._lows(mention), self.lang)
        full = self.fuller.of(mention.first, mention.last)
        if gender == "n":
            full = full or self._body_meant(mention, sentence)
            return Speaker(full or self._slice(mention), how="description", gender=gender)
        epithet = self._epithet(mention, gender, sentence)
        just_spoke = epithet.name in self.spoke and epithet.distance <= 1
        just_spoke = just_spoke and not self._is_led(full)
        if epithet.name and (just_spoke or not full):
            return epithet
        return Speaker(full or self._slice(mention), how="description", gender=gender)

    def _is_led(self, name: str) -> bool:
        """Whether a phrase begins with a definite article, so that it was told of as known."""
        lead = name.lower().replace("’", "'").split(" ")[0]
        return lead.partition("'")[0] in self.lang.articles

    def _body_meant(self, mention: Mention, sentence: int) -> str:
        """Name the one body that spoke lately, where a bare noun for a medium stands for it."""
        lows = self._lows(mention)
        if lows[0] not in self.lang.articles or not any(w in self.lang.outlets for w in lows):
            return ""
        heard = {
            trace.speaker.name
            for trace in self.trail[-MOST_PEOPLE:]
            if sentence - trace.sentence <= MEMORY and trace.speaker.how in ("body", "word")
        }
        return heard.pop() if len(heard) == 1 else ""

    def _epithet(self, mention: Mention, gender: str, sentence: int) -> Speaker:
        """Say whom a bare phrase for a person stands for: "la minera", "cette mère".

        What is of somebody or something ("le père du blessé") brings in somebody else.
        """
        lang = self.lang
        lows = self._lows(mention)
        if not lang.articles_m or gender not in ("m", "f", "") or lows[0] in lang.indefinite:
            return NOBODY
        led = lows[0] in lang.articles or lows[0] in lang.articles_m or lows[0] in lang.articles_f
        named = any(self.names.run_over(at) for at in range(mention.first, mention.last))
        titled = any(is_title(low, lang) for low in lows)
        pointed = lows[0] not in lang.articles  # "cette mère de famille" is surely told before
        whose = not pointed and any(low in lang.prepositions for low in lows)
        if not led or named or not titled or whose:
            return NOBODY
        return self.antecedent("epithet", gender, sentence, mention.first)

    def _owner(self, mention: Mention, sentence: int) -> Speaker:
        """Find whose "her statement", "Smith's letter", "a statement by Smith" speaks."""
        lang = self.lang
        tokens = self.tokens[mention.first : mention.last]
        lead = tokens[0].low
        head = next((t.low for t in tokens[::-1] if t.low in lang.occasions), "")
        if not head:
            return NOBODY
        for how, wanted in (("his", "m"), ("her", "f"), ("their", "p"), ("its", "n")):
            if lead in getattr(lang, how):
                return self.antecedent(how, wanted, sentence, mention.first)
        last = mention.last
        if last < len(self.tokens) and self.tokens[last].low in lang.authors:
            last = min(len(self.tokens), last + NEAR_AUTHOR)
        for at in range(mention.first, last):
            run = self.names.run_over(at)
            if run is None or run.first != at or not (run.owner or self._is_by(at)):
                continue
            person = self.names.person_of(run)
            if person is not None:
                return self._as_speaker(person, "owner")
            if run.kind == "body" and (run.owner or run.last >= mention.last):
                name = self.text[self.tokens[run.first].start : self.tokens[run.last - 1].end]
                return Speaker(name, how="owner", gender="n")
        return NOBODY

    def _is_by(self, at: int) -> bool:
        """Whether a name stands behind "by", an article between or not: "from the EU"."""
        if at > 1 and self.tokens[at - 1].low in self.lang.articles:
            at -= 1
        return at > 0 and self.tokens[at - 1].low in self.lang.authors

    def _by_role(self, mention: Mention) -> Person | None:
        """Find the one person whose printed role a definite description repeats."""
        lang = self.lang
        lows = self._lows(mention)
        if lows[0] not in lang.articles or any(low in ("’s", "'s") for low in lows):
            return None
        head = role_head(lows, self.lang)
        if not head:
            return None
        wanted = [{head}, *({*r.split()} for left, r in lang.synonyms if left == head)]
        extra = {low for low in lows if low in lang.demonyms}
        for need in wanted:
            seen = self._with_role(min(need), mention.first)
            fitting = [p for p in seen if need <= p.roles and extra <= p.roles]
            if fitting:
                return self._latest(fitting)
        return self._introduced_later(head, mention)

    def _introduced_later(self, head: str, mention: Mention) -> Person | None:
        """Find the one person whose whole role a phrase gives before the name does."""
        lows = {token.low for token in self.tokens[mention.first : mention.last]}
        telling = {low for low in lows if len(low) > LONGEST_TITLE}
        if not self.lang.articles_m or len(telling) == 1:
            return None
        people = [
            person
            for person in self.by_role.get(head, [])[:MOST_PEOPLE]
            if all(low in person.description.lower() for low in telling)
        ]
        return people[0] if len(people) == 1 else None

    def _with_role(self, word: str, before: int) -> list[Person]:
        """List the latest people named before a token whose role holds a word."""
        people = self.by_role.get(word, [])
        return [p for p in people[-MOST_PEOPLE:] if p.first_seen < before] or [
            p for p in people[:MOST_PEOPLE] if p.first_seen < before
        ]

    def _latest(self, people: list[Person]) -> Person:
        lately = (trace.speaker.person for trace in self.trail[: -MOST_PEOPLE * 4 : -1])
        return next((p for p in lately if p is not None and p in people), people[-1])

    def _pronoun(self, mention: Mention, sentence: int, spoken_of: str) -> Speaker:
        low = self.tokens[mention.first].low
        lang = self.lang
        if low in lang.first:
            return NOBODY
        genders = {"he": "m", "she": "f", "they": "p", "it": "n"}
        how = next(kind for kind in genders if low in getattr(lang, kind))
        return self.antecedent(
            how, genders[how], sentence, mention.first, apart=spoken_of in getattr(lang, how)
        )
