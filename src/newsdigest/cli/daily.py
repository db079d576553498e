"""newsdigest daily: the feeds in, today's digest out; made for cron."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from newsdigest.cli import options as opt
from newsdigest.cli import streams
from newsdigest.cli.intents import READING, RUNNING, WHERE_AND_HOW
from newsdigest.cli.words import complete_feed
from newsdigest.errors import ConfigError, UsageError
from newsdigest.text.counts import counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from newsdigest.keys import Settings
    from newsdigest.models import Digest
    from newsdigest.pipeline.daily import Outcome
    from newsdigest.pipeline.day_options import DayOptions
    from newsdigest.ports import Desk, FetchRecord, Store
    from newsdigest.stages.render.view import View

EXIT_OK, EXIT_NOTHING, EXIT_PARTLY = 0, 1, 3

DateOpt = Annotated[
    str,
    typer.Option(
        "--date", metavar="DATE", help="Build a past day again from the store, offline.",
        show_default=False, rich_help_panel=READING,
    ),
]  # fmt: skip
SinceOpt = Annotated[
    str,
    typer.Option(
        "--since", metavar="SPAN", help="Only what is newer, like 36h. Default: the last run.",
        show_default=False, rich_help_panel=READING,
    ),
]  # fmt: skip
FeedOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--feed", metavar="NAME", help="Ask this feed alone, now; may be given again.",
        show_default=False, rich_help_panel=READING, autocompletion=complete_feed,
    ),
]  # fmt: skip
ForceOpt = Annotated[
    bool,
    typer.Option("--force", help="Ask every feed, also those not due.", rich_help_panel=READING),
]
OfflineOpt = Annotated[
    bool,
    typer.Option("--offline", help="Build today again from the store.", rich_help_panel=READING),
]
StdoutOpt = Annotated[
    bool,
    typer.Option(
        "--stdout", help="Print the digest instead of writing a file: for mail.",
        rich_help_panel=WHERE_AND_HOW,
    ),
]  # fmt: skip
OutputOpt = Annotated[
    str,
    typer.Option(
        "-o", "--output", metavar="FILE", show_default=False, rich_help_panel=WHERE_AND_HOW,
        callback=opt.as_stdout,
        help="Write the digest to FILE instead of the day file; - is stdout.",
    ),
]  # fmt: skip
DryRunOpt = Annotated[
    bool,
    typer.Option(
        "--dry-run", help="Fetch and count, but write and remember nothing.",
        rich_help_panel=RUNNING,
    ),
]  # fmt: skip
MaxTimeOpt = Annotated[
    int,
    typer.Option(
        "--max-time", metavar="SECONDS", min=1, help="End with what there is by then.",
        rich_help_panel=RUNNING,
    ),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DayArguments:
    """What the options of `daily` ask for. `output` is "-" for stdout, empty for the day file."""

    date: str
    since: str
    feeds: tuple[str, ...]
    force: bool
    offline: bool
    output: str
    format: str
    method: str
    lang: str
    colour: streams.ColourChoice
    dry_run: bool
    max_time_s: int
    quiet: bool
    verbose: bool


def daily(
    date: DateOpt = "",
    since: SinceOpt = "",
    feed: FeedOpt = None,
    force: ForceOpt = False,
    offline: OfflineOpt = False,
    stdout: StdoutOpt = False,
    output: OutputOpt = "",
    format_: opt.FormatOpt = None,
    json: opt.JsonOpt = False,
    to: opt.ToOpt = "",
    sender: opt.FromOpt = "",
    points: opt.PointsOpt = None,  # type: ignore[assignment]
    quotes: opt.QuotesOpt = None,  # type: ignore[assignment]
    method: opt.MethodOpt = opt.DEFAULT_METHOD,
    no_gloss: opt.NoGlossOpt = False,
    lang: opt.LangOpt = "auto",
    color: opt.ColourOpt = opt.Colour.AUTO,
    dry_run: DryRunOpt = False,
    max_time: MaxTimeOpt = 300,
    quiet: opt.QuietOpt = False,
    verbose: opt.VerboseOpt = False,
    config: opt.ConfigOpt = "",
    debug: opt.DebugOpt = False,
) -> int:
    """Fetch the feeds, write today's digest, print its path.

    Examples:
      newsdigest daily
      newsdigest daily --stdout -f eml --to me@example.org | sendmail -t
      newsdigest daily --date 2026-11-20
    """
    del debug
    # JSON is for programs, and the folder for notes: it goes there by -f json or -o alone.
    goal = "-" if stdout or (json and not output) else output
    chosen = opt.chosen(format_, json, goal or "day.md")
    args = DayArguments(
        date, since, tuple(feed or ()), force, offline, goal, chosen,
        method, lang, color.value, dry_run, max_time, quiet, verbose,
    )  # fmt: skip
    flags = opt.mail_flags(to, sender, chosen)
    if points is not None:
        flags["digest.points"] = points
    if quotes is not None:
        flags["digest.quotes"] = quotes
    if no_gloss:
        flags["digest.gloss"] = False
    from newsdigest.config import load

    settings = load(config, os.environ, flags)
    if args.date or args.offline:
        return _again(settings, args)
    return _today(settings, args)


# ---------------------------------------------------------------- today
def _today(settings: Settings, args: DayArguments) -> int:
    from newsdigest import wiring
    from newsdigest.cli.progress import progress
    from newsdigest.pipeline.daily import run_day
    from newsdigest.stages.summarise.methods import ASKS_A_MODEL
    from newsdigest.wiring.readers import joined

    now = wiring.now()
    options = _options(settings, args, now)
    if not options.sources:
        raise _no_feeds(settings)
    if args.feeds and not any(options.wants(source) for source in options.sources):
        hint = "newsdigest feeds list"
        raise UsageError("no such feed", ", ".join(args.feeds), "none has this name", hint)
    log = _log if args.verbose else None
    with (
        wiring.run_lock(settings)(),
        wiring.store(settings) as store,
        progress(quiet=args.quiet) as tell_progress,
        wiring.workers() as over,
    ):
        world = wiring.world(settings, over, tell_progress, log, max_time_s=args.max_time_s)
        if args.method in ASKS_A_MODEL:
            from newsdigest.wiring.model import endpoint

            asked = endpoint(settings, os.environ, world.left_s)
            world = replace(world, model=asked, notice=streams.note_failure)
        kept: list[str] = []
        desk = _desk(settings, args, options, store, kept.append)
        with joined(settings, os.environ, options, store, world) as both:
            outcome = run_day(now, both.options, store, both.world, desk)
    for failed in both.failed:
        streams.warn(f"warning: not marked as read: {failed.message}")
    if args.verbose and world.model is not None:
        streams.warn(f"{options.model}: {counted(world.model.tokens, 'token')}")
    code = _report(outcome, args)
    for path in kept:
        why = "the store has forgotten stories that the day's file held: they are kept"
        streams.warn(f"warning: {why} as {path}")
        code = EXIT_PARTLY if code == EXIT_OK else code
    if outcome.written and outcome.path != "-":
        _after(settings, outcome.path)
    return code


def _after(settings: Settings, path: str) -> None:
    """Run the reader's command once the digest is written and remembered, and the lock let go."""
    from newsdigest import wiring

    if wrong := wiring.run_hook(settings, path):
        streams.warn(f"warning: hooks.after: {wrong}; {path} stands")


