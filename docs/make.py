"""The tables of the program -> reference pages, the man page, completion scripts, the picture.

python docs/make.py writes them all; a test holds what is written to what would be written.
"""

import io
import re
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import Field, fields
from pathlib import Path
from typing import Any, get_type_hints

import typer
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from newsdigest import __version__, config
from newsdigest.cli import commands, pages
from newsdigest.cli.app import SETTINGS, load
from newsdigest.cli.shells import Shell, completion_script
from newsdigest.edges.http.failures import KINDS
from newsdigest.keys import SECTIONS, key_name
from newsdigest.models import Digest, FeedSource, Page
from newsdigest.pipeline.options import StageOptions
from newsdigest.pipeline.read import digest_pages
from newsdigest.stages.render import terminal
from newsdigest.stages.render.view import View
from newsdigest.wiring import in_process

DOCS = Path(__file__).parent
SAMPLE = DOCS.parent / "samples/bridge.html"
MADE = "<!-- made by docs/make.py: do not edit -->"


def documents() -> dict[str, str]:
    """Give every made file: its path below docs/, and its text."""
    return {
        "reference/commands.md": commands_page(),
        "reference/configuration.md": configuration_page(),
        "reference/failures.md": failures_page(),
        "newsdigest.1": man_page(),
        "picture.svg": picture(),
        "completion/newsdigest.bash": completion_script(Shell.BASH),
        "completion/_newsdigest": completion_script(Shell.ZSH),
        "completion/newsdigest.fish": completion_script(Shell.FISH),
    }


# ---------------------------------------------------------------- commands
def helped(row: commands.Row) -> tuple[str, list[pages.Parameter], str]:
    """Give a command's description with its examples, its parameters, and its whole help page."""
    command = load(row, row.name)
    context = typer.Context(
        command, info_name=f"newsdigest {row.name}", help_option_names=SETTINGS["help_option_names"]
    )
    return pages.told(command), pages.listed(context, command), pages.page(context, command)


def commands_page() -> str:
    """Draw the reference of commands: each help page as it is printed."""
    parts = [f"# Commands\n\n{MADE}\n", f"```text\n{commands.root_help()}```\n"]
    for row in commands.rows():
        _, _, page = helped(row)
        parts.append(f"## newsdigest {row.name}\n\n```text\n{page}```\n")
    codes = "".join(f"| {code} | {meaning} |\n" for code, meaning in commands.EXIT_CODES.items())
    parts.append(f"## Exit codes\n\n| code | meaning |\n|---|---|\n{codes}")
    return "\n".join(parts)


# ---------------------------------------------------------------- configuration
def configuration_page() -> str:
    """Draw the reference of every key, with its type, default and environment variable."""
    parts = [f"# Configuration\n\n{MADE}\n", CONFIGURATION]
    for section, kind in SECTIONS.items():
        rows = "".join(
            _key_row(row, kind, config.env_name(section, key_name(row))) for row in keys(kind)
        )
        parts.append(f"## [{section}]\n\n{KEY_HEAD} variable |\n|---|---|---|---|---|\n{rows}")
    rows = "".join(_key_row(row, FeedSource, "") for row in keys(FeedSource))
    parts.append(f"## [[feeds]]\n\n{FEEDS}\n{KEY_HEAD}\n|---|---|---|---|\n{rows}")
    return "\n".join(parts)


KEY_HEAD = "| key | type | default | meaning |"
CONFIGURATION = """\
One TOML file: `--config FILE`, else `$NEWSDIGEST_CONFIG`, else `config.toml` in the user's
configuration directory (`~/.config/newsdigest/` on Linux). `newsdigest init` writes one in which
every key stands with its default; `newsdigest doctor` shows each value and where it came from.

What is given on the command line goes before the environment, that before the file, and that
before the defaults. A list in a variable is parted by commas; yes and no are `true` and `false`.
An unknown key is an error that names the file, the line and the key that was probably meant.
"""
FEEDS = """\
One table a feed. `newsdigest feeds add` writes them. Secrets stay out of the file: `cookie_file`
and `auth_env` name where they are kept.
"""
TYPES = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false"}


