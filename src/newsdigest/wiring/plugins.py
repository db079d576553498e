"""Packages of others -> rows of our tables, by the entry points that they declare.

`newsdigest.methods`: a name -> ``package.module:function``, n sentences -> n scores, higher meaning
better. `newsdigest.formats`: a name -> ``package.module`` with ``render(digest, view)``, and, if it
is to be written by the day, ``SUFFIX``. Looked for only where a name is asked for that is not ours:
reading what is installed costs as much as a whole start.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Final

from newsdigest.stages.render.formats import FORMATS, own_format

METHODS_GROUP: Final = "newsdigest.methods"
FORMATS_GROUP: Final = "newsdigest.formats"


def find_method(name: str) -> str:
    """Give the place of another package's method, ``module:function``; empty where none has it."""
    return next((one.value for one in entry_points(group=METHODS_GROUP, name=name)), "")


def add_format(name: str) -> bool:
    """Give another package's format a row of its own; False where no package has it."""
    found = next(iter(entry_points(group=FORMATS_GROUP, name=name)), None)
    if found is None:
        return False
    FORMATS[name] = own_format(found.value)
    return True
