"""What only a terminal can do: a pager that starts at the top, a clipboard of its own."""

from __future__ import annotations

import base64
import contextlib
import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, TextIO

from newsdigest.cli import streams
from newsdigest.errors import UsageError
from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LESS = "FRX"
"""What `less` is asked for where the reader says nothing: leave at once where it all fits, let
colours through, leave the text on the screen."""
COPIED_AT_MOST = 74_994
"""Bytes that xterm takes, in base64; others take as much or more."""
_SEQUENCES = regex(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


# ---------------------------------------------------------------- a pager
def pager(environ: Mapping[str, str]) -> Sequence[str]:
    """Give the words of the reader's pager: $PAGER, else `less`; none for `cat` or an empty one."""
    if environ.get("TERM", "") in ("dumb", ""):
        return ()
    given = environ.get("PAGER")
    if given is None:
        return ("less",) if shutil.which("less") else ()
    try:
        words = shlex.split(given)
    except ValueError:  # an open quotation mark: what was meant cannot be told
        return ()
    return () if words in ([], ["cat"]) else words


def page(drawn: str | bytes) -> None:
    """Show a text through the reader's pager, or write it where there is none that starts."""
    words = pager(os.environ)
    if isinstance(drawn, bytes) or not words:
        streams.write_out(drawn)
        return
    environ = {"LESS": LESS, "LESSCHARSET": "utf-8", **os.environ}
    try:
        shown = subprocess.Popen(words, stdin=subprocess.PIPE, env=environ)  # noqa: S603 the reader's own
    except OSError:
        streams.write_out(drawn)
        return
    assert shown.stdin is not None  # noqa: S101 it was asked for
    with contextlib.suppress(BrokenPipeError):  # left before the end: they have what they wanted
        shown.stdin.write(drawn.encode("utf-8", "replace"))
    with contextlib.suppress(BrokenPipeError):
        shown.stdin.close()
    while True:
        try:
            shown.wait()
        except KeyboardInterrupt:  # Ctrl-C is the pager's while it has the screen
            continue
        return


# ---------------------------------------------------------------- a clipboard
def copy(drawn: str | bytes) -> None:
    """Put a text on the clipboard by OSC 52, as it would stand without colours.

    The terminal does it, also over ssh and, where `set-clipboard` is on, through tmux. UsageError
    where none is there, where it is no text, or longer than a terminal takes.
    """
    screen = _screen()
    if screen is None:
        hint = "a terminal, or | xclip, pbcopy, wl-copy"
        raise UsageError("not copied", "--copy", "no terminal is there to do it", hint)
    if isinstance(drawn, bytes):
        raise UsageError("not copied", "--copy", "it is no text", "-o FILE")
    packed = base64.b64encode(_SEQUENCES.sub("", drawn).encode("utf-8", "replace"))
    if len(packed) > COPIED_AT_MOST:
        why = f"it is longer than the {COPIED_AT_MOST // 4 * 3 // 1000} kB that terminals take"
        raise UsageError("not copied", "--copy", why, "-o FILE")
    screen.write(f"\x1b]52;c;{packed.decode('ascii')}\x07")
    screen.flush()


def _screen() -> TextIO | None:
    """Find the terminal that shows us: stderr before stdout, which may be piped on."""
    for stream in (sys.stderr, sys.stdout):
        if stream is not None and stream.isatty():
            return stream
    return None
