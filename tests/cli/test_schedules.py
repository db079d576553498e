"""What init prints for each system says the same: this command, every morning, made up for."""

import plistlib
import re
import shlex

import pytest
from tests.cli.terminal import Terminal

from newsdigest.cli.schedules import (
    HOUR,
    MINUTE,
    cron_line,
    launchd_agent,
    systemd_units,
    windows_task,
)

ODD = ["/opt/a b/it's", "daily", "--config", '/x/50% "new"/$HOME & <co>.toml']


def test_cron_is_given_a_line() -> None:
    line = cron_line(ODD)
    assert line.startswith(f"{MINUTE} {HOUR} * * * ")
    assert shlex.split(line.split(" ", 5)[5].replace(r"\%", "%")) == ODD


def test_a_user_s_manager_waits_for_no_target_and_tries_again() -> None:
    units = systemd_units(ODD)
    assert "network-online" not in units
    assert not re.search(r"^(?:After|Wants|Requires)=", units, re.MULTILINE)
    assert "Restart=on-failure" in units
    assert "RestartPreventExitStatus=2" in units  # a wrong configuration stays wrong
    assert "loginctl enable-linger" in units


def test_launchd_is_given_an_agent_that_any_reader_of_plists_reads() -> None:
    agent = plistlib.loads(launchd_agent(ODD, "/Users/ana").encode())
    assert agent["ProgramArguments"] == ODD
    assert agent["StartCalendarInterval"] == {"Hour": HOUR, "Minute": MINUTE}
    assert agent["StandardErrorPath"] == "/Users/ana/Library/Logs/newsdigest.log"


def test_the_task_scheduler_is_given_lines_for_powershell() -> None:
    lines = windows_task([r"C:\Users\Ana O'Neil\newsdigest.exe", "daily", r"--config=C:\a b.toml"])
    assert r"-Execute 'C:\Users\Ana O''Neil\newsdigest.exe'" in lines
    assert """-Argument 'daily "--config=C:\\a b.toml"\'""" in lines
    assert "-StartWhenAvailable" in lines


@pytest.mark.parametrize("option", ["--cron", "--systemd", "--launchd", "--task"])
def test_each_is_printed_and_nothing_is_installed(user: Terminal, option: str) -> None:
    ran = user.called("init", option)
    assert (ran.code, ran.err) == (0, "")
    assert "daily" in ran.out
    assert [path.name for path in user.home.rglob("*")] == [".stdin"]  # the terminal's own
