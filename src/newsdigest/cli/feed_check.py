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
    from newsdigest.models import Failure, Feed


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
    files = [name for name in names if name == "-" or os.path.exists(name)]  # noqa: PTH110 cheaper for thousands
    results = {name: _check_file(name) for name in files}
    links = [name for name in names if name not in results]
    if links or not names:
        results |= _check_links(links, config)
    return list(results.values())


def _check_file(name: str) -> Checked:
    from newsdigest.models import Page
    from newsdigest.stages.feeds.parse import parse

    try:
        body = bytes_of(name, "newsdigest feeds check FILE")
        return name, parse(Page(name, body)), None
    except FeedError as error:
        return name, None, error
    except OSError as error:
        why = (error.strerror or "it failed").lower()
        return name, None, FeedError("could not read feed", name, why)


def _check_links(links: Sequence[str], config: str) -> dict[str, Checked]:
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
    stopped = {source.url: options.trouble_of(source) for source in settings.feeds}
    servers = tuple(known[url] for url in urls if url in known and known[url].is_reader)
    expanded = expand(replace(options, sources=servers), readers(settings, os.environ), ())
    urls += [source.url for source in expanded.options.sources if source.url not in urls]
    requests = [
        Request(url, trusted=True, grant=options.grant_of(known[url]) if url in known else None)
        for url in dict.fromkeys(urls)
        if stopped.get(url) is None
    ]
    answers = Answering(wiring.feed_fetcher(settings), expanded.answers).fetch(requests)
    checked = {requests[at].url: _check_page(requests[at].url, page) for at, page in answers}
    return {url: checked.get(url) or (url, None, stopped[url]) for url in dict.fromkeys(urls)}


def _check_page(url: str, page: object) -> Checked:
    from newsdigest.models import Failure, Page
    from newsdigest.stages.feeds.parse import parse

    if isinstance(page, Failure):
        return url, None, page
    assert isinstance(page, Page)  # noqa: S101 a fetcher gives one or the other
    try:
        return url, parse(page), None
    except FeedError as error:
        return url, None, error


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
