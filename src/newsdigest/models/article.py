"""Text we have read: an Article and its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from newsdigest.patterns import regex

if TYPE_CHECKING:
    from datetime import datetime


_UNSPACED = regex("[\u3040-\u9fff\u0e00-\u0eff]")
"""A character of a script without spaces. A text is asked for it once: to count run by run took
1 ms an article."""

Genre = Literal["", "opinion"]
"""What an article is, where its page's own section or label says that it is no news."""

BlockKind = Literal["paragraph", "heading", "list item", "quotation", "standfirst"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of an article: `text[start:end]`, without surrounding white space."""

    start: int
    end: int
    kind: BlockKind = "paragraph"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One piece of the page that the article does not hold, so that nothing vanishes unseen."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Article:
    """Text we have read: the whole article and nothing but the article.

    `text` is the paragraphs joined by a blank line; `paragraphs` cover it in order. A standfirst
    stands first among them and once more in its own field: under its own kind where the page sets
    it apart from the text, as a paragraph where it leads into the next one. `description` is
    what the page's head says the article is about: it is evidence, and need not stand in the
    text. `title` is never empty for a page that has one. `published` is aware UTC;
    `utc_offset_min` is the page's own zone, None where it gives none. `paywall` is None where the
    page gives no evidence.
    `teaser` marks text that is a feed's summary or a paywalled opening, `teaser_why` says why.
    `outlet` is `site`, or the host name where the page does not name itself.
    """

    title: str
    text: str
    paragraphs: tuple[Paragraph, ...] = ()
    url: str = ""
    canonical_url: str = ""
    site: str = ""
    authors: tuple[str, ...] = ()
    agency: str = ""
    published: datetime | None = None
    utc_offset_min: int | None = None
    language: str = ""
    standfirst: str = ""
    description: str = ""
    section: str = ""
    image: str = ""
    genre: Genre = ""
    paywall: bool | None = None
    teaser: bool = False
    teaser_why: str = ""
    left_out: tuple[LeftOut, ...] = ()

    def __repr__(self) -> str:
        """Say what it is in one line: its text would fill a screen."""
        return f"<Article {self.title!r}: words {self.words}, outlet {self.outlet!r}>"

    @property
    def outlet(self) -> str:
        """Name where the article stands: the site's own name, else its host, else nothing."""
        if self.site:
            return self.site
        try:
            host = urlsplit(self.url or self.canonical_url).hostname or ""
        except ValueError:  # "http://[x": a feed may give anything for an address
            return ""
        return host.removeprefix("www.")

    @property
    def words(self) -> int:
        """Count words: runs between white space; where a script has no spaces, two characters."""
        # The expression alone would do, but compiling it takes 3 ms and few texts need it.
        if not any("\u3040" <= c <= "\u9fff" or "\u0e00" <= c <= "\u0eff" for c in set(self.text)):
            return len(self.text.split())
        unspaced = len(_UNSPACED.findall(self.text))
        spaced = sum(1 for run in self.text.split() if _UNSPACED.sub("", run))
        return spaced + (unspaced + 1) // 2
