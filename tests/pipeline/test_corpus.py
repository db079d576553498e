"""An archive becomes digests and stories: the same bytes however it is cut up and spread."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests import archives
from tests.corpora import OPTIONS, outputs, run
from tests.engines import Turns, guard

from newsdigest import records
from newsdigest.archive import Part, PartDone, Row, Tally, Window, add_up
from newsdigest.edges.corpus_folder import CorpusFolder, Format
from newsdigest.edges.corpus_read import FileArchive
from newsdigest.pipeline.corpus import (
    BUG,
    Tools,
    digest_corpus,
    digest_or_bug,
    digest_part,
    tell_window,
)


def together(folder: Path) -> bytes:
    """Every digest in the order of the input, whichever shard it is in."""
    return b"".join(outputs(folder, "digests").values())


class Noting(Turns):
    """An engine that notes what it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[object] = []

    def __call__(
        self, work: Callable[[Any, Any], Any], items: Sequence[Any], preload: tuple[str, ...] = ()
    ) -> Iterator[Any]:
        self.given.extend(item for _, item in items)
        return super().__call__(work, items, preload)


ODD = [
    archives.member("warcinfo", "", b"software: test\r\n"),
    archives.member("request", archives.url(1), b"GET / HTTP/1.1\r\n\r\n"),
    archives.member("response", archives.url(50), archives.answer(b"gone", "404 Not Found")),
    archives.member("response", archives.url(51), archives.answer(b"", "200 OK")),
    archives.member(
        "response", archives.url(52), archives.answer(b"PNG", "200 OK", "Content-Type: image/png")
    ),
    archives.member("response", archives.url(53), archives.answer(archives.SLOW_MARK)),
    archives.member("response", archives.url(54), b""),
    b"no record\r\n\r\n",
]


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    members = [archives.response(number) for number in range(12)]
    return archives.write_warc(tmp_path / "in.warc", [*members[:5], *ODD, *members[5:]])


# ---------------------------------------------------------------- the same bytes
@pytest.mark.parametrize("format_", ["jsonl", "parquet"])
def test_one_two_and_four_workers_give_the_same_bytes(
    tmp_path: Path, warc: Path, format_: Format
) -> None:
    found = []
    for workers in (1, 2, 4):
        folder = tmp_path / str(workers)
        run([warc], folder, Turns(workers), format_)
        found.append(outputs(folder))
    assert found[0] == found[1] == found[2]


def test_what_is_largest_is_begun_first(tmp_path: Path) -> None:
    small = [archives.response(number) for number in range(8)]
    large = archives.page(9, day=2) + b"<!-- " + b"long " * 2_000 + b"-->"
    members = [*small, archives.member("response", archives.url(9), archives.answer(large))]
    engine = Noting()
    run([archives.write_warc(tmp_path / "in.warc", members)], tmp_path / "out", engine)
    parts = [item for item in engine.given if isinstance(item, Part)]
    assert [part.number for part in parts] == [2, 0, 1]
    windows = [item.name for item in engine.given if isinstance(item, Window)]
    assert windows == ["2026-11-02.en", "2026-11-01.en", "2026-11-03.en"]


def test_two_shardings_give_the_same_digests_and_stories(tmp_path: Path) -> None:
    members = [archives.response(number) for number in range(12)]
    whole = [archives.write_warc(tmp_path / "whole.warc.gz", members)]
    split = [
        archives.write_warc(tmp_path / f"{at}.warc.gz", members[at : at + 5]) for at in (0, 5, 10)
    ]
    split.sort(key=lambda path: int(path.name.partition(".")[0]))
    run(whole, tmp_path / "one", Turns(1), part_records=4)
    run(split, tmp_path / "three", Turns(2), part_records=3)
    digests = [(tmp_path / "three/digests" / f"{at}.jsonl").read_bytes() for at in (0, 5, 10)]
    assert together(tmp_path / "one") == b"".join(digests)
    assert outputs(tmp_path / "one", "stories") == outputs(tmp_path / "three", "stories")


def test_the_digests_are_those_of_one_process(tmp_path: Path, warc: Path) -> None:
    run([warc], tmp_path / "out")
    lines = (tmp_path / "out/digests/in.jsonl").read_text("utf-8").splitlines()
    alone = [
        records.page_record(
            {
                "url": archives.url(n),
                "html": archives.page(n),
                "content_type": "text/html; charset=utf-8",
            }
        )["digest"]
        for n in range(12)
    ]
    assert [json.loads(line) for line in lines] == alone


