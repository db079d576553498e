"""Words on the command line -> the one command they mean, imported only now."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand, TyperGroup

from newsdigest import __version__
from newsdigest.cli import commands, streams
from newsdigest.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROGRAM = "newsdigest"
COMPLETION = "_NEWSDIGEST_COMPLETE"
SETTINGS = {"help_option_names": ["-h", "--help"]}


# ---------------------------------------------------------------- one command
class Command(TyperCommand):
    """A command whose help is drawn by `pages`, and that swallows no option in silence."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Run the command unless its options cannot stand together."""
        from newsdigest.cli import clashes

        clashes.check(ctx)
        return super().invoke(ctx)

    def format_help(self, ctx: typer.Context, formatter: object) -> None:  # type: ignore[override]
        """Write the help page."""
        from newsdigest.cli import pages

        formatter.write(pages.page(ctx, self, streams.screen()))  # type: ignore[attr-defined]


def load(row: commands.Row, name: str) -> TyperCommand:
    """Import the function of a row and make it a command."""
    module, _, function = row.target.partition(":")
    maker = typer.Typer(rich_markup_mode=None, add_completion=False)
    maker.command(name, cls=Command, context_settings=SETTINGS)(
        getattr(import_module(module), function)
    )
    command = typer.main.get_command(maker)
    assert isinstance(command, TyperCommand)  # noqa: S101 a Typer of one function makes one
    return command


# ---------------------------------------------------------------- all of them
class Commands(TyperGroup):
    """The commands of the table that follow `prefix`, each imported when it is asked for."""

    prefix = ""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Name the next word of every command, in the order of the help."""
        del ctx
        return list(dict.fromkeys(self._rest(row).split()[0] for row in self._rows()))

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | TyperGroup | None:  # type: ignore[override]
        """Load one command, or the group it is the first word of."""
        del ctx
        for row in self._rows():
            rest = self._rest(row)
            if rest == cmd_name:
                return load(row, cmd_name)
            if rest.split()[0] == cmd_name:
                return _group(cmd_name)
        return None

    def resolve_command(  # type: ignore[override]
        self, ctx: typer.Context, args: list[str]
    ) -> tuple[str | None, TyperCommand | TyperGroup | None, list[str]]:
        """Find the command of the first word, or say which one it may have meant."""
        command = self.get_command(ctx, args[0])
        if command is None and not ctx.resilient_parsing:
            raise _no_command(ctx, args[0], self.list_commands(ctx))
        return args[0], command, args[1:]

    def format_help(self, ctx: typer.Context, formatter: object) -> None:  # type: ignore[override]
        """Write the help page of a group, or of newsdigest itself."""
        del ctx
        from newsdigest.cli import pages

        text = pages.group_page(self.prefix, self._rows()) if self.prefix else commands.root_help()
        lines = streams.fitted(text.splitlines())
        formatter.write("".join(f"{line}\n" for line in lines))  # type: ignore[attr-defined]

    def _rows(self) -> Iterator[commands.Row]:
        return (row for row in commands.rows() if row.name.startswith(self.prefix))

    def _rest(self, row: commands.Row) -> str:
        return row.name.removeprefix(self.prefix)


def _group(word: str) -> TyperGroup:
    kind = type("Group", (Commands,), {"prefix": f"{word} "})
    maker = typer.Typer(rich_markup_mode=None, add_completion=False)
    maker.callback(cls=kind, context_settings=SETTINGS, no_args_is_help=False)(_nothing)
    group = typer.main.get_group(maker)
    group.name = word
    return group


def _nothing() -> None:
    """Do what the command after the group's name does."""


def _no_command(context: typer.Context, word: str, known: Sequence[str]) -> UsageError:
    import difflib

    near = difflib.get_close_matches(word, known, 1)
    if near:
        hint = f"{context.command_path} {near[0]}"
    elif "://" in word:
        hint = f"{PROGRAM} url {word}"
    elif os.path.exists(word):  # noqa: PTH110 pathlib is not loaded otherwise
        hint = f"{PROGRAM} text {word}"
    else:
        hint = f"{context.command_path} --help"
    return UsageError("wrong usage", word, "no such command", hint)


# ---------------------------------------------------------------- newsdigest itself
def _print_version(value: bool) -> None:  # noqa: FBT001 typer's callback shape
    if value:
        streams.write_out(f"{PROGRAM} {__version__}\n")
        raise typer.Exit


VersionOpt = Annotated[
    bool, typer.Option("-V", "--version", callback=_print_version, is_eager=True)
]

_maker = typer.Typer(rich_markup_mode=None, add_completion=False)


@_maker.callback(cls=Commands, invoke_without_command=True, context_settings=SETTINGS)
def root(context: typer.Context, _version: VersionOpt = False) -> int:
    """Digest what is piped in; at a terminal, say how to begin."""
    if context.invoked_subcommand is None:
        streams.say(*commands.short_help().splitlines())
    return 0


def invoke(arguments: Sequence[str]) -> int:
    """Run the command that the words mean; return its exit code."""
    if os.environ.get(COMPLETION):
        from typer.completion import completion_init  # type: ignore[attr-defined]

        completion_init()
    app = typer.main.get_group(_maker)
    try:
        code = app.main(
            _in_order(arguments),
            prog_name=PROGRAM,
            complete_var=COMPLETION,
            standalone_mode=False,
        )
    except typer.TyperException as error:
        from newsdigest.cli.mistakes import in_our_words

        raise in_our_words(error) from error
    except typer.Abort as error:  # what typer makes of an EOFError: a bug like any other
        raise error.__cause__ or error from None
    return code if isinstance(code, int) else 0


FLAGS = {"-q", "--quiet", "-v", "--verbose", "--debug", "--offline", "--json"}
VALUED = {"-f", "--format", "-o", "--output", "--color", "--config", "-n", "--points", "--quotes"}

ROOT_OPTIONS = {"-h", "--help", "-V", "--version"}


def _in_order(arguments: Sequence[str]) -> list[str]:
    """Put the command first: options may stand before it, and what is piped in means `text`."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        word = arguments[at].partition("=")[0]
        if word not in FLAGS | VALUED:
            break
        at += 2 if arguments[at] in VALUED else 1
    leading, rest = list(arguments[:at]), list(arguments[at:])
    if rest and rest[0] in ROOT_OPTIONS:
        return rest
    if rest and not rest[0].startswith("-"):
        return [rest[0], *leading, *rest[1:]]
    piped = sys.stdin is not None and not sys.stdin.isatty()
    return ["text", *arguments] if piped or arguments else []
