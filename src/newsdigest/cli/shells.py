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
    if shell is Shell.ZSH:
        return ZSH
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    from newsdigest.cli.app import COMPLETION, PROGRAM

    text: str = get_completion_script(prog_name=PROGRAM, complete_var=COMPLETION, shell=shell.value)
    return text + "\n"


ZSH = """\
#compdef newsdigest

_newsdigest_completion() {
  local -x _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" _NEWSDIGEST_COMPLETE=complete_zsh
  eval $(newsdigest)
}

_newsdigest_register() {
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
  compdef _newsdigest_completion newsdigest
}

_newsdigest_late() {
  add-zsh-hook -d precmd _newsdigest_late
  _newsdigest_register
}

if [[ ${funcstack[1]} == _newsdigest ]]; then
  _newsdigest_completion "$@"  # found on $fpath: this is the first Tab
elif (( $+functions[compdef] )); then
  _newsdigest_register
else  # compinit comes later in .zshrc, or never: look again before the first prompt
  autoload -Uz add-zsh-hook
  add-zsh-hook precmd _newsdigest_late
fi
"""
"""What typer prints registers itself only, so that the first Tab does nothing where zsh found it on
its path, and fails where compinit has not run."""
