"""Whom a text was about, sentence by sentence -> whom a pronoun or a bare phrase means."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsdigest.outline.names import Person
    from newsdigest.outline.read import Outline

MEMORY = 20
"""Sentences a pronoun may look back over."""


class Speaker(NamedTuple):
    """Who speaks: a printable name, a role, how the mention was read and how far it is trusted.

    `how` is name, short, body, several, description, role, he, she, they, it, or empty for
    nobody. `gender` is m, f, p (several), n (a body) or empty.
    """

    name: str
    description: str = ""
    how: str = ""
    gender: str = ""
    person: Person | None = None
    distance: int = 0


NOBODY = Speaker("")

SPEAKING, SUBJECT, CLAUSE, OTHER, OWNER = 4.0, 3.2, 2.0, 0.7, 0.5
"""How much a sentence is about its speaker, its subject, a clause's subject, anybody, an owner."""
CREDIT = 0.15
"""What a caption leaves of that."""
FADING = 0.75
"""What a sentence's distance leaves of that."""
SPOKEN_OF = 0.3
"""What is left of it for somebody who has not spoken, where the speech opens with his pronoun."""
UNKNOWN, UNSURE = 0.95, 0.4
"""Agreement of a pronoun with a person whose gender the text has not shown."""


BODY, THING = 0.5, 0.1
"""The same with a body of that gender, where bodies have one, and with what is no body."""
OTHER_ROLE, SPOKE_AS_OTHER = 0.4, 0.7
"""What is left of it for somebody of another role, where a phrase tells who is meant."""


class Trace(NamedTuple):
    """Somebody at a token of a sentence, and how much that sentence was about them."""

    sentence: int
    token: int
    speaker: Speaker
    weight: float


class Trail:
    """Everybody named so far with how much each sentence was about them, in order."""

    def __init__(self, outline: Outline) -> None:
        self.tokens = outline.tokens
        self.names = outline.names
        self.lang = outline.words
        self.trail: list[Trace] = []
        self.spoke: set[str] = set()

    def note(self, sentence: int, token: int, speaker: Speaker, weight: float) -> None:
        """Remember whom a sentence was about; `weight` says how much so."""
        if speaker.name:
            self.trail.append(Trace(sentence, token, speaker, weight))
            if weight == SPEAKING:
                self.spoke.add(speaker.name)

    def salience(self, sentence: int) -> dict[str, float]:
        """Say how much the text was lately about each speaker's name."""
        found: dict[str, float] = {}
        for trace in reversed(self.trail):
            if sentence - trace.sentence > MEMORY:
                break
            weight = trace.weight * FADING ** (sentence - trace.sentence)
            found[trace.speaker.name] = max(weight, found.get(trace.speaker.name, 0.0))
        return found

    def antecedent(
        self, how: str, wanted: str, sentence: int, before: int, *, apart: bool = False
    ) -> Speaker:
        """Weigh everybody the text was about lately and who agrees with the pronoun."""
        best: Trace | None = None
        most = 0.0
        for trace in reversed(self.trail):
            if sentence - trace.sentence > MEMORY:
                break
            if trace.sentence == sentence and self._is_apart(trace.token, before):
                continue
            fit = self._agreement(wanted, trace.speaker)
            if how == "epithet":
                fit *= _bears(trace.speaker, spoke=trace.weight == SPEAKING)
            if how == "dropped" and trace.speaker.name not in self.spoke:
                fit *= _is_known(trace.speaker)
            score = fit * trace.weight * FADING ** (sentence - trace.sentence)
            if apart and trace.speaker.name not in self.spoke:
                score *= SPOKEN_OF
            if score > most:
                best, most = trace, score
        if best is None:
            return NOBODY
        speaker = best.speaker
        person = speaker.person
        if person is not None and not person.gender and wanted in "mf":
            person.gender = wanted
        description = person.description if person else speaker.description
        distance = sentence - best.sentence
        return Speaker(speaker.name, description, how, wanted, person, distance)

    def _is_apart(self, token: int, pronoun: int) -> bool:
        """Whether a name of the pronoun's own sentence cannot be meant: "Schumer, he said, ..."."""
        run = self.names.run_over(token)
        behind = run.last if run is not None else token + 1
        return token >= pronoun or (behind == pronoun - 1 and self.tokens[behind].text == ",")

    def _agreement(self, wanted: str, speaker: Speaker) -> float:
        """Say how well a speaker agrees with a pronoun, 0..1."""
        person = speaker.person
        gender = person.gender if person is not None else speaker.gender
        if gender == "n" and wanted in ("m", "f") and self.lang.articles_m:
            return self._body_agreement(wanted, speaker)
        if gender and (wanted or gender == "p"):
            return 1.0 if gender == wanted else 0.0
        if wanted not in "mf":
            return 0.0
        if person is not None:
            return UNKNOWN if person.sure or person.full else UNSURE
        if self.lang.articles_m and speaker.how == "description" and wanted:
            return THING  # neither a role nor a body: "le bâtiment"
        return UNSURE if speaker.how in ("description", "name") else 0.0

    def _body_agreement(self, wanted: str, speaker: Speaker) -> float:
        """Say how well "il" or "elle" agrees with a body: by its article, where it has one."""
        lead = speaker.name.split(maxsplit=1)[0].lower()
        if lead in self.lang.articles_m or lead in self.lang.articles_f:
            mine = "m" if lead in self.lang.articles_m else "f"
            return BODY if mine == wanted else 0.0
        return 0.0


def _is_known(speaker: Speaker) -> float:
    """Say how well somebody who has not spoken may be the subject left out: a person known."""
    person = speaker.person
    return 1.0 if person is not None and person.known else UNSURE


def _bears(speaker: Speaker, *, spoke: bool) -> float:
    """Say how well a speaker bears a phrase that the text gives to nobody, 0..1."""
    if speaker.person is None or not speaker.person.known:
        return 0.0
    other = SPOKE_AS_OTHER if spoke else OTHER_ROLE
    return other if speaker.person.description else 1.0
