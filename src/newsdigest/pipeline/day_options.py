"""What a day's journey is asked to do, in one noun."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING

from newsdigest.models import Grant
from newsdigest.origin import origin_of
from newsdigest.pipeline.options import StageOptions
from newsdigest.stages.choose.entries import ChooseOptions
from newsdigest.stages.compose import ComposeOptions, slug
from newsdigest.urls import host

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsdigest.models import Failure, FeedSource, FeedState

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DayOptions:
    """Whose feeds, what is wanted of them, and how the day file is kept.

    `only` names feeds to ask, all where empty. `forced` asks feeds that are not due. `secrets`
    maps a feed's address to headers, never shown, or to what stands in their way. `model` names
    whom to ask where the method asks a model, for at most `tokens` a run.
    """

    sources: tuple[FeedSource, ...] = ()
    stages: StageOptions = field(default_factory=StageOptions)
    choose: ChooseOptions = field(default_factory=ChooseOptions)
    compose: ComposeOptions = field(default_factory=ComposeOptions)
    zone: tzinfo = UTC
    only: tuple[str, ...] = ()
    forced: bool = False
    dry_run: bool = False
    model: str = ""
    tokens: int = 0
    secrets: Mapping[str, Headers | Failure] = field(default_factory=dict)

    def wants(self, source: FeedSource) -> bool:
        """Tell whether a feed is to be asked in this run."""
        return not self.only or any(is_called(source, name) for name in self.only)

    def trouble_of(self, source: FeedSource) -> Failure | None:
        """Say what keeps a feed's secrets from being read, None where nothing does."""
        secrets = self.secrets.get(source.url, ())
        return None if isinstance(secrets, tuple) else secrets

    def grant_of(self, source: FeedSource) -> Grant:
        """Give what the reader granted a feed: to the origin of its address as configured."""
        secrets = self.secrets.get(source.url, ())
        return grant(source, secrets if isinstance(secrets, tuple) else ())


def grant(source: FeedSource, headers: Headers) -> Grant:
    """Give what the configuration grants the origin of a feed's address.

    An address that is private by its very form was meant so by whoever wrote it; a name that
    turns out to lead inside was not, unless the feed says `private`.
    """
    origin = origin_of(source.url)
    private = source.private or (origin is not None and origin.is_local)
    return Grant(origin, headers, insecure=source.insecure, private=private)


def is_called(source: FeedSource, name: str) -> bool:
    """Tell whether a reader means this feed: its name in any spelling, its address, its host."""
    names = {source.url, source.url.removesuffix("/"), host(source.url)}
    return name.removesuffix("/") in names or slug(name) == slug(source.name or host(source.url))


def display_name(source: FeedSource, states: Mapping[str, FeedState]) -> str:
    """Name a feed for the reader: as configured, as it names itself, or by its host."""
    state = states.get(source.url)
    return source.name or (state.title if state else "") or host(source.url) or source.url
