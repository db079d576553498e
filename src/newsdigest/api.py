"""The Python interface: one call from a text, a page, links or the feeds to a digest.

What the command line promises holds here too: every point and quote is
`articles[p.article].text[p.start:p.end]`, nothing is invented, what fails is named. Pages are read
in this process, so no clock guards it against a page made to be slow; `daily` reads in workers
that can be killed, and therefore wants a script's own code under ``if __name__ == "__main__":``.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from newsdigest import wiring
from newsdigest.codec import digest_to_json
from newsdigest.errors import ConfigError
from newsdigest.models import Digest, Page, Request
from newsdigest.pipeline.daily import Outcome, run_day
from newsdigest.pipeline.options import StageOptions
from newsdigest.pipeline.read import digest_links
from newsdigest.pipeline.tell import tell_all
from newsdigest.stages.dedupe.together import one_story
from newsdigest.stages.extract.options import ExtractOptions
from newsdigest.stages.quotes.options import QuoteOptions
from newsdigest.stages.summarise.methods import ASKS_A_MODEL
from newsdigest.stages.summarise.options import SummariseOptions

if TYPE_CHECKING:
    from newsdigest.codec import Plain
    from newsdigest.models import Article
    from newsdigest.pipeline.tell import Adviser

POINTS = 5
QUOTES = 3


def digest_text(
    text: str, *, points: int = POINTS, quotes: int = QUOTES, method: str = "news", lang: str = ""
) -> Digest:
    """Digest an article given as plain text. Raises ExtractError where it holds no words.

    `lang` is an ISO 639-1 code; without it the text's own language is found.
    """
    from newsdigest.stages.extract.plain import extract_text

    options = _options(points, quotes, method, lang)
    return _digest(extract_text(text, options.extract), options)


def digest_html(
    html: str | bytes,
    url: str = "",
    *,
    points: int = POINTS,
    quotes: int = QUOTES,
    method: str = "news",
    lang: str = "",
) -> Digest:
    """Digest an article given as a page of HTML. Raises ExtractError where it holds none.

    Bytes are decoded as browsers do. `url` is where the page came from: nothing is fetched.
    """
    from newsdigest.stages.extract.html import extract

    options = _options(points, quotes, method, lang)
    body = html.encode("utf-8", "replace") if isinstance(html, str) else html
    kind = "text/html; charset=utf-8" if isinstance(html, str) else ""
    return _digest(extract(Page(url, body, kind), options.extract), options)


def digest_url(
    *links: str,
    points: int = POINTS,
    quotes: int = QUOTES,
    method: str = "news",
    lang: str = "",
    together: bool = False,
) -> Digest:
    """Fetch links and digest what they say, politely; what fails is in `Digest.failures`.

    Stories stand in the order of the links; links that tell one story are folded into it, and
    `together` folds all of them.
    """
    from newsdigest.config import load

    settings = load("", os.environ)  # noqa: TID251 as the command line hands it over
    requests = [Request(link, trusted=True) for link in dict.fromkeys(links)]
    options = replace(_options(points, quotes, method, lang), together=together)
    fetcher = wiring.fetcher(settings)
    return digest_links(requests, fetcher, wiring.in_process, options, _silent, _adviser(options))


def daily(config: str = "", *, max_time_s: float = 300.0) -> Outcome:
    """Run the day as `newsdigest daily` does: fetch the feeds, write the digest, remember.

    `config` is a path; empty for the user's own. The directory of digests is made by the first run
    alone: later its absence is a StoreError, since it may lie on a disk that is not mounted. Raises
    ConfigError too, and LockedError where another run is at it. A failing feed is in
    `Outcome.failed`, an edit of the day file that was set aside in `Outcome.warnings`.
    """
    from newsdigest.config import load
    from newsdigest.pipeline.deliver import DayDesk
    from newsdigest.stages.render.view import View

    settings = load(config, os.environ)  # noqa: TID251 as above
    options = wiring.day_options(settings, os.environ)  # noqa: TID251 as above
    if not options.sources:
        raise ConfigError("no feeds", settings.path, "it lists none", "newsdigest feeds add URL")
    warnings: list[str] = []
    with (
        wiring.run_lock(settings)(),
        wiring.store(settings) as store,
        wiring.workers() as over,
    ):
        world = wiring.world(settings, over, _silent, None, max_time_s=max_time_s)
        desk = DayDesk(
            shelf=wiring.shelf(settings, make=not store.has_filed()),
            view=wiring.heading(settings, View(zone=options.zone)),
            warn=warnings.append,
            also=settings.digest.also,
            past=store,
            front_matter=settings.digest.front_matter,
        )
        outcome = run_day(wiring.now(), options, store, world, desk)
    return replace(outcome, warnings=tuple(warnings))


def render(digest: Digest, format: str = "markdown", *, width: int = 80) -> str:  # noqa: A002 as -f is named
    """Draw a digest as text: markdown, html, plain, json or terminal; KeyError for another name.

    A format that gives bytes is a ValueError: `render_bytes` draws it.
    """
    drawn = render_bytes(digest, format, width=width)
    from newsdigest.stages.render.formats import FORMATS

    if FORMATS[format].binary:
        raise ValueError(f"{format} is no text: use render_bytes")
    return drawn.decode("utf-8")


def render_bytes(digest: Digest, format: str = "markdown", *, width: int = 80) -> bytes:  # noqa: A002 as -f is named
    """Draw a digest in any format, as the bytes of its file; KeyError for an unknown name."""
    from newsdigest.stages.render.formats import renderer
    from newsdigest.stages.render.view import View

    drawn = renderer(format)(digest, View(width=width))
    return drawn.encode("utf-8", "replace") if isinstance(drawn, str) else drawn


def to_json(digest: Digest) -> Plain:
    """Give a digest in the published shape of ``-f json``, as dicts and lists."""
    return digest_to_json(digest)


# ---------------------------------------------------------------- pieces
def _options(points: int, quotes: int, method: str, lang: str) -> StageOptions:
    return StageOptions(
        extract=ExtractOptions(language=lang),
        summarise=SummariseOptions(points=points, method=method),
        quotes=QuoteOptions(quotes=quotes),
    )


def _digest(article: Article, options: StageOptions) -> Digest:
    stories = (one_story([article]),)
    [telling] = tell_all(stories, options, wiring.in_process, _adviser(options))
    return Digest(telling.story.title, (telling,), sources_ok=1)


def _adviser(options: StageOptions) -> Adviser | None:
    """Give the model of the user's configuration where the method asks one."""
    if options.summarise.method not in ASKS_A_MODEL:
        return None
    from newsdigest.config import load
    from newsdigest.wiring.model import adviser

    environ = os.environ  # noqa: TID251 as the command line hands it over
    return adviser(load("", environ), environ, lambda _: None)


def _silent(act: str, done: int, total: int) -> None:
    """Report progress to nobody."""
