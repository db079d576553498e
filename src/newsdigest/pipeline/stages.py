"""The steps that every journey shares, as module-level functions of one plain value each.

They pickle, so `MapFn` may run them over cores, and known errors come back as values.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.errors import ExtractError, NewsdigestError
from newsdigest.models import Article, Failure, Page, Paragraph, Story, Telling
from newsdigest.outline.read import read_outline
from newsdigest.pipeline.options import StageOptions  # noqa: TC001 it pickles
from newsdigest.stages.gloss.explain import explain, unclear
from newsdigest.stages.quotes.find import find_all
from newsdigest.stages.quotes.pick import offered_quotes, pick_quotes
from newsdigest.stages.sniff import NOT_PAGES, sniff, unwrap
from newsdigest.stages.summarise.picked import offered_sentences
from newsdigest.stages.summarise.points import score_all, summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsdigest.models import Entry, KeyPoint, Signature
    from newsdigest.models.choice import Picks, Sheet
    from newsdigest.outline.read import Outline
    from newsdigest.stages.extract.options import ExtractOptions


class ReadTask(NamedTuple):
    """A page on its way to an article: `number` keeps its place, `label` names it in messages.

    `sign` asks for the article's signature too, where it is to be grouped with others.
    """

    number: int
    label: str
    page: Page | Failure
    options: ExtractOptions
    hint: Entry | None = None
    sign: bool = False


class Read(NamedTuple):
    """What became of a page; `signature` is there where it was asked for and could be made."""

    number: int
    label: str
    result: Article | Failure
    signature: Signature | None = None


def read(task: ReadTask) -> Read:
    """Page -> Article, or the failure that stood in its way."""
    if isinstance(task.page, Failure):
        return Read(task.number, task.label, task.page)
    try:
        opened = task._replace(page=unwrap(task.page, UNPACKED_MAX_BYTES))
        article = _reader(sniff(task.page))(opened)
    except NewsdigestError as error:
        return Read(task.number, task.label, failure(task.label, error))
    if not task.sign:
        return Read(task.number, task.label, article)
    from newsdigest.stages.dedupe.signature import signature  # noqa: PLC0415 one alone needs none

    return Read(task.number, task.label, article, signature(article))


def lost(task: ReadTask, why: str) -> Read:
    """Say that the worker reading a page was killed or died."""
    error = ExtractError("could not read", task.label, why, kind="too slow")
    return Read(task.number, task.label, failure(task.label, error))


def failure(source: str, error: NewsdigestError) -> Failure:
    """Turn a known error into a value that travels and is shown.

    What came from standard input has no address, so the error says nothing of which: the source
    does.
    """
    named = ": ".join(part for part in (error.what, error.which or source, error.why) if part)
    return Failure(source, error.kind, named, error.hint)


class Task(NamedTuple):
    """A story to be told, how, and what a model chose of it where one was asked."""

    story: Story
    options: StageOptions
    picks: Picks | None = None

    @property
    def articles(self) -> tuple[Article, ...]:
        """Give the articles that are told: not the copies of what was told before."""
        given = self.story.articles[: len(self.story.articles) - self.story.known]
        return tuple(map(_opening, given))

    @property
    def told(self) -> tuple[str, ...]:
        """Give the sentences that an earlier digest told of the story."""
        return self.story.update_of.sentences if self.story.update_of else ()


def tell(task: Task) -> Telling:
    """Story -> Telling: key points, quotes that do not say them again, and what explains both."""
    story, options, picks = task
    articles, told = task.articles, task.told
    if not articles:
        return Telling(story)
    outlines = [read_outline(one.text, one.language or "en") for one in articles]
    points = _points(task, outlines)
    said = find_all(articles, options.quotes, outlines)
    quotes = pick_quotes(articles, points, options.quotes, told=told, found=said, picks=picks)
    if options.gloss.brackets:
        points, quotes = explain(articles, outlines, points, quotes, story.title)
    return Telling(story, points, quotes, said, chosen_by=picks.by if picks else "")


CHOSEN_AGAIN = 3
"""How often points are chosen again for those that cannot be read alone: each costs a choice."""
FEWEST = 3
"""Points kept by all means: past them none is better than one that cannot be read alone."""


def _points(task: Task, outlines: Sequence[Outline]) -> tuple[KeyPoint, ...]:
    """Choose key points; one that cannot be read alone gives way to another, or to none past three.

    What a model chose stays, and so does the first point: it is the main fact.
    """
    articles, options, told = task.articles, task.options.summarise, task.told
    scored = score_all(articles, options)
    points = summarise(articles, options, told=told, picks=task.picks, scored=scored)
    if task.picks:
        return points
    barred: frozenset[tuple[int, int]] = frozenset()
    for _ in range(CHOSEN_AGAIN):
        lacking = unclear(articles, outlines, points, task.story.title)
        lacking -= {(one.article, one.start) for one in points[:1]}
        barred |= lacking
        again = (
            summarise(articles, options, told=told, barred=barred, scored=scored) if lacking else ()
        )
        if len(again) < min(FEWEST, len(points)):
            break
        points = again
    return points


LONGEST_TOLD = 300_000
"""Characters of an article that points and quotes are looked for in: 50,000 words, a novel's half.

