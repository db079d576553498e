"""The nouns that travel: frozen, slotted, built of plain values, tuples and other nouns.

Times are aware UTC. Offsets count code points of `Article.text`. A later stage makes a new noun
rather than filling a field of an old one; models do no I/O.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from datetime import date, datetime

BlockKind = Literal["paragraph", "heading", "list item", "quotation"]
QuoteKind = Literal["direct", "mixed", "indirect"]
Fate = Literal["read", "title only", "muted", "too old"]


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to fetch, and how.

    `trusted` marks an address the user typed: private addresses are allowed and robots.txt is not
    asked. `etag` and `last_modified` are sent back verbatim. `headers` may hold secrets: never
    printed.
    """

    url: str
    trusted: bool = False
    etag: str = ""
    last_modified: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    insecure: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes that came from the world, after decompression, with what the answer said of them.

    `status` 304 has an empty body: nothing changed. `content_type` is the header as sent, empty
    for files and stdin. `moved_to` is set only by a permanent redirect (301, 308).
    """

    url: str
    body: bytes
    content_type: str = ""
    status: int = 200
    final_url: str = ""
    moved_to: str = ""
    etag: str = ""
    last_modified: str = ""
    from_cache: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A known error as a value: `source` is the link, file or feed it happened to.

    `kind` is short and stable ("timeout", "gone", "not a page"); `message` is the error's
    ``what: which: why``; `hint` says what to do; `retry_after` parks a host until then.
    """

    source: str
    kind: str
    message: str
    hint: str = ""
    retry_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed promises: an article still to be read.

    `guid` is the feed's own id, may be empty or change. `summary` and `content` are plain text
    with paragraphs parted by blank lines; `content` is the full text where the feed carries it.
    `published` is None where the feed gives no usable date.
    """

    url: str
    title: str
    guid: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    summary: str = ""
    content: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read: its own title and home page, and its entries in the feed's order."""

    url: str
    title: str
    home: str = ""
    language: str = ""
    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Article:
    """Text we have read: the whole article and nothing but the article.

    `text` is the paragraphs joined by a blank line; `paragraphs` cover it in order. `title` is
    never empty for a page that has one. `published` is aware UTC; `utc_offset_min` is the page's
    own zone, None where it gives none. `paywall` is None where the page gives no evidence.
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
    section: str = ""
    image: str = ""
    paywall: bool | None = None
    teaser: bool = False
    teaser_why: str = ""
    left_out: tuple[LeftOut, ...] = ()

    @property
    def outlet(self) -> str:
        """Name where the article stands: the site's own name, else its host, else nothing."""
        return self.site or (urlsplit(self.url).hostname or "").removeprefix("www.")

    @property
    def words(self) -> int:
        """Count words: runs between white space; where a script has no spaces, two characters."""
        spaced = unspaced = 0
        for run in self.text.split():
            wide = sum(1 for c in run if "\u3040" <= c <= "\u9fff" or "\u0e00" <= c <= "\u0eff")
            unspaced += wide
            spaced += wide < len(run)
        return spaced + (unspaced + 1) // 2


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One passage kept, verbatim: `articles[article].text[start:end] == text`.

    `index` counts the article's sentences from 0 (the passage's first). `only_in` names the
    outlet when no other outlet of the story has it. `parts` are the score's parts by name, for
    ``--explain``.
    """

    text: str
    start: int
    end: int
    article: int = 0
    index: int = 0
    only_in: str = ""
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words somebody said, verbatim: `articles[article].text[start:end] == text`.

    The slice is what stands between the marks, without them. `speaker` and `description` are
    empty where nobody is named with enough confidence; otherwise they stand in the article.
    `confidence` is 0..1 for the speaker. `mention_start`/`mention_end` span the words that name
    the speaker beside the quote (-1 where there are none); `cue` is the verb or mark that tied
    them, `rule` the rule's name. `recovered` marks a quote whose opening or closing mark was
    missing. `also_in` names other outlets that carry the same quote.
    """

    text: str
    start: int
    end: int
    article: int = 0
    speaker: str = ""
    description: str = ""
    kind: QuoteKind = "direct"
    confidence: float = 0.0
    recovered: bool = False
    cue: str = ""
    rule: str = ""
    mention_start: int = -1
    mention_end: int = -1
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """What grouping needs to know of one article, small and keyed, so that it can travel.

    `key` names the article (its canonical URL, or a hash of its text); `day` is a sortable
    ordinal for windows. `terms` are (term, weight) pairs; `shingles` are hashes of word runs.
    """

    key: str
    url_key: str
    title_key: str
    source: str
    language: str
    published: datetime | None
    terms: tuple[tuple[str, float], ...] = ()
    shingles: tuple[int, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story that an earlier digest told: what joins it, and what was said of it already."""

    id: str
    title: str
    first_told: date
    last_told: date
    signatures: tuple[Signature, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Articles telling one piece of news, the one to tell from first.

    `id` stays for as long as the story lives. `why` says, article by article, what joined it.
    `update_of` is set when an earlier digest told this story.
    """

    id: str
    title: str
    articles: tuple[Article, ...]
    section: str = ""
    update_of: ToldStory | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """A story with what is told of it: points in reading order, quotes chosen for print."""

    story: Story
    key_points: tuple[KeyPoint, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class TitleOnly:
    """A story that did not fit the digest: shown as a linked headline."""

    title: str
    url: str
    outlet: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """What the reader gets. `day` is None for links and texts, the local day for a daily digest.

    `previous` and `following` are the nearest days that have a digest too.
    """

    title: str
    tellings: tuple[Telling, ...] = ()
    day: date | None = None
    since: datetime | None = None
    more_titles: tuple[TitleOnly, ...] = ()
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()
    sources_ok: int = 0
    sources_failed: int = 0
    previous: date | None = None
    following: date | None = None


@dataclass(frozen=True, slots=True)
class FeedSource:
    """A feed the reader follows, as configured.

    `limit` 0 stands for the common limit. `full_text` fetches the page where the feed has only a
    teaser. `auth_env` names the variable that holds the ``Authorization`` header, `cookie_file` a
    file with a ``Cookie`` header: never their content.
    """

    url: str
    name: str = ""
    section: str = ""
    limit: int = 0
    mute: tuple[str, ...] = ()
    highlight: tuple[str, ...] = ()
    full_text: bool = True
    insecure: bool = False
    cookie_file: str = ""
    auth_env: str = ""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed from run to run; `url` is the configured address.

    `moved_to` is where a permanent redirect led. `failures` counts runs in a row that failed,
    since `failing_since`, for `kind` and `message`. Nothing is asked before `parked_until`.
    """

    url: str
    title: str = ""
    home: str = ""
    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""
    polled: datetime | None = None
    failing_since: datetime | None = None
    failures: int = 0
    kind: str = ""
    message: str = ""
    parked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as first met, and what became of it.

    `keys` are its identities (address, feed and guid) as 64-bit numbers, the first its own name.
    `rule` is the mute or highlight word that caught it. `article` is None unless it was read.
    """

    keys: tuple[int, ...]
    feed: str
    entry: Entry
    first_seen: datetime
    fate: Fate = "read"
    rule: str = ""
    article: Article | None = None


@dataclass(frozen=True, slots=True)
class DayBook:
    """All that one day's digest is made of: the same book gives the same bytes.

    `items` are those first seen on the local day, in the order they were met; `told` is what
    earlier days told. `troubles` are sources that failed, worded for print.
    """

    day: date
    since: datetime | None = None
    sources_ok: int = 0
    troubles: tuple[Failure, ...] = ()
    items: tuple[Item, ...] = ()
    told: tuple[ToldStory, ...] = ()
    previous: date | None = None
    following: date | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """What the store knows when a run starts. `seen` holds the keys of every item met before."""

    book: DayBook
    feeds: tuple[FeedState, ...] = ()
    seen: frozenset[int] = frozenset()
    last_run: datetime | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What a run leaves behind, committed at once.

    `book` is the whole day's; `listed` are the keys that feeds still list; `digest` is None where
    there was nothing to tell; `complete` is False where time ran out.
    """

    at: datetime
    book: DayBook
    feeds: tuple[FeedState, ...] = ()
    listed: tuple[int, ...] = ()
    digest: Digest | None = None
    told: tuple[ToldStory, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """One told story that a search found; `snippet` marks the words found with U+0002 and U+0003.

    `course` are all the days that told the story.
    """

    day: date
    story: str
    title: str
    url: str
    snippet: str
    course: tuple[date, ...] = ()
