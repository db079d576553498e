"""Thin calls into newsdigest for the measuring scripts: one function per measure."""

from __future__ import annotations

import gc
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from newsdigest.ports import MapFn

from newsdigest.__main__ import GARBAGE_THRESHOLD

gc.set_threshold(GARBAGE_THRESHOLD)  # as the program does: its time is what is measured

SHORTEST_MARKED = 4
"""Words of a passage in marks that is given beside the mixed quotation it stands in."""


def quotes(text: str, lang: str = "") -> list[dict[str, Any]]:
    """Give every quote of a text as the quote measure reads it."""
    from newsdigest.language.identify import find_language
    from newsdigest.stages.quotes.find import find_quotes

    lang = lang or find_language(text) or "en"
    found = find_quotes(text, lang)
    # A mixed quotation is given whole and its marked words again, as the product gives them; of the
    # shortest, which are terms as often as speech, the whole alone, but for the German set, which
    # annotates both.
    whole = [(q.start, q.end) for q in found if q.kind == "mixed" and lang != "de"]
    rows = []
    for quote in found:
        short = len(quote.text.split()) < SHORTEST_MARKED
        inside = any(a <= quote.start and quote.end <= b for a, b in whole)
        if quote.kind == "direct" and short and inside:
            continue
        row: dict[str, Any] = {
            "text": quote.text,
            "start": quote.start,
            "end": quote.end,
            "speaker": quote.speaker,
            "type": quote.kind,
        }
        if quote.mention_start >= 0:
            row |= {"speaker_start": quote.mention_start, "speaker_end": quote.mention_end}
        rows.append(row)
    return rows


def key_points(
    text: str,
    n: int,
    lang: str = "en",
    title: str | None = None,
    docs: list[dict[str, Any]] | None = None,
) -> list[str]:
    """Give at most n key points of a text, or of several texts of one story, in reading order."""
    from newsdigest.models import Article
    from newsdigest.stages.summarise.options import SummariseOptions
    from newsdigest.stages.summarise.points import summarise

    sources = docs or [{"text": text, "title": title}]
    articles = [
        Article(
            source.get("title") or "",
            source["text"],
            site=f"Outlet {number}",
            language=lang,
            description=source.get("description") or "",
        )
        for number, source in enumerate(sources)
    ]
    return [point.text for point in summarise(articles, SummariseOptions(points=n))]


def extract(html: bytes, url: str) -> dict[str, Any]:
    """Read a page as an article."""
    from newsdigest.errors import ExtractError
    from newsdigest.models import Page
    from newsdigest.stages.extract.html import extract as read

    try:
        article = read(Page(url, html))
    except ExtractError:  # the page was named for what it is: nothing is claimed of it
        return {}
    zone = timezone(timedelta(minutes=article.utc_offset_min or 0))
    own = [p for p in article.paragraphs if p.kind != "standfirst"]
    apart = len(own) < len(article.paragraphs)
    return {
        "text": "\n\n".join(article.text[p.start : p.end] for p in own),
        "title": article.title,
        "authors": list(article.authors) or [article.agency],
        "date": article.published.astimezone(zone).isoformat() if article.published else "",
        "standfirst": article.standfirst if apart else "",
    }


def clean_title(raw: str, site: str) -> str:
    """Strip what is not the headline."""
    from newsdigest.stages.extract.head.title import clean_title as clean

    return clean(raw, site)


def sentences(text: str, lang: str) -> list[str]:
    """Cut a text into its sentences."""
    from newsdigest.language.sentences import split_sentences

    return [text[one.start : one.end] for one in split_sentences(text, lang)]


def feed_items(data: bytes, name: str) -> list[dict[str, Any]]:
    """Read a feed's file as `feeds check --json` prints its entries; `name` is its address."""
    from newsdigest.cli.feed_report import items_json
    from newsdigest.models import Page
    from newsdigest.stages.feeds.parse import parse

    return items_json(name.rpartition("/")[2], parse(Page(name, data)))


def run_at(moment: datetime, words: list[str]) -> int:
    """Run the command at a moment of a play: no gap between requests, all in this process.

    What the play itself keeps in the environment is no setting of ours.
    """
    import contextlib
    import os
    from dataclasses import replace

    from newsdigest import wiring
    from newsdigest.cli.run import run

    @contextlib.contextmanager
    def here() -> Iterator[MapFn]:
        yield wiring.in_process

    patient = wiring.fetch_options
    wiring.now = lambda: moment
    wiring.fetch_options = lambda *args, **more: replace(patient(*args, **more), gap_s=0.0)
    wiring.workers = here
    os.environ.pop("NEWSDIGEST_PROJECT", None)
    return run(words)


def near_duplicates(items: list[dict[str, Any]]) -> list[int]:
    """Label items by the text they carry."""
    from newsdigest.stages.dedupe.copies import copies

    return copies(_signatures(items))


def stories(items: list[dict[str, Any]]) -> list[str]:
    """Label items by the story they tell."""
    from newsdigest.stages.dedupe.merge import merge

    return list(merge(_signatures(items)))


def same_headline(one: str, other: str) -> float:
    """Say how alike two headlines are."""
    from newsdigest.stages.dedupe.headline import likeness

    return likeness(one, other)


def _signatures(items: list[dict[str, Any]]) -> list[Any]:
    from newsdigest.models import Article
    from newsdigest.stages.dedupe.signature import signature

    return [
        signature(
            Article(
                item["title"],
                item["text"] or "",
                # The sets give no address: the id stands for it, as no two items are one page.
                url=f"https://bench.test/{item['id']}",
                site=item["source"] or "",
                published=_moment(item["published"]),
                language=item["lang"] or "",
            )
        )
        for item in items
    ]


def _moment(text: str | None) -> Any:
    from datetime import UTC, datetime

    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
