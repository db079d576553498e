"""Articles telling one piece of news, what is told of it, and the digest the reader gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime

    from newsdigest.models.article import Article
    from newsdigest.models.page import Failure
    from newsdigest.models.told import TitleOnly, ToldStory

OPINION = "Opinion"
"""The section of stories that opinion alone tells of."""

QuoteKind = Literal["direct", "mixed", "indirect"]


@dataclass(frozen=True, slots=True)
class Gloss:
    """Words of an article that explain a word of a point or quote; shown in brackets behind it.

    `at` is the place in the point's `text`; the words are `articles[article].text[start:end]`,
    and may come from another article of the story. `rule` names what tied the two together.
    """

    at: int
    start: int
    end: int
    article: int = 0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One passage kept, verbatim: `articles[article].text[start:end] == text`.

    `index` counts the article's sentences from 0 (the passage's first). `only_in` names the
    outlet when no other outlet of the story has it. `parts` are the score's parts by name, for
    ``--explain``. `sentence_start` and `sentence_end` span the whole sentences it was cut from, -1
    where it is as it was chosen; `glosses`, in order, explain its words.
    """

    text: str
    start: int
    end: int
    article: int = 0
    index: int = 0
    only_in: str = ""
    parts: tuple[tuple[str, float], ...] = ()
    sentence_start: int = -1
    sentence_end: int = -1
    glosses: tuple[Gloss, ...] = ()

    @property
    def sentence(self) -> tuple[int, int]:
        """Give the span of the whole sentences it was cut from."""
        if self.sentence_start < 0:
            return self.start, self.end
        return self.sentence_start, self.sentence_end


@dataclass(frozen=True, slots=True)
class Quote:
    """Words somebody said, verbatim: `articles[article].text[start:end] == text`.

    The slice is what stands between the marks, without them. `speaker` and `description` are
    empty where nobody is named with enough confidence; otherwise they stand in the article.
    `confidence` is 0..1 for the speaker. `mention_start`/`mention_end` span the words that name
    the speaker beside the quote (-1 where there are none); `cue` is the verb or mark that tied
    them, `rule` the rule's name. `recovered` marks a quote whose opening or closing mark was
    missing. `also_in` names other outlets that carry the same quote; `glosses`, in order, explain
    its words.
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
    glosses: tuple[Gloss, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Articles telling one piece of news, the one to tell from first.

    `id` stays for as long as the story lives. `why` says, article by article, what joined it.
    `update_of` is set when an earlier digest told this story; the last `known` articles are then
    copies of what it told from: they are listed, and nothing is told from them again.
    `highlight` is the reader's rule that lifted it.
    """

    id: str
    title: str
    articles: tuple[Article, ...]
    section: str = ""
    update_of: ToldStory | None = None
    why: tuple[str, ...] = ()
    known: int = 0
    highlight: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """A story with what is told of it: points in reading order, quotes chosen for print.

    `said` is every quote found in the articles told, indirect speech among them: who says what.
    `chosen_by` names the model that chose, empty where the program's own method did.
    """

    story: Story
    key_points: tuple[KeyPoint, ...] = ()
    quotes: tuple[Quote, ...] = ()
    said: tuple[Quote, ...] = ()
    chosen_by: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Digest:
    """What the reader gets. `day` is None for links and texts, the local day for a daily digest.

    `previous` and `following` are the nearest days that have a digest too. `glance` names the
    stories, by id, that a long day begins with, most important first.
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
    glance: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Say what it is in one line: the articles' texts would fill screens."""
        articles = sum(len(telling.story.articles) for telling in self.tellings)
        return f"<Digest {self.title!r}: stories {len(self.tellings)}, articles {articles}>"
