"""The nouns that travel: frozen, slotted, built of plain values, tuples and other nouns.

Times are aware UTC. Offsets count code points of `Article.text`. A later stage makes a new noun
rather than filling a field of an old one; models do no I/O.
"""

from newsdigest.models.article import Article, BlockKind, LeftOut, Paragraph
from newsdigest.models.days import (
    DayBook,
    Entry,
    Fate,
    Feed,
    FeedSource,
    FeedState,
    Hit,
    Item,
    Memory,
    Run,
)
from newsdigest.models.page import Failure, Page, Request
from newsdigest.models.story import (
    Digest,
    KeyPoint,
    Quote,
    QuoteKind,
    Signature,
    Story,
    Telling,
    TitleOnly,
    ToldStory,
)

__all__ = [
    "Article",
    "BlockKind",
    "DayBook",
    "Digest",
    "Entry",
    "Failure",
    "Fate",
    "Feed",
    "FeedSource",
    "FeedState",
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
