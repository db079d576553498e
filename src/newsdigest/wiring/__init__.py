"""Settings -> the edges a journey asks for: the only file that names concrete edges."""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import tzinfo

    from newsdigest.edges.files import DayShelf
    from newsdigest.edges.http.fetcher import HttpFetcher
    from newsdigest.edges.http.options import FetchOptions
    from newsdigest.keys import Settings
    from newsdigest.models import Failure, FeedSource
    from newsdigest.pipeline.day_options import DayOptions
    from newsdigest.pipeline.gather import World
    from newsdigest.ports import FetchRecord, Lock, MapFn, Progress, Store
    from newsdigest.stages.render.view import View

T = TypeVar("T")
R = TypeVar("R")


def fetcher(
    settings: Settings,
    *,
    offline: bool = False,
    on_record: Callable[[FetchRecord], None] | None = None,
) -> HttpFetcher:
    """Make the fetcher of a run; `on_record` hears of every request."""
    from newsdigest.edges.http.fetcher import HttpFetcher

    return HttpFetcher(fetch_options(settings, offline=offline), on_record=on_record)


def fetch_options(settings: Settings, *, offline: bool = False) -> FetchOptions:
    """Hand the fetcher its own part of the settings."""
    from newsdigest.edges.http.options import FetchOptions
    from newsdigest.errors import ConfigError

    contact = settings.fetch.user_agent_contact
    if not (contact.isascii() and contact.isprintable()):
        why, hint = "it holds a character that no header may", "an address or a URL in ASCII"
        raise ConfigError("wrong fetch.user_agent_contact", contact, why, hint)
    return FetchOptions(
        timeout_s=settings.fetch.timeout_s,
        hosts_in_parallel=settings.fetch.hosts_in_parallel,
        allow_private=settings.fetch.allow_private,
        user_agent_contact=contact,
        offline=offline,
        cache_dir=cache_dir(),
        parked_file=os.path.join(cache_dir(), "parked.json"),  # noqa: PTH118 pathlib is not loaded
    )


def cache_dir() -> str:
    """Name the directory of pages kept on disk."""
    import platformdirs

    return platformdirs.user_cache_dir("newsdigest")


@contextlib.contextmanager
def workers() -> Iterator[MapFn]:
    """Lend worker processes, one a core, that can be killed."""
    from newsdigest.edges.machine import cores
    from newsdigest.edges.pool import WorkerPool

    with WorkerPool(cores(), preload=WORK) as pool:
        yield pool


def workers_ahead() -> None:
    """Let what the workers are forked from load while the command line is read."""
    from newsdigest.edges.pool import start_ahead

    start_ahead(WORK)


WORK = ("newsdigest.stages.extract.html", "newsdigest.pipeline.stages")
"""What every worker does: loaded once, by the process that they are forked from."""


def workers_said() -> str:
    """Say how many workers read pages, how they are started, and which limits they cannot have."""
    from newsdigest.edges import machine
    from newsdigest.text.counts import counted

    lacking = ", ".join(machine.lacking())
    said = f"pages are read by {counted(machine.cores(), 'worker')} ({machine.start_method()})"
    return f"{said}, without a limit of {lacking}" if lacking else said


def in_process(
    work: Callable[[T], R], items: Iterable[T], lost: Callable[[T, str], R]
) -> Iterator[R]:
    """Map here and now: for text that is the user's own and needs no guard."""
    del lost
    return map(work, items)


def local_zone(name: str) -> tzinfo:
    """Give the zone of days and times: "local" or an IANA name; ConfigError for an unknown one."""
    from zoneinfo import ZoneInfo

    from newsdigest.errors import ConfigError

    if name == "local":
        import tzlocal

        try:
            return tzlocal.get_localzone()
        except (KeyError, ValueError, OSError) as error:
            why = "it names no time zone that is known"
            hint = 'TZ=Europe/Paris, or digest.timezone = "Europe/Paris"'
            raise ConfigError("unknown time zone", "the system's, or TZ", why, hint) from error
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        hint = 'a name like "Europe/Paris", or "local"'
        raise ConfigError("unknown time zone", "digest.timezone", name, hint) from error


# ---------------------------------------------------------------- the day's journey
def now() -> datetime:
    """Tell the time, aware UTC."""
    return datetime.now(UTC)  # noqa: TID251 the clock of a run is read here, once