def _report(outcome: Outcome, args: DayArguments) -> int:
    for failed in outcome.failed:
        streams.report(failed)
    if not outcome.complete:
        why = f"--max-time {args.max_time_s} s is over; what was not reached comes next time"
        streams.warn(f"warning: {why}")
    if args.dry_run and outcome.digest and outcome.path != "-":
        streams.warn(f"would write {outcome.path}: {_size(outcome.digest)}")
    elif outcome.path and outcome.path != "-" and not args.quiet:
        streams.write_out(outcome.path + "\n")
    if outcome.all_down:
        return EXIT_NOTHING
    if outcome.failed or not outcome.complete:
        return EXIT_PARTLY
    if not (outcome.new or args.quiet):
        streams.warn("nothing new")
    return EXIT_OK


def _size(digest: Digest) -> str:
    articles = sum(len(telling.story.articles) for telling in digest.tellings)
    return f"{counted(len(digest.tellings), 'story')} from {counted(articles, 'article')}"


def _no_feeds(settings: Settings) -> ConfigError:
    if settings.exists:
        hint = "newsdigest feeds add https://example.org"
        return ConfigError("no feeds", settings.path, "it lists none", hint)
    return ConfigError("no configuration", settings.path, "no such file", "newsdigest init")


# ---------------------------------------------------------------- a past day
def _again(settings: Settings, args: DayArguments) -> int:
    from newsdigest import wiring
    from newsdigest.cli.words import read_day
    from newsdigest.pipeline.daily import rebuild

    now = wiring.now()
    options = _options(settings, args, now)
    day = read_day(args.date or "today", now.astimezone(options.zone).date())
    with wiring.run_lock(settings)(), wiring.store(settings) as store, wiring.workers() as over:
        digest: Digest = rebuild(day, options, store, over)
        path, written = _desk(settings, args, options, store).deliver(digest)
    if path != "-" and not args.quiet:
        streams.write_out(path + "\n")
    if written and path != "-":
        _after(settings, path)
    return EXIT_OK


