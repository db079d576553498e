"""Text -> Quotes: what was said, by whom, or by nobody we know.

outline -> cues -> speakers. Each step is one pass, so the whole is linear.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsdigest.models import Quote
from newsdigest.outline.read import read_outline
from newsdigest.stages.quotes.attribute import attribute
from newsdigest.stages.quotes.options import DEFAULT_THRESHOLD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Article
    from newsdigest.stages.quotes.attribute import Said
    from newsdigest.stages.quotes.options import QuoteOptions


def find_quotes(
    text: str, language: str = "en", threshold: float = DEFAULT_THRESHOLD
) -> tuple[Quote, ...]:
    """Find every quote of a text, in text order: ``text[q.start:q.end] == q.text``.

    A speaker whose confidence is below `threshold` (0..1) is left out; the confidence stays.
    Never raises, whatever the text; linear in its length.
    """
    outline = read_outline(text, language)
    return tuple(_quote(text, said, threshold) for said in attribute(outline))


def find_all(articles: Sequence[Article], options: QuoteOptions) -> tuple[Quote, ...]:
    """Find every quote of a story's articles, in reading order, `Quote.article` set."""
    return tuple(
        replace(quote, article=number)
        for number, article in enumerate(articles)
        for quote in find_quotes(article.text, article.language or "en", options.threshold)
    )


def _quote(text: str, said: Said, threshold: float) -> Quote:
    sure = said.confidence >= threshold
    return Quote(
        text=text[said.start : said.end],
        start=said.start,
        end=said.end,
        speaker=said.speaker.name if sure else "",
        description=said.speaker.description if sure else "",
        kind=said.kind,
        confidence=said.confidence,
        recovered=said.recovered,
        cue=said.cue,
        rule=said.rule,
        mention_start=said.mention[0],
        mention_end=said.mention[1],
    )
