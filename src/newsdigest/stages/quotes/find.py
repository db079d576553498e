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
    from newsdigest.outline.read import Outline
    from newsdigest.stages.quotes.options import QuoteOptions
    from newsdigest.stages.quotes.said import Said


def find_quotes(
    text: str, language: str = "en", threshold: float = DEFAULT_THRESHOLD
) -> tuple[Quote, ...]:
    """Find every quote of a text, in text order: ``text[q.start:q.end] == q.text``.

    A speaker whose confidence is below `threshold` (0..1) is left out; the confidence stays.
    Never raises, whatever the text; linear in its length.
    """
    return _quotes_of(read_outline(text, language), threshold)


def find_all(
    articles: Sequence[Article], options: QuoteOptions, outlines: Sequence[Outline] = ()
) -> tuple[Quote, ...]:
    """Find every quote of a story's articles, in reading order, `Quote.article` set.

    `outlines` are those of the articles, in their order, where the caller has read them already.
    """
    read = outlines or [read_outline(one.text, one.language or "en") for one in articles]
    return tuple(
        replace(quote, article=number)
        for number, outline in enumerate(read)
        for quote in _quotes_of(outline, options.threshold)
    )


def _quotes_of(outline: Outline, threshold: float) -> tuple[Quote, ...]:
    return tuple(_quote(outline.text, said, threshold) for said in attribute(outline))


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
