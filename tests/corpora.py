"""Corpora to test on: an archive digested into a folder, and what stands there afterwards."""

import functools
from collections.abc import Sequence
from pathlib import Path

from tests.engines import Turns

from newsdigest import records
from newsdigest.edges.corpus_folder import CorpusFolder, Format
from newsdigest.edges.corpus_read import FileArchive
from newsdigest.pipeline.corpus import Outcome, Tools, digest_corpus
from newsdigest.pipeline.options import StageOptions

OPTIONS = StageOptions()


def run(
    inputs: Sequence[Path],
    output: Path,
    engine: Turns | None = None,
    format_: Format = "jsonl",
    part_records: int = 3,
) -> Outcome:
    archive, folder = FileArchive(part_records), CorpusFolder(str(output), format_)
    digest = functools.partial(records.page_record, options=OPTIONS)
    folder.open({})
    folder.sweep()
    tools = Tools(archive, folder, digest, records.lost_record, OPTIONS)
    shards = archive.shards([str(path) for path in inputs])
    return digest_corpus(shards, tools, engine or Turns(), lambda *_: None)


def outputs(folder: Path, *rooms: str) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for room in rooms or ("digests", "stories", "logs", "counts.json")
        for path in sorted([folder / room, *(folder / room).rglob("*")])
        if path.is_file()
    }
