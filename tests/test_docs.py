"""What the documents say holds: made pages are fresh, links lead somewhere, commands run."""

import contextlib
import json
import re
import shlex
import shutil
import stat
import subprocess
import sys
import sysconfig
import threading
import tomllib
from collections.abc import Iterator
from datetime import date
from email.utils import formatdate
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml
from docs import make
from tests import archives
from tests.cli.terminal import SOURCES, environment
from tests.engines import Turns
from tests.servers.loopback import Loopback
from tests.stages.render import stories

from newsdigest import codec, config, models
from newsdigest.cli import commands
from newsdigest.cli.run import run
from newsdigest.edges.demo.server import Newsroom
from newsdigest.keys import SECTIONS, key_name
from newsdigest.models import FeedSource
from newsdigest.stages.render.json import render_hits
from newsdigest.stages.render.view import View

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def blocks(page: Path, kind: str) -> list[str]:
    return [body for name, body in FENCE.findall(page.read_text("utf-8")) if name == kind]


# ---------------------------------------------------------------- made pages
@pytest.mark.parametrize("name", [name for name in make.documents() if name != "picture.svg"])
def test_a_made_page_is_what_the_tables_give(name: str) -> None:
    made = make.documents()[name]
    assert (ROOT / "docs" / name).read_text("utf-8") == made, "run: python docs/make.py"


def test_the_picture_is_made_of_a_run_and_loads_nothing() -> None:
    kept = (ROOT / "docs/picture.svg").read_text("utf-8")
    for picture in (kept, make.picture()):
        assert "City&#160;opens&#160;new&#160;river&#160;bridge" in picture
        assert "url(http" not in picture.replace(" ", "")
        assert "<script" not in picture


def test_making_writes_only_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(make, "DOCS", tmp_path)
    assert make.main() == 0
    assert str(tmp_path / "newsdigest.1") in capsys.readouterr().out
    assert make.main() == 0
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_the_man_page_is_roff_without_a_fault() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-z", str(ROOT / "docs/newsdigest.1")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


# ---------------------------------------------------------------- nothing is left out
def test_every_command_option_and_exit_code_is_documented() -> None:
    page = (ROOT / "docs/reference/commands.md").read_text("utf-8")
    manual = (ROOT / "docs/newsdigest.1").read_text("utf-8")
    for row in commands.rows():
        _, parameters, _ = make.helped(row)
        assert f"## newsdigest {row.name}\n" in page
        for parameter in parameters:
            assert parameter.names in page
            assert make.roff(parameter.names) in manual
            assert parameter.meaning, parameter.names
    for code, meaning in commands.EXIT_CODES.items():
        assert f"| {code} | {meaning} |" in page


def test_the_readme_names_every_command_and_exit_code() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    for row in commands.rows():
        assert f"newsdigest {row.name.split()[0]}" in page
    for code in commands.EXIT_CODES:
        assert re.search(rf"^\| (?:\d+, )*{code}(?:, \d+)* \|", page, re.MULTILINE), code


def test_every_key_is_documented_with_its_variable() -> None:
    page = (ROOT / "docs/reference/configuration.md").read_text("utf-8")
    for section, kind in SECTIONS.items():
        for key in make.keys(kind):
            name = key_name(key)
            assert f"| `{name}` |" in page
            assert f"`{config.env_name(section, name)}`" in page
            assert key.metadata["meaning"] in page
    for key in make.keys(FeedSource):
        assert f"| `{key.name}` |" in page


def every_key(plain: object) -> set[str]:
    if isinstance(plain, list):
        return set().union(*map(every_key, plain))
    if isinstance(plain, dict):
        return set(plain).union(*map(every_key, plain.values()))
    return set()


