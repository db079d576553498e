"""The house rules hold, and each tool that guards them fails on a planted breach."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))

LONGEST_FUNCTION = 60
LONGEST_MODULE = 400


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project's own sources and settings, to plant breaches in."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def plant(folder: Path, module: str, text: str) -> None:
    path = folder / "src/newsdigest" / module
    path.write_text(path.read_text("utf-8") + text if path.exists() else text, "utf-8")


# ---------------------------------------------------------------- planted breaches
@pytest.mark.parametrize(
    ("module", "line", "rule"),
    [
        ("stages/planted.py", "from datetime import datetime\n\nNOW = datetime.now()\n", "TID251"),
        ("stages/planted.py", "import random\n", "TID251"),
        ("stages/planted.py", "import os\n\nHOME = os.environ\n", "TID251"),
        ("stages/planted.py", "import socket\n", "TID251"),
        ("planted.py", "def f(x):\n    return x\n", "ANN001"),
        ("planted.py", "print(1)\n", "T201"),
    ],
)
def test_ruff_fails_on_a_planted_breach(copy: Path, module: str, line: str, rule: str) -> None:
    plant(copy, module, f'"""Planted."""\n\n{line}')
    found = run(copy, "ruff", "check", "--no-cache", f"src/newsdigest/{module}")
    assert found.returncode == 1
    assert rule in found.stdout


@pytest.mark.slow
def test_mypy_fails_on_a_planted_breach(copy: Path) -> None:
    plant(copy, "planted.py", "def f(x: int | None) -> int:\n    return x\n")
    found = run(copy, "mypy", "--no-incremental", "src/newsdigest/planted.py")
    assert found.returncode == 1
    assert "return-value" in found.stdout


@pytest.mark.slow
def test_import_contracts_fail_on_planted_breaches_of_each_kind(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(copy, "models.py", "\nfrom newsdigest.pipeline import read as _up\n")
    plant(copy, "stages/quotes/pick.py", "\nfrom newsdigest.stages.feeds import options as _over\n")
    plant(copy, "stages/feeds/options.py", "import sqlite3 as _impure\n")
    plant(copy, "stages/extract/planted_a.py", "from newsdigest.stages.extract import planted_b\n")
    plant(copy, "stages/extract/planted_b.py", "from newsdigest.stages.extract import planted_a\n")
    monkeypatch.setenv("PYTHONPATH", str(copy / "src"))
    found = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=copy, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 1
    for contract in ("Imports run downward only", "Stages are pure", "do not import each other"):
        assert any(contract in line and "BROKEN" in line for line in found.stdout.splitlines())
    assert "No circle of imports anywhere BROKEN" in found.stdout


# ---------------------------------------------------------------- sizes and manners
def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_a_module_and_its_functions_can_be_read_in_one_sitting(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") <= LONGEST_MODULE
    for function in functions(path):
        assert (function.end_lineno or 0) - function.lineno < LONGEST_FUNCTION, function.name


def test_a_stage_package_imports_nothing_by_itself() -> None:
    for path in (ROOT / "src/newsdigest/stages").rglob("__init__.py"):
        body = ast.parse(path.read_text("utf-8")).body
        assert len(body) == 1, path
        assert isinstance(body[0], ast.Expr), path


def test_bytes_packed_in_a_test_do_not_hold_the_time() -> None:
    # As a parameter they are part of a test's name, and workers that start in two seconds of the
    # clock then collect two lists of tests.
    late = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "gzip.compress"
        and "mtime" not in {word.arg for word in node.keywords}
    ]
    assert not late


def test_no_room_has_a_name_that_says_nothing() -> None:
    names = {path.stem for path in SOURCES}
    assert not names & {"utils", "helpers", "common", "misc"}


# ---------------------------------------------------------------- the picture
def test_the_picture_of_the_house_has_the_floors_of_the_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(one for one in contracts if one["type"] == "layers")["layers"]
    picture = (ROOT / "docs/architecture.md").read_text("utf-8").split("```")[1]
    drawn = [set(re.findall(r"\w+", line[6:38])) for line in picture.splitlines()]
    at = 0
    for layer in layers:
        rooms = {name.strip().removeprefix("newsdigest.") for name in layer.split("|")}
        found = [number for number, names in enumerate(drawn[at:], at) if rooms <= names]
        assert found, f"{rooms} stand in no line below line {at} of the picture"
        at = found[0] + 1
    stages = {path.stem for path in (ROOT / "src/newsdigest/stages").iterdir()}
    assert stages - {"__init__", "__pycache__"} <= set(re.findall(r"\w+", picture))


# ---------------------------------------------------------------- names that only tests use
USERS = [*SOURCES, *sorted((ROOT / "bench").glob("*.py")), ROOT / "docs/make.py"]
# What others call by its name: frameworks, and whoever imports the package.
CALLED_FROM_OUTSIDE = {
    "asyncio": {
        *("connection_made", "connection_lost", "data_received", "eof_received"),
        *("pause_writing", "resume_writing"),
    },
    "http.server": {"do_GET", "log_message"},
    "httpcore2": {"connect_tcp"},
    "typer": {"format_help", "resolve_command"},
    "sumy": {"to_words"},
    "data engines": {"signature_record", "digest_record"},
}


def defined(path: Path) -> Iterator[str]:
    """Yield the names of a module's functions, classes, methods and fields of dataclasses."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        if isinstance(node, ast.ClassDef) and any(
            "dataclass" in ast.dump(d) for d in node.decorator_list
        ):
            fields = (one for one in node.body if isinstance(one, ast.AnnAssign))
            yield from (one.target.id for one in fields if isinstance(one.target, ast.Name))


def used(path: Path) -> Iterator[str]:
    """Yield the names a module reads: as they stand, as attributes, or spelled in a short text."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            yield node.id if isinstance(node, ast.Name) else node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from re.findall(r"\w+", node.value) if len(node.value) < 60 else ()


def test_no_name_is_there_for_the_tests_alone() -> None:
    read = {name for path in USERS for name in used(path)}
    outside = set().union(*CALLED_FROM_OUTSIDE.values())
    unread = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in SOURCES
        for name in defined(path)
        if name not in read | outside and not name.startswith("__")
    }
    assert not unread
