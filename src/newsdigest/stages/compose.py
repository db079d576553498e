"""Tellings, DayBook -> Digest of the day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.models import Digest, Failure, TitleOnly
from newsdigest.models.story import OPINION
from newsdigest.text.counts import counted
from newsdigest.text.days import long_day, short_day
from newsdigest.text.normal import stable_id
from newsdigest.urls import canonical_url, url_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, tzinfo

    from newsdigest.models import DayBook, FeedSource, FeedState, Item, Story, Telling

TITLES_PER_OUTLET = 10
"""Titles listed of one outlet: the rest are counted, so that a digest ends."""
GLANCE_FROM = 8
"""A day of so many stories begins with the most important ones, at a glance."""
GLANCE = 5
GONE_AFTER = 3
"""Runs after which a feed that answers 404 or 410 is probably gone for good."""


@dataclass(frozen=True, slots=True)
class ComposeOptions:
    """Order of sections (others follow by name, those without one last), and how much is told.

    `watched` are the reader's own sections, before all others; opinion comes after all.
    """

    sections: tuple[str, ...] = ()
    max_stories: int = 30
    max_minutes: int = 6
    watched: tuple[str, ...] = ()


def compose(
    tellings: Sequence[Telling],
    untold: Sequence[Story],
    book: DayBook,
    options: ComposeOptions,
) -> Digest:
    """Put a day together: sections in the reader's order, what did not fit as titles.

    `tellings` come in their rank and keep it within a section; a long day begins with the first few
    of them. One that an earlier digest told and that holds
    nothing new is counted and not shown. `untold` are stories beyond the limit.
    """
    told = [telling for telling in tellings if telling.key_points or not telling.story.update_of]
    known = [telling.story for telling in tellings if telling not in told]
    titles, unlisted = _titles([*_of_stories(untold), *_of_known(known, book)], told, book.items)
    return Digest(
        title=f"News digest, {long_day(book.day)}",
        tellings=tuple(sorted(told, key=lambda one: _place(one.story.section, options))),
        day=book.day,
        since=book.since,
        more_titles=titles,
        failures=book.troubles,
        notes=tuple(_notes(book.items, unlisted)),
        sources_ok=book.sources_ok,
        sources_failed=len(book.troubles),
        previous=book.previous,
        following=book.following,
        glance=_glance(told),
    )


def _glance(told: Sequence[Telling]) -> tuple[str, ...]:
    news = [telling.story.id for telling in told if telling.story.section != OPINION]
    return tuple(news[:GLANCE]) if len(told) >= GLANCE_FROM else ()


def _place(section: str, options: ComposeOptions) -> tuple[int, int, str]:
    """Place a section: watched, as configured, by name, without one, opinion."""
    if section in options.watched:
        return 0, options.watched.index(section), ""
    if section == OPINION:
        return 4, 0, ""
    if not section:
        return 3, 0, ""
    if section in options.sections:
        return 1, options.sections.index(section), ""
    return 2, 0, section


# ---------------------------------------------------------------- titles and counts
def _titles(
    stories: Iterable[TitleOnly],
    told: Sequence[Telling],
    items: Iterable[Item],
) -> tuple[tuple[TitleOnly, ...], Counter[str]]:
    """List what was not told, each address and headline once; count what exceeds the list.

    A headline that no story is told under is listed, though an article of one may bear it.
    An address that several entries share, or that was met under another headline, says nothing of
    whether a title stands already.
    """
    articles = [article for telling in told for article in telling.story.articles]
    seen = {url_key(article.url) for article in articles}
    seen |= {telling.story.title.casefold() for telling in told}
    listed: list[TitleOnly] = []
    per_outlet: Counter[str] = Counter()
    unlisted: Counter[str] = Counter()
    own_pages = ((title, True) for title in stories)
    for title, own_page in (*own_pages, *_of_items(items)):
        page = {url_key(title.url)} if own_page and title.url else set()
        marks = page | {title.title.casefold()}
        if not seen.isdisjoint(marks):
            continue
        seen |= marks
        per_outlet[title.outlet] += 1
        if per_outlet[title.outlet] > TITLES_PER_OUTLET:
            unlisted[title.outlet] += 1
        else:
            listed.append(title)
    return tuple(listed), unlisted


def _of_stories(stories: Iterable[Story]) -> Iterator[TitleOnly]:
    for story in stories:
        lead = story.articles[0]
        yield TitleOnly(story.title, lead.url, lead.outlet, story.section)


def _of_known(stories: Iterable[Story], book: DayBook) -> Iterator[TitleOnly]:
    """List what came again and says nothing new, but for entries that only changed a headline."""
    revised = {item.article for item in book.items if item.revised}
    for story in stories:
        for article in story.articles:
            if article not in revised:
                yield TitleOnly(
                    article.title, article.url, article.outlet, story.section, told_before=True
                )


def _of_items(items: Iterable[Item]) -> Iterator[tuple[TitleOnly, bool]]:
    """List items that were not read, each with whether its address names it alone."""
    for item in items:
        if item.fate == "title only" and item.entry.title:
            url = canonical_url(item.entry.url) if item.own_page else item.entry.url
            own = item.own_page and not item.revised
            yield TitleOnly(item.entry.title, url, item.outlet), own


def _notes(items: Sequence[Item], unlisted: Counter[str]) -> Iterator[str]:
    muted = Counter(item.rule for item in items if item.fate == "muted")
    lifted = Counter(item.rule for item in items if item.fate == "read" and item.rule)
    old = Counter(item.outlet for item in items if item.fate == "too old")
    for what, counts, noun in (
        ("muted today", muted, "item"),
        ("highlighted today", lifted, "item"),
        ("too old to be news", old, "item"),
        ("not listed", unlisted, "title"),
    ):
        if counts:
            parts = ", ".join(f"{name} {number}" for name, number in counts.most_common())
            yield f"{what}: {counted(counts.total(), noun)} ({parts})"


# ---------------------------------------------------------------- sources with trouble
def trouble(name: str, source: FeedSource, state: FeedState, day: date, zone: tzinfo) -> Failure:
    """Word what is wrong with a feed, since when, how often, and what to do."""
    since = state.failing_since
    message = state.message
    if since and state.failures > 1:
        first = short_day(since.astimezone(zone).date(), day)
        message += f" since {first} ({counted(state.failures, 'run')})"
    return Failure(name, state.kind, message, _advice(name, source, state))


def _advice(name: str, source: FeedSource, state: FeedState) -> str:
    if state.kind in _GONE:
        remove = f"`newsdigest feeds remove {slug(source.name or name)}`"
        return f"It is probably gone: {remove}" if state.failures >= GONE_AFTER else ""
    if state.kind in _LOCKED:
        return "Set auth_env or cookie_file if you have a subscription."
    if state.kind in _NO_FEED:
        return f"Look for its feed again: `newsdigest feeds add {_safe(source.url)}`"
    return ""


_GONE = frozenset({"gone", "not found", "cannot resolve"})
_LOCKED = frozenset({"login", "subscription"})
_NO_FEED = frozenset({"not a feed", "not a page"})


def _safe(url: str) -> str:
    """Give an address that may stand in a command line in backquotes; else say URL."""
    plain = url.replace("-", "").replace(".", "").replace("/", "").replace(":", "")
    return url if plain.replace("_", "").isalnum() and plain.isascii() else "URL"


def slug(name: str) -> str:
    """Make a name that can be typed: small letters and digits joined by hyphens."""
    words = "".join(c if c.isalnum() else " " for c in name.casefold()).split()
    return "-".join(words) or stable_id(name)
