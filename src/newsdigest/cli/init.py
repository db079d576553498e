"""newsdigest init: a configuration to begin with, and lines that run it every morning."""

from __future__ import annotations

import os
import shlex
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

HOUR, MINUTE = 6, 30

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


def init(
    cron: CronOpt = False,
    systemd: SystemdOpt = False,
    config: opt.ConfigOpt = "",
    debug: opt.DebugOpt = False,
) -> int:
    """Write a configuration with sample feeds; print how to run it every morning.

    Nothing is installed, and nothing is overwritten.

    Examples:
      newsdigest init
      (crontab -l; newsdigest init --cron) | crontab -
      newsdigest init --systemd
    """
    del debug
    from newsdigest.config import config_path

    path = config_path(config, os.environ)
    if cron or systemd:
        named = str(path) if config or os.environ.get("NEWSDIGEST_CONFIG") else ""
        streams.write_out(_cron_line(named) if cron else _units(named))
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


def _cron_line(config: str) -> str:
    words = _command(config)
    if broken := next((word for word in words if len(word.splitlines()) > 1), ""):
        why, hint = "a line of crontab cannot hold a line break", "another place for it"
        raise UsageError("cannot print a crontab line", repr(broken), why, hint)
    # cron turns an unescaped % into the end of the line.
    command = shlex.join(words).replace("%", r"\%")
    return f"{MINUTE} {HOUR} * * * {command}\n"


def _units(config: str) -> str:
    """Draw two units for ~/.config/systemd/user: a run missed while asleep is made up for."""
    words = " ".join(_systemd_word(word) for word in _command(config))
    return f"""\
# ~/.config/systemd/user/newsdigest.service
[Unit]
Description=Write today's news digest
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={words}
SuccessExitStatus=3

# ~/.config/systemd/user/newsdigest.timer
[Unit]
Description=Write a news digest every morning

[Timer]
OnCalendar=*-*-* {HOUR:02}:{MINUTE:02}:00
Persistent=true

[Install]
WantedBy=timers.target

# then: systemctl --user daemon-reload && systemctl --user enable --now newsdigest.timer
"""


def _systemd_word(word: str) -> str:
    """Quote a word of ExecStart: % and $ are systemd's own."""
    word = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    word = word.replace("\n", "\\n").replace("\r", "\\r")
    return f'"{word}"' if any(c in word for c in " \t\"'\\") else word
