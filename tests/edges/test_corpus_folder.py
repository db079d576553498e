"""The folder of a corpus: whole files only, and nothing half written left behind."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from newsdigest.edges import corpus_rows
from newsdigest.edges.corpus_folder import CorpusFolder


def test_what_a_killed_run_left_half_written_is_swept_away(tmp_path: Path) -> None:
    folder = CorpusFolder(str(tmp_path / "out"))
    folder.open({})
    left = tmp_path / f"out/digests/.a.parquet.77{corpus_rows.UNFINISHED}"
    kept = tmp_path / "out/digests/a.parquet"
    left.parent.mkdir()
    left.write_text("half")
    kept.write_text("whole")
    folder.sweep()
    assert (left.exists(), kept.exists()) == (False, True)


def test_a_file_that_fails_while_it_is_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    corpus_rows.write_lines(path, ["old"])

    def breaking() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        corpus_rows.write_lines(path, (breaking() if n else "new" for n in range(2)))
    assert path.read_text("utf-8") == "old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_many_rows_are_written_in_groups_and_say_what_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus_rows, "GROUP_ROWS", 2)
    path = tmp_path / "a.parquet"
    rows = [corpus_rows.part_row({"url": f"u{n}", "failure": {"kind": "k"}}) for n in range(5)]
    corpus_rows.write_parquet(path, corpus_rows.PART, rows, "said")
    file = pq.ParquetFile(path)
    assert file.num_row_groups == 3
    assert file.read().to_pylist()[4] == {
        "url": "u4", "window": None, "key": None, "signature": None, "digest": None,
        "failure": '{"kind":"k"}',
    }  # fmt: skip
    assert corpus_rows.done_of(path) == "said"


def test_a_file_that_is_not_there_or_says_nothing_is_not_done(tmp_path: Path) -> None:
    assert corpus_rows.done_of(tmp_path / "none.parquet") == ""
    (tmp_path / "odd.parquet").write_text("no table")
    assert corpus_rows.done_of(tmp_path / "odd.parquet") == ""
    corpus_rows.write_parquet(tmp_path / "plain.parquet", corpus_rows.PART, [])
    assert corpus_rows.done_of(tmp_path / "plain.parquet") == ""


def test_json_holds_whatever_a_file_can(tmp_path: Path) -> None:
    corpus_rows.write_lines(tmp_path / "a", [corpus_rows.packed({"a": "\ud800é"})])
    assert (tmp_path / "a").read_text("utf-8") == '{"a":"?é"}\n'
