"""Settings -> the readers on servers that the user names among their feeds."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsdigest import wiring
from newsdigest.errors import ConfigError
from newsdigest.models import Failure
from newsdigest.pipeline.readers import Answering, expand, mark_read
from newsdigest.urls import shown_url
from newsdigest.wiring.secret import read_secret

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from newsdigest.keys import Settings
    from newsdigest.models import FeedSource
    from newsdigest.pipeline.day_options import DayOptions
    from newsdigest.pipeline.gather import World
    from newsdigest.ports import ReaderServer, Store


@dataclass(slots=True)
class Joined:
    """The day's options and world with readers on servers among the sources.

    `failed` are servers that could not be told what was read, known once the run has ended.
    """

    options: DayOptions
    world: World
    failed: tuple[Failure, ...] = ()


@contextlib.contextmanager
def joined(
    settings: Settings,
    environ: Mapping[str, str],
    options: DayOptions,
    store: Store,
    world: World,
) -> Iterator[Joined]:
    """Ask the servers, lend what a run then needs, and tell them what it remembers.

    A run that ends in an error tells them nothing: what was not remembered stays unread. Where no
    server is named, options and world are as they were.
    """
    servers = readers(settings, environ)
    if not servers:
        yield Joined(options, world)
        return
    day = wiring.now().astimezone(options.zone).date()
    world.progress("asking readers", 0, len(servers))
    expanded = expand(options, servers, store.recall(day).feeds)
    answering = Answering(world.fetcher, expanded.answers)
    both = Joined(expanded.options, replace(world, fetcher=answering))
    yield both
    if not options.dry_run:
        both.failed = tuple(mark_read(expanded, servers, store.recall(day).seen))


def readers(settings: Settings, environ: Mapping[str, str]) -> Mapping[str, ReaderServer | Failure]:
    """Give each named server by its source's address; one whose token is not set is a failure."""
    return {
        source.url: _reader(source, settings, environ)
        for source in settings.feeds
        if source.is_reader
    }


def _reader(
    source: FeedSource, settings: Settings, environ: Mapping[str, str]
) -> ReaderServer | Failure:
    from newsdigest.edges.freshrss import FreshRss
    from newsdigest.edges.miniflux import Miniflux
    from newsdigest.edges.reader_http import Api

    fetch = settings.fetch
    api = Api(source.url, fetch.timeout_s, fetch.user_agent_contact)
    try:
        secret = token(source, environ)
    except ConfigError as error:
        return Failure(shown_url(source.url), error.kind, str(error), error.hint)
    if source.miniflux:
        return Miniflux(api, secret)
    return FreshRss(api, source.user, secret)


def token(source: FeedSource, environ: Mapping[str, str]) -> str:
    """Read the token of a reader's server; ConfigError where it is not to be found."""
    if not source.token_env:
        hint = 'token_env = "MINIFLUX_TOKEN", the name of a variable'
        raise ConfigError("no token", source.url, "token_env is not set", hint)
    return read_secret(source.token_env, environ, "no token")
