"""Tellings, DayBook -> Digest of the day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.models import Digest, Failure, TitleOnly
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
GONE_AFTER = 3
"""Runs after which a feed that answers 404 or 410 is probably gone for good."""


@dataclass(frozen=True, slots=True)
class ComposeOptions:
    """Order of sections (others follow by name, those without one last), and how much is told."""

    sections: tuple[str, ...] = ()
    max_stories: int = 30


def compose(
    tellings: Sequence[Telling],
    untold: Sequence[Story],
    book: DayBook,
    options: ComposeOptions,
) -> Digest:
    """Put a day together: sections in the reader's order, what did not fit as titles.

    `tellings` keep their order within a section; one that an earlier digest told and that holds
    nothing new is counted and not shown. `untold` are stories beyond the limit.
    """
    told = [telling for telling in tellings if telling.key_points or not telling.story.update_of]
    known = [telling for telling in tellings if telling not in told]
    titles, unlisted = _titles(untold, [*told, *known], book.items)
    return Digest(
        title=f"News digest, {long_day(book.day)}",
        tellings=tuple(sorted(told, key=lambda one: _place(one.story.section, options))),
        day=book.day,
        since=book.since,
        more_titles=titles,
        failures=book.troubles,
        notes=tuple(_notes(book.items, known, unlisted)),
        sources_ok=book.sources_ok,
        sources_failed=len(book.troubles),
        previous=book.previous,
        following=book.following,
    )


def _place(section: str, options: ComposeOptions) -> tuple[int, str]:
    if not section:
        return len(options.sections) + 1, ""
    known = section in options.sections
    return (options.sections.index(section), "") if known else (len(options.sections), section)


# ---------------------------------------------------------------- titles and counts
def _titles(
    stories: Iterable[Story],
    told: Iterable[Telling],
    items: Iterable[Item],
) -> tuple[tuple[TitleOnly, ...], Counter[str]]:
    """List what was not told, each address and headline once; count what exceeds the list."""
    articles = [article for telling in told for article in telling.story.articles]
    seen = {url_key(article.url) for article in articles}
    seen |= {article.title.casefold() for article in articles}
    listed: list[TitleOnly] = []
    per_outlet: Counter[str] = Counter()
    unlisted: Counter[str] = Counter()
    for title in (*_of_stories(stories), *_of_items(items)):
        marks = {url_key(title.url), title.title.casefold()}
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


def _of_items(items: Iterable[Item]) -> Iterator[TitleOnly]:
    for item in items:
        if item.fate == "title only" and item.entry.title:
            url = canonical_url(item.entry.url)
            yield TitleOnly(item.entry.title, url, item.outlet)


def _notes(
    items: Sequence[Item], known: Sequence[Telling], unlisted: Counter[str]
) -> Iterator[str]:
    muted = Counter(item.rule for item in items if item.fate == "muted")
    lifted = Counter(item.rule for item in items if item.fate == "read" and item.rule)
    repeated = Counter(article.outlet for one in known for article in one.story.articles)
    for what, counts, noun in (
        ("told before, nothing new", repeated, "item"),
        ("muted today", muted, "item"),
        ("highlighted today", lifted, "item"),
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
