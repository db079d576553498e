"""newsdigest feeds: the list of feeds, as the configuration keeps it."""

from __future__ import annotations

import json as json_
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsdigest.cli import options as opt
from newsdigest.cli import streams
from newsdigest.cli.intents import READING, WHERE_AND_HOW
from newsdigest.cli.words import complete_feed
from newsdigest.errors import ConfigError, FeedError, UsageError
from newsdigest.text.counts import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.codec import Plain
    from newsdigest.keys import Settings
    from newsdigest.models import FeedSource, FeedState

SectionOpt = Annotated[
    str,
    typer.Option(
        "--section", metavar="NAME", help="Section of the digest.", show_default=False,
        rich_help_panel=READING,
    ),
]  # fmt: skip
NameOpt = Annotated[
    str,
    typer.Option(
        "--name", metavar="NAME", help="What to call it. Default: its own title.",
        show_default=False, rich_help_panel=READING,
    ),
]  # fmt: skip
JsonOpt = Annotated[bool, typer.Option("--json", help="Print JSON.", rich_help_panel=WHERE_AND_HOW)]


NamesArg = Annotated[
    list[str],
    typer.Argument(
        metavar="NAME...", help="Names or addresses of feeds.", autocompletion=complete_feed
    ),
]


# ---------------------------------------------------------------- list
def list_(json: JsonOpt = False, config: opt.ConfigOpt = "", debug: opt.DebugOpt = False) -> int:
    """List the feeds by section, and how each answered last.

    Examples:
      newsdigest feeds list
      newsdigest feeds list --json | jq -r '.feeds[] | select(.failures > 2) | .url'
    """
    del debug
    from newsdigest.config import load

    settings = load(config, os.environ)
    sources = settings.feeds
    states = _states(settings)
    if json:
        print_json({"feeds": [_listed(source, states) for source in sources]})
        return 0
    if not sources:
        streams.warn("no feeds yet. Try: newsdigest feeds add https://example.org")
    sections = dict.fromkeys(source.section for source in sources)
    for section in sections:
        if len(sections) > 1 or section:
            streams.say(section or "Other")
        for source in sources:
            if source.section == section:
                streams.say(f"  {_line(source, states)}")
    return 0


def _states(settings: Settings) -> dict[str, FeedState]:
    from newsdigest import wiring

    if not Path(wiring.state_path()).exists():
        return {}
    with wiring.store(settings) as store:
        today = wiring.now().date()
        return {state.url: state for state in store.recall(today).feeds}


def _listed(source: FeedSource, states: dict[str, FeedState]) -> Plain:
    from newsdigest.codec import to_plain
    from newsdigest.models import FeedState
    from newsdigest.pipeline.day_options import display_name

    state = states.get(source.url, FeedState(source.url))
    shown: Plain = {"name": display_name(source, states), "section": source.section or None}
    remembered = {"failures": state.failures, **to_plain(state), **shown}
    return {key: value for key, value in remembered.items() if key not in {"etag", "last_modified"}}


def _line(source: FeedSource, states: dict[str, FeedState]) -> str:
    from newsdigest.pipeline.day_options import display_name
    from newsdigest.urls import shown_url

    state = states.get(source.url)
    facts = [display_name(source, states), shown_url(source.url)]
    if state and state.failures:
        facts.append(f"failing for {counted(state.failures, 'run')}: {state.message}")
    elif state and state.moved_to:
        facts.append(f"moved to {shown_url(state.moved_to)}")
    elif state is None or state.polled is None:
        facts.append("not asked yet")
    return " · ".join(facts)


# ---------------------------------------------------------------- add
def add(
    link: Annotated[
        str, typer.Argument(metavar="LINK", help="A site or a feed; https is tried first.")
    ],
    section: SectionOpt = "",
    name: NameOpt = "",
    config: opt.ConfigOpt = "",
    debug: opt.DebugOpt = False,
) -> int:
    """Find the feed of a site and add it to the configuration.

    Examples:
      newsdigest feeds add example.org --section World
      newsdigest feeds add https://example.org/feed.xml --name "Example Times"
    """
    del debug
    from newsdigest import wiring
    from newsdigest.config import load
    from newsdigest.models import FeedSource
    from newsdigest.pipeline.find_feeds import find_feed
    from newsdigest.pipeline.https_first import NOT_SPOKEN, plainly

    settings = load(config, os.environ)
    address = link if "://" in link else f"https://{link}"
    _refuse_twice(settings, address)
    with wiring.workers() as over:
        fetcher = wiring.feed_fetcher(settings)
        try:
            found = find_feed(address, fetcher, over)
        except FeedError as error:
            if "://" in link or error.kind not in NOT_SPOKEN:
                raise
            found = find_feed(plainly(address), fetcher, over)
    _refuse_twice(settings, found.feed.url)
    source = FeedSource(
        found.feed.url, name=name or found.feed.title, section=section, private=found.private
    )
    _save(settings, [source])
    entries = counted(len(found.feed.entries), "entry")
    streams.say(f"added {source.name or source.url} · {source.url} · {entries}")
    for other in found.others:
        streams.warn(f"also there: {other.title or 'untitled'} · newsdigest feeds add {other.url}")
    return 0


