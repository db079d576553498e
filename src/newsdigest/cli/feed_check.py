"""newsdigest feeds check: what is wrong with feeds, the followed ones or any others."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from newsdigest.cli import options as opt
from newsdigest.cli import streams
from newsdigest.cli.feeds import JsonOpt, bytes_of, one_feed, print_json
from newsdigest.errors import FeedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsdigest.codec import Plain
    from newsdigest.errors import NewsdigestError
    from newsdigest.models import Failure, Feed, Page


def check(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FEED...]", help="Files, addresses or names; all feeds where none is given."
        ),
    ] = None,
    json: JsonOpt = False,
    config: opt.ConfigOpt = "",
    debug: opt.DebugOpt = False,
) -> int:
    """Read feeds and say what is wrong with them.

    Examples:
      newsdigest feeds check
      newsdigest feeds check feed.xml other.json
      newsdigest feeds check https://example.org/feed --json | jq '.items[].title'
    """
    del debug
    results = _checked(names or [], config)
    failures = [(label, error) for label, _, error in results if error]
    if json:
        print_json(_check_json(results))
    for label, feed, _ in results:
        if feed and not json:
            streams.say(*_check_lines(label, feed))
    for _, error in failures:
        streams.report(error)
    if failures and len(failures) == len(results):
        return 1
    return 3 if failures else 0


Checked = tuple[str, "Feed | None", "NewsdigestError | Failure | None"]


def _checked(names: Sequence[str], config: str) -> list[Checked]:
    """Read feeds in workers that can be killed: what a feed holds is its writer's choice."""
    from newsdigest import wiring
    from newsdigest.models import Failure, Page
    from newsdigest.pipeline.find_feeds import look_lost, read_feed

    files = [name for name in names if name == "-" or os.path.exists(name)]  # noqa: PTH110 cheaper for thousands
    had: dict[str, Page | FeedError | Failure] = {name: _file(name) for name in files}
    links = [name for name in names if name not in had]
    if links or not names:
        had |= _fetched(links, config)
    pages = {label: page for label, page in had.items() if isinstance(page, Page)}
    with wiring.workers() as over:
        feeds = dict(zip(pages, over(read_feed, pages.values(), look_lost), strict=True))
    checked: list[Checked] = []
    for label, page in had.items():
        result = page if not isinstance(page, Page) else feeds[label]
        bad = isinstance(result, Failure | FeedError)
        checked.append((label, None, result) if bad else (label, result, None))  # type: ignore[arg-type]
    return checked


def _file(name: str) -> Page | FeedError:
    from newsdigest.models import Page

    try:
        return Page(name, bytes_of(name, "newsdigest feeds check FILE"))
    except OSError as error:
        why = (error.strerror or "it failed").lower()
        return FeedError("could not read feed", name, why)


def _fetched(links: Sequence[str], config: str) -> dict[str, Page | FeedError | Failure]:
    from newsdigest import wiring
    from newsdigest.config import load
    from newsdigest.models import Request
    from newsdigest.pipeline.readers import Answering, expand
    from newsdigest.wiring.readers import readers

    settings = load(config, os.environ)
    if links:
        urls = [link if "://" in link else one_feed(settings, link).url for link in links]
    else:
        urls = [source.url for source in settings.feeds]
    options = wiring.day_options(settings, os.environ)
    known = {source.url: source for source in settings.feeds}
    stopped = {
        source.url: trouble for source in settings.feeds if (trouble := options.trouble_of(source))
    }
    servers = tuple(known[url] for url in urls if url in known and known[url].is_reader)
    expanded = expand(replace(options, sources=servers), readers(settings, os.environ), ())
    urls += [source.url for source in expanded.options.sources if source.url not in urls]
    requests = [
        Request(url, trusted=True, grant=options.grant_of(known[url]) if url in known else None)
        for url in dict.fromkeys(urls)
        if url not in stopped
    ]
    answers = Answering(wiring.feed_fetcher(settings), expanded.answers).fetch(requests)
    had = {requests[at].url: page for at, page in answers}
    return {url: had[url] if url in had else stopped[url] for url in dict.fromkeys(urls)}


def _check_json(results: Iterable[Checked]) -> Plain:
    from newsdigest.cli.feed_report import feed_json, items_json

    checked = list(results)
    return {
        "feeds": [feed_json(label, feed, error) for label, feed, error in checked],
        "items": [item for label, feed, _ in checked if feed for item in items_json(label, feed)],
    }


def _check_lines(label: str, feed: Feed) -> Iterable[str]:
    from newsdigest.cli.feed_report import check_lines

    return check_lines(label, feed)
