"""Sentence -> does it stand alone? and: where does it begin, past a dateline?"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from newsdigest.language.words import stems, stop_words, words
from newsdigest.patterns import regex
from newsdigest.stages.summarise.hints import NONE, hints_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.stages.summarise.hints import Hints

QUOTED = regex(
    r"[“„«][^“”„«»]*(?:[”»“]|$)"
    r"|(?<!\w)[\"‘'][^\"‘’]*?(?:[\"’'](?!\w)|$)"
    r"|[「『][^」』]*(?:[」』]|$)"
)
_ANY_MARK = regex("[\"'“”„«»‘’「」『』]")
# From this share of its letters within marks a sentence is a quotation with a tail; a tail of
# fewer words names nobody.
_BARE = 0.5
_FEWEST_BESIDE = 2
_APOSTROPHES = "’'"
# A demonstrative's noun is the next word, or the one after an adjective.
_NOUN_WITHIN = 2
# The clause that an empty "it" stands for begins within so many words.
_CLAUSE_WITHIN = 8
# "He" is soon behind the opening within so many words.
_LED_WITHIN = 6
# "Der 27-Jährige": an age in place of a name, where nouns are told by their capitals.
_AGED = regex(r"\d{1,3}-[^\W\d_a-zß-ÿ]\w+")
_AROUND = ".,;:!?()[]\"'“”„‘’«»"
# A capitalised word that does not open the sentence.
_NAME = regex(r"(?<=[\w,;:)] )[^\W\d_a-zß-ÿ]\w+")
# A single mark closes only beside a full stop or comma: elsewhere it is an apostrophe.
# The mark comes first in the pattern, its neighbours after it: a tenth of the time.
_CLOSES = regex(r"[”\"](?<=\S.)(?=[\s,.;:]|$)|[’'](?:(?<=[.,!?].)(?=\s|$)|(?<=\w.)(?=,\s))")
_OPENS = regex(r"[“„«‘\"]|(?<!\w)'")
# Two words before a pause.
_PAUSED = regex(r"(?<![^\W_])[^\W_]{1,60} [^\W_]{1,60}(?=\s{0,3}(?:[.,;:!?]|$))")
# What may stand before the first word without being one: marks, brackets, bullets, dashes.
_LEADING = regex(r"[\s\W_]*")
# A dateline opens an article: a place, an agency in brackets, a dash. These shapes are certain:
# an agency in brackets alone; a paper whose name is a number; places and an agency; capitals and a
# dash or colon; a wire's name between slashes. A bracket that a name opens with ("Jean Dupont
# (LFI) said") goes on in small letters, a dateline in a new sentence.
_DASH = r"\.?\s*(?:--|[-–—:])\s*"
_PLACE = r"[^\W\d_a-zß-ÿ][\w.'’-]*"
_PLACES = rf"{_PLACE}(?:\s{_PLACE}){{0,3}}(?:,\s[\w.'’ ]{{2,25}}){{0,2}}"
_AGENCY = r"\([^()\n]{2,30}\)"
# Before a colon one word: "Ana Ruiz (Elmland/Ski alpine): She won" names who, not where.
_WORD_AGENCY = r"\([^()\s]{2,15}\)"
_NEXT = r"(?=[^\W_a-zß-ÿ]|[\"“„«'‘])"
_DATELINE = regex(
    rf"{_AGENCY}(?:{_DASH}|\s*){_NEXT}"
    rf"|\d{{2,3}}\s(?:--|[–—])\s{_NEXT}"
    rf"|{_PLACES}\s?{_AGENCY}\.?\s*(?:--|[-–—])\s*{_NEXT}"
    rf"|{_PLACES}\s?{_WORD_AGENCY}\s*:\s*{_NEXT}"
    rf"|{_PLACES}\s\([A-Z][A-Z./ -]{{1,20}}\)\s?{_NEXT}"
    rf"|[^\n/]{{0,60}}/[A-Z][\w .]{{2,24}}/\s?(?:--|[-–—])?\s?{_NEXT}"
    rf"|(?:[^\W\d_a-zß-ÿ]{{2,30}}[.,'’ -]{{0,2}}){{1,4}}(?:,\s[\w. ]{{3,12}})?"
    rf"(?:\s(?:--|[-–—])|(?<=[^\W\d_a-zß-ÿ]{{3}}):)\s{_NEXT}"
)
_LONGEST_DATELINE = 70
_DATELINE_SIGNS = "(/:-–—"
"""One of them stands in any dateline."""


def skip_dateline(text: str) -> int:
    """Count the characters of a dateline at the start of an article, 0 where there is none."""
    head = text[: 2 * _LONGEST_DATELINE]
    if not any(sign in head for sign in _DATELINE_SIGNS):
        return 0  # the pattern is dear to compile, and most articles have none
    found = _DATELINE.match(head)
    if found is None or found.end() > _LONGEST_DATELINE:
        return 0
    # A script without capitals has none to know a place by: "he added: …".
    sure = found[0][0].isdecimal() or "(" in found[0] or any(map(str.isupper, found[0]))
    return found.end() if sure else 0


def quoted_share(text: str) -> float:
    """Measure how much of a text stands within quotation marks, 0..1."""
    if _ANY_MARK.search(text) is None:
        return 0.0
    return sum(len(found) for found in QUOTED.findall(text)) / max(1, len(text))


def hangs(text: str, hints: Hints, said: Sequence[str] | None = None) -> bool:
    """Tell whether only the sentence before says who or what this one speaks of.

    That is: it opens with a third-person pronoun, a demonstrative without its own noun of time,
    or a connective, with or without a quotation mark before it; or it is said by a pronoun
    ("…, she said") and names nobody; or "he" stands behind what leads it ("In May he"). Always
    False without hints. `said` are the words of the text, where the caller has them.
    """
    if hints is NONE:
        return False
    said = words(text) if said is None else said
    return bool(said) and (
        _opens_hanging(text, said, hints)
        or _said_by_nobody(text, said, hints)
        or _is_led_by_a_pronoun(text, said, hints)
    )


def is_tied(text: str, said: Sequence[str], hints: Hints) -> bool:
    """Tell whether a sentence surely goes on from another: a point must not open like that.

    A personal pronoun or a connective opens it, outside marks, or a pronoun says it, whatever names
    stand beside. Whose a possessive is may stand behind it: "Their dream gone, 150 men came home".
    `said` are its words.
    """
    led = not ((hints.words.others - hints.owners) | hints.connectives).isdisjoint(said[:1])
    return (led and _ANY_MARK.match(text) is None) or _said_by_pronoun(text, said, hints)


def is_bare_quotation(text: str, quoted: float, hints: Hints) -> bool:
    """Tell whether a sentence is somebody's words and no more: nobody named beside them.

    `quoted` is the share of the text within marks. "“…,” he said" is bare too, and so is the
    end of a quotation whose opening mark stands elsewhere.
    """
    if _lacks_opening(text):
        return True
    if quoted < _BARE:
        return False
    beside = [word for word in words(QUOTED.sub(" ", text)) if not word.isdecimal()]
    if len(beside) < _FEWEST_BESIDE:
        return True
    return not hints.words.others.isdisjoint(beside[:2])


def points_back(said: Sequence[str], before: Sequence[str], language: str) -> bool:
    """Tell whether a sentence points, past its opening, at a thing of the sentence before.

    That is: a demonstrative stands before a noun which is among `before`, the stems of that
    sentence, and which this one has not said yet ("Nobody foresaw these problems."). `said` are
    its words.
    """
    hints = hints_for(language)
    if hints.words.near.isdisjoint(said):
        return False
    cut = stems(said, language)
    stopped = stop_words(language)
    return any(
        word in hints.words.near
        and said[at + 1] not in hints.words.standing
        and any(
            said[noun] not in stopped and cut[noun] in before and cut[noun] not in cut[:at]
            for noun in range(at + 1, min(at + 1 + _NOUN_WITHIN, len(said)))
        )
        for at, word in enumerate(said[:-1])
        if at
    )


def _opens_hanging(text: str, said: Sequence[str], hints: Hints) -> bool:
    opening = text[_LEADING.match(text).end() :]  # type: ignore[union-attr]  # matches nothing too
    if hints.prefixes:
        return opening.startswith(hints.prefixes)
    first, after = said[0], opening[len(said[0]) : len(said[0]) + 1]
    if any(_goes_on_with(said, rest, hints) for rest in hints.hanging.get(first, ())):
        return True
    # "Then-president", "It-girl": a compound, not a pointer. "E’ stato": a verb, no conjunction.
    if after == "-" or (after and after in _APOSTROPHES and first in hints.conjunctions):
        return False
    if first in hints.words.others:
        return not _is_empty(said, hints)
    if first in hints.words.pausing:
        return after == ","
    if first in hints.articles:
        behind = opening[len(first) :].lstrip()
        verb = behind[:1].islower() and not hints.predicates.isdisjoint(said[1:2])
        return verb or _AGED.match(behind) is not None
    if first not in hints.words.pointers:
        return False
    if first in hints.words.pairing:
        follows = opening[len(first) :].lstrip()
        return not (follows[:1].isupper() or follows[:1].isdigit())
    return not (len(said) > 1 and said[1] in hints.words.standing)


def _is_empty(said: Sequence[str], hints: Hints) -> bool:
    """Tell whether the opening pronoun stands for nothing: "It is clear that", "Il y a"."""
    if any(_goes_on_with(said, rest, hints) for rest in hints.empty.get(said[0], ())):
        return True
    return (
        said[1:2] != []
        and said[1] in hints.words.impersonal
        and (not hints.words.clauses.isdisjoint(said[3:_CLAUSE_WITHIN]))
    )


def _goes_on_with(said: Sequence[str], rest: tuple[str, ...], hints: Hints) -> bool:
    after = 1 + len(rest)
    return tuple(said[1:after]) == rest and hints.words.joining.isdisjoint(said[after : after + 1])


def _said_by_nobody(text: str, said: Sequence[str], hints: Hints) -> bool:
    """Tell whether a sentence is ascribed to a pronoun and names nobody outside its marks."""
    if not _said_by_pronoun(text, said, hints):
        return False
    named = _NAME.findall(QUOTED.sub(" ", text))
    return all(name.lower() in hints.dates for name in named)


def _said_by_pronoun(text: str, said: Sequence[str], hints: Hints) -> bool:
    if hints.words.cues.isdisjoint(said) or hints.words.others.isdisjoint(said):
        return False
    beside = QUOTED.sub(" ", text)
    own = words(beside)
    # "he said" anywhere; "said he" only where the sentence ends or pauses behind it, for in "the
    # army said it had" the pronoun opens what was said.
    return any(a in hints.words.others and b in hints.words.cues for a, b in pairwise(own)) or any(
        a in hints.words.cues and b in hints.words.others
        for a, b in map(str.split, _PAUSED.findall(beside.lower()))
    )


def _is_led_by_a_pronoun(text: str, said: Sequence[str], hints: Hints) -> bool:
    """Tell whether "he" or "she" is the first whom a sentence speaks of: "In May he left".

    Of such sentences readers could not understand two fifths alone. A sentence that opens with a
    clause may name later whom it means ("When he left, Jo Vane"), one with a noun has named it.
    """
    if hints.persons.isdisjoint(said[1:_LED_WITHIN]) or said[0] in hints.shut:
        return False
    if hints.leads and said[0] not in hints.leads:
        return False
    beside = QUOTED.sub(" ", text).split()
    for word in beside[1:_LED_WITHIN]:
        bare = word.strip(_AROUND)
        if bare[:1].isupper() and hints.leads and bare.lower() not in hints.dates:
            return False
        if bare in hints.persons:
            return True
    return False


def _lacks_opening(text: str) -> bool:
    closing = _CLOSES.search(text)
    return closing is not None and _OPENS.search(text, 0, closing.start()) is None
