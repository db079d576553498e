"""A command and its parameters -> its help page: what it does, examples, options by intent."""

from __future__ import annotations

import inspect
import textwrap
from typing import TYPE_CHECKING, Any, NamedTuple

from newsdigest.cli import commands
from newsdigest.cli.intents import READING, RUNNING, WHAT_TO_PRINT, WHERE_AND_HOW
from newsdigest.cli.wrap import wrapped
from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    import typer
    from typer.core import TyperCommand

WIDTH = 80
NARROW = 60
"""Below this many columns a meaning stands below its option, not beside it."""
ORDER = ("Arguments", WHAT_TO_PRINT, READING, WHERE_AND_HOW, RUNNING)


MOST_NAMES = 24
"""Columns for names beside their meanings."""
UNBROKEN = "\x00"
_BRACKET = regex(r"\[[^][]+\]$")
_AT_LEAST = regex(r"x>=(\d+)")
_BOUNDS = regex(r"(\d{1,20})<=x<=(\d{1,20})")


class Parameter(NamedTuple):
    """One argument or option as it is shown: `-n, --points N`, its meaning, its intent."""

    names: str
    meaning: str
    intent: str


def page(context: typer.Context, command: TyperCommand, width: int = WIDTH) -> str:
    """Draw the help page of one command."""
    width = min(width, WIDTH)
    about, _, examples = told(command).partition("\n\nExamples:\n")
    parts = [about if width == WIDTH else _refilled(about, width)]
    if examples:
        lines = [piece for line in examples.splitlines() for piece in wrapped(line, width)]
        parts.append("\n".join(["Examples:", *lines]))
    usage = f"Usage: {' '.join([context.command_path, *_usage(context, command)])}"
    parts.append("\n".join(wrapped(usage, width)))
    parameters = listed(context, command)
    for intent in ORDER:
        rows = [parameter for parameter in parameters if parameter.intent == intent]
        if rows:
            parts.append(f"{intent}:\n{_columns(rows, width)}")
    return "\n\n".join(parts) + "\n"


def group_page(prefix: str, rows: Iterable[commands.Row]) -> str:
    """Draw the help page of a first word: the commands that begin with it."""
    word = prefix.strip()
    shown = [Parameter(row.name.removeprefix(prefix), row.summary, "") for row in rows]
    return (
        f"{commands.GROUPS[word].capitalize()}.\n\n"
        f"Usage: newsdigest {word} COMMAND [OPTIONS] [ARGUMENTS]\n\n"
        f"Commands:\n{_columns(shown)}\n\nnewsdigest {word} COMMAND --help tells more.\n"
    )


def told(command: TyperCommand) -> str:
    """Give what a command's docstring says: what it does, then examples."""
    return inspect.cleandoc(command.help or "")


def listed(context: typer.Context, command: TyperCommand) -> list[Parameter]:
    """List every argument and option of a command, in the order they were declared."""
    return [_parameter(context, param) for param in command.get_params(context)]


def _parameter(context: typer.Context, param: Any) -> Parameter:  # noqa: ANN401 typer's own kinds
    names, meaning = param.get_help_record(context)
    meaning = _AT_LEAST.sub(r"at least \1", _BOUNDS.sub(r"\1 to \2", meaning))
    if param.param_type_name == "argument":
        return Parameter(names, meaning, "Arguments")
    intent = getattr(param, "rich_help_panel", None) or RUNNING
    return Parameter(names, meaning, intent)


def _usage(context: typer.Context, command: TyperCommand) -> list[str]:
    return [piece.strip("{}") for piece in command.collect_usage_pieces(context)]


def _refilled(about: str, width: int) -> str:
    paragraphs = about.split("\n\n")
    return "\n\n".join(textwrap.fill(one, width) for one in paragraphs)


def _columns(rows: Iterable[Parameter], width: int = WIDTH) -> str:
    """Draw names and meanings in two columns; long names get a line of their own."""
    rows = list(rows)
    longest = max(len(row.names) for row in rows)
    wide = min(longest, MOST_NAMES if width >= NARROW else 0) + 2
    lines: list[str] = []
    for row in rows:
        first = f"  {row.names:<{wide}}"
        meaning = _BRACKET.sub(lambda found: found[0].replace(" ", UNBROKEN), row.meaning)
        body = textwrap.wrap(meaning, width - wide - 2, break_on_hyphens=False) or [""]
        if len(row.names) > wide - 2:
            lines.append(f"  {row.names}")
            first = " " * (wide + 2)
        body = [line.replace(UNBROKEN, " ") for line in body]
        lines.append((first + body[0]).rstrip())
        lines.extend(" " * (wide + 2) + line for line in body[1:])
    return "\n".join(lines)