def state_dir() -> str:
    """Name the directory of the store and the lock."""
    import platformdirs

    return platformdirs.user_state_dir("newsdigest")


def state_path() -> str:
    """Name the store's file."""
    return f"{state_dir()}/state.sqlite3"


def write_config(path: str, text: str) -> None:
    """Put a configuration in place of the old one at once, readable by its owner alone."""
    from newsdigest.edges.atomic import write_atomically
    from newsdigest.errors import StoreError

    folder = Path(path).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = (error.strerror or "it failed").lower()
        raise StoreError("could not make the directory", str(folder), why) from error
    write_atomically(path, text, private=True)


def write_output(path: str, product: str | bytes) -> None:
    """Put a product where the user wants it: a file at once, a pipe or a device written through."""
    from newsdigest.edges.output import write_output as write

    write(path, product)


def store(settings: Settings) -> Store:
    """Open what is remembered between runs; use as a context manager."""
    from newsdigest.edges.sqlite import SqliteStore

    return SqliteStore(state_path(), settings.digest.repeat_after_days)


def shelf(settings: Settings, *, make: bool = False) -> DayShelf:
    """Give the place of day files; `make` lets its directory be made."""
    from newsdigest.edges.files import DayShelf

    return DayShelf(digest_dir(settings), make=make)


def digest_dir(settings: Settings) -> str:
    """Give the directory of day files; ConfigError for a path that depends on where one stands.

    A run of cron stands elsewhere than the reader, and nobody puts values in for "$HOME" here.
    """
    from newsdigest.errors import ConfigError

    written = settings.digest.dir
    try:
        folder = Path(written).expanduser()
    except RuntimeError as error:
        raise ConfigError("wrong digest.dir", written, "no home directory is known") from error
    if not folder.is_absolute():
        why, hint = "it begins neither with / nor with ~", '"~/Notes/News"'
        raise ConfigError("wrong digest.dir", written, why, hint)
    return str(folder)


def heading(settings: Settings, view: View) -> View:
    """Tell a view what heads mails and feeds, and how day files are named.

    ConfigError for an address that is none: nothing else may get into the head of a mail.
    """
    from newsdigest.errors import ConfigError

    for key, text in (("mail.to", settings.mail.to), ("mail.from", settings.mail.from_)):
        if wrong := _wrong_addresses(text):
            hint = f'{key.partition(".")[2]} = "Ana Ruiz <ana@example.org>"'
            raise ConfigError(f"wrong {key}", text, wrong, hint)
    return replace(
        view,
        day_name=settings.digest.filename,
        mail_to=settings.mail.to,
        mail_from=settings.mail.from_,
        feed_stories=settings.feed.entries == "stories",
        feed_url=settings.feed.url,
    )


def _wrong_addresses(text: str) -> str:
    """Say what is wrong with a list of mail addresses; empty for a good or an empty one."""
    if not text:
        return ""
    if not text.isprintable():
        return "it holds a line break or a control character"
    from email.headerregistry import HeaderRegistry

    header = HeaderRegistry()("To", text)
    read = getattr(header, "addresses", ())
    good = bool(read) and all(one.username and one.domain for one in read)
    return "" if good and not header.defects else "it is no mail address"


def run_hook(settings: Settings, path: str) -> str:
    """Run the reader's command on a written digest; say what went wrong with it, or nothing."""
    from newsdigest.edges.hook import run_hook as run

    return run(settings.hooks.after, path) if settings.hooks.after else ""


def run_lock(settings: Settings) -> Lock:
    """Give the lock that lets one run in at a time; messages name times in the reader's zone."""
    from newsdigest.edges.files import RunLock

    zone = local_zone(settings.digest.timezone)
    return RunLock(f"{state_dir()}/run.lock", f"{now().astimezone(zone):%Y-%m-%d %H:%M:%S}")


def world(
    settings: Settings,
    over: MapFn,
    progress: Progress,
    on_record: Callable[[FetchRecord], None] | None,
    *,
    max_time_s: float,
) -> World:
    """Give what gathering asks of the world. `max_time_s` bounds all of it."""
    from newsdigest.edges.pool import WorkerPool
    from newsdigest.pipeline.gather import World

    end = time.monotonic() + max_time_s  # noqa: TID251 as in `now`
    if isinstance(over, WorkerPool):
        over.until = end

    def left_s() -> float:
        return end - time.monotonic()  # noqa: TID251 as in `now`

    return World(
        fetcher=feed_fetcher(settings, on_record, max_time_s=max_time_s),
        over=over,
        progress=progress,
        late=lambda: left_s() <= LATE_S,
        left_s=left_s,
    )


