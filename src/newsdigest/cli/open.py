"""newsdigest open: a story of a digest in the browser."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from newsdigest.cli import options as opt
from newsdigest.cli import stored, streams
from newsdigest.cli.intents import WHAT_TO_PRINT
from newsdigest.errors import StoreError, UsageError
from newsdigest.text.counts import counted

if TYPE_CHECKING:
    from newsdigest.models import Digest

NumberArg = Annotated[
    int, typer.Argument(metavar="N", min=1, help="The story's number, as `show` shows it.")
]
DayArg = Annotated[
    str,
    typer.Argument(
        metavar="[DAY]", help="today, yesterday or 2026-11-21. Default: the latest.",
        show_default=False,
    ),
]  # fmt: skip
PrintOpt = Annotated[
    bool,
    typer.Option("--print", help="Print the address, open nothing.", rich_help_panel=WHAT_TO_PRINT),
]


def open_(
    number: NumberArg,
    day: DayArg = "",
    only_print: PrintOpt = False,
    config: opt.ConfigOpt = "",
    debug: opt.DebugOpt = False,
) -> int:
    """Open a story of a saved digest in the browser; $BROWSER names another one.

    Examples:
      newsdigest open 3
      newsdigest open 3 yesterday
      newsdigest open 3 --print
    """
    del debug
    from newsdigest.config import load
    from newsdigest.pipeline.show import saved

    settings = load(config, os.environ)
    with stored.opened(settings, day) as store:
        found, digest = saved(store, stored.wanted(day, settings))
    if digest is None:
        why = "its texts are no longer kept"
        hint = f"newsdigest show {found}"
        raise StoreError("cannot open", str(found), why, hint, kind="forgotten")
    address = _address(digest, number)
    if only_print:
        streams.write_out(f"{address}\n")
        return 0
    import webbrowser

    if not webbrowser.open(address):
        hint = f"newsdigest open {number} {found} --print"
        raise UsageError("cannot open", address, "no browser is found; $BROWSER names one", hint)
    return 0


def _address(digest: Digest, number: int) -> str:
    """Give the address a story is told from. Only addresses of the web are handed to a browser."""
    count = len(digest.tellings)
    if number > count:
        why = f"{digest.day} tells {counted(count, 'story')}"
        raise UsageError("no such story", str(number), why, "newsdigest show")
    article = digest.tellings[number - 1].story.articles[0]
    address = article.url or article.canonical_url
    if not address.startswith(("http://", "https://")):
        why = "it has no address of the web"
        raise UsageError("cannot open", f"story {number}", why, f"newsdigest show {digest.day}")
    return address
