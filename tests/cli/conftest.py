"""A user's terminal for every test of the command line."""

from pathlib import Path

import pytest
from tests.cli.terminal import Terminal

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def user(tmp_path: Path) -> Terminal:
    """A user with an empty home."""
    home = tmp_path / "home"
    home.mkdir()
    return Terminal(home)


@pytest.fixture
def samples() -> Path:
    """The folder of sample pages."""
    return SAMPLES
