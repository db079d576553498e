"""What a terminal shows: bytes -> the pane a reader sees, and the cells a line takes."""

import pyte
from rich.cells import cell_len

ROWS = 500


def screen(written: str, columns: int) -> str:
    """Draw what was written on a terminal of some columns; trailing blanks are cut."""
    pane = pyte.Screen(columns, ROWS)
    pyte.Stream(pane).feed(written.replace("\n", "\r\n"))
    return "\n".join(line.rstrip() for line in pane.display).rstrip() + "\n"


def cells(line: str) -> int:
    """Count the cells of one line without escapes."""
    return cell_len(line)
