"""The day's journey.

lock -> recall -> gather (fetch*, choose, fetch*) -> group -> tell* -> compose -> render -> deliver
     -> commit -> unlock

The store is read once and written once. Delivery comes before commit: a crash between them repeats
a digest and never loses one. A past day takes the same way from `group` on, from its own book.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsdigest.errors import StoreError
from newsdigest.models import Failure, Run, ToldStory
from newsdigest.pipeline.consult import Remembered
from newsdigest.pipeline.day_options import display_name
from newsdigest.pipeline.gather import gather
from newsdigest.pipeline.tell import Adviser, chosen_by, tell_all
from newsdigest.stages.choose.entries import window_start
from newsdigest.stages.choose.fit import fit, within
from newsdigest.stages.choose.identity import latest
from newsdigest.stages.compose import compose, trouble
from newsdigest.stages.dedupe.rank import rank
from newsdigest.stages.dedupe.signature import signature
from newsdigest.stages.dedupe.stories import group
from newsdigest.stages.summarise.methods import ASKS_A_MODEL
from newsdigest.urls import url_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from newsdigest.models import Article, DayBook, Digest, Fate, Memory, Story, Telling
    from newsdigest.pipeline.day_options import DayOptions
    from newsdigest.pipeline.gather import Gathered, World
    from newsdigest.ports import Answers, Desk, MapFn, Model, Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to.

    `digest` is the day's, None where nothing new was told. `path` names the day file where there
    is one. `failed` are the feeds that were asked and failed; `new` counts new items shown.
    `warnings` say what the reader should hear of, as an edit that was set aside.
    """

    digest: Digest | None = None
    path: str = ""
    written: bool = False
    asked: int = 0
    new: int = 0
    failed: tuple[Failure, ...] = ()
    complete: bool = True
    warnings: tuple[str, ...] = ()

    @property
    def all_down(self) -> bool:
        """Tell whether every feed that was asked failed."""
        return self.asked > 0 and len(self.failed) == self.asked


SHOWN: frozenset[Fate] = frozenset({"read", "title only"})


def run_day(now: datetime, options: DayOptions, store: Store, world: World, desk: Desk) -> Outcome:
    """Make today's digest from what is new. The lock is the caller's to hold."""
    memory = store.recall(now.astimezone(options.zone).date())
    found = gather(memory, now, options, world)
    book = keep_book(memory, found, now, options)
    outcome = Outcome(
        path=desk.standing(book.day) if book.delivered else "",
        asked=found.asked,
        new=sum(item.fate in SHOWN for item in found.items),
        failed=found.failed,
        complete=found.complete,
    )
    as_it_was = book == memory.book and outcome.path
    if not (as_it_was or outcome.all_down) and any(item.fate in SHOWN for item in book.items):
        answers = Remembered(book.answers)
        adviser = _adviser(options, world.model, answers, world.notice)
        digest = build(book, options, world.over, adviser)
        book = replace(book, answers=answers.all)
        if book.delivered or digest.tellings or digest.more_titles:
            path, written = desk.deliver(digest, known_of(book))
            outcome = replace(outcome, digest=digest, path=path, written=written)
            book = replace(book, delivered=True, filed=book.filed or desk.files)
    if not options.dry_run:
        complete = found.complete and not outcome.all_down
        store.commit(
            Run(
                at=now,
                book=book,
                feeds=found.states,
                listed=found.listed,
                digest=outcome.digest,
                told=told_by(outcome.digest),
                complete=complete,
            )
        )
    return outcome


def known_of(book: DayBook) -> frozenset[str]:
    """Give the addresses of all that a day's book knows, told or not."""
    urls = {item.entry.url for item in book.items}
    urls |= {item.article.url for item in book.items if item.article}
    urls |= {item.article.canonical_url for item in book.items if item.article}
    return frozenset(map(url_key, urls))


def rebuild(day: date, options: DayOptions, store: Store, over: MapFn) -> Digest:
    """Build a past day again from its book, offline; the same book gives the same bytes.

    Raises StoreError where the day has no digest, or its texts are past their time.
    """
    book = store.recall(day).book
    if not book.delivered:
        hint = "newsdigest show -g WORDS"
        raise StoreError("no digest", str(day), "none was made on that day", hint, kind="absent")
    if not book.items:
        why = "its texts are no longer kept"
        raise StoreError("cannot build", str(day), why, f"newsdigest show {day}", kind="forgotten")
    adviser = _adviser(options, None, Remembered(book.answers), lambda _: None)
    return build(book, options, over, adviser)


