"""A quote in a script without capitals -> who said it, by verbs and particles beside it.

Arabic puts the verb first ("قال عمر: «…»"), Hebrew behind a quote ("אמר עומר"), Persian and Hindi
last ("عمر گفت: «…»", "उमर ने कहा"), Korean marks its subject ("오마르 씨는 “…”"). What stands
between the verb or particle and the next sign or small word is the name, as it is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsdigest.language.speech import Speech
    from newsdigest.outline.read import Outline

REACH = 120
"""Characters before or behind a quote in which its speaker is named."""
MOST_WORDS = 6
"""Words of a name with its title."""
SURE = 0.6
"""Confidence in such a name: too few were labelled to count."""
LEAST = 2
"""Letters of a name's last word without its particle."""

_WORD = regex(r"[^\s.,:;!?…،؛؟।|()\[\]«»“”„\"]+|[.,:;!?…،؛؟।|()\[\]«»“”„\"]")
_STOP = regex(r"[.!?…؟।\n«»“”„\"]")
_TITLE = regex(r"«[^«»\n]{1,30}»|“[^“”\n]{1,30}”")
_SIGNS = frozenset('.,:;!?…،؛؟।|()[]«»“”„"')


class Word(NamedTuple):
    """A word or sign of the text, `text[first:last]`."""

    text: str
    first: int
    last: int


def find_speaker(outline: Outline, start: int, end: int) -> tuple[int, int, float] | None:
    """Give the place of the name and its confidence, or None; `start` and `end` hold the marks."""
    before, behind = _before(outline.text, start), _behind(outline.text, end)
    words = outline.words
    found = _marked(before, words) or _led(behind, words, near=True)
    found = found or _led(before, words, near=False) or _ahead(before, words)
    return None if found is None else (found[0].first, found[-1].last, SURE)


def has_verb_beside(outline: Outline, start: int, end: int) -> bool:
    """Whether a verb of saying without a subject leads to a quote or follows it."""
    near = [*_before(outline.text, start)[-3:], *_behind(outline.text, end)[:3]]
    return any(_is_verb(word.text, outline.words) for word in near)


def _before(text: str, start: int) -> list[Word]:
    floor = max(0, start - REACH)
    told = _TITLE.sub(lambda match: " " * len(match[0]), text[floor:start])
    stops = list(_STOP.finditer(told))
    first = stops[-1].end() if stops else 0
    return _words(" " * floor + told, floor + first, start)


def _behind(text: str, end: int) -> list[Word]:
    stop = _STOP.search(text, end, end + REACH)
    return _words(text, end, stop.start() if stop else min(len(text), end + REACH))


def _words(text: str, first: int, last: int) -> list[Word]:
    return [Word(m[0], *m.span()) for m in _WORD.finditer(text, first, last)]


def _is_verb(word: str, words: Speech) -> bool:
    """Whether a word is a verb of saying, with the "and" it is written with or without."""
    lead = word[0] in words.prefixed and word[1:] in words.verbs
    return lead or word in words.verbs


def _is_small(word: str, words: Speech) -> bool:
    shut = (words.prepositions, words.that, words.conjunctions, words.subordinators, words.adverbs)
    return word in _SIGNS or any(word in group for group in shut)


def _led(near_by: list[Word], words: Speech, *, near: bool) -> list[Word] | None:
    """Read the name behind a verb: right behind a quote (`near`), or anywhere before one."""
    if not words.traits.verb_leads:
        return None
    places = [at for at, word in enumerate(near_by) if _is_verb(word.text, words)]
    if not places or (near and any(w.text not in _SIGNS for w in near_by[: places[0]])):
        return None
    verb = places[0] if near else places[-1]
    return _taken(near_by[verb + 1 :], lambda word: _is_small(word, words))


def _ahead(before: list[Word], words: Speech) -> list[Word] | None:
    """Read the name before a verb: what its clause opens with."""
    places = [at for at, word in enumerate(before) if _is_verb(word.text, words)]
    if not places or words.topic:
        return None
    verb, parts = places[-1], [-1]
    parts += [at for at in range(verb) if before[at].text in _SIGNS]
    found = _taken(before[parts[-1] + 1 : verb], lambda word: _is_small(word, words))
    told = found is not None and any(_is_verb(word.text, words) for word in found)
    return None if told else found


def _marked(before: list[Word], words: Speech) -> list[Word] | None:
    """Read the name that a particle marks: a word of its own ("ने") or an ending ("는")."""
    for at in range(len(before) - 1, -1, -1):
        text = before[at].text
        if text in words.topic:
            return _back(before[:at], words)
        ending = next((e for e in sorted(words.topic) if text.endswith(e) and len(e) == 1), "")
        if ending and words.traits.topic_endings:
            name = before[at]._replace(text=text[:-1], last=before[at].last - 1)
            kin = len(name.text) >= LEAST or name.text in words.honorifics
            return _back([*before[:at], name], words) if kin else None
    return None


def _back(before: list[Word], words: Speech) -> list[Word] | None:
    """Take the name that ends a stretch: back to a sign or small word, titles along."""
    found: list[Word] = []
    for word in reversed(before):
        if _is_small(word.text, words) or len(found) == MOST_WORDS:
            break
        titled = word.text in words.titles or word.text in words.honorifics
        if words.traits.topic_endings and found and not titled and _has_name(found, words):
            break
        found.insert(0, word)
    return found if found and _has_name(found, words) else None


def _has_name(found: list[Word], words: Speech) -> bool:
    return any(w.text not in words.titles and w.text not in words.honorifics for w in found)


def _taken(near_by: list[Word], stops: Callable[[str], bool]) -> list[Word] | None:
    """Take the words up to the first that stops a name, at most `MOST_WORDS`."""
    found: list[Word] = []
    for word in near_by:
        if stops(word.text) or len(found) == MOST_WORDS:
            break
        found.append(word)
    return found or None
