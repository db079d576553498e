"""A quote in a script that does not part its words -> who said it, by particles and verbs.

Japanese marks its subject ("X氏は「…」と述べた", "「…」とX社長は語った"), Chinese puts it before
the verb ("X表示，“…”"). A name is what stands between the last sign and the particle or verb,
without what leads it ("同社の") and a mere honorific; a foreign surname takes its full form.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.stages.quotes import caseless

if TYPE_CHECKING:
    from newsdigest.language.speech import Speech
    from newsdigest.outline.read import Outline

REACH = 80
"""Characters before or behind a quote in which its speaker is named."""
SURE, LIKELY = 0.8, 0.6
"""Confidence in a name with a title or an honorific, and in one without."""

_NAME = r"[^\s、。，；：！？「」『』“”（）()\d]{2,18}?"
_FULL = regex(r"(?<![ァ-ヶー])[ァ-ヶー]+(?:・[ァ-ヶー]+)+")
_LEAD = "の"
_QUOTATIVE = ("と", "って", "など")
_SENTENCE = regex(r"[。！？\n」』”]")
_QUOTED = regex(r"「[^「」]*」|『[^『』]*』|“[^“”]*”")


def find_speaker(outline: Outline, start: int, end: int) -> tuple[int, int, float] | None:
    """Give the place of the name and its confidence, or None; `start` and `end` hold the marks."""
    if outline.words.traits.no_capitals:
        return caseless.find_speaker(outline, start, end)
    text = outline.text
    patterns = _patterns(outline.words)
    floor = max(0, start - REACH)
    told = _QUOTED.sub(lambda match: " " * len(match[0]), text[floor:start])
    stops = list(_SENTENCE.finditer(told))
    before = stops[-1].end() if stops else 0
    behind = _behind(text, end)
    left = list(patterns[0].finditer(told, before))
    right = patterns[1].match(text, end, behind) if patterns[1] is not None else None
    match = right or (left[-1] if left else None)
    if match is None or not _is_told(outline.words, text[end:behind]):
        return None
    shift = floor if right is None else 0
    first, last = (at + shift for at in match.span("name"))
    lead = text.rfind(_LEAD, first, last)
    if lead > first and match["title"]:
        first = lead + 1
    if match["title"] and match["title"] not in outline.words.honorifics:
        last = match.end("title") + shift
    full = _full_name(text, first, last)
    return (*(full or (first, last)), SURE if match["title"] else LIKELY)


def is_told_on(outline: Outline, start: int, end: int) -> bool:
    """Whether a verb of saying without a subject follows: who spoke before speaks on."""
    if outline.words.traits.no_capitals:
        return caseless.has_verb_beside(outline, start, end)
    behind = outline.text[end : _behind(outline.text, end)]
    return bool(outline.words.topic) and _is_told(outline.words, behind)


def _behind(text: str, end: int) -> int:
    """Say where the sentence behind a quote ends."""
    stop = _SENTENCE.search(text, end, end + REACH)
    return stop.start() if stop else min(len(text), end + REACH)


def _is_told(words: Speech, behind: str) -> bool:
    """Whether Japanese goes on with "to" and a verb of saying; Chinese told before the quote."""
    told = behind.startswith(_QUOTATIVE) and any(verb in behind for verb in words.verbs)
    return told or not words.topic


def _full_name(text: str, first: int, last: int) -> tuple[int, int] | None:
    """Find where a name in katakana stands with its given name."""
    name = text[first:last]
    spans = [m.span() for m in _FULL.finditer(text)]
    over = next((span for span in spans if span[0] < last and first < span[1]), None)
    return over or next((s for s in spans if name in text[slice(*s)].split("・")), None)


@cache
def _patterns(words: Speech) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    """Make the patterns of a language: before a quote, behind it."""
    titles = "|".join(sorted(words.titles | words.honorifics, key=lambda w: (-len(w), w)))
    name = rf"(?P<name>{_NAME})(?P<title>{titles})?(?:（[^）]*）)?"
    verbs = "|".join(sorted(words.verbs, key=lambda w: (-len(w), w)))
    if not words.topic:
        lead = rf"(?:^|[，,\s])(?:[^，,。\s]{{0,12}}(?:{titles}))?"
        return re.compile(rf"{lead}{name}(?:{verbs})[：:，,]?\s*$"), None
    topic = "|".join(sorted(words.topic))
    before = re.compile(rf"(?:^|(?<=[\s、。])|\b){name}(?:{topic})")
    return before, re.compile(rf"と(?:[^、。]{{0,6}}、)?{name}(?:{topic})[^。]{{0,12}}?(?:{verbs})")
