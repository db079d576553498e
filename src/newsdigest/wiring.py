"""Settings -> the edges a journey asks for: the only file that names concrete edges."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import tzinfo

    from newsdigest.config import Settings
    from newsdigest.edges.http.fetcher import HttpFetcher
    from newsdigest.edges.http.options import FetchOptions
    from newsdigest.edges.http.records import FetchRecord
    from newsdigest.ports import MapFn

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

    return FetchOptions(
        timeout_s=settings.fetch.timeout_s,
        hosts_in_parallel=settings.fetch.hosts_in_parallel,
        allow_private=settings.fetch.allow_private,
        user_agent_contact=settings.fetch.user_agent_contact,
        offline=offline,
        cache_dir=cache_dir(),
    )


def cache_dir() -> str:
    """Name the directory of pages kept on disk."""
    import platformdirs

    return platformdirs.user_cache_dir("newsdigest")


@contextlib.contextmanager
def workers() -> Iterator[MapFn]:
    """Lend worker processes, one a core, that can be killed."""
    from newsdigest.edges.pool import WorkerPool

    with WorkerPool(len(os.sched_getaffinity(0))) as pool:
        yield pool


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

        return tzlocal.get_localzone()
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        hint = 'a name like "Europe/Paris", or "local"'
        raise ConfigError("unknown time zone", "digest.timezone", name, hint) from error
