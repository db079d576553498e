"""stdout carries the product and nothing else; stderr carries the rest."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import IO, TYPE_CHECKING, Literal, TextIO

from newsdigest.errors import NewsdigestError, StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsdigest.models import Failure
    from newsdigest.stages.render.view import Colours

ColourChoice = Literal["auto", "always", "never"]

DEFAULT_WIDTH = 80
WIDEST = 1000


STDIN = "standard input"


def piped_in(instead: str) -> IO[bytes]:
    """Give what is piped in; UsageError at a keyboard, naming the command to use instead."""
    if sys.stdin is None or sys.stdin.isatty():
        hint = f"{instead}, or pipe it in"
        raise UsageError("no text given", STDIN, "nothing is piped in", hint)
    return sys.stdin.buffer


def put(product: str | bytes, output: str) -> None:
    """Write the product to a file, or to stdout for a dash."""
    if output == "-":
        write_out(product)
        return
    from newsdigest import wiring

    wiring.write_output(output, product)


def write_out(product: str | bytes, *, gone_is_well: bool = True) -> None:
    """Write the product. Text is UTF-8 but on a terminal that says it cannot show it.

    A reader that went away (``| head -1``) has what it wanted: no error. A full disk is one.
    """
    if isinstance(product, bytes) and sys.stdout is not None and sys.stdout.isatty():
        hint = "-o FILE, or pipe it on"
        raise UsageError("not written", "standard output", "it is a terminal, this no text", hint)
    if sys.stdout is None:  # pythonw, or a closed descriptor
        raise StoreError("could not write", "standard output", "it is closed")
    encoding = (sys.stdout.encoding or "utf-8") if sys.stdout.isatty() else "utf-8"
    try:
        sys.stdout.flush()
        data = product.encode(encoding, "replace") if isinstance(product, str) else product
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        _hush(sys.stdout)
        if not gone_is_well:
            why = "whoever was to read it went away; it is not remembered as told"
            raise StoreError("not delivered", "standard output", why) from error
    except OSError as error:
        _hush(sys.stdout)
        why = error.strerror or "it failed"
        raise StoreError("could not write", "standard output", why.lower()) from error


def hand_out(product: str | bytes) -> None:
    """Write a digest that counts as delivered once it is read: a reader that went away is an error.

    The run is then not remembered, and the next one tells the same again.
    """
    write_out(product, gone_is_well=False)


def say(*lines: str) -> None:
    """Write lines for a reader: broken between words on a narrow screen, as they are in a pipe."""
    write_out("".join(f"{line}\n" for line in fitted(list(map(_cleaned, lines)))))


def _cleaned(line: str) -> str:
    """Clean a line; one that is printable, as all of `--help` is, costs no import."""
    if line.isprintable():
        return line
    from newsdigest.text.clean import clean_text

    return clean_text(line)


def fitted(lines: Sequence[str]) -> Sequence[str]:
    """Break lines that a terminal would break anywhere; leave a pipe's as they are."""
    if sys.stdout is None or not sys.stdout.isatty():
        return lines
    columns = screen()
    if all(len(line) * 2 <= columns for line in lines):  # a character is at most two cells
        return lines
    from newsdigest.cli.wrap import wrapped

    return [piece for line in lines for piece in wrapped(line, columns)]


def screen() -> int:
    """Give the cells of a line of standard output."""
    return width(os.environ, tty=sys.stdout is not None and sys.stdout.isatty())


def _hush(stream: TextIO) -> None:
    """Point a dead stream at nothing, so that the interpreter's last flush says nothing either."""
    with contextlib.suppress(OSError, ValueError):  # without a descriptor nothing is flushed
        target = stream.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, target)
        os.close(nowhere)


def warn(line: str) -> None:
    """Write one line to stderr; a stderr that is gone is nobody's loss.

    Nothing of it is obeyed by a terminal, and secrets in addresses are not told: it may repeat what
    was typed, what a server sent, or the message of a library.
    """
    if sys.stderr is None:
        return
    from newsdigest.text.clean import clean_text
    from newsdigest.urls import shown_text

    line = shown_text(clean_text(line))
    encoding = sys.stderr.encoding or "utf-8"
    try:
        sys.stderr.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        sys.stderr.flush()
    except BrokenPipeError:
        _hush(sys.stderr)


def error_line(what: str, hint: str) -> str:
    """Give the one line of an error: `error: WHAT: WHICH: WHY. Try: WHAT TO DO`.

    It may repeat what was typed: that goes on one line too.
    """
    from newsdigest.text.clean import clean_line

    flat = clean_line(what).rstrip(".")
    return f"error: {flat}. Try: {clean_line(hint)}" if hint else f"error: {flat}"


def report(error: NewsdigestError | Failure) -> None:
    """Write a known error to stderr."""
    message = str(error) if isinstance(error, NewsdigestError) else error.message
    warn(error_line(message, error.hint))


def note_failure(failed: Failure) -> None:
    """Write to stderr what went wrong and lost nothing: a warning in one line."""
    warn(error_line(failed.message, failed.hint).replace("error:", "warning:", 1))


# ---------------------------------------------------------------- what the screen can do
def colours(choice: ColourChoice, environ: Mapping[str, str], *, tty: bool) -> Colours:
    """Say which colours to draw with: --color, then NO_COLOR, FORCE_COLOR, TERM, then the TTY."""
    if choice == "never":
        return "none"
    if choice == "auto":
        if environ.get("NO_COLOR"):
            return "none"
        forced = environ.get("FORCE_COLOR", "") not in ("", "0")
        if not forced and (not tty or environ.get("TERM", "") in ("dumb", "")):
            return "none"
    if environ.get("COLORTERM", "") in ("truecolor", "24bit"):
        return "truecolor"
    return "256" if "256" in environ.get("TERM", "") else "standard"


def width(environ: Mapping[str, str], *, tty: bool) -> int:
    """Give the cells of a line: COLUMNS, then the terminal, then 80."""
    if environ.get("COLUMNS", "").isdigit() and int(environ["COLUMNS"]):
        return min(int(environ["COLUMNS"]), WIDEST)
    if not tty:
        return DEFAULT_WIDTH
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or DEFAULT_WIDTH
    except (OSError, ValueError):
        return DEFAULT_WIDTH


def has_links(environ: Mapping[str, str], *, tty: bool) -> bool:
    """Say whether the terminal is known to draw OSC 8 hyperlinks; unknown ones show them raw."""
    if not tty or environ.get("TERM", "") in ("dumb", "", "linux"):
        return False
    known = ("WT_SESSION", "KITTY_WINDOW_ID", "WEZTERM_PANE", "KONSOLE_VERSION", "DOMTERM")
    if any(name in environ for name in known):
        return True
    if environ.get("VTE_VERSION", "").isdigit():
        return int(environ["VTE_VERSION"]) >= FIRST_VTE_WITH_LINKS
    return environ.get("TERM_PROGRAM", "") in ("iTerm.app", "vscode", "ghostty", "WezTerm")


FIRST_VTE_WITH_LINKS = 5000
"""VTE 0.50 drew the first OSC 8 links (GNOME Terminal 3.26)."""
