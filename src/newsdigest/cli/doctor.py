"""newsdigest doctor: every setting with its origin, and what would make a run fail."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.cli import options as opt
from newsdigest.cli import streams
from newsdigest.errors import LockedError, NewsdigestError
from newsdigest.text.counts import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsdigest.keys import Settings
    from newsdigest.models import Memory

NEEDED_BYTES = 50 * 1024 * 1024
"""Room that a month of digests and texts may take."""
FAILING_RUNS = 3
WIDEST_SETTING = 40
"""Columns of a setting before its origin; a longer one pushes its own origin out."""
_SENTENCE = "The bridge over the Elm was opened on Monday after four years of work. "
PAGE = f"<html><article><h1>Bridge opens</h1><p>{_SENTENCE * 8}</p></article></html>".encode()
"""What the doctor reads to see that pages are read."""
FIRST_YEAR = 2026
"""A clock before this program was written is wrong."""


class Finding(NamedTuple):
    """One thing that was looked at; `bad` would make a run fail, `odd` is worth a look."""

    what: str
    said: str
    weight: str = "ok"


def doctor(config: opt.ConfigOpt = "", debug: opt.DebugOpt = False) -> int:
    """Show every setting with its origin, and find what would make a run fail.

    Nothing is fetched and nothing is changed. Exit code 1 where a run would fail.

    Examples:
      newsdigest doctor
      newsdigest doctor --config ~/tech-news.toml
    """
    del debug
    from newsdigest.config import as_toml, listed, load

    settings = load(config, os.environ)
    rows = [(f"{name} = {as_toml(value)}", origin) for name, value, origin, _ in listed(settings)]
    wide = min(max(len(row) for row, _ in rows), WIDEST_SETTING)
    findings = list(_findings(settings))
    streams.say(
        "Settings",
        *(f"  {row:<{wide}}  ({origin})" for row, origin in rows),
        "",
        "Checks",
        *(f"  {one.weight:<4} {one.what}: {one.said}" for one in findings),
    )
    return 1 if any(one.weight == "BAD" for one in findings) else 0


def _findings(settings: Settings) -> Iterator[Finding]:
    yield _file(settings)
    for what, look in (
        ("time zone", _zone),
        ("file name", _file_name),
        ("mute and highlight", _words),
        ("subscriptions", _secrets),
        ("model", _model),
        ("mail", _mail),
        ("digest.dir", _digest_dir),
        ("disk", _disk),
        ("lock", _lock),
        ("workers", _workers),
        ("reading", _reading),
    ):
        yield _tried(what, look, settings)
    yield from _store(settings)


def _tried(what: str, look: Callable[[Settings], str], settings: Settings) -> Finding:
    try:
        return Finding(what, look(settings))
    except LockedError as error:
        return Finding(what, f"{error.which}: {error.why}", "odd")
    except NewsdigestError as error:
        hint = f". Try: {error.hint}" if error.hint else ""
        return Finding(what, f"{error}{hint}", "BAD")


def _file(settings: Settings) -> Finding:
    if not settings.exists:
        return Finding(
            "configuration", f"{settings.path}: no such file. Try: newsdigest init", "BAD"
        )
    if not settings.feeds:
        hint = "newsdigest feeds add https://example.org"
        return Finding("configuration", f"{settings.path}: no feeds. Try: {hint}", "BAD")
    return Finding("configuration", f"{settings.path}, {counted(len(settings.feeds), 'feed')}")


def _zone(settings: Settings) -> str:
    from newsdigest import wiring

    now = wiring.now().astimezone(wiring.local_zone(settings.digest.timezone))
    return f"{settings.digest.timezone}, now {now:%Y-%m-%d %H:%M}"


def _file_name(settings: Settings) -> str:
    from newsdigest import wiring
    from newsdigest.stages.render.dayfile import day_name

    return day_name(settings.digest.filename, wiring.now().date())


def _words(settings: Settings) -> str:
    from newsdigest.stages.choose.words import Words

    every = [*settings.mute.words, *settings.highlight.words]
    for feed in settings.feeds:
        every += [*feed.mute, *feed.highlight]
    Words(every)
    return counted(len(every), "rule") if every else "nothing"


def _secrets(settings: Settings) -> str:
    from newsdigest import wiring
    from newsdigest.wiring.readers import token

    needed = [one for one in settings.feeds if one.auth_env or one.cookie_file or one.is_reader]
    for source in needed:
        wiring.secrets(source, os.environ)
        if source.is_reader:
            token(source, os.environ)
    return f"secrets of {counted(len(needed), 'feed')} found" if needed else "none"


def _mail(settings: Settings) -> str:
    """Look at the addresses that head a mail: a wrong one would stop the run."""
    from newsdigest import wiring
    from newsdigest.stages.render.view import View

    return wiring.heading(settings, View()).mail_to or "no address; --to gives one"


def _model(settings: Settings) -> str:
    """Say what --method model would send where; a wrong [model] is told of before it is needed."""
    if not (settings.model.url or settings.model.name):
        return "none; nothing is sent anywhere"
    from newsdigest.urls import shown_url
    from newsdigest.wiring.model import endpoint

    endpoint(settings, os.environ, lambda: float("inf"))
    goal = shown_url(settings.model.url)
    return f"--method model would send headlines, sentences and quotes to {goal}"


def _digest_dir(settings: Settings) -> str:
    from newsdigest import wiring

    folder = Path(wiring.digest_dir(settings))
    _must_be_writable(folder)
    return str(folder)


def _disk(settings: Settings) -> str:
    from newsdigest import wiring
    from newsdigest.errors import StoreError

    least = None
    for folder in (Path(wiring.digest_dir(settings)), Path(wiring.state_dir())):
        room = shutil.disk_usage(_existing(folder)).free
        if room < NEEDED_BYTES:
            why = f"{room // 2**20} MiB free"
            raise StoreError("disk nearly full", str(folder), why, "make room there")
        least = room if least is None else min(least, room)
    return f"{(least or 0) // 2**20} MiB free"


def _lock(settings: Settings) -> str:
    from newsdigest import wiring

    _must_be_writable(Path(wiring.state_dir()))
    if not Path(wiring.state_dir()).exists():
        return "free"
    with wiring.run_lock(settings)():
        return "free"


def _workers(settings: Settings) -> str:
    """Say how pages are read, and which limits this system cannot set."""
    from newsdigest import wiring

    del settings
    return wiring.workers_said()


def _reading(settings: Settings) -> str:
    """Read one page as a run does, in a worker: a broken installation shows itself here."""
    from newsdigest import wiring
    from newsdigest.errors import ExtractError
    from newsdigest.models import Failure, Page
    from newsdigest.pipeline.stages import ReadTask, lost, read
    from newsdigest.stages.extract.options import ExtractOptions

    del settings
    task = ReadTask(0, "a page of our own", Page("https://doctor.invalid/", PAGE), ExtractOptions())
    with wiring.workers() as work:
        results = [one.result for one in work(read, [task], lost)]
    for failed in results:
        if isinstance(failed, Failure):
            hint = "install newsdigest again"
            raise ExtractError("could not read", failed.source, failed.message, hint, failed.kind)
    return "one page read in a worker"


def _must_be_writable(folder: Path) -> None:
    """Look at the nearest directory that exists: a run makes those below it."""
    from newsdigest.errors import StoreError

    there = _existing(folder)
    if not there.is_dir():
        raise StoreError("not a directory", str(there), "a file stands in its place")
    if not os.access(there, os.W_OK | os.X_OK):
        hint = "make it writable, or set digest.dir"
        raise StoreError("cannot write", str(there), "permission denied", hint)


def _existing(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


# ---------------------------------------------------------------- what is remembered
def _store(settings: Settings) -> Iterator[Finding]:
    from newsdigest import wiring

    path = wiring.state_path()
    if not Path(path).exists():
        yield Finding("store", f"{path}: made by the first run")
        return
    try:
        with wiring.store(settings) as store:
            store.check()
            memory = store.recall(wiring.now().date())
    except NewsdigestError as error:
        yield Finding("store", f"{error}. Try: {error.hint}", "BAD")
        return
    yield Finding("store", path)
    yield _clock(settings, memory)
    yield from _feeds(settings, memory)


def _clock(settings: Settings, memory: Memory) -> Finding:
    from newsdigest import wiring
    from newsdigest.text.days import moment

    now = wiring.now()
    if now.year < FIRST_YEAR:
        return Finding("clock", f"it says {now:%Y-%m-%d}: set it", "BAD")
    if memory.last_run is None:
        return Finding("last complete run", "none yet")
    last = moment(memory.last_run, wiring.local_zone(settings.digest.timezone))
    if memory.last_run > now:
        return Finding("clock", f"it went back: the last complete run was on {last}", "odd")
    return Finding("last complete run", last)


def _feeds(settings: Settings, memory: Memory) -> Iterator[Finding]:
    """Name feeds that keep failing; where all of them do, a run will fail."""
    states = {state.url: state for state in memory.feeds}
    sources = settings.feeds
    failing = [states[s.url] for s in sources if s.url in states and states[s.url].failures]
    for state in failing:
        if state.failures >= FAILING_RUNS:
            said = f"{state.url}: {state.message}, {counted(state.failures, 'run')} in a row"
            yield Finding("feed", said, "odd")
        if state.moved_to:
            yield Finding("feed", f"{state.url}: moved to {state.moved_to}", "odd")
    if sources and len(failing) == len(sources):
        yield Finding("feeds", "all of them failed last time", "BAD")
