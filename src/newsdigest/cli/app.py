"""The command line: its commands, and what becomes of every way they can end."""

from __future__ import annotations

import signal
import sys
import traceback
from typing import TYPE_CHECKING, Annotated

import typer

from newsdigest import __version__
from newsdigest.cli import read, streams
from newsdigest.errors import NewsdigestError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

EXIT_OK = 0
EXIT_NOTHING = 1
EXIT_USAGE = 2
EXIT_PARTLY = 3
EXIT_LOCKED = 75
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143

EXAMPLES = """\
Examples:
  newsdigest url https://example.org/news/bridge
  pbpaste | newsdigest
  newsdigest daily
"""
EPILOG = """\
Exit codes: 0 complete, also when there is nothing new; 1 nothing could be
produced; 2 wrong usage or configuration; 3 written, but some sources failed;
75 another run holds the lock; 130 and 143 interrupted.
"""
ROOT_HELP = f"""Key points and attributed quotes from the news: verbatim, offline, told once.

\b
{EXAMPLES}"""

app = typer.Typer(
    name="newsdigest",
    help=ROOT_HELP,
    epilog="\b\n" + EPILOG,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    no_args_is_help=False,
)


def _version(value: bool) -> None:  # noqa: FBT001 typer's callback shape
    if value:
        streams.write_out(f"newsdigest {__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option(
            "-V", "--version", callback=_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> int:
    """Digest what is piped in; at a terminal, say how to begin."""
    if context.invoked_subcommand is not None:
        return EXIT_OK
    if sys.stdin is not None and not sys.stdin.isatty():
        return read.text(["-"])
    streams.write_out(
        "newsdigest: key points and attributed quotes from the news\n\n"
        f"{EXAMPLES}\nnewsdigest --help tells the rest.\n"
    )
    return EXIT_OK


app.command("url", help=read.URL_HELP)(read.url)
app.command("text", help=read.TEXT_HELP)(read.text)


# ---------------------------------------------------------------- running
class Terminated(BaseException):
    """SIGTERM arrived: unwind, so that locks and workers are let go, then leave."""


def _terminate(signum: int, frame: FrameType | None) -> None:
    del signum, frame
    raise Terminated


def run(arguments: Sequence[str]) -> int:
    """Run one command line; every end is an exit code and at most one line of stderr."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        code = app(args=list(arguments), prog_name="newsdigest", standalone_mode=False)
    except NewsdigestError as error:
        streams.report(error)
        code = error.exit_code
    except typer.TyperException as error:
        streams.warn(_usage_line(error))
        code = error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        code = EXIT_INTERRUPTED
    except Terminated:
        code = EXIT_TERMINATED
    except Exception as error:  # noqa: BLE001 the last line of defence: a bug is named as one
        streams.warn(_bug_line(error))
        code = EXIT_NOTHING
        if "--debug" in arguments:
            streams.warn(traceback.format_exc())
    return code if isinstance(code, int) else EXIT_OK


def _usage_line(error: typer.TyperException) -> str:
    message = error.format_message()
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "newsdigest"
    return streams.error_line(f"wrong usage: {message}", f"{command} --help")


def _bug_line(error: Exception) -> str:
    what = f"this is a bug in newsdigest {__version__}: {type(error).__name__}: {error}"
    return streams.error_line(what, "the same with --debug, and report what it prints")
