"""The nouns that travel: frozen, slotted, built of plain values, tuples and other nouns.

Times are aware UTC. Offsets count code points of `Article.text`. A later stage makes a new noun
rather than filling a field of an old one; models do no I/O.
"""

from typing import TYPE_CHECKING

from newsdigest.models.article import Article, BlockKind, LeftOut, Paragraph
from newsdigest.models.page import Failure, Grant, Page, Request
from newsdigest.models.story import (
    Digest,
    Gloss,
    KeyPoint,
    Quote,
    QuoteKind,
    Signature,
    Story,
    Telling,
    TitleOnly,
    ToldStory,
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


def __getattr__(name: str) -> object:
    """Import a noun of the daily run when it is first asked for: making ten of them takes 6 ms."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from newsdigest.models import days, feed_source  # noqa: PLC0415 see above

    home = feed_source if name == "FeedSource" else days
    found = globals()[name] = getattr(home, name)
    return found
