"""The options that several commands share: one spelling, one help text each."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from newsdigest.stages.render.formats import FORMATS
from newsdigest.stages.summarise.methods import METHOD_NAMES

Format = StrEnum("Format", {name: name for name in FORMATS})  # type: ignore[misc]
Method = StrEnum("Method", {name.replace("-", "_"): name for name in METHOD_NAMES})  # type: ignore[misc]
DEFAULT_METHOD = Method("news")


class Colour(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


OutputOpt = Annotated[
    str, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE; - is stdout.")
]
FormatOpt = Annotated[
    Format | None,
    typer.Option(
        "-f", "--format", help="How to print; terminal on a terminal, markdown in a pipe."
    ),
]
JsonOpt = Annotated[bool, typer.Option("--json", help="Same as -f json.")]
PointsOpt = Annotated[
    int, typer.Option("-n", "--points", min=1, max=100, help="Key points a story.")
]
QuotesOpt = Annotated[int, typer.Option("--quotes", min=0, max=100, help="Quotes a story.")]
MethodOpt = Annotated[
    Method, typer.Option("--method", help="How sentences are scored; all but news are sumy's.")
]
LangOpt = Annotated[
    str, typer.Option("--lang", metavar="CODE", help="Language of the text; auto asks the page.")
]
ColourOpt = Annotated[Colour, typer.Option("--color", help="When to colour.")]
QuietOpt = Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing when all is well.")]
VerboseOpt = Annotated[bool, typer.Option("-v", "--verbose", help="Log each request to stderr.")]
OfflineOpt = Annotated[bool, typer.Option("--offline", help="Use only pages kept on disk.")]
ConfigOpt = Annotated[
    str, typer.Option("--config", metavar="FILE", help="Read this configuration file.")
]
FullOpt = Annotated[
    bool, typer.Option("--full", help="Print the cleaned article instead of a digest.")
]
NoDedupeOpt = Annotated[
    bool, typer.Option("--no-dedupe", help="Keep repeats: fold neither lines nor stories.")
]
StoryOpt = Annotated[bool, typer.Option("--story", help="Tell all of it as one story.")]
ExplainOpt = Annotated[
    bool, typer.Option("--explain", help="Say why each point was chosen, with its scores.")
]
ListOpt = Annotated[
    str, typer.Option("-i", "--input", metavar="FILE", help="Read links from FILE; - is stdin.")
]
DebugOpt = Annotated[bool, typer.Option("--debug", help="Show a traceback when it fails.")]
