"""Names of a table as an option takes them: ours, or those that an installed package adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typer._types import TyperChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from typer._click import Context, Parameter


class OpenChoice(TyperChoice[str]):
    """Take one of the names; `other` turns any further name into a value, empty for an unknown.

    It is typer's own choice in all else, so that help, completion and mistakes stay the same.
    typer offers no public class for that: the bound on its version guards this import.
    """

    def __init__(self, names: Iterable[str], other: Callable[[str], str]) -> None:
        super().__init__(tuple(names))
        self._other = other

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> str:  # noqa: ANN401 typer's signature
        """Give the name itself, or what stands for another package's name."""
        if value not in self.choices and (found := self._other(str(value))):
            return found
        return super().convert(value, param, ctx)


def other_method(name: str) -> str:
    """Find a method of another package."""
    from newsdigest.wiring.plugins import find_method

    return find_method(name)


def other_format(name: str) -> str:
    """Read another name of a format ("md"), or add the format of another package."""
    from newsdigest.stages.render.formats import by_name

    if known := by_name(name):
        return known
    from newsdigest.wiring.plugins import add_format

    return name if add_format(name) else ""