def _refuse_twice(settings: Settings, url: str) -> None:
    for feed in settings.feeds:
        if feed.url == url:
            hint = "newsdigest feeds list"
            raise UsageError("not added", url, "it is in the list already", hint)


def _save(settings: Settings, sources: Sequence[FeedSource]) -> None:
    from newsdigest import wiring
    from newsdigest.cli.init import template
    from newsdigest.stages.feeds.config_text import with_feeds

    text = _config_text(settings) if settings.exists else template(with_feeds=False)
    wiring.write_config(settings.path, with_feeds(text, sources, settings.path))


def _config_text(settings: Settings) -> str:
    try:
        return Path(settings.path).read_text("utf-8")
    except OSError as error:
        why = (error.strerror or "it failed").lower()
        raise ConfigError("cannot read the configuration", settings.path, why) from error


# ---------------------------------------------------------------- remove
def remove(names: NamesArg, config: opt.ConfigOpt = "", debug: opt.DebugOpt = False) -> int:
    """Take feeds out of the configuration, by name or address.

    Examples:
      newsdigest feeds remove coast-daily
      newsdigest feeds remove https://example.org/feed.xml
    """
    del debug
    from newsdigest import wiring
    from newsdigest.config import load
    from newsdigest.stages.feeds.config_text import without_feed

    settings = load(config, os.environ)
    meant = [one_feed(settings, name) for name in names]
    text = _config_text(settings)
    for source in dict.fromkeys(meant):
        text = without_feed(text, source.url, settings.path)
    wiring.write_config(settings.path, text)
    for source in dict.fromkeys(meant):
        streams.say(f"removed {source.name or source.url}")
    return 0


def one_feed(settings: Settings, name: str) -> FeedSource:
    """Find the feed that a name means; UsageError where it means none, or several."""
    from newsdigest.pipeline.day_options import display_name, is_called
    from newsdigest.stages.compose import slug

    sources = settings.feeds
    found = [source for source in sources if is_called(source, name)]
    if not found:
        states = _states(settings)
        found = [one for one in sources if slug(display_name(one, states)) == slug(name)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError("no such feed", name, "none has this name", "newsdigest feeds list")
    urls = ", ".join(source.url for source in found)
    raise UsageError("which feed", name, f"{len(found)} have this name", f"one address of {urls}")


# ---------------------------------------------------------------- OPML
def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An OPML file; - is stdin.")],
    config: opt.ConfigOpt = "",
    debug: opt.DebugOpt = False,
) -> int:
    """Add the feeds of an OPML file; folders become sections.

    Examples:
      newsdigest feeds import subscriptions.opml
    """
    del debug
    from newsdigest.config import load
    from newsdigest.origin import origin_of
    from newsdigest.stages.feeds.opml import read_opml

    settings = load(config, os.environ)
    try:
        body = bytes_of(file, "newsdigest feeds import FILE")
    except OSError as error:
        why = (error.strerror or "it failed").lower()
        raise UsageError("cannot read", file, why, "an OPML file that exists, or -") from error
    listed = read_opml(body, file)
    known = {feed.url for feed in settings.feeds}
    unknown = [source for source in listed if source.url not in known]
    # A list from elsewhere grants nothing: what lies inside a network is for the reader to name.
    local = [one for one in unknown if (origin := origin_of(one.url)) and origin.is_local]
    new = [source for source in unknown if source not in local]
    for source in local:
        why = f"left out: {source.url}: it leads into a private network"
        streams.warn(streams.error_line(why, f"newsdigest feeds add {source.url}"))
    if new:
        _save(settings, new)
    there = len(listed) - len(unknown)
    known_too = f"; {there:,} {'was' if there == 1 else 'were'} there already" if there else ""
    streams.say(f"added {counted(len(new), 'feed')}{known_too}")
    return 0


def export(
    output: opt.OutputOpt = "-", config: opt.ConfigOpt = "", debug: opt.DebugOpt = False
) -> int:
    """Write the feeds as OPML; sections become folders.

    Examples:
      newsdigest feeds export -o subscriptions.opml
    """
    del debug
    from newsdigest.config import load
    from newsdigest.pipeline.day_options import display_name
    from newsdigest.stages.feeds.opml import write_opml

    settings = load(config, os.environ)
    states = _states(settings)
    named = [replace(one, name=display_name(one, states)) for one in settings.feeds]
    text = write_opml(named, "Feeds of newsdigest")
    streams.put(text, output)
    return 0


# ---------------------------------------------------------------- pieces
def bytes_of(name: str, instead: str) -> bytes:
    """Read a file or what is piped in."""
    return streams.piped_in(instead).read() if name == "-" else Path(name).read_bytes()


def print_json(body: Plain) -> None:
    """Print a document of the published schema."""
    from newsdigest.codec import SCHEMA
    from newsdigest.text.clean import shown

    text = json_.dumps(shown({"schema": SCHEMA, **body}), ensure_ascii=False, indent=2)
    streams.write_out(text + "\n")
