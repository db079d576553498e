"""What a day's journey is asked to do, in one noun."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING

from newsdigest.pipeline.options import StageOptions
from newsdigest.stages.choose.entries import ChooseOptions
from newsdigest.stages.compose import ComposeOptions, slug
from newsdigest.urls import host

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsdigest.models import FeedSource, FeedState

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DayOptions:
    """Whose feeds, what is wanted of them, and how the day file is kept.

    `only` names feeds to ask, all where empty. `forced` asks feeds that are not due. `secrets`
    maps a feed's address to headers, never shown.
    """

    sources: tuple[FeedSource, ...] = ()
    stages: StageOptions = field(default_factory=StageOptions)
    choose: ChooseOptions = field(default_factory=ChooseOptions)
    compose: ComposeOptions = field(default_factory=ComposeOptions)
    zone: tzinfo = UTC
    only: tuple[str, ...] = ()
    forced: bool = False
    dry_run: bool = False
    secrets: Mapping[str, Headers] = field(default_factory=dict)

    def wants(self, source: FeedSource) -> bool:
        """Tell whether a feed is to be asked in this run."""
        return not self.only or any(is_called(source, name) for name in self.only)

    def secrets_of(self, source: FeedSource) -> Headers:
        """Return the headers that a feed of the reader's own subscription needs."""
        return self.secrets.get(source.url, ())


def is_called(source: FeedSource, name: str) -> bool:
    """Tell whether a reader means this feed: its name in any spelling, its address, its host."""
    names = {source.url, source.url.removesuffix("/"), host(source.url)}
    return name.removesuffix("/") in names or slug(name) == slug(source.name or host(source.url))


def display_name(source: FeedSource, states: Mapping[str, FeedState]) -> str:
    """Name a feed for the reader: as configured, as it names itself, or by its host."""
    state = states.get(source.url)
    return source.name or (state.title if state else "") or host(source.url) or source.url
