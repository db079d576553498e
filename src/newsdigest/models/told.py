"""What joins a story to others: signatures, stories told before, stories that are titles alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Signature:
    """What grouping needs to know of one article, small and keyed, so that it can travel.

    `key` names the article (its address without what does not name the page, or a hash of its
    text). `terms` are the stems of headline and opening, each once, sorted; `counts` are how
    often each stands there, the headline's and the first sentences' counting more. `sketch` holds
    the smallest hashes of the text's word runs, ascending, eight hex digits each, so that it can
    be compared without the text; `runs` is how many distinct word runs there were. `names` are
    the opening's terms that are written like names, `sure_names` those with a capital inside a
    sentence, `figures` its exact figures ("6.1", "3-1"), `numbers` all numbers of headline and
    text, in digits.
    """

    key: str
    url_key: str
    title_key: str
    source: str
    language: str
    published: datetime | None
    terms: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    sketch: str = ""
    runs: int = 0
    names: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    sure_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story that an earlier digest told: what joins it, and what was said of it already."""

    id: str
    title: str
    first_told: date
    signatures: tuple[Signature, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TitleOnly:
    """A story that did not fit the digest: shown as a linked headline.

    `told_before` marks one that an earlier digest told and that says nothing new.
    """

    title: str
    url: str
    outlet: str
    section: str = ""
    told_before: bool = False
