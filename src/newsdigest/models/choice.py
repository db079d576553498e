"""What a model of the reader's is asked, and what it may answer: numbers, nothing else.

NamedTuples: a run that asks no model imports them all the same, and dataclasses take 2 ms to make.
"""

from __future__ import annotations

from typing import NamedTuple


class Offer(NamedTuple):
    """One thing that may be chosen: its words, and where they begin.

    `article` counts the story's articles from 0, `start` is the place in that article's text.
    `speaker` stands with a quote whose speaker the program is sure of, empty otherwise.
    """

    text: str
    article: int
    start: int
    speaker: str = ""


class Sheet(NamedTuple):
    """A story as a model sees it: its headline, and numbered sentences and quotes.

    `points` and `quotes` say how many of each may be chosen, most; sentences and quotes are
    numbered from 1 in their order here.
    """

    headline: str
    sentences: tuple[Offer, ...]
    spoken: tuple[Offer, ...]
    points: int
    quotes: int


class Prompt(NamedTuple):
    """One question as it is sent. `key` names it among kept answers, whatever the model."""

    key: str
    system: str
    user: str
    tokens: int


class Picks(NamedTuple):
    """What was chosen, the most telling first, as (article, start) of sentences and quotes.

    `by` names who chose, for the digest to say so.
    """

    points: tuple[tuple[int, int], ...]
    quotes: tuple[tuple[int, int], ...] = ()
    by: str = ""
