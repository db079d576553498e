"""The table of output formats: one row each, and nothing outside asks which row it got."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from newsdigest.models import Digest
    from newsdigest.stages.render.view import View


class Renderer(Protocol):
    """Draw a digest into a string that ends with one newline."""

    def __call__(self, digest: Digest, view: View) -> str:
        """Return the whole output."""
        ...


# Rows name modules instead of importing them: rich and html wait until their format is asked for.
FORMATS: dict[str, str] = {
    "terminal": "newsdigest.stages.render.terminal",
    "markdown": "newsdigest.stages.render.markdown",
    "plain": "newsdigest.stages.render.plain",
    "json": "newsdigest.stages.render.json",
    "html": "newsdigest.stages.render.html",
}


def renderer(name: str) -> Renderer:
    """Load the renderer of a format; KeyError for a name that has no row."""
    return cast("Renderer", import_module(FORMATS[name]).render)
