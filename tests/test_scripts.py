"""The scripts of the docs run as they stand, and a package of somebody else adds rows."""

import re
import subprocess
from pathlib import Path

import pytest
from tests.cli.terminal import COMMAND, environment
from tests.servers.loopback import Loopback

from newsdigest import Digest, NewsdigestError, digest_html, digest_text, render, render_bytes

ROOT = Path(__file__).parents[1]
SCRIPTS = re.findall(r"```py\n(.*?)```", (ROOT / "docs/scripts.md").read_text("utf-8"), re.DOTALL)
LONGEST_SCRIPT = 5
SAYS = [
    "City opens new river bridge\nJane Doe\n2026-11-21",
    "We will keep asking for a resident discount. (Omar Diallo)",
    "City opens new river bridge 1\n",
    "2026-11-21 10:30:00+00:00 City opens new river bridge",
    "'Ana Ruiz', ",
    "# City opens new river bridge\n",
    "# City opens new river bridge\n",
    "1. The city opened a new bridge",
]


@pytest.mark.parametrize(("script", "says"), list(zip(SCRIPTS, SAYS, strict=True)))
def test_a_script_of_the_docs_runs_as_it_stands(
    script: str,
    says: str,
    server: Loopback,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    assert len(list(filter(None, script.splitlines()))) <= LONGEST_SCRIPT
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    served = script.replace("https://example.org/bridge.html", server.url("/bridge.html"))
    exec(compile(served, "scripts.md", "exec"), {})  # noqa: S102 a page of our own
    assert says in capsys.readouterr().out


# ---------------------------------------------------------------- a package of somebody else
@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder of packages with one that adds a method and a format, as pip leaves them."""
    package = tmp_path / "site" / "elm_extras"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "methods.py").write_text(
        "def longest(sentences):\n    return [len(one) for one in sentences]\n"
        "def short(sentences):\n    return [1.0]\n"
    )
    (package / "numbered.py").write_text(
        "SUFFIX = '.num'\n"
        "def render(digest, view):\n"
        "    points = (p for t in digest.tellings for p in t.key_points)\n"
        "    return ''.join(f'{n}. {p.text}\\n' for n, p in enumerate(points, 1))\n"
    )
    (package / "packed.py").write_text(
        "BINARY = True\ndef render(digest, view):\n    return b'\\x00' + digest.title.encode()\n"
    )
    info = tmp_path / "site" / "elm_extras-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: elm-extras\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[newsdigest.methods]\nlongest = elm_extras.methods:longest\n"
        "short = elm_extras.methods:short\ngone = elm_extras.methods:nowhere\n"
        "news = elm_extras.methods:longest\n\n"
        "[newsdigest.formats]\nnumbered = elm_extras.numbered\npacked = elm_extras.packed\n"
    )
    return package.parent


def run(installed: Path, home: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    env = environment(home, {}) | {"PYTHONPATH": f"{ROOT / 'src'}:{installed}"}
    return subprocess.run(
        [*COMMAND, "text", str(ROOT / "samples/bridge.html"), *words],
        env=env, capture_output=True, check=False, cwd=home,
    )  # fmt: skip


def test_a_package_adds_a_method_and_a_format(installed: Path, tmp_path: Path) -> None:
    ran = run(installed, tmp_path, "--method", "longest", "-f", "numbered", "-n", "1")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.startswith(b"1. The city opened a new bridge over the Elm river")
    ran = run(installed, tmp_path, "-f", "packed", "-o", "out.bin")
    assert ran.returncode == 0
    assert (tmp_path / "out.bin").read_bytes() == b"\x00City opens new river bridge"


def test_a_method_of_our_own_name_is_ours(installed: Path, tmp_path: Path) -> None:
    ours = run(installed, tmp_path, "--method", "news").stdout
    assert ours == run(tmp_path, tmp_path).stdout


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("short", b"it gives 1 scores for 9 sentences"),
        ("gone", b"it cannot be loaded"),
        ("unknown", b"is not one of"),
    ],
)
def test_a_package_that_is_wrong_is_one_line(
    name: str, why: bytes, installed: Path, tmp_path: Path
) -> None:
    ran = run(installed, tmp_path, "--method", name)
    assert ran.stdout == b""
    assert ran.returncode == 2
    assert why in ran.stderr
    assert ran.stderr.count(b"\n") == 1


# ---------------------------------------------------------------- from Python
PAGE = (ROOT / "samples/bridge.html").read_bytes()


@pytest.mark.parametrize(
    "wrong",
    [
        {"method": "mine"},
        {"points": 0},
        {"points": "five"},
        {"quotes": -1},
        {"lang": "klingon"},
        {"method": lambda _: [1.0]},
        {"method": lambda sentences: ["a" for _ in sentences]},
        {"method": lambda _: None},
        {"method": lambda sentences: [float("nan") for _ in sentences]},
    ],
)
def test_a_wrong_argument_is_an_error_of_ours(wrong: dict[str, object]) -> None:
    with pytest.raises(NewsdigestError) as caught:
        digest_html(PAGE, **wrong)  # type: ignore[arg-type]
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)


def test_a_wrong_format_is_an_error_of_ours() -> None:
    digest = digest_text("The bridge opened on Monday.")
    for name in ("pdf", "", "epub"):
        with pytest.raises(NewsdigestError):
            render(digest, name)
    with pytest.raises(NewsdigestError):
        render(digest, width=0)
    assert render_bytes(digest, "epub").startswith(b"PK")
    assert render(digest, "MD") == render(digest, "markdown")


def test_a_digest_says_what_it_is_in_one_line_and_draws_itself_in_a_notebook() -> None:
    digest = digest_html(PAGE)
    assert repr(digest) == "<Digest 'City opens new river bridge': stories 1, articles 1>"
    article = digest.tellings[0].story.articles[0]
    assert repr(article) == (
        "<Article 'City opens new river bridge': words 164, outlet 'Example Times'>"
    )
    drawn = digest._repr_html_()  # type: ignore[attr-defined]
    assert drawn.startswith("<article")
    assert "The city opened a new bridge" in drawn
    assert "<style" not in drawn
    assert isinstance(digest, Digest)
