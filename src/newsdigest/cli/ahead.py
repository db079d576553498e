"""A command line, as it was typed -> whether a page will be read, known before typer is loaded."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SNIFFED_BYTES = 256
_BEFORE_MARKUP = b"\xef\xbb\xbf \t\r\n"


def reads_a_page(arguments: Sequence[str]) -> bool:
    """Say whether a `text` command names a file of markup, by its first character.

    A guess that costs a few reads: a wrong yes loads what is not needed, a wrong no loads it later.
    What is no regular file is left alone, since a pipe can be read only once.
    """
    return list(arguments[:1]) == ["text"] and any(map(_is_markup, arguments[1:]))


def _is_markup(path: str) -> bool:
    if path.startswith("-"):
        return False
    # No such file, no leave to read it, a NUL in its name: the command itself will say so.
    with contextlib.suppress(OSError, ValueError):
        if os.path.isfile(path):  # noqa: PTH113 pathlib is not loaded
            with open(path, "rb") as file:  # noqa: PTH123 as above
                return file.read(_SNIFFED_BYTES).lstrip(_BEFORE_MARKUP).startswith(b"<")
    return False
