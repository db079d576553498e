"""newsdigest init: a configuration to begin with, and what runs it every morning."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsdigest.cli import options as opt
from newsdigest.cli import streams
from newsdigest.cli.intents import WHAT_TO_PRINT
from newsdigest.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE_FEEDS = (
    ("https://feeds.bbci.co.uk/news/world/rss.xml", "World"),
    ("https://rss.dw.com/rdf/rss-en-all", "World"),
    ("https://feeds.arstechnica.com/arstechnica/index", "Tech"),
)

CronOpt = Annotated[
    bool, typer.Option("--cron", help="Print a crontab line.", rich_help_panel=WHAT_TO_PRINT)
]
SystemdOpt = Annotated[
    bool,
    typer.Option(
        "--systemd", help="Print a service and a timer for systemd.", rich_help_panel=WHAT_TO_PRINT
    ),
]
LaunchdOpt = Annotated[
    bool,
    typer.Option(
        "--launchd", help="Print an agent for macOS's launchd.", rich_help_panel=WHAT_TO_PRINT
    ),
]
TaskOpt = Annotated[
    bool,
    typer.Option(
        "--task", help="Print a task for Windows' Task Scheduler.", rich_help_panel=WHAT_TO_PRINT
    ),
]


def init(
    cron: CronOpt = False,
    systemd: SystemdOpt = False,
    launchd: LaunchdOpt = False,
    task: TaskOpt = False,
    config: opt.ConfigOpt = "",
    debug: opt.DebugOpt = False,
) -> int:
    """Write a configuration with sample feeds; print how to run it every morning.

    Nothing is installed, and nothing is overwritten.

    Examples:
      newsdigest init
      (crontab -l; newsdigest init --cron) | crontab -
      newsdigest init --systemd
      newsdigest init --launchd
      newsdigest init --task
    """
    del debug
    from newsdigest.config import config_path

    path = config_path(config, os.environ)
    if cron or systemd or launchd or task:
        from newsdigest.cli import schedules

        words = _command(str(path) if config or os.environ.get("NEWSDIGEST_CONFIG") else "")
        if cron:
            streams.write_out(schedules.cron_line(words))
        elif systemd:
            streams.write_out(schedules.systemd_units(words))
        elif launchd:
            streams.write_out(schedules.launchd_agent(words, str(Path.home())))
        else:
            streams.write_out(schedules.windows_task(words))
        return 0
    if path.exists():
        hint = "edit it, or move it away first"
        raise UsageError("not written", str(path), "it exists already", hint)
    from newsdigest import wiring

    wiring.write_config(str(path), template(with_feeds=True))
    streams.write_out(f"{path}\n")
    return 0


# ---------------------------------------------------------------- the configuration
def template(*, with_feeds: bool) -> str:
    """Draw a configuration in which every key stands with its default and its meaning."""
    from newsdigest.keys import SECTIONS
    from newsdigest.models import FeedSource

    lines = [
        "# newsdigest: what is set here goes over the defaults, which stand commented out.",
        "",
    ]
    for name, kind in SECTIONS.items():
        lines += [f"[{name}]", *_keys(kind), ""]
    lines += ["# [watch]  # a section of its own at the top, for all that holds one of its words"]
    lines += ['# "Elm river" = ["Elm river", "harbour"]', ""]
    lines += ["# [[feeds]]", *_keys(FeedSource), ""]
    if with_feeds:
        for url, section in SAMPLE_FEEDS:
            lines += ["[[feeds]]", f'url = "{url}"', f'section = "{section}"', ""]
    return "\n".join(lines)


def _keys(kind: type) -> Iterator[str]:
    from newsdigest.config import as_toml
    from newsdigest.keys import key_name

    pairs = [
        (f"# {key_name(row)} = {as_toml(row.default)}", row.metadata["meaning"])
        for row in fields(kind)
    ]
    wide = max(len(pair[0]) for pair in pairs) + 2
    return (f"{key:<{wide}}# {meaning}" for key, meaning in pairs)


# ---------------------------------------------------------------- every morning
def _command(config: str) -> list[str]:
    """Give the words that start this very program from anywhere."""
    script = Path(sys.argv[0])
    ours = script.name == "newsdigest" and script.is_file()
    found = str(script.resolve()) if ours else shutil.which("newsdigest")
    start = [found] if found else [sys.executable, "-m", "newsdigest"]
    return [
        *start,
        "daily",
        "--quiet",
        *(["--config", str(Path(config).resolve())] if config else []),
    ]
