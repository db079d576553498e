"""The nouns that travel: frozen, slotted, built of plain values, tuples and other nouns.

Times are aware UTC. Offsets count code points of `Article.text`. A later stage makes a new noun
rather than filling a field of an old one; models do no I/O.
"""

from typing import TYPE_CHECKING

from newsdigest.models.article import Article, BlockKind, LeftOut, Paragraph
from newsdigest.models.page import Failure, Page
from newsdigest.models.story import (
    Digest,
    Gloss,
    KeyPoint,
    Quote,
    QuoteKind,
    Story,
    Telling,
)

if TYPE_CHECKING:
    from newsdigest.models.days import (
        Course,
        CourseDay,
        CourseLine,
        DayBook,
        DayTitles,
        Entry,
        Fate,
        Feed,
        FeedState,
        Hit,
        Item,
        Memory,
        Run,
    )
    from newsdigest.models.feed_source import FeedSource
    from newsdigest.models.request import Grant, Request
    from newsdigest.models.told import Signature, TitleOnly, ToldStory

__all__ = [
    "Article",
    "BlockKind",
    "Course",
    "CourseDay",
    "CourseLine",
    "DayBook",
    "DayTitles",
    "Digest",
    "Entry",
    "Failure",
    "Fate",
    "Feed",
    "FeedSource",
    "FeedState",
    "Gloss",
    "Grant",
    "Hit",
    "Item",
    "KeyPoint",
    "LeftOut",
    "Memory",
    "Page",
    "Paragraph",
    "Quote",
    "QuoteKind",
    "Request",
    "Run",
    "Signature",
    "Story",
    "Telling",
    "TitleOnly",
    "ToldStory",
]

_ELSEWHERE = {
    "FeedSource": "feed_source",
    "Grant": "request",
    "Request": "request",
    "Signature": "told",
    "TitleOnly": "told",
    "ToldStory": "told",
}


def __getattr__(name: str) -> object:
    """Import a noun that one text has no use for when it is asked for: ten of them take 6 ms."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 see above

    home = import_module(f"newsdigest.models.{_ELSEWHERE.get(name, 'days')}")
    found = globals()[name] = getattr(home, name)
    return found
