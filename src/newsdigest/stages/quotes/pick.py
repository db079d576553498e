"""Articles -> the Quotes worth printing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsdigest.stages.quotes.find import find_quotes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Article, KeyPoint, Quote
    from newsdigest.stages.quotes.options import QuoteOptions


def pick_quotes(
    articles: Sequence[Article],
    points: Sequence[KeyPoint],
    options: QuoteOptions,
    told: Sequence[str] = (),
) -> tuple[Quote, ...]:
    """Choose at most `options.quotes` quotes of a story, in reading order."""
    said = [point.text for point in points] + list(told)
    chosen: list[Quote] = []
    for number, article in enumerate(articles):
        for quote in find_quotes(article.text, article.language or "en"):
            words = len(quote.text.split())
            if not options.shortest <= words <= options.longest:
                continue
            if not any(quote.text in passage for passage in said):
                chosen.append(replace(quote, article=number))
    return tuple(chosen[: options.quotes])
