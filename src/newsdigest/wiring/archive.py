"""Settings of an archive's journey -> its files, its folder, its engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from newsdigest.wiring import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.archive import Row, Shard
    from newsdigest.pipeline.corpus import Tools
    from newsdigest.pipeline.corpus_days import DaysOptions
    from newsdigest.pipeline.options import StageOptions
    from newsdigest.ports import Engine, Lock


def corpus_tools(
    inputs: Sequence[str], output: str, format_: Literal["parquet", "jsonl"], options: StageOptions
) -> tuple[tuple[Shard, ...], Tools]:
    """Give the input files, and what their journey works with."""
    from functools import partial

    from newsdigest import records
    from newsdigest.edges.corpus_folder import CorpusFolder
    from newsdigest.edges.corpus_read import FileArchive
    from newsdigest.pipeline.corpus import Tools

    archive = FileArchive()
    folder = CorpusFolder(str(Path(output).expanduser().resolve()), format_)
    digest = partial(records.page_record, options=options)
    return archive.shards(inputs), Tools(archive, folder, digest, records.lost_record, options)


def corpus_days(folder: str, max_stories: int) -> DaysOptions:
    """Give the place of the files of days, made now: better to fail before the work than after."""
    from newsdigest.edges.files import DayShelf
    from newsdigest.errors import StoreError
    from newsdigest.pipeline.corpus_days import DaysOptions

    place = Path(folder).expanduser().resolve()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = (error.strerror or "it failed").lower()
        raise StoreError("could not make the directory", str(place), why) from error
    return DaysOptions(DayShelf(str(place)), max_stories)


def corpus_settings(options: StageOptions) -> Row:
    """Name all that decides what a folder of digests holds, beside its input."""
    from newsdigest import __version__
    from newsdigest.codec import to_plain

    return {"version": __version__, "options": to_plain(options)}


def corpus_lock(output: str) -> Lock:
    """Give the lock that lets one run at a time write to a folder."""
    from newsdigest.edges.files import RunLock

    return RunLock(f"{output}/work/run.lock", f"{now():%Y-%m-%d %H:%M:%S} UTC")


def engine(runner: Literal["native", "ray"], workers: int) -> Engine:
    """Give the engine that spreads an archive; 0 workers: one a core of the machine or cluster."""
    if runner == "native":
        from newsdigest.edges.corpus_pool import PoolEngine
        from newsdigest.edges.machine import cores

        return PoolEngine(workers or cores())
    from newsdigest.edges.corpus_engine import DaftEngine, cluster_cores

    return DaftEngine(workers or cluster_cores())


def missing(inputs: Sequence[str], format_: str, runner: str) -> tuple[str, ...]:
    """Name the packages that a run of an archive wants and that are not installed.

    Parquet alone wants pyarrow, and a cluster alone Daft and Ray; WARC files, and folders that may
    hold some, want fastwarc.
    """
    from importlib.util import find_spec

    from newsdigest.edges.corpus_read import kinds

    read = kinds(inputs)
    wanted = {
        "fastwarc": any(".warc" in kind for kind in read),
        "pyarrow": format_ == "parquet" or ".parquet" in read,
        "daft": runner == "ray",
        "ray": runner == "ray",
    }
    return tuple(name for name, is_wanted in wanted.items() if is_wanted and not find_spec(name))
