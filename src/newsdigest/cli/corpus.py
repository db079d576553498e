"""newsdigest corpus: an archive in, digests and stories out, on every core or on a cluster."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from newsdigest.cli import options as opt
from newsdigest.cli import streams
from newsdigest.cli.intents import RUNNING, WHAT_TO_PRINT, WHERE_AND_HOW
from newsdigest.errors import UsageError
from newsdigest.models import Failure
from newsdigest.stages.summarise.methods import ASKS_A_MODEL
from newsdigest.text.counts import counted

if TYPE_CHECKING:
    from newsdigest.archive import DayDone
    from newsdigest.pipeline.corpus import Outcome
    from newsdigest.pipeline.options import StageOptions

EXIT_OK, EXIT_NOTHING, EXIT_PARTLY = 0, 1, 3


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
DaysOpt = Annotated[
    str,
    typer.Option(
        "--days", metavar="DIR", show_default=False, rich_help_panel=WHERE_AND_HOW,
        help="Also write a Markdown file a day into DIR, as daily does.",
    ),
]  # fmt: skip
MaxStoriesOpt = Annotated[
    int,
    typer.Option(
        "--max-stories", metavar="N", min=1, max=10_000, rich_help_panel=WHAT_TO_PRINT,
        help="Stories that a day's file tells; others are titles.",
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


@dataclass(frozen=True, slots=True)
class CorpusArguments:
    """What becomes of an archive, where, and how it is run; empty `days` for no files of days."""

    output: str
    days: str
    max_stories: int
    format: TableFormat
    runner: Runner
    workers: int


def corpus(
    inputs: InputsArg,
    output: FolderOpt,
    format_: TableOpt = TableFormat.PARQUET,
    points: opt.PointsOpt = 5,
    quotes: opt.QuotesOpt = 3,
    method: opt.MethodOpt = opt.DEFAULT_METHOD,
    lang: opt.LangOpt = "auto",
    days: DaysOpt = "",
    max_stories: MaxStoriesOpt = 30,
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
      newsdigest corpus archive/ -o digests/ --days days/
      newsdigest corpus s3-mount/2026/11/ -o shared/ --runner ray
    """
    del debug
    from newsdigest.wiring import archive

    if lacking := archive.missing(inputs, format_.value, runner.value):
        why = f"{', '.join(lacking)} not installed"
        extra = "cluster" if runner is Runner.RAY else "corpus"
        raise UsageError(
            "cannot run", "newsdigest corpus", why, f"pip install 'newsdigest[{extra}]'"
        )
    options = _options(points, quotes, method, lang)
    args = CorpusArguments(output, days, max_stories, format_, runner, workers)
    outcome, written = _run(inputs, args, options, quiet=quiet)
    failures = [*outcome.failures, *(one for one in written if isinstance(one, Failure))]
    for failed in failures:
        streams.report(failed)
    for done in written:
        for line in () if isinstance(done, Failure) else done.warnings:
            streams.warn(f"warning: {line}")
    streams.write_out(f"{output}\n")
    if not quiet:
        streams.warn(_summary(outcome, len(written)))
    if not failures:
        return EXIT_OK
    return EXIT_PARTLY if outcome.tally.read else EXIT_NOTHING


def _run(
    inputs: list[str], args: CorpusArguments, options: StageOptions, *, quiet: bool
) -> tuple[Outcome, tuple[DayDone | Failure, ...]]:
    from newsdigest.cli.progress import progress
    from newsdigest.pipeline.corpus import digest_corpus
    from newsdigest.pipeline.corpus_days import write_days
    from newsdigest.wiring import archive

    shards, tools = archive.corpus_tools(inputs, args.output, args.format.value, options)
    tools.folder.open(archive.corpus_settings(options))
    days = archive.corpus_days(args.days, args.max_stories) if args.days else None
    with archive.corpus_lock(args.output)(), progress(quiet=quiet) as tell_progress:
        tools.folder.sweep()
        engine = archive.engine(args.runner.value, args.workers)
        outcome = digest_corpus(shards, tools, engine, tell_progress)
        if days is None:
            return outcome, ()
        return outcome, write_days(outcome.windows, tools.folder, days, engine, tell_progress)


def _options(points: int, quotes: int, method: str, language: str) -> StageOptions:
    if method in ASKS_A_MODEL:
        why = "an archive is told the same way on every machine, and asks nobody"
        raise UsageError("method not for an archive", f"--method {method}", why, "--method news")
    from newsdigest.pipeline.options import StageOptions

    given = StageOptions()
    return replace(
        given,
        extract=replace(given.extract, language=language),
        summarise=replace(given.summarise, points=points, method=method),
        quotes=replace(given.quotes, quotes=quotes),
    )


def _summary(outcome: Outcome, days: int) -> str:
    tally = outcome.tally
    refused = sum(count for _, count in tally.refused)
    reasons = ", ".join(f"{count:,} × {why}" for why, count in tally.refused)
    stories = sum(one.stories for one in outcome.windows)
    return (
        f"{counted(tally.read, 'record')} read, {tally.kept:,} kept, {refused:,} refused"
        f"{f' ({reasons})' if reasons else ''}; {counted(stories, 'story')}"
        f"{f'; {days:,} files of days' if days else ''}"
    )