def test_parquet_holds_what_json_lines_hold(tmp_path: Path, warc: Path) -> None:
    run([warc], tmp_path / "lines")
    run([warc], tmp_path / "tables", format_="parquet")
    table = pq.read_table(tmp_path / "tables/digests/in.parquet").to_pylist()
    lines = (tmp_path / "lines/digests/in.jsonl").read_text("utf-8").splitlines()
    assert [row["digest"] for row in table] == lines
    first = json.loads(lines[0])["stories"][0]
    assert table[0]["key_points"] == [point["text"] for point in first["key_points"]]
    assert table[0]["url"] == first["articles"][0]["url"]
    for path in (tmp_path / "lines/stories").iterdir():
        rows = pq.read_table(tmp_path / "tables/stories" / f"{path.stem}.parquet").to_pylist()
        assert [row["story"] for row in rows] == path.read_text("utf-8").splitlines()
        assert all(row["urls"] for row in rows)


# ---------------------------------------------------------------- counts
def test_what_is_read_is_kept_or_refused_for_a_reason_that_the_log_gives(
    tmp_path: Path, warc: Path
) -> None:
    outcome = run([warc], tmp_path / "out")
    assert outcome.tally.read == 12 + len(ODD)
    assert outcome.tally.kept == 12
    assert dict(outcome.tally.refused) == {
        "warcinfo record": 1, "request record": 1, "status 404": 1, "no answer": 1,
        "not a page: empty": 1, "not a page: image/png": 1, "too slow": 1, "damaged records": 1,
    }  # fmt: skip
    counts = json.loads((tmp_path / "out/counts.json").read_text("utf-8"))
    assert counts["read"] == counts["kept"] + sum(counts["refused"].values())
    assert sum(articles for articles, _ in counts["windows"].values()) == counts["kept"]
    log = (tmp_path / "out/logs/in.log").read_text("utf-8")
    assert log.count("refused: ") == 2 * len(ODD)
    assert f"{archives.url(53)}: it took longer than 10 s" in log


def stumbling(row: Row) -> Row:
    if row["url"] == archives.url(2):
        raise KeyError("colour")
    if row["url"] == archives.url(3):
        raise MemoryError
    return records.page_record(row)


def test_a_bug_that_one_page_shows_is_named_and_costs_that_page(tmp_path: Path) -> None:
    path = archives.write_warc(tmp_path / "in.warc", [archives.response(n) for n in range(3)])
    archive, folder = FileArchive(), CorpusFolder(str(tmp_path / "out"), "jsonl")
    shards = archive.shards([str(path)])
    tools = Tools(archive, folder, stumbling, records.lost_record, OPTIONS)
    outcome = digest_corpus(shards, tools, Turns(), lambda *_: None)
    assert (outcome.tally.kept, outcome.tally.refused) == (2, ((BUG, 1),))
    log = (tmp_path / "out/logs/in.log").read_text("utf-8")
    assert f"refused: {archives.url(2)}: KeyError: 'colour', in stumbling, line " in log


def test_a_page_that_wants_too_much_memory_is_the_guards_to_judge() -> None:
    with pytest.raises(MemoryError):
        digest_or_bug(stumbling, {"url": archives.url(3)})


def test_tallies_add_up_with_the_commonest_reason_first() -> None:
    total = add_up([Tally(1, (("b", 1), ("a", 1))), Tally(2, (("b", 1), ("c", 1)))])
    assert total == Tally(3, (("b", 2), ("a", 1), ("c", 1)))
    assert total.read == 7


def test_a_shard_that_cannot_be_read_costs_itself(tmp_path: Path, warc: Path) -> None:
    (tmp_path / "bad.parquet").write_bytes(b"no table")
    outcome = run([tmp_path / "bad.parquet", warc], tmp_path / "out")
    assert [failed.source for failed in outcome.failures] == [str(tmp_path / "bad.parquet")]
    assert outcome.tally.kept == 12


def test_an_empty_shard_has_an_empty_output_and_a_log(tmp_path: Path) -> None:
    empty = archives.write_warc(tmp_path / "empty.warc.gz", [])
    assert run([empty], tmp_path / "out").tally == Tally()
    assert (tmp_path / "out/digests/empty.jsonl").read_bytes() == b""
    assert (tmp_path / "out/logs/empty.log").exists()


