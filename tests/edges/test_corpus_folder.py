"""The folder of a corpus: whole files only, and nothing half written left behind."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from newsdigest.edges import corpus_parquet, corpus_parts, corpus_rows
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


def test_many_rows_are_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus_parquet, "GROUP_ROWS", 2)
    rows: list[dict[str, object]] = [{"id": f"s{n}", "title": "T", "story": "{}"} for n in range(5)]
    corpus_parquet.write_parquet(tmp_path / "a.parquet", corpus_parquet.STORY, rows)
    file = pq.ParquetFile(tmp_path / "a.parquet")
    assert file.num_row_groups == 3
    assert [*corpus_parquet.parquet_column(tmp_path / "a.parquet", "id")] == [
        "s0", "s1", "s2", "s3", "s4",
    ]  # fmt: skip


def test_the_records_of_a_part_come_back_and_say_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.zst"
    failed: dict[str, object] = {"url": "u1", "failure": {"kind": "k"}}
    signature = {"key": "https://a.test", "published": "2026-11-02"}
    read: dict[str, object] = {
        "url": "u2", "window": "2026-11-02.en", "signature": signature, "digest": {"a": "é\u2028"},
    }  # fmt: skip
    corpus_parts.write_part(path, [failed, read], "said")
    assert corpus_parts.done_of(path) == "said"
    first, second = corpus_parts.records(path)
    assert (first.url, first.window, first.failure) == ("u1", None, '{"kind":"k"}')
    assert (second.key, second.digest) == ("2026-11-02 https://a.test", '{"a":"é\u2028"}')
    assert [*corpus_parts.records(path, "2026-11-02.en")] == [second]
    assert [*corpus_parts.records(path, "2026-11-02.e")] == []


def test_a_file_that_is_not_there_or_says_nothing_is_not_done(tmp_path: Path) -> None:
    assert corpus_parts.done_of(tmp_path / "none.jsonl.zst") == ""
    (tmp_path / "odd.jsonl.zst").write_text("no frame")
    assert corpus_parts.done_of(tmp_path / "odd.jsonl.zst") == ""
    (tmp_path / "empty.jsonl.zst").write_bytes(b"")
    assert corpus_parts.done_of(tmp_path / "empty.jsonl.zst") == ""


def test_json_holds_whatever_a_file_can(tmp_path: Path) -> None:
    corpus_rows.write_lines(tmp_path / "a", [corpus_rows.packed({"a": "\ud800é"})])
    assert (tmp_path / "a").read_text("utf-8") == '{"a":"?é"}\n'