def _adviser(
    options: DayOptions,
    model: Model | None,
    answers: Answers,
    notice: Callable[[Failure], None],
) -> Adviser | None:
    if options.stages.summarise.method not in ASKS_A_MODEL:
        return None
    return Adviser(options.model, model, answers, options.tokens, notice)


def keep_book(memory: Memory, found: Gathered, now: datetime, options: DayOptions) -> DayBook:
    """Enter what a run found into the day's book.

    Where nothing new came and the same sources fail in the same way, the book stays as it was:
    the day file does not change for a count alone.
    """
    old = memory.book
    states = {state.url: state for state in found.states}
    troubles = tuple(
        trouble(display_name(source, states), source, states[source.url], old.day, options.zone)
        for source in options.sources
        if states[source.url].failures
    )
    ok = len(options.sources) - len(troubles)
    same = {(one.source, one.kind) for one in troubles} == {
        (one.source, one.kind) for one in old.troubles
    }
    if not found.items and same and ok == old.sources_ok:
        return old
    return replace(
        old,
        since=old.since or window_start(memory, now, options.choose),
        sources_ok=ok,
        troubles=troubles,
        items=old.items + found.items,
    )


def build(
    book: DayBook, options: DayOptions, over: MapFn, adviser: Adviser | None = None
) -> Digest:
    """DayBook -> Digest: group, rank, tell what fits, list the rest."""
    items = latest(book.items)
    articles = [item.article for item in items if item.article]
    lifted = {item.article: item.rule for item in items if item.rule and item.fate == "read"}
    watched = {item.article: item.watch for item in items if item.article and item.watch}
    weights = {source.url: source.weight for source in options.sources}
    weight = {item.article: weights.get(item.feed, 1.0) for item in items if item.article}
    grouped = group(articles, book.told, options.stages.dedupe)
    marked = [_watched(_lifted(story, lifted), watched) for story in grouped]

    def wanted(story: Story) -> bool:
        return bool(story.highlight) or not watched.keys().isdisjoint(story.articles)

    stories = rank(marked, wanted, lambda article: weight.get(article, 1.0))
    fitting = fit(stories, options.compose.max_stories, wanted)
    told = tell_all(fitting, options.stages, over, adviser)
    titles = [item.entry.title for item in items if item.fate == "title only"]
    fit_ids = {story.id for story in fitting}
    titles += [story.title for story in stories if story.id not in fit_ids]
    tellings = within(told, options.compose.max_minutes, wanted, titles)
    shown = {telling.story.id for telling in tellings}
    untold = [story for story in stories if story.id not in shown]
    digest = compose(tellings, untold, book, options.compose)
    return replace(digest, notes=(*digest.notes, *chosen_by(digest.tellings)))


def _lifted(story: Story, rules: Mapping[Article | None, str]) -> Story:
    """Give a story the rule that lifted one of its articles, the first one's of several."""
    rule = next((rules[article] for article in story.articles if article in rules), "")
    return replace(story, highlight=rule) if rule else story


def _watched(story: Story, watch: Mapping[Article, str]) -> Story:
    """Put a story into the section of the words that the reader watches."""
    section = next((watch[one] for one in story.articles if one in watch), "")
    return replace(story, section=section) if section else story


def told_by(digest: Digest | None) -> tuple[ToldStory, ...]:
    """Remember what a digest told: enough to know its stories, and all that was printed of them."""
    if digest is None or digest.day is None:
        return ()
    return tuple(_told(telling, digest.day) for telling in digest.tellings)


def _told(telling: Telling, day: date) -> ToldStory:
    story = telling.story
    points = tuple(point.text for point in telling.key_points)
    quotes = tuple(
        f"{quote.text} {quote.speaker} {quote.description}".strip() for quote in telling.quotes
    )
    return ToldStory(
        id=story.id,
        title=story.title,
        first_told=story.update_of.first_told if story.update_of else day,
        signatures=tuple(signature(article) for article in story.articles),
        sentences=(story.title, *points, *quotes),
    )
