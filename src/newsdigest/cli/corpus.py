"""newsdigest corpus: an archive in, digests and stories out, on every core or on a cluster."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from newsdigest.cli import options as opt
from newsdigest.cli import streams
from newsdigest.cli.intents import RUNNING, WHERE_AND_HOW
from newsdigest.errors import UsageError

if TYPE_CHECKING:
    from newsdigest.pipeline.corpus import Outcome
    from newsdigest.pipeline.options import StageOptions

EXIT_OK, EXIT_NOTHING, EXIT_PARTLY = 0, 1, 3
EXTRA = ("daft", "fastwarc", "pyarrow")
"""Packages of the extra, by the names they are imported by."""


class TableFormat(StrEnum):
    """How rows are written."""

    PARQUET = "parquet"
    JSONL = "jsonl"


class Runner(StrEnum):
    """Where the work is done."""

    NATIVE = "native"
    RAY = "ray"


InputsArg = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...", help="WARC, JSON lines or Parquet files, or folders of them."
    ),
]
FolderOpt = Annotated[
    str,
    typer.Option(
        "-o", "--output", metavar="DIR", help="Folder for what is made; may hold a run cut short.",
        show_default=False, rich_help_panel=WHERE_AND_HOW,
    ),
]  # fmt: skip
TableOpt = Annotated[
    TableFormat,
    typer.Option(
        "-f", "--format", metavar="FORMAT", help="Tables to write: parquet or jsonl.",
        rich_help_panel=WHERE_AND_HOW,
    ),
]  # fmt: skip
WorkersOpt = Annotated[
    int,
    typer.Option(
        "--workers", metavar="N", min=0, max=100_000, show_default=False,
        help="Processes. Default: one a core, of the cluster with --runner ray.",
        rich_help_panel=RUNNING,
    ),
]  # fmt: skip
RunnerOpt = Annotated[
    Runner,
    typer.Option(
        "--runner", metavar="RUNNER", rich_help_panel=RUNNING,
        help="native: this machine; ray: a Ray cluster.",
    ),
]  # fmt: skip


def corpus(
    inputs: InputsArg,
    output: FolderOpt,
    format_: TableOpt = TableFormat.PARQUET,
    points: opt.PointsOpt = 5,
    quotes: opt.QuotesOpt = 3,
    method: opt.MethodOpt = opt.DEFAULT_METHOD,
    lang: opt.LangOpt = "auto",
    workers: WorkersOpt = 0,
    runner: RunnerOpt = Runner.NATIVE,
    quiet: opt.QuietOpt = False,
    debug: opt.DebugOpt = False,
) -> int:
    """Digest an archive of pages or articles: digests, stories, logs and counts.

    The same command after a kill does only what is missing.

    Examples:
      newsdigest corpus CC-NEWS-20261121.warc.gz -o digests/
      newsdigest corpus archive/ -o digests/ -f jsonl --workers 4
      newsdigest corpus s3-mount/2026/11/ -o shared/ --runner ray
    """
    del debug
    missing = [name for name in EXTRA if find_spec(name) is None]
    if missing:
        why = f"{', '.join(missing)} not installed"
        raise UsageError("cannot run", "newsdigest corpus", why, "pip install 'newsdigest[corpus]'")
    options = _options(points, quotes, method.value, "" if lang == "auto" else lang)
    outcome = _run(inputs, output, options, (format_, runner, workers), quiet=quiet)
    for failed in outcome.failures:
        streams.report(failed)
    streams.write_out(f"{output}\n")
    if not quiet:
        streams.warn(_summary(outcome))
    if not outcome.failures:
        return EXIT_OK
    return EXIT_PARTLY if outcome.tally.read else EXIT_NOTHING


def _run(
    inputs: list[str],
    output: str,
    options: StageOptions,
    how: tuple[TableFormat, Runner, int],
    *,
    quiet: bool,
) -> Outcome:
    from newsdigest import wiring
    from newsdigest.cli.progress import progress
    from newsdigest.pipeline.corpus import digest_corpus

    format_, runner, workers = how
    shards, tools = wiring.corpus_tools(inputs, output, format_.value, options)
    tools.folder.open(wiring.corpus_settings(options))
    with wiring.corpus_lock(output)(), progress(quiet=quiet) as tell_progress:
        tools.folder.sweep()
        engine = wiring.engine(runner.value, workers)
        return digest_corpus(shards, tools, engine, tell_progress)


def _options(points: int, quotes: int, method: str, language: str) -> StageOptions:
    from newsdigest.pipeline.options import StageOptions

    given = StageOptions()
    return replace(
        given,
        extract=replace(given.extract, language=language),
        summarise=replace(given.summarise, points=points, method=method),
        quotes=replace(given.quotes, quotes=quotes),
    )


def _summary(outcome: Outcome) -> str:
    tally = outcome.tally
    refused = sum(count for _, count in tally.refused)
    reasons = ", ".join(f"{why} {count:,}" for why, count in tally.refused)
    stories = sum(one.stories for one in outcome.windows)
    return (
        f"{tally.read:,} records read, {tally.kept:,} kept, {refused:,} refused"
        f"{f' ({reasons})' if reasons else ''}; {stories:,} stories"
    )
