"""A sentence of the outline -> what it reports without marks: "The minister said that ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.stages.quotes.cues import Cue

if TYPE_CHECKING:
    from newsdigest.stages.quotes.cues import Cues
    from newsdigest.stages.quotes.language import Language
    from newsdigest.stages.quotes.phrases import Mention
    from newsdigest.stages.quotes.tokens import Sentence, Token

SHORTEST_CLAUSE = 3
"""Tokens; less is no statement."""
NEAR_COMMA = 8
"""Tokens between a verb of saying and the comma that opens its clause."""
LONGEST_TAIL = 14
"""Tokens of "said X on Monday" behind a clause."""


class Reported(NamedTuple):
    """A clause that somebody said: tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    cue: Cue
    nested: bool = False


class Indirect:
    """Find reported clauses, sentence by sentence."""

    def __init__(self, tokens: list[Token], cues: Cues, lang: Language) -> None:
        self.tokens = tokens
        self.cues = cues
        self.lang = lang

    def find(self, line: Sentence) -> list[Reported]:
        """Give the clauses one sentence reports, in order, none inside another."""
        first, last = line.first, self._content_end(line)
        found: list[Reported] = []
        at = first
        while at < last:
            reported = self._at(first, at, last)
            if reported is not None:
                reported = self._with_shared_subject(reported, found)
                found.append(reported)
                first = max(at, reported.first)
            at += 1
        return self._without_overlap(found)

    def _with_shared_subject(self, reported: Reported, found: list[Reported]) -> Reported:
        """Give "..., and added that ..." the subject of the clause before it."""
        verb = reported.cue.verb
        before = self.tokens[verb - 1]
        joined = before.text == "," or before.low in self.lang["conjunctions"]
        if not (found and joined and reported.cue.rule == "indirect"):
            return reported
        return reported._replace(cue=reported.cue._replace(mention=found[-1].cue.mention))

    def _content_end(self, line: Sentence) -> int:
        last = line.last
        while last > line.first and self.tokens[last - 1].text in ".!?…":
            last -= 1
        return last

    def _without_overlap(self, found: list[Reported]) -> list[Reported]:
        kept: list[Reported] = []
        for one in found:
            nested = bool(kept) and one.first < kept[-1].last
            kept.append(one._replace(nested=True) if nested else one)
        return kept

    def _at(self, first: int, at: int, last: int) -> Reported | None:
        token = self.tokens[at]
        if token.kind != "word":
            return None
        if token.low in self.lang["reporting"] and not self.cues.is_noun(at):
            return (
                self._inverted(first, at, last)
                or self._clause_behind(first, at, last)
                or self._clause_ahead(first, at, last)
            )
        end = self.cues.phrase_at(at, last) if token.low in self.lang.according else -1
        if token.low in self.lang["so_cue"] and at > first and self.tokens[at - 1].text == ",":
            end = at + 1
        if end >= 0:
            return self._according(first, at, end, last)
        return None

    # ------------------------------------------------------------ X said (that) ...

    def _clause_behind(self, first: int, verb: int, last: int) -> Reported | None:
        start = self._clause_start(verb, last)
        if start < 0 or last - start < SHORTEST_CLAUSE:
            return None
        mention = self._subject(first, verb)
        if mention is None or mention.kind == "nobody":
            return None
        end = self._clause_end(start, last)
        return Reported(start, end, Cue(mention, verb, "indirect"))

    def _subject(self, first: int, verb: int) -> Mention | None:
        """Find who says: for ", saying" it is whom the sentence opens with, not who stands near."""
        trailing = self.tokens[verb].low.endswith("ing") and self.tokens[verb - 1].text == ","
        if trailing and verb > first and self.lang.code == "en":
            return self.cues.subjects.opening(first, verb)
        return self.cues.subjects.before(first, verb)

    def _clause_start(self, verb: int, last: int) -> int:
        """Find where the reported clause begins, past addressee, time and place; -1 for none."""
        lang = self.lang
        at = verb + 1
        while at < last and self.cues.subjects.phrases.is_adverb(at):
            at += 1
        limit = min(last, at + 14)
        that = next((n for n in range(at, limit) if self.tokens[n].low in lang["that"]), -1)
        if lang.code != "en":
            return self._marked_start(at, that, limit)
        if that >= 0 and not self._crosses(at, that):
            return that
        if at >= last:
            return -1
        token = self.tokens[at]
        if token.kind == "sign" and token.text not in '“"$€£#':
            return -1
        if self.tokens[verb].low in lang["addressee_verbs"]:
            at = self._past_addressee(at, last)
        if at < 0 or at >= last:
            return -1
        low = self.tokens[at].low
        if low in lang["prepositions"] or low in lang["infinitive"]:
            return self._past_phrase(at, last)
        if low in lang["conjunctions"] or low in lang["relatives"]:
            return -1
        return at if self._has_verb(at, last) else -1

    def _marked_start(self, at: int, that: int, limit: int) -> int:
        """Languages that part the clause with a comma or a word for "that"."""
        if that >= 0:
            return that
        if self.lang.code != "de":
            return -1
        comma = next((n for n in range(at, limit) if self.tokens[n].text == ","), -1)
        return comma + 1 if comma >= 0 and comma - at <= NEAR_COMMA else -1

    def _crosses(self, first: int, last: int) -> bool:
        """Whether another clause lies between a verb and its "that"."""
        return any(
            self.tokens[at].text in ",;:"
            or self.tokens[at].low in self.lang["auxiliaries"]
            or self.tokens[at].kind == "speech"
            for at in range(first, last)
        )

    def _past_addressee(self, at: int, last: int) -> int:
        run = self.cues.names.run_over(at)
        if run is not None:
            return run.last
        low = self.tokens[at].low
        if low in self.lang["determiners"]:
            at += 1
            while (
                at < last
                and self.tokens[at].kind == "word"
                and (
                    self.tokens[at].low in self.lang["roles"]
                    or self.tokens[at].low in self.lang["roles_pl"]
                    or self.tokens[at].low in self.lang["organisations"]
                )
            ):
                at += 1
            return at + 1 if at == last else at
        return at + 1

    def _past_phrase(self, at: int, last: int) -> int:
        """Skip "in a statement" and the like where a clause follows without "that"."""
        nouns = self.lang["occasions"]
        for end in range(at + 1, min(last, at + 7)):
            if self.tokens[end].low in nouns or self.tokens[end].low in self.lang["calendar"]:
                start = end + 1
                start = self._past_time(start, last)
                lead = self.tokens[start] if start < last else None
                if lead is None or lead.kind == "sign" or lead.low in self.lang["prepositions"]:
                    return -1
                return start if self._has_verb(start, last) else -1
        return -1

    def _past_time(self, at: int, last: int) -> int:
        """Skip "on Monday" and "Monday night"."""
        calendar = self.lang["calendar"]
        while at < last:
            behind = self.tokens[at + 1].low if at + 1 < last else ""
            if self.tokens[at].low in calendar:
                at += 1
            elif self.tokens[at].low in self.lang["prepositions"] and behind in calendar:
                at += 2
            else:
                break
        return at

    def _has_verb(self, first: int, last: int) -> bool:
        """Whether a stretch looks like a clause: an auxiliary, a copula or a verb form in it."""
        lang = self.lang
        for at in range(first, last):
            low = self.tokens[at].low
            if low in lang["finite"] or low.endswith(("n't", "n’t", "’re", "'re", "’s", "'s")):
                return True
            if self.tokens[at].kind == "speech" and at > first:
                return True
            small = low in lang["determiners"] or low in lang["prepositions"]
            if at > first and low.endswith(("ed", "s")) and not (small or self.tokens[at].upper):
                return True
        return False

    def _clause_end(self, first: int, last: int) -> int:
        """End a clause before a second verb of saying: ", and added that ..."."""
        lang = self.lang
        last = self._next_speech(first, last)
        for at in range(first + SHORTEST_CLAUSE, last - 1):
            if self.tokens[at].text not in (",", ";", "—", "–"):
                continue
            step = at + 1
            if self.tokens[step].low in lang["conjunctions"]:
                step += 1
            low = self.tokens[step].low if step < last else ""
            if low in lang["reporting"]:
                return at
            run = self.cues.names.run_over(step)
            behind = step + 1 if run is None else run.last
            follows = self.tokens[behind].low if behind < last else ""
            if follows in lang["reporting"] and low not in lang["determiners"]:
                return at
        return last

    def _next_speech(self, first: int, last: int) -> int:
        """End a clause before a quote that has a cue of its own: ", adding: “...”"."""
        for at in range(first + 1, last):
            if self.tokens[at].kind != "speech":
                continue
            sign = self.tokens[at - 1].text
            told = at - 2 if sign in (",", ":") else at - 1
            if sign != ":" and self.tokens[told].low not in self.lang["verbs"]:
                continue
            while told > first and self.tokens[told].text not in (",", ";", "—", "–"):
                told -= 1
            return told if told > first else at
        return last

    # ------------------------------------------------------------ ..., X said

    def _clause_ahead(self, first: int, verb: int, last: int) -> Reported | None:
        """Read "CLAUSE, X said" and "CLAUSE, said X"."""
        comma = self._comma_before(first, verb)
        if comma < 0 or comma - first < SHORTEST_CLAUSE or last - verb > LONGEST_TAIL:
            return None
        lead = self.tokens[first]
        asked = {lead.low, self.tokens[first + 1].low} & self.lang["asked"]
        if asked or (verb + 1 < last and self.tokens[verb + 1].text == ":"):
            return None
        if lead.kind == "speech" and self.cues.endings[lead.speech] in ",.?!…":
            return None
        mention = None
        if comma + 1 == verb:
            mention = self.cues.subjects.after(verb, last)
        else:
            mention = self.cues.subjects.before(comma + 1, verb)
        if mention is None or mention.kind == "nobody" or not self._has_verb(first, comma):
            return None
        return Reported(self._lead(first), comma, Cue(mention, verb, "indirect after"))

    def _inverted(self, first: int, verb: int, last: int) -> Reported | None:
        """Read "CLAUSE, said Ana Ruiz, who ...", however long the rest about her is."""
        comma = verb - 1
        if self.tokens[comma].text not in (",", "—", "–") or comma - first < SHORTEST_CLAUSE:
            return None
        run = self.cues.names.run_over(verb + 1) if verb + 1 < last else None
        if run is None or self.cues.names.person_of(run) is None:
            return None
        if run.last < last and self.tokens[run.last].text != ",":
            return None
        before = self.cues.subjects.before(first, verb)
        mention = self.cues.subjects.after(verb, last)
        taken = before is not None and before.kind != "description"
        if taken or mention is None or not self._has_verb(first, comma):
            return None
        return Reported(self._lead(first), comma, Cue(mention, verb, "indirect after"))

    def _comma_before(self, first: int, verb: int) -> int:
        for at in range(verb - 1, max(first, verb - 9), -1):
            if self.tokens[at].text in (",", "—", "–"):
                return at
            if self.tokens[at].kind == "speech":
                return -1
        return -1

    def _lead(self, first: int) -> int:
        while self.tokens[first].kind == "sign" or (
            self.tokens[first].low in self.lang["conjunctions"]
        ):
            first += 1
        return first

    # ------------------------------------------------------------ according to X

    def _according(self, first: int, at: int, end: int, last: int) -> Reported | None:
        if at - first <= 1:
            comma = next((n for n in range(end, last) if self.tokens[n].text == ","), -1)
            if self.lang.code == "de":
                return self._german_according(at, end, last)
            if comma < 0 or last - comma - 1 < SHORTEST_CLAUSE:
                return None
            mention = self.cues.subjects.after(end - 1, comma)
            if mention is None:
                return None
            return Reported(comma + 1, last, Cue(mention, at, "indirect according"))
        mention = self.cues.subjects.after(end - 1, last)
        told = self._has_verb(first, at) or self.lang.code != "en"
        if mention is None or at - first < SHORTEST_CLAUSE or not told:
            return None
        stop = at - 1 if self.tokens[at - 1].text == "," else at
        return Reported(self._lead(first), stop, Cue(mention, at, "indirect according"))

    def _german_according(self, at: int, end: int, last: int) -> Reported | None:
        """German puts the verb behind the phrase: "Laut X wird ..."."""
        mention = self.cues.subjects.after(end - 1, last)
        if mention is None or last - mention.last < SHORTEST_CLAUSE:
            return None
        return Reported(mention.last, last, Cue(mention, at, "indirect according"))
