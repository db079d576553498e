"""The options that several commands share: one spelling, one help text each."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from newsdigest.cli.choices import OpenChoice, other_format, other_method
from newsdigest.cli.intents import READING, RUNNING, WHAT_TO_PRINT, WHERE_AND_HOW
from newsdigest.errors import UsageError
from newsdigest.language.codes import read_language
from newsdigest.stages.render.formats import FALLBACK, FORMATS, by_ending
from newsdigest.stages.summarise.methods import METHOD_NAMES

if TYPE_CHECKING:
    from newsdigest.keys import Value

DEFAULT_METHOD = "news"


class Colour(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def as_stdout(output: str) -> str:
    """Read the system's own names of standard output as the dash that means it."""
    return "-" if output in STDOUT_NAMES else output


STDOUT_NAMES = frozenset({"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})
"""Opened by name they would begin a redirected file anew; written through they go on in it."""


# ---------------------------------------------------------------- what to print
PointsOpt = Annotated[
    int,
    typer.Option(
        "-n", "--points", metavar="N", min=1, max=100, help="Key points of each story.",
        rich_help_panel=WHAT_TO_PRINT,
    ),
]  # fmt: skip
QuotesOpt = Annotated[
    int,
    typer.Option(
        "--quotes", metavar="N", min=0, max=100, help="Quotes of each story.",
        rich_help_panel=WHAT_TO_PRINT,
    ),
]  # fmt: skip
FullOpt = Annotated[
    bool,
    typer.Option(
        "--full", help="Print the cleaned article instead.", rich_help_panel=WHAT_TO_PRINT
    ),
]
StoryOpt = Annotated[
    bool,
    typer.Option("--story", help="Tell all of it as one story.", rich_help_panel=WHAT_TO_PRINT),
]
NoDedupeOpt = Annotated[
    bool,
    typer.Option(
        "--no-dedupe", help="Fold neither repeated lines nor stories.",
        rich_help_panel=WHAT_TO_PRINT,
    ),
]  # fmt: skip
ExplainOpt = Annotated[
    bool,
    typer.Option(
        "--explain", help="Say why each point was chosen, with its scores.",
        rich_help_panel=WHAT_TO_PRINT,
    ),
]  # fmt: skip
NoGlossOpt = Annotated[
    bool,
    typer.Option("--no-gloss", help="Explain no names in brackets.", rich_help_panel=WHAT_TO_PRINT),
]

# ---------------------------------------------------------------- reading
ListOpt = Annotated[
    str,
    typer.Option(
        "-i", "--input", metavar="FILE", help="Read links from FILE, one a line; - is stdin.",
        show_default=False, rich_help_panel=READING,
    ),
]  # fmt: skip
MethodOpt = Annotated[
    str,
    typer.Option(
        "--method", metavar="METHOD", rich_help_panel=READING,
        click_type=OpenChoice(METHOD_NAMES, other_method),
        help=f"Who scores sentences: {', '.join(METHOD_NAMES)}. All but news and model are sumy's.",
    ),
]  # fmt: skip
LangOpt = Annotated[
    str,
    typer.Option(
        "--lang", metavar="CODE", help="Language of the text, like de; auto finds it.",
        show_default=False, rich_help_panel=READING, callback=read_language,
    ),
]  # fmt: skip
OfflineOpt = Annotated[
    bool,
    typer.Option("--offline", help="Use only pages kept on disk.", rich_help_panel=READING),
]

# ---------------------------------------------------------------- where and how
OutputOpt = Annotated[
    str,
    typer.Option(
        "-o", "--output", metavar="FILE", help="Write to FILE; - is stdout.", callback=as_stdout,
        show_default=False, rich_help_panel=WHERE_AND_HOW,
    ),
]  # fmt: skip
FormatOpt = Annotated[
    str | None,
    typer.Option(
        "-f", "--format", metavar="FORMAT", rich_help_panel=WHERE_AND_HOW, show_default=False,
        click_type=OpenChoice(FORMATS, other_format),
        help=f"One of {', '.join(FORMATS)}. Default: by FILE's ending, terminal on a terminal,"
        f" else {FALLBACK}.",
    ),
]  # fmt: skip
JsonOpt = Annotated[
    bool, typer.Option("--json", help="Same as -f json.", rich_help_panel=WHERE_AND_HOW)
]
CopyOpt = Annotated[
    bool,
    typer.Option(
        "--copy", help="Put it on the clipboard too, through the terminal (OSC 52).",
        rich_help_panel=WHERE_AND_HOW,
    ),
]  # fmt: skip
ToOpt = Annotated[
    str,
    typer.Option(
        "--to", metavar="ADDRESS", help="Whom a mail is for, with -f eml. Default: mail.to.",
        show_default=False, rich_help_panel=WHERE_AND_HOW,
    ),
]  # fmt: skip
FromOpt = Annotated[
    str,
    typer.Option(
        "--from", metavar="ADDRESS", help="Whom a mail is from. Default: mail.from, or --to.",
        show_default=False, rich_help_panel=WHERE_AND_HOW,
    ),
]  # fmt: skip
ColourOpt = Annotated[
    Colour,
    typer.Option(
        "--color", metavar="WHEN", help="Colour: auto, always or never. NO_COLOR is obeyed.",
        show_default=False, rich_help_panel=WHERE_AND_HOW,
    ),
]  # fmt: skip


def mail_flags(to: str, sender: str, name: str) -> dict[str, Value]:
    """Give --to and --from as settings; UsageError where the format is none that they head."""
    given = {"mail.to": to, "mail.from": sender}
    flags: dict[str, Value] = {key: value for key, value in given.items() if value}
    if flags and not FORMATS[name].mail:
        mails = " or ".join(f"-f {one}" for one, row in FORMATS.items() if row.mail)
        option = f"--{next(iter(flags)).partition('.')[2]}"
        raise UsageError("wrong usage", option, f"{name} is no mail", mails)
    return flags


def chosen(format_: str | None, json: bool, output: str) -> str:  # noqa: FBT001 a flag as given
    """Choose the format: as asked, by the file's ending, for the screen, else Markdown."""
    if json:
        return "json"
    if format_ is not None:
        return format_
    if output != "-":
        return by_ending(output)
    return "terminal" if sys.stdout is not None and sys.stdout.isatty() else FALLBACK


# ---------------------------------------------------------------- running
QuietOpt = Annotated[
    bool,
    typer.Option("-q", "--quiet", help="Say nothing when all is well.", rich_help_panel=RUNNING),
]
VerboseOpt = Annotated[
    bool,
    typer.Option("-v", "--verbose", help="Log each request to stderr.", rich_help_panel=RUNNING),
]
ConfigOpt = Annotated[
    str,
    typer.Option(
        "--config", metavar="FILE", help="Read this configuration file.",
        show_default=False, rich_help_panel=RUNNING,
    ),
]  # fmt: skip
DebugOpt = Annotated[
    bool,
    typer.Option("--debug", help="Show a traceback when it fails.", rich_help_panel=RUNNING),
]
