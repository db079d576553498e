"""The journeys of links and of texts: from bytes to a digest.

links   fetch* -> Page -> read* -> Article -> group -> Story -> tell* -> Digest
texts             Page -> read* -> Article -> group -> Story -> tell* -> Digest

`*` marks what runs in parallel. Output follows the order of input; one failure never loses the
others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.models import Article, Digest, Failure
from newsdigest.pipeline.stages import Read, ReadTask, lost, read
from newsdigest.pipeline.tell import chosen_by, tell_all
from newsdigest.stages.dedupe.stories import group
from newsdigest.stages.dedupe.together import one_story

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsdigest.models import Page, Request, Story
    from newsdigest.pipeline.options import StageOptions
    from newsdigest.pipeline.tell import Adviser
    from newsdigest.ports import Fetcher, MapFn, Progress


def digest_links(
    requests: Sequence[Request],
    fetcher: Fetcher,
    over: MapFn,
    options: StageOptions,
    progress: Progress,
    adviser: Adviser | None = None,
) -> Digest:
    """Fetch links and tell what they say; `adviser` is asked first, where there is one."""
    sign = _are_compared(requests, options)

    def arriving() -> Iterator[ReadTask]:
        for done, (number, page) in enumerate(fetcher.fetch(requests), 1):
            progress("fetching", done, len(requests))
            yield ReadTask(number, requests[number].url, page, options.extract, sign=sign)

    return _digest(over(read, arriving(), lost), over, options, adviser)


def digest_pages(
    pages: Sequence[tuple[str, Page | Failure]],
    over: MapFn,
    options: StageOptions,
    adviser: Adviser | None = None,
) -> Digest:
    """Tell what texts and saved pages say; each comes with the label that names it in messages."""
    sign = _are_compared(pages, options)
    readings = (
        ReadTask(number, label, page, options.extract, sign=sign)
        for number, (label, page) in enumerate(pages)
    )
    return _digest(over(read, readings, lost), over, options, adviser)


def _are_compared(given: Sequence[object], options: StageOptions) -> bool:
    """Tell whether the articles will be grouped, so that their readers make their signatures."""
    return len(given) > 1 and not options.together


def _digest(
    reads: Iterable[Read], over: MapFn, options: StageOptions, adviser: Adviser | None
) -> Digest:
    done = sorted(reads, key=lambda read: read.number)
    whole = [read for read in done if isinstance(read.result, Article)]
    failures = tuple(read.result for read in done if isinstance(read.result, Failure))
    tellings = tell_all(_stories(whole, options), options, over, adviser)
    return Digest(
        title=tellings[0].story.title if len(tellings) == 1 else f"{len(tellings)} stories",
        tellings=tellings,
        failures=failures,
        notes=tuple(chosen_by(tellings)),
        sources_ok=len(whole),
        sources_failed=len(failures),
    )


def _stories(reads: Sequence[Read], options: StageOptions) -> Sequence[Story]:
    """Group the articles; stories stand in the order in which their first article was given."""
    articles = [read.result for read in reads if isinstance(read.result, Article)]
    if options.together and articles:
        return (one_story(articles),)
    signatures = [read.signature for read in reads if read.signature is not None]
    place = {article: number for number, article in reversed([*enumerate(articles)])}
    stories = group(articles, (), options.dedupe, signatures)
    return sorted(stories, key=lambda story: min(place[article] for article in story.articles))
