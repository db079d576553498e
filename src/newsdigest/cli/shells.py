"""newsdigest completion: the script that teaches a shell our commands and options."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from newsdigest.cli import streams


class Shell(StrEnum):
    """The shells that are taught."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def script(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")],
) -> int:
    """Print the script that completes commands, options and feed names in a shell.

    Examples:
      newsdigest completion bash >> ~/.bashrc
      newsdigest completion zsh > ~/.zfunc/_newsdigest
      newsdigest completion fish > ~/.config/fish/completions/newsdigest.fish
    """
    streams.write_out(completion_script(shell))
    return 0


def completion_script(shell: Shell) -> str:
    """Give the text of a shell's script."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    from newsdigest.cli.app import COMPLETION, PROGRAM

    text: str = get_completion_script(prog_name=PROGRAM, complete_var=COMPLETION, shell=shell.value)
    return text + "\n"
