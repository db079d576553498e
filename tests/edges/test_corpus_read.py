"""Archives of every kind give the same rows, and what is broken in them is counted."""

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests import archives

from newsdigest.archive import Part, Row, Shard
from newsdigest.edges import corpus_tables
from newsdigest.edges.corpus_read import FileArchive
from newsdigest.errors import ExtractError, UsageError


def everything(path: Path, part_records: int = 100) -> list[Row]:
    archive = FileArchive(part_records)
    (shard,) = archive.shards([str(path)])
    return [row for part in archive.cut(shard) for row in archive.rows(part)]


def cut(path: Path, part_records: int) -> tuple[Part, ...]:
    archive = FileArchive(part_records)
    (shard,) = archive.shards([str(path)])
    return archive.cut(shard)


# ---------------------------------------------------------------- what is an archive
def test_a_folder_stands_for_its_archives_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.warc", "notes.txt"):
        (tmp_path / name).write_text("")
    assert [shard.name for shard in FileArchive().shards([str(tmp_path)])] == ["a", "b"]


def test_two_files_of_one_name_get_outputs_of_their_own(tmp_path: Path) -> None:
    names = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        names.append(str(archives.write_lines(tmp_path / folder / "day.jsonl", [1])))
    first, second = FileArchive().shards(names)
    assert first.name.startswith("day-")
    assert first.name != second.name


@pytest.mark.parametrize(
    ("name", "why"),
    [("gone.warc", "no such file"), ("notes.txt", "not a name"), (".", "no archive in it")],
)
def test_what_is_no_archive_is_refused_by_name(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "notes.txt").write_text("")
    with pytest.raises(UsageError, match=why):
        FileArchive().shards([str(tmp_path / name)])


# ---------------------------------------------------------------- the same rows from every kind
def test_every_kind_of_file_gives_the_same_pages(tmp_path: Path) -> None:
    numbers = range(7)
    rows = [{"url": archives.url(n), "html": archives.page(n).decode()} for n in numbers]
    made = [archives.write_lines(tmp_path / name, numbers) for name in ("a.jsonl", "b.jsonl.gz")]
    with pa.CompressedOutputStream(str(tmp_path / "c.jsonl.zst"), "zstd") as file:
        file.write((tmp_path / "a.jsonl").read_bytes())
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "d.parquet")
    for path in [*made, tmp_path / "c.jsonl.zst", tmp_path / "d.parquet"]:
        assert everything(path) == rows, path
    for name in ("e.warc", "f.warc.gz"):
        path = archives.write_warc(tmp_path / name, [archives.response(n) for n in numbers])
        found = everything(path)
        assert [row["url"] for row in found] == [row["url"] for row in rows]
        assert [row["html"] for row in found] == [archives.page(n) for n in numbers]


@pytest.mark.parametrize("part_records", [1, 3, 10, 100])
@pytest.mark.parametrize("name", ["a.jsonl", "b.jsonl.gz", "c.warc", "d.warc.gz"])
def test_parts_cover_a_file_exactly_once_in_order(
    tmp_path: Path, name: str, part_records: int
) -> None:
    numbers = range(20)
    if "jsonl" in name:
        path = archives.write_lines(tmp_path / name, numbers)
    else:
        path = archives.write_warc(tmp_path / name, [archives.response(n) for n in numbers])
    parts = cut(path, part_records)
    assert [part.number for part in parts] == list(range(len(parts)))
    longer = 4 if name.endswith(".gz") and "jsonl" in name else 1
    assert len(parts) == -(-20 // (part_records * longer))
    bodies = [archives.page(number) for number in numbers]  # as text where JSON holds them
    pages = [len(body.decode() if "jsonl" in name else body) for body in bodies]
    assert [part.size for part in parts] == [
        sum(pages[part.first : part.first + part.count]) for part in parts
    ]
    assert [row["url"] for row in everything(path, part_records)] == [
        archives.url(number) for number in numbers
    ]


def test_a_file_entered_only_at_its_beginning_has_few_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsdigest.edges.corpus_read.MOST_PARTS", 4)
    parts = cut(archives.write_lines(tmp_path / "a.jsonl.gz", range(20)), 1)
    assert [part.count for part in parts] == [5, 5, 5, 5]


def test_a_large_file_has_longer_parts_than_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsdigest.edges.corpus_read.MOST_PARTS", 4)
    path = archives.write_lines(tmp_path / "a.jsonl", range(18))
    assert [part.count for part in cut(path, 6)] == [6, 6, 6]
    assert [part.count for part in cut(path, 3)] == [6, 6, 6]
    parts = cut(path, 1)
    assert [part.count for part in parts] == [4, 4, 4, 4, 2]
    assert [part.first for part in parts] == [part.base for part in parts] == [0, 4, 8, 12, 16]


def test_an_empty_file_has_no_parts(tmp_path: Path) -> None:
    assert cut(archives.write_warc(tmp_path / "a.warc.gz", []), 10) == ()


# ---------------------------------------------------------------- answers as servers sent them
@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(archives.page(1), mtime=0), ("Content-Encoding: gzip",)),
        (archives.page(1), ("Content-Encoding: gzip",)),
        (archives.page(1), ("Content-Encoding: br",)),
        (archives.page(1), ("Content-Encoding: unheard-of",)),
        (b"%x\r\n%b\r\n0\r\n\r\n" % (len(archives.page(1)), archives.page(1)),
         ("Transfer-Encoding: chunked",)),
    ],
)  # fmt: skip
def test_an_answer_is_unpacked_however_it_was_sent(
    tmp_path: Path, body: bytes, headers: tuple[str, ...]
) -> None:
    sent = archives.answer(body, "200 OK", "Content-Type: text/html", *headers)
    path = archives.write_warc(tmp_path / "a.warc.gz", [archives.member("response", "u", sent)])
    (row,) = everything(path)
    assert row["html"] == archives.page(1)
    assert row["content_type"] == "text/html"
    assert row["status"] == 200


