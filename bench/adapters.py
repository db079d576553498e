"""Thin calls into newsdigest for the measuring scripts: one function per measure."""

from __future__ import annotations

from typing import Any


def quotes(text: str, lang: str = "en") -> list[dict[str, Any]]:
    """Give every quote of a text as the quote measure reads it."""
    from newsdigest.stages.quotes.find import find_quotes

    rows = []
    for quote in find_quotes(text, lang or "en"):
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
        Article(source.get("title") or "", source["text"], site=f"Outlet {number}", language=lang)
        for number, source in enumerate(sources)
    ]
    return [point.text for point in summarise(articles, SummariseOptions(points=n))]


def extract(html: bytes, url: str) -> dict[str, Any]:
    """Read a page as an article."""
    from newsdigest.models import Page
    from newsdigest.stages.extract.html import extract as read

    article = read(Page(url, html))
    return {
        "text": article.text,
        "title": article.title,
        "authors": list(article.authors),
        "date": article.published.isoformat() if article.published else "",
        "standfirst": article.standfirst,
    }


def clean_title(raw: str, site: str) -> str:
    """Strip what is not the headline."""
    from newsdigest.stages.extract.title import clean_title as clean

    return clean(raw, site)
