"""What the README shows is what newsdigest prints: `python tests/test_readme.py` rewrites it."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
SHOWN = re.compile(r"```console\n\$ (newsdigest [^\n]*)\n(.*?)```", re.DOTALL)


def printed(command: str) -> str:
    """Run a README command as its reader would, from the project's folder, 80 columns wide."""
    words = [sys.executable, "-m", *shlex.split(command)]
    environ = {**os.environ, "COLUMNS": "80", "TZ": "UTC"}
    done = subprocess.run(
        words, cwd=ROOT, env=environ, capture_output=True, text=True, check=True, stdin=-3
    )
    return done.stdout


@pytest.mark.parametrize(
    ("command", "output"), SHOWN.findall(README.read_text("utf-8")), ids=lambda part: part[:40]
)
def test_the_readme_shows_real_output(command: str, output: str) -> None:
    assert printed(command) == output, "python tests/test_readme.py rewrites what it shows"


if __name__ == "__main__":
    text = SHOWN.sub(
        lambda shown: f"```console\n$ {shown[1]}\n{printed(shown[1])}```", README.read_text("utf-8")
    )
    README.write_text(text, "utf-8")
