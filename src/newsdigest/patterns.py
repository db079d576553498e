"""Regular expressions that are compiled when they are first asked for.

A run uses a third of some two hundred; compiling the rest was a tenth of a short one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, AnyStr, cast

if TYPE_CHECKING:
    from collections.abc import Callable

WAYS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")
"""What a pattern is asked to do; kept on the object, so that only the first time costs more."""


class Uncompiled:
    """An expression that becomes `re.Pattern` in all but name on its first use."""

    def __init__(self, expression: str | bytes, flags: int) -> None:
        self._expression, self._flags = expression, flags

    def __getattr__(self, name: str) -> Callable[..., object]:
        """Compile, and keep what a pattern can do as attributes of this object."""
        compiled = re.compile(cast("str", self._expression), self._flags)
        self.__dict__.update({way: getattr(compiled, way) for way in WAYS})
        return cast("Callable[..., object]", getattr(compiled, name))


def regex(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Give a pattern for the head of a module: a wrong one is told of when it is first used."""
    return cast("re.Pattern[AnyStr]", Uncompiled(expression, flags))
