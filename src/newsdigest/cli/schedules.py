"""The words of a command -> what makes a system run it every morning, to be printed."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from newsdigest.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

HOUR, MINUTE = 6, 30
LABEL = "newsdigest.daily"
RETRIES, RETRY_MIN = 3, 10
"""How often a run that failed is started again, and after how many minutes: a laptop that wakes
may have no network yet."""


def cron_line(words: Sequence[str]) -> str:
    """Draw a line of crontab; UsageError for a word that no line can hold."""
    if broken := next((word for word in words if len(word.splitlines()) > 1), ""):
        why, hint = "a line of crontab cannot hold a line break", "another place for it"
        raise UsageError("cannot print a crontab line", repr(broken), why, hint)
    # cron turns an unescaped % into the end of the line.
    command = shlex.join(words).replace("%", r"\%")
    return f"{MINUTE} {HOUR} * * * {command}\n"


def systemd_units(words: Sequence[str]) -> str:
    """Draw two units for ~/.config/systemd/user: a run missed while asleep is made up for.

    They wait for no target: a user's manager has no `network-online.target`, and a unit that orders
    itself after one that is not there starts at once all the same. Trying again does.
    """
    command = " ".join(_systemd_word(word) for word in words)
    return f"""\
# ~/.config/systemd/user/newsdigest.service
[Unit]
Description=Write today's news digest
StartLimitIntervalSec={2 * RETRIES * RETRY_MIN}min
StartLimitBurst={RETRIES + 1}

[Service]
Type=oneshot
ExecStart={command}
SuccessExitStatus=3
Restart=on-failure
RestartSec={RETRY_MIN}min
RestartPreventExitStatus=2

# ~/.config/systemd/user/newsdigest.timer
[Unit]
Description=Write a news digest every morning

[Timer]
OnCalendar=*-*-* {HOUR:02}:{MINUTE:02}:00
Persistent=true

[Install]
WantedBy=timers.target

# then: systemctl --user daemon-reload && systemctl --user enable --now newsdigest.timer
# and, to have it run while you are logged out: loginctl enable-linger
"""


def _systemd_word(word: str) -> str:
    """Quote a word of ExecStart: % and $ are systemd's own."""
    word = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    word = word.replace("\n", "\\n").replace("\r", "\\r")
    return f'"{word}"' if any(c in word for c in " \t\"'\\") else word


def launchd_agent(words: Sequence[str], home: str) -> str:
    """Draw an agent for ~/Library/LaunchAgents: a run missed while asleep is made up for.

    launchd mails nobody, so what a run says goes to a file below `home`.
    """
    import plistlib

    place = f"{home}/Library"
    agent = {
        "Label": LABEL,
        "ProgramArguments": [*words],
        "StartCalendarInterval": {"Hour": HOUR, "Minute": MINUTE},
        "StandardErrorPath": f"{place}/Logs/newsdigest.log",
    }
    drawn = plistlib.dumps(agent, sort_keys=False).decode("utf-8")
    file = f"~/Library/LaunchAgents/{LABEL}.plist"
    head, start = drawn.split("<plist", 1)
    return (
        f"{head}<!-- {file}\n     then: launchctl bootstrap gui/$(id -u) {file} -->\n<plist{start}"
    )


def windows_task(words: Sequence[str]) -> str:
    """Draw the lines for PowerShell that give the Task Scheduler a task."""
    import subprocess

    program, *arguments = words
    return f"""\
# paste this into PowerShell; Unregister-ScheduledTask newsdigest takes it out again
$action = New-ScheduledTaskAction -Execute {_powershell_word(program)} `
  -Argument {_powershell_word(subprocess.list2cmdline(arguments))}
$trigger = New-ScheduledTaskTrigger -Daily -At {HOUR:02}:{MINUTE:02}
$settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -RunOnlyIfNetworkAvailable `
  -RestartCount {RETRIES} -RestartInterval (New-TimeSpan -Minutes {RETRY_MIN})
Register-ScheduledTask -TaskName newsdigest -Action $action -Trigger $trigger -Settings $settings
"""


def _powershell_word(word: str) -> str:
    """Quote a word as it stands: PowerShell reads nothing in single quotes but a doubled one."""
    return "'" + word.replace("'", "''") + "'"
