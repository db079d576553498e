"""What typer says of a wrong command line -> what we say of it."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from newsdigest.errors import UsageError
from newsdigest.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    import typer

WHAT = "wrong usage"
_AT_LEAST = regex(r"x>=(\d+)")
_BOUNDS = regex(r"(\d{1,20})<=x<=(\d{1,20})")


def in_our_words(error: typer.TyperException) -> UsageError:
    """Word a mistake as `wrong usage: WHICH: WHY`, with what was probably meant."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "newsdigest"
    which, near = _which(error), _near(error)
    why = _why(error, which)
    hint = f"{path} {near}" if near.startswith("-") else near or f"{path} --help"
    return UsageError(WHAT, which or path, why, hint)


def _which(error: typer.TyperException) -> str:
    """Name the option or argument that is wrong, by its long name."""
    if name := getattr(error, "option_name", ""):
        return str(name)
    param = getattr(error, "param", None)
    if param is None:
        return ""
    return str(max(param.opts, key=len)) if param.opts[0].startswith("-") else _metavar(param)


def _metavar(param: object) -> str:
    return str(getattr(param, "metavar", None) or getattr(param, "name", ""))


def _why(error: typer.TyperException, which: str) -> str:
    if hasattr(error, "possibilities"):
        return "no such option"
    if which.startswith("-") and "requires an argument" in error.message:
        return "it needs a value"
    if not error.message:
        return "it is missing"
    if bounds := _BOUNDS.search(error.message):
        return f"it must be from {bounds[1]} to {bounds[2]}"
    if least := _AT_LEAST.search(error.message):
        return f"it must be at least {least[1]}"
    if "is not a valid int" in error.message:
        return "it must be a whole number"
    return error.message[0].lower() + error.message[1:].rstrip(".")


def _near(error: typer.TyperException) -> str:
    """Guess what was meant: the nearest option, or the nearest of a parameter's choices."""
    if possible := getattr(error, "possibilities", None):
        return str(max(possible, key=lambda name: _alike(name, _which(error))))
    param = getattr(error, "param", None)
    choices: Sequence[str] = [str(c) for c in getattr(getattr(param, "type", None), "choices", ())]
    given = error.message.split("'")[1] if error.message.startswith("'") else ""
    near = difflib.get_close_matches(given, choices, 1)
    return f"{_which(error)} {near[0]}" if near else ""


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()
