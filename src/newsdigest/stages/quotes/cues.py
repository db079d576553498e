"""The outline beside a quote -> the cue that ties it to a speaker, if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.stages.quotes.phrases import Mention
from newsdigest.stages.quotes.runs import is_title
from newsdigest.stages.quotes.subjects import Subjects

if TYPE_CHECKING:
    from newsdigest.stages.quotes.language import Language
    from newsdigest.stages.quotes.names import Names
    from newsdigest.stages.quotes.tokens import Sentence, Token

SKIPPED = frozenset(",-–—.'’\"”")
"""Signs that may stand between a quote and its cue, stray marks among them."""
LONGEST_SIGNATURE = 10
"""Tokens behind the name in the line under a quote: ", mayor of Elm"."""
REACH = 40
"""Tokens a cue may stand away from its quote."""


class Cue(NamedTuple):
    """What ties a quote to its speaker: the verb or mark, the rule that read it, the mention."""

    mention: Mention
    verb: int
    rule: str


class Cues:
    """Look for cues on both sides of a quote."""

    def __init__(
        self, tokens: list[Token], names: Names, lang: Language, endings: list[str]
    ) -> None:
        self.tokens = tokens
        self.names = names
        self.lang = lang
        self.subjects = Subjects(tokens, names, lang)
        self.endings = endings  # last sign of each speech, by its number

    # ------------------------------------------------------------ behind the quote

    def after(self, quote: int, last: int) -> Cue | None:
        """Read `“...,” said X`, `“...,” X said`, `“...,” according to X` behind token `quote`."""
        first = quote + 1
        while first < last and self.tokens[first].text in SKIPPED:
            first += 1
        stop = self._clause_end(first, min(last, first + REACH))
        if first >= stop:
            return None
        return (
            self._phrase_after(first, stop)
            or self._verb_first(first, stop)
            or self._subject_first(first, stop)
            or self._weak_after(quote, first, stop)
        )

    def _clause_end(self, first: int, last: int) -> int:
        for at in range(first, last):
            token = self.tokens[at]
            if token.kind in ("speech", "break") or token.text in ";:":
                return at
        return last

    def phrase_at(self, at: int, last: int) -> int:
        """Give the token after an "according to" that stands at `at`, or -1."""
        for words in self.lang.according.get(self.tokens[at].low, ()):
            end = at + len(words)
            if end < last and all(self.tokens[at + n].low == word for n, word in enumerate(words)):
                return end
        return -1

    def _phrase_after(self, first: int, stop: int) -> Cue | None:
        for start in range(first, stop):
            at = self.phrase_at(start, stop)
            if at < 0 and self.tokens[start].low in self.lang["so_cue"]:
                at = start + 1 if start == first or self.tokens[start - 1].text == "," else -1
            if at >= 0:
                mention = self.subjects.after(at - 1, stop)
                return None if mention is None else Cue(mention, start, "according")
        return self._postposed(first, stop)

    def _postposed(self, first: int, stop: int) -> Cue | None:
        """Read "X zufolge": the phrase stands behind the speaker."""
        if not self.lang.according_after:
            return None
        for at in range(first + 1, min(stop, first + 12)):
            for words in self.lang.according_after:
                if tuple(t.low for t in self.tokens[at : at + len(words)]) == words:
                    mention = self.subjects.before(first, at)
                    return None if mention is None else Cue(mention, at, "according")
        return None

    def _is_verb(self, at: int) -> bool:
        token = self.tokens[at]
        if token.kind != "word" or (token.upper and self.names.run_over(at) is not None):
            return False
        if token.low in self.lang["phrasal"]:
            return (
                at + 1 < len(self.tokens) and self.tokens[at + 1].low in self.lang["phrasal_with"]
            )
        return token.low in self.lang["verbs"]

    def _verb_first(self, first: int, stop: int) -> Cue | None:
        at = first
        while at < stop and (
            self.tokens[at].low in self.lang["auxiliaries"]
            or self.tokens[at].low in self.lang["adverbs"]
        ):
            at += 1
        if at >= stop or not self._is_verb(at):
            return None
        if self.tokens[at].low in self.lang["impersonal"]:
            return self._impersonal(at, at, stop)
        if self.lang.code == "de" and not self._is_parted(first):
            return None
        behind = at + 1 if self.tokens[at].low in self.lang["phrasal"] else at
        mention = self.subjects.after(behind, stop)
        if mention is None and self.lang["subject_dropped"]:
            return Cue(Mention(at, at + 1, "same"), at, "verb alone")
        return None if mention is None else Cue(mention, at, "verb first")

    def _is_parted(self, first: int) -> bool:
        """Whether a sign stands between a quote and the verb behind it, as German wants."""
        before = self.tokens[first - 1]
        return before.kind == "sign" or self.endings[before.speech] in ".,!?…"

    def _subject_first(self, first: int, stop: int) -> Cue | None:
        lang = self.lang
        for at in range(first + 1, stop):
            if not self._is_verb(at):
                continue
            before = self.tokens[at - 1].low
            if before in lang["relatives"] or before in lang["determiners"] or before == "to":
                continue
            mention = self.subjects.before(first, at)
            if mention is not None and mention.kind != "nobody":
                return Cue(mention, at, "subject first")
        return None

    def _weak_after(self, quote: int, first: int, stop: int) -> Cue | None:
        """Read `“...,” X beamed`: after a comma, a name and any verb in the past or present."""
        if self.endings[self.tokens[quote].speech] not in ",?!" or self.lang.code != "en":
            return None
        run = self.names.run_over(first)
        pronoun = self.tokens[first].low in self.lang["he"] | self.lang["she"]
        at = first + 1 if pronoun else (run.last if run is not None and not run.owner else -1)
        if at < 0 or at >= stop:
            return None
        verb = self.tokens[at].low
        if not verb.endswith(("ed", "s")) or verb in self.lang["auxiliaries"]:
            return None
        mention = self.subjects.before(first, at)
        person = mention is not None and mention.kind in ("person", "pronoun")
        return Cue(mention, at, "any verb") if mention is not None and person else None

    def signed(self, line: Sentence) -> Cue | None:
        """Read a line under a quote that only names its speaker: "— Ana Ruiz"."""
        first = line.first
        if self.tokens[first].text not in ("-", "–", "—", "―"):
            return None
        mention = self.subjects.opening(first + 1, line.last)
        if mention is None or mention.kind not in ("person", "body"):
            return None
        near = mention.first == first + 1 and line.last - mention.last <= LONGEST_SIGNATURE
        return Cue(mention, first, "signed") if near else None

    # ------------------------------------------------------------ before the quote

    def before(self, first: int, quote: int) -> Cue | None:
        """Read `X said: “...”`, `X said that the “...”`, `according to X, “...”` before `quote`."""
        first = max(first, quote - REACH)
        for at in range(quote - 1, first - 1, -1):
            if self.tokens[at].kind in ("speech", "break"):
                break
            if self._is_verb(at) and not self.is_noun(at):
                cue = self._verb_before(first, at, quote)
                if cue is not None:
                    return cue
        return self._phrase_before(first, quote) or self._colon(first, quote)

    def is_noun(self, at: int) -> bool:
        """Whether a word in the verb list is a noun or an infinitive here: "the report"."""
        if at == 0:
            return False
        if self.tokens[at - 1].low.endswith("ly") and at > 1:
            at -= 1
        before = self.tokens[at - 1]
        if before.low in self.lang["determiners"] or before.text in ("’s", "'s"):
            return True
        return before.low in self.lang["infinitive"]

    def _verb_before(self, first: int, verb: int, quote: int) -> Cue | None:
        if self._is_passive(verb):
            mention = self._agent(verb, quote)
            nobody = Mention(verb, verb + 1, "nobody")
            return Cue(mention or nobody, verb, "before inverted")
        if self.tokens[verb - 1].text == "," and verb > first and self.lang.code == "en":
            behind = self.subjects.after(verb, quote)
            if behind is not None and behind.kind in ("person", "body"):
                return Cue(behind, verb, "before inverted")
        token = self.tokens[verb]
        if token.low in self.lang["impersonal"]:
            return self._impersonal(first, verb, quote)
        mention = self._subject_of_participle(first, verb)
        mention = mention or self.subjects.before(first, verb)
        rule = "before"
        doubtful = mention is None or self._is_doubtful(mention, verb)
        if doubtful or token.low in self.lang["quoting"]:
            behind = self.subjects.after(verb, quote)
            if behind is not None and (mention is None or self._is_better(behind)):
                mention, rule = behind, "before inverted"
        if mention is None or mention.kind == "nobody":
            return None
        return Cue(mention, verb, rule)

    def _is_better(self, behind: Mention) -> bool:
        """Whether what follows a verb is surely a name."""
        run = self.names.run_over(behind.first)
        return behind.kind == "person" or (run is not None and run.kind == "word")

    def _is_doubtful(self, mention: Mention, verb: int) -> bool:
        """Whether what stands before a German verb may not be its subject.

        "Ähnlich äußerte sich X", "Nachdem er gefragt wurde, entgegnete X".
        """
        if self.lang.code != "de":
            return False
        if mention.kind in ("description", "pronoun") and self.tokens[verb - 1].text == ",":
            return True
        if mention.kind != "body":
            return False
        run = self.names.run_over(mention.first)
        return run is not None and run.kind == "word"

    def _subject_of_participle(self, first: int, verb: int) -> Mention | None:
        """Read "X hatte am Montag erklärt" and "Am Montag hatte X erklärt"."""
        helpers = self.lang["helpers"]
        if not helpers:
            return None
        for at in range(verb - 1, max(first, verb - REACH), -1):
            if self.tokens[at].low in helpers:
                left = self.subjects.before(first, at) if at > first else None
                return left or self.subjects.after(at, verb)
            if self.tokens[at].text in (",", ":", ";") or self.tokens[at].kind == "speech":
                return None
        return None

    def _impersonal(self, first: int, verb: int, last: int) -> Cue | None:
        """Read "heißt es in X", "hieß es aus X" and "In X heißt es"."""
        places = self.lang["impersonal_in"]
        for at in range(verb + 1, min(last, verb + 6)):
            if self.tokens[at].text == ",":
                break
            if self.tokens[at].low in places:
                mention = self.subjects.after(at, last)
                return None if mention is None else Cue(mention, verb, "according")
        fronted = first < verb and self.tokens[first].low in places
        mention = self.subjects.after(first, verb) if fronted else None
        nobody = Mention(verb, verb + 1, "nobody")
        return Cue(mention or nobody, verb, "according" if mention else "before")

    def _is_passive(self, verb: int) -> bool:
        """Whether somebody is called a thing rather than calls it so."""
        if self.tokens[verb].low not in self.lang["judging"]:
            return False
        at = verb - 1
        while at > 0 and self.subjects.phrases.is_adverb(at):
            at -= 1
        return self.tokens[at].low in self.lang["copulas"]

    def _agent(self, verb: int, quote: int) -> Mention | None:
        """Find who it is "by" in a passive."""
        for at in range(verb + 1, quote):
            if self.tokens[at].low in self.lang["by"]:
                return self.subjects.after(at, quote)
        return None

    def _phrase_before(self, first: int, quote: int) -> Cue | None:
        for at in range(quote - 1, first - 1, -1):
            end = self.phrase_at(at, quote)
            if self.tokens[at].low in self.lang["so_cue"] and self.tokens[at - 1].text == ",":
                end = at + 1
            if end >= 0:
                mention = self.subjects.after(end - 1, quote)
                if mention is not None:
                    return Cue(mention, at, "according")
        return None

    def _colon(self, first: int, quote: int) -> Cue | None:
        """Read `X: “...”` and `X in a statement: “...”`."""
        if quote - 1 < first or self.tokens[quote - 1].text != ":":
            return None
        mention = self.subjects.opening(first, quote - 1)
        if mention is None or mention.kind == "nobody" or self.is_thing(mention, quote - 1):
            return None
        return Cue(mention, quote - 1, "colon")

    def is_thing(self, mention: Mention, last: int) -> bool:
        """Whether a colon follows what something is: "The message is clear:"."""
        lang = self.lang
        if mention.last >= last or self.tokens[mention.last].low not in lang["copulas"]:
            return False
        led = mention.first > 0 and self.tokens[mention.first - 1].low in lang["determiners"]
        if mention.kind != "description" and not (led and lang.code == "de"):
            return False
        lows = [token.low for token in self.tokens[mention.first : mention.last]]
        people = lang["roles_pl"] | lang["organisations"]
        return not any(low in people or is_title(low, lang) for low in lows)
