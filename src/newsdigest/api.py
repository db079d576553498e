"""The Python interface: one call from a text, a page, links or the feeds to a digest.

What the command line promises holds here too: every point and quote is
`articles[p.article].text[p.start:p.end]`, nothing is invented, what fails is named. Pages are read
in this process, so no clock guards it against a page made to be slow; `daily` reads in workers
that can be killed, and therefore wants a script's own code under ``if __name__ == "__main__":``.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from newsdigest import wiring
from newsdigest.codec import digest_from_json, digest_to_json
from newsdigest.errors import ConfigError, UsageError
from newsdigest.language.codes import read_language
from newsdigest.models import Article, Digest, Page, Request
from newsdigest.pipeline.daily import Outcome, run_day
from newsdigest.pipeline.options import StageOptions
from newsdigest.pipeline.read import digest_links
from newsdigest.pipeline.tell import tell_all
from newsdigest.stages.dedupe.together import one_story
from newsdigest.stages.extract.options import ExtractOptions
from newsdigest.stages.quotes.options import QuoteOptions
from newsdigest.stages.summarise.methods import ASKS_A_MODEL, METHODS
from newsdigest.stages.summarise.options import Scorer, SummariseOptions
from newsdigest.wiring.plugins import find_method

if TYPE_CHECKING:
    from newsdigest.codec import Plain
    from newsdigest.models import Feed
    from newsdigest.pipeline.tell import Adviser

Method = str | Scorer
"""A method's name, or a callable of your own: n sentences -> n scores, higher meaning better."""
POINTS = 5
QUOTES = 3


def digest_text(
    text: str,
    *,
    points: int = POINTS,
    quotes: int = QUOTES,
    method: Method = "news",
    lang: str = "",
) -> Digest:
    """Digest an article given as plain text. Raises ExtractError where it holds no words.

    `lang` is an ISO 639-1 code; without it the text's own language is found.
    """
    from newsdigest.stages.extract.plain import extract_text

    _must_be(TEXT, "text", text)
    options = _options(points, quotes, method, lang)
    return _digest(extract_text(text, options.extract), options)


def digest_html(
    html: str | bytes,
    url: str = "",
    *,
    points: int = POINTS,
    quotes: int = QUOTES,
    method: Method = "news",
    lang: str = "",
) -> Digest:
    """Digest an article given as a page of HTML. Raises ExtractError where it holds none.

    Bytes are decoded as browsers do. `url` is where the page came from: nothing is fetched.
    """
    options = _options(points, quotes, method, lang)
    return _digest(read_article(html, url, lang=lang), options)


def digest_url(
    *links: str,
    points: int = POINTS,
    quotes: int = QUOTES,
    method: Method = "news",
    lang: str = "",
    together: bool = False,
) -> Digest:
    """Fetch links and digest what they say, politely; what fails is in `Digest.failures`.

    Stories stand in the order of the links; links that tell one story are folded into it, and
    `together` folds all of them.
    """
    from newsdigest.config import load

    _must_be(TEXT, "link", *links)
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
    from newsdigest.wiring.readers import joined

    _must_be(TEXT, "config", config)
    _must_be((int, float), "max_time_s", max_time_s)
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
        with joined(settings, os.environ, options, store, world) as both:  # noqa: TID251 as above
            outcome = run_day(wiring.now(), both.options, store, both.world, desk)
    warnings += [f"not marked as read: {failed.message}" for failed in both.failed]
    return replace(outcome, warnings=tuple(warnings))


def read_article(html: str | bytes, url: str = "", *, lang: str = "") -> Article:
    """Clean one page of HTML: the article alone. Raises ExtractError where it holds none.

    Bytes are decoded as browsers do. `url` is where the page came from: nothing is fetched.
    """
    from newsdigest.stages.extract.html import extract

    _must_be(PAGE, "html", html)
    _must_be(TEXT, "url", url)
    body = html.encode("utf-8", "replace") if isinstance(html, str) else html
    kind = "text/html; charset=utf-8" if isinstance(html, str) else ""
    return extract(Page(url, body, kind), ExtractOptions(language=read_language(lang)))


def read_feed(feed: str | bytes, url: str = "") -> Feed:
    """Read a feed's own text (RSS, Atom, RDF, JSON): its title and entries, in its order.

    Raises FeedError where it is none. `url` is where it came from: nothing is fetched.
    """
    from newsdigest.stages.feeds.parse import parse

    _must_be(PAGE, "feed", feed)
    _must_be(TEXT, "url", url)
    return parse(Page(url, feed.encode("utf-8", "replace") if isinstance(feed, str) else feed))


def digest_articles(
    *articles: Article, points: int = POINTS, quotes: int = QUOTES, method: Method = "news"
) -> Digest:
    """Fold articles that tell one story, and digest each, in the order of their first article."""
    from newsdigest.pipeline import group

    _must_be((Article,), "article", *articles)
    options = _options(points, quotes, method, "")
    return group.digest_articles(articles, (), wiring.in_process, options, _adviser(options))