# ---------------------------------------------------------------- stories
def test_articles_that_tell_one_story_are_told_once_from_all_of_them(tmp_path: Path) -> None:
    copies = [
        archives.member("response", f"https://outlet{n}.example/copy", archives.answer(page))
        for n, page in enumerate([archives.page(1)] * 3)
    ]
    other = archives.answer(archives.OTHER_PAGE)
    archive = archives.write_warc(
        tmp_path / "in.warc", [*copies, archives.member("response", archives.url(4), other)]
    )
    outcome = run([archive], tmp_path / "out", part_records=2)
    assert [(one.articles, one.stories) for one in outcome.windows] == [(4, 2)]
    (window,) = (tmp_path / "out/stories").iterdir()
    told = [json.loads(line) for line in window.read_text("utf-8").splitlines()]
    assert [len(story["articles"]) for story in told] == [3, 1]
    for story in told:
        for point in story["key_points"]:
            text = story["articles"][point["article"]]["text"]
            assert text[point["start"] : point["end"]] == point["text"]


def test_a_story_whose_worker_died_keeps_its_headline_and_its_outlets(tmp_path: Path) -> None:
    copies = [
        archives.member(
            "response", f"https://outlet{n}.example/c", archives.answer(archives.page(1))
        )
        for n in range(2)
    ]
    archive = archives.write_warc(tmp_path / "in.warc", copies)
    run([archive], tmp_path / "out")
    folder = CorpusFolder(str(tmp_path / "out"), "jsonl")
    shards = FileArchive().shards([str(archive)])
    (part,) = folder.parts(shards[0]) or ()
    tools = Tools(FileArchive(), folder, records.page_record, records.lost_record, OPTIONS)
    (path,) = (tmp_path / "out/stories").iterdir()
    tell_window((tools, Window(path.stem, (part,))), lambda _, items, lost: map(lost, items, "x"))
    (story,) = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    assert story["title"] == "Ferny bridge 1 opens"
    assert len(story["articles"]) == 2
    assert story["key_points"] == []


def test_days_and_languages_are_windows_of_their_own(tmp_path: Path) -> None:
    german = archives.page(1).replace(b'lang="en"', b'lang="de"')
    undated = archives.page(1).replace(b"article:published_time", b"x").replace(b"2026-11", b"x")
    rows = [
        {"url": "https://a.example/1", "html": page.decode(), "fetched": fetched}
        for page, fetched in [
            (archives.page(1, day=3), ""), (german, ""), (undated, "2026-11-09T23:00:00-05:00"),
            (undated, "not a time"),
        ]
    ]  # fmt: skip
    path = tmp_path / "in.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    outcome = run([path], tmp_path / "out")
    days = [one.window.partition(".")[0] for one in outcome.windows]
    assert days == ["2026-11-02", "2026-11-03", "2026-11-10", "undated"]


# ---------------------------------------------------------------- started again
@pytest.mark.parametrize("most", [0, 1, 3, 6, 8, 10])
def test_a_run_cut_short_anywhere_and_started_again_gives_the_same_bytes(
    tmp_path: Path, warc: Path, most: int
) -> None:
    run([warc], tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        run([warc], tmp_path / "cut", Turns(2, most))
    run([warc], tmp_path / "cut", Turns(1))
    assert outputs(tmp_path / "cut") == outputs(tmp_path / "whole")


def test_only_what_is_missing_is_done_again(tmp_path: Path, warc: Path) -> None:
    first = Turns(1)
    run([warc], tmp_path / "out", first)
    parts = first.done.count("digest_part")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.jsonl")}
    again = Turns(1)
    run([warc], tmp_path / "out", again)
    assert "digest_part" not in again.done
    assert "tell_window" not in again.done
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.jsonl")}
    (tmp_path / "out/work/in/000001.jsonl.zst").unlink()
    mended = Turns(1)
    run([warc], tmp_path / "out", mended)
    assert mended.done.count("digest_part") == 1 < parts


def test_a_shard_that_has_changed_is_done_again(tmp_path: Path, warc: Path) -> None:
    run([warc], tmp_path / "out")
    with warc.open("ab") as file:
        file.write(archives.response(77))
    outcome = run([warc], tmp_path / "out")
    assert outcome.tally.kept == 13
    run([warc], tmp_path / "fresh")
    assert outputs(tmp_path / "out") == outputs(tmp_path / "fresh")


def test_a_part_says_what_it_holds(tmp_path: Path, warc: Path) -> None:
    archive, folder = FileArchive(100), CorpusFolder(str(tmp_path / "out"), "jsonl")
    (shard,) = archive.shards([str(warc)])
    (part,) = archive.cut(shard)

    def keep(row: Row) -> Row:
        return {"url": row["url"], "failure": {"kind": "tried", "message": ""}}

    tools = Tools(archive, folder, keep, records.lost_record, OPTIONS)
    done = digest_part((tools, part), guard)
    assert isinstance(done, PartDone)
    assert folder.part(part) == done
    assert done.tally.kept == 0
