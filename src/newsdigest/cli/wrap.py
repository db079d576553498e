"""A line -> lines no wider than the screen, broken between words, with a hanging indent."""

from __future__ import annotations

import re

HANG = 2
"""Cells that what follows is set in further than the line's own beginning."""
_TWO_COLUMNS = re.compile(r" *\S+(?: \S+)* {2,}(?=\S)")


def wrapped(line: str, width: int) -> list[str]:
    """Break a line between words; what is wider than the screen on its own stays whole.

    An address or a path is there to be copied, so nothing is ever broken inside a word. Where two
    or more spaces part a line in two columns, what follows hangs under the second, if that lies in
    the left half of the screen; a sentence at the edge of the screen goes on at the edge.
    """
    if _cells(line) <= width:
        return [line]
    indent = line[: len(line) - len(line.lstrip(" "))]
    is_prose = not indent and line.endswith(".")
    begin, hang = indent, "" if is_prose else indent + " " * HANG
    columns = _TWO_COLUMNS.match(line)
    if columns and columns.end() <= width // 2:
        begin, hang = columns[0], " " * columns.end()
    first, *words = line[len(begin) :].split()
    lines = [begin + first]
    for word in words:
        joined = f"{lines[-1]} {word}"
        if _cells(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(hang + word)
    return lines


def _cells(line: str) -> int:
    if line.isascii():
        return len(line)
    from rich.cells import cell_len

    return cell_len(line)
