"""What is handed to registries is whole, and says of itself what the checks say."""

import importlib.util
import re
import shlex
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from newsdigest import __version__

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
HOME = "https://example.invalid/newsdigest"


def absolute(text: str) -> str:
    spec = importlib.util.spec_from_file_location("readme", ROOT / "packaging/readme.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: str = module.absolute(text, HOME)
    return made


def test_the_registry_s_page_leads_into_the_project() -> None:
    assert absolute("![a](docs/a.svg) [b](docs/b.md) [c](https://c.test) [d](#d)") == (
        f"![a]({HOME}/raw/main/docs/a.svg) [b]({HOME}/blob/main/docs/b.md) "
        "[c](https://c.test) [d](#d)"
    )
    page = absolute((ROOT / "README.md").read_text("utf-8"))
    assert not re.search(r"\]\((?!https?://|#)", page)


def test_the_source_distribution_holds_all_that_is_kept() -> None:
    done = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("not a checkout")
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    kept = {f"/{line.partition('/')[0]}" for line in done.stdout.splitlines()}
    assert kept - {"/pyproject.toml"} <= set(included)


def test_the_pythons_that_are_named_are_those_that_are_checked() -> None:
    named = {
        one.rpartition(" ")[2]
        for one in PROJECT["project"]["classifiers"]
        if re.fullmatch(r"Programming Language :: Python :: 3\.\d+", one)
    }
    jobs = yaml.safe_load((ROOT / ".github/workflows/checks.yml").read_text("utf-8"))["jobs"]
    assert set(jobs["all"]["strategy"]["matrix"]["python"]) == named
    assert PROJECT["project"]["requires-python"] == f">={min(named)}"
    assert set(jobs["types"]["strategy"]["matrix"]["platform"]) == {"linux", "darwin", "win32"}


def test_the_image_is_of_what_is_here_and_runs_as_nobody_s_root() -> None:
    text = (ROOT / "packaging/Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line.split(" ", 1) for line in text.splitlines() if line and line[0] not in "# "]
    words = [word for word, _ in lines]
    known = {"FROM", "WORKDIR", "COPY", "RUN", "LABEL", "USER", "ENTRYPOINT", "CMD"}
    assert set(words) <= known
    assert words[0] == "FROM"
    bases = [rest.split()[0] for word, rest in lines if word == "FROM"]
    assert all(re.fullmatch(r"python:3\.\d+-slim", base) for base in bases)
    assert words.index("USER") < words.index("ENTRYPOINT")
    for word, rest in lines:
        if word in {"ENTRYPOINT", "CMD"}:
            assert rest.startswith('["')
        elif word == "RUN":
            shlex.split(rest)


def test_the_formula_names_this_release_and_files_that_are_here() -> None:
    text = (ROOT / "packaging/newsdigest.rb").read_text("utf-8")
    assert f"v{__version__}/newsdigest-{__version__}.tar.gz" in text
    assert re.search(r'sha256 "[0-9a-f]{64}"', text)
    opened = re.findall(r"^\s*(?:class|def|test do)\b", text, re.MULTILINE)
    assert len(opened) == len(re.findall(r"^\s*end$", text, re.MULTILINE))
    for name in re.findall(r'\.install "([^"]+)"', text):
        assert (ROOT / name).is_file()
    python = re.search(r'depends_on "python@(3\.\d+)"', text)
    assert python
    assert f'"python{python[1]}"' in text


def test_a_release_is_built_checked_and_published_without_a_token() -> None:
    text = (ROOT / ".github/workflows/release.yml").read_text("utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    steps = "\n".join(step.get("run", "") for step in jobs["build"]["steps"])
    for command in ("bash tests/run.sh", "python -m build", "twine check --strict", "pyroma"):
        assert command in steps
    assert jobs["publish"]["permissions"] == {"id-token": "write"}
    assert "secrets." not in text


def test_one_search_finds_every_address_that_is_to_come() -> None:
    given = [*PROJECT["project"]["urls"].values(), PROJECT["project"]["authors"][0]["email"]]
    assert all("example.invalid" in one for one in given)
    for name in ("packaging/Dockerfile", "packaging/newsdigest.rb"):
        assert "example.invalid" in (ROOT / name).read_text("utf-8")
