"""Page -> Feed: the table of kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.stages.feeds import json_feed, xml
from newsdigest.stages.feeds.language import with_language
from newsdigest.stages.feeds.options import FeedOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsdigest.models import Feed, Page


class FeedKind(NamedTuple):
    """One kind of feed: how to know it, how to read it."""

    name: str
    sniff: Callable[[Page], bool]
    parse: Callable[[Page, FeedOptions], Feed]


KINDS = (
    FeedKind("JSON Feed", json_feed.sniff, json_feed.parse),
    FeedKind("RSS, RDF or Atom", xml.sniff, xml.parse),
)


def parse(page: Page, options: FeedOptions | None = None) -> Feed:
    """Read a feed of any kind, by its content and never by the type its server states.

    Entries stand in the feed's order, in the language of their text (`with_language`). Raises
    FeedError where it is no feed.
    """
    chosen = options or FeedOptions()
    kind = next(kind for kind in KINDS if kind.sniff(page))
    return with_language(kind.parse(page, chosen))
