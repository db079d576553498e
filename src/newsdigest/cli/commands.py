"""Every command there is: one row each, from which help, completion and man page are drawn.

A row names its function instead of importing it: a command pays for its own imports only, and
`newsdigest --help` for none.
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One command: "add" alone or "feeds add", a summary of one line, `module:function`.

    The function's docstring is its help: what it does, then examples, printed as they stand. It
    returns an exit code.
    """

    name: str
    summary: str
    target: str


READ, MORNINGS, PROGRAMS, SET_UP = "Read now", "Every morning", "For programs", "Set up"

COMMANDS: dict[str, tuple[Row, ...]] = {
    READ: (
        Row("url", "key points and quotes of articles, by link", "newsdigest.cli.read:url"),
        Row("text", "the same of files or standard input", "newsdigest.cli.read:text"),
    ),
    MORNINGS: (
        Row("daily", "fetch the feeds, write today's digest", "newsdigest.cli.daily:daily"),
        Row("show", "a saved digest again, or a search in all of them", "newsdigest.cli.show:show"),
        Row(
            "open", "a story of a digest in the browser, by its number", "newsdigest.cli.open:open_"
        ),
        Row("feeds list", "the feeds, and how each answered", "newsdigest.cli.feeds:list_"),
        Row("feeds add", "find a site's feed and add it", "newsdigest.cli.feeds:add"),
        Row("feeds remove", "take feeds out", "newsdigest.cli.feeds:remove"),
        Row("feeds check", "read feeds and say what is wrong", "newsdigest.cli.feed_check:check"),
        Row("feeds import", "add the feeds of an OPML file", "newsdigest.cli.feeds:import_"),
        Row("feeds export", "write the feeds as OPML", "newsdigest.cli.feeds:export"),
    ),
    PROGRAMS: (
        Row("group", "fold a reader's items into stories, offline", "newsdigest.cli.group:group"),
        Row("mcp", "serve an agent on standard input and output", "newsdigest.cli.mcp:mcp"),
        Row("corpus", "digest WARC, JSON lines or Parquet", "newsdigest.cli.corpus:corpus"),
    ),
    SET_UP: (
        Row("init", "write a configuration; print lines for cron", "newsdigest.cli.init:init"),
        Row("doctor", "find what would make a run fail", "newsdigest.cli.doctor:doctor"),
        Row("demo", "serve a sample newsroom to try things on", "newsdigest.cli.demo:demo"),
        Row("completion", "print a completion script for a shell", "newsdigest.cli.shells:script"),
    ),
}
GROUPS: dict[str, str] = {"feeds": "the list of your feeds"}
"""Commands of two words: the first word, and the summary of all that follow it."""

EXAMPLES = (
    "newsdigest url https://example.org/news/bridge",
    "curl -s https://example.org/news/bridge | newsdigest",
    "newsdigest daily",
)
EXIT_CODES: dict[int, str] = {
    0: "complete, also when there is nothing new",
    1: "nothing could be produced",
    2: "wrong usage or configuration",
    3: "written, but some sources failed",
    75: "another run holds the lock",
    130: "interrupted (Ctrl-C)",
    143: "terminated (SIGTERM)",
}
WHAT = "Key points and attributed quotes from the news: verbatim, offline, told once."


def rows() -> list[Row]:
    """List every command in the order of the help."""
    return [row for section in COMMANDS.values() for row in section]


def short_help() -> str:
    """Tell how to begin: for a bare `newsdigest` at a terminal."""
    return f"{WHAT}\n\n{_examples()}\n\nnewsdigest --help lists every command.\n"


def root_help() -> str:
    """Draw the help of `newsdigest` itself: examples first, then commands by intent."""
    parts = [WHAT, _examples(), "Usage: newsdigest COMMAND [OPTIONS] [ARGUMENTS]"]
    for title, listed in COMMANDS.items():
        shown = [(name, summary) for name, summary in _first_words(listed)]
        if shown:
            parts.append(_table(title, shown))
    parts.extend((
        _table("Options", [
            ("-V, --version", "print the version"),
            ("-h, --help", "print this; newsdigest COMMAND --help tells more"),
        ]),
        _table("Exit codes", [(str(code), meaning) for code, meaning in EXIT_CODES.items()]),
    ))  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _first_words(listed: tuple[Row, ...]) -> list[tuple[str, str]]:
    """Name each command once: those of two words by their group."""
    firsts = {row.name.split()[0]: row.summary for row in listed}
    return [(name, GROUPS.get(name, summary)) for name, summary in firsts.items()]


def _examples() -> str:
    return "Examples:\n" + "\n".join(f"  {line}" for line in EXAMPLES)


def _table(title: str, pairs: list[tuple[str, str]]) -> str:
    wide = max(len(left) for left, _ in pairs) + 2
    return "\n".join([f"{title}:", *(f"  {left:<{wide}}{right}" for left, right in pairs)])
