"""Scored sentences -> the few to print: none hanging, none said twice, the whole piece in view."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.stages.summarise.reading import Vector, dot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.stages.summarise.reading import Line

# Two sentences say the same when the shorter one's content words are this much in the longer.
_SAME = 0.7
# The same where they have two figures in common: "14 of 22 cranes".
_SAME_BY_FIGURES = 0.55
_TELLING_FIGURES = 2
# The same for sentences of two outlets.
_SAME_ACROSS = 0.5
# A sentence says again what other outlets' points say together when they hold this share of it, or
# the second where it is what its own article leads with: that is the one fact they all tell. Of 79
# stories of two public sets 12 of the 14 highest above the first were repeats, and of 30 leads
# between .4 and .5 some 24.
_SAME_TOGETHER = 0.6
_SAME_LEAD = 0.4
# The same for what is spoken in a sentence that is mostly a quotation.
_ECHO = 0.5
# So many points are printed whatever an editor would say of them,
_ALWAYS = 2
# and more only of sentences that the editor would print with this chance. On the labelled pages,
# in folds, .4 gave up 0.4 of gain for 0.5 of fit and of bad; .55 gave up 2.8 for no more.
_PRINTED = 0.4
# A sentence that opens with a word of the one before, but with no personal pronoun, stands alone
# where the chance that a reader could not understand it is less. Of all that opens so readers would
# print a third. In folds it brought 0.6 of gain and 1.2 of main facts told, and no bad point.
_CLEAR = 0.1
# What a year looks like: four digits, of a century that news tells of.
_YEAR = 4
_AGES = ("18", "19", "20")
# Fewer content words than this say too little to call two sentences the same by them.
_TELLING_STEMS = 3


class Score(NamedTuple):
    """What a method says of one sentence in four numbers; of the first three more is better.

    `main` is how likely it tells the main fact, in any unit; `worth` what it adds to the points,
    in the unit of `Rules.redundancy`; `printed` the chance, 0..1, that an editor would print it,
    `unclear` that it cannot be understood alone where it opens with a word of the one before.
    """

    main: float
    worth: float
    printed: float = 1.0
    unclear: float = 1.0


class Candidate(NamedTuple):
    """One sentence that may become a point.

    `follows` is the position, among the candidates, of the sentence it cannot stand without (-1:
    it stands alone; its own position: never, where anything else can). `vector` is its tf-idf.
    `barred` marks what must not be told, `leads` what is its article's likeliest main fact.
    """

    line: Line
    article: int
    score: Score
    vector: Vector
    follows: int = -1
    barred: bool = False
    leads: bool = False


class Rules(NamedTuple):
    """How many to choose, what an echo costs, and where the first must come from.

    `redundancy` is taken off a score for each unit of likeness to each sentence chosen before.
    `opening` asks for the first sentence that stands: a few lines of news open with their point.
    """

    points: int
    redundancy: float
    opening: bool = False


def choose(candidates: Sequence[Candidate], rules: Rules) -> list[int]:
    """Choose up to `points` positions, in order of choice: the main fact first.

    The first is the likeliest main fact. Then greedily by worth less redundancy (maximal marginal
    relevance: Carbonell & Goldstein 1998, with the sum of likenesses in place of the greatest,
    since that is what the weights were fitted with). Past the second a sentence that an editor
    would rather not print ends it: fewer points beat a padded list. Ties go to the earlier
    sentence. Cost: points x candidates.
    """
    if rules.opening:
        standing = (at for at in range(len(candidates)) if _may_stand(candidates, at, ()))
        return list(islice(standing, 1)) or _least_bad(candidates)
    values = [candidate.score.main for candidate in candidates]
    penalties = [0.0] * len(candidates)
    chosen: list[int] = []
    while len(chosen) < rules.points:
        best = _best(candidates, values, chosen)
        if best < 0:
            break
        if len(chosen) >= _ALWAYS and candidates[best].score.printed < _PRINTED:
            break
        chosen.append(best)
        for at, candidate in enumerate(candidates):
            penalties[at] += rules.redundancy * dot(candidate.vector, candidates[best].vector)
            values[at] = candidate.score.worth - penalties[at]
    return chosen or _least_bad(candidates)


def _least_bad(candidates: Sequence[Candidate]) -> list[int]:
    """Choose the best of a text in which nothing stands alone: better than nothing."""
    free = [at for at, candidate in enumerate(candidates) if not candidate.barred]
    return [max(free, key=lambda at: (candidates[at].score.worth, -at))] if free else []


def says_the_same(a: Line, b: Line) -> bool:
    """Tell whether one sentence's content stands in another.

    Two sentences that differ in a figure do not say the same, however alike; two that have two
    figures in common need less to. A quotation is held to what is spoken in it, and needs less to
    be an echo: news states a thing and then lets somebody say it again in other words.
    """
    if a.text == b.text:
        return True
    if differ_in_figures(a, b):
        return False
    enough = _SAME_BY_FIGURES if len(a.figures & b.figures) >= _TELLING_FIGURES else _SAME
    return likeness(a, b) >= enough or _echoes(a, b) or _echoes(b, a)


def differ_in_figures(a: Line, b: Line) -> bool:
    """Tell whether each of two sentences holds a figure of one kind that the other lacks.

    A year is no count: "since 1962" and "for 64 years" tell one thing.
    """
    ours, theirs = a.figures - b.figures, b.figures - a.figures
    if not (ours and theirs):
        return False
    our_years, their_years = _years(ours), _years(theirs)
    return bool(our_years and their_years) or bool(ours - our_years and theirs - their_years)


def _years(figures: frozenset[str]) -> frozenset[str]:
    return frozenset(figure for figure in figures if len(figure) == _YEAR and figure[:2] in _AGES)


def _echoes(quotation: Line, other: Line) -> bool:
    spoken = quotation.spoken
    if len(spoken) < _TELLING_STEMS:
        return False
    return len(spoken.intersection(other.stems)) >= _ECHO * len(spoken)


def likeness(a: Line, b: Line) -> float:
    """Measure how much of the shorter sentence's content stands in the other, 0..1.

    A figure is the same in words and in digits. A sentence with next to no content is like none.
    """
    ours, theirs = set(a.stems), set(b.stems)
    smaller = min(len(ours), len(theirs))
    if smaller < _TELLING_STEMS:
        return 0.0
    return min(1.0, len((ours & theirs) | (a.figures & b.figures)) / smaller)


def _best(candidates: Sequence[Candidate], values: Sequence[float], chosen: Sequence[int]) -> int:
    best = -1
    for at in range(len(candidates)):
        if best >= 0 and values[at] <= values[best]:
            continue
        if at not in chosen and _may_stand(candidates, at, chosen):
            best = at
    return best


def _may_stand(candidates: Sequence[Candidate], at: int, chosen: Sequence[int]) -> bool:
    candidate = candidates[at]
    if candidate.barred:
        return False
    led = candidate.follows != at and candidate.follows in chosen
    if candidate.follows >= 0 and not led and not _is_clear(candidate):
        return False
    told = [candidates[other] for other in chosen]
    return not (any(_repeats(candidate, one) for one in told) or _is_told(candidate, told))


def _is_clear(candidate: Candidate) -> bool:
    line = candidate.line
    shut = line.never or line.inside or line.bare or line.tied
    return line.hangs and not shut and candidate.score.unclear < _CLEAR


def _repeats(candidate: Candidate, other: Candidate) -> bool:
    """Tell whether a sentence says again what one chosen before it said, in another outlet's words.

    Two outlets word one fact each in its own way, so that less in common is a repeat.
    """
    if says_the_same(candidate.line, other.line):
        return True
    if candidate.article == other.article or differ_in_figures(candidate.line, other.line):
        return False
    return likeness(candidate.line, other.line) >= _SAME_ACROSS


def _is_told(candidate: Candidate, told: Sequence[Candidate]) -> bool:
    """Tell whether the points of other outlets hold what a sentence says, together.

    Where one of them says the same but for a figure, the reader sees both; a figure that none of
    them has is news where the sentence leads its article.
    """
    line = candidate.line
    held: set[str] = set()
    for one in told:
        if one.article != candidate.article:
            if differ_in_figures(line, one.line) and likeness(line, one.line) >= _SAME_ACROSS:
                return False
            held.update(one.line.stems, one.line.figures)
    if not held:
        return False
    content = line.figures.union(line.stems)
    known = candidate.leads and line.figures <= held
    enough = _SAME_LEAD if known else _SAME_TOGETHER
    return len(content & held) >= enough * len(content) > 0