def test_brotli_is_unpacked(tmp_path: Path) -> None:
    import brotli

    body = brotli.compress(archives.page(1))
    sent = archives.answer(body, "200 OK", "Content-Encoding: br")
    path = archives.write_warc(tmp_path / "a.warc", [archives.member("response", "u", sent)])
    assert everything(path)[0]["html"] == archives.page(1)


# ---------------------------------------------------------------- damage
def damaged(tmp_path: Path, broken: bytes, name: str = "a.warc.gz") -> list[str]:
    """Put something broken between four good records; give what is read, "!" for damage."""
    good = [gzip.compress(archives.response(number), mtime=0) for number in range(4)]
    path = tmp_path / name
    path.write_bytes(b"".join([*good[:2], broken, *good[2:]]))
    return ["!" if "damage" in row else str(row["url"]) for row in everything(path, 1)]


WHOLE = gzip.compress(archives.response(9), mtime=0)
LYING = gzip.compress(
    archives.response(9).replace(b"Content-Length: ", b"Content-Length: 1"), mtime=0
)


@pytest.mark.parametrize(
    "broken",
    [WHOLE[: len(WHOLE) // 2], WHOLE[:60] + bytes(40) + WHOLE[100:], b"\x1f\x8b\x08" + bytes(50),
     WHOLE[:-300] * 2, LYING],
    ids=["cut off", "overwritten", "false start", "two in a row", "lying about its length"],
)  # fmt: skip
def test_what_is_damaged_is_counted_once_and_nothing_behind_it_is_lost(
    tmp_path: Path, broken: bytes
) -> None:
    good = [archives.url(number) for number in range(4)]
    found = damaged(tmp_path, broken)
    assert [one for one in found if one in good] == good
    assert found.count("!") == 1
    assert found.index("!") in (2, 3)


def test_damage_at_the_very_beginning_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(WHOLE[:200] + gzip.compress(archives.response(1), mtime=0))
    assert ["damage" in row for row in everything(path)] == [True, False]


def test_damage_in_a_file_that_is_not_packed_ends_at_the_next_record(tmp_path: Path) -> None:
    records = [archives.response(number) for number in range(3)]
    path = tmp_path / "a.warc"
    path.write_bytes(records[0] + b"no record at all\r\n\r\n" + records[1] + records[2])
    found = everything(path, 1)
    assert [row.get("url") for row in found] == [
        archives.url(0), None, archives.url(1), archives.url(2)
    ]  # fmt: skip


def test_a_line_that_is_no_object_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"url": "a"}\n\nnonsense\n[1]\n' + "[" * 100_000 + '\n{"url": "b"}')
    found = everything(path, 1)
    assert [row.get("url", "!") for row in found] == ["a", "!", "!", "!", "b"]


def test_a_line_too_long_is_damage_and_is_not_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus_tables, "LONGEST_LINE", 16)
    path = tmp_path / "a.jsonl"
    path.write_text('{"url": "a"}\n' + json.dumps({"url": "x" * 50}) + '\n{"url": "b"}\n')
    assert [row.get("url", "!") for row in everything(path, 1)] == ["a", "!", "b"]


def test_lines_cut_off_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    path = archives.write_lines(tmp_path / "a.jsonl.gz", range(3))
    path.write_bytes(path.read_bytes()[:-12])
    assert "damage" in everything(path)[-1]


def test_a_file_that_is_no_table_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"no table")
    shard = Shard("a", str(tmp_path / "a.parquet"), 8)
    with pytest.raises(ExtractError, match=r"a\.parquet"):
        FileArchive().cut(shard)
