"""No expression takes more than its text's length: each is tried on texts drawn from itself.

`tests/attacks.py` makes the texts: a prefix, a pump, an end that fits nothing. An expression whose
time grows faster than its text is named here with the most it is ever given, or it fails.
"""

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import pytest
from tests.attacks import Pump, pumps

import newsdigest
from newsdigest.patterns import Uncompiled

SOURCES = Path(newsdigest.__file__).parent
WAYS = re.compile(r"\b(_?[A-Z][A-Z0-9_]*)\.(search|match|fullmatch|finditer|findall|sub|split)\b")
SHORT, LONG = 4_000, 16_000  # characters
TOO_MUCH = 8.0  # times as long for four times the text
WORTH_A_LOOK_S = 0.02  # below this no growth can be told from noise

# What is never given more than so many characters, and why.
WINDOWS = {
    "charset._META": (4096, "the start of a page alone is searched"),
    "language.framing._SPACE": (40, "the head of a sentence"),
    "language.full_stops._FIGURE": (24, "what stands next to a full stop"),
    "language.full_stops._LAST_TOKEN": (24, "as above"),
    "language.full_stops._NUMBERED": (24, "as above"),
    "stages.render.terminal._TRAILING": (1000, "a line of a screen"),
}
# What is only ever given a clean line of so many characters: single spaces, no line breaks.
LINES = {
    "stages.extract.head.title._ELLIPSIS": 2000,
    "stages.extract.head.title._MEDIA_TAG": 2000,
    "stages.extract.head.title._SEPARATOR": 2000,
    "stages.extract.head.title._TRAILING_PARENS": 2000,
    "stages.feeds.prose._FURNITURE": 500,
}
IN_A_WINDOW_S = 0.1
LONGEST_S = 2.0


class Row(NamedTuple):
    """One expression, by the name it has, and the ways in which it is asked."""

    name: str
    pattern: re.Pattern[Any]
    ways: frozenset[str]


class _SlowError(Exception):
    """Raised by the clock when an expression takes too long."""


def _named(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Uncompiled | re.Pattern):
        yield name, value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _named(part, name)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _named(part, name)


def rows() -> Iterator[Row]:
    """Give every expression that a module of newsdigest holds, each once."""
    ways: dict[str, set[str]] = {}
    for path in SOURCES.rglob("*.py"):
        for name, way in WAYS.findall(path.read_text("utf-8")):
            ways.setdefault(name, set()).add(way)
    seen = set()
    for info in pkgutil.walk_packages(newsdigest.__path__, "newsdigest."):
        if info.name.endswith("__main__") or ".corpus" in info.name:
            continue
        module = importlib.import_module(info.name)
        held = [pair for name, value in vars(module).items() for pair in _named(value, name)]
        for name, value in held:
            lazy = isinstance(value, Uncompiled)
            expression, flags = (
                (value._expression, value._flags) if lazy else (value.pattern, value.flags)
            )
            if (expression, flags) not in seen:
                seen.add((expression, flags))
                where = info.name.removeprefix("newsdigest.")
                asked = frozenset(ways.get(name, {"search"}))
                yield Row(f"{where}.{name}", re.compile(expression, flags), asked)


ROWS = list(rows())


def took_s(row: Row, pump: Pump, length: int) -> float:
    """Time the dearest way in which an expression is asked, at most two seconds."""
    text: Any = pump.text(length)
    if row.name in LINES:
        text = " ".join(text.split())
    if isinstance(row.pattern.pattern, bytes):
        text = text.encode("latin-1", "replace")
    began = time.process_time()
    signal.signal(signal.SIGPROF, _slow)
    signal.setitimer(signal.ITIMER_PROF, LONGEST_S)  # a busy machine is no slow pattern
    try:
        if row.ways & {"match", "fullmatch"}:
            row.pattern.match(text)
            row.pattern.fullmatch(text)
        if row.ways - {"match", "fullmatch"}:
            for _ in row.pattern.finditer(text):
                pass
    except _SlowError:
        return LONGEST_S
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - began


def _slow(signum: int, frame: FrameType | None) -> None:
    del signum, frame
    raise _SlowError


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_no_expression_takes_more_than_the_length_of_its_text(row: Row) -> None:
    window = WINDOWS[row.name][0] if row.name in WINDOWS else LINES.get(row.name, 0)
    for pump in pumps(row.pattern.pattern, row.pattern.flags):
        if window:
            assert took_s(row, pump, window) < IN_A_WINDOW_S, pump
            continue
        short = took_s(row, pump, SHORT)
        assert short < LONGEST_S, pump
        if short < WORTH_A_LOOK_S / 4:
            continue
        long = min(took_s(row, pump, LONG) for _ in range(2))
        short = min(short, took_s(row, pump, SHORT))
        assert long < LONGEST_S, (pump, short)  # cut off: no ratio can be told
        assert long < max(WORTH_A_LOOK_S, TOO_MUCH * short), (pump, short, long)


def test_every_window_belongs_to_an_expression() -> None:
    assert set(WINDOWS) | set(LINES) <= {row.name for row in ROWS}


def test_an_expression_that_grows_too_fast_would_be_found() -> None:
    for expression in (r"(?:a+)+b", r"\s+$", r"<!--.*?-->", r"\S+@\S+\.\S+"):
        row = Row("planted", re.compile(expression), frozenset({"search"}))
        with pytest.raises(AssertionError):
            test_no_expression_takes_more_than_the_length_of_its_text(row)


# ---------------------------------------------------------------- expressions without a name
def _nameless(path: Path) -> Iterator[str]:
    """Give expressions written where they are used, with an unbounded repetition."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        if of_re and node.func.attr in {"search", "match", "fullmatch", "sub", "split", "findall"}:
            first = node.args[0]
            yield str(first.value) if isinstance(first, ast.Constant) else ast.unparse(first)


def test_expressions_written_where_they_are_used_repeat_nothing_without_end() -> None:
    found = {
        f"{path.relative_to(SOURCES)}: {expression}"
        for path in SOURCES.rglob("*.py")
        for expression in _nameless(path)
        if re.search(r"(?<!\\)[*+]", expression)
    }
    assert found <= {
        r"config.py: \s*\[\[?\s*([\w.-]+)\s*\]\]?",
        r"config.py: \s*[\"']?([\w-]+)[\"']?\s*=",
    }