Every step is linear, but what is no news can be dear by the character: quotation marks around
single letters, a letter a line. The article itself stays whole.
"""


def _opening(article: Article) -> Article:
    """Give an article as far as it is told from, cut between two blocks; offsets stay true."""
    if len(article.text) <= LONGEST_TOLD:
        return article
    kept = tuple(block for block in article.paragraphs if block.end <= LONGEST_TOLD)
    end = kept[-1].end if kept else LONGEST_TOLD
    first = (Paragraph(0, end, article.paragraphs[0].kind),) if article.paragraphs else ()
    return replace(article, text=article.text[:end], paragraphs=kept or first)


def tell_lost(task: Task, why: str) -> Telling:
    """Tell nothing of a story whose worker died: its headline and outlets remain."""
    del why
    return Telling(task.story)


def offer(task: Task) -> Sheet:
    """Story -> Sheet: the sentences and quotes of which a model may choose.

    What was told before is not offered, nor a quote that could not be printed.
    """
    from newsdigest.models.choice import Sheet  # noqa: PLC0415 few runs ask a model

    articles, options = task.articles, task.options
    said = find_all(articles, options.quotes)
    return Sheet(
        task.story.title,
        offered_sentences(articles, told=task.told),
        offered_quotes(articles, said, options.quotes),
        options.summarise.points,
        options.quotes.quotes,
    )


def offer_lost(task: Task, why: str) -> Sheet:
    """Offer nothing of a story whose worker died."""
    from newsdigest.models.choice import Sheet  # noqa: PLC0415 as above

    del why
    return Sheet(task.story.title, (), (), 0, 0)


# ---------------------------------------------------------------- what a page is, decides
def _reader(kind: str) -> Callable[[ReadTask], Article]:
    return _READERS.get(kind, _refuse)


def _read_html(task: ReadTask) -> Article:
    from newsdigest.stages.extract.html import extract  # noqa: PLC0415 lxml and trafilatura

    assert isinstance(task.page, Page)  # noqa: S101 `read` sends pages only
    return extract(task.page, task.options, task.hint)


def _read_text(task: ReadTask) -> Article:
    from newsdigest.charset import decode  # noqa: PLC0415 a page of HTML decodes on its own
    from newsdigest.stages.extract.plain import extract_text  # noqa: PLC0415 as above

    assert isinstance(task.page, Page)  # noqa: S101 `read` sends pages only
    text = decode(task.page.body, task.page.content_type)
    return extract_text(text, task.options, task.page.url)


def _refuse(task: ReadTask) -> Article:
    assert isinstance(task.page, Page)  # noqa: S101 `read` sends pages only
    kind = sniff(task.page)
    name = NOT_PAGES.get(kind, kind)
    why, hint = _REFUSALS.get(kind, (f"it is {name}, not a page of text", TEXT_IS_WANTED))
    hint = hint.format(address=task.page.url or "URL")
    raise ExtractError("could not read", task.label, why, hint, kind=f"not a page: {kind}")


_READERS: dict[str, Callable[[ReadTask], Article]] = {
    "html": _read_html,
    "text": _read_text,
}
UNPACKED_MAX_BYTES = 10 * 1024 * 1024
"""What a page that is compressed as a whole may come to: the limit of any body."""

TEXT_IS_WANTED = "an article's text or HTML"
_REFUSALS = {
    "feed": ("it is a feed, not an article", "newsdigest feeds add {address}"),
    "opml": ("it is a list of feeds", "newsdigest feeds import FILE"),
    "links": ("it is a list of links", "newsdigest url -i FILE"),
    "empty": ("it is empty", TEXT_IS_WANTED),
    "pdf": ("it is a PDF document", "pdftotext FILE - | newsdigest"),
    "image": ("it is an image", "the address of the article it belongs to"),
}
