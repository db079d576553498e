"""What a journey hands to its stages: each stage's own options, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from newsdigest.stages.dedupe.options import DedupeOptions
from newsdigest.stages.extract.options import ExtractOptions
from newsdigest.stages.gloss.options import GlossOptions
from newsdigest.stages.quotes.options import QuoteOptions
from newsdigest.stages.summarise.options import SummariseOptions


@dataclass(frozen=True, slots=True)
class StageOptions:
    """The options of every stage between a page and a digest.

    `together` tells several links or texts as one story, whatever they say.
    """

    extract: ExtractOptions = ExtractOptions()
    dedupe: DedupeOptions = DedupeOptions()
    summarise: SummariseOptions = SummariseOptions()
    quotes: QuoteOptions = QuoteOptions()
    gloss: GlossOptions = GlossOptions()
    together: bool = False
