"""One command line, whatever becomes of it -> an exit code and at most a line of stderr."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from newsdigest import __version__
from newsdigest.cli import commands, streams
from newsdigest.cli.ahead import reads_a_page
from newsdigest.errors import NewsdigestError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

EXIT_BUG = 1
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143


class Terminated(BaseException):
    """SIGTERM arrived: unwind, so that locks and workers are let go, then leave."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        _stand_somewhere()
        return _run(list(arguments))
    except NewsdigestError as error:
        streams.report(error)
        _debug(arguments)
        return error.exit_code
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except Terminated:
        return EXIT_TERMINATED
    except Exception as error:  # noqa: BLE001 the last line of defence: a bug is named as one
        streams.warn(_bug_line(error))
        _debug(arguments)
        return EXIT_BUG
    finally:
        signal.signal(signal.SIGTERM, before)


def _stand_somewhere() -> None:
    """Leave a working directory that is gone: workers, and much of Python, ask where they stand."""
    try:
        os.getcwd()  # noqa: PTH109 pathlib is not loaded
    except OSError:
        os.chdir(os.sep)


def _run(arguments: list[str]) -> int:
    if arguments in (["-h"], ["--help"]):
        streams.say(*commands.root_help().splitlines())
        return 0
    if reads_a_page(arguments):
        from newsdigest import wiring

        wiring.workers_ahead()
    from newsdigest.cli.app import invoke

    return invoke(arguments)


def _terminate(signum: int, frame: FrameType | None) -> None:
    del signum, frame
    raise Terminated


def _bug_line(error: Exception) -> str:
    what = f"this is a bug in newsdigest {__version__}: {type(error).__name__}: {error}"
    return streams.error_line(what, "the same with --debug, and report what it prints")


def _debug(arguments: Sequence[str]) -> None:
    """Show the traceback where --debug asks for it."""
    if "--debug" in arguments:
        import traceback

        streams.warn(traceback.format_exc().rstrip())