def feed_fetcher(
    settings: Settings,
    on_record: Callable[[FetchRecord], None] | None = None,
    *,
    max_time_s: float = 0.0,
) -> HttpFetcher:
    """Make a fetcher that always asks the server: what is new is the point of a feed."""
    from newsdigest.edges.http.fetcher import HttpFetcher

    options = replace(fetch_options(settings), cache_dir="", max_time_s=max_time_s)
    return HttpFetcher(options, on_record=on_record)


LATE_S = 0.5
"""A feed that fails so shortly before the run's end counts as one that was not reached."""


def day_options(settings: Settings, environ: Mapping[str, str]) -> DayOptions:
    """Hand the day's journey its part of the settings."""
    from newsdigest.pipeline.day_options import DayOptions
    from newsdigest.pipeline.options import StageOptions
    from newsdigest.stages.choose.entries import ChooseOptions
    from newsdigest.stages.compose import ComposeOptions
    from newsdigest.stages.dedupe.options import DedupeOptions
    from newsdigest.stages.gloss.options import GlossOptions
    from newsdigest.stages.quotes.options import QuoteOptions
    from newsdigest.stages.summarise.options import SummariseOptions

    digest = settings.digest
    followed = settings.feeds
    by_feed = (source.section for source in followed)
    return DayOptions(
        sources=followed,
        stages=StageOptions(
            dedupe=DedupeOptions(repeat_after_days=digest.repeat_after_days),
            summarise=SummariseOptions(points=digest.points),
            quotes=QuoteOptions(quotes=digest.quotes),
            gloss=GlossOptions(brackets=digest.gloss),
        ),
        choose=ChooseOptions(
            max_per_feed=settings.fetch.max_per_feed,
            mute=settings.mute.words,
            highlight=settings.highlight.words,
            watch=settings.watch,
        ),
        model=settings.model.name,
        tokens=settings.model.tokens_per_run,
        compose=ComposeOptions(
            sections=tuple(dict.fromkeys((*digest.sections, *filter(None, by_feed)))),
            max_stories=digest.max_stories,
            max_minutes=digest.max_minutes,
            watched=tuple(name for name, _ in settings.watch),
        ),
        zone=local_zone(digest.timezone),
        secrets={source.url: secrets_or_trouble(source, environ) for source in followed},
    )


def secrets_or_trouble(
    source: FeedSource, environ: Mapping[str, str]
) -> tuple[tuple[str, str], ...] | Failure:
    """Read a feed's secrets, or say why they cannot be: the other feeds need not suffer for it."""
    from newsdigest.errors import ConfigError
    from newsdigest.models import Failure
    from newsdigest.urls import shown_url

    try:
        return secrets(source, environ)
    except ConfigError as error:
        return Failure(source.name or shown_url(source.url), error.kind, str(error), error.hint)


def secrets(source: FeedSource, environ: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Read the headers of the reader's own subscription: from the environment, from a file.

    ConfigError where one is missing or is none that HTTP can carry; what it holds is never said.
    """
    from newsdigest.errors import ConfigError
    from newsdigest.wiring.secret import read_secret

    headers = []
    if source.auth_env:
        secret = read_secret(source.auth_env, environ, "no secret", "'Bearer …'")
        headers.append(("Authorization", _header(secret, source.auth_env)))
    if source.cookie_file:
        path = Path(source.cookie_file).expanduser()
        try:
            headers.append(("Cookie", _header(path.read_text("utf-8-sig"), str(path))))
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "it is not UTF-8 text"
            raise ConfigError("cannot read cookie_file", str(path), why.lower()) from error
    return tuple(headers)


def _header(text: str, where: str) -> str:
    """Give a secret as a header carries it."""
    from newsdigest.errors import ConfigError

    value, what, hint = text.strip(), "cannot send the secret", "one line, as a browser sends it"
    if not value:
        raise ConfigError(what, where, "it is empty", hint)
    if len(value.splitlines()) > 1:
        raise ConfigError(what, where, "it has more than one line", hint)
    if not value.isascii() or not value.isprintable():
        raise ConfigError(what, where, "it holds a character that no header may", hint)
    return value
