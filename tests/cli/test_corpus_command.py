"""newsdigest corpus: counts, refusals in plain words, and a run that a kill does not spoil."""

import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests import archives
from tests.engines import Turns

from newsdigest.cli.run import run
from newsdigest.wiring import archive


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    members = [archives.response(number) for number in range(4)]
    refused = archives.member("response", "u", archives.answer(b"", "404 Not Found"))
    return archives.write_warc(tmp_path / "in.warc.gz", [*members, refused])


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Turns:
    """Do the work in this process."""
    engine = Turns()
    monkeypatch.setattr(archive, "engine", lambda *_: engine)
    return engine


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "work" not in path.relative_to(folder).parts
    }


@pytest.mark.usefixtures("here")
def test_the_folder_is_printed_and_the_counts_are_told(
    warc: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    assert run(["corpus", str(warc), "-o", str(folder), "-n", "1", "--quotes", "0"]) == 0
    out, err = capfd.readouterr()
    assert out == f"{folder}\n"
    assert err.startswith("5 records read, 4 kept, 1 refused (1 × status 404); ")
    assert run(["corpus", str(warc), "-o", str(folder), "-n", "1", "--quotes", "0", "-q"]) == 0
    assert capfd.readouterr() == (f"{folder}\n", "")


@pytest.mark.usefixtures("here")
def test_other_options_do_not_go_on_in_the_same_folder(
    warc: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "out")
    assert run(["corpus", str(warc), "-o", folder]) == 0
    assert run(["corpus", str(warc), "-o", folder, "-n", "1"]) == 2
    assert "made with other options" in capfd.readouterr().err
    assert run(["corpus", str(warc), "-o", str(tmp_path)]) == 2
    assert "it holds other files" in capfd.readouterr().err


@pytest.mark.usefixtures("here")
def test_a_file_that_cannot_be_read_is_named_in_the_exit_code_too(
    warc: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.parquet"
    bad.write_bytes(b"no table")
    assert run(["corpus", str(bad), str(warc), "-o", str(tmp_path / "both")]) == 3
    assert str(bad) in capfd.readouterr().err
    assert run(["corpus", str(bad), "-o", str(tmp_path / "alone")]) == 1


LACKING = {
    "fastwarc": (["-f", "jsonl"], "corpus"),
    "fastwarc, pyarrow": ([], "corpus"),
    "fastwarc, daft, ray": (["-f", "jsonl", "--runner", "ray"], "cluster"),
}


@pytest.mark.parametrize("lacking", LACKING)
def test_without_an_extra_the_error_names_what_this_run_wants_of_it(
    warc: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    lacking: str,
) -> None:
    words, extra = LACKING[lacking]
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert run(["corpus", str(warc), "-o", str(tmp_path / "out"), *words]) == 2
    assert capfd.readouterr().err == (
        f"error: cannot run: newsdigest corpus: {lacking} not installed. "
        f"Try: pip install 'newsdigest[{extra}]'\n"
    )
    assert not (tmp_path / "out").exists()


def test_two_runs_do_not_write_to_one_folder(
    warc: Path, tmp_path: Path, here: Turns, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    with archive.corpus_lock(str(folder))():
        (folder / "work/settings.json").unlink(missing_ok=True)
    assert run(["corpus", str(warc), "-o", str(folder)]) == 2  # the lock is not a corpus
    capfd.readouterr()
    fresh = tmp_path / "fresh"
    assert run(["corpus", str(warc), "-o", str(fresh)]) == 0
    with archive.corpus_lock(str(fresh))():
        assert run(["corpus", str(warc), "-o", str(fresh)]) == 75
    assert here.done


@pytest.mark.usefixtures("here")
def test_days_are_written_as_daily_writes_them_and_edits_are_told(
    warc: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    words = ["corpus", str(warc), "-o", str(tmp_path / "out"), "--days", str(tmp_path / "days")]
    assert run(words) == 0
    assert capfd.readouterr().err.endswith("; 3 files of days\n")
    assert [path.name for path in sorted((tmp_path / "days").iterdir())] == [
        "2026-11-01.md", "2026-11-02.md", "2026-11-03.md",
    ]  # fmt: skip
    day = tmp_path / "days/2026-11-02.md"
    day.write_text(day.read_text("utf-8").replace("# Mon", "# My Mon"), "utf-8")
    assert run([*words, "-q"]) == 0
    assert "2026-11-02.md was edited; your version is now" in capfd.readouterr().err


@pytest.mark.usefixtures("here")
def test_a_day_that_cannot_be_written_is_named_and_the_others_are_written(
    warc: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    words = ["corpus", str(warc), "-o", str(tmp_path / "out"), "--days", str(tmp_path / "days")]
    (tmp_path / "days/2026-11-02.md").mkdir(parents=True)
    assert run(words) == 3
    assert "2026-11-02.md: is a directory" in capfd.readouterr().err
    assert (tmp_path / "days/2026-11-03.md").is_file()


@pytest.mark.usefixtures("here")
def test_a_place_for_days_that_is_none_is_told_before_any_work(
    warc: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    words = ["corpus", str(warc), "-o", str(tmp_path / "out"), "--days", str(warc / "days")]
    assert run(words) == 1
    assert "could not make the directory" in capfd.readouterr().err
    assert not (tmp_path / "out/digests").exists()


# ---------------------------------------------------------------- for real
def start(archive: Path, folder: Path, *how: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "newsdigest", "corpus", str(archive), "-o", str(folder),
         "-f", "jsonl", "--workers", "1", *how],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def wait_for_a_part(process: subprocess.Popen[str], folder: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        if list(folder.glob("work/*/*.jsonl.zst")):
            return
        time.sleep(0.02)
    pytest.fail("no part was done")


def test_a_run_killed_with_all_its_power_goes_on_and_gives_the_same_bytes(
    tmp_path: Path, here: Turns
) -> None:
    archive = archives.write_texts(tmp_path / "in.jsonl", range(250))
    killed = start(archive, tmp_path / "out")
    wait_for_a_part(killed, tmp_path / "out")
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert not (tmp_path / "out/counts.json").exists()
    again = start(archive, tmp_path / "out")
    out, err = again.communicate(timeout=120)
    assert (again.returncode, out) == (0, f"{tmp_path / 'out'}\n"), err
    assert run(["corpus", str(archive), "-o", str(tmp_path / "alone"), "-f", "jsonl"]) == 0
    assert here.done.count("digest_part") == 10
    assert files(tmp_path / "out") == files(tmp_path / "alone")


needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="ray is not installed")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("runner", ["native", pytest.param("ray", marks=needs_ray)])
def test_two_processes_of_an_engine_leave_the_bytes_that_one_process_leaves(
    tmp_path: Path, runner: str
) -> None:
    archive = archives.write_texts(tmp_path / "in.jsonl", range(150))
    spread, alone = tmp_path / "spread", tmp_path / "alone"
    days = ("--days", str(spread / "days"))
    started = start(archive, spread, "--workers", "2", "--runner", runner, *days)
    _, err = started.communicate(timeout=300)
    assert started.returncode == 0, err
    words = ["corpus", str(archive), "-o", str(alone), "-f", "jsonl"]
    assert run([*words, "--days", str(alone / "days")]) == 0
    assert files(spread) == files(alone)
    assert len(list(alone.glob("days/*.md"))) == 3
