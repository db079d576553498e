"""Options that cannot stand together -> one line that says so: none is swallowed in silence.

Parameters are named as the functions of the commands name them; a row holds for every command that
has both.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import typer


class Clash(NamedTuple):
    """`one` has no meaning beside `other`, and why."""

    one: str
    other: str
    why: str


_PAST = "a day that is built again asks no feed"
_FULL = "--full prints the article itself"

SYSTEMS = ("task", "launchd", "systemd", "cron")
"""What `init` prints a schedule for."""

CLASHES: tuple[Clash, ...] = (
    Clash("output", "stdout", "the digest goes to one place"),
    *(
        Clash(one, other, _PAST)
        for other in ("date", "offline")
        for one in ("since", "feed", "force", "max_time")
    ),
    Clash("format_", "json", "--json is -f json"),
    Clash("why", "grep", "-g prints hits, not stories"),
    Clash("day", "grep", "-g searches all days"),
    Clash("story", "grep", "-g prints hits, not one story"),
    Clash("why", "story", "--story prints its days"),
    Clash("day", "story", "--story prints all its days"),
    *(Clash(one, "full", _FULL) for one in ("points", "quotes", "method", "no_gloss", "explain")),
    *(Clash(one, other, "one of them is printed") for one, other in combinations(SYSTEMS, 2)),
)
NEEDS: dict[str, str] = {"max_stories": "days"}
"""What has a meaning only beside another option."""
SAME = {("output", "-"), ("format_", "json")}
"""Values that say what the other option says."""


def check(context: typer.Context) -> None:
    """Raise UsageError for the first pair on the command line that cannot stand together."""
    given = _given(context)
    for clash in CLASHES:
        if clash.one in given and clash.other in given:
            if (clash.one, str(given[clash.one])) in SAME:
                continue
            why = f"it cannot stand beside {_name(context, clash.other)}: {clash.why}"
            raise _wrong(context, clash.one, why, f"{context.command_path} with one of the two")
    for one, other in NEEDS.items():
        if one in given and other in context.params and other not in given:
            name = _name(context, other)
            raise _wrong(context, one, f"it needs {name}", f"{context.command_path} --help")


def _given(context: typer.Context) -> Mapping[str, object]:
    """Give the parameters that stand on the command line and are not empty or off."""
    return {
        name: value for name, value in context.params.items() if value and _from_line(context, name)
    }


def _from_line(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _name(context: typer.Context, parameter: str) -> str:
    """Name a parameter as it is typed: its long name, or an argument's own."""
    for param in context.command.get_params(context):
        if param.name == parameter:
            long = max(param.opts, key=len)
            return long if long.startswith("-") else str(param.metavar or long).strip("[]")
    return parameter


def _wrong(context: typer.Context, parameter: str, why: str, hint: str) -> UsageError:
    return UsageError("wrong usage", _name(context, parameter), why, hint)