# ---------------------------------------------------------------- pieces
def _options(settings: Settings, args: DayArguments, now: datetime) -> DayOptions:
    from newsdigest import wiring
    from newsdigest.cli.words import read_since

    options = wiring.day_options(settings, os.environ)
    since = read_since(args.since, now, options.zone) if args.since else None
    stages = options.stages
    stages = replace(
        stages,
        extract=replace(stages.extract, language=args.lang),
        summarise=replace(stages.summarise, method=args.method),
    )
    return replace(
        options,
        stages=stages,
        choose=replace(options.choose, since=since),
        only=args.feeds,
        forced=args.force or bool(args.feeds),
        dry_run=args.dry_run,
    )


def _desk(
    settings: Settings,
    args: DayArguments,
    options: DayOptions,
    store: Store,
    keep: Callable[[str], None] | None = None,
) -> Desk:
    from newsdigest import wiring
    from newsdigest.pipeline.deliver import DayDesk, StreamDesk

    view = wiring.heading(settings, _view(args, options))
    if args.output == "-":
        return StreamDesk(streams.hand_out, view, args.format)
    if args.output:
        write = partial(wiring.write_output, args.output)
        stands = partial(os.path.exists, args.output)
        return StreamDesk(write, view, args.format, args.output, stands, dry=args.dry_run)
    return DayDesk(
        shelf=wiring.shelf(settings, make=not store.has_filed()),
        view=view,
        warn=lambda line: streams.warn(f"warning: {line}"),
        format=args.format,
        also=settings.digest.also,
        past=store,
        front_matter=settings.digest.front_matter,
        dry=args.dry_run,
        keep=keep,
    )


def _view(args: DayArguments, options: DayOptions) -> View:
    """Draw for the screen where the digest goes there, at a fixed width everywhere else."""
    from newsdigest.stages.render.view import View

    tty = _on_screen(args.output)
    return View(
        width=streams.width(os.environ, tty=tty),
        colours=streams.colours(args.colour, os.environ, tty=tty) if args.output == "-" else "none",
        links=streams.has_links(os.environ, tty=tty),
        zone=options.zone,
        numbers=tty,
    )


def _on_screen(output: str) -> bool:
    return output == "-" and sys.stdout is not None and sys.stdout.isatty()


def _log(record: FetchRecord) -> None:
    kept = ", from the cache" if record.from_cache else ""
    note = f", {record.note}" if record.note else ""
    line = f"{record.url}: {record.status}, {counted(record.size, 'byte')}, {record.elapsed_ms} ms"
    streams.warn(f"{line}{kept}{note}")
