"""Every entry of every feed is in the day's file: told, titled, a copy, muted or counted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from html import escape

from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsdigest import wiring
from newsdigest.models import DayBook, Entry, Failure, FeedSource, Memory, Page, Request
from newsdigest.pipeline.daily import build
from newsdigest.pipeline.day_options import DayOptions
from newsdigest.pipeline.gather import World, gather
from newsdigest.stages.choose.entries import ChooseOptions
from newsdigest.stages.feeds.article import title_of
from newsdigest.stages.render.escape import href, inline
from newsdigest.stages.render.markdown import render
from newsdigest.stages.render.view import View
from newsdigest.urls import canonical_url

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
DAY = date(2026, 11, 21)
HOSTS = ("a.test", "b.test")
TITLES = (
    "City opens new river bridge",
    "Storm live: wind warning",
    "Storm live: nine dead",
    "Notice",
    "",
    "Quiz of the week",
    "Opinion: the toll is *right*",
)
TEXTS = (
    "The city opened a new bridge over the Elm river on Monday after four years of work.",
    "Nine people have died in the storm that crossed the hills on Monday night.",
    "Mill Lane is closed between the market and the bridge until Friday.",
    "The indoor pool opens again on Sunday after new tiles were laid.",
    "",
)
PAGES = ("", "/", "/notices", "/notices#pool", "/1?utm_source=rss", "/2", "/3")
ENTRIES = st.builds(
    Entry,
    url=st.sampled_from(PAGES),
    title=st.sampled_from(TITLES),
    guid=st.sampled_from(["", "x", "1", "2", "3", "4", "5"]),
    published=st.none() | st.integers(-30, 300).map(lambda hours: NOW - timedelta(hours=hours)),
    summary=st.sampled_from(TEXTS),
)
FEEDS = st.tuples(*(st.lists(ENTRIES, max_size=14) for _ in HOSTS))


class Served:
    """A fetcher to which each feed is what it was given."""

    def __init__(self, bodies: dict[str, bytes]) -> None:
        self._bodies = bodies

    def fetch(self, requests: Sequence[Request]) -> Iterator[tuple[int, Page | Failure]]:
        for number, request in enumerate(requests):
            yield number, Page(request.url, self._bodies[request.url], "application/rss+xml")


def drawn_feed(host: str, entries: Sequence[Entry]) -> bytes:
    items = []
    for entry in entries:
        link = f"<link>https://{host}{escape(entry.url)}</link>" if entry.url else ""
        when = entry.published and f"<pubDate>{format_datetime(entry.published)}</pubDate>"
        guid = f'<guid isPermaLink="false">{entry.guid}</guid>' if entry.guid else ""
        title, text = (f"<{tag}>{escape(own)}</{tag}>" for tag, own in _fields(entry))
        items.append(f"<item>{title}{link}{guid}{when or ''}{text}</item>")
    head = f"<title>Paper of {host}</title><link>https://{host}/</link>"
    return f'<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def _fields(entry: Entry) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("title", entry.title), ("description", entry.summary)


def stands(entry: Entry, host: str, file: str) -> bool:
    """Say whether an entry is in the file by its headline or its address."""
    url = f"https://{host}{entry.url}" if entry.url else ""
    marks = [inline(title_of(entry)), *(href(one) for one in {url, canonical_url(url)} if one)]
    return any(mark and mark in file for mark in marks)


BRIDGE = Entry("", TITLES[0], published=NOW - timedelta(hours=25), summary=TEXTS[0])
COPIED = replace(BRIDGE, guid="x", published=None)
STORM = Entry("", TITLES[1], "x", summary=TEXTS[1])
NOTICE = Entry("", "Notice", "2", summary=TEXTS[0])
UNTITLED = Entry("", "", summary=TEXTS[2])


def is_one(one: tuple[str, Entry], other: tuple[str, Entry]) -> bool:
    """Say whether a reader sees one item in two entries of a feed.

    One headline over one text is one, whatever ids, dates or fragments of an address it comes with;
    without a text it is one under one id or at one address, where it may stand with its text too. A
    front page is no address.
    """
    (host, mine), (other_host, theirs) = one, other
    if (host, mine.title) != (other_host, theirs.title):
        return False
    page, other_page = (entry.url.partition("#")[0].rstrip("/") for entry in (mine, theirs))
    if mine.summary == theirs.summary:
        same_id = bool(mine.guid) and mine.guid == theirs.guid
        return bool(mine.summary) or same_id or page == other_page
    return bool(page) and page == other_page and not (mine.summary and theirs.summary)


def told_apart(entries: Sequence[tuple[str, Entry]]) -> int:
    """Count what a reader can tell apart, however often a feed lists it."""
    left, count = list(entries), 0
    while left:
        count += 1
        same = [left.pop()]
        while same:
            one = same.pop()
            same += [other for other in left if is_one(one, other)]
            left = [other for other in left if not is_one(one, other)]
    return count


@settings(deadline=None, max_examples=60)
@given(FEEDS)
@example(([], [BRIDGE, COPIED, STORM]))
@example(([], [COPIED, BRIDGE, STORM]))
@example(([], [replace(COPIED, guid=""), NOTICE, replace(NOTICE, summary=TEXTS[1])]))
@example(([], [replace(COPIED, guid=""), NOTICE, replace(NOTICE, guid="", summary="")]))
@example(([], [Entry(url, "Quiz of the week", "3") for url in ("", "/notices")]))
@example(([], [Entry("/2", TITLES[0], summary=text) for text in ("", TEXTS[3])]))
@example(([], [Entry("", TITLES[0], summary=text) for text in (*TEXTS[:2], "")] + [UNTITLED]))
def test_every_entry_of_every_feed_is_in_the_file_or_counted(
    feeds: tuple[list[Entry], ...],
) -> None:
    urls = [f"https://{host}/feed.xml" for host in HOSTS]
    bodies = {
        url: drawn_feed(host, entries)
        for url, host, entries in zip(urls, HOSTS, feeds, strict=True)
    }
    sources = tuple(FeedSource(url, full_text=False, drop=("quiz",)) for url in urls)
    options = DayOptions(sources, choose=ChooseOptions(max_per_feed=3, mute=("pool",)))
    world = World(Served(bodies), wiring.in_process, lambda *_: None, lambda: False)
    found = gather(Memory(DayBook(DAY)), NOW, options, world)
    book = DayBook(DAY, sources_ok=2, items=found.items)
    digest = build(book, options, wiring.in_process)
    file = render(digest, View())
    told = {article.text for one in digest.tellings for article in one.story.articles}
    counted = sum(
        int(one) for one in re.findall(r"^- [\w ]+: (\d+) (?:item|title)", file, re.MULTILINE)
    )
    missing = [
        (host, entry)
        for host, entries in zip(HOSTS, feeds, strict=True)
        for entry in entries
        if (entry.title or entry.summary or entry.url)
        and entry.summary not in told  # a copy: its paper is named where the text is told
        and not stands(entry, host, file)
    ]
    assert told_apart(missing) <= counted, (missing, file)
