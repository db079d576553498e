"""Text without marks -> spoken spans: dashes that open speech, and labelled interviews.

French, Spanish, Portuguese and Russian papers open speech with a dash; interviews label each
answer. Both are read by paragraph, and only where the paragraph itself shows that it is speech.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.outline.marks import Span, paragraphs, trim
from newsdigest.patterns import regex

if TYPE_CHECKING:
    from newsdigest.language.speech import Speech

_OPENING_DASH = regex(r"[—–―-]\s?(?=\S)")
_INNER_DASH = regex(r"\s[—–―](?=\s?\w)|(?<=[\w,.!?…])[—–―](?=[\s.,;])")
_CUE_COMMA = regex(r"[,!?…]\s+(?=(\w+(?:[-’'’]\w+)*))")
_WORD = regex(r"\w+")
_LABEL = regex(r"(\w[\w.,’' -]{0,40}?)\s?:\s+(?=\S)")
CUE_WORDS = 2
"""Words into a narrator's insertion among which its verb of saying stands."""
LABELLED = 2
"""Times a label must stand at the head of a paragraph before it counts as one."""


def find_dialogue(text: str, spans: list[Span], lang: Speech) -> list[Span]:
    """Add to the marked spans those that a dash or a label opens; in order, none overlapping."""
    labels = _labels(text, lang)
    dashes = lang.traits.dash_dialogue
    if not dashes and not labels:
        return spans
    found: list[Span] = []
    for line, (start, end) in enumerate(paragraphs(text)):
        if dashes:
            found.extend(_dashed(text, start, end, line, lang))
        label = _LABEL.match(text, start, end)
        if label is not None and label.group(1).casefold() in labels:
            found.append(Span(label.end(), label.end(), end, end, line, label=label.group(1)))
    if not found:
        return spans
    taken = [(span.left, span.right) for span in found]
    kept = [span for span in spans if not _is_inside(span, taken)]
    return sorted([*kept, *found], key=lambda span: span.left)


def _is_inside(span: Span, taken: list[tuple[int, int]]) -> bool:
    """Whether a span touches one of the others; both are in order, so this is a bisection."""
    low, high = 0, len(taken)
    while low < high:
        middle = (low + high) // 2
        if taken[middle][1] <= span.left:
            low = middle + 1
        else:
            high = middle
    return low < len(taken) and taken[low][0] < span.right


# ------------------------------------------------------------ dashes


def _dashed(text: str, start: int, end: int, line: int, lang: Speech) -> list[Span]:
    """Read one paragraph that opens with a dash: speech, insertion, speech."""
    opening = _OPENING_DASH.match(text, start, end)
    if opening is None:
        return []
    cuts = (match.span() for match in _INNER_DASH.finditer(text, opening.end(), end))
    edges = [opening.span(), *cuts, (end, end)]
    spans: list[Span] = []
    told = False
    dash, first = edges[0]
    for number in range(1, len(edges)):
        stop, behind = edges[number]
        inserted = number < len(edges) - 1 and _tells(text, behind, edges[number + 1][0], lang)
        if told:
            told = False
            dash, first = stop, _past_stop(text, behind, end)
        elif inserted or number == len(edges) - 1:
            told = inserted
            spans.append(_spoken(text, (dash, first, stop), line, lang))
    spans = [span for span in spans if span.end > span.start]
    cued = len(spans) > 1 or (spans and spans[0].right < end - 1)
    return spans if cued else []


def _past_stop(text: str, start: int, end: int) -> int:
    """Step over the stop that closes an insertion: "—dijo Ruiz—. No"."""
    while start < end and text[start] in ".,; ":
        start += 1
    return start


def _spoken(text: str, edges: tuple[int, int, int], line: int, lang: Speech) -> Span:
    """Cut ", dit-elle" from the end of what a dash opened; `edges` are dash, start and end."""
    dash, start, end = edges
    for match in _CUE_COMMA.finditer(text, start, end):
        if match.group(1).split("-")[0].lower() in lang.verbs and match[1][0].islower():
            end = match.start() + 1
            break
    start, end = trim(text, start, end)
    return Span(dash, start, end, end, line)


def _tells(text: str, start: int, end: int, lang: Speech) -> bool:
    """Whether what follows an inner dash is the narrator's "said X"."""
    words = [m.group() for m in _WORD.finditer(text, start, min(end, start + 60))][:CUE_WORDS]
    return bool(words) and words[0].islower() and any(w in lang.verbs for w in words)


# ------------------------------------------------------------ interviews


def _labels(text: str, lang: Speech) -> frozenset[str]:
    """Name the labels of an interview's answers: paragraphs that begin "A:" or "Ruiz:"."""
    counts: dict[str, int] = {}
    asked: dict[str, int] = {}
    shouted: set[str] = set()
    lines = 0
    for start, end in paragraphs(text):
        lines += 1
        match = _LABEL.match(text, start, end)
        if match is not None and match.group(1)[0].isupper():
            label = match.group(1).casefold()
            counts[label] = counts.get(label, 0) + 1
            asked[label] = asked.get(label, 0) + (text[end - 1] == "?")
            if match.group(1).isupper() and len(label) > LABELLED:
                shouted.add(label)
    if len(shouted) >= LABELLED and 2 * sum(counts[label] for label in shouted) > lines:
        return frozenset(shouted)  # the lines of a hearing or a broadcast
    often = {label for label, number in counts.items() if number >= LABELLED}
    asking = {n for n in often if n in lang.questions or 2 * asked[n] > counts[n]}
    if len(often) < LABELLED or not asking:
        return frozenset()
    return frozenset(often - asking)