def quote_rows(digest: Digest) -> list[dict[str, Any]]:
    """Give every quote found in a digest's articles as one flat row, for a table.

    Not only those chosen for print, and reported speech too (`kind` indirect or mixed).
    `text` is `article_text[start:end]`; `speaker` is empty where nobody is named for sure.
    """
    _must_be((Digest,), "digest", digest)
    return [
        {
            "text": quote.text,
            "speaker": quote.speaker,
            "description": quote.description,
            "kind": quote.kind,
            "confidence": quote.confidence,
            "article": article.title,
            "outlet": article.outlet,
            "url": article.url,
            "published": article.published,
            "start": quote.start,
            "end": quote.end,
        }
        for telling in digest.tellings
        for quote in telling.said
        for article in [telling.story.articles[quote.article]]
    ]


def render(digest: Digest, format: str = "markdown", *, width: int = 80) -> str:  # noqa: A002 as -f is named
    """Draw a digest as text: "markdown" or "md", html, plain, json …; UsageError for no format.

    A format that gives bytes is a UsageError too: `render_bytes` draws it.
    """
    drawn = _drawn(digest, format, width)
    if isinstance(drawn, bytes):
        raise UsageError("cannot draw as text", format, "it gives bytes", "render_bytes")
    return drawn


def render_bytes(digest: Digest, format: str = "markdown", *, width: int = 80) -> bytes:  # noqa: A002 as -f is named
    """Draw a digest in any format, as the bytes of its file; UsageError for an unknown name."""
    drawn = _drawn(digest, format, width)
    return drawn.encode("utf-8", "replace") if isinstance(drawn, str) else drawn


def render_notebook(digest: Digest) -> str:
    """Draw a digest as a fragment of HTML without style, for a notebook's cell."""
    from newsdigest.stages.render import markup
    from newsdigest.stages.render.view import View
    from newsdigest.text.clean import shown

    _must_be((Digest,), "digest", digest)
    draw = markup.day if digest.day else markup.links
    return "\n".join(draw(shown(digest), View()))


# A notebook asks a noun to draw itself. Nouns draw nothing, and import nothing that does; whoever
# has a digest to show came through this door.
Digest._repr_html_ = render_notebook  # type: ignore[attr-defined]


def to_json(digest: Digest) -> Plain:
    """Give a digest in the published shape of ``-f json``, as dicts and lists."""
    _must_be((Digest,), "digest", digest)
    return digest_to_json(digest)


def from_json(shape: Plain | str | bytes) -> Digest:
    """Read a digest back from its published shape, as text or as dicts and lists.

    What is not published is lost: why a text is a teaser, what an earlier digest told of a story.
    Raises UsageError for another shape.
    """
    import json

    try:
        return digest_from_json(json.loads(shape) if isinstance(shape, str | bytes) else shape)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        why = f"it is not of the shape newsdigest/1 ({type(error).__name__}: {error})"
        raise UsageError("cannot read the digest", "its JSON", why, "what -f json gives") from error


# ---------------------------------------------------------------- pieces
def _options(points: int, quotes: int, method: Method, lang: str) -> StageOptions:
    _must_be(TEXT, "lang", lang)
    if not callable(method):
        _must_be(TEXT, "method", method)
    name, own = (method, None) if isinstance(method, str) else ("own", method)
    if own is None and name not in METHODS:
        name = find_method(name)
        if not name:
            hint = f"a callable, or one of {', '.join(METHODS)}"
            raise UsageError("wrong method", str(method), "there is none of this name", hint)
    return StageOptions(
        extract=ExtractOptions(language=read_language(lang)),
        summarise=SummariseOptions(points=_at_least(1, points, "points"), method=name, scorer=own),
        quotes=QuoteOptions(quotes=_at_least(0, quotes, "quotes")),
    )


TEXT, PAGE = (str,), (str, bytes)


def _must_be(kinds: tuple[type, ...], what: str, *given: object) -> None:
    """Raise UsageError for an argument of another kind: a known error, and not one from within."""
    for one in given:
        if not isinstance(one, kinds):
            shown = repr(one)
            shown = shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"
            meant = " or ".join(kind.__name__ for kind in kinds)
            raise UsageError(f"wrong {what}", shown, f"it must be {meant}")


LONGEST_SHOWN = 60
"""Characters of a wrong argument that an error shows."""


def _at_least(least: int, given: object, what: str) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or given < least:
        raise UsageError(f"wrong {what}", str(given), f"it must be a number from {least} on")
    return given


def _drawn(digest: Digest, format_: str, width: int) -> str | bytes:
    from newsdigest.stages.render.formats import FORMATS, by_name, renderer
    from newsdigest.stages.render.view import View
    from newsdigest.wiring.plugins import add_format

    _must_be((Digest,), "digest", digest)
    _must_be(TEXT, "format", format_)
    name = by_name(format_) or (format_ if add_format(format_) else "")
    if not name:
        hint = f"one of {', '.join(FORMATS)}"
        raise UsageError("wrong format", format_, "there is none of this name", hint)
    return renderer(name)(digest, View(width=_at_least(1, width, "width")))


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
