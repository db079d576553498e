"""newsdigest demo: a sample newsroom on this machine, to try everything on."""

from __future__ import annotations

from typing import Annotated

import typer

from newsdigest.cli import options as opt
from newsdigest.cli import streams
from newsdigest.cli.intents import RUNNING

PortOpt = Annotated[
    int,
    typer.Option(
        "--port", metavar="N", min=0, max=65535, rich_help_panel=RUNNING,
        help="Where it stands on 127.0.0.1; 0 takes any that is free.",
    ),
]  # fmt: skip


def demo(port: PortOpt = 8642, debug: opt.DebugOpt = False) -> int:
    """Serve a sample newsroom on this machine until Ctrl-C: two outlets, pages, feeds.

    Nothing leaves the machine, and nothing on it is written.

    Examples:
      newsdigest demo
      newsdigest demo --port 0
    """
    del debug
    from newsdigest.wiring.demo import newsroom as opened

    newsroom = opened(port)
    streams.say(
        f"A sample newsroom stands at {newsroom.url} until Ctrl-C. In another terminal:",
        f"  newsdigest url {newsroom.url}/times/bridge.html",
        f"  newsdigest feeds add {newsroom.url}/times/ --section City",
        f"  newsdigest feeds add {newsroom.url}/herald/ --section City",
        "  newsdigest daily",
    )
    try:
        newsroom.serve()
    finally:
        newsroom.close()
    return 0