def failures_page() -> str:
    """Draw the reference of what can go wrong with a link."""
    rows = [f"| `{name}` | {kind.meaning} | {kind.hint} |" for name, kind in KINDS.items()]
    return "\n".join(
        [
            f"# What can go wrong with a link\n\n{MADE}\n",
            "The first column stands in JSON as `kind` and never changes its meaning.\n",
            "| kind | what it means | what to try |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def keys(kind: Any) -> list["Field[Any]"]:
    """List the keys of a section."""
    return list(fields(kind))


def _key_row(row: "Field[Any]", kind: type, variable: str) -> str:
    hint = get_type_hints(kind)[row.name]
    type_ = TYPES.get(getattr(hint, "__name__", ""), "list of texts")
    last = f" `{variable}` |" if variable else ""
    meaning = str(row.metadata["meaning"]).replace("|", "\\|")
    return f"| `{key_name(row)}` | {type_} | `{toml(row.default)}` | {meaning} |{last}\n"


def toml(value: object) -> str:
    """Write a default as it stands in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{item}"' for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else f"{value:g}"


# ---------------------------------------------------------------- man page
def man_page() -> str:
    """Draw the manual in roff."""
    lines = [
        f'.TH NEWSDIGEST 1 "" "newsdigest {__version__}" "User Commands"',
        ".SH NAME",
        f"newsdigest \\- {roff(commands.WHAT[0].lower() + commands.WHAT[1:].rstrip('.'))}",
        ".SH SYNOPSIS",
        ".B newsdigest",
        "COMMAND [OPTIONS] [ARGUMENTS]",
        ".SH EXAMPLES",
        *_example(commands.EXAMPLES),
        ".SH COMMANDS",
    ]
    for row in commands.rows():
        lines.extend(_man_command(row))
    lines.append(".SH EXIT STATUS")
    for code, meaning in commands.EXIT_CODES.items():
        lines.extend((".TP", f".B {code}", roff(meaning)))
    lines.extend((".SH FILES", *FILES_AND_ENVIRONMENT))
    return "\n".join(lines) + "\n"


FILES_AND_ENVIRONMENT = """\
.TP
.I ~/.config/newsdigest/config.toml
settings and feeds
.TP
.I ~/.local/state/newsdigest/
what was read and told
.TP
.I ~/.cache/newsdigest/
pages kept for \\-\\-offline
.SH ENVIRONMENT
.TP
.B NEWSDIGEST_CONFIG
the configuration file to read
.TP
.B NEWSDIGEST_SECTION_KEY
any key of the configuration, as NEWSDIGEST_DIGEST_POINTS
.TP
.B NO_COLOR, FORCE_COLOR, COLUMNS, TERM, TZ
as everywhere""".splitlines()


def _man_command(row: commands.Row) -> Iterator[str]:
    told, parameters, _ = helped(row)
    about, _, examples = told.partition("\n\nExamples:\n")
    yield f".SS newsdigest {roff(row.name)}"
    for paragraph in about.split("\n\n"):
        yield roff(" ".join(paragraph.split()))
        yield ".PP"
    yield from _example(textwrap.dedent(examples).splitlines())
    for parameter in parameters:
        yield ".TP"
        yield f".B {roff(parameter.names)}"
        yield roff(parameter.meaning)


def _example(lines: tuple[str, ...] | list[str]) -> list[str]:
    return [".nf", ".RS 2", *(roff(line) for line in lines), ".RE", ".fi"]


def roff(text: str) -> str:
    """Escape what roff would read: backslashes, dashes, and marks at the start of a line."""
    text = re.sub(r"\s+", " ", text).replace("\\", "\\e").replace("-", "\\-")
    text = text.replace("'", "\\(aq").replace("“", "\\(lq").replace("”", "\\(rq")
    return f"\\&{text}" if text.startswith((".", "'")) else text


# ---------------------------------------------------------------- the picture
WIDTH = 80
CELL = 12.2  # rich's width of one cell, in its picture's own units


def picture() -> str:
    """Draw a real run on the sample as a picture of a terminal."""
    digest = sample_digest()
    drawn = terminal.render(digest, View(width=WIDTH, colours="standard"))
    return of_terminal("newsdigest url https://example-times.test/bridge", drawn)


def of_terminal(command: str, shown: str) -> str:
    """Draw what a terminal shows after a command, escapes and all: SVG that fetches nothing."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ {command}\n"))
    for line in shown.splitlines():
        console.print(Text.from_ansi(line), soft_wrap=True)
    svg = console.export_svg(title="newsdigest", theme=SVG_EXPORT_THEME, unique_id="newsdigest")
    svg = re.sub(r"\s*@font-face \{.*?\n    \}", "", svg, flags=re.DOTALL)  # nothing is fetched
    svg = svg.replace("Fira Code", "Menlo, Consolas, DejaVu Sans Mono")
    return re.sub(r"[ \t]+$", "", indented(svg), flags=re.MULTILINE)


def sample_digest() -> Digest:
    """Read the sample as `newsdigest url` would."""
    page = Page("https://example-times.test/bridge", SAMPLE.read_bytes())
    return digest_pages([("sample", page)], in_process, StageOptions())


def indented(svg: str) -> str:
    """Move lines that begin with blanks by their place: not every viewer keeps blanks."""

    def moved(found: re.Match[str]) -> str:
        text, blanks = found[3], 0
        while text.startswith("&#160;"):
            text = text.removeprefix("&#160;")
            blanks += 1
        return f'x="{float(found[1]) + blanks * CELL:g}" y="{found[2]}">{text}</text>'

    shape = r'x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+" clip-path="[^"]*">([^<]*)</text>'
    return re.sub(shape, moved, svg)


def main() -> int:
    """Write every made file whose text changed."""
    for name, text in documents().items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
