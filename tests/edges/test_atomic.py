"""A file is old or new, never half."""

import os
import stat
from pathlib import Path

import pytest

from newsdigest.edges import atomic
from newsdigest.errors import StoreError


def test_a_new_file_is_written_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    atomic.write_atomically(str(tmp_path / "a.md"), "Ärger\n")
    assert (tmp_path / "a.md").read_bytes() == "Ärger\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_modes_are_kept_and_private_files_are_private(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.write_text("x")
    old.chmod(0o640)
    atomic.write_atomically(str(old), "y")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    atomic.write_atomically(str(tmp_path / "secret"), "z", private=True)
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    atomic.write_atomically(str(tmp_path / "link"), "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_missing_directory_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"could not write: .*no such file or directory"):
        atomic.write_atomically(str(tmp_path / "none/a.md"), "x")


def test_a_full_disk_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text("old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="no space left on device"):
        atomic.write_atomically(str(tmp_path / "a.md"), "new")
    assert (tmp_path / "a.md").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_pipe_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StoreError, match="it is no regular file"):
        atomic.write_atomically(str(tmp_path / "pipe"), "x")
    assert (tmp_path / "pipe").is_fifo()
    assert len(list(tmp_path.iterdir())) == 1


def test_several_files_change_together_or_none_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.md", "b.html"):
        (tmp_path / name).write_text("old")
    wanted: dict[str, str | bytes] = {
        str(tmp_path / "a.md"): "new",
        str(tmp_path / "b.html"): b"new",
    }
    real, calls = os.fsync, []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match=r"could not write: .*b\.html"):
            atomic.write_together(wanted)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "a.md": "old", "b.html": "old",
    }  # fmt: skip
    atomic.write_together(wanted)
    assert {path.read_text() for path in tmp_path.iterdir()} == {"new"}
