"""What stands behind "Try: " and begins like a command is one: it can be pasted and runs."""

import ast
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperCommand

import newsdigest
from newsdigest.cli.app import load
from newsdigest.cli.commands import rows

SOURCES = Path(newsdigest.__file__).parent


def texts(tree: ast.AST) -> Iterator[str]:
    """Give every text of a module but its docstrings; what is put in later reads as a word."""
    passed = {
        id(part)
        for node in ast.walk(tree)
        for part in (node.values if isinstance(node, ast.JoinedStr) else ())
    }
    passed |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "1" for part in node.values
            )
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in passed
        ):
            yield node.value


FIRST = {row.name.split()[0] for row in rows()}


def hints() -> list[str]:
    """List the texts that begin like a command, whole modules over."""
    found = {
        text
        for path in SOURCES.rglob("*.py")
        for text in texts(ast.parse(path.read_text("utf-8")))
        if text.startswith("newsdigest ") and text[11:].split(" ")[0].strip(",:") in FIRST
    }
    return sorted(found - {f"newsdigest {row.name}" for row in rows()})


PLACES = {"{address}": "https://elm.test/a", "LINK": "https://elm.test/a"}
WORDS = {"link", "links", "files", "names", "day"}
"""Parameters that would take prose for what it is not."""


def meant(words: list[str]) -> tuple[TyperCommand, list[str]] | None:
    """Find the command that words name, and what is given to it."""
    for row in rows():
        name = row.name.split()
        if words[: len(name)] == name:
            return load(row, name[-1]), words[len(name) :]
    return None


@pytest.mark.parametrize("hint", hints())
def test_a_hint_that_begins_like_a_command_is_one(hint: str) -> None:
    for placeholder, value in PLACES.items():
        hint = hint.replace(placeholder, value)
    found = meant(shlex.split(hint)[1:])
    assert found, f"no such command: {hint}"
    command, rest = found
    context = command.make_context("newsdigest", rest)  # raises for what it does not take
    given = [context.params[param.name] for param in command.params if param.name in WORDS]
    flat = [word for one in given for word in (one if isinstance(one, list | tuple) else [one])]
    assert not [word for word in flat if word and word.isalpha() and word.islower()], hint