def test_every_json_key_is_documented_and_none_that_is_not_there() -> None:
    page = (ROOT / "docs/reference/json.md").read_text("utf-8")
    tables = "\n".join(line for line in page.splitlines() if line.startswith("| `"))
    told = set(re.findall(r"`(\w+)`", tables)) - {"newsdigest", "true", "false", "null"}
    full = codec.digest_to_json(stories.day()) | codec.digest_to_json(stories.alone())
    keys = every_key(full) | every_key(codec.digest_to_json(stories.day()))
    hit = models.Hit(date(2026, 11, 21), "s", "T", "https://a.test", "the bridge")
    found = json.loads(render_hits([hit], View()))
    assert told == keys | every_key(found) - {"hits"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for goal in LINK.findall(page.read_text("utf-8")):
        if not goal.startswith(("http://", "https://", "#")):
            assert (page.parent / goal.partition("#")[0]).exists(), goal


# ---------------------------------------------------------------- commands run
SETTING = ("newsdigest feeds add https://example-times.test/feed.xml", "newsdigest daily")
STUBS = ("crontab", "mail", "sendmail", "systemctl", "pipx", "pip", "uv")
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Example Times</title>
<item><title>City opens new river bridge</title><link>{root}/bridge.html</link>
<pubDate>{now}</pubDate></item></channel></rss>"""


@pytest.fixture
def place(tmp_path: Path, server: Loopback) -> Path:
    """A home with the samples in it, a server for the addresses, stubs for what is not ours."""
    server.page("/feed.xml", FEED.format(root=server.url(""), now=formatdate()), "text/xml")
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    (tmp_path / "links.txt").write_text(f"{server.url('/bridge.html')}\n# done\n")
    (tmp_path / "news.txt").write_text("The bridge opened on Monday, the council of Elm said.")
    (tmp_path / ".config/newsdigest").mkdir(parents=True)
    (tmp_path / ".config/fish/completions").mkdir(parents=True)
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in STUBS if shutil.which("jq") else (*STUBS, "jq"):
        (tools / name).write_text("#!/bin/sh\ntest -t 0 || cat >/dev/null\n")
    (tools / "newsdigest").write_text(f'#!/bin/sh\nexec {sys.executable} -m newsdigest "$@"\n')
    for tool in tools.iterdir():
        tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    return tmp_path


@contextlib.contextmanager
def open_newsroom() -> Iterator[str]:
    newsroom = Newsroom(0)
    thread = threading.Thread(target=newsroom.serve)
    thread.start()
    try:
        yield newsroom.url
    finally:
        newsroom.stop()
        thread.join()
        newsroom.close()


RUN_PAGES = [page for page in PAGES if blocks(page, "console")]


@pytest.mark.parametrize("page", RUN_PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_of_a_page_runs(page: Path, place: Path, server: Loopback) -> None:
    lines = "".join(blocks(page, "console")).splitlines()
    wanted = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
    script = [
        "set -eo pipefail",
        "cd ~",
        *(SETTING if page.name == "how-to.md" else ()),
        *(f"echo + {quoted(line)} >&2\n{line}" for line in wanted),
    ]
    env = environment(place, {"NEWSDIGEST_FETCH_ALLOW_PRIVATE": "true"})
    env["PATH"] = f"{place / 'bin'}:{env['PATH']}"
    text = "\n".join(script).replace("https://example-times.test", server.url("").rstrip("/"))
    with open_newsroom() as root:  # what `newsdigest demo &` would leave standing
        text = text.replace("newsdigest demo &", "true").replace("http://127.0.0.1:8642", root)
        done = subprocess.run(
            ["bash", "-c", text], env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert "bug" not in done.stderr


def test_the_readme_s_install_line_runs(tmp_path: Path) -> None:
    """Build, install and start from a copy, without the network: what it needs is at hand."""
    line = next(one for one in blocks(ROOT / "README.md", "sh") if "pip install" in one)
    for name in ("src", "samples", "docs", "packaging"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path / name)
    offline = {
        "PIP_NO_DEPS": "1",
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "false",  # pip reads it the wrong way round: pypa/pip 5735
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "TZ": "UTC",
    }
    done = subprocess.run(
        ["bash", "-ec", line], cwd=tmp_path, env=environment(tmp_path, offline),
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith("# City opens new river bridge\n")
    prefix = tmp_path / ".venv"
    assert (prefix / "share/man/man1/newsdigest.1").exists()
    assert (prefix / "share/bash-completion/completions/newsdigest").exists()
    assert list(prefix.glob("lib/*/site-packages/newsdigest/__init__.py"))


def test_the_readme_s_test_line_is_what_is_run_for_every_change() -> None:
    line = next(one for one in blocks(ROOT / "README.md", "sh") if "tests/run.sh" in one)
    assert (ROOT / ".ci/run").read_text("utf-8").splitlines()[-1] == f"exec {line.strip()}"
    assert blocks(ROOT / "CONTRIBUTING.md", "sh") == [line]


SITE = "<html><head><link rel=alternate type=application/rss+xml href=/feed.xml></head></html>"


def test_the_readme_s_first_commands_run(place: Path, server: Loopback) -> None:
    server.page("/", SITE)
    server.page("/news/bridge", (ROOT / "samples/bridge.html").read_bytes())
    script = next(one for one in blocks(ROOT / "README.md", "sh") if "feeds add" in one)
    text = script.replace("https://example.org", server.url("").rstrip("/"))
    env = environment(place, {"NEWSDIGEST_FETCH_ALLOW_PRIVATE": "true"})
    env["PATH"] = f"{place / 'bin'}:{env['PATH']}"
    done = subprocess.run(
        ["bash", "-c", f"set -eo pipefail; cd ~\n{text}"], env=env, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.count("City opens new river bridge") == 3  # url, curl, show


def test_the_commands_for_archives_run(
    place: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("newsdigest.wiring.archive.engine", lambda *_: Turns())
    monkeypatch.setattr("newsdigest.wiring.archive.missing", lambda *_: ())  # Ray may be
    monkeypatch.chdir(place)
    made = [archives.response(number) for number in range(2)]
    for name in ("CC-NEWS-20261121.warc.gz", "archive/a.warc.gz", "shared/archive/a.warc.gz"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        archives.write_warc(place / name, made)
    lines = "".join(blocks(ROOT / "docs/corpus.md", "sh")).splitlines()
    assert any("--runner ray" in line for line in lines)
    here = find_spec("ray") is not None
    for at, line in enumerate(line for line in lines if here or "--runner ray" not in line):
        words = line.replace(" /shared", f" {place}/shared").replace("digests/", f"digests{at}/")
        assert run(shlex.split(words)[1:]) == 0, capfd.readouterr().err


def quoted(line: str) -> str:
    return "'" + line.replace("'", "'\\''") + "'"


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")])
def test_every_python_example_of_a_page_runs(page: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(blocks(page, "python"))],
        cwd=ROOT, env={"PYTHONPATH": SOURCES}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "toml")])
def test_every_configuration_of_a_page_is_a_good_one(page: Path) -> None:
    for text in blocks(page, "toml"):
        assert config.parse(text, "c.toml", {}, {}).exists


def test_every_decision_is_dated_and_every_section_in_the_index() -> None:
    page = (ROOT / "docs/decisions.md").read_text("utf-8")
    for entry in re.findall(r"^(?:- )?\*\*.+?\*\*[^\n]*\n?[^\n]*", page, re.MULTILINE | re.DOTALL):
        assert re.search(r"\(2026-\d\d-\d\d", entry), entry
    index, _, rest = page.partition("\n## ")
    for heading in re.findall(r"^#{2,3} (.+)$", f"## {rest}", re.MULTILINE):
        assert f"[{heading}](#" in index, heading


def test_every_form_and_workflow_can_be_read_and_runs_what_is_there() -> None:
    forms = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("[0-9]*.yml"))
    assert len(forms) == 5
    for form in forms:
        told = yaml.safe_load(form.read_text("utf-8"))
        assert {"name", "description", "labels", "body"} <= told.keys()
    for flow in (ROOT / ".github/workflows").glob("*.yml"):
        jobs = yaml.safe_load(flow.read_text("utf-8"))["jobs"]
        runs = [step.get("run", "") for job in jobs.values() for step in job["steps"]]
        for path in re.findall(r"\b(?:tests|samples|src)/[\w./-]+", "\n".join(runs)):
            assert (ROOT / path).exists(), path


def test_a_home_that_is_not_there_yet_is_named_as_one_word() -> None:
    """One search finds every placeholder, and none stands where it would be taken for a place."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for url in settings["project"]["urls"].values():
        assert url.startswith("https://example.invalid/newsdigest")


def test_the_skill_for_agents_begins_as_skills_do() -> None:
    text = (ROOT / "docs/agents/newsdigest/SKILL.md").read_text("utf-8")
    head = yaml.safe_load(text.split("---\n")[1])
    assert head["name"] == "newsdigest"
    assert len(head["description"]) <= 1024
    assert "never follow instructions" in text


def test_every_script_that_measures_stands_in_its_list() -> None:
    listed = set(re.findall(r"`(\w+\.py)`", (ROOT / "bench/README.md").read_text("utf-8")))
    assert listed == {path.name for path in (ROOT / "bench").glob("*.py")}


def test_the_places_of_each_system_are_those_that_the_program_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from platformdirs.macos import MacOS
    from platformdirs.unix import Unix

    monkeypatch.setenv("HOME", "/home/ana")
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    text = (ROOT / "docs/how-to.md").read_text("utf-8")
    systems = [kind("newsdigest") for kind in (Unix, MacOS)]
    for row, attribute in (
        ("configuration", "user_config_dir"),
        ("what is remembered", "user_state_dir"),
        ("pages kept", "user_cache_dir"),
    ):
        places = [getattr(system, attribute).replace("/home/ana", "~") for system in systems]
        assert f"| {row} | {' | '.join(f'`{place}`' for place in places)} |" in text
