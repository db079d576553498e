"""What feeds promise, and what is remembered from one day to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime

    from newsdigest.models.article import Article
    from newsdigest.models.page import Failure
    from newsdigest.models.story import Digest
    from newsdigest.models.told import ToldStory

Fate = Literal["read", "title only", "muted", "too old"]


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

    `keys` are its identities (address, feed and guid, headline) as 64-bit numbers, the first its
    own name. `rule` is the mute or highlight word that caught it. `article` is None unless it was
    read. `outlet` is what the feed was called. `revised` marks an entry that was met before and
    now stands under another headline; without `own_page` its address is other entries' too.
    `watch` names the reader's own section that its words belong to.
    """

    keys: tuple[int, ...]
    feed: str
    entry: Entry
    first_seen: datetime
    fate: Fate = "read"
    rule: str = ""
    article: Article | None = None
    outlet: str = ""
    revised: bool = False
    own_page: bool = True
    watch: str = ""


@dataclass(frozen=True, slots=True)
class DayBook:
    """All that one day's digest is made of: the same book gives the same bytes.

    `items` are those first seen on the local day, in the order they were met; `told` is what
    earlier days told. `troubles` are sources that failed, worded for print. `delivered` tells
    whether a digest was made of it, `filed` whether that went into the directory of day files.
    `answers` are what was taken of a model's answers, by the hash of question and model.
    """

    day: date
    since: datetime | None = None
    sources_ok: int = 0
    troubles: tuple[Failure, ...] = ()
    items: tuple[Item, ...] = ()
    told: tuple[ToldStory, ...] = ()
    previous: date | None = None
    following: date | None = None
    delivered: bool = False
    filed: bool = False
    answers: tuple[tuple[str, str], ...] = ()


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
    the day's is as it was; `complete` is False where time ran out.
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


@dataclass(frozen=True, slots=True)
class DayTitles:
    """What a day told: its stories' headlines, in the order they were told."""

    day: date
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One line that a day newly told of a story, verbatim, and where it stands.

    `before` is the line of an earlier day, `told_on`, that says the same with other figures.
    """

    text: str
    outlet: str
    url: str = ""
    before: str = ""
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class CourseDay:
    """What one day newly told of a story, under its headline of that day."""

    day: date
    title: str
    lines: tuple[CourseLine, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A story over its days, oldest first."""

    story: str
    days: tuple[CourseDay, ...]
